//! What is taken: every kind of file that the three formats know comes out as the same upright sRGB pixels.

mod kit;

use image::{DynamicImage, ImageFormat};
use img_parts::{Bytes, DynImage, ImageEXIF, ImageICC};
use kit::{QUADRANTS, dynamic, exif, file, jpeg, own, png_header, png_of, quadrants, sample_files, seen, stored};
use visualizer_domain::picture_header::PictureType;
use visualizer_imaging::color_profile::ColorProfile;
use visualizer_imaging::{DecodeLimits, Decoded, decode, webp_lossless, webp_lossy};

fn taken(bytes: &[u8]) -> Decoded {
    decode(bytes, &DecodeLimits::default()).expect("a good picture")
}

#[test]
fn every_sample_file_decodes() {
    let files = sample_files();
    assert_eq!(files.len(), 12);
    for path in files {
        let decoded = taken(&std::fs::read(&path).expect("a sample"));
        assert!(decoded.raster.long_side() >= 451, "{path:?}");
        assert!(!decoded.turned);
        let transparent = path.to_string_lossy().contains("transparent");
        assert_eq!(decoded.raster.is_opaque(), !transparent, "{path:?}");
    }
}

#[test]
fn every_kind_of_jpeg_gives_the_same_picture() {
    for name in ["separate-scans.jpg", "progressive.jpg", "four-inks.jpg", "four-inks-ycck.jpg", "four-inks-separate-scans.jpg"] {
        let decoded = taken(&own(name));
        assert_eq!(decoded.picture_type, PictureType::Jpeg);
        assert_eq!((decoded.raster.width(), decoded.raster.height()), (96, 64), "{name}");
        assert_eq!(seen(&decoded.raster, 10), Some([0, 1, 2, 3]), "{name}: {:?}", decoded.raster.pixel(20, 20));
    }
    let grey = taken(&own("grey.jpg")).raster;
    let pixel = grey.pixel(10, 10).expect("inside");
    assert!(pixel[0] == pixel[1] && pixel[1] == pixel[2] && pixel[0].abs_diff(93) < 5, "{pixel:?}");
}

#[test]
fn every_kind_of_png_gives_the_same_picture() {
    let picture = dynamic(&quadrants(96, 64));
    for kind in [
        DynamicImage::ImageRgb8(picture.to_rgb8()),
        DynamicImage::ImageRgb16(picture.to_rgb16()),
        DynamicImage::ImageRgba16(picture.to_rgba16()),
    ] {
        assert_eq!(seen(&taken(&file(&kind, ImageFormat::Png)).raster, 0), Some([0, 1, 2, 3]), "{:?}", kind.color());
    }
    for kind in [
        DynamicImage::ImageLuma8(picture.to_luma8()),
        DynamicImage::ImageLuma16(picture.to_luma16()),
        DynamicImage::ImageLumaA8(picture.to_luma_alpha8()),
    ] {
        let pixel = taken(&file(&kind, ImageFormat::Png)).raster.pixel(90, 60).expect("inside");
        assert!(pixel[..3].iter().all(|v| v.abs_diff(128) < 2), "{:?}: {pixel:?}", kind.color());
    }
}

#[test]
fn a_palette_becomes_colors() {
    let rows: Vec<u8> =
        (0..64u32).flat_map(|y| std::iter::once(0).chain((0..96u32).map(move |x| u8::from(x >= 48) + 2 * u8::from(y >= 32)))).collect();
    let bytes =
        png_of(&[(b"IHDR", png_header(96, 64, 8, 3)), (b"PLTE", QUADRANTS.concat()), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())]);
    assert_eq!(seen(&taken(&bytes).raster, 0), Some([0, 1, 2, 3]));
}

#[test]
fn webp_decodes_lossy_and_lossless_and_with_alpha() {
    let raster = quadrants(96, 64);
    assert_eq!(taken(&webp_lossless(&raster).expect("an encoder")).raster, raster);
    assert_eq!(seen(&taken(&webp_lossy(&raster, 95).expect("an encoder")).raster, 10), Some([0, 1, 2, 3]));
    let mut clear = raster;
    clear.pixels_mut().chunks_exact_mut(4).step_by(2).for_each(|p| p[3] = 60);
    for bytes in [webp_lossless(&clear).expect("an encoder"), webp_lossy(&clear, 95).expect("an encoder")] {
        let alpha: Vec<u8> = taken(&bytes).raster.pixels().chunks_exact(4).take(4).map(|p| p[3]).collect();
        assert_eq!(alpha, [60, 255, 60, 255]);
    }
}

#[test]
fn all_eight_orientations_end_upright() {
    // What stands in the quadrants after the turn that each number asks for.
    let upright = [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [2, 0, 3, 1], [3, 1, 2, 0], [1, 3, 0, 2]];
    let raster = quadrants(96, 64);
    let files = [jpeg(96, 64), file(&dynamic(&raster), ImageFormat::Png), webp_lossless(&raster).expect("an encoder")];
    for (number, expected) in (1u8..).zip(upright) {
        for bytes in &files {
            let mut parts = DynImage::from_bytes(Bytes::copy_from_slice(bytes)).expect("parts").expect("a known type");
            parts.set_exif(Some(Bytes::from(exif(number))));
            let decoded = taken(&parts.encoder().bytes());
            let side_by_side = if number > 4 { (64, 96) } else { (96, 64) };
            assert_eq!((decoded.raster.width(), decoded.raster.height()), side_by_side, "orientation {number}");
            assert_eq!(seen(&decoded.raster, 12), Some(expected), "orientation {number} of {:?}", decoded.picture_type);
            assert_eq!(decoded.turned, number != 1);
        }
    }
}

#[test]
fn a_camera_profile_is_converted_and_a_broken_one_set_aside() {
    let with_profile = |icc: Vec<u8>| {
        let mut parts = DynImage::from_bytes(Bytes::from(jpeg(96, 64))).expect("parts").expect("a known type");
        parts.set_icc_profile(Some(Bytes::from(icc)));
        taken(&parts.encoder().bytes())
    };
    let p3 = with_profile(moxcms::ColorProfile::new_display_p3().encode().expect("a profile"));
    assert_eq!(p3.profile, ColorProfile::Converted);
    // The same numbers mean a stronger green in Display P3, and the same grey.
    let green = p3.raster.pixel(80, 10).expect("inside");
    assert!(green[1] > 178 && green[0] < 10, "{green:?}");
    let grey = p3.raster.pixel(80, 50).expect("inside");
    assert!(grey[..3].iter().all(|v| v.abs_diff(128) < 3), "{grey:?}");
    assert_eq!(with_profile(vec![7; 300]).profile, ColorProfile::Ignored);
    assert_eq!(taken(&jpeg(96, 64)).profile, ColorProfile::Absent);
}
