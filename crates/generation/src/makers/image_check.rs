//! `image.check`: decodes an upload whole, makes its smaller copies and looks whether its product can be cut out.
//!
//! It reads what strangers sent: the worker runs it in a process that may die.

use visualizer_domain::picture_header::HeaderProblem;
use visualizer_domain::picture_limits::SIDE_MIN;
use visualizer_domain::product_image::Ground;
use visualizer_imaging::{DecodeLimits, Rendition, decode, rendition, renditions};
use visualizer_studio::{Shown, examine};

use crate::MakeProblem;
use crate::picture::WORKING_COPY;

/// Name and version.
pub const MAKER: &str = "image.check/1";

/// A usable upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedPicture {
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// Whether the product can be cut from its ground.
    pub ground: Ground,
    /// The working copy (`normal`), the display copy and the thumbnails.
    pub renditions: Vec<Rendition>,
}

/// Checks an upload.
///
/// # Errors
/// [`MakeProblem::Picture`] says why it is refused.
pub fn check(upload: &[u8]) -> Result<CheckedPicture, MakeProblem> {
    let raster = decode(upload, &DecodeLimits::default())?.raster;
    let (width, height) = (raster.width(), raster.height());
    let normal = rendition::normal(&raster)?;
    if normal.width.min(normal.height) < SIDE_MIN {
        // So narrow that its working copy is smaller than the smallest picture that we take.
        return Err(MakeProblem::Picture(HeaderProblem::TooNarrow { width, height }.into()));
    }
    let mut copies = renditions(&raster)?;
    // Its memory is wanted for what follows.
    drop(raster);
    let ground = ground(&normal.bytes)?;
    copies.push(normal);
    Ok(CheckedPicture { width, height, ground, renditions: copies })
}

/// Looks at the working copy, which is what a render will be given.
fn ground(normal: &[u8]) -> Result<Ground, MakeProblem> {
    let looked = examine(&decode(normal, &WORKING_COPY)?.raster);
    let plain = looked.shown != Shown::FramedPrint;
    // The first reason is the one that decided.
    let reason = looked.reasons.first().filter(|_| !plain).map_or_else(String::new, |reason| reason.code().to_owned());
    Ok(Ground { plain, confidence: (looked.confidence * 100.0).round().clamp(0.0, 100.0) as u8, reason })
}
