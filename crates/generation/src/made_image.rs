//! A picture that a maker made.

use visualizer_imaging::Rendition;

/// An original with its smaller copies and what its maker says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeImage {
    /// The original as a PNG file that says where it comes from.
    pub png: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Display copy and thumbnails.
    pub renditions: Vec<Rendition>,
    /// What the maker says about its work, for the asset's page.
    pub report: serde_json::Value,
}
