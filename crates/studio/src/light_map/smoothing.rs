//! Takes the noise out of traced light without crossing edges: each pass looks further, and only at surfaces that are alike.

use super::{Guide, Light, LightMap};
use crate::math::falloff;
use crate::tracer::Arriving;
use rayon::prelude::*;

impl LightMap {
    /// Passes of growing reach. The sun takes part only in the first two, so that its patterns stay crisp.
    pub(super) fn smooth(&mut self, passes: u32, noise: f32) {
        let (mut key_noise, mut sun_noise) = (noise, 0.45);
        for pass in 0..passes {
            let next: Vec<Light> = (0..self.light.len())
                .into_par_iter()
                .with_min_len(512)
                .map(|i| self.smoothed(i, 1 << pass, (key_noise, sun_noise)))
                .collect();
            // What later passes must not touch keeps its value.
            for (now, next) in self.light.iter_mut().zip(next) {
                let before = *now;
                *now = next;
                if pass >= 2 {
                    now.arriving.sun = before.arriving.sun;
                }
                if pass >= 3 {
                    now.mirror = before.mirror;
                }
            }
            (key_noise, sun_noise) = (key_noise * 0.5, sun_noise * 0.6);
        }
    }

    fn smoothed(&self, i: usize, step: i32, (key_noise, sun_noise): (f32, f32)) -> Light {
        const KERNEL: [f32; 5] = [1.0 / 16.0, 0.25, 0.375, 0.25, 1.0 / 16.0];
        let (w, h) = (self.w as i32, self.h as i32);
        let (x, y) = (i as i32 % w, i as i32 / w);
        let (g, c) = (&self.guide[i], &self.light[i]);
        if g.t == 0.0 {
            return *c;
        }
        let key_scale = 1.0 / (key_noise * (c.arriving.key + 0.04));
        let sun_scale = 1.0 / sun_noise;
        let mut sum = Light::default();
        let (mut total, mut key_total, mut sun_total) = (0.0, 0.0, 0.0);
        for (dy, ky) in (-2..=2).zip(KERNEL) {
            let qy = y + dy * step;
            if qy < 0 || qy >= h {
                continue;
            }
            for (dx, kx) in (-2..=2).zip(KERNEL) {
                let qx = x + dx * step;
                if qx < 0 || qx >= w {
                    continue;
                }
                let j = (qy * w + qx) as usize;
                let k = kx * ky * likeness(g, &self.guide[j]);
                if k < 1e-5 {
                    continue;
                }
                let theirs = &self.light[j];
                let key = k * falloff((theirs.arriving.key - c.arriving.key).abs() * key_scale);
                let sun = k * falloff((theirs.arriving.sun - c.arriving.sun).abs() * sun_scale);
                sum.arriving.key += theirs.arriving.key * key;
                sum.arriving.sun += theirs.arriving.sun * sun;
                sum.arriving.around += theirs.arriving.around * k;
                sum.mirror += theirs.mirror * k;
                (total, key_total, sun_total) = (total + k, key_total + key, sun_total + sun);
            }
        }
        let part = 1.0 / total.max(1e-6);
        let arriving = Arriving {
            key: sum.arriving.key / key_total.max(1e-6),
            sun: sum.arriving.sun / sun_total.max(1e-6),
            around: sum.arriving.around * part,
        };
        Light { arriving, mirror: sum.mirror * part }
    }
}

/// From 0 (another surface) to 1 (the same).
pub fn likeness(a: &Guide, b: &Guide) -> f32 {
    if b.t == 0.0 || a.t == 0.0 {
        return 0.0;
    }
    let n = a.n.dot(b.n).max(0.0);
    let n = n * n * n * n;
    let n = n * n;
    let depth = (a.t - b.t).abs() / a.t.min(b.t);
    let same = if a.solid == b.solid { 1.0 } else { 0.08 };
    n * n * falloff(depth * 7.0) * same
}
