//! What bounds a garden and grows along its edges: fences, walls, tall grasses.

use super::Spot;
use super::wood::leaves;
use crate::color::rgb;
use crate::material::Material;
use crate::math::{cos, frame_along, sin};
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::Vec3;

/// The golden angle: blades around a tuft never stand above each other.
const GOLDEN: f32 = 2.399_963;

/// Boards lying above each other, on posts.
pub fn fence(s: &mut Set, p: &Spot) {
    const BOARDS: usize = 8;
    let (k, h, wood) = (s.scale, p.get("h", 1.0), s.style.wood);
    let pitch = h * k / BOARDS as f32;
    for i in 0..BOARDS {
        let tone = Material { a: wood.a * s.dice.between(0.86, 1.06), b: wood.b, ..wood };
        let at = Vec3::new(s.dice.between(-3.0, 3.0), s.ground + (i as f32 + 0.5) * pitch, -p.z);
        s.block(tone, at, Vec3::new(20.0, pitch * 0.43, 0.012 * k));
    }
    for i in -6..7 {
        let x = (i as f32 * 1.5 + 0.6) * k;
        s.block(wood, Vec3::new(x, s.ground + h * 0.5 * k, -p.z - 0.04 * k), Vec3::new(0.045, h * 0.5, 0.03) * k);
    }
}

/// A plastered wall with a stone on top, overgrown on one side.
pub fn wall(s: &mut Set, p: &Spot) {
    const CLUMPS: usize = 46;
    let (k, h) = (s.scale, p.get("h", 1.4));
    let plaster = Material::matt(Texture::Plaster, rgb(0xE6DCCB), rgb(0xD2C5AF));
    let stone = Material::matt(Texture::Travertine, rgb(0xD8CCB8), rgb(0xB5A890));
    s.block(plaster, Vec3::new(0.0, s.ground + h * 0.5 * k, -p.z - 0.1 * k), Vec3::new(30.0, h * 0.5 * k, 0.1 * k));
    s.block(stone, Vec3::new(0.0, s.ground + (h + 0.03) * k, -p.z - 0.1 * k), Vec3::new(30.0, 0.03 * k, 0.13 * k));
    let (x0, green) = (s.x(p.get("u", 0.75), p.z), rgb(0x93AC6B));
    for _ in 0..CLUMPS {
        // Thick above and thinning out downwards, as what climbs over from behind.
        let down = s.dice.roll() * s.dice.roll();
        let x = x0 + s.dice.between(-0.9, 0.9) * (1.0 - 0.7 * down) * k;
        let at = Vec3::new(x, s.ground + (h * (1.0 - 0.8 * down) + 0.05) * k, -p.z + 0.03 * k);
        let r = s.dice.between(0.06, 0.12) * k;
        let tone = leaves(green * s.dice.between(0.8, 1.1));
        s.put(Shape::Ellipsoid(Vec3::new(r * 1.3, r, r * 0.6)), tone, at);
    }
}

/// A tuft of tall grass; every third blade carries a plume.
pub fn grasses(s: &mut Set, p: &Spot) {
    const BLADES: usize = 44;
    let k = s.scale * p.get("s", 1.0) * if s.on_table { 0.75 } else { 1.0 };
    let (green, plume) = (Material::plain(rgb(0xA3A86F)), Material::linen(rgb(0xE0CFAE)));
    for i in 0..BLADES {
        let a = i as f32 * GOLDEN;
        let foot = p.at + Vec3::new(cos(a), 0.0, sin(a)) * (0.10 * k * (i as f32 / BLADES as f32).sqrt());
        let lean = Vec3::new(cos(a), 0.0, sin(a)) * s.dice.between(0.1, 0.5) + Vec3::new(0.12 * s.hand, 0.0, 0.0);
        let along = (Vec3::Y + lean).normalize();
        let length = s.dice.between(0.45, 0.85) * k;
        s.put_turned(
            Shape::Ellipsoid(Vec3::new(0.007 * k, length * 0.5, 0.004 * k)),
            green,
            foot + along * length * 0.5,
            frame_along(along),
        );
        if i % 3 == 0 {
            let half = Vec3::new(0.022 * k, 0.11 * k, 0.022 * k);
            s.put_turned(Shape::Ellipsoid(half), plume, foot + along * (length + 0.05 * k), frame_along(along));
        }
    }
}
