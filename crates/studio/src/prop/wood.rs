//! Hedges and trees, seen from afar.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::math::{cos, sin};
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::Vec3;

/// The golden angle: clumps around a crown never form rows.
const GOLDEN: f32 = 2.399_963;

/// Leaves of one green, lit and dark.
pub fn leaves(lit: Vec3) -> Material {
    Material::matt(Texture::Foliage, lit, lit * 0.45)
}

pub fn hedge(s: &mut Set, p: &Spot) {
    const CLUMPS: usize = 150;
    let (k, z, h) = (s.scale, p.get("z", 3.0), p.get("h", 0.8));
    let wide = 9.0 * (0.6 + z * 0.25);
    for i in 0..CLUMPS {
        let x = ((i as f32 + s.dice.roll()) / CLUMPS as f32 - 0.5) * wide;
        let r = s.dice.between(0.08, 0.16) * (0.7 + 0.4 * h);
        let y = h * if s.dice.chance(0.6) { s.dice.between(0.80, 0.96) } else { s.dice.between(0.25, 0.80) };
        let at = Vec3::new(x * k, s.ground + y * k, -p.z + s.dice.between(-0.06, 0.10) * k);
        let green = leaves(rgb(0x9DB573) * s.dice.between(0.85, 1.1));
        s.put(Shape::Ellipsoid(Vec3::new(r * 1.5, r * 0.9, r) * k), green, at);
    }
    let body = Vec3::new(30.0, h * 0.45 * k, 0.2 * k);
    s.block(leaves(rgb(0x90A867)), Vec3::new(0.0, s.ground + body.y, -p.z - 0.2 * k), body);
}

/// A wood's edge: a hazy row in the distance, and single trees before it.
pub fn trees(s: &mut Set, p: &Spot) {
    const FAR: usize = 70;
    const TREES: usize = 9;
    let (k, z) = (s.scale, p.get("z", 7.0));
    let (wide, size) = (5.0 + 1.5 * z, 0.55 + z * 0.075);
    for i in 0..FAR {
        let x = ((i as f32 + s.dice.roll()) / FAR as f32 - 0.5) * wide * 1.4;
        let h = size * (0.75 + 0.20 * sin(x * 0.9) + s.dice.between(0.0, 0.25));
        let haze = leaves(rgb(0xA6B9A4).lerp(rgb(0xC2CFC6), s.dice.roll()));
        let half = Vec3::new(size * 0.30, h, size * 0.2) * k;
        s.put(Shape::Ellipsoid(half), haze, Vec3::new(x * k, s.ground, -p.z - 2.2 * k));
    }
    for i in 0..TREES {
        let x = ((i as f32 + s.dice.between(0.15, 0.85)) / TREES as f32 - 0.5) * wide;
        let foot = Vec3::new(x * k, s.ground, -p.z + s.dice.between(-0.9, 0.9) * k);
        let size = size * s.dice.between(0.75, 1.25) * k;
        tree(s, foot, size);
    }
}

/// A trunk, and a crown of clumps strewn over an egg.
fn tree(s: &mut Set, foot: Vec3, size: f32) {
    const CLUMPS: usize = 52;
    let (trunk, bark) = (size * s.dice.between(0.35, 0.6), Material::plain(rgb(0x5E4C3A)));
    let crown = Vec3::new(s.dice.between(0.42, 0.62), s.dice.between(0.55, 0.85), 0.45) * size;
    let middle = foot + Vec3::Y * (trunk + crown.y * 0.75);
    s.bar(foot, middle, size * 0.035, bark);
    // Air lies between: distant green is paler.
    let green = rgb(0x86A263).lerp(rgb(0xAABA7C), s.dice.roll());
    for i in 0..CLUMPS {
        // From the top down; a crown is fuller above than below.
        let up = 1.0 - 1.8 * (i as f32 + 0.5) / CLUMPS as f32;
        let (around, a) = ((1.0 - up * up).max(0.0).sqrt(), i as f32 * GOLDEN);
        let out = s.dice.between(0.55, 1.0);
        let at = middle + Vec3::new(cos(a) * around, up, sin(a) * around) * crown * out;
        let r = size * s.dice.between(0.09, 0.19);
        let light = leaves(green * (0.72 + 0.30 * up.max(-0.4) + 0.15 * s.dice.roll()));
        s.put(Shape::Ellipsoid(Vec3::new(r * 1.25, r * 0.8, r)), light, at);
    }
}
