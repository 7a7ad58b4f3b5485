//! Exact crossings of a ray with simple shapes.

use super::Touch;
use crate::ray::Ray;
use glam::{Vec3, Vec3A};

pub fn block(h: Vec3, ray: &Ray, near: f32, far: f32) -> Option<Touch> {
    let h = Vec3A::from(h);
    let (lo, hi) = ray.slabs(-h, h);
    let t = lo.max_element();
    if t > hi.min_element() || t < near || t > far {
        return None;
    }
    let d = ray.d;
    let normal = if t == lo.x {
        Vec3::new(-d.x.signum(), 0.0, 0.0)
    } else if t == lo.y {
        Vec3::new(0.0, -d.y.signum(), 0.0)
    } else {
        Vec3::new(0.0, 0.0, -d.z.signum())
    };
    Some(Touch { t, normal })
}

pub fn ellipsoid(r: Vec3, ray: &Ray, near: f32, far: f32) -> Option<Touch> {
    let (p, q) = (ray.o / r, ray.d / r);
    let t = nearer(q.dot(q), p.dot(q), p.dot(p) - 1.0)?;
    (t > near && t < far).then(|| Touch { t, normal: ((p + q * t) / r).normalize() })
}

pub fn cylinder(r: f32, h: f32, ray: &Ray, near: f32, far: f32) -> Option<Touch> {
    let (o, d) = (ray.o, ray.d);
    let t = nearer(d.x * d.x + d.z * d.z, o.x * d.x + o.z * d.z, o.x * o.x + o.z * o.z - r * r)?;
    if t > near && t < far && (o.y + d.y * t).abs() <= h {
        let p = ray.at(t);
        return Some(Touch { t, normal: Vec3::new(p.x / r, 0.0, p.z / r) });
    }
    let t = (-h * d.y.signum() - o.y) / d.y;
    let p = ray.at(t);
    (t > near && t < far && p.x * p.x + p.z * p.z <= r * r).then(|| Touch { t, normal: Vec3::new(0.0, -d.y.signum(), 0.0) })
}

pub fn capsule(r: f32, h: f32, ray: &Ray, near: f32, far: f32) -> Option<Touch> {
    let d = ray.d;
    // From the point nearest to the middle: stems are so thin that a far origin's rounding would be as large as they are.
    let start = -ray.o.dot(d);
    let o = ray.at(start);
    let side = nearer(d.x * d.x + d.z * d.z, o.x * d.x + o.z * d.z, o.x * o.x + o.z * o.z - r * r)?;
    let y = o.y + d.y * side;
    let t = if y.abs() <= h {
        side
    } else {
        // Past an end: the ball there.
        let o = o - Vec3::new(0.0, h * y.signum(), 0.0);
        nearer(1.0, o.dot(d), o.dot(o) - r * r)?
    };
    let p = o + d * t;
    let axis = Vec3::new(0.0, p.y.clamp(-h, h), 0.0);
    let t = start + t;
    (t > near && t < far).then(|| Touch { t, normal: (p - axis).normalize_or(-d) })
}

/// The smaller root of `a t^2 + 2 b t + c`.
fn nearer(a: f32, b: f32, c: f32) -> Option<f32> {
    let disc = b * b - a * c;
    (disc >= 0.0).then(|| (-b - disc.sqrt()) / a)
}

#[cfg(test)]
mod tests {
    use super::super::Shape;
    use crate::dice::Dice;
    use crate::ray::Ray;
    use glam::Vec3;

    #[test]
    fn exact_crossings_lie_on_the_surface_they_cross() {
        let mut dice = Dice::new(1, "rays");
        let shapes = [
            Shape::Block(Vec3::new(0.3, 0.2, 0.5)),
            Shape::Ellipsoid(Vec3::splat(0.4)),
            Shape::Cylinder { r: 0.3, h: 0.4 },
            Shape::Capsule { r: 0.1, h: 0.5 },
        ];
        for shape in shapes {
            let mut hits = 0;
            for _ in 0..2000 {
                let mut point = |r: f32| Vec3::new(dice.between(-r, r), dice.between(-r, r), dice.between(-r, r));
                let (from, to) = (point(2.0) + Vec3::Z * 3.0, point(0.4));
                let ray = Ray::new(from, (to - from).normalize());
                if let Some(touch) = shape.hit(&shape.bounds(), &ray, 1e-4, 90.0) {
                    hits += 1;
                    assert!(shape.distance(ray.at(touch.t)).abs() < 2e-4, "{shape:?}");
                    assert!((touch.normal.length() - 1.0).abs() < 1e-3 && touch.normal.dot(ray.d) <= 1e-3, "{shape:?}");
                }
            }
            assert!(hits > 100, "{shape:?}: {hits}");
        }
    }
}
