//! Tables, worktops and what belongs on them.

use super::Spot;
use super::lamp::build_desklamp;
use super::ornament::{book_pile, vase};
use super::seat::chair;
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::Vec3;

pub fn sidetable(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let pot = s.style.pot;
    let Some(at) = s.clear_of_products(p.at, 0.21 * k) else { return };
    small_table(s, at, 0.21 * k, 0.492 * k);
    vase(s, at + Vec3::new(-0.05, 0.492, 0.0) * k, 1.25 * k, pot);
    book_pile(s, at + Vec3::new(0.07, 0.492, 0.04) * k, 0.85 * k);
}

/// A small round table; among furniture it also lifts small products. Its foot, half width and height in metres.
pub fn small_table(s: &mut Set, at: Vec3, r: f32, h: f32) {
    let (wood, metal) = (s.style.wood, s.style.metal);
    s.put(Shape::Puck { r, h: 0.012, edge: 0.008 }, wood, at + Vec3::Y * (h - 0.012));
    s.bar(at + Vec3::Y * 0.02, at + Vec3::Y * (h - 0.02), 0.016, metal);
    s.put(Shape::Puck { r: r * 0.66, h: 0.008, edge: 0.004 }, metal, at + Vec3::Y * 0.008);
}

/// Four legs under a top of half size `half` at height `y`.
fn legged(s: &mut Set, at: Vec3, half: Vec3, y: f32, leg: (f32, Material)) {
    let k = s.scale;
    s.round(s.style.wood, at + Vec3::Y * y * k, half * k, 0.01);
    for x in [-1.0, 1.0] {
        for z in [-1.0, 1.0] {
            let top = Vec3::new(x * half.x * 0.88, y - 0.01, z * half.z * 0.8);
            s.bar(at + Vec3::new(top.x * 1.04, 0.0, top.z * 1.05) * k, at + top * k, leg.0 * k, leg.1);
        }
    }
}

pub fn diningtable(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let (wood, pot) = (s.style.wood, s.style.pot);
    legged(s, p.at, Vec3::new(0.85, 0.018, 0.42), 0.73, (0.022, wood));
    chair(s, p.at + Vec3::new(-0.35, 0.0, -0.5) * k);
    chair(s, p.at + Vec3::new(0.38, 0.0, -0.5) * k);
    vase(s, p.at + Vec3::new(-0.2, 0.748, 0.0) * k, 1.6 * k, pot);
    let bowl = Shape::Shell { low: 0.06 * k, high: 0.15 * k, h: 0.035 * k, wall: 0.008, floor: true };
    s.put(bowl, Material::plain(s.style.accent.a), p.at + Vec3::new(0.2, 0.785, 0.05) * k);
}

pub fn desk(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let metal = s.style.metal;
    legged(s, p.at, Vec3::new(0.75, 0.018, 0.34), 0.73, (0.018, metal));
    build_monitor(s, p.at + Vec3::new(0.1, 0.748, -0.1) * k, 1.0);
    build_desklamp(s, p.at + Vec3::new(-0.5, 0.748, 0.0) * k);
}

pub fn monitor(s: &mut Set, p: &Spot) {
    build_monitor(s, Vec3::new(p.x, 0.0, -p.z), 0.62);
}

fn build_monitor(s: &mut Set, at: Vec3, size: f32) {
    let k = s.scale * size;
    let body = Material::metal(rgb(0xB8BABD), 0.35);
    s.round(body, at + Vec3::new(0.0, 0.008, 0.0) * k, Vec3::new(0.10, 0.006, 0.08) * k, 0.004);
    s.bar(at + Vec3::Y * 0.01, at + Vec3::new(0.0, 0.22, -0.01) * k, 0.012 * k, body);
    s.round(Material::plain(rgb(0x17181A)), at + Vec3::new(0.0, 0.28, 0.0) * k, Vec3::new(0.28, 0.165, 0.01) * k, 0.006);
    let screen = Material::lamp(s.style.accent.a * 0.5 + Vec3::splat(0.10));
    s.block(screen, at + Vec3::new(0.0, 0.28, 0.008) * k, Vec3::new(0.268, 0.153, 0.004) * k);
}

/// A worktop along the back wall, its fronts below.
pub fn worktop(s: &mut Set, p: &Spot) {
    let y = p.get("y", 0.0);
    let depth = (s.wall_z - p.z).max(0.1) + 0.08;
    let middle = -s.wall_z + depth * 0.5;
    s.block(s.style.wood, Vec3::new(0.0, y - 0.02, middle), Vec3::new(6.0, 0.02, depth * 0.5));
    let front = Material::matt(Texture::Panelling, s.style.cloth2.a, s.style.cloth2.a).scaled(0.6);
    s.block(front, Vec3::new(0.0, y - 0.5, middle - 0.02), Vec3::new(6.0, 0.46, depth * 0.5 - 0.01));
}
