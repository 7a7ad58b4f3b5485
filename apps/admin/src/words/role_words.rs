//! Roles as labels. Inside a sentence they are small (`role-owner`); where they stand alone they begin like a label.

use visualizer_domain::Role;

use crate::words::{Words, stored};

/// "Owner": the role where it stands alone.
#[must_use]
pub fn label(role: &Role, w: &Words) -> String {
    let word = stored(w, "role", role);
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What a role may.
#[must_use]
pub fn may(role: &Role, w: &Words) -> String {
    stored(w, "role-may", role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::user::Locale;

    #[test]
    fn a_role_that_stands_alone_begins_like_a_label() {
        let label = |locale| label(&Role::Owner, &Words::new(locale, datetime!(2026-11-21 8:00 UTC)));
        assert_eq!((label(Locale::En).as_str(), label(Locale::Ja).as_str()), ("Owner", "オーナー"));
    }
}
