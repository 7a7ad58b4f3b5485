//! Pools and shores.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::math::turn_y;
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::Vec3;

/// Water from `z` on, a stone rim before it and paving behind.
pub fn pool(s: &mut Set, p: &Spot) {
    s.outdoors = true;
    let k = s.scale;
    let y = if s.on_table { s.ground.max(-0.3 * k) } else { 0.0 };
    let water = Material::matt(Texture::Water, rgb(0x58BFC8), rgb(0x58BFC8)).shiny(0.03, 0.12);
    let stone = Material::matt(Texture::Travertine, rgb(0xDCD2C0), rgb(0xBFB39D));
    s.block(water, Vec3::new(0.0, y - 0.55 * k, -p.z - 2.2 * k), Vec3::new(20.0, 0.45, 2.2) * k);
    s.block(stone, Vec3::new(0.0, y - 0.52 * k, -p.z - 24.4 * k), Vec3::new(30.0, 0.5, 20.0) * k);
    s.block(stone, Vec3::new(0.0, y - 0.07 * k, -p.z + 0.1 * k), Vec3::new(20.0, 0.06, 0.14) * k);
    s.ground = y - 0.02 * k;
}

pub fn dune(s: &mut Set, p: &Spot) {
    s.outdoors = true;
    let top = s.ground;
    let sand = Material::matt(Texture::Sand, rgb(0xE5CFA8), rgb(0xD3B98C));
    s.block(sand, Vec3::new(0.0, top - 0.5, 3.0 - p.z * 0.5), Vec3::new(40.0, 0.5, 3.0 + p.z * 0.5));
}

/// The sea from `z` on, foam where it begins.
pub fn sea(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let water = Material::matt(Texture::Water, rgb(0x2F8FA0), rgb(0x2F8FA0)).shiny(0.03, 0.3);
    s.block(water, Vec3::new(0.0, s.ground - 0.54, -p.z - 30.0), Vec3::new(60.0, 0.5, 30.0));
    s.round(
        Material::plain(rgb(0xF2F4F0)),
        Vec3::new(0.0, s.ground - 0.03 * k, -p.z - 0.12 * k),
        Vec3::new(30.0, 0.04 * k, 0.10 * k),
        0.04 * k,
    );
}

pub fn rocks(s: &mut Set, p: &Spot) {
    let k = s.scale * if s.on_table { 0.5 } else { 1.2 };
    let stone = Material::matt(Texture::Concrete, rgb(0x9C9284), rgb(0x9C9284));
    let at = p.at;
    for i in 0..4 {
        let r = (0.16 - 0.03 * i as f32) * k;
        let d = Vec3::new(s.dice.between(-0.24, 0.24), 0.0, s.dice.between(-0.1, 0.16)) * k;
        let turn = turn_y(s.dice.roll() * 3.0);
        s.put_turned(Shape::Ellipsoid(Vec3::new(r * 1.35, r * 0.72, r)), stone, at + d + Vec3::Y * r * 0.4, turn);
    }
}
