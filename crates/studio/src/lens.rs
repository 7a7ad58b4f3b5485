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
fn spiral() -> Vec<(f32, f32, f32)> {
    const TAPS: usize = 72;
    (0..TAPS)
        .map(|k| {
            let r = ((k as f32 + 0.5) / TAPS as f32).sqrt();
            let (s, c) = sin_cos(k as f32 * 2.399_963_2);
            (c * r, s * r, r)
        })
        .collect()
}

impl Lens {
    pub fn focus(&self, picture: &mut Picture, camera: &Camera) {
        let radius: Vec<f32> = picture.depth.par_iter().map(|z| self.circle(*z, camera) * picture.h as f32).collect();
        if radius.iter().all(|r| *r < 0.7) {
            return;
        }
        let blur =
            Blur { half: Half::of(picture, &radius), spiral: spiral(), w: picture.w, h: picture.h, color: &picture.color, radius: &radius };
        let out = (0..picture.w * picture.h).into_par_iter().with_min_len(512).map(|i| blur.at(i)).collect();
        picture.color = out;
    }

    /// Radius of the blur circle for depth `z`, as a part of the picture's height.
    fn circle(&self, z: f32, camera: &Camera) -> f32 {
        let out = if z > 0.0 { (z - self.sharp).max(0.0) } else { (z + self.sharp * 0.6).min(0.0) * 0.7 };
        (self.aperture * out.abs() / (camera.eye.z + out).max(0.2)).min(self.aperture * 1.2)
    }
}

/// A copy of half the size, from which large circles are gathered.
struct Half {
    w: usize,
    h: usize,
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
            (color / n, r)
        };
        Half { w, h, points: (0..w * h).into_par_iter().map(point).collect() }
    }

    /// Colour and blur circle at a point in pixels of the full picture, between four points.
    fn at(&self, x: f32, y: f32) -> (Vec3, f32) {
        let (fx, fy) = ((x * 0.5 - 0.5).clamp(0.0, self.w as f32 - 1.0), (y * 0.5 - 0.5).clamp(0.0, self.h as f32 - 1.0));
        let (x0, y0) = (fx as usize, fy as usize);
        let (x1, y1) = ((x0 + 1).min(self.w - 1), (y0 + 1).min(self.h - 1));
        let (ax, ay) = (fx - x0 as f32, fy - y0 as f32);
        let at = |x: usize, y: usize| self.points[y * self.w + x];
        let (a, b, c, d) = (at(x0, y0), at(x1, y0), at(x0, y1), at(x1, y1));
        let mix = |a: f32, b: f32, c: f32, d: f32| (a * (1.0 - ax) + b * ax) * (1.0 - ay) + (c * (1.0 - ax) + d * ax) * ay;
        (a.0.lerp(b.0, ax).lerp(c.0.lerp(d.0, ax), ay), mix(a.1, b.1, c.1, d.1))
    }
}

struct Blur<'a> {
    half: Half,
    spiral: Vec<(f32, f32, f32)>,
    w: usize,
    h: usize,
    color: &'a [Vec3],
    radius: &'a [f32],
}

impl Blur<'_> {
    fn at(&self, i: usize) -> Vec3 {
        let own = self.radius[i];
        if own < 0.6 {
            return self.color[i];
        }
        let (column, row) = ((i % self.w) as f32, (i / self.w) as f32);
        // Small circles have too few taps to hide the spiral, so every pixel turns it.
        let turn = (column * 0.754_88 + row * 0.569_84).fract() * std::f32::consts::TAU;
        let (s, c) = if own < 6.0 { sin_cos(turn) } else { (0.0, 1.0) };
        let (mut sum, mut total) = (Vec3::ZERO, 0.0);
        for &(dx, dy, r) in &self.spiral {
            let (x, y) = (column + 0.5 + (dx * c - dy * s) * own, row + 0.5 + (dx * s + dy * c) * own);
            let (color, theirs) = if own > 2.5 { self.half.at(x, y) } else { self.nearest(x, y) };
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
