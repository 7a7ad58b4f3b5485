//! From the bytes of an upload to upright sRGB pixels, or a reason why not.
//!
//! JPEG, PNG and WebP, nothing else. Everything that a header can tell is checked before a pixel is decoded, so a small file that
//! claims a huge picture costs nothing. A file that ends early is refused rather than shown half. Decoders are large programs fed by
//! strangers: run this in a process that may die (the worker does).

use crate::color_profile::{self, ColorProfile};
use crate::jpeg_file;
use crate::png_file;
use crate::raster::Raster;
use crate::webp_file;
use image::metadata::Orientation;
use image::{DynamicImage, ImageError, RgbaImage};
use visualizer_domain::picture_header::{self, HeaderProblem, PictureType};
use visualizer_domain::picture_limits;

/// How much one picture may ask for. The limits of an upload by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeLimits {
    /// Most bytes of the file.
    pub bytes: u64,
    /// Longest side in pixels.
    pub side: u32,
    /// Most pixels.
    pub pixels: u64,
}

impl Default for DecodeLimits {
    fn default() -> Self {
        Self { bytes: picture_limits::BYTES_MAX, side: picture_limits::SIDE_MAX, pixels: picture_limits::PIXELS_MAX }
    }
}

/// Why a file is not taken as a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeProblem {
    /// The header already says no: another type, animated, too large, too small, broken.
    #[error(transparent)]
    Header(#[from] HeaderProblem),
    /// More bytes than allowed.
    #[error("{bytes} bytes are more than {bytes_max}")]
    TooManyBytes {
        /// Bytes of the file.
        bytes: u64,
        /// Most that are allowed.
        bytes_max: u64,
    },
    /// The file ends before the picture does.
    #[error("the file ends before the picture does")]
    Truncated,
    /// A picture of a kind that we cannot read; carries which.
    #[error("this kind of picture cannot be read: {0}")]
    Unsupported(String),
    /// The file is damaged; carries the decoder's words for the log.
    #[error("the file is damaged: {0}")]
    Unreadable(String),
}

impl DecodeProblem {
    /// A code with a sentence `field-<code>`; the same code as the header check gives for the same trouble.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Header(problem) => problem.code(),
            Self::TooManyBytes { .. } => "picture-too-many-bytes",
            Self::Truncated => "picture-truncated",
            Self::Unsupported(_) => "picture-unsupported",
            Self::Unreadable(_) => "picture-broken",
        }
    }
}

/// A decoded picture and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Upright, sRGB, straight alpha.
    pub raster: Raster,
    /// The type by the file's first bytes.
    pub picture_type: PictureType,
    /// Whether the camera's orientation note (EXIF) was other than upright; it has been applied.
    pub turned: bool,
    /// What became of an embedded colour profile.
    pub profile: ColorProfile,
}

/// What the decoder of one file type gives: pixels as stored, and the notes beside them.
pub(crate) struct Stored {
    pub raster: Raster,
    pub exif: Option<Vec<u8>>,
    pub icc: Option<Vec<u8>>,
}

/// Decodes a whole picture.
///
/// # Errors
/// [`DecodeProblem`] says why the file is refused; nothing of it is given then.
pub fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Decoded, DecodeProblem> {
    if bytes.len() as u64 > limits.bytes {
        return Err(DecodeProblem::TooManyBytes { bytes: bytes.len() as u64, bytes_max: limits.bytes });
    }
    let header = picture_header::read(bytes)?;
    let (width, height) = (header.width, header.height);
    if width.max(height) > limits.side || u64::from(width) * u64::from(height) > limits.pixels {
        return Err(HeaderProblem::TooLarge { width, height }.into());
    }
    let stored = match header.picture_type {
        PictureType::Jpeg => jpeg_file::decode(bytes, limits)?,
        PictureType::Png => png_file::decode(bytes, limits)?,
        PictureType::Webp => webp_file::decode(bytes, limits)?,
    };
    if (stored.raster.width(), stored.raster.height()) != (width, height) {
        return Err(DecodeProblem::Unreadable("the header and the picture disagree about the size".into()));
    }
    let mut raster = stored.raster;
    let profile = stored.icc.as_deref().map_or(ColorProfile::Absent, |icc| color_profile::apply(&mut raster, icc));
    let orientation = stored.exif.as_deref().and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let raster = upright(raster, orientation)?;
    Ok(Decoded { raster, picture_type: header.picture_type, turned: orientation != Orientation::NoTransforms, profile })
}

fn upright(raster: Raster, orientation: Orientation) -> Result<Raster, DecodeProblem> {
    if orientation == Orientation::NoTransforms {
        return Ok(raster);
    }
    let (width, height) = (raster.width(), raster.height());
    let Some(buffer) = RgbaImage::from_raw(width, height, raster.into_pixels()) else {
        return Err(DecodeProblem::Unreadable("the pixels do not fill the picture".into()));
    };
    let mut picture = DynamicImage::ImageRgba8(buffer);
    picture.apply_orientation(orientation);
    taken(picture)
}

/// Whatever depth and channels a decoder gave, as a raster.
pub(crate) fn taken(picture: DynamicImage) -> Result<Raster, DecodeProblem> {
    let rgba = picture.into_rgba8();
    let (width, height) = rgba.dimensions();
    Raster::from_rgba(width, height, rgba.into_raw()).map_err(|e| DecodeProblem::Unreadable(e.to_string()))
}

/// The limits as the `image` crate takes them: 16-bit RGBA is the most that a pixel can need, plus room for tables.
pub(crate) fn image_limits(limits: &DecodeLimits) -> image::Limits {
    let mut out = image::Limits::default();
    out.max_image_width = Some(limits.side);
    out.max_image_height = Some(limits.side);
    out.max_alloc = Some(limits.pixels.saturating_mul(8).saturating_add(64 << 20));
    out
}

/// An `image` crate error in our words.
pub(crate) fn problem(error: ImageError) -> DecodeProblem {
    match error {
        ImageError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => DecodeProblem::Truncated,
        ImageError::Unsupported(e) => DecodeProblem::Unsupported(e.to_string()),
        other => DecodeProblem::Unreadable(other.to_string()),
    }
}
