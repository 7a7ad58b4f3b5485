//! Lighting by name, from data/lights.txt, and its placing around a set.

use crate::camera::Camera;
use crate::dice::Dice;
use crate::entries::{DataProblem, Entry};
use crate::lights::Lights;
use crate::mask::Mask;
use crate::math::sin_cos;
use glam::Vec3;

#[derive(Clone, Debug)]
pub struct Lighting {
    key: Vec3,
    key_radius: f32,
    sun: Vec3,
    sun_soft: f32,
    /// Height of the sun, radians.
    sun_height: f32,
    mask: Mask,
    zenith: Vec3,
    horizon: Vec3,
    nadir: Vec3,
    /// How much brighter the surroundings are on the key's side.
    side: f32,
    sky_high: Vec3,
    sky_low: Vec3,
    /// How bright the set is developed, against a day's picture.
    pub dim: f32,
    /// Coloured light along the products' edges, from the left and from the right.
    rims: [Vec3; 2],
    /// How much of the light's colour the products take on, 0 to 1.
    tint: f32,
}

/// Usual part of the light's colour that a product takes on: its own colour is a promise.
const TINT: f32 = 0.35;

/// How often something outdoors stands in the shade of leaves.
const SHADE: f32 = 0.35;
/// Brightness of a day's sky against a lamp's.
const DAY_SKY: f32 = 1.5;

/// The part of a set that decides how light falls into it.
pub struct Place<'a> {
    pub camera: &'a Camera,
    /// -1 for light from the left, 1 from the right.
    pub hand: f32,
    pub outdoors: bool,
}

impl Lighting {
    pub fn read(e: &Entry) -> Result<Lighting, DataProblem> {
        let (key, sun, mask, sky, view) = (e.line("key")?, e.line("sun")?, e.line("mask")?, e.line("sky")?, e.line("view")?);
        let level = sky.number(3)?;
        let line = |key: &str| e.lines.iter().find(|l| l.key == key);
        let rims = line("rim").map_or(Ok([Vec3::ZERO; 2]), |l| Ok([l.color(0)? * l.number(2)?, l.color(1)? * l.number(2)?]))?;
        Ok(Lighting {
            key: key.color(0)? * key.number(1)?,
            key_radius: key.number(2)?,
            sun: sun.color(0)? * sun.number(1)?,
            sun_soft: sun.number(2)?,
            sun_height: sun.number(3)?,
            mask: Mask::named(mask.word(0)?).ok_or_else(|| mask.problem("no such mask"))?,
            zenith: sky.color(0)? * level,
            horizon: sky.color(1)? * level,
            nadir: sky.color(2)? * level * 0.8,
            side: sky.number(4)?,
            sky_high: view.color(0)?,
            sky_low: view.color(1)?,
            dim: line("dim").map_or(Ok(1.0), |l| l.number(0))?,
            rims,
            tint: line("tint").map_or(Ok(TINT), |l| l.number(0))?,
        })
    }

    /// Key beside the camera, sun through its mask, both from the same side; where exactly is for the dice.
    pub fn placed(&self, place: &Place, dice: &mut Dice, seed: u32) -> Lights {
        let (size, hand) = (place.camera.height, place.hand);
        let key_at = Vec3::new(hand * dice.between(1.25, 1.6), dice.between(1.25, 1.65), dice.between(0.55, 1.0)) * size;
        let (up, along) = sin_cos(self.sun_height * dice.between(0.9, 1.1));
        let (front, aside) = sin_cos(dice.between(0.25, 0.55));
        // Outdoors there are no windows, but sometimes a tree.
        let mask = match self.mask {
            mask if !place.outdoors => mask,
            Mask::Leaves => Mask::Leaves,
            _ if dice.chance(SHADE) => Mask::Leaves,
            _ => Mask::Open,
        };
        // A day's sky outshines what stands below it.
        let sky = if self.dim < 1.0 { 1.0 } else { DAY_SKY };
        // Indoors the dome is low: a strong one flattens everything and products float. Outdoors the sun always shines.
        let (key, sun, dome) = if place.outdoors { (0.5, 1.1, 1.0) } else { (1.15, 1.35, 0.52) };
        let sun_color = if place.outdoors && self.sun.max_element() < 1.6 {
            self.sun.max(self.horizon.normalize_or(Vec3::ONE) * 1.6)
        } else {
            self.sun
        };
        Lights {
            key_at,
            key_radius: self.key_radius * size,
            key: self.key * key * key_at.length_squared(),
            sun_at: Vec3::new(hand * along * aside, up, along * front).normalize(),
            sun: sun_color * sun,
            sun_soft: self.sun_soft,
            mask,
            aim: place.camera.at(-hand * dice.between(0.0, 0.25), dice.between(-0.15, 0.15), -size * 0.8),
            mask_size: size * dice.between(1.15, 1.4),
            seed,
            zenith: self.zenith * dome,
            horizon: self.horizon * dome,
            nadir: self.nadir,
            side: Vec3::new(hand * self.side, 0.0, self.side * 0.4),
            sky_high: self.sky_high * sky,
            sky_low: self.sky_low * sky,
            rims: self.rims,
            tint: self.tint,
        }
    }
}
