//! Small things: vases, books, bowls, boards, candles.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::math::{cos, sin, turn_x, turn_y};
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::{Mat3, Vec2, Vec3};

/// Outlines as (radius, height), metres.
const VASES: [&[(f32, f32)]; 3] = [
    &[(0.03, 0.0), (0.048, 0.02), (0.056, 0.06), (0.048, 0.10), (0.026, 0.125), (0.021, 0.15), (0.026, 0.165)],
    &[(0.035, 0.0), (0.04, 0.01), (0.038, 0.08), (0.030, 0.14), (0.026, 0.20)],
    &[(0.025, 0.0), (0.05, 0.025), (0.062, 0.055), (0.05, 0.085), (0.024, 0.10), (0.024, 0.115)],
];

/// One of three vases, `k` times its natural size. Returns its height.
pub fn vase(s: &mut Set, at: Vec3, k: f32, m: Material) -> f32 {
    let outline: Vec<Vec2> = VASES[s.dice.pick(VASES.len())].iter().map(|p| Vec2::new(p.0, p.1) * k).collect();
    let height = outline.last().map_or(0.0, |p| p.y);
    s.put(Shape::Lathe(outline), m, at);
    height
}

/// Lays a disc on its edge.
pub fn upright() -> Mat3 {
    Mat3::from_cols(Vec3::X, Vec3::Z, -Vec3::Y)
}

pub fn book_pile(s: &mut Set, at: Vec3, k: f32) {
    let mut y = 0.0;
    for (i, color) in [s.style.cloth2.a, s.style.cloth.a, s.style.accent.a].into_iter().enumerate() {
        let h = s.dice.between(0.009, 0.015);
        let half = Vec3::new(0.105 - 0.012 * i as f32, h, 0.075 - 0.006 * i as f32) * k;
        let turn = turn_y(s.dice.between(-0.18, 0.18));
        s.put_turned(Shape::Round { half, r: 0.002 * k }, Material::linen(color), at + Vec3::Y * (y + half.y), turn);
        y += 2.0 * half.y;
    }
}

pub fn books(s: &mut Set, p: &Spot) {
    book_pile(s, Vec3::new(p.x, 0.0, -p.z), p.get("s", 1.0) * s.scale);
}

/// Two boards against the wall.
pub fn board(s: &mut Set, p: &Spot) {
    let k = s.scale * if s.on_table { 1.0 } else { 1.3 };
    let (y, lean) = (p.get("y", 0.02), turn_x(-0.16));
    let marble = Material::matt(Texture::Marble, rgb(0xEDEAE4), rgb(0x9B958C));
    s.put_turned(
        Shape::Round { half: Vec3::new(0.11, 0.16, 0.010) * k, r: 0.009 * k },
        s.style.wood,
        Vec3::new(p.x, y + 0.16 * k, -s.wall_z + 0.06 * k),
        lean,
    );
    let round = Shape::Puck { r: 0.10 * k, h: 0.010 * k, edge: 0.008 * k };
    s.put_turned(round, marble, Vec3::new(p.x - 0.13 * k, y + 0.10 * k, -s.wall_z + 0.09 * k), lean * upright());
}

/// A bowl of fruit.
pub fn bowls(s: &mut Set, p: &Spot) {
    let k = s.scale * if p.has("small") { 0.6 } else { 1.0 } * if s.on_table { 1.0 } else { 1.4 };
    let y = p.get("y", 0.0);
    let glaze = Material::plain(s.style.pot.a).shiny(0.04, 0.25);
    s.put(
        Shape::Shell { low: 0.045 * k, high: 0.105 * k, h: 0.035 * k, wall: 0.006 * k, floor: true },
        glaze,
        Vec3::new(p.x, y + 0.035 * k, -p.z),
    );
    for i in 0..4 {
        let a = i as f32 * 1.7;
        let color = if s.dice.chance(0.5) { rgb(0xD9862F) } else { rgb(0xC9B23A) };
        let at = Vec3::new(p.x + cos(a) * 0.042 * k, y + 0.06 * k, -p.z + sin(a) * 0.042 * k);
        s.put(Shape::Ellipsoid(Vec3::splat(0.034 * k)), Material::plain(color).shiny(0.03, 0.4), at);
    }
}

/// Three candles of different heights on a tray.
pub fn candles(s: &mut Set, p: &Spot) {
    let k = p.get("s", 1.0) * s.scale;
    let at = Vec3::new(p.x, s.surface(), -p.z);
    s.put(Shape::Puck { r: 0.11 * k, h: 0.007 * k, edge: 0.004 * k }, s.style.metal, at + Vec3::Y * 0.007 * k);
    let wax = Material::plain(rgb(0xF0E7D6));
    for (dx, dz, h) in [(-0.045f32, -0.02f32, 0.085f32), (0.045, -0.03, 0.055), (0.0, 0.045, 0.035)] {
        let foot = at + Vec3::new(dx, 0.014, dz) * k;
        s.put(Shape::Puck { r: 0.030 * k, h: h * k, edge: 0.004 * k }, wax, foot + Vec3::Y * h * k);
        let flame = foot + Vec3::Y * (2.0 * h + 0.022) * k;
        s.put(Shape::Ellipsoid(Vec3::new(0.006, 0.016, 0.006) * k), Material::lamp(Vec3::new(3.2, 2.2, 0.9)), flame);
    }
}
