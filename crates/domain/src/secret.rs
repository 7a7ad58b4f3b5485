//! A value that no log, message or `Debug` may show.

use std::fmt;

/// A password, a key, or an address that holds one.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one call that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_only_shown_when_asked_for() {
        let secret = Secret::new("open sesame");
        assert_eq!((format!("{secret:?}").as_str(), secret.reveal()), ("Secret(hidden)", "open sesame"));
    }
}
