//! A product's picture as makers take it: which product, and upright sRGB pixels.

use visualizer_domain::flow_plan::PictureInput;
use visualizer_imaging::{DecodeLimits, Raster, decode};

use crate::MakeProblem;

/// Bounds of a working copy, which the check wrote: at most 2048 pixels a side, hardly compressed.
pub(crate) const WORKING_COPY: DecodeLimits = DecodeLimits { bytes: 20 << 20, side: 2048, pixels: 2048 * 2048 };

/// A picture of a product.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Which product, and which upload.
    pub input: PictureInput,
    /// Its pixels.
    pub raster: Raster,
}

impl Picture {
    /// Reads the working copy (rendition `normal`) of an upload. Uploads themselves are only ever read by the check.
    ///
    /// # Errors
    /// [`MakeProblem::Picture`] when it is not one.
    pub fn read(input: PictureInput, working_copy: &[u8]) -> Result<Self, MakeProblem> {
        Ok(Self { input, raster: decode(working_copy, &WORKING_COPY)?.raster })
    }
}
