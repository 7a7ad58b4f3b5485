//! "Made from": an asset points at each of its inputs with the input's hash at that time, never at the latest.

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What kind of thing an asset was made from.
    pub enum InputKind {
        /// Another asset.
        Asset = "asset",
        /// An uploaded picture of a product.
        ProductImage = "product_image",
        /// A picture that sets the mood.
        InspirationImage = "inspiration_image",
        /// A brand's rules.
        BrandProfile = "brand_profile",
        /// A brief.
        Brief = "brief",
        /// A character.
        Character = "character",
        /// A file handed in for this one job.
        Upload = "upload",
    }
}

/// One input of an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// What the input is to the asset (`product`, `reference`, `edited_from`).
    pub role: String,
    /// What kind of thing it is.
    pub input_kind: InputKind,
    /// Its id.
    pub input_id: String,
    /// SHA-256 of its content when the plan was admitted.
    pub input_hash: String,
}
