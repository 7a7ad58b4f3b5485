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
    // Not taller than the frame: a shade that is cut off is no lamp.
    let h = (1.42 * k).min(s.y(0.94, p.z) - s.ground - 0.13 * k);
    let Some(head) = s.clear_of_products(p.at + Vec3::Y * h, 0.2 * k).filter(|_| h > 0.8 * k) else { return };
    let at = head - Vec3::Y * h;
    s.put(Shape::Puck { r: 0.13 * k, h: 0.012 * k, edge: 0.005 }, metal, at + Vec3::Y * 0.012 * k);
    s.bar(at + Vec3::Y * 0.02, at + Vec3::Y * h, 0.011 * k, metal);
    let shade = Material::opal(Vec3::new(1.40, 1.17, 0.84));
    s.put(Shape::Shell { low: 0.20 * k, high: 0.15 * k, h: 0.13 * k, wall: 0.004, floor: false }, shade, at + Vec3::Y * h);
}

/// A glass ball or a metal shade on a cord.
pub fn pendant(s: &mut Set, p: &Spot) {
    let r = p.get("r", 0.12) * s.scale;
    let at = Vec3::new(p.x, s.y(p.get("v", 0.7), p.z), -p.z);
    let Some(at) = s.clear_of_products(at, r * 1.25) else { return };
    let metal = s.style.metal;
    s.bar(at + Vec3::Y * r, at + Vec3::Y * 3.0, 0.005 * s.scale, metal);
    if s.dice.chance(0.5) {
        s.put(ball(r), Material::opal(Vec3::new(1.38, 1.20, 0.94)), at);
        s.put(Shape::Puck { r: r * 0.34, h: r * 0.16, edge: r * 0.04 }, metal, at + Vec3::Y * r * 1.02);
        return;
    }
    let enamel = Material::plain(s.style.pot.a).shiny(0.04, 0.3);
    s.put(Shape::Shell { low: r * 1.25, high: r * 0.35, h: r * 0.62, wall: 0.006, floor: false }, enamel, at);
    s.put(ball(r * 0.36), Material::opal(Vec3::new(1.30, 1.08, 0.78)), at - Vec3::Y * r * 0.42);
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
    s.put(ball(0.028 * k), Material::opal(Vec3::new(1.2, 0.95, 0.66)), head + Vec3::new(0.03 * hand, -0.04, 0.0) * k);
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
