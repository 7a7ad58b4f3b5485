//! Lamps: they glow, and shade nothing.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::shape::Shape;
use glam::Vec3;

fn ball(r: f32) -> Shape {
    Shape::Ellipsoid(Vec3::splat(r))
}

pub fn floorlamp(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let metal = s.style.metal;
    s.put(Shape::Puck { r: 0.13 * k, h: 0.012 * k, edge: 0.005 }, metal, p.at + Vec3::Y * 0.012 * k);
    s.bar(p.at + Vec3::Y * 0.02, p.at + Vec3::Y * 1.42 * k, 0.011 * k, metal);
    let shade = Material { glow: Vec3::new(1.45, 1.2, 0.9), ..Material::linen(s.style.cloth.a) };
    s.put(Shape::Shell { low: 0.20 * k, high: 0.15 * k, h: 0.13 * k, wall: 0.004, floor: false }, shade, p.at + Vec3::Y * 1.42 * k);
}

pub fn wallamp(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let at = Vec3::new(p.x, s.y(p.get("v", 0.4), p.z), -p.z + 0.12 * k);
    s.bar(at - Vec3::Z * 0.1 * k, at, 0.01 * k, s.style.metal);
    s.put(ball(0.085 * k), Material::lamp(Vec3::new(1.7, 1.4, 1.0)), at);
}

/// A glass ball or a metal shade on a cord.
pub fn pendant(s: &mut Set, p: &Spot) {
    let r = p.get("r", 0.12) * s.scale;
    let at = Vec3::new(p.x, s.y(p.get("v", 0.7), p.z), -p.z);
    s.bar(at + Vec3::Y * r, at + Vec3::Y * 3.0, 0.004 * s.scale, s.style.metal);
    if s.dice.chance(0.5) {
        s.put(ball(r), Material::lamp(Vec3::new(1.6, 1.42, 1.12)), at);
        return;
    }
    let enamel = Material::plain(s.style.pot.a).shiny(0.04, 0.3);
    s.put(Shape::Shell { low: r * 1.25, high: r * 0.35, h: r * 0.62, wall: 0.006, floor: false }, enamel, at);
    s.put(ball(r * 0.42), Material::lamp(Vec3::new(3.4, 2.7, 1.8)), at - Vec3::Y * r * 0.5);
}

pub fn desklamp(s: &mut Set, p: &Spot) {
    build_desklamp(s, Vec3::new(p.x, 0.0, -p.z));
}

/// Two arms and a head.
pub fn build_desklamp(s: &mut Set, at: Vec3) {
    let k = s.scale * 0.75;
    let (metal, hand) = (s.style.metal, s.hand);
    s.put(Shape::Puck { r: 0.07 * k, h: 0.010 * k, edge: 0.004 }, metal, at + Vec3::Y * 0.010 * k);
    let elbow = at + Vec3::new(-0.10 * hand, 0.25, 0.0) * k;
    let head = at + Vec3::new(0.10 * hand, 0.43, 0.02) * k;
    s.bar(at + Vec3::Y * 0.02, elbow, 0.007 * k, metal);
    s.bar(elbow, head, 0.007 * k, metal);
    let shade = Shape::Shell { low: 0.085 * k, high: 0.03 * k, h: 0.05 * k, wall: 0.004, floor: false };
    s.put(shade, metal, head + Vec3::new(0.03 * hand, -0.01, 0.0) * k);
    s.put(ball(0.028 * k), Material::lamp(Vec3::new(3.6, 2.9, 2.0)), head + Vec3::new(0.03 * hand, -0.04, 0.0) * k);
}

/// A string of bulbs across the frame, hanging in two arcs.
pub fn fairy(s: &mut Set, p: &Spot) {
    const BULBS: i32 = 14;
    let (y, reach) = (s.y(p.get("v", 0.8), p.z), s.camera.reach(-p.z));
    let wire = Material::plain(rgb(0x2A2622));
    let point = |i: i32| {
        let f = i as f32 / BULBS as f32;
        let sag = (f * 2.0).fract() * 2.0 - 1.0;
        Vec3::new((f * 2.0 - 1.0) * reach * 1.05, y - 0.16 * reach * (1.0 - sag * sag), -p.z)
    };
    for i in 0..BULBS {
        s.bar(point(i), point(i + 1), 0.0025 * (s.scale + p.z), wire);
        s.put(ball(0.012 * (s.scale + p.z)), Material::lamp(Vec3::new(4.0, 2.9, 1.5)), point(i) - Vec3::Y * 0.02 * s.scale);
    }
}
