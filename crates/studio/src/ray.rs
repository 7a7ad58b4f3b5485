//! Rays and the boxes that hold things.

use glam::{Vec3, Vec3A};

/// A half line. `d` is of unit length.
#[derive(Clone, Copy)]
pub struct Ray {
    pub o: Vec3,
    pub d: Vec3,
    /// `o` once more, and one over each part of `d`, as boxes want them: four lanes at once.
    from: Vec3A,
    inv: Vec3A,
}

/// Shorter parts of a direction count as this.
const TINY: f32 = 1e-15;

impl Ray {
    pub fn new(o: Vec3, d: Vec3) -> Ray {
        // Zero has no inverse that boxes could multiply with: nothing times infinity is not a number.
        let d4 = Vec3A::from(d);
        let safe = Vec3A::select(d4.abs().cmplt(Vec3A::splat(TINY)), Vec3A::splat(TINY), d4);
        Ray { o, d, from: o.into(), inv: safe.recip() }
    }

    /// The same direction from somewhere else.
    pub fn moved_to(&self, o: Vec3) -> Ray {
        Ray { o, from: o.into(), ..*self }
    }

    /// Distances at which the box from `lo` to `hi` is entered and left along each axis.
    #[inline(always)]
    pub fn slabs(&self, lo: Vec3A, hi: Vec3A) -> (Vec3A, Vec3A) {
        let (a, b) = ((lo - self.from) * self.inv, (hi - self.from) * self.inv);
        (a.min(b), a.max(b))
    }

    pub fn at(&self, t: f32) -> Vec3 {
        self.o + self.d * t
    }
}

/// A box along the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub lo: Vec3A,
    pub hi: Vec3A,
}

impl Bounds {
    /// Holds nothing yet.
    pub const NONE: Bounds = Bounds { lo: Vec3A::MAX, hi: Vec3A::MIN };

    pub fn new(lo: Vec3, hi: Vec3) -> Bounds {
        Bounds { lo: lo.into(), hi: hi.into() }
    }

    pub fn with(self, other: Bounds) -> Bounds {
        Bounds { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }

    pub fn with_point(self, p: Vec3) -> Bounds {
        self.with(Bounds::new(p, p))
    }

    pub fn middle(&self) -> Vec3 {
        ((self.lo + self.hi) * 0.5).into()
    }

    pub fn size(&self) -> Vec3 {
        (self.hi - self.lo).into()
    }

    /// Half the surface: how likely a ray is to meet it.
    pub fn half_area(&self) -> f32 {
        let s = self.size();
        s.x * s.y + s.y * s.z + s.z * s.x
    }

    /// The part of the ray inside, between `near` and `far`.
    #[inline(always)]
    pub fn crossed(&self, ray: &Ray, near: f32, far: f32) -> Option<(f32, f32)> {
        let (enter, leave) = ray.slabs(self.lo, self.hi);
        let (t0, t1) = (enter.max_element(), leave.min_element());
        let t0 = if t0 > near { t0 } else { near };
        let t1 = if t1 < far { t1 } else { far };
        (t0 <= t1).then_some((t0, t1))
    }
}
