//! Colour schemes by name, from data/palettes.txt: how a style's colours are shifted.

use crate::color::{luma, saturated};
use crate::entries::{DataProblem, Entry};
use glam::Vec3;

#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    saturation: f32,
    /// Colour leaned towards at the same brightness, and how much.
    lean: Vec3,
    amount: f32,
    /// Towards white (positive) or darker (negative), 0 to 1.
    pale: f32,
}

impl Palette {
    pub fn read(e: &Entry) -> Result<Palette, DataProblem> {
        let lean = e.line("lean")?;
        Ok(Palette {
            saturation: e.line("saturation")?.number(0)?,
            lean: lean.color(0)?,
            amount: lean.number(1)?,
            pale: e.line("pale")?.number(0)?,
        })
    }

    /// A colour in this scheme, `k` (0 to 1) of the way.
    pub fn applied(&self, color: Vec3, k: f32) -> Vec3 {
        let c = saturated(color, self.saturation);
        let leaning = self.lean * (luma(c) / luma(self.lean).max(1e-3));
        let c = c.lerp(leaning, self.amount);
        let c = if self.pale >= 0.0 { c.lerp(Vec3::splat(0.85), self.pale) } else { c * (1.0 + self.pale) };
        color.lerp(c, k).clamp(Vec3::ZERO, Vec3::splat(0.9))
    }
}
