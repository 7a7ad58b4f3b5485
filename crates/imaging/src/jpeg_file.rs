//! JPEG: what its markers say, and its pixels.

use crate::decode::{DecodeLimits, DecodeProblem, Stored};
use crate::raster::Raster;
use jpeg_decoder::PixelFormat;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

/// What the markers tell before anything is decoded.
#[derive(Debug, Default, PartialEq, Eq)]
struct Markers {
    /// The end-of-image marker is there. Decoders fill a missing rest with grey; we refuse it.
    complete: bool,
    /// A baseline picture whose components stand in scans of their own.
    separate_scans: bool,
}

/// Decodes; the size was checked before.
pub(crate) fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Stored, DecodeProblem> {
    let markers = markers(bytes);
    if !markers.complete {
        return Err(DecodeProblem::Truncated);
    }
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(limits.side as usize)
        .set_max_height(limits.side as usize)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(problem)?;
    let (exif, icc) = (decoder.exif().cloned(), decoder.icc_profile());
    // zune-jpeg 0.5.15 turns separate scans with subsampled chroma into green noise without an error
    // (etemesi254/zune-image issue 422); the slower decoder reads them right.
    if markers.separate_scans {
        return Ok(Stored { raster: decode_separate_scans(bytes)?, exif, icc });
    }
    let rgb = decoder.decode().map_err(problem)?;
    let (width, height) = decoder.dimensions().ok_or_else(|| DecodeProblem::Unreadable("no size".into()))?;
    let raster = Raster::from_rgb(width as u32, height as u32, &rgb).map_err(|e| DecodeProblem::Unreadable(e.to_string()))?;
    Ok(Stored { raster, exif, icc })
}

fn decode_separate_scans(bytes: &[u8]) -> Result<Raster, DecodeProblem> {
    let unreadable = |e: &dyn std::fmt::Display| DecodeProblem::Unreadable(e.to_string());
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    let pixels = decoder.decode().map_err(|e| match e {
        jpeg_decoder::Error::Unsupported(what) => DecodeProblem::Unsupported(format!("{what:?}")),
        other => unreadable(&other),
    })?;
    let info = decoder.info().ok_or_else(|| DecodeProblem::Unreadable("no size".into()))?;
    let rgb: Vec<u8> = match info.pixel_format {
        PixelFormat::RGB24 => pixels,
        PixelFormat::L8 => pixels.iter().flat_map(|l| [*l; 3]).collect(),
        PixelFormat::L16 => pixels.chunks_exact(2).flat_map(|l| [l[0]; 3]).collect(),
        PixelFormat::CMYK32 => pixels.chunks_exact(4).flat_map(|p| [0, 1, 2].map(|ink| without_inks(p[ink], p[3]))).collect(),
    };
    Raster::from_rgb(u32::from(info.width), u32::from(info.height), &rgb).map_err(|e| unreadable(&e))
}

/// The light that a colour ink and black leave of white paper.
fn without_inks(ink: u8, black: u8) -> u8 {
    (u16::from(255 - ink) * u16::from(255 - black) / 255) as u8
}

/// Walks all markers, through the coded data of every scan, up to the end of the image.
fn markers(bytes: &[u8]) -> Markers {
    let mut out = Markers::default();
    let (mut at, mut baseline, mut components) = (2usize, false, 0u8);
    while at + 1 < bytes.len() {
        let marker = bytes[at + 1];
        match (bytes[at], marker) {
            (0xff, 0xff) => at += 1,
            // Stuffed zero, restart and other markers without a length; or coded data.
            (0xff, 0x00 | 0x01 | 0xd0..=0xd8) => at += 2,
            (0xff, 0xd9) => {
                out.complete = true;
                return out;
            }
            (0xff, _) => {
                let Some(length) = bytes.get(at + 2..at + 4) else { return out };
                match (marker, bytes.get(at + 9), bytes.get(at + 4)) {
                    (0xc0 | 0xc1, Some(count), _) => (baseline, components) = (true, *count),
                    (0xda, _, Some(count)) => out.separate_scans |= baseline && *count < components,
                    _ => {}
                }
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
            _ => at += 1,
        }
    }
    out
}

fn problem(error: DecodeErrors) -> DecodeProblem {
    match error {
        DecodeErrors::ExhaustedData => DecodeProblem::Truncated,
        DecodeErrors::Unsupported(what) => DecodeProblem::Unsupported(format!("{what:?}")),
        other => DecodeProblem::Unreadable(other.to_string()),
    }
}
