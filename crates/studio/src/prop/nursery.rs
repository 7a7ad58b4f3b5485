//! What a child's room has.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::math::{turn_x, turn_y};
use crate::set::Set;
use crate::shape::Shape;
use glam::{Mat3, Vec3};

pub fn toyblocks(s: &mut Set, p: &Spot) {
    let k = p.get("s", 1.0) * s.scale * 0.036;
    let colors = [0xD9694F, 0xE3B04B, 0x5E93A8, 0x86A872, 0xEBDCC3].map(rgb);
    let base = s.surface();
    for ((dx, dy), color) in [(-1.1f32, 0.0f32), (1.1, 0.0), (3.3, 0.0), (0.0, 2.0), (2.3, 2.0)].into_iter().zip(colors) {
        let turn = turn_y(s.dice.between(-0.35, 0.35));
        let at = Vec3::new(p.x + dx * k, base + (dy + 1.0) * k, -p.z);
        s.put_turned(Shape::Round { half: Vec3::splat(k * 0.98), r: k * 0.12 }, Material::plain(color), at, turn);
    }
    s.put(Shape::Arch { w: k * 1.5, h: k * 1.6, d: k * 0.8 }, Material::plain(colors[2]), Vec3::new(p.x + 1.1 * k, base + 4.0 * k, -p.z));
}

/// Pennants across the frame.
pub fn garland(s: &mut Set, p: &Spot) {
    let (y, reach, k) = (s.y(p.get("v", 0.7), p.z), s.camera.reach(-p.z), s.scale.max(0.8));
    let colors = [0xD98C75, 0xE3C06B, 0x8FB1BC, 0xA3BB90, 0xF0E6D2].map(rgb);
    let hanging = Mat3::from_cols(Vec3::X, -Vec3::Y, -Vec3::Z);
    for i in 0..15 {
        let f = i as f32 / 14.0 * 2.0 - 1.0;
        let at = Vec3::new(f * reach, y - 0.14 * reach * (1.0 - f * f), -p.z + 0.03);
        s.put_turned(Shape::Cone { low: 0.06 * k, high: 0.001, h: 0.075 * k }, Material::plain(colors[i % colors.len()]), at, hanging);
    }
}

pub fn tent(s: &mut Set, p: &Spot) {
    let k = s.scale;
    s.put(Shape::Cone { low: 0.58 * k, high: 0.04 * k, h: 0.68 * k }, Material::linen(rgb(0xEDE3D0)), p.at + Vec3::Y * 0.68 * k);
    let inside = Material::linen(rgb(0x8C6E54));
    s.put_turned(Shape::Cone { low: 0.20 * k, high: 0.005 * k, h: 0.40 * k }, inside, p.at + Vec3::new(0.0, 0.40, 0.33) * k, turn_x(-0.30));
    for a in [-0.4f32, 0.3] {
        s.bar(p.at + Vec3::new(0.0, 1.3, 0.0) * k, p.at + Vec3::new(a * 0.3, 1.5, 0.0) * k, 0.012 * k, s.style.wood);
    }
}
