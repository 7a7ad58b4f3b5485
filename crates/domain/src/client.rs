//! The tenant, and its slug.

use serde::{Deserialize, Serialize};

use crate::problem::FieldProblem;

/// Most members of one client.
pub const MEMBERS_MAX: i64 = 1_000;

/// A client's short name in addresses: 2 to 63 of `a-z 0-9 -`, neither first nor last a hyphen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// # Errors
    /// A field problem `slug` when the text is not one.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim();
        let shaped = (2..=63).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        if shaped { Ok(Self(text.to_owned())) } else { Err(FieldProblem::new("slug", "slug")) }
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_and_hyphens_stand_inside() {
        assert!(Slug::parse("north-shop").is_ok());
        for bad in ["a", "-ab", "ab-", "Ab", "a b", ""] {
            assert!(Slug::parse(bad).is_err(), "{bad:?}");
        }
    }
}
