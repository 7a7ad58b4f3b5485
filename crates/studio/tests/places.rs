//! What the studio promises about where it says a product is: the photograph, scaled from one area to the other, covers the product.

use std::path::Path;
use visualizer_imaging::{DecodeLimits, Raster, decode, resize};
use visualizer_studio::{Area, Brief, ProductPhoto, Quality, Rendered, Studio, examine};

const PHOTO: (u32, u32) = (400, 300);
/// Left, top and side of the square in the photograph.
const SQUARE: (u32, u32, u32) = (120, 90, 130);

fn is_in_square(x: u32, y: u32) -> bool {
    let (left, top, side) = SQUARE;
    (left..left + side).contains(&x) && (top..top + side).contains(&y)
}

/// A magenta square: nothing in a set has its colour.
fn square(ground: [u8; 4]) -> ProductPhoto {
    let mut raster = Raster::filled(PHOTO.0, PHOTO.1, ground).expect("a size");
    for (i, pixel) in (0u32..).zip(raster.pixels_mut().chunks_exact_mut(4)) {
        if is_in_square(i % PHOTO.0, i / PHOTO.0) {
            pixel.copy_from_slice(&[214, 20, 160, 255]);
        }
    }
    ProductPhoto { name: "box".into(), category: None, raster }
}

fn rendered(product: ProductPhoto, seed: u64) -> Rendered {
    let brief = Brief {
        products: vec![product],
        scene: "Kitchen",
        style: "Scandinavian",
        width: 320,
        height: 240,
        quality: Quality::Preview,
        seed,
        ..Brief::default()
    };
    Studio::new().render(&brief, &mut |_, _| {}, &|| false).expect("a picture")
}

fn is_magenta(picture: &Raster, x: i64, y: i64) -> bool {
    let at = (y * i64::from(picture.width()) + x) as usize * 4;
    let [r, g, b] = [0, 1, 2].map(|k| i32::from(picture.pixels()[at + k]));
    r - g > 60 && b - g > 40
}

#[test]
fn the_photographs_area_is_that_of_the_product() {
    for ground in [[250, 250, 248, 255], [255, 255, 255, 0]] {
        let place = rendered(square(ground), 1).report.products[0].place.expect("a place");
        let (left, top, side) = SQUARE;
        let expected = [
            (place.photo.left, left, PHOTO.0),
            (place.photo.top, top, PHOTO.1),
            (place.photo.width, side, PHOTO.0),
            (place.photo.height, side, PHOTO.1),
        ];
        for (part, pixels, whole) in expected {
            // The cut may be a pixel off at each edge.
            assert!((part * whole as f32 - pixels as f32).abs() <= 2.0, "{ground:?}: {:?}", place.photo);
        }
    }
}

#[test]
fn the_pictures_area_holds_the_product_and_nothing_beside_it_does() {
    for seed in 1..=4 {
        let out = rendered(square([250, 250, 248, 255]), seed);
        let Area { left, top, width, height } = out.report.products[0].place.expect("a place").picture;
        let picture = &out.raster;
        let (across, down) = (picture.width() as f32, picture.height() as f32);
        let (x0, x1) = ((left * across).round() as i64, ((left + width) * across).round() as i64);
        let (y0, y1) = ((top * down).round() as i64, ((top + height) * down).round() as i64);
        let (x, y) = ((x0 + x1) / 2, (y0 + y1) / 2);
        // Two pixels for the soft edge of the cut.
        for (x, y) in [(x, y), (x0 + 2, y), (x1 - 3, y), (x, y0 + 2), (x, y1 - 3)] {
            assert!(is_magenta(picture, x, y), "seed {seed}: {x}, {y} is the product");
        }
        for (x, y) in [(x0 - 3, y), (x1 + 2, y), (x, y0 - 3)] {
            assert!(!is_magenta(picture, x, y), "seed {seed}: {x}, {y} is beside it");
        }
    }
}

#[test]
fn a_framed_print_and_a_photograph_that_is_only_looked_at_have_no_place() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/photos/coffee.png");
    let raster = decode(&std::fs::read(file).expect("a sample"), &DecodeLimits::default()).expect("a picture").raster;
    let coffee = ProductPhoto { name: "coffee".into(), category: None, raster: resize::fit_within(&raster, 400) };
    assert_eq!(rendered(coffee, 1).report.products[0].place, None);
    assert_eq!(examine(&square([250, 250, 248, 255]).raster).place, None);
}
