//! An uploaded picture of a product: accepted by its header at once, checked whole by a worker, then usable.

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// How far the check of an upload is.
    pub enum CheckState {
        /// Its header is fine; the whole picture is not looked at yet.
        Pending = "pending",
        /// Decoded, and usable.
        Ready = "ready",
        /// Broken inside; why is stored with it.
        Refused = "refused",
    }
}

/// What the check found about a picture's ground. Stored as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Ground {
    /// The product can be cut out; otherwise it is shown as a framed print.
    pub plain: bool,
    /// How sure the cut is, in percent.
    pub confidence: u8,
    /// Why not, as a code with its sentence `ground-<code>`; empty when plain.
    pub reason: String,
}
