//! Windows and what hangs before them.

use super::Spot;
use crate::color::rgb;
use crate::material::Material;
use crate::math::sin;
use crate::set::Set;
use crate::shape::Shape;
use glam::Vec3;

/// A bright day, brighter than a room: photographs of rooms have pale windows.
const DAY: Vec3 = Vec3::new(1.12, 1.20, 1.26);

pub fn window(s: &mut Set, p: &Spot) {
    let (w, h) = (p.get("w", 1.0) * s.scale, p.get("h", 1.3) * s.scale);
    let sill = s.ground + 0.72 * s.scale;
    let c = Vec3::new(p.x, sill + h * 0.5, -p.z + 0.02);
    s.block(Material::lamp(DAY), c, Vec3::new(w * 0.5, h * 0.5, 0.005));
    trees_outside(s, c, w, h);
    let frame = Material::plain(rgb(0xEFEBE4));
    let t = 0.028 * s.scale;
    // Left, right, top, sill, and the two bars: offset from the middle, half size.
    for (dx, dy, hw, hh) in [
        (-0.5, 0.0, t, h * 0.5 + t),
        (0.5, 0.0, t, h * 0.5 + t),
        (0.0, 0.5, w * 0.5, t),
        (0.0, -0.5, w * 0.56, t * 1.3),
        (0.0, 0.0, t * 0.6, h * 0.5),
        (0.0, 0.14, w * 0.5, t * 0.6),
    ] {
        s.block(frame, c + Vec3::new(dx * w, dy * h, 0.02), Vec3::new(hw, hh, 0.03));
    }
    if s.dice.chance(0.65) {
        let cloth = Material::linen(s.style.cloth.a * 0.98);
        let at = Vec3::new(p.x - w * 0.62, s.ground, -p.z + 0.12);
        drape(s, at, (w * 0.24, sill - s.ground + h + 0.1), cloth);
    }
}

/// Pale crowns of small clumps in the lower third, two rows of them.
fn trees_outside(s: &mut Set, c: Vec3, w: f32, h: f32) {
    const CLUMPS: usize = 42;
    for (row, haze) in [(0.10, 0.82), (0.0, 0.62)] {
        let leaves = |haze: f32| Material::lamp((s.style.leaf.a * 1.6 + Vec3::splat(0.1)).lerp(DAY, haze));
        let green = leaves(haze);
        let tones = [green, leaves(haze + 0.05), leaves(haze + 0.10), leaves(haze - 0.05)];
        for k in 0..CLUMPS {
            let r = s.dice.between(0.022, 0.06) * w;
            let x = (k as f32 / (CLUMPS - 1) as f32 - 0.5) * (w - 2.0 * r);
            // Crowns rise and fall along the window.
            let crown = 0.10 + 0.07 * sin(x / w * 9.0 + row * 40.0);
            let y = -h * 0.5 + r + (row + s.dice.between(0.02, 1.0) * crown) * h;
            let flat = Vec3::new(r * 1.3, r, 0.002 + 0.001 * (k % 3) as f32);
            s.put(Shape::Ellipsoid(flat), tones[k % 4], c + Vec3::new(x, y, 0.010 - row * 0.04));
        }
        s.block(green, c + Vec3::new(0.0, -h * 0.42, 0.008 - row * 0.04), Vec3::new(w * 0.5, h * 0.08, 0.002));
    }
}

pub fn curtain(s: &mut Set, p: &Spot) {
    let cloth = Material::linen(s.style.cloth.a);
    drape(s, p.at, (p.get("w", 0.5) * s.scale, 2.4), cloth);
}

/// Cloth in folds, of some width and height.
fn drape(s: &mut Set, at: Vec3, (w, h): (f32, f32), m: Material) {
    const FOLDS: usize = 7;
    let r = w / FOLDS as f32 * 0.66;
    for k in 0..FOLDS {
        let dx = (k as f32 / (FOLDS - 1) as f32 - 0.5) * w;
        let dz = if k % 2 == 0 { 0.0 } else { r * 0.7 };
        s.put(Shape::Ellipsoid(Vec3::new(r, h * 2.0, r * 1.2)), m, at + Vec3::new(dx, h * 0.5, dz));
    }
}
