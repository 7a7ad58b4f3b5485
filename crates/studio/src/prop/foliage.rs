//! House plants, cut branches, planters.

use super::Spot;
use super::ornament::vase;
use crate::material::Material;
use crate::math::{cos, sin};
use crate::set::Set;
use crate::shape::Shape;
use glam::{Mat3, Vec3};

/// The golden angle: leaves around a stem never stand above each other.
const GOLDEN: f32 = 2.399_963;

/// A vase with three leafy branches.
pub fn branch(s: &mut Set, p: &Spot) {
    let k = p.get("s", 1.0) * s.scale;
    let at = Vec3::new(p.x, 0.0, -p.z);
    let pot = s.style.pot;
    let base = at + Vec3::Y * (vase(s, at, k, pot) - 0.01);
    let stem = Material::plain(s.style.wood.b);
    for i in 0..3 {
        let lean = (i as f32 - 1.0) * 0.5 + s.dice.between(-0.2, 0.2);
        let turn = s.dice.between(-0.6, 0.6);
        let length = s.dice.between(0.20, 0.32) * k;
        let along = Vec3::new(sin(lean), cos(lean), turn * 0.5).normalize();
        let middle = base + along * length * 0.55;
        let end = base + along * length + Vec3::new(lean.signum() * 0.05, -0.02, 0.0) * k;
        s.bar(base, middle, 0.0018 * k, stem);
        s.bar(middle, end, 0.0014 * k, stem);
        for j in 0..9 {
            let f = 0.30 + 0.70 * j as f32 / 8.0;
            let q = if f < 0.55 { base.lerp(middle, f / 0.55) } else { middle.lerp(end, (f - 0.55) / 0.45) };
            let side = if j % 2 == 0 { 1.0 } else { -1.0 };
            leaf(s, q, along, side * 0.030 * k * (1.15 - 0.4 * f));
        }
    }
}

/// One leaf on a stem; a negative length points to the other side.
fn leaf(s: &mut Set, q: Vec3, along: Vec3, length: f32) {
    let (side, length) = (length.signum(), length.abs());
    let out =
        (along * 0.5 + along.cross(Vec3::Z).normalize_or(Vec3::X) * side + Vec3::new(0.0, 0.15, s.dice.between(-0.7, 0.7))).normalize();
    let flat = out.cross(Vec3::new(s.dice.between(-0.4, 0.4), 0.2, 1.0)).normalize();
    let half = Vec3::new(length, length * 0.42, length * 0.07);
    s.put_turned(Shape::Ellipsoid(half), s.style.leaf, q + out * length * 0.9, Mat3::from_cols(out, flat, out.cross(flat)));
}

/// A house plant with broad leaves.
pub fn plant(s: &mut Set, p: &Spot) {
    let k = p.get("s", 1.0) * s.scale;
    s.put(Shape::Cone { low: 0.10 * k, high: 0.145 * k, h: 0.13 * k }, s.style.pot, p.at + Vec3::Y * 0.13 * k);
    let soil = p.at + Vec3::Y * 0.26 * k;
    let stem = Material::plain(s.style.leaf.b);
    for i in 0..13 {
        let a = i as f32 * GOLDEN + s.dice.roll();
        let (up, out) = (s.dice.between(0.25, 0.75) * k, s.dice.between(0.12, 0.30) * k);
        let tip = soil + Vec3::new(cos(a) * out, up, sin(a) * out);
        s.bar(soil, tip, 0.005 * k, stem);
        let along = (tip - soil + Vec3::new(cos(a), -0.1, sin(a)) * 0.3 * k).normalize();
        let side = along.cross(Vec3::Y).normalize_or(Vec3::X);
        let length = s.dice.between(0.10, 0.16) * k;
        let half = Vec3::new(length, length * 0.55, length * 0.05);
        s.put_turned(Shape::Ellipsoid(half), s.style.leaf, tip + along * length * 0.7, Mat3::from_cols(along, side, along.cross(side)));
    }
}

/// A box of upright leaves.
pub fn planter(s: &mut Set, p: &Spot) {
    let k = s.scale * if s.on_table { 0.7 } else { 0.85 };
    let pot = s.style.pot;
    s.round(pot, p.at + Vec3::Y * 0.24 * k, Vec3::new(0.26, 0.24, 0.22) * k, 0.02);
    for i in 0..34 {
        let a = i as f32 * GOLDEN;
        let r = (i as f32 / 34.0).sqrt() * 0.25 * k;
        let h = s.dice.between(0.06, 0.24) * k;
        let along = Vec3::new(cos(a) * 0.6 + s.dice.between(-0.3, 0.3), 1.0, sin(a) * 0.5).normalize();
        let side = along.cross(Vec3::Z).normalize_or(Vec3::X);
        let q = p.at + Vec3::new(cos(a) * r, 0.48 * k + h * 0.8, sin(a) * r);
        let half = Vec3::new(0.05 * k, h + 0.05 * k, 0.02 * k);
        s.put_turned(Shape::Ellipsoid(half), s.style.leaf, q, Mat3::from_cols(side, along, side.cross(along)));
    }
}
