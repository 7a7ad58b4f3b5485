//! The set as the camera sees it, in linear light, without the products: they shade and reflect, but are put in later.

use crate::light_map::{Guide, LightMap};
use crate::problem::RenderProblem;
use crate::view::{Frame, NOTHING, Sight};
use crate::watch::{Stage, Watch};
use crate::world::World;
use glam::Vec3;
use rayon::prelude::*;
use std::f32::consts::PI;

pub struct Picture {
    pub w: usize,
    pub h: usize,
    pub color: Vec<Vec3>,
    /// Depth behind the focus plane in metres (negative: in front of it).
    pub depth: Vec<f32>,
}

/// Where there is only sky.
const SKY_DEPTH: f32 = 60.0;
/// The two looks that every pixel gets.
const LOOKS: [(f32, f32); 2] = [(0.28, 0.36), (0.72, 0.64)];

impl Picture {
    pub fn draw(world: &World, frame: &Frame, map: &LightMap, watch: &mut Watch) -> Result<Picture, RenderProblem> {
        let (w, h) = (frame.w, frame.h);
        let pixels = watch.in_bands(Stage::Drawing, h, |rows| {
            (rows.start * w..rows.end * w).into_par_iter().with_min_len(64).map(|i| pixel(world, frame, map, (i % w, i / w))).collect()
        })?;
        let (color, depth) = pixels.into_iter().unzip();
        Ok(Picture { w, h, color, depth })
    }
}

/// Colour and depth. More looks where the first two see different things.
fn pixel(world: &World, frame: &Frame, map: &LightMap, (x, y): (usize, usize)) -> (Vec3, f32) {
    let at = |(dx, dy): (f32, f32)| (x as f32 + dx, y as f32 + dy);
    let [a, b] = LOOKS.map(|look| shaded(world, frame, map, at(look)));
    let depth = a.depth.min(b.depth);
    let edge = a.guide.solid != b.guide.solid || a.guide.n.dot(b.guide.n) < 0.9;
    if !edge {
        return ((a.color + b.color) * 0.5, depth);
    }
    let more = frame.effort.edge_looks;
    let sum = (0..more).fold(a.color + b.color, |sum, k| {
        let jitter = ((k as f32 * 0.754_877_7 + 0.11).fract(), (k as f32 * 0.569_840_3 + 0.53).fract());
        sum + shaded(world, frame, map, at(jitter)).color
    });
    (sum / (2 + more) as f32, depth)
}

struct Shaded {
    color: Vec3,
    guide: Guide,
    depth: f32,
}

fn shaded(world: &World, frame: &Frame, map: &LightMap, (x, y): (f32, f32)) -> Shaded {
    let ray = frame.ray(x, y);
    let Some(seen) = Sight::along(world, frame, &ray) else {
        let guide = Guide { n: Vec3::Z, t: 0.0, solid: NOTHING };
        return Shaded { color: world.lights.view(ray.d) * world.lamps, guide, depth: SKY_DEPTH };
    };
    let (m, guide) = (world.material(&seen.hit), seen.guide());
    let color = if m.glows() {
        m.glow * world.lamps
    } else {
        let light = map.at(x / frame.w as f32, y / frame.h as f32, &guide);
        if m.metal { light.mirror * seen.albedo } else { seen.albedo * light.arriving.total(world) / PI + light.mirror }
    };
    Shaded { color, guide, depth: -seen.hit.p.z }
}
