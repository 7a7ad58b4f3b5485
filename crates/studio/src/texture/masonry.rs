//! Rows of pieces with joints between them.

use super::Spot;
use crate::dice::{hash2, unit};
use crate::material::Material;
use crate::math::{smoothstep, split};
use crate::noise::fbm2;
use glam::{Vec2, Vec3};

/// Size of a piece, how far each second row is shifted (in pieces), and how much pieces differ.
struct Bond {
    size: Vec2,
    shift: f32,
    vary: f32,
}

pub fn tiles(m: &Material, s: Spot) -> Vec3 {
    laid(m, s, &Bond { size: Vec2::new(0.15, 0.15), shift: 0.0, vary: 0.06 })
}

pub fn zellige(m: &Material, s: Spot) -> Vec3 {
    laid(m, s, &Bond { size: Vec2::new(0.13, 0.065), shift: 0.5, vary: 0.20 })
}

pub fn brick(m: &Material, s: Spot) -> Vec3 {
    let wall = laid(m, s, &Bond { size: Vec2::new(0.22, 0.072), shift: 0.5, vary: 0.42 });
    wall * (1.0 + 0.22 * fbm2(s.uv * 24.0, 3) * s.fade(0.02) + 0.15 * fbm2(s.uv * 1.3, 2))
}

fn laid(m: &Material, s: Spot, bond: &Bond) -> Vec3 {
    let (row, up) = split(s.uv.y / bond.size.y);
    let (column, along) = split(s.uv.x / bond.size.x + bond.shift * (row & 1) as f32);
    // Distance to the piece's middle; the joint grows to a pixel's width and pales by as much.
    let from_middle = Vec2::new((along - 0.5).abs() * bond.size.x, (up - 0.5).abs() * bond.size.y);
    let joint = 0.0022 + s.fine * 0.5;
    let edge = |size: f32, d: f32| smoothstep(size * 0.5 - 2.0 * joint, size * 0.5 - joint * 0.5, d);
    let k = edge(bond.size.x, from_middle.x).max(edge(bond.size.y, from_middle.y));
    let tone = 1.0 + bond.vary * (unit(hash2(column, row)) - 0.5) * 2.0;
    (m.a * tone).lerp(m.b, k * (0.0035 / joint).min(1.0))
}
