//! Depth of field: a gather blur whose circle grows with the distance from the focus plane. Only the set is blurred; the product
//! is put in later, so there is no halo around it.

use crate::camera::Camera;
use crate::color::luma;
use crate::math::sin_cos;
use crate::picture::Picture;
use glam::Vec3;
use rayon::prelude::*;

/// How a lens is set.
#[derive(Clone, Copy)]
pub struct Lens {
    /// Radius of the blur circle at infinity, as a part of the picture's height.
    pub aperture: f32,
    /// Depth behind the focus plane that stays sharp, metres.
    pub sharp: f32,
}

/// Points of a circle and their distance from its middle, evenly spread on a golden spiral.
fn spiral(taps: usize) -> Vec<(f32, f32, f32)> {
    (0..taps)
        .map(|k| {
            let r = ((k as f32 + 0.5) / taps as f32).sqrt();
            let (s, c) = sin_cos(k as f32 * 2.399_963_2);
            (c * r, s * r, r)
        })
        .collect()
}

/// Circles that are larger than this, in pixels, are gathered at half the size.
const WIDE: f32 = 3.0;

impl Lens {
    pub fn focus(&self, picture: &mut Picture, camera: &Camera) {
        let radius: Vec<f32> = picture.depth.par_iter().map(|z| self.circle(*z, camera) * picture.h as f32).collect();
        if radius.iter().all(|r| *r < 0.7) {
            return;
        }
        let half = Half::of(picture, &radius);
        let blur = Blur { w: picture.w, h: picture.h, color: &picture.color, radius: &radius };
        let (few, many) = (spiral(28), spiral(72));
        let out = (0..picture.w * picture.h)
            .into_par_iter()
            .with_min_len(512)
            .map(|i| match radius[i] {
                own if own < 0.6 => picture.color[i],
                own if own < WIDE => blur.at(i, &few),
                own => half.between(i % picture.w, i / picture.w, own).unwrap_or_else(|| blur.at(i, &many)),
            })
            .collect();
        picture.color = out;
    }

    /// Radius of the blur circle for depth `z`, as a part of the picture's height.
    pub fn circle(&self, z: f32, camera: &Camera) -> f32 {
        let out = if z > 0.0 { (z - self.sharp).max(0.0) } else { (z + self.sharp * 0.6).min(0.0) * 0.7 };
        (self.aperture * out.abs() / (camera.eye.z + out).max(0.2)).min(self.aperture * 1.2)
    }
}

/// A copy of half the size, its wide circles gathered. Lengths in pixels of the full picture.
struct Half {
    w: usize,
    h: usize,
    /// Colour and blur circle.
    points: Vec<(Vec3, f32)>,
}

impl Half {
    fn of(picture: &Picture, radius: &[f32]) -> Half {
        let (w, h) = (picture.w.div_ceil(2), picture.h.div_ceil(2));
        let point = |i: usize| {
            let (x, y) = (i % w * 2, i / w * 2);
            let (mut color, mut r, mut n) = (Vec3::ZERO, f32::MAX, 0.0);
            for (qx, qy) in [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)] {
                if qx < picture.w && qy < picture.h {
                    color += picture.color[qy * picture.w + qx];
                    r = r.min(radius[qy * picture.w + qx]);
                    n += 1.0;
                }
            }
            (color / n, r * 0.5)
        };
        let (color, radius): (Vec<Vec3>, Vec<f32>) = (0..w * h).into_par_iter().map(point).unzip();
        let (blur, spiral) = (Blur { w, h, color: &color, radius: &radius }, spiral(72));
        let gathered = |i: usize| if radius[i] * 2.0 < WIDE { color[i] } else { blur.at(i, &spiral) };
        let points = (0..w * h).into_par_iter().with_min_len(512).map(|i| (gathered(i), radius[i] * 2.0)).collect();
        Half { w, h, points }
    }

    /// The gathered colour at a pixel of the full picture whose circle is `own`, from the points around it whose circles are alike;
    /// `None` where they are not.
    fn between(&self, x: usize, y: usize, own: f32) -> Option<Vec3> {
        let (fx, fy) = ((x as f32 * 0.5 - 0.25).max(0.0), (y as f32 * 0.5 - 0.25).max(0.0));
        let (x0, y0) = (fx as usize, fy as usize);
        let (ax, ay) = (fx - x0 as f32, fy - y0 as f32);
        let (mut sum, mut total) = (Vec3::ZERO, 0.0);
        for (dx, dy, k) in [(0, 0, (1.0 - ax) * (1.0 - ay)), (1, 0, ax * (1.0 - ay)), (0, 1, (1.0 - ax) * ay), (1, 1, ax * ay)] {
            let (color, theirs) = self.points[(y0 + dy).min(self.h - 1) * self.w + (x0 + dx).min(self.w - 1)];
            if theirs >= WIDE && (theirs - own).abs() < 0.25 * own {
                sum += color * k;
                total += k;
            }
        }
        (total > 0.4).then(|| sum / total)
    }
}

/// A picture and its blur circles, both of the same size.
struct Blur<'a> {
    w: usize,
    h: usize,
    color: &'a [Vec3],
    radius: &'a [f32],
}

impl Blur<'_> {
    fn at(&self, i: usize, spiral: &[(f32, f32, f32)]) -> Vec3 {
        let own = self.radius[i];
        let (column, row) = ((i % self.w) as f32, (i / self.w) as f32);
        // Small circles have too few taps to hide the spiral, so every pixel turns it.
        let turn = (column * 0.754_88 + row * 0.569_84).fract() * std::f32::consts::TAU;
        let (s, c) = if own < 6.0 { sin_cos(turn) } else { (0.0, 1.0) };
        let (s, c) = (s * own, c * own);
        let (mut sum, mut total) = (Vec3::ZERO, 0.0);
        for &(dx, dy, r) in spiral {
            let (color, theirs) = self.nearest(column + 0.5 + dx * c - dy * s, row + 0.5 + dx * s + dy * c);
            // A sharp neighbour in front must not bleed into the blur; bright points shine a little stronger.
            let k = ((theirs - r * own * 0.85) / 1.5 + 1.0).clamp(0.02, 1.0) * (1.0 + 0.5 * (luma(color) - 1.0).clamp(0.0, 4.0));
            sum += color * k;
            total += k;
        }
        sum / total
    }

    fn nearest(&self, x: f32, y: f32) -> (Vec3, f32) {
        let (x, y) = (x.clamp(0.0, self.w as f32 - 1.0) as usize, y.clamp(0.0, self.h as f32 - 1.0) as usize);
        (self.color[y * self.w + x], self.radius[y * self.w + x])
    }
}
