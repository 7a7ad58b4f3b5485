//! A collection session: many products worked on together, in flows. Its state is the fold of its flows (D17).

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

/// Most products of one session.
pub const PRODUCTS_MAX: usize = 500;

text_enum! {
    /// Where a session stands.
    pub enum SessionState {
        /// Nothing made yet.
        Draft = "draft",
        /// A flow is generating.
        Generating = "generating",
        /// Something was made, and a flow has made nothing yet.
        Partly = "partly",
        /// Every flow has made something.
        Completed = "completed",
    }
}

/// What a session's state follows from: its live flows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SessionFacts {
    /// How many there are.
    pub flows: i64,
    /// How many of them have a finished asset.
    pub flows_with_assets: i64,
    /// Their runs without an outcome.
    pub open_runs: i64,
}

impl SessionState {
    /// Derives the state.
    #[must_use]
    pub fn of(facts: &SessionFacts) -> Self {
        match facts {
            SessionFacts { open_runs: 1.., .. } => Self::Generating,
            SessionFacts { flows_with_assets: 0, .. } => Self::Draft,
            SessionFacts { flows, flows_with_assets, .. } if flows_with_assets < flows => Self::Partly,
            _ => Self::Completed,
        }
    }
}

text_enum! {
    /// Which flows of a session are generated together.
    pub enum FlowScope {
        /// Those without a picture.
        Unmade = "unmade",
        /// All of them, also those that have pictures already.
        All = "all",
    }
}

text_enum! {
    /// What becomes of the assets of a deleted session.
    pub enum DeletePolicy {
        /// Pinned or approved ones stay.
        KeepPinnedApproved = "keep_pinned_approved",
        /// All are deleted with it.
        DeleteAll = "delete_all",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_done_when_every_flow_has_made_something() {
        let state = |flows, flows_with_assets, open_runs| SessionState::of(&SessionFacts { flows, flows_with_assets, open_runs });
        assert_eq!((state(0, 0, 0), state(5, 0, 0)), (SessionState::Draft, SessionState::Draft));
        assert_eq!((state(5, 1, 0), state(5, 5, 0)), (SessionState::Partly, SessionState::Completed));
        assert_eq!(state(5, 5, 1), SessionState::Generating);
    }
}
