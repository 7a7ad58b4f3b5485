//! Shapes in their own space. Boxes, ellipsoids, cylinders, capsules and backdrops are solved exactly, and so are the flat parts of
//! rounded boxes and discs; the others are sphere-traced inside their bounds over a distance function (Hart 1996).
//!
//! A walk ends somewhere within a tolerance of the surface, after a whole number of steps. On large surfaces seen at a slant that
//! shows: shadows get contours. So what things stand on is solved.

mod crossing;
mod distance;

use crate::ray::{Bounds, Ray};
use crossing::Start;
use glam::{Vec2, Vec3};

#[derive(Clone, Debug)]
pub enum Shape {
    /// Half size.
    Block(Vec3),
    /// Radii.
    Ellipsoid(Vec3),
    /// Radius and half height.
    Cylinder { r: f32, h: f32 },
    /// A box with rounded edges: outer half size and edge radius.
    Round { half: Vec3, r: f32 },
    /// A cushion: a soft box whose faces bulge.
    Pillow { half: Vec3 },
    /// A cylinder with rounded rims: radius, half height, radius of the rim.
    Puck { r: f32, h: f32, edge: f32 },
    /// A truncated cone: radius `low` at the bottom, `high` at the top, half height `h`.
    Cone { low: f32, high: f32, h: f32 },
    /// The open shell of a truncated cone (lamp shade, bowl).
    Shell { low: f32, high: f32, h: f32, wall: f32, floor: bool },
    /// Radius, and half the length of its axis.
    Capsule { r: f32, h: f32 },
    /// A panel with a round top, standing on y = 0: half width, height, half depth.
    Arch { w: f32, h: f32, d: f32 },
    /// A wall with an arched opening: half width, height, half depth; half width and height of the opening.
    Gate { w: f32, h: f32, d: f32, ow: f32, oh: f32 },
    /// A turned body: (radius, height) from bottom to top.
    Lathe(Vec<Vec2>),
    /// A backdrop: floor, quarter circle of radius `r`, wall. Half width, height, reach towards the camera.
    Sweep { r: f32, w: f32, h: f32, front: f32 },
}

/// Where a ray meets a surface, and the surface's normal.
#[derive(Clone, Copy)]
pub struct Touch {
    pub t: f32,
    pub normal: Vec3,
}

impl Shape {
    pub fn bounds(&self) -> Bounds {
        let around = |half: Vec3| Bounds::new(-half, half);
        match self {
            Shape::Block(h) | Shape::Ellipsoid(h) => around(*h),
            Shape::Round { half, .. } | Shape::Pillow { half } => around(*half),
            Shape::Cylinder { r, h } | Shape::Puck { r, h, .. } => around(Vec3::new(*r, *h, *r)),
            Shape::Cone { low, high, h } | Shape::Shell { low, high, h, .. } => around(Vec3::new(low.max(*high), *h, low.max(*high))),
            Shape::Capsule { r, h } => around(Vec3::new(*r, h + r, *r)),
            Shape::Arch { w, h, d } | Shape::Gate { w, h, d, .. } => Bounds::new(Vec3::new(-w, 0.0, -d), Vec3::new(*w, *h, *d)),
            Shape::Lathe(profile) => turned(profile),
            Shape::Sweep { w, h, front, .. } => Bounds::new(Vec3::new(-w, -0.05, -0.05), Vec3::new(*w, *h, *front)),
        }
    }

    /// The first touch between `near` and `far`; `bounds` are this shape's own.
    pub fn hit(&self, bounds: &Bounds, ray: &Ray, near: f32, far: f32) -> Option<Touch> {
        match self {
            Shape::Block(h) => crossing::block(*h, ray, near, far),
            Shape::Ellipsoid(r) => crossing::ellipsoid(*r, ray, near, far),
            Shape::Cylinder { r, h } => crossing::cylinder(*r, *h, ray, near, far),
            Shape::Capsule { r, h } => crossing::capsule(*r, *h, ray, near, far),
            Shape::Sweep { r, w, h, front } => crossing::sweep((*r, *w, *h, *front), ray, near, far),
            Shape::Round { half, r } => self.walk(bounds, crossing::round(*half, *r, ray, near, far), ray, near, far),
            Shape::Puck { r, h, edge } => self.walk(bounds, crossing::puck(*r, *h, *edge, ray, near, far), ray, near, far),
            _ => self.walk(bounds, Start::At(near), ray, near, far),
        }
    }

    fn walk(&self, bounds: &Bounds, start: Start, ray: &Ray, near: f32, far: f32) -> Option<Touch> {
        let start = match start {
            Start::Misses => return None,
            Start::Touches(touch) => return Some(touch),
            Start::At(t) => t,
        };
        let (t0, t1) = bounds.crossed(ray, start, far)?;
        self.march(ray, (t0, t1), bounds.size().max_element(), t0 <= near * 1.01)
    }

    /// Steps along the ray by the distance to the surface. `at_start` says that the walk begins where the ray itself does.
    fn march(&self, ray: &Ray, (from, to): (f32, f32), size: f32, at_start: bool) -> Option<Touch> {
        const STEPS_MAX: usize = 72;
        let eps = (size * 2e-4).max(4e-5);
        let mut t = from;
        // A ray that starts on the surface must leave it before it may touch it again.
        let mut leaving = at_start && self.distance(ray.at(t)) < eps * 1.5;
        for _ in 0..STEPS_MAX {
            let p = ray.at(t);
            let free = self.distance(p);
            if free >= eps {
                leaving = false;
                t += free;
            } else if leaving {
                t += eps * 2.0;
            } else {
                let normal = self.gradient(p, eps);
                return (normal.dot(ray.d) < 0.0).then_some(Touch { t, normal });
            }
            if t > to {
                return None;
            }
        }
        None
    }

    fn gradient(&self, p: Vec3, e: f32) -> Vec3 {
        let corners = [Vec3::new(1.0, -1.0, -1.0), Vec3::new(-1.0, -1.0, 1.0), Vec3::new(-1.0, 1.0, -1.0), Vec3::ONE];
        corners.iter().map(|c| *c * self.distance(p + *c * e)).sum::<Vec3>().normalize_or(Vec3::Y)
    }
}

fn turned(profile: &[Vec2]) -> Bounds {
    const MORE: f32 = 0.002;
    let b = profile.iter().fold(Bounds::NONE, |b, q| b.with_point(Vec3::new(q.x, q.y, q.x)));
    let r = b.hi.x + MORE;
    Bounds::new(Vec3::new(-r, b.lo.y - MORE, -r), Vec3::new(r, b.hi.y + MORE, r))
}
