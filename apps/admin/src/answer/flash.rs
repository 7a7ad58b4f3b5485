//! One message for the next page: "Product added". Travels in a cookie as the key of a sentence and its values.
//!
//! Only a browser's owner can write that cookie, and what they write is shown as text to nobody but themselves.

use serde::{Deserialize, Serialize};

use crate::hex;
use crate::words::Words;

/// Characters of a value.
const VALUE_MAX: usize = 80;

/// A message for the next page. The sentence is `flash-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    code: String,
    values: Vec<(String, String)>,
}

impl Flash {
    /// A message without values.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { code: code.to_owned(), values: Vec::new() }
    }

    /// Adds a value that the sentence names. A number also chooses the plural form.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name.to_owned(), shortened(value.to_string())));
        self
    }

    /// A value that it carries.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The text of the cookie.
    #[must_use]
    pub fn encoded(&self) -> String {
        hex::encode(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }

    /// Reads the text of the cookie; `None` when it is none of ours.
    #[must_use]
    pub fn decoded(text: &str) -> Option<Self> {
        serde_json::from_slice(&hex::decode(text)?).ok()
    }

    /// The sentence; `None` when there is none by this code.
    #[must_use]
    pub fn sentence(&self, words: Words) -> Option<String> {
        let phrase = words.t(format!("flash-{}", self.code));
        self.values.iter().fold(phrase, |phrase, (name, value)| phrase.with_text(name, value)).text()
    }
}

/// A cookie is small: a long name is cut, not lost, and shows that it was.
fn shortened(text: String) -> String {
    if text.chars().count() <= VALUE_MAX {
        return text;
    }
    text.chars().take(VALUE_MAX - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::user::Locale;

    #[test]
    fn a_name_that_is_cut_says_so() {
        let told = |length: usize| Flash::new("product-added").with("name", "W".repeat(length));
        assert_eq!(told(80).value("name").map(str::len), Some(80), "what fits is whole");
        assert_eq!(told(81).value("name"), Some(format!("{}…", "W".repeat(79)).as_str()));
    }

    #[test]
    fn a_message_survives_its_cookie() {
        let flash = Flash::new("signed-out");
        let words = Words::new(Locale::En, datetime!(2026-11-21 8:00 UTC));
        assert_eq!(Flash::decoded(&flash.encoded()).and_then(|f| f.sentence(words)).as_deref(), Some("You are signed out."));
        assert_eq!(Flash::decoded("zz"), None);
        assert_eq!(Flash::new("no-such-message").sentence(words), None);
    }
}
