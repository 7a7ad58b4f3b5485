//! What lights a set: one soft key light, sunlight through a mask, and the surroundings.

use crate::dice::{hash, unit};
use crate::mask::Mask;
use crate::math::smoothstep;
use crate::mood::Mood;
use crate::noise::fbm2;
use glam::{Vec2, Vec3};

#[derive(Clone, Debug)]
pub struct Lights {
    pub key_at: Vec3,
    pub key_radius: f32,
    pub key: Vec3,
    /// Unit vector towards the sun.
    pub sun_at: Vec3,
    pub sun: Vec3,
    /// Tangent of the sun's half angle: how soft its shadows are.
    pub sun_soft: f32,
    pub mask: Mask,
    /// Where the mask's pattern is aimed, and its size.
    pub aim: Vec3,
    pub mask_size: f32,
    pub seed: u32,
    pub zenith: Vec3,
    pub horizon: Vec3,
    pub nadir: Vec3,
    /// Towards the brighter side of the surroundings; its length says how much brighter.
    pub side: Vec3,
    /// The sky as the camera sees it, in display brightness: straight up and at the horizon.
    pub sky_high: Vec3,
    pub sky_low: Vec3,
    /// Coloured light along the products' edges, from the left and from the right, in display brightness.
    pub rims: [Vec3; 2],
    /// How much of the light's colour the products take on, 0 to 1.
    pub tint: f32,
}

impl Lights {
    /// The same lights, shifted by a mood.
    pub fn in_mood(self, mood: &Mood) -> Lights {
        let around = mood.tint * mood.around;
        Lights {
            key: self.key * mood.key * mood.tint,
            sun: self.sun * mood.sun,
            zenith: self.zenith * around,
            horizon: self.horizon * around,
            nadir: self.nadir * around,
            ..self
        }
    }

    /// Light from the surroundings in direction `d`.
    pub fn surround(&self, d: Vec3) -> Vec3 {
        let base =
            if d.y >= 0.0 { self.horizon.lerp(self.zenith, d.y.sqrt()) } else { self.horizon.lerp(self.nadir, (-d.y).min(0.5) * 2.0) };
        base * (1.0 + self.side.dot(d)).max(0.15)
    }

    /// What the camera sees where there is nothing: a sky with thin clouds.
    pub fn view(&self, d: Vec3) -> Vec3 {
        let up = (d.y * 2.6 + 0.12).clamp(0.0, 1.0);
        let sky = self.sky_low.lerp(self.sky_high, up);
        let cloud = smoothstep(0.02, 0.42, fbm2(Vec2::new(d.x * 3.0 + 20.0 * unit(hash(self.seed)), d.y * 9.0), 4));
        sky.lerp(self.sky_low.max(sky), 0.55 * cloud)
    }

    /// Part of the sunlight that the mask lets through to `p`, for a ray towards the sun along `w`.
    pub fn through(&self, p: Vec3, w: Vec3) -> f32 {
        if self.mask == Mask::Open {
            return 1.0;
        }
        // The mask hangs before the aim, square to the sun.
        let n = self.sun_at;
        let centre = self.aim + n * self.mask_size * self.mask.gap();
        let q = p + w * ((centre - p).dot(n) / w.dot(n)) - centre;
        let right = Vec3::Y.cross(n).normalize();
        let up = n.cross(right);
        self.mask.opening(Vec2::new(q.dot(right), q.dot(up)) / self.mask_size, self.seed)
    }
}
