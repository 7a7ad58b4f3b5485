//! What several test files need: the sample files, and small pictures of every kind made on the spot.
#![allow(dead_code)] // Each test binary uses its own part.

use image::{DynamicImage, ImageFormat};
use img_parts::Bytes;
use img_parts::png::PngChunk;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use visualizer_imaging::Raster;

/// Red, green, blue, grey: the quadrants of every small picture, from the top left.
pub const QUADRANTS: [[u8; 3]; 4] = [[220, 40, 40], [40, 180, 60], [40, 60, 210], [128, 128, 128]];

/// All sample pictures of the repository.
pub fn sample_files() -> Vec<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    let mut files: Vec<PathBuf> = ["products", "photos"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(data.join(folder)).expect("the sample folder").map(|entry| entry.expect("an entry").path()))
        .collect();
    files.sort();
    files
}

/// A file of this package's own test data.
pub fn own(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).expect("a test file")
}

/// The four quadrants at any size.
pub fn quadrants(width: u32, height: u32) -> Raster {
    let rgb: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| QUADRANTS[usize::from(x * 2 >= width) + 2 * usize::from(y * 2 >= height)]))
        .collect();
    Raster::from_rgb(width, height, &rgb).expect("a size")
}

/// Which quadrant colour stands at the middle of each quadrant, allowing `slack` per channel.
pub fn seen(raster: &Raster, slack: u8) -> Option<[usize; 4]> {
    let (w, h) = (raster.width(), raster.height());
    let at = |x: u32, y: u32| -> Option<usize> {
        let pixel = raster.pixel(x, y)?;
        QUADRANTS.iter().position(|c| (0..3).all(|k| c[k].abs_diff(pixel[k]) <= slack))
    };
    Some([at(w / 4, h / 4)?, at(w * 3 / 4, h / 4)?, at(w / 4, h * 3 / 4)?, at(w * 3 / 4, h * 3 / 4)?])
}

/// The raster as the `image` crate holds it.
pub fn dynamic(raster: &Raster) -> DynamicImage {
    DynamicImage::ImageRgba8(image::RgbaImage::from_raw(raster.width(), raster.height(), raster.pixels().to_vec()).expect("a raster"))
}

/// An ordinary file of the given kind.
pub fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("an encoder");
    out.into_inner()
}

/// An ordinary JPEG of the quadrants.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    file(&dynamic(&quadrants(width, height)).into_rgb8().into(), ImageFormat::Jpeg)
}

/// A PNG from its chunks, with right checksums.
pub fn png_of(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in chunks {
        out.extend_from_slice(&PngChunk::new(**kind, Bytes::from(data.clone())).encoder().bytes());
    }
    out
}

/// An IHDR chunk's content.
pub fn png_header(width: u32, height: u32, depth: u8, color_type: u8) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes()[..], &[depth, color_type, 0, 0, 0]].concat()
}

/// zlib data without compression.
pub fn stored(data: &[u8]) -> Vec<u8> {
    let (mut a, mut b) = (1u32, 0u32);
    data.iter().for_each(|d| {
        a = (a + u32::from(*d)) % 65_521;
        b = (b + a) % 65_521;
    });
    let length = u16::try_from(data.len()).expect("a small picture");
    [&[0x78, 0x01, 0x01][..], &length.to_le_bytes(), &(!length).to_le_bytes(), data, &(b << 16 | a).to_be_bytes()].concat()
}

/// An EXIF block that says nothing but the orientation.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0\x01\0".to_vec();
    out.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]);
    out
}
