//! A shift-lens camera: it looks straight ahead and the frame is moved, so uprights stay upright and the plane of focus
//! (z = 0) keeps one scale everywhere, which is what a flat photograph of a product needs.
//!
//! Metres; x to the right, y up, z towards the camera.

use glam::{Vec2, Vec3};

#[derive(Clone, Copy, Debug)]
pub struct Camera {
    pub eye: Vec3,
    /// Frame in the plane z = 0: left, bottom, width, height, in metres.
    pub left: f32,
    pub bottom: f32,
    pub width: f32,
    pub height: f32,
}

impl Camera {
    /// Direction through a frame point: u and v from 0 to 1, v downwards.
    pub fn ray(&self, u: f32, v: f32) -> Vec3 {
        (Vec3::new(self.left + u * self.width, self.bottom + (1.0 - v) * self.height, 0.0) - self.eye).normalize()
    }

    /// The point of the focus plane that hides `p`.
    pub fn hidden_at(&self, p: Vec3) -> Vec2 {
        let k = self.eye.z / (self.eye.z - p.z);
        Vec2::new(self.eye.x + (p.x - self.eye.x) * k, self.eye.y + (p.y - self.eye.y) * k)
    }

    /// The point at depth `z` that is seen at point `q` of the focus plane.
    pub fn behind_focus(&self, q: Vec2, z: f32) -> Vec3 {
        let k = (self.eye.z - z) / self.eye.z;
        Vec3::new(self.eye.x + (q.x - self.eye.x) * k, self.eye.y + (q.y - self.eye.y) * k, z)
    }

    /// The point at depth `z` seen at frame position `u` (-1 left .. 1 right) and `v` (-1 bottom .. 1 top).
    pub fn at(&self, u: f32, v: f32, z: f32) -> Vec3 {
        let q = Vec2::new(self.left + (u * 0.5 + 0.5) * self.width, self.bottom + (v * 0.5 + 0.5) * self.height);
        self.behind_focus(q, z)
    }

    /// Half the frame's width at depth `z`.
    pub fn reach(&self, z: f32) -> f32 {
        0.5 * self.width * (self.eye.z - z) / self.eye.z
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_behind_the_focus_plane_is_hidden_by_the_point_it_came_from() {
        let camera = Camera { eye: Vec3::new(0.1, 0.5, 2.0), left: -0.5, bottom: -0.1, width: 1.0, height: 0.8 };
        let q = Vec2::new(0.2, 0.3);
        assert!(camera.hidden_at(camera.behind_focus(q, -1.7)).distance(q) < 1e-5);
        assert!((camera.at(1.0, 0.0, 0.0).x - 0.5).abs() < 1e-6);
    }
}
