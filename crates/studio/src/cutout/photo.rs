//! A product photograph as the cutter looks at it.

use super::blur;
use crate::color::{lab, linear, luma};
use glam::Vec3;
use rayon::prelude::*;
use visualizer_imaging::{Raster, resize};

pub struct Photo {
    pub w: usize,
    pub h: usize,
    /// Linear light.
    pub rgb: Vec<Vec3>,
    /// CIE Lab of the light times `gain`.
    pub lab: Vec<Vec3>,
    /// Coverage, when the file brought its own.
    pub alpha: Option<Vec<f32>>,
    /// How much brighter a dark photograph is looked at: a black bottle on black differs by a few steps that would otherwise
    /// be lost in the toe of Lab.
    pub gain: f32,
}

/// Larger photographs are looked at smaller: outlines do not get better, tables do get large.
const SIDE_MAX: u32 = 1400;
/// Grounds darker than this are lifted to it.
const DARK: f32 = 0.004;
const GAIN_MAX: f32 = 16.0;
/// A file is taken as transparent when more than one pixel in this many lets something through.
const CLEAR_ONE_IN: usize = 200;

impl Photo {
    pub fn new(raster: &Raster) -> Photo {
        let raster = resize::fit_within(raster, SIDE_MAX);
        let (w, h) = (raster.width() as usize, raster.height() as usize);
        let table: Vec<f32> = (0..=255u8).map(|v| linear(f32::from(v) / 255.0)).collect();
        let light = |p: &[u8]| Vec3::new(table[usize::from(p[0])], table[usize::from(p[1])], table[usize::from(p[2])]);
        let rgb: Vec<Vec3> = raster.pixels().par_chunks_exact(4).map(light).collect();
        let clear = raster.pixels().chunks_exact(4).filter(|p| p[3] < 250).count();
        let alpha = (clear * CLEAR_ONE_IN > w * h).then(|| raster.pixels().chunks_exact(4).map(|p| f32::from(p[3]) / 255.0).collect());
        let gain = gain(&rgb, w, h);
        // What is lifted shows its noise.
        let seen = if gain > 1.5 { (0..3).fold(rgb.clone(), |c, _| blur::softened(c, w, h)) } else { rgb.clone() };
        let lab = seen.into_par_iter().map(|c| lab(c * gain)).collect();
        Photo { w, h, rgb, lab, alpha, gain }
    }
}

/// From the median of the border.
fn gain(rgb: &[Vec3], w: usize, h: usize) -> f32 {
    let mut border: Vec<f32> =
        (0..w * h).filter(|i| i % w == 0 || i % w + 1 == w || i / w == 0 || i / w + 1 == h).map(|i| luma(rgb[i])).collect();
    border.sort_by(f32::total_cmp);
    let median = border.get(border.len() / 2).copied().unwrap_or(1.0);
    (DARK / (median + DARK / GAIN_MAX)).clamp(1.0, GAIN_MAX)
}
