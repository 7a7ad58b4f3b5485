//! The fixed set of smaller copies that pages show, and the plain copy that makers work from.

use crate::encode::{self, EncodeProblem};
use crate::raster::Raster;
use crate::resize::fit_within;
use rayon::prelude::*;
use visualizer_domain::picture_header::PictureType;
pub use visualizer_domain::rendition::RenditionKind;

/// One copy, encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Which copy.
    pub kind: RenditionKind,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The file's type.
    pub picture_type: PictureType,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Kind, long side at most in pixels, WebP quality.
const SHOWN: [(RenditionKind, u32, u8); 3] =
    [(RenditionKind::Display, 2048, 85), (RenditionKind::ThumbLarge, 640, 80), (RenditionKind::ThumbSmall, 240, 75)];

/// Long side of [`normal`], in pixels.
const NORMAL_SIDE: u32 = 2048;

/// What pages show: display, large and small thumbnail, each made from the picture itself and none larger than it.
///
/// # Errors
/// Fails only when the encoder does.
pub fn renditions(raster: &Raster) -> Result<Vec<Rendition>, EncodeProblem> {
    SHOWN
        .par_iter()
        .map(|(kind, side, quality)| {
            let copy = fit_within(raster, *side);
            let bytes = encode::webp_lossy(&copy, *quality)?;
            Ok(Rendition { kind: *kind, width: copy.width(), height: copy.height(), picture_type: PictureType::Webp, bytes })
        })
        .collect()
}

/// What makers work from: lossless, so that no generation of copies adds noise to the next.
///
/// # Errors
/// Fails only when the encoder does.
pub fn normal(raster: &Raster) -> Result<Rendition, EncodeProblem> {
    let copy = fit_within(raster, NORMAL_SIDE);
    let bytes = encode::png(&copy)?;
    Ok(Rendition { kind: RenditionKind::Normal, width: copy.width(), height: copy.height(), picture_type: PictureType::Png, bytes })
}
