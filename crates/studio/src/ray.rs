//! Rays and the boxes that hold things.

use glam::Vec3;

/// A half line. `d` is of unit length, `inv` holds one over each of its parts.
#[derive(Clone, Copy)]
pub struct Ray {
    pub o: Vec3,
    pub d: Vec3,
    pub inv: Vec3,
}

impl Ray {
    pub fn new(o: Vec3, d: Vec3) -> Ray {
        Ray { o, d, inv: d.recip() }
    }

    pub fn at(&self, t: f32) -> Vec3 {
        self.o + self.d * t
    }
}

/// A box along the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub lo: Vec3,
    pub hi: Vec3,
}

impl Bounds {
    /// Holds nothing yet.
    pub const NONE: Bounds = Bounds { lo: Vec3::MAX, hi: Vec3::MIN };

    pub fn new(lo: Vec3, hi: Vec3) -> Bounds {
        Bounds { lo, hi }
    }

    pub fn with(self, other: Bounds) -> Bounds {
        Bounds { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }

    pub fn with_point(self, p: Vec3) -> Bounds {
        Bounds { lo: self.lo.min(p), hi: self.hi.max(p) }
    }

    pub fn middle(&self) -> Vec3 {
        (self.lo + self.hi) * 0.5
    }

    /// The part of the ray inside, between `near` and `far`.
    #[inline(always)]
    pub fn crossed(&self, ray: &Ray, near: f32, far: f32) -> Option<(f32, f32)> {
        let (a, b) = ((self.lo - ray.o) * ray.inv, (self.hi - ray.o) * ray.inv);
        let t0 = a.min(b).max_element().max(near);
        let t1 = a.max(b).min_element().min(far);
        (t0 <= t1).then_some((t0, t1))
    }
}
