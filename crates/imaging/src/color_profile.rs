//! Colours of a picture that brings its own profile (cameras: Display P3, Adobe RGB) become sRGB.
//!
//! Only RGB profiles are applied. Profiles for inks or grey describe pixels that the decoder has already converted, so they are
//! set aside, and so is a profile that cannot be read: wrong by a tint is better than no picture.

use crate::raster::Raster;
use moxcms::{DataColorSpace, Layout, TransformOptions};

/// What became of an embedded colour profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorProfile {
    /// There was none: the picture is taken as sRGB.
    Absent,
    /// It was applied; the pixels are sRGB now.
    Converted,
    /// It was not applied; colours may be off a little.
    Ignored,
}

/// A larger profile than any camera writes is not worth reading.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// Converts the pixels from `icc` to sRGB in place, row by row.
pub(crate) fn apply(raster: &mut Raster, icc: &[u8]) -> ColorProfile {
    converted(raster, icc).map_or(ColorProfile::Ignored, |()| ColorProfile::Converted)
}

fn converted(raster: &mut Raster, icc: &[u8]) -> Option<()> {
    if icc.len() > BYTES_MAX {
        return None;
    }
    let profile = moxcms::ColorProfile::new_from_slice(icc).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let to_srgb =
        profile.create_transform_8bit(Layout::Rgba, &moxcms::ColorProfile::new_srgb(), Layout::Rgba, TransformOptions::default()).ok()?;
    let stride = raster.width() as usize * 4;
    let mut row = vec![0u8; stride];
    for pixels in raster.pixels_mut().chunks_exact_mut(stride) {
        to_srgb.transform(pixels, &mut row).ok()?;
        // Alpha is no colour.
        pixels.chunks_exact_mut(4).zip(row.chunks_exact(4)).for_each(|(to, from)| to[..3].copy_from_slice(&from[..3]));
    }
    Some(())
}
