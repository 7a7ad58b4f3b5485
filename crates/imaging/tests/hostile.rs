//! What is refused, and that nothing of it panics, hangs or eats memory: cut, damaged, lying, moving and foreign files.

mod kit;

use image::ImageFormat;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::{Bytes, png};
use kit::{dynamic, file, jpeg, own, png_header, png_of, quadrants, stored};
use visualizer_domain::picture_header::HeaderProblem;
use visualizer_imaging::{DecodeLimits, DecodeProblem, decode, webp_lossless, webp_lossy};

fn refused(bytes: &[u8]) -> DecodeProblem {
    decode(bytes, &DecodeLimits::default()).expect_err("a bad picture")
}

fn good_files() -> Vec<(&'static str, Vec<u8>)> {
    let raster = quadrants(160, 120);
    vec![
        ("jpeg", jpeg(160, 120)),
        ("progressive jpeg", own("progressive.jpg")),
        ("separate scans", own("separate-scans.jpg")),
        ("png", file(&dynamic(&raster), ImageFormat::Png)),
        ("lossless webp", webp_lossless(&raster).expect("an encoder")),
        ("lossy webp", webp_lossy(&raster, 80).expect("an encoder")),
    ]
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    for (name, bytes) in good_files() {
        assert!(decode(&bytes, &DecodeLimits::default()).is_ok(), "{name}");
        for length in (0..bytes.len()).step_by((bytes.len() / 400).max(1)) {
            let problem = refused(&bytes[..length]);
            let header_done = length > 64 && length * 2 > bytes.len();
            if header_done {
                assert_eq!(problem.code(), "picture-truncated", "{name} cut at {length} of {}: {problem}", bytes.len());
            }
        }
    }
}

#[test]
fn flipped_bytes_never_panic_and_never_change_the_size() {
    for (name, bytes) in good_files() {
        let whole = decode(&bytes, &DecodeLimits::default()).expect(name).raster;
        for at in (0..bytes.len()).step_by((bytes.len() / 300).max(1)) {
            for flip in [0x01, 0x80, 0xff] {
                let mut bad = bytes.clone();
                bad[at] ^= flip;
                if let Ok(decoded) = decode(&bad, &DecodeLimits::default()) {
                    let pixels = decoded.raster.pixels().len() as u64;
                    assert!(pixels <= 4 * DecodeLimits::default().pixels, "{name} at {at}");
                    assert!(at < 64 || decoded.raster.pixels().len() == whole.pixels().len(), "{name} at {at}");
                }
            }
        }
    }
}

#[test]
fn a_small_file_that_claims_a_huge_picture_is_refused_by_its_header() {
    for (width, height) in [(60_000, 60_000), (u32::MAX, 1), (12_000, 12_000), (12_001, 64)] {
        let bytes = png_of(&[(b"IHDR", png_header(width, height, 8, 6)), (b"IDAT", stored(&[0; 64])), (b"IEND", Vec::new())]);
        assert_eq!(refused(&bytes), HeaderProblem::TooLarge { width, height }.into());
    }
    let mut jpeg = jpeg(160, 120);
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).expect("a frame header");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert_eq!(refused(&jpeg), HeaderProblem::TooLarge { width: 65_535, height: 65_535 }.into());
    let small = png_of(&[(b"IHDR", png_header(63, 200, 8, 6)), (b"IEND", Vec::new())]);
    assert_eq!(refused(&small).code(), "picture-too-small");
}

#[test]
fn a_picture_larger_than_the_callers_limits_is_refused() {
    let bytes = jpeg(160, 120);
    let limits = |side, pixels, bytes| DecodeLimits { side, pixels, bytes };
    assert_eq!(decode(&bytes, &limits(159, 1 << 20, 1 << 20)).expect_err("too long").code(), "picture-too-large");
    assert_eq!(decode(&bytes, &limits(200, 19_199, 1 << 20)).expect_err("too many").code(), "picture-too-large");
    let heavy = decode(&bytes, &limits(200, 1 << 20, 300)).expect_err("too heavy");
    assert_eq!(heavy, DecodeProblem::TooManyBytes { bytes: bytes.len() as u64, bytes_max: 300 });
}

#[test]
fn a_compressed_bomb_of_pixels_stops_at_the_header() {
    // The rest of the file promises far more rows than the header: only what the header says is read.
    let rows = vec![0u8; 65 * 3 * 64 + 60_000 - 65 * 3 * 64];
    let bytes = png_of(&[(b"IHDR", png_header(64, 64, 8, 2)), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())]);
    if let Ok(decoded) = decode(&bytes, &DecodeLimits::default()) {
        assert_eq!((decoded.raster.width(), decoded.raster.height()), (64, 64));
    }
}

#[test]
fn moving_pictures_are_refused() {
    let still = file(&dynamic(&quadrants(160, 120)), ImageFormat::Png);
    let mut moving = png::Png::from_bytes(Bytes::from(still)).expect("parts");
    moving.chunks_mut().insert(1, png::PngChunk::new(*b"acTL", Bytes::from_static(&[0, 0, 0, 2, 0, 0, 0, 0])));
    assert_eq!(refused(&moving.encoder().bytes()), HeaderProblem::Animated.into());

    let header = [&[0x02u8, 0, 0, 0][..], &159u32.to_le_bytes()[..3], &119u32.to_le_bytes()[..3]].concat();
    let chunks = vec![
        RiffChunk::new(*b"VP8X", RiffContent::Data(Bytes::from(header))),
        RiffChunk::new(*b"ANIM", RiffContent::Data(Bytes::from_static(&[0; 6]))),
    ];
    let webp = RiffChunk::new(*b"RIFF", RiffContent::List { kind: Some(*b"WEBP"), subchunks: chunks }).encoder().bytes();
    assert_eq!(refused(&webp), HeaderProblem::Animated.into());
}

#[test]
fn other_files_are_named() {
    for (bytes, look) in [
        (&b"GIF89a.........."[..], "a GIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG"),
        (b"%PDF-1.7", "a PDF"),
        (b"", "an empty file"),
        (b"hello", "another kind of file"),
    ] {
        assert_eq!(refused(bytes), HeaderProblem::OtherType(look).into());
    }
}

#[test]
fn a_jpeg_of_a_kind_that_nobody_writes_is_refused() {
    // Arithmetic coding (SOF9) instead of Huffman (SOF0).
    let mut bytes = jpeg(160, 120);
    let frame = bytes.windows(2).position(|w| w == [0xff, 0xc0]).expect("a frame header");
    bytes[frame + 1] = 0xc9;
    assert!(matches!(refused(&bytes), DecodeProblem::Unsupported(_) | DecodeProblem::Unreadable(_)));
}
