//! WebP: its chunks, its pixels, and its XMP packet.

use crate::decode::{DecodeLimits, DecodeProblem, Stored, image_limits, problem, taken};
use crate::provenance::ProvenanceProblem;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder};
use img_parts::Bytes;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use std::io::Cursor;
use visualizer_domain::picture_header::HeaderProblem;

const EXTENDED: [u8; 4] = *b"VP8X";
const XMP: [u8; 4] = *b"XMP ";
/// Bits of the extended header (RFC 9649, 2.7.1).
const HAS_XMP: u8 = 0x04;
const HAS_ALPHA: u8 = 0x10;

/// Decodes; the size was checked before.
pub(crate) fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Stored, DecodeProblem> {
    if !complete(bytes) {
        return Err(DecodeProblem::Truncated);
    }
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(problem)?;
    if decoder.has_animation() {
        return Err(HeaderProblem::Animated.into());
    }
    decoder.set_limits(image_limits(limits)).map_err(problem)?;
    let exif = decoder.exif_metadata().map_err(problem)?;
    let icc = decoder.icc_profile().map_err(problem)?;
    let raster = taken(DynamicImage::from_decoder(decoder).map_err(problem)?)?;
    Ok(Stored { raster, exif, icc })
}

/// Appends an XMP packet in place of any other, and says so in the extended header, which a simple file gets first.
pub(crate) fn with_xmp(bytes: &[u8], packet: &str) -> Result<Vec<u8>, ProvenanceProblem> {
    let mut webp = parsed(bytes).ok_or_else(|| ProvenanceProblem::Broken("not whole".into()))?;
    let header = extended_header(&webp).ok_or_else(|| ProvenanceProblem::Broken("no size".into()))?;
    webp.remove_chunks_by_id(XMP);
    webp.remove_chunks_by_id(EXTENDED);
    webp.chunks_mut().insert(0, RiffChunk::new(EXTENDED, RiffContent::Data(Bytes::from(header))));
    webp.chunks_mut().push(RiffChunk::new(XMP, RiffContent::Data(Bytes::copy_from_slice(packet.as_bytes()))));
    Ok(webp.encoder().bytes().to_vec())
}

/// The XMP packet, if there is one.
pub(crate) fn xmp(bytes: &[u8]) -> Option<String> {
    let webp = parsed(bytes)?;
    String::from_utf8(webp.chunk_by_id(XMP)?.content().data()?.to_vec()).ok()
}

fn parsed(bytes: &[u8]) -> Option<WebP> {
    WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()
}

/// Flags and canvas size, with the XMP flag set.
fn extended_header(webp: &WebP) -> Option<Vec<u8>> {
    if let Some(chunk) = webp.chunk_by_id(EXTENDED) {
        let mut header = chunk.content().data()?.to_vec();
        *header.first_mut()? |= HAS_XMP;
        return Some(header);
    }
    // A lossless frame says in one bit of its own header whether it uses alpha; a simple lossy one has none.
    let lossless = webp.chunk_by_id(*b"VP8L").and_then(|c| c.content().data());
    let alpha = lossless.is_some_and(|data| data.get(4).is_some_and(|b| b & 0x10 != 0));
    let (width, height) = webp.dimensions()?;
    let mut header = vec![HAS_XMP | if alpha { HAS_ALPHA } else { 0 }, 0, 0, 0];
    header.extend_from_slice(&(width - 1).to_le_bytes()[..3]);
    header.extend_from_slice(&(height - 1).to_le_bytes()[..3]);
    Some(header)
}

/// Whether the file is as long as it says, and its chunks as long as they say.
fn complete(bytes: &[u8]) -> bool {
    let size = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let Some(end) = size(4).map(|n| n.saturating_add(8)) else { return false };
    let mut at = 12usize;
    while at + 8 <= end {
        let Some(length) = size(at + 4) else { return false };
        at = at.saturating_add(8).saturating_add(length).saturating_add(length & 1);
    }
    // Encoders differ in whether the last padding byte is written.
    at <= end.saturating_add(1) && end <= bytes.len()
}
