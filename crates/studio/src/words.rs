//! What somebody wrote, taken apart into words that entries can be found by.

/// Words that say nothing about which entry is meant.
const EMPTY: [&str; 8] = ["room", "light", "the", "a", "an", "of", "in", "with"];

/// Small words of a text in their order, without punctuation.
pub fn tokens(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !EMPTY.contains(w)).map(str::to_owned).collect()
}

/// Whether `word` (in small letters) occurs in `text`: as one of its words, joined by hyphens, or, where a language
/// writes without spaces, anywhere.
pub fn mentions(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.to_lowercase().contains(word);
    }
    let asked = tokens(text);
    let wanted = tokens(word);
    !wanted.is_empty() && asked.windows(wanted.len()).any(|w| w == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_and_spaces_mean_the_same() {
        assert!(mentions("Poolside Deck", "poolside-deck"));
        assert!(mentions("Mid-Century", "mid century"));
        assert!(!mentions("Bedroom", "bed"));
    }

    #[test]
    fn languages_without_spaces_are_searched_inside() {
        assert!(mentions("白いマグカップ", "マグ"));
        assert!(!mentions("花瓶", "マグ"));
    }
}
