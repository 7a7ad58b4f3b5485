//! What the studio promises about its pictures: the same every time, different by seed, of any shape, stoppable, and honest about
//! photographs that cannot be cut.

use std::cell::{Cell, RefCell};
use std::path::Path;
use visualizer_imaging::{DecodeLimits, Raster, decode, resize};
use visualizer_studio::{Brief, ProductPhoto, Quality, Reason, RenderProblem, Rendered, Shown, Stage, Studio};

fn photo(file: &str) -> ProductPhoto {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(file);
    let raster = decode(&std::fs::read(path).expect("a sample"), &DecodeLimits::default()).expect("a picture").raster;
    let name = file.split(['/', '.']).nth(1).unwrap_or_default().to_owned();
    ProductPhoto { name, category: None, raster }
}

/// Smaller, for tests that are not about the cut.
fn small(file: &str) -> ProductPhoto {
    let whole = photo(file);
    ProductPhoto { raster: resize::fit_within(&whole.raster, 400), ..whole }
}

fn brief(products: Vec<ProductPhoto>) -> Brief<'static> {
    Brief {
        products,
        scene: "Kitchen",
        style: "Scandinavian",
        width: 256,
        height: 192,
        quality: Quality::Preview,
        seed: 7,
        ..Brief::default()
    }
}

fn rendered(brief: &Brief) -> Rendered {
    Studio::new().render(brief, &mut |_, _| {}, &|| false).expect("a picture")
}

fn with_threads(count: usize, brief: &Brief) -> Rendered {
    rayon::ThreadPoolBuilder::new().num_threads(count).build().expect("threads").install(|| rendered(brief))
}

/// Mean difference of two pictures, 0 to 255.
fn difference(a: &Raster, b: &Raster) -> f64 {
    a.pixels().iter().zip(b.pixels()).map(|(x, y)| f64::from(x.abs_diff(*y))).sum::<f64>() / a.pixels().len() as f64
}

/// The smallest share of cells, of a coarse grid, in which something is to be seen: guards against blank pictures.
fn is_a_picture(raster: &Raster) -> bool {
    let bright: Vec<u8> = raster.pixels().chunks_exact(4).map(|p| p[1]).collect();
    let (min, max) = (bright.iter().min().copied().unwrap_or(0), bright.iter().max().copied().unwrap_or(0));
    let burnt = bright.iter().filter(|v| **v > 252).count() * 100 / bright.len();
    max - min > 90 && burnt < 30
}

#[test]
fn the_same_brief_gives_the_same_bytes_with_any_number_of_threads() {
    let brief = brief(vec![small("products/lounge-chair.jpg")]);
    let one = with_threads(1, &brief);
    let five = with_threads(5, &brief);
    assert!(one.raster == five.raster, "the pictures differ by {:.3}", difference(&one.raster, &five.raster));
    assert_eq!(one.report, five.report);
}

#[test]
fn every_product_is_set_and_not_framed() {
    for name in [
        "bottle-black.jpg",
        "candle.jpg",
        "handbag.jpg",
        "lounge-chair.jpg",
        "mug.jpg",
        "sofa.jpg",
        "stool.jpg",
        "table-lamp.jpg",
        "teapot-transparent.png",
        "vase-white.jpg",
    ] {
        let out = rendered(&brief(vec![photo(&format!("products/{name}"))]));
        let product = &out.report.products[0];
        let expected = if name.contains("transparent") { Shown::Transparent } else { Shown::CutOut };
        assert_eq!(product.shown, expected, "{name}: {:?}", product.reasons);
        assert!(is_a_picture(&out.raster), "{name}");
    }
}

#[test]
fn another_seed_gives_another_picture() {
    let pictures: Vec<Raster> = (1..=4).map(|seed| rendered(&Brief { seed, ..brief(vec![small("products/mug.jpg")]) }).raster).collect();
    for (i, a) in pictures.iter().enumerate() {
        for b in &pictures[i + 1..] {
            assert!(difference(a, b) > 4.0, "two seeds look alike: {:.2}", difference(a, b));
        }
    }
    let high = rendered(&Brief { seed: 7 | 1 << 40, ..brief(vec![small("products/mug.jpg")]) });
    assert!(difference(&high.raster, &rendered(&brief(vec![small("products/mug.jpg")])).raster) > 4.0, "all 64 bits of the seed count");
}

#[test]
fn outdoors_four_seeds_in_a_row_are_four_places() {
    for scene in ["Outdoor", "Garden", "Outdoor Patio", "Rooftop Terrace", "Poolside", "Beach"] {
        for file in ["products/mug.jpg", "products/lounge-chair.jpg"] {
            let taken = |seed| rendered(&Brief { scene, seed, width: 128, height: 96, ..brief(vec![small(file)]) }).raster;
            let pictures: Vec<Raster> = (1..=4).map(taken).collect();
            for (i, a) in pictures.iter().enumerate() {
                for b in &pictures[i + 1..] {
                    assert!(difference(a, b) > 12.0, "{scene} with {file} looks alike: {:.1}", difference(a, b));
                }
            }
        }
    }
}

