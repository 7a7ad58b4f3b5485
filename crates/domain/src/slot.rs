//! A place that shows one asset. Owners refer to slots, slots point at the current version; nothing points at "latest".

use serde::{Deserialize, Serialize};

/// Names a slot: its owner, what it is for, and which of several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SlotName {
    /// Kind of the owner (`generation_flow`).
    pub owner_kind: String,
    /// The owner's id.
    pub owner_id: String,
    /// What the slot is for (`variant`).
    pub role: String,
    /// Which of several (`3`).
    pub key: String,
}
