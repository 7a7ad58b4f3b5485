//! Light at a point: key and sun by sampling them, everything else by one bounce and a guess at what lies beyond it.

use crate::color::luma;
use crate::dice::Points;
use crate::material::Material;
use crate::math::sin_cos;
use crate::ray::Ray;
use crate::world::{Hit, World};
use glam::Vec3;
use std::f32::consts::PI;

/// Light arriving at a surface, apart by where it comes from, so that each part can be smoothed in its own way.
#[derive(Clone, Copy, Default)]
pub struct Arriving {
    /// Part of the key light.
    pub key: f32,
    /// Part of the sunlight.
    pub sun: f32,
    /// Everything else.
    pub around: Vec3,
}

impl Arriving {
    pub fn total(&self, world: &World) -> Vec3 {
        world.lights.key * self.key + world.lights.sun * self.sun + self.around
    }
}

/// A point on a surface.
#[derive(Clone, Copy)]
pub struct Surface {
    pub p: Vec3,
    pub n: Vec3,
}

impl Surface {
    /// Where rays leave it: a little above, so that they do not meet it at once.
    fn above(&self) -> Vec3 {
        self.p + self.n * 6e-4
    }
}

const FAR: f32 = 60.0;
/// Brighter single samples are cut: they would stay as sparkles.
const AROUND_MAX: f32 = 14.0;
const MIRROR_MAX: f32 = 8.0;

/// One sample of the light arriving at a surface point.
pub fn arriving(world: &World, at: Surface, points: &mut Points) -> Arriving {
    let key = key(world, at, points);
    let sun = sun(world, at, points);
    let d = scattered(at.n, points.next2());
    let around = dimmed(seen(world, &Ray::new(at.above(), d), points) * PI, AROUND_MAX);
    Arriving { key, sun, around }
}

fn key(world: &World, at: Surface, points: &mut Points) -> f32 {
    let l = &world.lights;
    let (uv, jitter) = (points.next2(), points.next1());
    let o = at.above();
    let to = l.key_at - o;
    let to = to + disc(to.normalize(), uv) * l.key_radius;
    let far2 = to.length_squared();
    let far = far2.sqrt();
    let d = to / far;
    let cos = at.n.dot(d);
    if cos <= 0.0 || world.blocked(&Ray::new(o, d), far, jitter) { 0.0 } else { cos / far2 }
}

fn sun(world: &World, at: Surface, points: &mut Points) -> f32 {
    let l = &world.lights;
    let (uv, jitter) = (points.next2(), points.next1());
    if l.sun == Vec3::ZERO {
        return 0.0;
    }
    let d = (l.sun_at + disc(l.sun_at, uv) * l.sun_soft).normalize();
    let cos = at.n.dot(d);
    if cos <= 0.0 {
        return 0.0;
    }
    let o = at.above();
    let open = l.through(o, d);
    if open <= 0.0 || world.blocked(&Ray::new(o, d), FAR, jitter) { 0.0 } else { cos * open }
}

/// What is seen along a ray that is not the camera's own.
fn seen(world: &World, ray: &Ray, points: &mut Points) -> Vec3 {
    let hit = world.nearest(ray, FAR);
    let far = hit.map_or(FAR, |h| h.t);
    let jitter = points.next1();
    let body = world.standees.iter().filter_map(|s| s.touch(ray, far, jitter)).min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((t, color)) = body {
        let front = Surface { p: ray.at(t) + Vec3::Z * 0.02, n: Vec3::Z };
        let light = key(world, front, points) * 0.6 * world.lights.key + world.lights.surround(Vec3::Z) * PI * 0.7;
        return color * light / PI;
    }
    let Some(hit) = hit else { return world.lights.surround(ray.d) };
    if world.material(&hit).glows() {
        return world.material(&hit).glow * 0.5 * world.lamps;
    }
    let at = Surface { p: hit.p, n: hit.n };
    let light = world.lights.key * key(world, at, points) + world.lights.sun * sun(world, at, points) + beyond(world, hit.n);
    let color = world.albedo(&hit, 0.05) * light / PI;
    // The set ends somewhere behind the camera; further away it fades into the surroundings instead of into the dark.
    let beyond_set = ((hit.t / world.lights.mask_size - 3.0) / 6.0).clamp(0.0, 0.85);
    color.lerp(world.lights.surround(ray.d) * 0.7, beyond_set)
}

/// A guess at the light that took more than one bounce.
fn beyond(world: &World, n: Vec3) -> Vec3 {
    world.lights.surround((n + Vec3::Z * 0.3).normalize()) * PI * 0.45
}

/// One sample of what a shining surface mirrors towards the camera; `d` points from the camera to it.
pub fn mirrored(world: &World, m: &Material, albedo: Vec3, (hit, d): (&Hit, Vec3), points: &mut Points) -> Vec3 {
    let at = Surface { p: hit.p, n: hit.n };
    let mirror = d - at.n * (2.0 * d.dot(at.n));
    let (u, v) = points.next2();
    let spread = m.rough * m.rough * 1.1;
    let (a, b) = frame(mirror);
    let (s, c) = sin_cos(v * 2.0 * PI);
    let mut w = (mirror + (a * c + b * s) * ((u / (1.0 - u + 0.05)).sqrt() * spread)).normalize();
    // A reflection does not go into the surface.
    if w.dot(at.n) < 0.02 {
        w = (w - at.n * (w.dot(at.n) - 0.02)).normalize();
    }
    // Looking glasses are made brighter than they are: dull ones read as grey discs.
    let silver = if m.metal && m.rough < 0.1 { 1.7 } else { 1.0 };
    dimmed(seen(world, &Ray::new(at.above(), w), points) * silver, MIRROR_MAX) * m.mirrors(albedo, at.n, d)
}

fn dimmed(light: Vec3, most: f32) -> Vec3 {
    let bright = luma(light);
    if bright > most { light * (most / bright) } else { light }
}

/// Two directions square to `n` and to each other.
fn frame(n: Vec3) -> (Vec3, Vec3) {
    let a = if n.y.abs() < 0.95 { Vec3::Y } else { Vec3::X };
    let t = a.cross(n).normalize();
    (t, n.cross(t))
}

/// A point of the unit disc square to `n`.
fn disc(n: Vec3, (u, v): (f32, f32)) -> Vec3 {
    let (a, b) = frame(n);
    let (s, c) = sin_cos(v * 2.0 * PI);
    (a * c + b * s) * u.sqrt()
}

/// A direction around `n`, more often near it (cosine).
fn scattered(n: Vec3, uv: (f32, f32)) -> Vec3 {
    (disc(n, uv) + n * (1.0 - uv.0).max(0.0).sqrt()).normalize()
}
