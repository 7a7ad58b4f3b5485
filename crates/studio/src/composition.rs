//! Where the camera stands and how the products are arranged before it.

use crate::camera::Camera;
use crate::cutout::Cutout;
use crate::dice::Dice;
use crate::size::Size;
use crate::standee::Place;
use crate::viewpoint::Viewpoint;
use glam::{Vec2, Vec3};

/// A product to be shown.
pub struct Subject<'a> {
    pub cut: &'a Cutout,
    pub size: Size,
}

/// How a picture is cropped. Neighbouring seeds take turns, so that a few variants of one brief do not look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// The product large and near the middle.
    Close,
    /// More of the set, the product at a third.
    Wide,
}

impl Framing {
    /// Part of the frame's height that the product fills.
    fn fill(self, dice: &mut Dice) -> f32 {
        match self {
            Framing::Close => dice.between(0.52, 0.60),
            Framing::Wide => dice.between(0.43, 0.49),
        }
    }

    /// How far from the middle it stands, in frame widths.
    fn aside(self, dice: &mut Dice) -> f32 {
        match self {
            Framing::Close => dice.between(0.0, 0.05),
            Framing::Wide => dice.between(0.08, 0.15),
        }
    }
}

/// A camera, and width and height of each product in the set, in metres.
pub struct Composition {
    pub camera: Camera,
    sizes: Vec<Vec2>,
}

/// Products of a group overlap a little.
const OVERLAP: f32 = 0.85;

impl Composition {
    /// `aspect` is the picture's width over its height; `hand` (1 or -1) mirrors the arrangement.
    pub fn new(subjects: &[Subject], aspect: f32, viewpoint: &Viewpoint, (framing, hand): (Framing, f32), dice: &mut Dice) -> Composition {
        let on_table = !subjects.iter().any(|s| s.size.on_floor);
        let tallest = subjects.iter().map(|s| s.size.height).fold(0.01, f32::max);
        // Real sizes, but small things are allowed to grow towards the tallest.
        let height_of = |s: &Subject| tallest * crate::math::pow(s.size.height / tallest, 0.8);
        let sizes: Vec<Vec2> = subjects.iter().map(|s| Vec2::new(s.cut.aspect(), 1.0) * height_of(s)).collect();
        let wide = group_width(&sizes);
        let fill = framing.fill(dice) * viewpoint.size;
        let side = (if on_table { 0.50 } else { 0.60 } + if aspect < 1.0 { 0.12 } else { 0.0 }) * viewpoint.size.min(1.25);
        let height = (tallest / fill).max(wide / side / aspect);
        let height = if on_table { height } else { height.clamp(1.15, 3.2) };
        let width = height * aspect;
        let distance = height.max(width * 0.75) * dice.between(2.3, 2.7) * viewpoint.distance;
        let photographed = subjects.iter().max_by(|a, b| a.size.height.total_cmp(&b.size.height)).and_then(|s| s.cut.pitch());
        let pitch = viewpoint.pitch(photographed, dice);
        // The foot stands a fifth from below; small products in a large frame a little higher.
        let base = if aspect < 0.8 { 0.26 } else { 0.19 } + 0.12 * (1.0 - (tallest / height / 0.54).min(1.0));
        let eye = Vec3::new(viewpoint.aside(dice) * width, distance * pitch, distance);
        // Aside of the middle, away from what stands nearest in most sets, but never near the edge.
        let room = (0.5 - wide / width * 0.5 - 0.11).max(0.0);
        let shift = if subjects.len() == 1 { -hand * (framing.aside(dice) * aspect.min(1.0)).min(room) * width } else { 0.0 };
        Composition { camera: Camera { eye, left: shift - width * 0.5, bottom: -height * base, width, height }, sizes }
    }

    /// Width of all products together, metres.
    pub fn width(&self) -> f32 {
        group_width(&self.sizes)
    }

    /// Tallest behind in the middle, the others in front of it to the sides. `lift` is the height of what they stand on; `hand`
    /// (1 or -1) mirrors the arrangement.
    pub fn places(&self, lift: f32, hand: f32) -> Vec<Place> {
        self.sizes
            .iter()
            .zip(self.feet(hand))
            .map(|(size, foot)| {
                let k = self.camera.eye.z / (self.camera.eye.z - foot.y);
                let at = self.camera.hidden_at(Vec3::new(foot.x, lift, foot.y));
                let size = *size * k;
                Place { left: at.x - size.x * 0.5, bottom: at.y, width: size.x, height: size.y, z: foot.y, flat: false }
            })
            .collect()
    }

    /// Where each product stands: x, and depth.
    fn feet(&self, hand: f32) -> Vec<Vec2> {
        let s = &self.sizes;
        let mut rank: Vec<usize> = (0..s.len()).collect();
        rank.sort_by(|a, b| s[*b].y.total_cmp(&s[*a].y).then(a.cmp(b)));
        let mut feet = vec![Vec2::ZERO; s.len()];
        match rank[..] {
            [main, second] => {
                let (deep, wide) = (0.22 * s[main].x.max(s[second].x), self.width());
                feet[main] = Vec2::new(-hand * (wide - s[main].x) * 0.5, -deep);
                feet[second] = Vec2::new(hand * (wide - s[second].x) * 0.5, deep * 0.3);
            }
            [main, second, third] => {
                let deep = 0.22 * s[main].x.max(s[second].x);
                feet[main] = Vec2::new(-hand * (s[third].x - s[second].x) * 0.2, -deep);
                feet[second] = Vec2::new(hand * (s[main].x * 0.5 + s[second].x * 0.36), deep * 0.1);
                feet[third] = Vec2::new(-hand * (s[main].x * 0.5 + s[third].x * 0.36), deep * 0.35);
            }
            _ => {}
        }
        feet
    }
}

fn group_width(sizes: &[Vec2]) -> f32 {
    sizes.iter().map(|s| s.x).sum::<f32>() * if sizes.len() > 1 { OVERLAP } else { 1.0 }
}
