//! The four ways in which a photographer would take the same thing. Neighbouring seeds take turns, so that a few variants of one
//! brief do not look alike: what they share is only what was asked for.

use crate::dice::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Large and near the middle, seen from its own height.
    Close,
    /// At a third, seen from above, the camera on the open side.
    Third,
    /// From low down, larger still.
    Low,
    /// Much of the set.
    Wide,
}

impl Take {
    /// Part of the frame's height that a product usually fills.
    pub const USUAL: f32 = 0.54;

    pub fn of(seed: u64) -> Take {
        [Take::Close, Take::Third, Take::Low, Take::Wide][(seed & 3) as usize]
    }

    /// As data files name it: 1 to 4.
    pub fn digit(self) -> u32 {
        self as u32 + 1
    }

    /// Part of the frame's height that the product fills.
    pub fn fill(self, dice: &mut Dice) -> f32 {
        match self {
            Take::Close => dice.between(0.53, 0.58),
            Take::Third => dice.between(0.45, 0.49),
            Take::Low => dice.between(0.60, 0.65),
            Take::Wide => dice.between(0.40, 0.44),
        }
    }

    /// How far from the middle it stands, in frame widths.
    pub fn aside(self, dice: &mut Dice) -> f32 {
        match self {
            Take::Close => dice.between(0.0, 0.04),
            Take::Third => dice.between(0.13, 0.18),
            Take::Low => dice.between(0.05, 0.10),
            Take::Wide => dice.between(0.14, 0.20),
        }
    }

    /// How high the eye is, within what the viewpoint leaves open: 0 to 1.
    pub fn raise(self, dice: &mut Dice) -> f32 {
        match self {
            Take::Close => dice.between(0.35, 0.60),
            Take::Third => dice.between(0.80, 1.0),
            Take::Low => dice.between(0.0, 0.12),
            Take::Wide => dice.between(0.55, 0.80),
        }
    }

    /// How far the eye is aside, in frame widths, towards the open side.
    pub fn eye(self, dice: &mut Dice) -> f32 {
        match self {
            Take::Close => 0.0,
            Take::Third => dice.between(0.08, 0.16),
            Take::Low => dice.between(-0.10, -0.04),
            Take::Wide => dice.between(0.02, 0.08),
        }
    }

    /// Whether things stand one behind the other rather than side by side.
    pub fn is_deep(self) -> bool {
        matches!(self, Take::Third | Take::Wide)
    }
}
