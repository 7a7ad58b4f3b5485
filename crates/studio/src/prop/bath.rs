//! Bathroom things.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::Vec3;

/// A tub on the floor with a tap beside it.
pub fn tub(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let (at, metal) = (p.at, s.style.metal);
    let enamel = Material::plain(rgb(0xE6E4E0)).shiny(0.05, 0.2);
    s.round(enamel, at + Vec3::new(0.0, 0.29, 0.0) * k, Vec3::new(0.80, 0.29, 0.39) * k, 0.26 * k);
    s.round(enamel, at + Vec3::new(0.0, 0.57, 0.0) * k, Vec3::new(0.83, 0.018, 0.42) * k, 0.017 * k);
    let bend = at + Vec3::new(-0.95, 0.88, -0.1) * k;
    s.bar(at + Vec3::new(-0.95, 0.0, -0.1) * k, bend, 0.016 * k, metal);
    s.bar(bend, at + Vec3::new(-0.70, 0.86, -0.1) * k, 0.014 * k, metal);
}

/// Three folded towels; on the floor of a room they lie on a stool.
pub fn towels(s: &mut Set, p: &Spot) {
    let k = p.get("s", 1.0) * s.scale;
    let mut y = s.surface();
    if !s.on_table {
        s.put(Shape::Puck { r: 0.10 * k, h: 0.10 * k, edge: 0.008 }, s.style.wood, Vec3::new(p.x, y + 0.10 * k, -p.z));
        y += 0.20 * k;
    }
    for (i, color) in [s.style.cloth.a, s.style.accent.a, s.style.cloth.a * 0.93].into_iter().enumerate() {
        let h = 0.017 * k;
        let at = Vec3::new(p.x + s.dice.between(-0.004, 0.004), y + h, -p.z);
        s.round(Material::matt(Texture::Boucle, color, color), at, Vec3::new((0.085 - 0.004 * i as f32) * k, h, 0.06 * k), h * 0.9);
        y += 2.0 * h;
    }
}

/// A basket with a throw over its rim.
pub fn basket(s: &mut Set, p: &Spot) {
    let k = p.get("s", 1.0) * s.scale * if s.on_table { 0.5 } else { 1.0 };
    let at = Vec3::new(p.x, s.surface(), -p.z);
    let cane = Material::matt(Texture::Boucle, s.style.wood.a, s.style.wood.b).scaled(1.6);
    s.put(Shape::Shell { low: 0.16 * k, high: 0.20 * k, h: 0.15 * k, wall: 0.012 * k, floor: true }, cane, at + Vec3::Y * 0.15 * k);
    let throw = Material::linen(s.style.cloth2.a);
    s.put(Shape::Ellipsoid(Vec3::new(0.17, 0.07, 0.17) * k), throw, at + Vec3::Y * 0.28 * k);
    s.round(throw, at + Vec3::new(0.07, 0.24, 0.19) * k, Vec3::new(0.07, 0.08, 0.016) * k, 0.014 * k);
}
