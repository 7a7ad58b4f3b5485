//! Procedural textures by name. Lengths in metres; detail smaller than a pixel is left out instead of flickering.

mod cloth;
mod masonry;
mod stone;
mod wood;

use crate::dice::{hash, unit};
use crate::material::Material;
use crate::math::{smoothstep, split};
use crate::noise::{fbm3, nearest_cell, noise2};
use glam::{Vec2, Vec3};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texture {
    Plain,
    Plaster,
    Concrete,
    Linen,
    Boucle,
    Wood,
    Planks,
    Herringbone,
    Terrazzo,
    Marble,
    Travertine,
    Tiles,
    Zellige,
    Brick,
    Slats,
    Panelling,
    Rug,
    Leaf,
    Foliage,
    Sand,
    Water,
    Books,
}

impl Texture {
    /// The name that data files use.
    pub fn named(name: &str) -> Option<Texture> {
        Some(match name {
            "plain" => Texture::Plain,
            "plaster" => Texture::Plaster,
            "concrete" => Texture::Concrete,
            "linen" => Texture::Linen,
            "boucle" => Texture::Boucle,
            "wood" => Texture::Wood,
            "planks" => Texture::Planks,
            "herringbone" => Texture::Herringbone,
            "terrazzo" => Texture::Terrazzo,
            "marble" => Texture::Marble,
            "travertine" => Texture::Travertine,
            "tiles" => Texture::Tiles,
            "zellige" => Texture::Zellige,
            "brick" => Texture::Brick,
            "slats" => Texture::Slats,
            "panelling" => Texture::Panelling,
            _ => return None,
        })
    }

    /// Built in rows: out of place where a seamless sheet is meant.
    pub fn has_joints(self) -> bool {
        matches!(self, Texture::Brick | Texture::Slats | Texture::Panelling | Texture::Tiles | Texture::Zellige)
    }
}

/// Where a texture is looked up: position on the surface in its own metres, and how large a pixel is there.
#[derive(Clone, Copy)]
struct Spot {
    uv: Vec2,
    fine: f32,
}

impl Spot {
    /// How much of a detail of size `detail` survives.
    fn fade(self, detail: f32) -> f32 {
        1.0 - smoothstep(0.25 * detail, 0.9 * detail, self.fine)
    }

    /// Grain of `k` to the metre.
    fn speckle(self, k: f32) -> f32 {
        let f = self.fade(1.5 / k);
        if f > 0.0 { noise2(self.uv * k) * f } else { 0.0 }
    }
}

/// Colour of a material at point `p` of a surface with normal `n`, both in the solid's own space. `fine` is the size of a pixel there.
pub fn albedo(m: &Material, p: Vec3, n: Vec3, fine: f32) -> Vec3 {
    let p = p / m.scale;
    let s = Spot { uv: flat(p, n), fine: fine / m.scale };
    let color = match m.texture {
        Texture::Plain => m.a,
        Texture::Plaster => stone::plaster(m, p, s),
        Texture::Concrete => stone::concrete(m, s),
        Texture::Terrazzo => stone::terrazzo(m, s),
        Texture::Marble => stone::marble(m, s),
        Texture::Travertine => stone::travertine(m, s),
        Texture::Sand => stone::sand(m, s),
        Texture::Water => stone::water(m, s),
        Texture::Linen => cloth::linen(m, s),
        Texture::Boucle => cloth::boucle(m, s),
        Texture::Rug => cloth::rug(m, s),
        Texture::Wood => wood::grain(m, s, 0),
        Texture::Planks => wood::planks(m, s),
        Texture::Herringbone => wood::herringbone(m, s),
        Texture::Slats => wood::slats(m, s),
        Texture::Tiles => masonry::tiles(m, s),
        Texture::Zellige => masonry::zellige(m, s),
        Texture::Brick => masonry::brick(m, s),
        Texture::Panelling => wood::panelling(m, s),
        Texture::Leaf => m.a.lerp(m.b, (0.5 + fbm3(p * 9.0, 2)).clamp(0.0, 1.0)),
        Texture::Foliage => foliage(m, p),
        Texture::Books => books(m, s),
    };
    color.clamp(Vec3::ZERO, Vec3::splat(0.95))
}

/// The surface's own plane, by the side it faces most.
fn flat(p: Vec3, n: Vec3) -> Vec2 {
    let a = n.abs();
    if a.y > a.x && a.y > a.z {
        Vec2::new(p.x, p.z)
    } else if a.x > a.z {
        Vec2::new(p.z, p.y)
    } else {
        Vec2::new(p.x, p.y)
    }
}

/// Many leaves seen from afar: lit ones before the dark between them.
fn foliage(m: &Material, p: Vec3) -> Vec3 {
    let across = Vec2::new(p.x + p.z * 0.7, p.y - p.z * 0.4);
    let (near, leaf) = nearest_cell(across * 11.0 + noise2(across * 7.0) * 0.6);
    let lit = smoothstep(0.62, 0.12, near) * (0.35 + 0.65 * unit(leaf));
    m.b.lerp(m.a, (0.22 + 0.9 * lit + 0.5 * fbm3(p * 2.3, 2)).clamp(0.0, 1.0))
}

/// A row of backs.
fn books(m: &Material, s: Spot) -> Vec3 {
    let (number, across) = split(s.uv.x / 0.036);
    let h = hash(number as u32 ^ 0x31);
    let tone = [m.a, m.b, m.a * 0.6, m.b * 0.55, Vec3::new(0.62, 0.58, 0.5), Vec3::new(0.32, 0.30, 0.28)][(h % 6) as usize];
    tone * (0.7 + 0.5 * unit(hash(h))) * if across < 0.06 { 0.4 } else { 1.0 }
}
