//! The studio: its lists of scenes, styles and lights, and how a brief becomes a picture.

use crate::brief::Brief;
use crate::catalogue::{Catalogue, Named};
use crate::composition::Subject;
use crate::cutout::{Cutout, Verdict};
use crate::dice::mix;
use crate::dressing::Dressing;
use crate::entries::DataProblem;
use crate::lighting::Lighting;
use crate::mood::Mood;
use crate::palette::Palette;
use crate::problem::RenderProblem;
use crate::report::{Choice, ProductPlace, ProductReport, Remark, Report};
use crate::scene::Scene;
use crate::shot::{Shot, Taken};
use crate::size::{self, Sizes};
use crate::style::Style;
use crate::take::Take;
use crate::viewpoint::Viewpoint;
use crate::watch::{Stage, Watch};
use crate::words::mentions;
use visualizer_imaging::Raster;

/// Most products in one picture.
pub const PRODUCTS_MAX: usize = 3;
/// Shortest and longest side that is rendered, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=8192;

/// Words for a scene that say when it is, and the light of that time.
const NIGHTS: [(&str, &str); 11] = [
    ("night", "Night"),
    ("nighttime", "Night"),
    ("midnight", "Night"),
    ("moonlight", "Night"),
    ("moonlit", "Night"),
    ("夜", "Night"),
    ("evening", "Blue Hour"),
    ("dusk", "Blue Hour"),
    ("twilight", "Blue Hour"),
    ("夕暮れ", "Blue Hour"),
    ("黄昏", "Blue Hour"),
];
/// Lights that belong to such a time anyway.
const DARK_LIGHTS: [&str; 5] = ["Night", "Blue Hour", "Neon Accent", "Warm Evening", "Sunset Glow"];

/// Everything that can be built and lit. Made once, used from many threads.
pub struct Studio {
    scenes: Catalogue<Scene>,
    styles: Catalogue<Style>,
    lightings: Catalogue<Lighting>,
    viewpoints: Catalogue<Viewpoint>,
    moods: Catalogue<Mood>,
    palettes: Catalogue<Palette>,
    sizes: Sizes,
}

/// A finished picture and how it came about.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// Opaque, of the size that was asked for.
    pub raster: Raster,
    /// What was done with the brief.
    pub report: Report,
}

impl Default for Studio {
    fn default() -> Self {
        Self::new()
    }
}

impl Studio {
    /// Reads the lists that are compiled in.
    #[must_use]
    pub fn new() -> Studio {
        Self::read().expect("the studio's own lists are well formed; every test reads them")
    }

    fn read() -> Result<Studio, DataProblem> {
        Ok(Studio {
            scenes: Catalogue::read(include_str!("../data/scenes.txt"), "scene", Scene::read)?,
            styles: Catalogue::read(include_str!("../data/styles.txt"), "style", Style::read)?,
            lightings: Catalogue::read(include_str!("../data/lights.txt"), "light", Lighting::read)?,
            viewpoints: Catalogue::read(include_str!("../data/viewpoints.txt"), "viewpoint", Viewpoint::read)?,
            moods: Catalogue::read(include_str!("../data/moods.txt"), "mood", Mood::read)?,
            palettes: Catalogue::read(include_str!("../data/palettes.txt"), "palette", Palette::read)?,
            sizes: Sizes::read(include_str!("../data/sizes.txt"))?,
        })
    }

