//! Smaller copies of a picture. They are derived from its bytes alone, so they belong to the blob and not to who shows it.

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Which copy.
    pub enum RenditionKind {
        /// WebP quality 85, long side at most 2048 pixels: what a page shows large.
        Display = "display",
        /// WebP quality 80, long side at most 640 pixels.
        ThumbLarge = "thumb_large",
        /// WebP quality 75, long side at most 240 pixels.
        ThumbSmall = "thumb_small",
        /// The upload made plain for makers: upright, sRGB, 8 bit, lossless, long side at most 2048 pixels.
        Normal = "normal",
    }
}
