//! What people sit and lie on.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::math::{turn_x, turn_z};
use crate::set::Set;
use crate::shape::Shape;
use glam::Vec3;

pub fn sofa(s: &mut Set, p: &Spot) {
    let k = s.scale * p.get("w", 1.9) / 1.9;
    let cloth = s.style.cloth;
    let b = |x: f32, y: f32, z: f32| p.at + Vec3::new(x, y, z) * k;
    s.round(cloth, b(0.0, 0.22, 0.0), Vec3::new(0.95, 0.15, 0.42) * k, 0.05 * k);
    s.round(cloth, b(0.0, 0.52, -0.34), Vec3::new(0.95, 0.27, 0.12) * k, 0.09 * k);
    for side in [-1.0, 1.0] {
        s.round(cloth, b(0.88 * side, 0.36, 0.0), Vec3::new(0.12, 0.26, 0.43) * k, 0.09 * k);
        s.round(cloth, b(0.39 * side, 0.43, 0.05), Vec3::new(0.38, 0.09, 0.36) * k, 0.06 * k);
    }
    for (dx, color) in [(-0.62, s.style.cloth2.a), (-0.30, s.style.accent.a), (0.58, s.style.cloth2.a)] {
        let turn = turn_x(-0.3) * turn_z(s.dice.between(-0.12, 0.12));
        s.put_turned(Shape::Pillow { half: Vec3::new(0.21, 0.20, 0.09) * k }, Material::linen(color), b(dx, 0.68, -0.10), turn);
    }
}

pub fn bed(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let w = p.get("w", 1.6) * k * 0.5;
    let back = -0.55 * k;
    let (head, cover) = (s.style.cloth2, s.style.cloth);
    let sheet = Material::linen(rgb(0xE6E1D9));
    s.round(head, p.at + Vec3::new(0.0, 0.52 * k, back), Vec3::new(w * 1.06, 0.52 * k, 0.06 * k), 0.05 * k);
    s.round(s.style.wood, p.at + Vec3::new(0.0, 0.16 * k, 0.35 * k), Vec3::new(w, 0.09 * k, 0.9 * k), 0.02);
    s.round(sheet, p.at + Vec3::new(0.0, 0.34 * k, 0.35 * k), Vec3::new(w * 0.98, 0.13 * k, 0.88 * k), 0.08 * k);
    s.round(cover, p.at + Vec3::new(0.0, 0.38 * k, 0.65 * k), Vec3::new(w * 1.02, 0.12 * k, 0.55 * k), 0.08 * k);
    for side in [-1.0, 1.0] {
        let at = p.at + Vec3::new(w * 0.48 * side, 0.60 * k, back + 0.2 * k);
        s.put_turned(Shape::Pillow { half: Vec3::new(w * 0.44, 0.20 * k, 0.11 * k) }, sheet, at, turn_x(-0.45));
    }
    let cushion = Material::linen(s.style.accent.a);
    s.put_turned(
        Shape::Pillow { half: Vec3::new(w * 0.36, 0.15 * k, 0.09 * k) },
        cushion,
        p.at + Vec3::new(0.0, 0.58 * k, back + 0.38 * k),
        turn_x(-0.5),
    );
}

pub fn chairs(s: &mut Set, p: &Spot) {
    chair(s, p.at);
}

pub fn chair(s: &mut Set, at: Vec3) {
    let k = s.scale;
    let wood = s.style.wood;
    s.round(s.style.cloth2, at + Vec3::new(0.0, 0.45 * k, 0.0), Vec3::new(0.22, 0.025, 0.21) * k, 0.02 * k);
    for x in [-0.19f32, 0.19] {
        s.bar(at + Vec3::new(x, 0.0, 0.19) * k, at + Vec3::new(x * 0.95, 0.44, 0.17) * k, 0.016 * k, wood);
        s.bar(at + Vec3::new(x, 0.0, -0.2) * k, at + Vec3::new(x * 1.02, 0.84, -0.25) * k, 0.016 * k, wood);
    }
    s.round(wood, at + Vec3::new(0.0, 0.78, -0.245) * k, Vec3::new(0.21, 0.055, 0.012) * k, 0.01 * k);
    s.round(wood, at + Vec3::new(0.0, 0.62, -0.23) * k, Vec3::new(0.19, 0.02, 0.010) * k, 0.008 * k);
}

pub fn bench(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let wood = s.style.wood;
    s.round(wood, p.at + Vec3::Y * 0.44 * k, Vec3::new(0.55, 0.02, 0.17) * k, 0.01);
    for x in [-0.48f32, 0.48] {
        s.round(wood, p.at + Vec3::new(x, 0.21, 0.0) * k, Vec3::new(0.018, 0.21, 0.15) * k, 0.006);
    }
    let cushion = Material::linen(s.style.accent.a);
    s.put_turned(Shape::Pillow { half: Vec3::new(0.2, 0.19, 0.08) * k }, cushion, p.at + Vec3::new(-0.26, 0.63, -0.07) * k, turn_x(-0.35));
}

pub fn lounger(s: &mut Set, p: &Spot) {
    let (k, wood) = (s.scale, s.style.wood);
    let cloth = Material::linen(rgb(0xEFE9DE));
    s.round(cloth, p.at + Vec3::new(0.0, 0.28, 0.0) * k, Vec3::new(0.75, 0.06, 0.3) * k, 0.05 * k);
    let back = Shape::Round { half: Vec3::new(0.34, 0.06, 0.3) * k, r: 0.05 * k };
    s.put_turned(back, cloth, p.at + Vec3::new(-0.85, 0.46, 0.0) * k, turn_z(-0.7));
    for x in [-0.6f32, 0.6] {
        s.bar(p.at + Vec3::new(x, 0.0, 0.2) * k, p.at + Vec3::new(x, 0.25, 0.2) * k, 0.025 * k, wood);
    }
}
