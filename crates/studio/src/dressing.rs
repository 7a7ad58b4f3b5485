//! How much stands around a product: the words for surroundings and props as one number, and the things that were asked for.

use crate::words::mentions;

/// Scales the chance of every prop that may be left out.
const AMOUNTS: [(&str, f32); 12] = [
    ("none", 0.0),
    ("no-props", 0.0),
    ("minimal", 0.55),
    ("few", 0.55),
    ("moderate", 1.0),
    ("styled", 1.15),
    ("lifestyle", 1.6),
    ("full-scene", 1.6),
    ("full", 1.6),
    ("なし", 0.0),
    ("最小限", 0.55),
    ("フルシーン", 1.6),
];

pub struct Dressing<'a> {
    amount: f32,
    asked: &'a str,
}

impl<'a> Dressing<'a> {
    /// `surroundings` and `props` are the brief's words; unknown ones change nothing.
    pub fn new(surroundings: &str, props: &'a str) -> Dressing<'a> {
        let amount = |text: &str| AMOUNTS.iter().find(|a| mentions(text, a.0)).map_or(1.0, |a| a.1);
        Dressing { amount: amount(surroundings) * amount(props), asked: props }
    }

    /// Whether a kind of prop that these words mean was asked for.
    pub fn asks(&self, words: &[&str]) -> bool {
        words.iter().any(|w| mentions(self.asked, w))
    }

    /// Chance of a prop whose line says `p`, and whose kind these words mean. What is not optional always stands there.
    pub fn chance(&self, p: f32, words: &[&str]) -> f32 {
        if p >= 1.0 || self.asks(words) { 1.0 } else { (p * self.amount).min(0.95) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_props_means_no_optional_props_but_those_asked_for() {
        let bare = Dressing::new("", "none, books");
        assert_eq!(bare.chance(0.7, &["plants"]), 0.0);
        assert_eq!(bare.chance(0.7, &["books"]), 1.0);
        assert_eq!(bare.chance(1.0, &[]), 1.0);
    }

    #[test]
    fn a_full_scene_has_more_than_a_minimal_one() {
        assert!(Dressing::new("Full Scene", "").chance(0.5, &[]) > Dressing::new("Minimal", "minimal").chance(0.5, &[]));
    }
}
