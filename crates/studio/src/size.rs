//! How tall things usually are and where they stand, by their name, from data/sizes.txt. A photograph does not say whether it
//! shows a mug or a bin.

use crate::entries::{self, DataProblem};
use crate::words::tokens;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Metres.
    pub height: f32,
    pub on_floor: bool,
}

/// What nobody named: something to put on a table.
const UNKNOWN: Size = Size { height: 0.28, on_floor: false };
/// A framed print on a table.
pub const PRINT: Size = Size { height: 0.36, on_floor: false };

pub struct Sizes(Vec<(String, Size)>);

impl Sizes {
    pub fn read(text: &str) -> Result<Sizes, DataProblem> {
        let mut all = Vec::new();
        for place in entries::read(text, "stands")? {
            for line in &place.lines {
                let size = Size { height: line.number(0)?, on_floor: place.name == "on the floor" };
                all.push((line.key.replace('-', " ").to_lowercase(), size));
            }
        }
        Ok(Sizes(all))
    }

    /// By the product's name, else by its category.
    pub fn of(&self, name: &str, category: Option<&str>) -> Size {
        self.named(name).or_else(|| self.named(category?)).unwrap_or(UNKNOWN)
    }

    /// Later words of a name say more than earlier ones ("table lamp" is a lamp), and longer terms more than shorter ("floor lamp").
    fn named(&self, name: &str) -> Option<Size> {
        let words = tokens(name);
        let small = name.to_lowercase();
        let place = |term: &str| -> Option<(usize, usize)> {
            if !term.is_ascii() {
                return small.rfind(term).map(|at| (at + term.len(), term.len()));
            }
            let term: Vec<&str> = term.split(' ').collect();
            (0..words.len())
                .rev()
                .find(|at| words.len() - at >= term.len() && term.iter().zip(&words[*at..]).all(|(t, w)| means(w, t)))
                .map(|at| (at + term.len(), term.len()))
        };
        self.0
            .iter()
            .filter_map(|(term, size)| Some((place(term)?, size)))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, size)| *size)
    }
}

/// `chairs` and `armchair` mean a chair.
fn means(word: &str, term: &str) -> bool {
    let one = word.strip_suffix('s').filter(|w| w.len() > 2).unwrap_or(word);
    one == term || word == term || (one.len() > 5 && term.len() > 3 && one.ends_with(term))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Size {
        Sizes::read(include_str!("../data/sizes.txt")).expect("sizes").of(name, None)
    }

    #[test]
    fn the_last_word_of_a_name_says_what_it_is() {
        assert!(of("Oak Dining Table").on_floor);
        assert!(!of("Table Lamp, brass").on_floor);
        assert!(of("Floor Lamp").height > 1.2);
        assert!(of("Lounge Chairs").on_floor && of("Armchair").on_floor);
        assert_eq!(of("Coffee mug"), of("Mugs"));
    }

    #[test]
    fn japanese_names_are_understood() {
        assert_eq!(of("北欧風ソファ").on_floor, of("Sofa").on_floor);
        assert_eq!(of("青いマグカップ"), of("mug"));
    }

    #[test]
    fn an_unknown_name_falls_back_to_the_category_and_then_to_the_table() {
        let sizes = Sizes::read(include_str!("../data/sizes.txt")).expect("sizes");
        assert!(sizes.of("Oslo", Some("Sofas")).on_floor);
        assert_eq!(sizes.of("Oslo", None), UNKNOWN);
    }
}
