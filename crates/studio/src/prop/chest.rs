//! Cupboards and shelves that stand on the floor.

use super::Spot;
use super::ornament::vase;
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::texture::Texture;
use glam::Vec3;

/// A row of kitchen cabinets along the back wall.
pub fn cabinets(s: &mut Set, p: &Spot) {
    let h = p.get("h", 0.88);
    let depth = (s.wall_z - p.z).max(0.2);
    let color = s.style.cloth2.a.lerp(s.style.accent.a, 0.3);
    let front = Material::matt(Texture::Panelling, color, color).shiny(0.03, 0.4);
    let middle = -s.wall_z + depth * 0.5;
    s.block(front, Vec3::new(0.0, s.ground + 0.05 + (h - 0.09) * 0.5, middle), Vec3::new(6.0, (h - 0.09) * 0.5, depth * 0.5));
    s.block(Material::plain(rgb(0x1C1A18)), Vec3::new(0.0, s.ground + 0.04, -s.wall_z + depth * 0.45), Vec3::new(6.0, 0.04, depth * 0.45));
    s.round(s.style.table, Vec3::new(0.0, s.ground + h - 0.018, middle), Vec3::new(6.0, 0.02, depth * 0.5 + 0.02), 0.004);
    for i in -5..6 {
        let x = i as f32 * 0.62 + 0.12;
        let handle = |y: f32| Vec3::new(x, s.ground + h - y, -p.z + 0.025);
        let (top, low) = (handle(0.2), handle(0.34));
        s.bar(top, low, 0.007 * s.scale, s.style.metal);
    }
}

/// Six boards of books, vases and gaps.
pub fn bookcase(s: &mut Set, p: &Spot) {
    let k = s.scale;
    let w = p.get("w", 1.0) * k * 0.5;
    let (wood, pot) = (s.style.wood, s.style.pot);
    for i in 0..6 {
        let y = 0.06 + i as f32 * 0.34;
        s.block(wood, p.at + Vec3::new(0.0, y * k, 0.0), Vec3::new(w, 0.014 * k, 0.15 * k));
        let mut x = -w * 0.92;
        while x < w * 0.85 {
            match s.dice.pick(4) {
                0 | 1 => {
                    let half = (0.07 + 0.07 * s.dice.roll()) * k;
                    let h = s.dice.between(0.10, 0.13);
                    if x + 2.0 * half < w * 0.95 {
                        let backs = Material::matt(Texture::Books, s.style.cloth2.a, s.style.accent.a);
                        s.block(backs, p.at + Vec3::new(x + half, (y + 0.014 + h) * k, 0.0), Vec3::new(half, h * k, 0.09 * k));
                    }
                    x += 2.0 * half + 0.02;
                }
                2 => {
                    vase(s, p.at + Vec3::new(x + 0.07 * k, (y + 0.014) * k, 0.0), 1.1 * k, pot);
                    x += 0.18 * k;
                }
                _ => x += 0.16 * k,
            }
        }
    }
    for side in [-1.0, 1.0] {
        s.block(wood, p.at + Vec3::new(w * side, 0.9 * k, 0.0), Vec3::new(0.014 * k, 0.9 * k, 0.15 * k));
    }
}
