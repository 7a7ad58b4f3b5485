//! What hangs on a wall.

use super::Spot;
use super::ornament::{upright, vase};
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::shape::Shape;
use glam::Vec3;

/// A framed abstract: sun and arch, two fields, or three stones.
pub fn art(s: &mut Set, p: &Spot) {
    let w = p.get("w", 0.6) * s.scale;
    let h = w * if s.dice.chance(0.5) { 1.3 } else { 1.0 };
    let c = Vec3::new(p.x, s.y(p.get("v", 0.5), p.z), -p.z);
    let (wood, a, b) = (s.style.wood, s.style.accent, s.style.cloth2);
    s.block(wood, c, Vec3::new(w * 0.5, h * 0.5, 0.018));
    s.block(Material::plain(rgb(0xF0ECE4)), c + Vec3::Z * 0.012, Vec3::new(w * 0.465, h * 0.5 - w * 0.035, 0.012));
    let front = c + Vec3::Z * 0.026;
    match s.dice.pick(3) {
        0 => {
            s.put(Shape::Ellipsoid(Vec3::new(w * 0.19, w * 0.19, 0.003)), b, front + Vec3::new(w * 0.05, h * 0.12, 0.0));
            s.put(Shape::Arch { w: w * 0.22, h: h * 0.34, d: 0.006 }, a, front + Vec3::new(-w * 0.06, -h * 0.34, 0.0));
        }
        1 => {
            s.block(a, front + Vec3::new(0.0, -h * 0.17, 0.0), Vec3::new(w * 0.36, h * 0.13, 0.003));
            s.block(b, front + Vec3::new(0.0, h * 0.1, 0.0), Vec3::new(w * 0.36, h * 0.13, 0.003));
        }
        _ => {
            for (f, stone) in [(0.0, a), (1.0, b), (2.0, wood)] {
                let half = Vec3::new(w * (0.13 + 0.04 * f), w * 0.07, 0.003 + 0.001 * f);
                s.put(Shape::Ellipsoid(half), stone, front + Vec3::new(0.0, h * (0.14 - 0.14 * f), 0.0));
            }
        }
    }
}

/// A board with things on it. `fill` 2 is for toys.
pub fn shelf(s: &mut Set, p: &Spot) {
    let w = p.get("w", 0.8) * s.scale * 0.5;
    let y = s.y(p.get("v", 0.5), p.z);
    let k = s.scale * if s.on_table { 1.0 } else { 1.25 };
    s.round(s.style.wood, Vec3::new(p.x, y, -p.z + 0.05), Vec3::new(w, 0.014 * k, 0.10 * k), 0.003);
    for side in [-0.75, 0.75] {
        s.block(s.style.metal, Vec3::new(p.x + w * side, y - 0.05 * k, -p.z + 0.02), Vec3::new(0.006, 0.05 * k, 0.01));
    }
    let toys = p.get("fill", 1.0) >= 2.0;
    let mut at = p.x - w * 0.86;
    while at < p.x + w * 0.8 {
        let r = s.dice.between(0.042, 0.065) * k;
        on_shelf(s, Vec3::new(at + r, y + 0.014 * k, -p.z + 0.06), r, k, toys);
        at += 2.0 * r + s.dice.between(0.02, 0.07) * k;
    }
}

