//! Where the camera stands by the words for it, from data/viewpoints.txt.
//!
//! A photograph shows the product from one side only, so words like "from the side" can raise or lower the camera and bring it
//! nearer, but never turn the product.

use crate::dice::Dice;
use crate::entries::{DataProblem, Entry};

#[derive(Clone, Debug, PartialEq)]
pub struct Viewpoint {
    /// Height over distance of the eye: least and most.
    pitch: (f32, f32),
    /// How much of the usual size the product takes.
    pub size: f32,
    /// Distance relative to the usual one: near makes depth strong.
    pub distance: f32,
    /// The eye aside of the product, in frame widths: least and most.
    aside: (f32, f32),
    /// How much the photograph's own pitch counts, 0 to 1.
    own: f32,
    /// The words asked for more than a photograph from one side can bear.
    pub short: bool,
}

impl Viewpoint {
    pub fn read(e: &Entry) -> Result<Viewpoint, DataProblem> {
        let (pitch, aside) = (e.line("pitch")?, e.line("aside")?);
        Ok(Viewpoint {
            pitch: (pitch.number(0)?, pitch.number(1)?),
            size: e.line("size")?.number(0)?,
            distance: e.line("distance")?.number(0)?,
            aside: (aside.number(0)?, aside.number(1)?),
            own: e.line("own")?.number(0)?,
            short: e.lines.iter().any(|l| l.key == "short"),
        })
    }

    /// Height over distance; `raise` (0 to 1) says where between least and most. Where the photograph's own is known it counts:
    /// one far from it would tilt the product.
    pub fn pitch(&self, photographed: Option<f32>, raise: f32) -> f32 {
        let asked = self.pitch.0 + (self.pitch.1 - self.pitch.0) * raise;
        photographed.map_or(asked, |own| asked + (own.clamp(0.10, 0.38) - asked) * self.own)
    }

    /// Eye to the left (negative) or right, in frame widths.
    pub fn aside(&self, dice: &mut Dice) -> f32 {
        dice.between(self.aside.0, self.aside.1) * dice.side()
    }
}
