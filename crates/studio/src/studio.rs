//! The studio: its lists of scenes, styles and lights, and how a brief becomes a picture.

use crate::brief::Brief;
use crate::catalogue::{Catalogue, Named};
use crate::composition::{Framing, Subject};
use crate::cutout::Cutout;
use crate::dice::mix;
use crate::dressing::Dressing;
use crate::entries::DataProblem;
use crate::lighting::Lighting;
use crate::mood::Mood;
use crate::palette::Palette;
use crate::problem::RenderProblem;
use crate::report::{Choice, ProductReport, Report};
use crate::scene::Scene;
use crate::shot::Shot;
use crate::size::{self, Sizes};
use crate::style::Style;
use crate::viewpoint::Viewpoint;
use crate::watch::{Stage, Watch};
use visualizer_imaging::Raster;

/// Most products in one picture.
pub const PRODUCTS_MAX: usize = 3;
/// Shortest and longest side that is rendered, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=8192;

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
        let (lighting, lighting_fits) =
            self.lightings.nearest(if brief.lighting.trim().is_empty() { &style.item.light } else { brief.lighting });
        let mood = self.moods.nearest(brief.mood);
        let shot = Shot {
            subjects: self.subjects(brief, &cuts),
            scene: &scene.item,
            style: self.palettes.mentioned(brief.colors).fold(style.item.clone(), |style, palette| style.recolored(&palette.item)),
            lighting: &lighting.item,
            viewpoint: &self.viewpoints.nearest(brief.camera).0.item,
            mood: if mood.1 { &mood.0.item } else { &Mood::NONE },
            dressing: Dressing::new(brief.surroundings, brief.props),
            w: brief.width as usize,
            h: brief.height as usize,
            effort: brief.quality.effort(),
            // Four seeds in a row are four different pictures, whatever the dice say.
            hand: if brief.seed & 1 == 0 { 1.0 } else { -1.0 },
            framing: if brief.seed & 2 == 0 { Framing::Close } else { Framing::Wide },
            seed: mix(brief.seed as u32, (brief.seed >> 32) as u32),
        };
        let pixels = shot.take(&mut watch)?;
        watch.reached(Stage::Developing, 1.0)?;
        let raster = Raster::from_rgba(brief.width, brief.height, pixels).expect("the film fills the frame");
        let report = Report {
            scene: choice(scene, scene_fits),
            style: choice(style, style_fits),
            lighting: choice(lighting, lighting_fits),
            products: brief.products.iter().zip(&cuts).map(|(p, cut)| product_report(&p.name, cut)).collect(),
        };
        Ok(Rendered { raster, report })
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
            Ok(Cutout::of(&product.raster))
        })
        .collect()
}

fn choice<T>(entry: &Named<T>, fitted: bool) -> Choice {
    Choice { name: entry.name.clone(), fitted }
}

fn product_report(name: &str, cut: &Cutout) -> ProductReport {
    ProductReport { name: name.to_owned(), shown: cut.shown, confidence: cut.verdict.confidence, reasons: cut.verdict.reasons.clone() }
}
