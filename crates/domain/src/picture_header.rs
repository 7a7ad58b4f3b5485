//! Reads type and size of a picture from its first bytes. This is the first of two checks of an upload: cheap and at once, in the
//! process that took the upload. Nothing is decoded here; the whole picture is a worker's business.

use crate::picture_limits::{PIXELS_MAX, SHAPE_MAX, SIDE_MAX, SIDE_MIN};
use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// A picture type that we take, by its media type.
    pub enum PictureType {
        /// JPEG.
        Jpeg = "image/jpeg",
        /// PNG.
        Png = "image/png",
        /// WebP.
        Webp = "image/webp",
    }
}

impl PictureType {
    /// The usual ending of a file name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureHeader {
    /// The type by its first bytes, whatever the file is called.
    pub picture_type: PictureType,
    /// Width in pixels, before any rotation that the picture asks for.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why a header is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderProblem {
    /// Another kind of file; carries what it looks like.
    #[error("not a JPEG, PNG or WebP but {0}")]
    OtherType(&'static str),
    /// Begins like a picture and stops or goes wrong before its size.
    #[error("the file is broken")]
    Broken,
    /// Moves.
    #[error("an animated picture")]
    Animated,
    /// A side longer than [`SIDE_MAX`] or more pixels than [`PIXELS_MAX`].
    #[error("{width} x {height} pixels are too many")]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// A side shorter than [`SIDE_MIN`].
    #[error("{width} x {height} pixels are too few")]
    TooSmall {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// One side more than [`SHAPE_MAX`] times as long as the other.
    #[error("{width} x {height} pixels are too narrow")]
    TooNarrow {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
}

impl HeaderProblem {
    /// A code with a sentence `field-<code>`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherType(_) => "picture-type",
            Self::Broken => "picture-broken",
            Self::Animated => "picture-animated",
            Self::TooLarge { .. } => "picture-too-large",
            Self::TooSmall { .. } => "picture-too-small",
            Self::TooNarrow { .. } => "picture-too-narrow",
        }
    }
}

/// Reads and checks the header of a picture.
///
/// # Errors
/// [`HeaderProblem`] says why it is refused.
pub fn read(bytes: &[u8]) -> Result<PictureHeader, HeaderProblem> {
    let (picture_type, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (PictureType::Png, png(bytes)?)
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        (PictureType::Jpeg, jpeg(bytes).ok_or(HeaderProblem::Broken)?)
    } else if bytes.len() >= 12 && &bytes[..4] == b"RIFF" && &bytes[8..12] == b"WEBP" {
        (PictureType::Webp, webp(bytes)?)
    } else {
        return Err(HeaderProblem::OtherType(look_of(bytes)));
    };
    let (width, height) = size;
    if width > SIDE_MAX || height > SIDE_MAX || u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(HeaderProblem::TooLarge { width, height });
    }
    if width < SIDE_MIN || height < SIDE_MIN {
        return Err(HeaderProblem::TooSmall { width, height });
    }
    if width.max(height) > width.min(height) * SHAPE_MAX {
        return Err(HeaderProblem::TooNarrow { width, height });
    }
    Ok(PictureHeader { picture_type, width, height })
}

/// What a refused file looks like, for the message.
fn look_of(bytes: &[u8]) -> &'static str {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    match bytes {
        [] => "an empty file",
        [b'G', b'I', b'F', b'8', ..] => "a GIF",
        [b'B', b'M', ..] => "a BMP",
        [b'%', b'P', b'D', b'F', ..] => "a PDF",
        [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => "a TIFF",
        [b'P', b'K', 3, 4, ..] => "a ZIP archive",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "an AVIF, HEIC or video file",
        _ if text.contains("<svg") => "an SVG",
        _ if text.contains("<html") || text.contains("<!doctype") => "a web page",
        _ => "another kind of file",
    }
}

fn u16_be(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u24_le(bytes: &[u8], at: usize) -> Option<u32> {
    let b = bytes.get(at..at + 3)?;
    Some(u32::from(b[0]) | u32::from(b[1]) << 8 | u32::from(b[2]) << 16)
}

/// IHDR comes first; an `acTL` chunk before the first `IDAT` announces an animation (PNG third edition, 11.3.6.1).
fn png(bytes: &[u8]) -> Result<(u32, u32), HeaderProblem> {
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(HeaderProblem::Broken);
    }
    let size = u32_be(bytes, 16).zip(u32_be(bytes, 20)).ok_or(HeaderProblem::Broken)?;
    let mut at = 8usize;
    while let (Some(length), Some(kind)) = (u32_be(bytes, at), bytes.get(at + 4..at + 8)) {
        match kind {
            b"acTL" => return Err(HeaderProblem::Animated),
            b"IDAT" => break,
            _ => at = at.saturating_add(length as usize).saturating_add(12),
        }
    }
    Ok(size)
}

