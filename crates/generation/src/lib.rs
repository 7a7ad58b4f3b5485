//! Makers: what turns inputs and a recipe into bytes and facts.
//!
//! A maker is a pure function (spine, R4): no database, no storage keys, no clock, no retries. Progress goes through a callback,
//! cancellation comes through another. One file per maker, one table of all of them ([`registry`]). Who runs a maker, where its inputs
//! come from and what becomes of the result is the worker's business.

pub mod makers;
pub mod registry;

mod made_image;
mod make_problem;
mod picture;

pub use made_image::MadeImage;
pub use make_problem::MakeProblem;
pub use makers::image_check::{self, CheckedPicture};
pub use makers::image_generate::ImageGenerate;
pub use picture::Picture;
pub use visualizer_imaging::Rendition;
