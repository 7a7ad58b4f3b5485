//! Pixels in, pixels out: decode with limits, resize, encode, say where a picture comes from.
//!
//! Pure functions over bytes: no files, no network, no clock. What a picture is *for* (products, slots, approval) and how one is
//! *made* (the studio renderer) is not here.

pub mod color_profile;
pub mod decode;
pub mod encode;
mod jpeg_file;
mod png_file;
pub mod provenance;
pub mod raster;
pub mod rendition;
pub mod resize;
mod webp_file;

pub use decode::{DecodeLimits, DecodeProblem, Decoded, decode};
pub use encode::{EncodeProblem, png, webp_lossless, webp_lossy};
pub use provenance::{Provenance, ProvenanceProblem};
pub use raster::{Raster, RasterProblem};
pub use rendition::{Rendition, renditions};