/// Walks the segments to the frame header (SOF0-SOF15 without DHT, JPG and DAC; ITU-T T.81, table B.1).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2usize;
    loop {
        let marker = *bytes.get(at + 1)?;
        if bytes[at] != 0xff {
            return None;
        }
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc4 | 0xc8 | 0xcc => at += 2 + u16_be(bytes, at + 2)? as usize,
            0xc0..=0xcf => return Some((u16_be(bytes, at + 7)?, u16_be(bytes, at + 5)?)).filter(|(w, h)| *w > 0 && *h > 0),
            0xd9 | 0xda => return None,
            _ => at += 2 + u16_be(bytes, at + 2)? as usize,
        }
    }
}

/// The first chunk is `VP8X` (extended), `VP8L` (lossless) or `VP8 ` (lossy); RFC 9649.
fn webp(bytes: &[u8]) -> Result<(u32, u32), HeaderProblem> {
    let broken = HeaderProblem::Broken;
    match bytes.get(12..16) {
        Some(b"VP8X") => {
            if bytes.get(20).ok_or(broken.clone())? & 0b10 != 0 {
                return Err(HeaderProblem::Animated);
            }
            u24_le(bytes, 24).zip(u24_le(bytes, 27)).map(|(w, h)| (w + 1, h + 1)).ok_or(broken)
        }
        Some(b"VP8L") if bytes.get(20) == Some(&0x2f) => {
            let b: [u8; 4] = bytes.get(21..25).and_then(|b| b.try_into().ok()).ok_or(broken)?;
            let bits = u32::from_le_bytes(b);
            Ok(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        Some(b"VP8 ") if bytes.get(23..26) == Some(&[0x9d, 0x01, 0x2a]) => {
            let side = |at: usize| bytes.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]]) & 0x3fff));
            side(26).zip(side(28)).ok_or(broken)
        }
        _ => Err(broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_header(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    #[test]
    fn each_type_gives_its_size() {
        let ok = |picture_type, width, height| Ok(PictureHeader { picture_type, width, height });
        assert_eq!(read(&png_header(800, 600)), ok(PictureType::Png, 800, 600));
        let jpeg = [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, 0x01, 0x2c, 0x02, 0x58][..], &[0; 8]].concat();
        assert_eq!(read(&jpeg), ok(PictureType::Jpeg, 600, 300));
        let lossless = [&b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f"[..], &((99u32) | (79 << 14)).to_le_bytes()].concat();
        assert_eq!(read(&lossless), ok(PictureType::Webp, 100, 80));
    }

    #[test]
    fn what_is_no_picture_is_called_by_its_name() {
        for (bytes, look) in [
            (&b"GIF89a"[..], "a GIF"),
            (b"<?xml version='1.0'?><svg>", "an SVG"),
            (b"", "an empty file"),
            (b"%PDF-1.7", "a PDF"),
            (b"hello", "another kind of file"),
        ] {
            assert_eq!(read(bytes), Err(HeaderProblem::OtherType(look)));
        }
    }

    #[test]
    fn huge_small_and_moving_pictures_are_refused_before_decoding() {
        assert_eq!(read(&png_header(12_001, 100)), Err(HeaderProblem::TooLarge { width: 12_001, height: 100 }));
        assert_eq!(read(&png_header(10_000, 10_000)), Err(HeaderProblem::TooLarge { width: 10_000, height: 10_000 }));
        assert_eq!(read(&png_header(63, 100)), Err(HeaderProblem::TooSmall { width: 63, height: 100 }));
        assert_eq!(read(&png_header(8_000, 100)), Err(HeaderProblem::TooNarrow { width: 8_000, height: 100 }));
        assert!(read(&png_header(100, 3_200)).is_ok());
        let moving = [png_header(100, 100), b"\0\0\0\0\0\0\0\x08acTL".to_vec()].concat();
        // The header helper ends with a CRC of four bytes; the next chunk begins right behind it.
        assert_eq!(read(&moving[..33].iter().chain(&b"\0\0\0\x08acTL"[..]).copied().collect::<Vec<_>>()), Err(HeaderProblem::Animated));
    }

    #[test]
    fn no_prefix_of_any_file_makes_the_reader_fall() {
        let jpeg = [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 1, 44, 2, 88][..], &[0; 8]].concat();
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\xff\x03\0\xff\x03\0".to_vec();
        for whole in [jpeg, webp, png_header(100, 100)] {
            for end in 0..whole.len() {
                let _ = read(&whole[..end]);
            }
        }
    }
}
