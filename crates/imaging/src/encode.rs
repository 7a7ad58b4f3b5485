//! From pixels to files: PNG and WebP. The same pixels give the same bytes, always.

use crate::raster::Raster;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use webp::{Encoder, WebPMemory};

/// Longest side that WebP can hold, in pixels.
pub const WEBP_SIDE_MAX: u32 = 16_383;

/// Why pixels were not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeProblem {
    /// A side longer than the format can hold.
    #[error("{width} x {height} pixels do not fit into this format")]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The encoder failed; carries its words.
    #[error("the picture could not be written: {0}")]
    Encoder(String),
}

/// A PNG file: lossless; without an alpha channel when the picture is opaque.
///
/// # Errors
/// Fails only when memory does not suffice.
pub fn png(raster: &Raster) -> Result<Vec<u8>, EncodeProblem> {
    let mut out = Vec::new();
    // Film grain hardly compresses, so slower levels buy little.
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Adaptive);
    let (width, height) = (raster.width(), raster.height());
    let written = match opaque(raster) {
        Some(rgb) => encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8),
        None => encoder.write_image(raster.pixels(), width, height, ExtendedColorType::Rgba8),
    };
    written.map_err(|e| EncodeProblem::Encoder(e.to_string()))?;
    Ok(out)
}

/// A lossy WebP file; `quality` from 0 (small) to 100 (good), higher counts as 100.
///
/// # Errors
/// Refuses a side longer than [`WEBP_SIDE_MAX`].
pub fn webp_lossy(raster: &Raster, quality: u8) -> Result<Vec<u8>, EncodeProblem> {
    webp(raster, false, quality.min(100))
}

/// A lossless WebP file: smaller than [`png`] and much slower.
///
/// # Errors
/// As [`webp_lossy`].
pub fn webp_lossless(raster: &Raster) -> Result<Vec<u8>, EncodeProblem> {
    webp(raster, true, 75)
}

fn webp(raster: &Raster, lossless: bool, quality: u8) -> Result<Vec<u8>, EncodeProblem> {
    let (width, height) = (raster.width(), raster.height());
    if raster.long_side() > WEBP_SIDE_MAX {
        return Err(EncodeProblem::TooLarge { width, height });
    }
    let encoded = match opaque(raster) {
        Some(rgb) => Encoder::from_rgb(&rgb, width, height).encode_simple(lossless, f32::from(quality)),
        None => Encoder::from_rgba(raster.pixels(), width, height).encode_simple(lossless, f32::from(quality)),
    };
    encoded.map(|memory: WebPMemory| memory.to_vec()).map_err(|e| EncodeProblem::Encoder(format!("{e:?}")))
}

/// RGB bytes of a picture that lets nothing through.
fn opaque(raster: &Raster) -> Option<Vec<u8>> {
    raster.is_opaque().then(|| raster.pixels().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect())
}
