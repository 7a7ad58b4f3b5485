//! A person's account: e-mail, password rules, language and theme.

use serde::{Deserialize, Serialize};

use crate::problem::FieldProblem;
use crate::text::text_enum;

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;
/// Most characters of a password; more is only work for the hash.
pub const PASSWORD_MAX: usize = 200;

text_enum! {
    /// A language of the pages.
    pub enum Locale {
        /// English.
        En = "en",
        /// Japanese.
        Ja = "ja",
    }
}

text_enum! {
    /// How the pages are lit.
    pub enum Theme {
        /// As the system says.
        System = "system",
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}

/// An e-mail address: lower case, one `@`, at most 254 bytes. Whether it exists, only a letter can tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// # Errors
    /// A field problem `email` when the text cannot be an address.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim().to_lowercase();
        let shaped = text.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && local.len() <= 64
                && !host.is_empty()
                && !host.contains('@')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
        if shaped && text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            Ok(Self(text))
        } else {
            Err(FieldProblem::new("email", "email"))
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// # Errors
/// A field problem when the password is shorter than [`PASSWORD_MIN`] or longer than [`PASSWORD_MAX`] characters.
pub fn check_password(password: &str) -> Result<(), FieldProblem> {
    match password.chars().count() {
        n if n < PASSWORD_MIN => Err(FieldProblem::new("password", "too-short").with("min", PASSWORD_MIN)),
        n if n > PASSWORD_MAX => Err(FieldProblem::new("password", "too-long").with("max", PASSWORD_MAX)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_lowered_and_a_text_without_at_is_refused() {
        assert_eq!(Email::parse(" Demo@Example.COM ").map(|e| e.to_string()), Ok("demo@example.com".into()));
        for bad in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@.c"] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_short_password_names_the_bound() {
        assert_eq!(check_password("seven77").unwrap_err().values, [("min", "8".to_owned())]);
    }
}
