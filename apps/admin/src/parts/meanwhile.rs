//! "Changed meanwhile": what a form says when somebody saved before. What was typed is kept below it; saving again is a choice.

use time::OffsetDateTime;

/// What somebody else saved. Its template is `meanwhile.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanwhile {
    /// Who, when that is known.
    pub who: Option<String>,
    /// When, where that is known.
    pub at: Option<OffsetDateTime>,
    /// Where it differs from what was typed: the field's label, and what stands there now.
    pub differences: Vec<(String, String)>,
}
