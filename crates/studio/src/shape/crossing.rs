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
    let (start, o) = nearest_to_middle(ray);
    let (p, q) = (o / r, ray.d / r);
    let step = nearer(q.dot(q), p.dot(q), p.dot(p) - 1.0)?;
    let t = start + step;
    (t > near && t < far).then(|| Touch { t, normal: ((p + q * step) / r).normalize() })
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
    let (start, o) = nearest_to_middle(ray);
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

/// What is known about a ray before anybody walks along it.
pub enum Start {
    Misses,
    Touches(Touch),
    /// It may touch a rounded edge from here on.
    At(f32),
}

/// A box with rounded edges: its faces as those of a box.
pub fn round(half: Vec3, r: f32, ray: &Ray, near: f32, far: f32) -> Start {
    let h = Vec3A::from(half);
    let (lo, hi) = ray.slabs(-h, h);
    let (enter, leave) = (lo.max_element(), hi.min_element());
    if enter > leave || leave < near || enter > far {
        return Start::Misses;
    }
    if enter < near {
        return Start::At(near);
    }
    // Square to the face, the touch lies at the full half size.
    let beyond = (ray.at(enter).abs() - (half - r)).cmpgt(Vec3::ZERO);
    match block(half, ray, near, far) {
        Some(touch) if beyond.bitmask().count_ones() <= 1 => Start::Touches(touch),
        _ => Start::At(enter),
    }
}

/// A disc with rounded rims: its top, bottom and side as those of a cylinder.
pub fn puck(r: f32, h: f32, edge: f32, ray: &Ray, near: f32, far: f32) -> Start {
    let away = |p: Vec3| (p.x * p.x + p.z * p.z).sqrt();
    let Some(touch) = cylinder(r, h, ray, near, far) else {
        let inside = ray.o.y.abs() < h && away(ray.o) < r;
        return if inside { Start::At(near) } else { Start::Misses };
    };
    let p = ray.at(touch.t);
    let plain = if touch.normal.y == 0.0 { p.y.abs() <= h - edge } else { away(p) <= r - edge };
    if plain { Start::Touches(touch) } else { Start::At(touch.t) }
}

/// A backdrop seen from its open side: floor y = 0, wall z = 0, and the quarter circle that joins them.
pub fn sweep((r, w, h, front): (f32, f32, f32, f32), ray: &Ray, near: f32, far: f32) -> Option<Touch> {
    let (o, d) = (ray.o, ray.d);
    let touch = |t: f32, holds: &dyn Fn(Vec3) -> bool, normal: &dyn Fn(Vec3) -> Vec3| {
        let p = ray.at(t);
        (t > near && t < far && p.x.abs() <= w && holds(p)).then(|| Touch { t, normal: normal(p) })
    };
    let floor = || touch(-o.y / d.y, &|p| p.z >= r && p.z <= front, &|_| Vec3::Y).filter(|_| d.y < 0.0);
    let wall = || touch(-o.z / d.z, &|p| p.y >= r && p.y <= h, &|_| Vec3::Z).filter(|_| d.z < 0.0);
    let curve = || {
        let (z, y) = (o.z - r, o.y - r);
        // Seen from inside the circle it is left, not entered: the larger root.
        let t = -nearer(d.z * d.z + d.y * d.y, -(z * d.z + y * d.y), z * z + y * y - r * r)?;
        touch(t, &|p| p.z < r && p.y < r, &|p| Vec3::new(0.0, r - p.y, r - p.z) / r)
    };
    // A straight line meets a hollow once.
    floor().or_else(wall).or_else(curve)
}

/// The ray's point nearest to the shape's middle and its distance. Leaves and stems are so thin that from a far origin the rounding
/// would be as large as they are.
fn nearest_to_middle(ray: &Ray) -> (f32, Vec3) {
    let start = -ray.o.dot(ray.d);
    (start, ray.at(start))
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
            Shape::Sweep { r: 0.3, w: 2.0, h: 2.0, front: 2.0 },
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

    #[test]
    fn what_things_stand_on_is_met_precisely_however_large_it_is() {
        let mut dice = Dice::new(3, "rays");
        let shapes = [
            (Shape::Round { half: Vec3::new(6.0, 0.02, 0.9), r: 0.006 }, 0.02),
            (Shape::Puck { r: 1.6, h: 0.03, edge: 0.004 }, 0.03),
            (Shape::Sweep { r: 0.5, w: 14.0, h: 9.0, front: 14.0 }, 0.0),
        ];
        for (shape, top) in shapes {
            for _ in 0..2000 {
                let to = Vec3::new(dice.between(-0.7, 0.7), top, dice.between(0.55, 0.8));
                let from = to + Vec3::new(dice.between(-1.0, 1.0), dice.between(0.05, 0.5), 3.0);
                let ray = Ray::new(from, (to - from).normalize());
                let touch = shape.hit(&shape.bounds(), &ray, 1e-4, 90.0).expect("its top lies there");
                assert!(ray.at(touch.t).distance(to) < 2e-5 && touch.normal == Vec3::Y, "{shape:?}");
            }
        }
    }

    #[test]
    fn rounded_edges_are_met_where_they_are() {
        let mut dice = Dice::new(4, "rays");
        for shape in [Shape::Round { half: Vec3::new(0.3, 0.1, 0.2), r: 0.08 }, Shape::Puck { r: 0.3, h: 0.1, edge: 0.08 }] {
            for _ in 0..5000 {
                let mut around = |r: f32| Vec3::new(dice.between(-r, r), dice.between(-r, r), dice.between(-r, r));
                let (from, to) = (around(1.0) + Vec3::Z * 2.0, around(0.3));
                let ray = Ray::new(from, (to - from).normalize());
                if let Some(touch) = shape.hit(&shape.bounds(), &ray, 1e-4, 90.0) {
                    assert!(shape.distance(ray.at(touch.t)).abs() < 2e-4, "{shape:?}");
                    assert!((touch.normal.length() - 1.0).abs() < 1e-3, "{shape:?}");
                } else {
                    assert!((0..400).all(|i| shape.distance(ray.at(i as f32 * 0.01)) > -1e-3), "{shape:?} was missed");
                }
            }
        }
    }

    #[test]
    fn stems_and_leaves_are_met_precisely_from_afar() {
        let mut dice = Dice::new(2, "rays");
        for shape in [Shape::Capsule { r: 0.0014, h: 0.1 }, Shape::Ellipsoid(Vec3::new(0.03, 0.012, 0.002))] {
            for _ in 0..5000 {
                let mut around = |r: f32| Vec3::new(dice.between(-r, r), dice.between(-r, r), dice.between(-r, r));
                let (from, to) = (around(4.0), around(0.01));
                let ray = Ray::new(from, (to - from).normalize());
                if let Some(touch) = shape.hit(&shape.bounds(), &ray, 1e-4, 90.0) {
                    assert!((touch.normal.length() - 1.0).abs() < 1e-3, "{shape:?}");
                    assert!(shape.distance(ray.at(touch.t)).abs() < 5e-5, "{shape:?}");
                }
            }
        }
    }
}
