//! A faint halo around what is brighter than white.

use glam::Vec3;
use rayon::prelude::*;

/// Adds `amount` of what exceeds `white`, spread over a few parts in a hundred of the picture.
pub fn add(color: &mut [Vec3], w: usize, h: usize, amount: f32, white: f32) {
    let k = (w.max(h) / 128).max(1);
    let (sw, sh) = (w.div_ceil(k), h.div_ceil(k));
    let excess = |c: Vec3| (c - Vec3::splat(white)).clamp(Vec3::ZERO, Vec3::splat(6.0));
    let mut small: Vec<Vec3> = (0..sw * sh)
        .into_par_iter()
        .map(|i| {
            let (x0, y0) = (i % sw * k, i / sw * k);
            let (x1, y1) = ((x0 + k).min(w), (y0 + k).min(h));
            let sum: Vec3 = (y0..y1).map(|y| color[y * w + x0..y * w + x1].iter().map(|c| excess(*c)).sum::<Vec3>()).sum();
            sum / ((x1 - x0) * (y1 - y0)) as f32
        })
        .collect();
    for _ in 0..3 {
        small = blurred(&small, sw, sh, 3);
    }
    color.par_chunks_mut(w).enumerate().for_each(|(y, row)| {
        let fy = ((y as f32 + 0.5) / k as f32 - 0.5).max(0.0);
        let (y0, y1) = (fy as usize, (fy as usize + 1).min(sh - 1));
        for (x, c) in row.iter_mut().enumerate() {
            let fx = ((x as f32 + 0.5) / k as f32 - 0.5).max(0.0);
            let (x0, x1) = (fx as usize, (fx as usize + 1).min(sw - 1));
            let (top, low) =
                (small[y0 * sw + x0].lerp(small[y0 * sw + x1], fx.fract()), small[y1 * sw + x0].lerp(small[y1 * sw + x1], fx.fract()));
            *c += top.lerp(low, fy.fract()) * amount;
        }
    });
}

/// Means of squares of 2 r + 1.
fn blurred(src: &[Vec3], w: usize, h: usize, r: i32) -> Vec<Vec3> {
    let pass = |src: &[Vec3], dx: i32, dy: i32| -> Vec<Vec3> {
        let mean = |i: usize| {
            let (x, y) = ((i % w) as i32, (i / w) as i32);
            let at = |k: i32| src[(y + dy * k).clamp(0, h as i32 - 1) as usize * w + (x + dx * k).clamp(0, w as i32 - 1) as usize];
            (-r..=r).map(at).sum::<Vec3>() / (2 * r + 1) as f32
        };
        (0..w * h).map(mean).collect()
    };
    pass(&pass(src, 1, 0), 0, 1)
}
