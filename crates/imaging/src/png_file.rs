//! PNG: its chunks, its pixels, and its XMP packet.

use crate::decode::{DecodeLimits, DecodeProblem, Stored, image_limits, problem, taken};
use crate::provenance::ProvenanceProblem;
use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder};
use img_parts::Bytes;
use img_parts::png::{Png, PngChunk};
use std::io::Cursor;

const TEXT: [u8; 4] = *b"iTXt";
/// Keyword, end of keyword, not compressed (flag, method), no language, no translated keyword.
const XMP_HEAD: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";

/// Decodes; the size was checked before.
pub(crate) fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Stored, DecodeProblem> {
    if !complete(bytes) {
        return Err(DecodeProblem::Truncated);
    }
    let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), image_limits(limits)).map_err(problem)?;
    let exif = decoder.exif_metadata().map_err(problem)?;
    let icc = decoder.icc_profile().map_err(problem)?;
    let raster = taken(DynamicImage::from_decoder(decoder).map_err(problem)?)?;
    Ok(Stored { raster, exif, icc })
}

/// Puts an XMP packet in front of the pixels, in place of any other. Nothing else changes.
pub(crate) fn with_xmp(bytes: &[u8], packet: &str) -> Result<Vec<u8>, ProvenanceProblem> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|e| ProvenanceProblem::Broken(e.to_string()))?;
    png.chunks_mut().retain(|c| !is_xmp(c));
    let at = png.chunks().iter().position(|c| c.kind() == *b"IDAT").ok_or_else(|| ProvenanceProblem::Broken("no pixels".into()))?;
    let text = [XMP_HEAD, packet.as_bytes()].concat();
    png.chunks_mut().insert(at, PngChunk::new(TEXT, Bytes::from(text)));
    Ok(png.encoder().bytes().to_vec())
}

/// The XMP packet, if there is one that is not compressed.
pub(crate) fn xmp(bytes: &[u8]) -> Option<String> {
    let png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let chunk = png.chunks().iter().find(|c| is_xmp(c))?;
    String::from_utf8(chunk.contents().get(XMP_HEAD.len()..)?.to_vec()).ok()
}

fn is_xmp(chunk: &PngChunk) -> bool {
    chunk.kind() == TEXT && chunk.contents().starts_with(XMP_HEAD)
}

/// Whether the chunks reach their end chunk and it is whole.
fn complete(bytes: &[u8]) -> bool {
    let mut at = 8usize;
    while let Some(head) = bytes.get(at..at + 8) {
        if &head[4..] == b"IEND" {
            return at + 12 <= bytes.len();
        }
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        at = at.saturating_add(length).saturating_add(12);
    }
    false
}
