//! A generated asset: one immutable version. Made once, judged by people, never overwritten.

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What an asset is.
    pub enum AssetType {
        /// A still picture.
        Image = "image",
        /// A film.
        Video = "video",
        /// Sound.
        Audio = "audio",
        /// Words.
        Text = "text",
        /// A document.
        Document = "document",
        /// A body.
        Model3d = "3d_model",
    }
}

text_enum! {
    /// How far its making is.
    pub enum AssetStatus {
        /// Admitted, not begun.
        Pending = "pending",
        /// A worker is at it.
        Generating = "generating",
        /// Stored, and frozen from here.
        Completed = "completed",
        /// Could not be made.
        Error = "error",
    }
}

text_enum! {
    /// What people decided about it.
    pub enum ApprovalStatus {
        /// Nothing yet.
        Pending = "pending",
        /// Good to be used.
        Approved = "approved",
        /// Not to be used.
        Rejected = "rejected",
    }
}

/// Most assets of one bulk command, and of one ZIP.
pub const BULK_MAX: usize = 1_000;
