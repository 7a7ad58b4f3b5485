//! A cut-out at another size: Catmull-Rom, widened when it shrinks, on light that is multiplied by coverage.

use crate::cutout::Cutout;
use glam::{Vec3, Vec4};
use rayon::prelude::*;

/// Colour times coverage, and coverage, for `w` by `h` pixels.
pub fn scaled(cut: &Cutout, w: usize, h: usize) -> Vec<Vec4> {
    let across = taps(cut.w, w);
    let rows: Vec<Vec4> = (0..cut.h)
        .into_par_iter()
        .flat_map_iter(|y| {
            let at = |x: usize| {
                let i = y * cut.w + x;
                (cut.color[i] * cut.alpha[i]).extend(cut.alpha[i])
            };
            across
                .iter()
                .map(move |tap| tap.weights.iter().enumerate().map(|(k, weight)| at(tap.first + k) * *weight).sum::<Vec4>())
                .collect::<Vec<_>>()
        })
        .collect();
    let down = taps(cut.h, h);
    down.par_iter()
        .flat_map_iter(|tap| {
            let column = |x: usize| tap.weights.iter().enumerate().map(|(k, weight)| rows[(tap.first + k) * w + x] * *weight).sum::<Vec4>();
            (0..w).map(column).collect::<Vec<_>>()
        })
        .collect()
}

/// Straight colour and coverage of a scaled pixel; `None` where nothing is.
pub fn straight(pixel: Vec4) -> Option<(Vec3, f32)> {
    let alpha = pixel.w.clamp(0.0, 1.0);
    (alpha > 0.002).then(|| (pixel.truncate() / alpha, alpha))
}

/// What one pixel is made of.
struct Tap {
    first: usize,
    weights: Vec<f32>,
}

fn taps(from: usize, to: usize) -> Vec<Tap> {
    let step = from as f32 / to as f32;
    let wide = step.max(1.0);
    (0..to)
        .map(|i| {
            let middle = (i as f32 + 0.5) * step;
            let first = (middle - 2.0 * wide).floor().max(0.0) as usize;
            let last = ((middle + 2.0 * wide).ceil() as usize).min(from);
            let weights: Vec<f32> = (first..last.max(first + 1)).map(|x| catmull_rom((x as f32 + 0.5 - middle) / wide)).collect();
            let total: f32 = weights.iter().sum();
            Tap { first, weights: weights.into_iter().map(|k| k / total).collect() }
        })
        .collect()
}

fn catmull_rom(x: f32) -> f32 {
    let x = x.abs();
    if x < 1.0 {
        1.5 * x * x * x - 2.5 * x * x + 1.0
    } else if x < 2.0 {
        -0.5 * x * x * x + 2.5 * x * x - 4.0 * x + 2.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_made_of_a_whole() {
        for (from, to) in [(10, 3), (3, 10), (7, 7), (1400, 1)] {
            for tap in taps(from, to) {
                assert!((tap.weights.iter().sum::<f32>() - 1.0).abs() < 1e-4);
                assert!(tap.first + tap.weights.len() <= from, "{from} to {to}");
            }
        }
    }
}
