//! One picture at 1k by the built-in renderer, as a worker makes it, beside the promise.

use std::time::Instant;

use visualizer_domain::flow_plan::{self, PictureInput};
use visualizer_domain::quality::Quality;
use visualizer_domain::recipe::Recipe;
use visualizer_domain::registry::Registry;
use visualizer_domain::settings::SettingsLayer;
use visualizer_generation::{ImageGenerate, Picture};
use visualizer_imaging::{DecodeLimits, decode};

use crate::table::{Table, median, ms};

const TIMES: u32 = 5;

pub fn measure(table: &mut Table) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/products/mug.jpg");
    let raster = decode(&std::fs::read(file).expect("the sample product"), &DecodeLimits::default()).expect("a picture").raster;
    let settings = SettingsLayer { scene: Some("Kitchen".into()), style: Some("Scandinavian".into()), ..SettingsLayer::default() };
    let settings = settings.resolve(Registry::built_in());
    let (width, height) = Quality::K1.pixels(settings.aspect_ratio);
    let maker = ImageGenerate::new();
    let times = (0..TIMES).map(|seed| {
        let recipe = Recipe {
            maker: flow_plan::MAKER.into(),
            builder: visualizer_domain::prompt::BUILDER.into(),
            registry: 1,
            provider: flow_plan::STUDIO.into(),
            model: flow_plan::STUDIO_MODEL.into(),
            settings: settings.clone(),
            prompt: String::new(),
            width,
            height,
            seed,
        };
        let input = PictureInput { name: "Mug".into(), category: None, sha256: String::new() };
        let picture = Picture { input, raster: raster.clone() };
        let began = Instant::now();
        maker.make(&recipe, &[picture], &mut |_, _| {}, &|| false).expect("a picture");
        began.elapsed()
    });
    let time = median(times.collect());
    table.row("one picture at 1k", "all cores", ms(time), "cut, set, lit, PNG and three WebP copies; under 2,500 ms is the promise".into());
}
