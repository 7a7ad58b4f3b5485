//! Moods by name, from data/moods.txt: how light and film are shifted.

use crate::entries::{DataProblem, Entry};
use glam::Vec3;

#[derive(Clone, Debug, PartialEq)]
pub struct Mood {
    /// Factors for the film's contrast and the light of key, sun and surroundings.
    pub contrast: f32,
    pub key: f32,
    pub sun: f32,
    pub around: f32,
    /// Tint of key and surroundings.
    pub tint: Vec3,
}

impl Mood {
    /// Changes nothing.
    pub const NONE: Mood = Mood { contrast: 1.0, key: 1.0, sun: 1.0, around: 1.0, tint: Vec3::ONE };

    pub fn read(e: &Entry) -> Result<Mood, DataProblem> {
        let light = e.line("light")?;
        Ok(Mood {
            contrast: e.line("contrast")?.number(0)?,
            key: light.number(0)?,
            sun: light.number(1)?,
            around: light.number(2)?,
            tint: e.line("tint")?.vector(0)?,
        })
    }
}
