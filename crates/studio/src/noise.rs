//! Value noise, its octaves, and scattered cells: what procedural surfaces are made of.

use crate::dice::{hash, hash2, unit};
use crate::math::split;
use glam::{Vec2, Vec3};

fn corner(x: i32, y: i32, z: i32) -> f32 {
    unit(hash((x as u32).wrapping_mul(0x8da6_b343) ^ (y as u32).wrapping_mul(0xd816_3841) ^ (z as u32).wrapping_mul(0xcb1a_b31f)))
}

fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

fn lerp(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// One layer of noise in the plane, from 0 to 1.
fn layer(x: (i32, f32), y: (i32, f32), z: i32) -> f32 {
    let (u, v) = (ease(x.1), ease(y.1));
    let (x, y) = (x.0, y.0);
    lerp(lerp(corner(x, y, z), corner(x + 1, y, z), u), lerp(corner(x, y + 1, z), corner(x + 1, y + 1, z), u), v)
}

/// From -1 to 1.
pub fn noise3(p: Vec3) -> f32 {
    let (x, y, z) = (split(p.x), split(p.y), split(p.z));
    lerp(layer(x, y, z.0), layer(x, y, z.0 + 1), ease(z.1)) * 2.0 - 1.0
}

/// From -1 to 1.
pub fn noise2(p: Vec2) -> f32 {
    layer(split(p.x), split(p.y), 7) * 2.0 - 1.0
}

/// Octaves of [`noise2`], turned and shifted against each other.
pub fn fbm2(mut p: Vec2, octaves: u32) -> f32 {
    let (mut sum, mut amplitude) = (0.0, 0.5);
    for _ in 0..octaves {
        sum += amplitude * noise2(p);
        p = Vec2::new(p.x * 1.62 + p.y * 1.18, p.y * 1.62 - p.x * 1.18) + 17.3;
        amplitude *= 0.5;
    }
    sum
}

/// Octaves of [`noise3`].
pub fn fbm3(mut p: Vec3, octaves: u32) -> f32 {
    let (mut sum, mut amplitude) = (0.0, 0.5);
    for _ in 0..octaves {
        sum += amplitude * noise3(p);
        p = Vec3::new(p.x * 1.62 + p.y * 1.18, p.y * 1.62 - p.x * 1.18, p.z * 2.03) + 11.7;
        amplitude *= 0.5;
    }
    sum
}

/// The nearest of the centres scattered one to a cell: its distance and its hash.
pub fn nearest_cell(p: Vec2) -> (f32, u32) {
    let (x, y) = (split(p.x).0, split(p.y).0);
    let (mut best, mut id) = (9.0f32, 0u32);
    for j in -1..=1 {
        for i in -1..=1 {
            let h = hash2(x + i, y + j);
            let centre = Vec2::new((x + i) as f32, (y + j) as f32) + Vec2::new(0.1 + 0.8 * unit(h), 0.1 + 0.8 * unit(hash(h ^ 5)));
            let d = centre.distance_squared(p);
            if d < best {
                (best, id) = (d, h);
            }
        }
    }
    (best.sqrt(), id)
}
