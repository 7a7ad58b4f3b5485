//! Words that are stored: enumerations as text, and names and descriptions with their bounds.

use serde::{Deserialize, Serialize};

/// The stored text is none of the known words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a known {kind}")]
pub struct UnknownWord {
    /// What was expected.
    pub kind: &'static str,
    /// What stood there.
    pub text: String,
}

/// An enumeration that is stored, sent and shown as a fixed word.
macro_rules! text_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that is stored and sent.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok($name::$variant),)+
                    _ => Err($crate::text::UnknownWord { kind: stringify!($name), text: text.to_owned() }),
                }
            }
        }
    };
}
pub(crate) use text_enum;

/// Why a text was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing but white space.
    Empty,
    /// More characters than the bound.
    TooLong {
        /// The bound, in characters.
        max: usize,
    },
    /// A control character other than a line break.
    Control,
}

macro_rules! bounded_text {
    ($($(#[$doc:meta])* $name:ident: $min:literal..=$max:literal, lines $lines:literal);+ $(;)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Longest text, in characters.
            pub const MAX: usize = $max;

            /// Trims and checks a text that came from outside.
            ///
            /// # Errors
            /// Says which bound it breaks.
            pub fn parse(text: &str) -> Result<Self, TextProblem> {
                let text = text.trim();
                if $min > 0 && text.is_empty() {
                    return Err(TextProblem::Empty);
                }
                if text.chars().count() > $max {
                    return Err(TextProblem::TooLong { max: $max });
                }
                if text.chars().any(|c| c.is_control() && !($lines && matches!(c, '\n' | '\r' | '\t'))) {
                    return Err(TextProblem::Control);
                }
                Ok(Self(text.to_owned()))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

bounded_text! {
    /// What a thing is called: one line of 1 to 255 characters.
    Name: 1..=255, lines false;
    /// What a thing is: up to 5,000 characters, lines allowed; may be empty.
    Description: 0..=5_000, lines true;
    /// Why a person decided something: 1 to 1,000 characters, lines allowed.
    Reason: 1..=1_000, lines true;
    /// A prompt written by a person: up to 10,000 characters, lines allowed; may be empty.
    PromptText: 0..=10_000, lines true;
}

/// A file name's stem from what a thing is called: letters and digits of any script, the rest as hyphens, at most 80 characters,
/// so that it is safe on every system. Where nothing is left, the fallback is used.
#[must_use]
pub fn text_file_name(parts: &[Option<&str>], fallback: &str) -> String {
    let words = parts.iter().flatten().flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(80).collect();
    if stem.is_empty() { fallback.to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_letters_of_any_script_and_nothing_dangerous() {
        assert_eq!(text_file_name(&[Some("../Stone \\ mug"), None, Some("台所 Kitchen:1")], "x"), "stone-mug-台所-kitchen-1");
        assert_eq!(text_file_name(&[Some("///")], "id-1"), "id-1");
    }

    #[test]
    fn a_name_is_trimmed_and_bounded() {
        assert_eq!(Name::parse("  Mug ").map(|n| n.to_string()), Ok("Mug".into()));
        assert_eq!(Name::parse(" \t"), Err(TextProblem::Empty));
        assert_eq!(Name::parse(&"あ".repeat(256)), Err(TextProblem::TooLong { max: 255 }));
        assert_eq!(Name::parse("a\u{7}b"), Err(TextProblem::Control));
        assert!(Description::parse("two\nlines").is_ok());
    }
}
