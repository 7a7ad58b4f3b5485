//! Looking at a photograph without making a picture: would its product be cut out, and how surely?

use crate::cutout::Cutout;
use crate::report::ProductReport;
use visualizer_imaging::Raster;

/// What a render would report about this photograph. Its `name` is empty, and it has no `place`.
#[must_use]
pub fn examine(photograph: &Raster) -> ProductReport {
    let cut = Cutout::of(photograph);
    ProductReport { name: String::new(), shown: cut.shown, confidence: cut.verdict.confidence, reasons: cut.verdict.reasons, place: None }
}
