//! Saying how far the work is, and asking whether it is still wanted.

use crate::problem::RenderProblem;

/// What is being done. Later stages come later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Taking the products out of their photographs.
    CuttingOut,
    /// Building the set and measuring its light.
    Lighting,
    /// Drawing the set as the camera sees it.
    Drawing,
    /// Lens, products, film.
    Developing,
}

impl Stage {
    /// The stage's part of the whole, by time.
    fn range(self) -> (f32, f32) {
        match self {
            Stage::CuttingOut => (0.0, 0.12),
            Stage::Lighting => (0.12, 0.55),
            Stage::Drawing => (0.55, 0.90),
            Stage::Developing => (0.90, 1.0),
        }
    }
}

/// The caller's two functions, for the length of one picture.
pub struct Watch<'a> {
    pub progress: &'a mut dyn FnMut(Stage, f32),
    pub cancelled: &'a dyn Fn() -> bool,
}

impl Watch<'_> {
    /// Tells that `part` (0 to 1) of a stage is done.
    ///
    /// # Errors
    /// Gives [`RenderProblem::Cancelled`] when the caller does not want it any more.
    pub fn reached(&mut self, stage: Stage, part: f32) -> Result<(), RenderProblem> {
        if (self.cancelled)() {
            return Err(RenderProblem::Cancelled);
        }
        let (from, to) = stage.range();
        (self.progress)(stage, from + (to - from) * part.clamp(0.0, 1.0));
        Ok(())
    }

    /// Runs `step` over `count` items in a few bands, with a look at the caller between them.
    pub fn in_bands<T>(
        &mut self,
        stage: Stage,
        count: usize,
        mut step: impl FnMut(std::ops::Range<usize>) -> Vec<T>,
    ) -> Result<Vec<T>, RenderProblem> {
        const BANDS: usize = 24;
        let band = count.div_ceil(BANDS).max(1);
        let mut out = Vec::new();
        for from in (0..count).step_by(band) {
            self.reached(stage, from as f32 / count as f32)?;
            let part = step(from..(from + band).min(count));
            if out.is_empty() {
                out.reserve_exact(part.len() * BANDS);
            }
            out.extend(part);
        }
        Ok(out)
    }
}