/// One thing of radius `r`: bowls, a canister, a vase, a jar; or a ball or a block.
fn on_shelf(s: &mut Set, base: Vec3, r: f32, k: f32, toys: bool) {
    let color = [s.style.pot, s.style.cloth2, s.style.accent, s.style.cloth][s.dice.pick(4)].a;
    let glaze = Material::plain(color).shiny(0.04, 0.3);
    match if toys { 4 } else { s.dice.pick(4) } {
        0 => {
            for i in 0..3 {
                let bowl = Shape::Shell { low: r * 0.5, high: r, h: 0.028 * k, wall: 0.004 * k, floor: true };
                s.put(bowl, glaze, base + Vec3::Y * (0.028 + 0.016 * i as f32) * k);
            }
        }
        1 => s.put(Shape::Puck { r: r * 0.8, h: 0.055 * k, edge: 0.006 * k }, glaze, base + Vec3::Y * 0.055 * k),
        2 => {
            vase(s, base, k * 0.9, glaze);
        }
        3 => {
            s.put(Shape::Puck { r: r * 0.62, h: 0.08 * k, edge: 0.004 }, Material::plain(rgb(0xD9D2C2)), base + Vec3::Y * 0.08 * k);
            s.put(Shape::Puck { r: r * 0.66, h: 0.010 * k, edge: 0.003 }, s.style.wood, base + Vec3::Y * 0.17 * k);
        }
        _ if s.dice.chance(0.4) => s.put(Shape::Ellipsoid(Vec3::splat(r)), glaze, base + Vec3::Y * r),
        _ => {
            let h = s.dice.between(0.05, 0.11) * k;
            s.round(glaze, base + Vec3::Y * h, Vec3::new(r * 0.7, h, r * 0.7), 0.005);
        }
    }
}

/// Pans on a rail.
pub fn pans(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let y = s.y(p.get("v", 0.3), p.z) + 0.16;
    let (metal, wood) = (s.style.metal, s.style.wood);
    let rail = |dx: f32| Vec3::new(p.x + dx * k, y, -p.z + 0.04);
    s.bar(rail(-0.26), rail(0.26), 0.006, metal);
    for (i, (dx, m)) in [(-0.17f32, Material::metal(rgb(0xB87345), 0.25)), (0.0, metal), (0.15, wood)].into_iter().enumerate() {
        let c = Vec3::new(p.x + dx * k, y - (0.12 + 0.015 * i as f32) * k, -p.z + 0.05);
        s.bar(c + Vec3::Y * 0.11 * k, c, 0.006 * k, m);
        s.put_turned(Shape::Puck { r: (0.062 - 0.012 * i as f32) * k, h: 0.014 * k, edge: 0.006 }, m, c, upright());
    }
}

/// A round looking glass.
pub fn mirror(s: &mut Set, p: &Spot) {
    let r = p.get("r", 0.3) * s.scale;
    let at = Vec3::new(p.x, s.y(p.get("v", 0.5), p.z), -p.z);
    s.put_turned(Shape::Puck { r: r * 1.04, h: 0.014, edge: 0.006 }, s.style.metal, at, upright());
    s.put_turned(Shape::Cylinder { r, h: 0.016 }, Material::metal(rgb(0xD3DADC), 0.04), at + Vec3::Z * 0.002, upright());
}

/// A rail of pegs with a coat and a hat.
pub fn hooks(s: &mut Set, p: &Spot) {
    let k = s.scale * if s.on_table { 0.55 } else { 1.0 };
    let (y, wood) = (s.y(p.get("v", 0.6), p.z), s.style.wood);
    s.round(wood, Vec3::new(p.x, y, -p.z + 0.01), Vec3::new(0.36 * k, 0.035 * k, 0.012), 0.006);
    for i in 0..4 {
        let peg = Vec3::new(p.x + (i as f32 - 1.5) * 0.18 * k, y, -p.z + 0.02);
        s.bar(peg, peg + Vec3::Z * 0.06 * k, 0.011 * k, s.style.metal);
    }
    let coat = Vec3::new(p.x - 0.27 * k, y - 0.34 * k, -p.z + 0.07 * k);
    s.put(Shape::Cone { low: 0.16 * k, high: 0.05 * k, h: 0.33 * k }, Material::linen(s.style.cloth2.a), coat);
    let hat = Vec3::new(p.x + 0.27 * k, y - 0.02, -p.z + 0.07 * k);
    s.put_turned(Shape::Puck { r: 0.13 * k, h: 0.006, edge: 0.004 }, wood, hat, upright());
    s.put(Shape::Ellipsoid(Vec3::new(0.075, 0.075, 0.06) * k), wood, hat + Vec3::Z * 0.02);
}
