//! A surface: its texture, its two colours, how it shines.

use crate::color::luma;
use crate::texture::Texture;
use glam::Vec3;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Material {
    pub texture: Texture,
    /// Main colour, linear light.
    pub a: Vec3,
    /// Second colour: grain, veins, joints.
    pub b: Vec3,
    /// Size of the pattern relative to its natural size.
    pub scale: f32,
    /// Reflectance looking straight on; 0 is matt.
    pub shine: f32,
    /// Width of the reflection, 0 (mirror) to 1.
    pub rough: f32,
    pub metal: bool,
    /// Light of its own, in display brightness; zero for everything but lamps, windows and screens.
    pub glow: Vec3,
    /// Part of that at a body's rim: opal glass and cloth shine less where they are seen at a slant.
    pub rim: Vec3,
}

impl Material {
    pub fn matt(texture: Texture, a: Vec3, b: Vec3) -> Self {
        Material { texture, a, b, scale: 1.0, shine: 0.0, rough: 0.6, metal: false, glow: Vec3::ZERO, rim: Vec3::ONE }
    }

    /// Matt, one colour, no texture.
    pub fn plain(color: Vec3) -> Self {
        Self::matt(Texture::Plain, color, color)
    }

    pub fn linen(color: Vec3) -> Self {
        Self::matt(Texture::Linen, color, color)
    }

    pub fn metal(color: Vec3, rough: f32) -> Self {
        Material { metal: true, shine: 1.0, rough, ..Self::plain(color) }
    }

    pub fn lamp(color: Vec3) -> Self {
        Material { glow: color, ..Self::matt(Texture::Plain, Vec3::splat(0.8), Vec3::ONE) }
    }

    /// Lit from within, brightest in its middle and warm at its rim.
    pub fn opal(color: Vec3) -> Self {
        Material { rim: Vec3::new(0.74, 0.64, 0.50), ..Self::lamp(color) }
    }

    pub fn shiny(self, shine: f32, rough: f32) -> Self {
        Material { shine, rough, ..self }
    }

    pub fn scaled(self, scale: f32) -> Self {
        Material { scale, ..self }
    }

    pub fn glows(&self) -> bool {
        self.glow != Vec3::ZERO
    }

    /// Light of its own towards the eye, for a ray arriving along `d` at a normal `n`.
    pub fn shine_at(&self, n: Vec3, d: Vec3) -> Vec3 {
        let facing = (-n.dot(d)).clamp(0.0, 1.0);
        self.glow * self.rim.lerp(Vec3::ONE, facing * facing * (3.0 - 2.0 * facing))
    }

    /// Part of the light that is mirrored, for a ray arriving along `d` at a surface of this colour and normal (Schlick 1994).
    pub fn mirrors(&self, albedo: Vec3, n: Vec3, d: Vec3) -> Vec3 {
        let base = if self.metal { albedo } else { Vec3::splat(self.shine) };
        let k = (1.0 + n.dot(d)).clamp(0.0, 1.0);
        let smooth = 1.0 - self.rough;
        base + (Vec3::ONE - base) * (k * k * k * k * k * smooth * smooth)
    }

    /// Dark enough that light tiles beside it would look like another room.
    pub fn is_dark(&self) -> bool {
        luma(self.a) < 0.15
    }
}
