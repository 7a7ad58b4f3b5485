//! What a home gym has.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::shape::Shape;
use glam::{Mat3, Vec3};

pub fn mirrorwall(s: &mut Set, p: &Spot) {
    let w = p.get("w", 1.0) * s.scale;
    let glass = Material::metal(rgb(0xC9D2D6), 0.04);
    s.block(glass, Vec3::new(p.x, s.ground + 1.05, -p.z), Vec3::new(w * 0.5, 1.0, 0.01));
}

/// Two shelves of dumbbells.
pub fn rack(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let metal = s.style.metal;
    let dark = Material::plain(rgb(0x26282A)).shiny(0.04, 0.3);
    let bright = Material { a: s.style.accent.a, ..dark };
    let lying = Mat3::from_cols(Vec3::Z, Vec3::X, Vec3::Y);
    for (i, y) in [0.38f32, 0.78].into_iter().enumerate() {
        s.block(metal, p.at + Vec3::new(0.0, y, 0.0) * k, Vec3::new(0.55, 0.015, 0.14) * k);
        for j in 0..4 {
            let c = p.at + Vec3::new(-0.40 + 0.27 * j as f32, y + 0.09, 0.0) * k;
            let disc = Shape::Puck { r: (0.075 - 0.012 * i as f32) * k, h: 0.022 * k, edge: 0.006 };
            for d in [-0.07f32, 0.07] {
                s.put_turned(disc.clone(), if j % 2 == 0 { dark } else { bright }, c + Vec3::X * d * k, lying);
            }
            s.bar(c - Vec3::X * 0.08 * k, c + Vec3::X * 0.08 * k, 0.014 * k, metal);
        }
    }
    for x in [-0.55f32, 0.55] {
        s.block(metal, p.at + Vec3::new(x, 0.45, 0.0) * k, Vec3::new(0.02, 0.45, 0.14) * k);
    }
}

pub fn gymball(s: &mut Set, p: &Spot) {
    let r = p.get("r", 0.3) * s.scale;
    s.put(Shape::Ellipsoid(Vec3::splat(r)), s.style.cloth2.shiny(0.04, 0.4), p.at + Vec3::Y * r);
}
