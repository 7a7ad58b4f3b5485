//! The light on everything that the camera sees, at low resolution: traced with a few samples, smoothed without crossing edges
//! (a-trous, Dammertz 2010), and looked up at full resolution by how alike the surfaces are. So textures stay sharp, light stays
//! free of noise, and the cost hardly depends on the size of the picture.

mod smoothing;

use crate::color::luma;
use crate::dice::{Points, hash, mix};
use crate::problem::RenderProblem;
use crate::ray::Ray;
use crate::tracer::{self, Arriving, Surface};
use crate::view::{Frame, NOTHING, Sight};
use crate::watch::{Stage, Watch};
use crate::world::World;
use glam::Vec3;
use rayon::prelude::*;
use smoothing::likeness;
use std::f32::consts::PI;

/// What a point of the map lies on.
#[derive(Clone, Copy)]
pub struct Guide {
    pub n: Vec3,
    /// Distance from the eye; 0 where nothing is seen.
    pub t: f32,
    pub solid: u32,
}

/// Light without the surface's colour.
#[derive(Clone, Copy, Default)]
pub struct Light {
    pub arriving: Arriving,
    /// What the surface mirrors, its reflectance included.
    pub mirror: Vec3,
}

impl Light {
    fn add(&mut self, other: &Light, k: f32) {
        self.arriving.key += other.arriving.key * k;
        self.arriving.sun += other.arriving.sun * k;
        self.arriving.around += other.arriving.around * k;
        self.mirror += other.mirror * k;
    }

    fn scaled(mut self, k: f32) -> Light {
        let own = self;
        self = Light::default();
        self.add(&own, k);
        self
    }
}

pub struct LightMap {
    w: usize,
    h: usize,
    guide: Vec<Guide>,
    light: Vec<Light>,
    /// Brightness of what reflects light, for the exposure.
    bright: Vec<f32>,
}

impl LightMap {
    pub fn trace(world: &World, frame: &Frame, watch: &mut Watch) -> Result<LightMap, RenderProblem> {
        let k = (frame.effort.light_points as f32 / (frame.w * frame.h) as f32).sqrt().min(1.0);
        let (w, h) = (((frame.w as f32 * k) as usize).max(16), ((frame.h as f32 * k) as usize).max(16));
        let small = Frame { w, h, ..*frame };
        let points = watch.in_bands(Stage::Lighting, h, |rows| {
            (rows.start * w..rows.end * w).into_par_iter().with_min_len(64).map(|i| point(world, &small, i)).collect()
        })?;
        let bright = points.iter().filter_map(|p| p.2).collect();
        let (guide, light) = points.into_iter().map(|p| (p.0, p.1)).unzip();
        let mut map = LightMap { w, h, guide, light, bright };
        map.smooth(frame.effort.passes, 2.4 / (frame.effort.samples as f32).sqrt());
        Ok(map)
    }

    /// The brightness that `part` of all lit surfaces do not exceed; 0 when there are none.
    pub fn brightness(&self, part: f32) -> f32 {
        let mut all = self.bright.clone();
        all.sort_by(f32::total_cmp);
        all.get((all.len().saturating_sub(1) as f32 * part) as usize).copied().unwrap_or(0.0)
    }

    /// Light for a surface seen at (u, v): the four nearest points weighted by how alike their surfaces are, and their
    /// neighbours where none is.
    pub fn at(&self, u: f32, v: f32, g: &Guide) -> Light {
        let (fx, fy) = (u * self.w as f32 - 0.5, v * self.h as f32 - 0.5);
        let (x0, y0) = (fx.floor() as i32, fy.floor() as i32);
        let (ax, ay) = (fx - x0 as f32, fy - y0 as f32);
        let mut sum = Light::default();
        let mut total = 0.0;
        let mut add = |x: i32, y: i32, k: f32| {
            let (x, y) = (x.clamp(0, self.w as i32 - 1), y.clamp(0, self.h as i32 - 1));
            let j = y as usize * self.w + x as usize;
            let k = k * (likeness(g, &self.guide[j]) + 1e-7);
            sum.add(&self.light[j], k);
            total += k;
            total
        };
        add(x0, y0, (1.0 - ax) * (1.0 - ay));
        add(x0 + 1, y0, ax * (1.0 - ay));
        add(x0, y0 + 1, (1.0 - ax) * ay);
        if add(x0 + 1, y0 + 1, ax * ay) < 0.02 {
            for dy in -1..=2 {
                for dx in -1..=2 {
                    add(x0 + dx, y0 + dy, 0.05);
                }
            }
        }
        sum.scaled(1.0 / total.max(1e-12))
    }
}

/// One point: what is seen, its light, and its brightness when it reflects light.
fn point(world: &World, frame: &Frame, i: usize) -> (Guide, Light, Option<f32>) {
    let ray = frame.ray((i % frame.w) as f32 + 0.5, (i / frame.w) as f32 + 0.5);
    let Some(seen) = Sight::along(world, frame, &ray) else {
        return (Guide { n: Vec3::Z, t: 0.0, solid: NOTHING }, Light::default(), None);
    };
    let m = world.material(&seen.hit);
    if m.glows() {
        return (seen.guide(), Light::default(), None);
    }
    let light = traced(world, frame, &ray, &seen, i);
    let diffuse = if m.metal { Vec3::ZERO } else { seen.albedo * light.arriving.total(world) / PI };
    (seen.guide(), light, Some(luma(diffuse + light.mirror)))
}

fn traced(world: &World, frame: &Frame, ray: &Ray, seen: &Sight, i: usize) -> Light {
    let m = world.material(&seen.hit);
    let seed = mix(hash(frame.seed ^ 0x1234_5678), i as u32);
    // What lies far behind is blurred by the lens anyway.
    let far = seen.hit.t - frame.camera.eye.z > 1.2;
    let samples = if far { (frame.effort.samples * 2).div_ceil(3) } else { frame.effort.samples };
    let mut sum = Light::default();
    for k in 0..samples {
        let mut one = Light::default();
        if !m.metal {
            one.arriving = tracer::arriving(world, Surface { p: seen.hit.p, n: seen.hit.n }, &mut Points::new(seed, k));
        }
        if m.shine > 0.0 {
            let base = if m.metal { Vec3::ONE } else { seen.albedo };
            one.mirror = tracer::mirrored(world, m, base, (&seen.hit, ray.d), &mut Points::new(seed ^ 0x5bd1_e995, k));
        }
        sum.add(&one, 1.0);
    }
    sum.scaled(1.0 / samples as f32)
}
