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
        /// Something was made, and nothing is being made.
        Completed = "completed",
    }
}

impl SessionState {
    /// Derives the state from the flows: open runs and finished assets over all of them.
    #[must_use]
    pub fn of(open_runs: i64, completed_assets: i64) -> Self {
        match (open_runs, completed_assets) {
            (1.., _) => Self::Generating,
            (_, 1..) => Self::Completed,
            _ => Self::Draft,
        }
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
