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
            across.iter().map(move |tap| tap.mixed(|k| at(tap.first + k))).collect::<Vec<_>>()
        })
        .collect();
    let down = taps(cut.h, h);
    down.par_iter()
        .flat_map_iter(|tap| {
            let column = |x: usize| tap.mixed(|k| rows[(tap.first + k) * w + x]);
            (0..w).map(column).collect::<Vec<_>>()
        })
        .collect()
}

/// Straight colour and coverage of a scaled pixel; `None` where nothing is.
pub fn straight(pixel: Vec4) -> Option<(Vec3, f32)> {
    (pixel.w > 0.002).then(|| (pixel.truncate() / pixel.w, pixel.w.min(1.0)))
}

/// What one pixel is made of.
struct Tap {
    first: usize,
    weights: Vec<f32>,
}

impl Tap {
    /// The weighted sum of `part(0)`, `part(1)` ...
    fn mixed(&self, part: impl Fn(usize) -> Vec4) -> Vec4 {
        let sum = self.weights.iter().enumerate().map(|(k, weight)| part(k) * *weight).sum::<Vec4>();
        if sum.w > 0.995 {
            return sum;
        }
        // The kernel's negative lobes take coverage and colour away in different parts; divided by what little coverage is left, an
        // edge would become far brighter than anything that it is made of: white specks on a dark set.
        let parts = (0..self.weights.len()).map(part).filter(|p| p.w > 0.02);
        let (least, most) = parts.fold((Vec3::MAX, Vec3::MIN), |(least, most), p| {
            let color = p.truncate() / p.w;
            (least.min(color), most.max(color))
        });
        if sum.w <= 0.002 || least.x > most.x { Vec4::ZERO } else { ((sum.truncate() / sum.w).clamp(least, most) * sum.w).extend(sum.w) }
    }
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
    use crate::dice::Dice;
    use visualizer_imaging::Raster;

    #[test]
    fn every_pixel_is_made_of_a_whole() {
        for (from, to) in [(10, 3), (3, 10), (7, 7), (1400, 1)] {
            for tap in taps(from, to) {
                assert!((tap.weights.iter().sum::<f32>() - 1.0).abs() < 1e-4);
                assert!(tap.first + tap.weights.len() <= from, "{from} to {to}");
            }
        }
    }

    #[test]
    fn an_edge_is_never_brighter_than_what_it_is_made_of() {
        let photo = Raster::filled(64, 64, [250, 250, 250, 0]).expect("a size");
        let mut cut = Cutout::of(&photo);
        let mut dice = Dice::new(1, "edges");
        (cut.w, cut.h) = (40, 40);
        cut.alpha = (0..1600).map(|i| if i % 40 < 20 { 1.0 } else { (dice.roll() - 0.6).max(0.0) }).collect();
        cut.color = (0..1600).map(|_| Vec3::splat(dice.between(0.3, 0.4))).collect();
        for side in [23, 40, 97] {
            for (color, _) in scaled(&cut, side, side).into_iter().filter_map(straight) {
                // Inside, the kernel may sharpen a little.
                assert!(color.max_element() < 0.45 && color.min_element() > 0.25, "{side}: {color}");
            }
        }
    }
}
