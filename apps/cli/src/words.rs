//! The language of the terminal, for sentences that the pages have too. Help and tables are in English.

use visualizer_admin::words::Words;
use visualizer_domain::Clock;
use visualizer_domain::user::Locale;

/// Words in the language that the environment asks for.
pub(crate) fn words() -> Words {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    Words::new(locale(asked.as_deref().unwrap_or_default()), Clock::System.now())
}

fn locale(asked: &str) -> Locale {
    if asked.starts_with("ja") { Locale::Ja } else { Locale::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_terminal_is_spoken_to_in_japanese() {
        assert_eq!((locale("ja_JP.UTF-8"), locale("de_DE.UTF-8"), locale("")), (Locale::Ja, Locale::En, Locale::En));
    }
}
