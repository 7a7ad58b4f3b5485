//! A list of named things of which one is found by what somebody wrote.

use crate::entries::{self, DataProblem, Entry};
use crate::words::{mentions, tokens};

/// Entries of one kind in the order of their file.
pub struct Catalogue<T>(Vec<Named<T>>);

/// One entry.
pub struct Named<T> {
    pub name: String,
    words: Vec<String>,
    pub item: T,
}

impl<T> Catalogue<T> {
    /// Reads a data file; `item` makes the thing out of an entry's lines. An empty file is a problem: there is always a default.
    pub fn read(text: &str, head: &str, item: impl Fn(&Entry) -> Result<T, DataProblem>) -> Result<Self, DataProblem> {
        let all: Result<Vec<_>, _> = entries::read(text, head)?
            .into_iter()
            .map(|e| Ok(Named { name: e.name.to_owned(), item: item(&e)?, words: e.words }))
            .collect();
        let all = all?;
        if all.is_empty() { Err(DataProblem { line: 1, what: format!("no {head}") }) } else { Ok(Self(all)) }
    }

    /// The entry that fits best, and whether anything fitted; the first one when nothing did.
    /// A name counts more than a word, and the whole name more than parts of it.
    pub fn nearest(&self, asked: &str) -> (&Named<T>, bool) {
        let score = |entry: &Named<T>| entry.score(asked);
        // Of equals the first: entries stand in the order of how usual they are.
        let best = self.0.iter().reduce(|best, next| if score(next) > score(best) { next } else { best }).unwrap_or(&self.0[0]);
        (best, score(best) > 0)
    }

    /// All entries that the text mentions by name or word.
    pub fn mentioned<'a>(&'a self, asked: &'a str) -> impl Iterator<Item = &'a Named<T>> {
        self.0.iter().filter(move |entry| entry.score(asked) > 0)
    }
}

impl<T> Named<T> {
    fn score(&self, asked: &str) -> usize {
        let name = tokens(&self.name);
        let asked_words = tokens(asked);
        let whole = usize::from(!name.is_empty() && name == asked_words) * 1000;
        let parts = name.iter().filter(|w| asked_words.contains(w)).count() * 3;
        let words: usize = self
            .words
            .iter()
            .filter(|w| mentions(asked, w))
            .map(|w| 2 + 5 * w.matches('-').count() + w.chars().filter(|c| !c.is_ascii()).count())
            .sum();
        whole + parts + words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rooms() -> Catalogue<()> {
        Catalogue::read("scene Studio Set | plain\nscene Dining Room | eat table\nscene Bedroom | sleep ベッド\nscene Poolside | pool poolside-deck deck\nscene Patio | patio deck\n", "scene", |_| Ok(()))
            .expect("entries")
    }

    #[test]
    fn the_whole_name_wins_then_parts_then_words() {
        for (asked, name) in [
            ("dining room", "Dining Room"),
            ("a table to eat", "Dining Room"),
            ("Poolside Deck", "Poolside"),
            ("窓のあるベッドルーム", "Bedroom"),
        ] {
            let rooms = rooms();
            let (entry, found) = rooms.nearest(asked);
            assert_eq!((entry.name.as_str(), found), (name, true), "{asked}");
        }
    }

    #[test]
    fn nothing_fitting_gives_the_first() {
        let rooms = rooms();
        let (entry, found) = rooms.nearest("moon");
        assert_eq!((entry.name.as_str(), found), ("Studio Set", false));
    }
}
