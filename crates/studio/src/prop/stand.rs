//! What things stand on and in: tops, podiums, rooms, backdrops and their plain bodies.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::set::Set;
use crate::shape::Shape;
use crate::texture::Texture;
use glam::Vec3;

/// A seamless backdrop.
pub fn sweep(s: &mut Set, p: &Spot) {
    let mut m = s.style.wall;
    if m.texture.has_joints() {
        (m.texture, m.b) = (Texture::Plaster, m.a);
    }
    if s.dice.chance(0.35) {
        m.a = m.a.lerp(s.style.accent.a, 0.55);
    }
    s.put(Shape::Sweep { r: 0.6 * p.z, w: 14.0, h: 9.0, front: 14.0 }, m.shiny(0.025, 0.38), Vec3::new(0.0, 0.0, -p.z - 0.3 * s.scale));
}

/// A disc, a block or two discs under the product.
pub fn podium(s: &mut Set, _: &Spot) {
    let kind = s.dice.pick(3);
    let r = s.product_width() * s.dice.between(0.66, 0.82) + 0.02;
    let x = s.middle();
    let h = s.scale * [0.035, 0.065, 0.02][kind];
    let m = if s.dice.chance(0.6) { s.style.table } else { s.style.accent };
    let (z, edge) = (-r * 0.62, 0.004);
    match kind {
        0 => s.disc(m, Vec3::new(x, 0.0, z), (r, h), edge),
        1 => s.step(m, Vec3::new(x, 0.0, z), Vec3::new(r * 2.1, h, r * 2.0), edge),
        _ => {
            s.disc(s.style.accent, Vec3::new(x + r * 0.25 * s.hand, 0.0, z), (r * 1.45, h), edge);
            s.disc(m, Vec3::new(x, h, z), (r, h), edge);
        }
    }
    s.lift = if kind == 2 { 2.0 * h } else { h };
}

/// A round-topped panel or gate, sometimes with a smaller one before it.
pub fn arch(s: &mut Set, p: &Spot) {
    let (w, h) = (p.get("w", 0.2) * s.scale, p.get("h", 0.5) * s.scale);
    let (m, pot, k) = (s.style.accent, s.style.pot, s.scale);
    let at = Vec3::new(p.x, s.surface(), -p.z);
    if s.dice.chance(0.5) {
        s.put(Shape::Arch { w, h, d: 0.05 * k }, m, at);
    } else {
        s.put(Shape::Gate { w: w * 1.15, h: h * 1.1, d: 0.06 * k, ow: w * 0.68, oh: h * 0.86 }, m, at);
    }
    if s.dice.chance(0.6) {
        s.put(Shape::Arch { w: w * 0.62, h: h * 0.66, d: 0.05 * k }, pot, at + Vec3::new(-w * 1.1 * s.hand, 0.0, 0.14 * k));
    }
}

/// A low cylinder; the next ball with a `y` lies on it.
pub fn puck(s: &mut Set, p: &Spot) {
    let (r, h) = (p.get("r", 0.1) * s.scale, p.get("h", 0.1) * s.scale * s.dice.between(0.8, 1.15));
    s.disc(s.style.pot, Vec3::new(p.x, 0.0, -p.z), (r, h), r * 0.05);
    s.top = h;
}

pub fn ball(s: &mut Set, p: &Spot) {
    let r = p.get("r", 0.05) * s.scale;
    let y = if p.has("y") { s.top } else { s.surface() };
    s.put(Shape::Ellipsoid(Vec3::splat(r)), s.style.accent.shiny(0.04, 0.35), Vec3::new(p.x, y + r, -p.z));
}

/// Two steps.
pub fn stepblock(s: &mut Set, p: &Spot) {
    let (w, h) = (p.get("w", 0.1) * s.scale, p.get("h", 0.1) * s.scale);
    let m = s.style.accent;
    s.step(m, Vec3::new(p.x, 0.0, -p.z), Vec3::new(2.0 * w, h, 2.0 * w), 0.004);
    s.step(m, Vec3::new(p.x + w * 0.4 * s.hand, h, -p.z), Vec3::new(1.2 * w, 0.6 * h, 1.8 * w), 0.004);
}

/// A table seen close; `stone` where wood would be odd, `deck` for boards.
pub fn tabletop(s: &mut Set, p: &Spot) {
    let depth = p.get("depth", 0.45) * s.scale;
    let front = 1.4 * s.scale;
    let m = if p.has("deck") {
        Material::matt(Texture::Planks, s.style.wood.a, s.style.wood.b).shiny(0.03, 0.5).scaled(0.7)
    } else if p.has("stone") && s.style.table.texture == Texture::Wood {
        Material::matt(Texture::Terrazzo, rgb(0xE9E4DC), s.style.wood.a).shiny(0.05, 0.2)
    } else {
        s.style.table
    };
    s.round(m, Vec3::new(0.0, -0.02, (front - depth) * 0.5), Vec3::new(6.0, 0.02, (front + depth) * 0.5), 0.006);
    s.ground = -0.58 * s.scale;
}

/// A garden table.
pub fn stonetop(s: &mut Set, p: &Spot) {
    let depth = p.get("depth", 0.45) * s.scale;
    let m = Material::matt(Texture::Travertine, rgb(0xCFC5B4), rgb(0xA99E8C)).shiny(0.03, 0.4);
    s.round(m, Vec3::new(0.0, -0.03, (1.4 - depth) * 0.5), Vec3::new(6.0, 0.03, (1.4 + depth) * 0.5), 0.012);
    s.ground = -0.45 * s.scale;
    s.outdoors = true;
}

/// Back wall and floor.
pub fn room(s: &mut Set, p: &Spot) {
    let z = p.get("wall", 2.0) * s.scale;
    s.wall_z = z;
    let wall = if p.has("tiles") { s.style.tiles() } else { s.style.wall };
    s.block(wall, Vec3::new(0.0, 2.0, -z - 0.05), Vec3::new(9.0, 5.0, 0.05));
    s.block(s.style.floor, Vec3::new(0.0, s.ground - 0.05, 3.0), Vec3::new(9.0, 0.05, 9.0));
    if !p.has("tiles") {
        let skirting = Material::plain(wall.a * 0.96);
        s.block(skirting, Vec3::new(0.0, s.ground + 0.05, -z + 0.008), Vec3::new(9.0, 0.05, 0.008));
    }
}

pub fn rug(s: &mut Set, p: &Spot) {
    let (w, d) = (p.get("w", 1.2) * s.scale, p.get("d", 0.8) * s.scale);
    let m = Material::matt(Texture::Rug, s.style.cloth.a.lerp(s.style.accent.a, 0.25), s.style.cloth.a);
    let at = Vec3::new(s.middle(), -0.001, -p.z);
    let by_chance = s.dice.chance(0.4);
    if p.has("round") || by_chance {
        s.put(Shape::Puck { r: w.max(s.product_width() * 0.9), h: 0.008, edge: 0.006 }, m, at);
    } else {
        s.round(m, at, Vec3::new(w.max(s.product_width() * 0.8), 0.008, d), 0.006);
    }
    s.lift = s.lift.max(0.007);
}
