//! Stone, plaster, sand and water.

use super::Spot;
use crate::dice::{hash, unit};
use crate::material::Material;
use crate::math::{pow, sin, smoothstep};
use crate::noise::{fbm2, fbm3, nearest_cell, noise2};
use glam::{Vec2, Vec3};

pub fn plaster(m: &Material, p: Vec3, s: Spot) -> Vec3 {
    let clouds = fbm3(p * 1.7, 3);
    let trowel = fbm2(Vec2::new(s.uv.x * 3.0 + clouds * 1.5, s.uv.y * 11.0), 3) * s.fade(0.05);
    m.a * (1.0 + 0.10 * clouds + 0.07 * trowel + 0.03 * s.speckle(260.0))
}

pub fn concrete(m: &Material, s: Spot) -> Vec3 {
    let clouds = fbm2(s.uv * 1.9, 5);
    let pit = (noise2(s.uv * 46.0) - 0.72).max(0.0) * s.fade(0.012);
    m.a * (1.0 + 0.26 * clouds - 1.3 * pit + 0.05 * s.speckle(300.0))
}

pub fn terrazzo(m: &Material, s: Spot) -> Vec3 {
    let mut c = m.a * (1.0 + 0.04 * fbm2(s.uv * 30.0, 2));
    for (shift, size, amount) in [(0.0, 28.0, 0.34), (13.0, 62.0, 0.36)] {
        let warp = Vec2::new(noise2(s.uv * size * 1.9), noise2(s.uv * size * 1.9 + 31.0)) * 0.22;
        let (distance, id) = nearest_cell(s.uv * size + warp + shift);
        let r = amount * (0.45 + 0.55 * unit(hash(id ^ 3)));
        let chip = 1.0 - smoothstep(r - 0.05 - s.fine * size, r + 0.02 + s.fine * size, distance);
        let tint = match hash(id ^ 77) % 5 {
            0 => m.b,
            1 => m.b.lerp(m.a, 0.5),
            2 => m.a * 0.55,
            3 => (m.a * 1.25).min(Vec3::splat(0.92)),
            _ => m.b * 0.6,
        };
        c = c.lerp(tint, chip * 0.85);
    }
    c
}

pub fn marble(m: &Material, s: Spot) -> Vec3 {
    let warp = Vec2::new(fbm2(s.uv * 2.3, 4), fbm2(s.uv * 2.3 + 9.2, 4));
    let vein = |f: f32, sharp: f32, o: f32| pow((1.0 - (fbm2(s.uv * f + warp * 1.7 + o, 3) * 2.6).abs()).max(0.0), sharp);
    let k = 0.55 * vein(1.6, 9.0, 0.0) + 0.3 * vein(3.7, 7.0, 4.0) + 0.14 * (0.5 + fbm2(s.uv * 3.0 + warp, 4));
    m.a.lerp(m.b, k.clamp(0.0, 1.0))
}

pub fn travertine(m: &Material, s: Spot) -> Vec3 {
    let band = fbm2(Vec2::new(s.uv.x * 0.9 + 3.0, s.uv.y * 16.0 + fbm2(s.uv * 3.0, 2)), 4);
    let pore = smoothstep(0.52, 0.7, fbm2(Vec2::new(s.uv.x * 24.0, s.uv.y * 90.0), 2) + 0.3 * band) * s.fade(0.01);
    m.a.lerp(m.b, (0.45 + 0.75 * band).clamp(0.0, 1.0)) * (1.0 - 0.4 * pore)
}

pub fn sand(m: &Material, s: Spot) -> Vec3 {
    let ripple = sin(s.uv.y * 60.0 + 5.0 * fbm2(s.uv * 2.0, 3)) * 0.035;
    m.a * (1.0 + ripple + 0.12 * fbm2(s.uv * 3.0, 3) + 0.08 * s.speckle(500.0))
}

pub fn water(m: &Material, s: Spot) -> Vec3 {
    m.a * (1.0 + 0.25 * fbm2(Vec2::new(s.uv.x * 1.2, s.uv.y * 7.0), 4))
}
