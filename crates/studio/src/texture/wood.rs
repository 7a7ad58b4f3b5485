//! Wood: grain, and what is laid or built from it.

use super::Spot;
use crate::dice::{hash, hash2, unit};
use crate::material::Material;
use crate::math::{sin, smoothstep, split};
use crate::noise::{fbm2, noise2};
use glam::{Vec2, Vec3};

/// Rings, fibres and pores along u; `h` is the board.
pub fn grain(m: &Material, s: Spot, h: u32) -> Vec3 {
    let uv = s.uv;
    let o = unit(hash(h ^ 0xabc)) * 40.0;
    let bend = fbm2(Vec2::new(uv.x * 0.9 + o, uv.y * 5.0), 3);
    let ring = (sin(uv.y * 60.0 + bend * 9.0 + o) * 0.5 + 0.5) * s.fade(0.05);
    let fibre = layer(s.fade(0.006), || fbm2(Vec2::new(uv.x * 5.0 + o, uv.y * 230.0), 3));
    let pore = layer(s.fade(0.0025), || smoothstep(0.35, 0.65, noise2(Vec2::new(uv.x * 26.0, uv.y * 900.0 + o))));
    let k = 0.18 + 0.38 * ring + 0.32 * fibre + 0.24 * bend;
    m.a.lerp(m.b, k.clamp(0.0, 1.0)) * (1.0 - 0.22 * pore)
}

/// A detail that is only worked out where it can be seen.
fn layer(seen: f32, detail: impl FnOnce() -> f32) -> f32 {
    if seen > 0.0 { seen * detail() } else { 0.0 }
}

/// Boards of 16 cm, end to end.
pub fn planks(m: &Material, s: Spot) -> Vec3 {
    const WIDTH: f32 = 0.16;
    const LENGTH: f32 = 2.2;
    let (row, across) = split(s.uv.y / WIDTH);
    let h = hash(row as u32 ^ 0x77);
    let end = split((s.uv.x + unit(h) * LENGTH) / LENGTH).0;
    let h = hash(h ^ (end as u32).wrapping_mul(91));
    let seam = smoothstep(0.5 - 0.012 - s.fine / WIDTH, 0.5, (across - 0.5).abs());
    let tone = 0.86 + 0.28 * unit(hash(h ^ 9));
    let board = Spot { uv: s.uv + Vec2::new(unit(h), unit(hash(h))) * 7.0, ..s };
    grain(m, board, h) * tone * (1.0 - 0.55 * seam * s.fade(0.03))
}

/// Blocks of 11 by 44 cm.
pub fn herringbone(m: &Material, s: Spot) -> Vec3 {
    const WIDTH: f32 = 0.11;
    let k = std::f32::consts::FRAC_1_SQRT_2 / WIDTH;
    let (along, across, h) = block(Vec2::new((s.uv.x + s.uv.y) * k, (s.uv.x - s.uv.y) * k));
    let seam = smoothstep(0.46 - s.fine / WIDTH, 0.5, (across - 0.5).abs());
    let tone = 0.84 + 0.32 * unit(h);
    let board = Spot { uv: Vec2::new(along * WIDTH + unit(h) * 9.0, across * WIDTH + unit(hash(h)) * 9.0), ..s };
    grain(m, board, h) * tone * (1.0 - 0.4 * seam)
}

/// Position along and across the block of a 1:4 herringbone, and the block's hash.
fn block(p: Vec2) -> (f32, f32, u32) {
    let ((i, fx), (j, fy)) = (split(p.x), split(p.y));
    let k = (i - j).rem_euclid(8);
    if k < 4 {
        let start = i - k;
        (p.x - start as f32, fy, hash2(start, j))
    } else {
        let start = j - (7 - k);
        (p.y - start as f32, fx, hash2(i, start) ^ 0x5555)
    }
}

/// Upright half-round battens on a dark ground.
pub fn slats(m: &Material, s: Spot) -> Vec3 {
    let (number, across) = split(s.uv.x / 0.045);
    let bulge = 1.0 - ((across - 0.42) / 0.42) * ((across - 0.42) / 0.42);
    let batten = if across < 0.84 { 0.62 + 0.38 * bulge.max(0.0).sqrt() } else { 0.16 };
    let h = hash(number as u32);
    let upright = Spot { uv: Vec2::new(s.uv.y + unit(h) * 5.0, s.uv.x), ..s };
    grain(m, upright, h) * (batten * (0.9 + 0.2 * unit(hash(h)))).max(0.1)
}

/// Painted boards with a groove between them.
pub fn panelling(m: &Material, s: Spot) -> Vec3 {
    let across = split(s.uv.x / 0.62).1;
    let (left, right) = (smoothstep(0.0, 0.02, (across - 0.09).abs()), smoothstep(0.0, 0.02, (across - 0.91).abs()));
    m.a * (0.80 + 0.20 * left * right)
}