    /// Makes the picture. The same brief gives the same bytes, whatever the machine and the number of threads.
    ///
    /// `progress` is told the stage and how much of the whole (0 to 1) is done; `cancelled` is asked some fifty times.
    ///
    /// # Errors
    /// [`RenderProblem`] says what is wrong with the brief, or that it is no longer wanted.
    pub fn render(
        &self,
        brief: &Brief,
        progress: &mut dyn FnMut(Stage, f32),
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Rendered, RenderProblem> {
        check(brief)?;
        let mut watch = Watch { progress, cancelled };
        let cuts = cut_out(brief, &mut watch)?;
        let (scene, scene_fits) = self.scenes.nearest(brief.scene);
        let (style, style_fits) = self.styles.nearest(brief.style);
        let asked_light = if brief.lighting.trim().is_empty() { &style.item.light } else { brief.lighting };
        let night = self.night(brief, asked_light);
        let (lighting, lighting_fits) = self.lightings.nearest(night.unwrap_or(asked_light));
        let (viewpoint, viewpoint_fits) = self.viewpoints.nearest(brief.camera);
        let mood = self.moods.nearest(brief.mood);
        let shot = Shot {
            subjects: self.subjects(brief, &cuts),
            scene: &scene.item,
            style: self.palettes.mentioned(brief.colors).fold(style.item.clone(), |style, palette| style.recolored(&palette.item)),
            lighting: &lighting.item,
            viewpoint: &viewpoint.item,
            mood: if mood.1 { &mood.0.item } else { &Mood::NONE },
            dressing: Dressing::new(brief.surroundings, brief.props),
            w: brief.width as usize,
            h: brief.height as usize,
            effort: brief.quality.effort(),
            // Four seeds in a row are four different takes, eight with their mirror images, whatever the dice say.
            hand: if (brief.seed ^ brief.seed >> 1 ^ brief.seed >> 2) & 1 == 0 { 1.0 } else { -1.0 },
            take: Take::of(brief.seed),
            seed: mix(brief.seed as u32, (brief.seed >> 32) as u32),
        };
        let Taken { pixels, places } = shot.take(&mut watch)?;
        watch.reached(Stage::Developing, 1.0)?;
        let raster = Raster::from_rgba(brief.width, brief.height, pixels).expect("the film fills the frame");
        let report = Report {
            scene: choice(scene, scene_fits),
            style: choice(style, style_fits),
            lighting: choice(lighting, lighting_fits),
            camera: choice(viewpoint, viewpoint_fits),
            remarks: [(viewpoint.item.short, Remark::NotFromAbove), (night.is_some(), Remark::NightInScene)]
                .into_iter()
                .filter_map(|(holds, remark)| holds.then_some(remark))
                .collect(),
            products: brief.products.iter().zip(&cuts).zip(places).map(|((p, cut), place)| product_report(&p.name, cut, place)).collect(),
        };
        Ok(Rendered { raster, report })
    }

    /// The light that the words for the scene bring along: "a rooftop at night" is not meant by day. Asking for an evening's or a
    /// coloured light says more.
    fn night(&self, brief: &Brief, asked_light: &str) -> Option<&'static str> {
        let (light, found) = self.lightings.nearest(asked_light);
        let dark = found && DARK_LIGHTS.contains(&light.name.as_str());
        if dark { None } else { NIGHTS.iter().find(|n| mentions(brief.scene, n.0)).map(|n| n.1) }
    }

    fn subjects<'a>(&self, brief: &Brief, cuts: &'a [Cutout]) -> Vec<Subject<'a>> {
        let subject = |(p, cut): (&crate::ProductPhoto, &'a Cutout)| {
            let size = if cut.is_print() { size::PRINT } else { self.sizes.of(&p.name, p.category.as_deref()) };
            Subject { cut, size }
        };
        brief.products.iter().zip(cuts).map(subject).collect()
    }
}

fn check(brief: &Brief) -> Result<(), RenderProblem> {
    match brief.products.len() {
        0 => return Err(RenderProblem::NoProduct),
        given if given > PRODUCTS_MAX => return Err(RenderProblem::TooManyProducts { given, most: PRODUCTS_MAX }),
        _ => {}
    }
    let (width, height) = (brief.width, brief.height);
    if SIDES.contains(&width) && SIDES.contains(&height) { Ok(()) } else { Err(RenderProblem::Size { width, height }) }
}

fn cut_out(brief: &Brief, watch: &mut Watch) -> Result<Vec<Cutout>, RenderProblem> {
    let all = brief.products.len() as f32;
    (0u8..)
        .zip(&brief.products)
        .map(|(i, product)| {
            watch.reached(Stage::CuttingOut, f32::from(i) / all)?;
            Ok(Cutout::of(&product.raster).turned_by(brief.seed))
        })
        .collect()
}

fn choice<T>(entry: &Named<T>, fitted: bool) -> Choice {
    Choice { name: entry.name.clone(), fitted }
}

fn product_report(name: &str, cut: &Cutout, place: Option<ProductPlace>) -> ProductReport {
    let Verdict { confidence, reasons } = cut.verdict.clone();
    ProductReport { name: name.to_owned(), shown: cut.shown, confidence, reasons, place }
}
