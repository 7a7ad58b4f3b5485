//! Everything a ray can meet: solids, products and lights.

use crate::lights::Lights;
use crate::material::Material;
use crate::ray::{Bounds, Ray};
use crate::shape::Shape;
use crate::standee::Standee;
use crate::texture;
use crate::tree::Tree;
use glam::{Mat3, Vec3};

/// A shape of some material, somewhere.
pub struct Solid {
    shape: Shape,
    /// The shape's own bounds.
    inner: Bounds,
    pub material: Material,
    at: Vec3,
    /// Local to world; `None` when not turned.
    turn: Option<Mat3>,
}

impl Solid {
    pub fn new(shape: Shape, material: Material, at: Vec3) -> Self {
        Solid { inner: shape.bounds(), shape, material, at, turn: None }
    }

    pub fn turned(self, turn: Mat3) -> Self {
        Solid { turn: Some(turn), ..self }
    }

    pub fn bounds(&self) -> Bounds {
        let (middle, half) = (self.inner.middle(), self.inner.size() * 0.5);
        let (middle, half) = match self.turn {
            None => (middle, half),
            Some(m) => (m * middle, m.x_axis.abs() * half.x + m.y_axis.abs() * half.y + m.z_axis.abs() * half.z),
        };
        Bounds::new(self.at + middle - half, self.at + middle + half)
    }

    /// Distance and normal of the first touch.
    #[inline(always)]
    fn hit(&self, ray: &Ray, far: f32) -> Option<(f32, Vec3)> {
        let local = match self.turn {
            None => ray.moved_to(ray.o - self.at),
            Some(m) => {
                let back = m.transpose();
                Ray::new(back * (ray.o - self.at), back * ray.d)
            }
        };
        self.shape.hit(&self.inner, &local, 1e-4, far).map(|touch| (touch.t, touch.normal))
    }
}

#[derive(Clone, Copy)]
pub struct Hit {
    pub t: f32,
    pub p: Vec3,
    pub n: Vec3,
    pub solid: u32,
}

pub struct World {
    pub solids: Vec<Solid>,
    pub lights: Lights,
    pub standees: Vec<Standee>,
    /// Brightness of lamps, windows and sky, which are given as they are to be shown and so depend on the exposure and on the white
    /// balance: in a warm evening's light lamps must not turn blue.
    pub lamps: Vec3,
    tree: Tree,
}

impl World {
    pub fn new(solids: Vec<Solid>, lights: Lights) -> World {
        let boxes: Vec<_> = solids.iter().map(Solid::bounds).collect();
        World { tree: Tree::build(&boxes), solids, lights, standees: Vec::new(), lamps: Vec3::ONE }
    }

    /// The first solid along a ray. Products are not solids: see [`Standee`].
    pub fn nearest(&self, ray: &Ray, far: f32) -> Option<Hit> {
        let mut best: Option<(f32, Vec3, u32)> = None;
        self.tree.walk(ray, far, |i, far| match self.solids[i as usize].hit(ray, far) {
            Some((t, n)) => {
                best = Some((t, n, i));
                t
            }
            None => far,
        });
        best.map(|(t, n, solid)| Hit { t, p: ray.at(t), n: self.solids[solid as usize].turn.map_or(n, |m| m * n), solid })
    }

    /// Whether anything but a lamp stands in the way. `jitter` softens the products' thin parts.
    pub fn blocked(&self, ray: &Ray, far: f32, jitter: f32) -> bool {
        let mut hit = false;
        self.tree.walk(ray, far, |i, far| {
            let solid = &self.solids[i as usize];
            if solid.material.glows() || solid.hit(ray, far).is_none() {
                return far;
            }
            hit = true;
            -1.0
        });
        hit || self.standees.iter().any(|s| s.touch(ray, far, jitter).is_some())
    }

    pub fn material(&self, hit: &Hit) -> &Material {
        &self.solids[hit.solid as usize].material
    }

    /// Colour at a touch; `fine` is the size of a pixel there.
    pub fn albedo(&self, hit: &Hit, fine: f32) -> Vec3 {
        let s = &self.solids[hit.solid as usize];
        let p = hit.p - s.at;
        match s.turn {
            None => texture::albedo(&s.material, p, hit.n, fine),
            Some(m) => texture::albedo(&s.material, m.transpose() * p, m.transpose() * hit.n, fine),
        }
    }
}
