//! The makers on real pictures: products on plain grounds, and photographs without one.

use std::cell::Cell;

use visualizer_domain::flow_plan::{MAKER, PictureInput, STUDIO, STUDIO_MODEL};
use visualizer_domain::recipe::Recipe;
use visualizer_domain::registry::Registry;
use visualizer_domain::rendition::RenditionKind;
use visualizer_domain::settings::SettingsLayer;
use visualizer_generation::{ImageGenerate, MakeProblem, Picture, image_check};
use visualizer_imaging::{DecodeLimits, decode, provenance};

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a sample picture")
}

fn recipe(seed: u32) -> Recipe {
    let settings = SettingsLayer { scene: Some("Kitchen".into()), ..SettingsLayer::default() }.resolve(Registry::built_in());
    Recipe {
        maker: MAKER.into(),
        builder: visualizer_domain::prompt::BUILDER.into(),
        registry: 1,
        provider: STUDIO.into(),
        model: STUDIO_MODEL.into(),
        settings,
        prompt: "a mug in a kitchen".into(),
        width: 160,
        height: 120,
        seed,
    }
}

/// The picture as the worker has it: through the check, as its working copy.
fn picture(name: &str) -> Picture {
    let checked = image_check::check(&sample(name)).expect("a usable picture");
    let normal = checked.renditions.iter().find(|copy| copy.kind == RenditionKind::Normal).expect("a working copy");
    let input = PictureInput { name: "Stoneware mug".into(), category: Some("Mug".into()), sha256: "ab".repeat(32) };
    Picture::read(input, &normal.bytes).expect("our own copy")
}

#[test]
fn a_check_gives_every_copy_and_says_whether_the_product_can_be_cut_out() {
    let mug = image_check::check(&sample("products/mug.jpg")).expect("usable");
    let kinds: Vec<RenditionKind> = mug.renditions.iter().map(|copy| copy.kind).collect();
    for kind in RenditionKind::ALL {
        assert!(kinds.contains(kind), "{kind}");
    }
    assert!(mug.ground.plain && mug.ground.reason.is_empty() && mug.ground.confidence > 60, "{:?}", mug.ground);
    let coffee = image_check::check(&sample("photos/coffee.png")).expect("usable");
    assert_eq!((coffee.ground.plain, coffee.ground.reason.as_str()), (false, "ground-not-plain"));
    assert_eq!((coffee.width, coffee.height), (600, 400));
}

#[test]
fn a_picture_too_narrow_to_work_with_is_refused() {
    let sliver = visualizer_imaging::Raster::filled(6_000, 70, [200, 30, 30, 255]).expect("a raster");
    let problem = image_check::check(&visualizer_imaging::png(&sliver).expect("a file")).expect_err("refused");
    assert_eq!(problem.code(), "picture-too-narrow");
}

#[test]
fn a_picture_is_made_the_same_again_and_says_where_it_comes_from() {
    let maker = ImageGenerate::new();
    let pictures = [picture("products/mug.jpg")];
    let make = |seed| maker.make(&recipe(seed), &pictures, &mut |_, _| {}, &|| false).expect("a picture");
    let (first, again, other) = (make(1), make(1), make(2));
    assert_eq!(first, again);
    assert_ne!(first.png, other.png, "another seed throws other dice");
    let limits = DecodeLimits::default();
    let seen = decode(&first.png, &limits).expect("a picture").raster;
    assert_eq!((seen.width(), seen.height(), first.width, first.height), (160, 120, 160, 120));
    assert_eq!(first.renditions.len(), 3);
    let display = first.renditions.iter().find(|copy| copy.kind == RenditionKind::Display).expect("a display copy");
    assert_eq!(decode(&display.bytes, &limits).expect("a picture").raster.width(), 160);
    for exported in [&first.png, &display.bytes] {
        assert!(provenance::read(exported).is_some(), "whatever is downloaded says it");
    }
    assert_eq!(first.report["scene"]["name"], "Kitchen");
    assert_eq!(first.report["products"][0]["shown"], "cut-out");
}

#[test]
fn the_report_says_where_a_product_is_in_its_photograph_and_in_the_picture() {
    let made = |name: &str| ImageGenerate::new().make(&recipe(1), &[picture(name)], &mut |_, _| {}, &|| false).expect("a picture");
    let place = &made("products/mug.jpg").report["products"][0]["place"];
    let fields = place.as_object().expect("an object").keys().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(fields, ["photo", "picture"]);
    for area in [&place["photo"], &place["picture"]] {
        let [left, top, width, height] =
            area.as_array().expect("four numbers").iter().map(|n| n.as_u64().expect("whole")).collect::<Vec<_>>()[..]
        else {
            panic!("four numbers, not {area}")
        };
        assert!(width > 500 && height > 500 && left + width <= 10_000 && top + height <= 10_000, "{area}");
    }
    assert!(made("photos/coffee.png").report["products"][0]["place"].is_null(), "a print has none");
}

#[test]
fn progress_grows_through_known_stages() {
    let mut steps: Vec<(String, u8)> = Vec::new();
    let maker = ImageGenerate::new();
    let told = &mut |stage: &str, percent: u8| steps.push((stage.to_owned(), percent));
    maker.make(&recipe(1), &[picture("products/mug.jpg")], told, &|| false).expect("a picture");
    assert!(steps.is_sorted_by_key(|step| step.1), "{steps:?}");
    for stage in ["cut", "light", "draw", "develop"] {
        assert!(steps.iter().any(|step| step.0 == stage), "{stage}");
    }
}

#[test]
fn a_maker_stops_when_it_is_asked_to() {
    let asked = Cell::new(0);
    let cancelled = || asked.replace(asked.get() + 1) > 3;
    let stopped = ImageGenerate::new().make(&recipe(1), &[picture("products/mug.jpg")], &mut |_, _| {}, &cancelled);
    assert_eq!(stopped, Err(MakeProblem::Cancelled));
}

#[test]
fn a_recipe_of_another_maker_is_refused() {
    let other = Recipe { provider: "somebody else".into(), ..recipe(1) };
    let problem = ImageGenerate::new().make(&other, &[picture("products/mug.jpg")], &mut |_, _| {}, &|| false).expect_err("refused");
    assert_eq!(problem.code(), "recipe");
    let nothing = ImageGenerate::new().make(&recipe(1), &[], &mut |_, _| {}, &|| false).expect_err("refused");
    assert_eq!(nothing.code(), "render");
}
