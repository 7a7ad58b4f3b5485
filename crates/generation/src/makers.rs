//! One file per maker.

pub mod image_check;
pub mod image_generate;
