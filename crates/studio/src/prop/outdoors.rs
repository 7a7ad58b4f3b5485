//! Grounds and things of gardens, terraces and cities.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::Vec3;

pub fn lawn(s: &mut Set, p: &Spot) {
    s.outdoors = true;
    let grass = Material::matt(Texture::Rug, rgb(0x8AA35C), rgb(0x6E8A45));
    let y = if s.on_table { s.ground } else { -0.02 };
    s.block(grass, Vec3::new(0.0, y - 0.5, -p.z - 30.0), Vec3::new(60.0, 0.5, 30.0));
}

pub fn paving(s: &mut Set, p: &Spot) {
    let slabs = Material::matt(Texture::Tiles, rgb(0xC2B9AA), rgb(0x7F786C)).shiny(0.02, 0.5).scaled(4.2);
    floor(s, p, slabs);
}

pub fn deck(s: &mut Set, p: &Spot) {
    let boards = Material::matt(Texture::Planks, s.style.wood.a, s.style.wood.b).shiny(0.03, 0.5);
    floor(s, p, boards);
}

/// Up to `z` behind the product.
fn floor(s: &mut Set, p: &Spot, m: Material) {
    s.outdoors = true;
    let top = if s.on_table { s.ground } else { 0.0 };
    s.block(m, Vec3::new(0.0, top - 0.1, 4.0 - p.z * 0.5), Vec3::new(30.0, 0.1, 4.0 + p.z * 0.5));
}

pub fn parasol(s: &mut Set, p: &Spot) {
    let k = s.scale;
    // Without its top it is a post that hangs from the sky.
    if s.y(1.0, p.z) < p.at.y + 1.85 * k {
        return;
    }
    let cloth = Material::linen(s.style.cloth.a.lerp(rgb(0xF3EBDD), 0.5));
    s.bar(p.at, p.at + Vec3::Y * 1.75 * k, 0.022 * k, s.style.wood);
    s.put(Shape::Cone { low: 0.95 * k, high: 0.05 * k, h: 0.17 * k }, cloth, p.at + Vec3::Y * 1.75 * k);
}

/// Houses below the horizon, some windows lit.
pub fn skyline(s: &mut Set, p: &Spot) {
    const HOUSES: usize = 44;
    s.outdoors = true;
    let k = s.scale;
    let base = s.ground - 9.0 * k;
    for i in 0..HOUSES {
        let x = (i as f32 / (HOUSES - 1) as f32 - 0.5) * 46.0 + s.dice.between(-0.4, 0.4);
        let h = s.dice.between(7.6, 12.2) + if s.dice.chance(0.15) { 2.6 } else { 0.0 };
        let w = s.dice.between(0.4, 1.1);
        let wall = Material::plain(rgb(0x8E9AAC) * s.dice.between(0.95, 1.2));
        let z = -p.z - s.dice.between(0.0, 8.0) * k;
        s.block(wall, Vec3::new(x * k, base + h * 0.5 * k, z), Vec3::new(w, h * 0.5, 0.6) * k);
        for _ in 0..3 {
            let (dx, down) = (s.dice.between(-0.8, 0.8) * w, s.dice.between(0.4, 2.6));
            let at = Vec3::new((x + dx) * k, base + (h - down) * k, z + 0.62 * k);
            s.block(Material::lamp(Vec3::new(2.2, 1.55, 0.85)), at, Vec3::new(0.07, 0.07, 0.01) * k);
        }
    }
}

/// A railing, and boards up to it under a table.
pub fn railing(s: &mut Set, p: &Spot) {
    let (metal, low, k) = (s.style.metal, s.ground, s.scale);
    let top = low + if s.on_table { 0.62 } else { 0.95 } * k;
    s.block(metal, Vec3::new(0.0, top, -p.z), Vec3::new(20.0, 0.018 * k, 0.03 * k));
    for i in -16..17 {
        let x = (i as f32 * 0.42 + 0.2) * k;
        s.block(metal, Vec3::new(x, (top + low) * 0.5, -p.z), Vec3::new(0.008 * k, (top - low) * 0.5, 0.008 * k));
    }
    if s.on_table {
        let boards = Material::matt(Texture::Planks, s.style.wood.a, s.style.wood.b);
        s.block(boards, Vec3::new(0.0, low - 0.05, 1.0 - p.z * 0.5), Vec3::new(20.0, 0.05, p.z * 0.5 + 1.4));
    }
}
