//! Woven and tufted things.

use super::Spot;
use crate::material::Material;
use crate::math::sin;
use crate::noise::{fbm2, nearest_cell, noise2};
use glam::{Vec2, Vec3};

pub fn linen(m: &Material, s: Spot) -> Vec3 {
    let (u, v) = (s.uv.x, s.uv.y);
    let slub = s.fade(0.002);
    let slub = if slub > 0.0 { slub * (noise2(Vec2::new(u * 30.0, v * 480.0)) + noise2(Vec2::new(u * 480.0, v * 30.0))) } else { 0.0 };
    let weave = s.fade(0.004);
    let weave = if weave > 0.0 { weave * sin(u * 900.0) * sin(v * 900.0) } else { 0.0 };
    m.a * (1.0 + 0.07 * weave + 0.09 * slub + 0.05 * fbm2(s.uv * 6.0, 2))
}

pub fn boucle(m: &Material, s: Spot) -> Vec3 {
    let loops = s.fade(0.008);
    let loops = if loops > 0.0 { loops * (0.5 - nearest_cell(s.uv * 110.0).0) } else { 0.0 };
    m.a * (0.92 + 0.22 * loops + 0.05 * fbm2(s.uv * 9.0, 2))
}

pub fn rug(m: &Material, s: Spot) -> Vec3 {
    let pile = s.fade(0.006);
    let pile = if pile > 0.0 { pile * noise2(Vec2::new(s.uv.x * 190.0, s.uv.y * 90.0)) } else { 0.0 };
    m.a * (1.0 + 0.13 * pile + 0.08 * fbm2(s.uv * 5.0, 3))
}
