//! "Changed meanwhile": what a form says when somebody saved before. What was typed is kept below it; saving again is a choice.

use time::OffsetDateTime;
use visualizer_domain::Actor;
use visualizer_domain::problem::ChangedBy;

/// Who saved before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changer {
    /// The reader, in another window.
    Reader,
    /// Somebody else, by name.
    Other(String),
    /// Nobody knows who.
    Unknown,
}

impl Changer {
    /// As the reader calls them.
    #[must_use]
    pub fn of(changed_by: Option<ChangedBy>, reader: &Actor) -> Self {
        match changed_by {
            Some(by) if by.user_id == reader.user_id => Self::Reader,
            Some(by) => Self::Other(by.name),
            None => Self::Unknown,
        }
    }
}

/// What somebody saved before. Its template is `meanwhile.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanwhile {
    /// Who.
    pub who: Changer,
    /// When, where that is known.
    pub at: Option<OffsetDateTime>,
    /// Where it differs from what was typed: the field's label, and what stands there now.
    pub differences: Vec<(String, String)>,
}