#[test]
fn a_photograph_without_a_plain_ground_becomes_a_framed_print_with_the_reason() {
    for file in ["photos/coffee.png", "photos/chelsea.png"] {
        let out = rendered(&brief(vec![small(file)]));
        let product = &out.report.products[0];
        assert_eq!(product.shown, Shown::FramedPrint, "{file}");
        assert!(matches!(product.reasons[..], [Reason::GroundNotPlain { agreeing }] if agreeing < 70.0), "{:?}", product.reasons);
        assert_eq!(product.reasons[0].code(), "ground-not-plain");
        assert!(product.reasons[0].to_string().starts_with("the ground is not plain"));
        assert!(product.confidence < 0.45);
        assert!(is_a_picture(&out.raster));
    }
}

#[test]
fn a_photograph_of_nothing_becomes_a_print_and_not_a_panic() {
    for color in [[255, 255, 255, 255], [0, 0, 0, 255], [250, 250, 250, 0]] {
        let raster = Raster::filled(120, 90, color).expect("a size");
        let out = rendered(&brief(vec![ProductPhoto { name: "nothing".into(), category: None, raster }]));
        assert_eq!(out.report.products[0].shown, Shown::FramedPrint, "{color:?}");
        assert!(!out.report.products[0].reasons.is_empty());
    }
}

#[test]
fn every_shape_renders() {
    for (w, h) in [(1, 1), (2, 3), (3, 2), (3, 4), (4, 3), (9, 16), (16, 9), (21, 9)] {
        for file in ["products/table-lamp.jpg", "products/sofa.jpg"] {
            let (width, height) = (w * 200 / h.max(w), h * 200 / h.max(w));
            let out = rendered(&Brief { width, height, ..brief(vec![small(file)]) });
            assert_eq!((out.raster.width(), out.raster.height()), (width, height));
            assert!(is_a_picture(&out.raster), "{file} at {w}:{h}");
        }
    }
}

#[test]
fn two_and_three_products_stand_together() {
    let two = vec![small("products/mug.jpg"), small("products/teapot-transparent.png")];
    let three = vec![small("products/sofa.jpg"), small("products/stool.jpg"), small("products/vase-white.jpg")];
    for products in [two, three] {
        let names: Vec<String> = products.iter().map(|p| p.name.clone()).collect();
        let out = rendered(&brief(products));
        assert_eq!(out.report.products.iter().map(|p| p.name.clone()).collect::<Vec<_>>(), names);
        assert!(is_a_picture(&out.raster));
    }
}

#[test]
fn words_change_the_picture() {
    let plain = rendered(&brief(vec![small("products/mug.jpg")])).raster;
    let base = || brief(vec![small("products/mug.jpg")]);
    for (what, other) in [
        ("camera", Brief { camera: "Close-up", ..base() }),
        ("mood", Brief { mood: "Dramatic", ..base() }),
        ("colors", Brief { colors: "Vibrant, Bold Contrast", ..base() }),
        ("lighting", Brief { lighting: "Blue Hour", ..base() }),
    ] {
        assert!(difference(&plain, &rendered(&other).raster) > 0.5, "{what} changed nothing");
    }
    let props = |props| rendered(&Brief { props, ..base() }).raster;
    assert!(difference(&props("none"), &props("lifestyle, Plants, Books")) > 0.2, "props changed nothing");
    let unknown = rendered(&Brief { camera: "???", mood: "...", colors: "plaid", ..base() });
    assert!(unknown.raster == plain, "unknown words change nothing");
}

#[test]
fn progress_only_grows_and_ends_at_one() {
    let seen = RefCell::new(Vec::<(Stage, f32)>::new());
    Studio::new()
        .render(&brief(vec![small("products/mug.jpg")]), &mut |stage, part| seen.borrow_mut().push((stage, part)), &|| false)
        .expect("a picture");
    let seen = seen.into_inner();
    assert!(seen.windows(2).all(|w| w[0].0 <= w[1].0 && w[0].1 <= w[1].1), "{seen:?}");
    assert_eq!(seen.last(), Some(&(Stage::Developing, 1.0)));
    assert!(seen.len() > 30, "often enough for a progress bar: {}", seen.len());
}

#[test]
fn it_can_be_stopped_at_any_time() {
    let brief = brief(vec![small("products/mug.jpg")]);
    for allowed in [0, 1, 5, 30, 50] {
        let asked = Cell::new(0);
        let cancelled = || {
            asked.set(asked.get() + 1);
            asked.get() > allowed
        };
        let end = Studio::new().render(&brief, &mut |_, _| {}, &cancelled);
        assert!(matches!(end, Err(RenderProblem::Cancelled)), "after {allowed} questions");
        assert_eq!(asked.get(), allowed + 1, "stopped at once");
    }
}

#[test]
fn an_impossible_brief_is_refused() {
    let refused = |brief: &Brief| Studio::new().render(brief, &mut |_, _| {}, &|| false).expect_err("refused");
    assert_eq!(refused(&brief(Vec::new())), RenderProblem::NoProduct);
    let mug = small("products/mug.jpg");
    assert_eq!(refused(&brief(vec![mug.clone(); 4])), RenderProblem::TooManyProducts { given: 4, most: 3 });
    for (width, height) in [(0, 100), (63, 64), (64, 8193)] {
        assert_eq!(refused(&Brief { width, height, ..brief(vec![mug.clone()]) }), RenderProblem::Size { width, height });
    }
}
