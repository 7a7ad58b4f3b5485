//! `image.generate`: sets products in a scene by the built-in renderer. Drafts, made without any provider.

use visualizer_domain::flow_plan::{MAKER, STUDIO};
use visualizer_domain::recipe::Recipe;
use visualizer_domain::rendition::RenditionKind;
use visualizer_imaging::{Provenance, png, provenance, renditions};
use visualizer_studio::{ProductPhoto, RenderProblem, Rendered, Stage, Studio};

use crate::{MadeImage, MakeProblem, Picture};

mod brief;
mod report;

use brief::Words;

/// Share of the work that is rendering, in percent; the rest is writing files.
const RENDERING: f32 = 92.0;

/// The maker. Made once, used from many threads.
pub struct ImageGenerate {
    studio: Studio,
}

impl Default for ImageGenerate {
    fn default() -> Self {
        Self::new()
    }
}

impl ImageGenerate {
    /// A maker with the built-in scenes.
    #[must_use]
    pub fn new() -> Self {
        Self { studio: Studio::new() }
    }

    /// Makes one picture. The same recipe and pictures give the same bytes.
    ///
    /// `progress` is given a word for what is being done (`cut`, `light`, `draw`, `develop`) and how much of the whole is done, in
    /// percent; `cancelled` is asked often.
    ///
    /// # Errors
    /// [`MakeProblem`] says why there is none.
    pub fn make(
        &self,
        recipe: &Recipe,
        pictures: &[Picture],
        progress: &mut dyn FnMut(&str, u8),
        cancelled: &dyn Fn() -> bool,
    ) -> Result<MadeImage, MakeProblem> {
        if recipe.maker != MAKER || recipe.provider != STUDIO {
            return Err(MakeProblem::Recipe(format!("it is for {} of {}", recipe.maker, recipe.provider)));
        }
        let words = Words::of(&recipe.settings);
        let brief = words.brief(recipe, pictures.iter().map(photo).collect());
        let mut told = |stage: Stage, part: f32| progress(word(stage), (part * RENDERING) as u8);
        let Rendered { raster, report } = self.studio.render(&brief, &mut told, cancelled).map_err(render_problem)?;
        drop(brief);
        progress("develop", RENDERING as u8);
        let draft = Provenance::studio_draft();
        let (copies, png) = rayon::join(|| renditions(&raster), || png(&raster));
        let mut copies = copies?;
        // The display copy is downloaded as well (D14); thumbnails never leave the pages.
        for copy in copies.iter_mut().filter(|copy| copy.kind == RenditionKind::Display) {
            copy.bytes = provenance::write(&copy.bytes, &draft)?;
        }
        let file = provenance::write(&png?, &draft)?;
        Ok(MadeImage { png: file, width: raster.width(), height: raster.height(), renditions: copies, report: report::json(&report) })
    }
}

fn photo(picture: &Picture) -> ProductPhoto {
    ProductPhoto { name: picture.input.name.clone(), category: picture.input.category.clone(), raster: picture.raster.clone() }
}

/// A word for the page.
fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::CuttingOut => "cut",
        Stage::Lighting => "light",
        Stage::Drawing => "draw",
        Stage::Developing => "develop",
    }
}

fn render_problem(problem: RenderProblem) -> MakeProblem {
    match problem {
        RenderProblem::Cancelled => MakeProblem::Cancelled,
        problem => MakeProblem::Render(problem.to_string()),
    }
}
