//! What the camera sees through one point of the frame, and how much work goes into it.

use crate::camera::Camera;
use crate::light_map::Guide;
use crate::ray::Ray;
use crate::world::{Hit, World};
use glam::Vec3;

/// The solid of a ray that meets none.
pub const NOTHING: u32 = u32::MAX;
/// Nothing is seen further away than this, metres.
const FAR: f32 = 80.0;

/// How much work a picture is worth.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Points at which light is traced; the picture itself may have more pixels.
    pub light_points: usize,
    /// Samples of light at each.
    pub samples: u32,
    /// Passes of smoothing.
    pub passes: u32,
    /// Extra looks where an edge runs through a pixel.
    pub edge_looks: u32,
}

/// A camera and the pixels behind it.
#[derive(Clone, Copy)]
pub struct Frame {
    pub camera: Camera,
    pub w: usize,
    pub h: usize,
    pub effort: Effort,
    pub seed: u32,
}

impl Frame {
    /// Through a point of the frame, in pixels.
    pub fn ray(&self, x: f32, y: f32) -> Ray {
        Ray::new(self.camera.eye, self.camera.ray(x / self.w as f32, y / self.h as f32))
    }

    /// Size of a pixel in the focus plane, metres.
    fn pixel(&self) -> f32 {
        self.camera.width / self.w as f32
    }
}

/// One look.
pub struct Sight {
    pub hit: Hit,
    pub albedo: Vec3,
}

impl Sight {
    /// What stands along a ray from the eye; `None` where there is only sky.
    pub fn along(world: &World, frame: &Frame, ray: &Ray) -> Option<Sight> {
        let hit = world.nearest(ray, FAR)?;
        // A pixel covers more of what is far away or seen at a slant.
        let fine = frame.pixel() * hit.t / frame.camera.eye.z / hit.n.dot(-ray.d).max(0.12).sqrt();
        Some(Sight { albedo: world.albedo(&hit, fine), hit })
    }

    pub fn guide(&self) -> Guide {
        Guide { n: self.hit.n, t: self.hit.t, solid: self.hit.solid }
    }
}
