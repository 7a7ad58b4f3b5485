//! The light that falls on a product's face, as a coarse map, by which its photograph is relit.

use crate::color::luma;
use crate::dice::{Points, mix};
use crate::math::{pow, pow3, smoothstep};
use crate::standee::Standee;
use crate::tracer::{self, Surface};
use crate::world::World;
use glam::Vec3;
use rayon::prelude::*;

pub struct Face {
    light: Vec<Option<Vec3>>,
    /// Mean brightness of the light.
    pub level: f32,
    /// Mean colour of the light.
    pub tone: Vec3,
    /// Light along the edges, added to what is photographed.
    rim: Vec<Option<Vec3>>,
    tint: f32,
}

/// Points along each side.
const N: usize = 28;
const SAMPLES: u32 = 48;

impl Face {
    pub fn measure(world: &World, standee: &Standee, seed: u32) -> Face {
        let point = |i: usize| -> Option<Vec3> {
            let (p, n) = standee.face(((i % N) as f32 + 0.5) / N as f32, ((i / N) as f32 + 0.5) / N as f32)?;
            let at = Surface { p: p + Vec3::Z * 0.02 * standee.height(), n };
            let seed = mix(seed ^ 0xface, i as u32);
            let sum: Vec3 = (0..SAMPLES).map(|k| tracer::arriving(world, at, &mut Points::new(seed, k)).total(world)).sum();
            Some(sum / SAMPLES as f32)
        };
        let light: Vec<Option<Vec3>> = (0..N * N).into_par_iter().map(point).collect();
        let known = light.iter().flatten().count().max(1) as f32;
        let tone = light.iter().flatten().sum::<Vec3>() / known;
        let smooth = (0..3).fold(light, |light, _| smoothed(&light));
        let [left, right] = world.lights.rims;
        let rim = |i: usize| {
            let (_, n) = standee.face(((i % N) as f32 + 0.5) / N as f32, ((i / N) as f32 + 0.5) / N as f32)?;
            Some(left * smoothstep(0.45, 0.95, -n.x) + right * smoothstep(0.45, 0.95, n.x))
        };
        let rim = smoothed(&(0..N * N).map(rim).collect::<Vec<_>>());
        Face { light: smooth, level: luma(tone), tone, rim, tint: world.lights.tint }
    }

    /// Light added at (u, v), linear.
    pub fn rim(&self, u: f32, v: f32) -> Vec3 {
        between(&self.rim, u, v).unwrap_or(Vec3::ZERO)
    }

    /// Factor for the photographed colour at (u, v), both from 0 to 1, v downwards. Light and shade at two thirds of their
    /// strength, tint usually at a third: the product's colour is a promise.
    pub fn factor(&self, u: f32, v: f32) -> Vec3 {
        let Some(c) = between(&self.light, u, v) else { return Vec3::ONE };
        let bright = luma(c).max(1e-4);
        let shade = pow(bright / self.level.max(1e-4), 0.62).clamp(0.55, 1.3);
        let tint = pow3(c / bright / pow3(self.tone / luma(self.tone).max(1e-4), 1.0 - 0.857 * self.tint), self.tint);
        tint * shade
    }
}

/// Between the four points around.
fn between(map: &[Option<Vec3>], u: f32, v: f32) -> Option<Vec3> {
    let (fx, fy) = (u * N as f32 - 0.5, v * N as f32 - 0.5);
    let (x0, y0) = (fx.floor(), fy.floor());
    let (mut sum, mut total) = (Vec3::ZERO, 0.0);
    for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let (x, y) = ((x0 + dx).clamp(0.0, (N - 1) as f32) as usize, (y0 + dy).clamp(0.0, (N - 1) as f32) as usize);
        if let Some(light) = map[y * N + x] {
            let k = (1.0 - (fx - x0 - dx).abs()) * (1.0 - (fy - y0 - dy).abs()) + 1e-4;
            sum += light * k;
            total += k;
        }
    }
    (total > 0.0).then(|| sum / total)
}

/// Means of a point (twice) and its neighbours; so points without a face get the light of those beside them.
fn smoothed(light: &[Option<Vec3>]) -> Vec<Option<Vec3>> {
    let n = N as i32;
    (0..n * n)
        .map(|i| {
            let (mut sum, mut total) = (Vec3::ZERO, 0.0);
            for dy in -1..=1 {
                for dx in -1..=1 {
                    let (x, y) = (i % n + dx, i / n + dy);
                    let inside = (0..n).contains(&x) && (0..n).contains(&y);
                    if let Some(c) = inside.then(|| light[(y * n + x) as usize]).flatten() {
                        let k = if dx == 0 && dy == 0 { 2.0 } else { 1.0 };
                        sum += c * k;
                        total += k;
                    }
                }
            }
            (total > 0.0).then(|| sum / total)
        })
        .collect()
}
