//! What the gallery shows: every part narrows. The same value selects "all that match" for a bulk command.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::generated_asset::ApprovalStatus;
use crate::ids::{CollectionSessionId, GenerationFlowId, ProductId};
use crate::text::text_enum;

/// A filter over a client's finished assets. The default shows all that are neither deleted nor superseded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssetFilter {
    /// Shows this product.
    pub product: Option<ProductId>,
    /// Made in this flow.
    pub flow: Option<GenerationFlowId>,
    /// Made in a flow of this session.
    pub session: Option<CollectionSessionId>,
    /// What people decided.
    pub approval: Option<ApprovalStatus>,
    /// Only pinned ones.
    pub pinned: bool,
    /// Created at or after.
    pub from: Option<OffsetDateTime>,
    /// Created before.
    pub until: Option<OffsetDateTime>,
    /// Finished at or before: a command for "all that match" means those that a person could have seen.
    pub finished_by: Option<OffsetDateTime>,
    /// Only deleted ones, instead of none of them.
    pub deleted: bool,
}

text_enum! {
    /// Which of the assets that are not there yet, or never will be. They have no picture to judge, so they are a list of their own.
    pub enum Unfinished {
        /// Waiting or being made.
        Making = "making",
        /// Failed or stopped.
        Failed = "failed",
    }
}
