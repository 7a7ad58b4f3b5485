//! Every documented value of the product finds an entry of the studio by its words; what falls to the default is named here.

use visualizer_imaging::Raster;
use visualizer_studio::{Brief, ProductPhoto, Quality, Remark, Rendered, Studio};

const ROOMS: [&str; 17] = [
    "Living Room",
    "Bedroom",
    "Kitchen",
    "Dining Room",
    "Office",
    "Bathroom",
    "Outdoor",
    "Studio Set",
    "Patio",
    "Entryway",
    "Home Gym",
    "Kids Room",
    "Outdoor Patio",
    "Rooftop Terrace",
    "Garden",
    "Poolside Deck",
    "Beach",
];

const STYLES: [&str; 21] = [
    "Modern",
    "Minimalist",
    "Industrial",
    "Scandinavian",
    "Bohemian",
    "Mid-Century",
    "Traditional",
    "Contemporary",
    "Rustic",
    "Coastal",
    "Art Deco",
    "Farmhouse",
    "Modern Minimalist",
    "Luxury / Premium",
    "Rustic / Natural",
    "Industrial Loft",
    "Futuristic / Tech",
    "Vintage / Retro",
    "Artistic Conceptual",
    "Eclectic",
    "Luxurious",
];

const LIGHTINGS: [&str; 24] = [
    "Natural Light",
    "Warm Ambient",
    "Cool Daylight",
    "Dramatic",
    "Soft Diffused",
    "Golden Hour",
    "Studio Light",
    "Moody",
    "Bright & Airy",
    "Sunset",
    "Blue Hour",
    "Natural Daylight",
    "Golden Hour / Sunset Glow",
    "Studio Soft Light",
    "Bright Noon Sunlight",
    "Overcast Ambient",
    "Neon / LED Accent",
    "Candlelight / Warm Interior",
    "HDRI Environmental Light",
    "Warm Evening",
    "Dramatic Side Light",
    "Sunset Glow",
    "Morning Light",
    "Overcast",
];

fn report(studio: &Studio, scene: &str, style: &str, lighting: &str) -> visualizer_studio::Report {
    let raster = Raster::filled(64, 64, [200, 60, 40, 255]).expect("a size");
    let products = vec![ProductPhoto { name: "mug".into(), category: None, raster }];
    let brief = Brief { products, scene, style, lighting, width: 64, height: 64, quality: Quality::Preview, seed: 1, ..Brief::default() };
    let Rendered { report, .. } = studio.render(&brief, &mut |_, _| {}, &|| false).expect("a picture");
    report
}

#[test]
fn every_room_finds_a_scene() {
    let studio = Studio::new();
    let lost: Vec<_> = ROOMS.iter().filter(|room| !report(&studio, room, "", "").scene.fitted).collect();
    assert!(lost.is_empty(), "these fall to the default: {lost:?}");
    for (room, scene) in [("Patio", "Outdoor Patio"), ("Poolside Deck", "Poolside"), ("living-room", "Living Room"), ("寝室", "Bedroom")]
    {
        assert_eq!(report(&studio, room, "", "").scene.name, scene);
    }
}

#[test]
fn every_style_finds_a_style() {
    let studio = Studio::new();
    let lost: Vec<_> = STYLES.iter().filter(|style| !report(&studio, "", style, "").style.fitted).collect();
    assert!(lost.is_empty(), "these fall to the default: {lost:?}");
    for (asked, style) in
        [("Luxury / Premium", "Luxury"), ("Vintage / Retro", "Vintage"), ("Rustic / Natural", "Rustic"), ("Industrial Loft", "Industrial")]
    {
        assert_eq!(report(&studio, "", asked, "").style.name, style);
    }
}

#[test]
fn every_light_finds_a_light() {
    let studio = Studio::new();
    let lost: Vec<_> = LIGHTINGS.iter().filter(|light| !report(&studio, "", "", light).lighting.fitted).collect();
    assert!(lost.is_empty(), "these fall to the default: {lost:?}");
    for (asked, light) in [
        ("Moody", "Dramatic Side Light"),
        ("Bright Noon Sunlight", "Hard Sun"),
        ("Candlelight / Warm Interior", "Warm Evening"),
        ("Sunset", "Sunset Glow"),
    ] {
        assert_eq!(report(&studio, "", "", asked).lighting.name, light);
    }
}

#[test]
fn what_nobody_knows_falls_to_the_default_and_says_so() {
    let report = report(&Studio::new(), "the far side of the moon", "Plaid", "");
    assert_eq!((report.scene.name.as_str(), report.scene.fitted), ("Studio Set", false));
    assert!(!report.style.fitted);
    assert!(report.lighting.fitted, "the style brings its own light");
}

#[test]
fn a_scene_at_night_is_lit_by_night_and_says_so() {
    let studio = Studio::new();
    for (scene, light) in [("a rooftop pool at night", "Night"), ("夜のルーフトップ", "Night"), ("a garden at dusk", "Blue Hour")] {
        let report = report(&studio, scene, "", "Natural Daylight");
        assert_eq!((report.lighting.name.as_str(), &report.remarks[..]), (light, &[Remark::NightInScene][..]), "{scene}");
    }
    let neon = report(&studio, "a rooftop pool at night", "", "Neon / LED Accent");
    assert_eq!((neon.lighting.name.as_str(), neon.remarks.len()), ("Neon Accent", 0), "a light of the night stays");
    assert!(report(&studio, "Rooftop Terrace", "", "").remarks.is_empty());
}

#[test]
fn straight_down_is_as_high_as_can_be_and_says_so() {
    let raster = Raster::filled(64, 64, [200, 60, 40, 255]).expect("a size");
    let products = vec![ProductPhoto { name: "mug".into(), category: None, raster }];
    let brief = Brief { products, camera: "Overhead", width: 64, height: 64, quality: Quality::Preview, ..Brief::default() };
    let report = Studio::new().render(&brief, &mut |_, _| {}, &|| false).expect("a picture").report;
    assert_eq!((report.camera.name.as_str(), &report.remarks[..]), ("Overhead", &[Remark::NotFromAbove][..]));
    assert_eq!(Remark::NotFromAbove.code(), "not-from-above");
}
