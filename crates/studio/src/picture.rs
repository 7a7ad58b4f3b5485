//! The set as the camera sees it, in linear light, without the products: they shade and reflect, but are put in later.

use crate::lens::Lens;
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
/// Blur circles larger than this, in pixels, hide ragged edges by themselves.
const BLURRED: f32 = 3.0;

impl Picture {
    pub fn draw(world: &World, frame: &Frame, map: &LightMap, lens: &Lens, watch: &mut Watch) -> Result<Picture, RenderProblem> {
        let (w, h) = (frame.w, frame.h);
        let pixels = watch.in_bands(Stage::Drawing, h, |rows| {
            // One look through the middle of every pixel, and of those around the band.
            let above = rows.start.saturating_sub(1);
            let below = (rows.end + 1).min(h);
            let look = |i: usize| shaded(world, frame, map, ((i % w) as f32 + 0.5, (i / w) as f32 + 0.5));
            let looks: Vec<Shaded> = (above * w..below * w).into_par_iter().with_min_len(64).map(look).collect();
            let around = |x: usize, y: usize| {
                let at = |x: usize, y: usize| &looks[(y.clamp(above, below - 1) - above) * w + x.min(w - 1)];
                [at(x.saturating_sub(1), y), at(x + 1, y), at(x, y.saturating_sub(1)), at(x, y + 1)]
            };
            let pixel = |i: usize| {
                let (x, y) = (i % w, i / w);
                let middle = &looks[i - above * w];
                let blurred = |look: &Shaded| lens.circle(look.depth, &frame.camera) * h as f32 > BLURRED;
                if around(x, y).iter().all(|other| middle.is_like(other) || blurred(middle) && blurred(other)) {
                    (middle.color, middle.depth)
                } else {
                    edge(world, frame, map, middle, (x, y))
                }
            };
            (rows.start * w..rows.end * w).into_par_iter().with_min_len(64).map(pixel).collect()
        })?;
        let (color, depth) = pixels.into_iter().unzip();
        Ok(Picture { w, h, color, depth })
    }
}

/// Colour and depth of a pixel in which different things meet: more looks, spread as the R2 sequence.
fn edge(world: &World, frame: &Frame, map: &LightMap, middle: &Shaded, (x, y): (usize, usize)) -> (Vec3, f32) {
    let more = frame.effort.edge_looks;
    let (sum, depth) = (0..more).fold((middle.color, middle.depth), |(sum, depth), k| {
        let (dx, dy) = ((k as f32 * 0.754_877_7 + 0.25).fract(), (k as f32 * 0.569_840_3 + 0.25).fract());
        let one = shaded(world, frame, map, (x as f32 + dx, y as f32 + dy));
        (sum + one.color, depth.min(one.depth))
    });
    (sum / (1 + more) as f32, depth)
}

struct Shaded {
    color: Vec3,
    guide: Guide,
    depth: f32,
}

impl Shaded {
    fn is_like(&self, other: &Shaded) -> bool {
        self.guide.solid == other.guide.solid && self.guide.n.dot(other.guide.n) > 0.9
    }
}

fn shaded(world: &World, frame: &Frame, map: &LightMap, (x, y): (f32, f32)) -> Shaded {
    let ray = frame.ray(x, y);
    let Some(seen) = Sight::along(world, frame, &ray) else {
        let guide = Guide { n: Vec3::Z, t: 0.0, solid: NOTHING };
        return Shaded { color: world.lights.view(ray.d) * world.lamps, guide, depth: SKY_DEPTH };
    };
    let (m, guide) = (world.material(&seen.hit), seen.guide());
    let color = if m.glows() {
        m.shine_at(seen.hit.n, ray.d) * world.lamps
    } else {
        let light = map.at(x / frame.w as f32, y / frame.h as f32, &guide);
        if m.metal { light.mirror * seen.albedo } else { seen.albedo * light.arriving.total(world) / PI + light.mirror }
    };
    Shaded { color, guide, depth: -seen.hit.p.z }
}
