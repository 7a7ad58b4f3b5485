//! The life of a finished asset, part by part: what people decided about it, whether it is pinned, whether it was put away. A change puts
//! one part in the place of another, so that putting the other back takes the change back, with who did it and when.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::generated_asset::ApprovalStatus;
use crate::ids::UserId;
use crate::role::Permission;

/// Who did something to an asset, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who, as far as it is known.
    pub by: Option<UserId>,
}

/// One part of an asset's life, as its row has it and as the audit trail keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum LifePart {
    /// What was decided about it.
    Judgement {
        /// The decision.
        approval: ApprovalStatus,
        /// Why it was rejected, where somebody said so.
        reason: Option<String>,
        /// Who decided; nobody while it is undecided.
        mark: Option<Mark>,
    },
    /// Whether it is pinned.
    Pin {
        /// Who pinned it; nobody when it is not pinned.
        mark: Option<Mark>,
    },
    /// Whether it was put away.
    Deletion {
        /// Who put it away; nobody when it is there.
        mark: Option<Mark>,
    },
}

impl LifePart {
    /// What somebody must be allowed who changes this part.
    #[must_use]
    pub fn permission(&self) -> Permission {
        match self {
            Self::Judgement { .. } | Self::Pin { .. } => Permission::Review,
            Self::Deletion { .. } => Permission::Edit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_part_comes_back_from_the_audit_trail_as_it_was() {
        let mark = Mark { at: datetime!(2026-11-21 8:00:00.000012 UTC), by: UserId::parse("ben").ok() };
        for part in [
            LifePart::Judgement { approval: ApprovalStatus::Rejected, reason: Some("Too dark".into()), mark: Some(mark.clone()) },
            LifePart::Judgement { approval: ApprovalStatus::Pending, reason: None, mark: None },
            LifePart::Pin { mark: Some(mark) },
            LifePart::Deletion { mark: None },
        ] {
            let kept = serde_json::to_value(&part).expect("JSON");
            assert_eq!(serde_json::from_value::<LifePart>(kept).expect("a part"), part);
        }
    }
}
