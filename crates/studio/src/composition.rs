//! Where the camera stands and how the products are arranged before it.

use crate::camera::Camera;
use crate::cutout::Cutout;
use crate::dice::Dice;
use crate::math::pow;
use crate::size::Size;
use crate::standee::Place;
use crate::take::Take;
use crate::viewpoint::Viewpoint;
use glam::{Vec2, Vec3};

/// A product to be shown.
pub struct Subject<'a> {
    pub cut: &'a Cutout,
    pub size: Size,
}

/// A camera, and where each product stands.
pub struct Composition {
    pub camera: Camera,
    pub stands: Vec<Stand>,
}

/// Where one product stands in the set. Metres.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    /// Width and height of the product.
    pub size: Vec2,
    /// Its foot: x, and depth z.
    pub foot: Vec2,
    /// Height of the small table under it: small things do not stand on a floor.
    pub raised: f32,
}

/// Height of a small table among furniture, metres.
const SMALL_TABLE: f32 = 0.48;

impl Composition {
    /// The first subject is the hero: in front, and nearest to the middle.
    ///
    /// `aspect` is the picture's width over its height; `hand` (1 or -1) mirrors the arrangement.
    pub fn new(subjects: &[Subject], aspect: f32, viewpoint: &Viewpoint, (take, hand): (Take, f32), dice: &mut Dice) -> Composition {
        let on_table = !subjects.iter().any(|s| s.size.on_floor);
        let stands = arranged(subjects, (take, hand));
        let (left, right) = reach(&stands);
        let tallest = stands.iter().map(|s| s.size.y + s.raised).fold(0.01, f32::max);
        // Of a group the hero is drawn towards the middle of the frame.
        let shift = (left + right) * 0.5 * 0.5;
        let wide = (right - shift).max(shift - left) * 2.0;
        let fill = take.fill(dice);
        // A group needs the room that one thing leaves empty.
        let (fill, group) = if subjects.len() > 1 { (fill.max(0.55), 1.3) } else { (fill, 1.0) };
        let size = fill * viewpoint.size;
        let side = (if on_table { 0.50 } else { 0.62 } * group + if aspect < 1.0 { 0.12 } else { 0.0 }) * (size / Take::USUAL).min(1.25);
        let height = (tallest / (size * group).min(0.72)).max(wide / side.min(0.90) / aspect);
        let height = if on_table { height } else { height.clamp(1.15, 3.4) };
        let width = height * aspect;
        let distance = height.max(width * 0.75) * dice.between(2.3, 2.7) * viewpoint.distance;
        let pitch = viewpoint.pitch(subjects[0].cut.pitch(), take.raise(dice));
        // The foot stands a fifth from below; small products in a large frame a little higher.
        let base = if aspect < 0.8 { 0.26 } else { 0.19 } + 0.12 * (1.0 - (tallest / height / 0.54).min(1.0));
        let eye = Vec3::new((viewpoint.aside(dice) + hand * take.eye(dice)) * width, distance * pitch, distance);
        // Aside of the middle, away from what stands nearest in most sets, but never near the edge.
        let room = (0.5 - wide / width * 0.5 - 0.09).max(0.0);
        let aside = -hand * (take.aside(dice) * aspect.min(1.0)).min(room) * width;
        let shift = if subjects.len() == 1 { aside } else { shift + aside * 0.3 };
        Composition { camera: Camera { eye, left: shift - width * 0.5, bottom: -height * base, width, height }, stands }
    }

    /// Left and right end of all products together, metres.
    pub fn reach(&self) -> (f32, f32) {
        reach(&self.stands)
    }

    /// Top of the highest product, metres.
    pub fn top(&self) -> f32 {
        self.stands.iter().map(|s| s.size.y + s.raised).fold(0.0, f32::max)
    }

    /// `lift` is the height of what all of them stand on.
    pub fn places(&self, lift: f32) -> Vec<Place> {
        self.stands
            .iter()
            .map(|Stand { size, foot, raised }| {
                let k = self.camera.eye.z / (self.camera.eye.z - foot.y);
                let at = self.camera.hidden_at(Vec3::new(foot.x, lift + raised, foot.y));
                let size = *size * k;
                Place { left: at.x - size.x * 0.5, bottom: at.y, width: size.x, height: size.y, z: foot.y, flat: false }
            })
            .collect()
    }
}

/// The hero in front, of three in the middle; others beside it and a little behind.
fn arranged(subjects: &[Subject], (take, hand): (Take, f32)) -> Vec<Stand> {
    let on_floor = subjects.iter().any(|s| s.size.on_floor);
    let hero = subjects[0].size;
    let stand = |s: &Subject| {
        let ratio = s.size.height / hero.height;
        // Real sizes, but what is of a kind with the hero is drawn towards it: a mug is not lost beside a vase.
        let drawn = match (s.size.on_floor == hero.on_floor, ratio > 1.0) {
            (true, true) => 0.42,
            (true, false) => 0.80,
            (false, _) => 0.95,
        };
        let height = hero.height * pow(ratio, drawn);
        let raised = if on_floor && !s.size.on_floor { SMALL_TABLE } else { 0.0 };
        Stand { size: Vec2::new(s.cut.aspect(), 1.0) * height, foot: Vec2::ZERO, raised }
    };
    let mut all: Vec<Stand> = subjects.iter().map(stand).collect();
    // How far from the hero: its half and the other's, a little apart where one stands on a table of its own.
    let beside = |a: &Stand, b: &Stand| (a.size.x + b.size.x) * 0.5 + if a.raised > 0.0 || b.raised > 0.0 { 0.14 } else { 0.02 * a.size.x };
    let behind = |a: &Stand, b: &Stand| 0.16 * (a.size.x + b.size.x);
    match &mut all[..] {
        [hero, second] => {
            second.foot = Vec2::new(hand * beside(hero, second), -behind(hero, second) * if take.is_deep() { 1.7 } else { 0.8 });
        }
        [hero, second, third] => {
            second.foot = Vec2::new(hand * beside(hero, second), -behind(hero, second));
            let (near, far) = if take.is_deep() { (0.86, 2.4) } else { (1.0, 1.4) };
            third.foot = Vec2::new(-hand * beside(hero, third) * near, -behind(hero, third) * far);
        }
        _ => {}
    }
    all
}

fn reach(stands: &[Stand]) -> (f32, f32) {
    let left = stands.iter().map(|s| s.foot.x - s.size.x * 0.5).fold(f32::MAX, f32::min);
    let right = stands.iter().map(|s| s.foot.x + s.size.x * 0.5).fold(f32::MIN, f32::max);
    (left, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_imaging::Raster;

    #[test]
    fn the_first_product_stands_in_front_and_nothing_covers_it() {
        let cut = Cutout::of(&Raster::filled(60, 40, [90, 80, 70, 255]).expect("a size"));
        let subject = |height, on_floor| Subject { cut: &cut, size: Size { height, on_floor } };
        for (heights, floor) in [([0.10, 0.17, 0.30], false), ([0.82, 0.48, 0.86], true)] {
            let subjects = heights.map(|height| subject(height, floor));
            for (seed, hand) in [(0, 1.0), (1, -1.0), (2, 1.0), (3, -1.0)] {
                let stands = arranged(&subjects, (Take::of(seed), hand));
                let (left, right) = reach(&stands);
                let middle = |s: &Stand| (s.foot.x - (left + right) * 0.5).abs();
                assert!(stands[1..].iter().all(|s| s.foot.y < stands[0].foot.y), "in front of all");
                assert!(stands[1..].iter().all(|s| middle(s) > middle(&stands[0])), "nearest to the middle");
            }
        }
    }

    #[test]
    fn small_things_among_furniture_stand_on_a_table() {
        let cut = Cutout::of(&Raster::filled(60, 40, [90, 80, 70, 255]).expect("a size"));
        let subjects = [0.82, 0.46].map(|height| Subject { cut: &cut, size: Size { height, on_floor: height > 0.6 } });
        let raised: Vec<f32> = arranged(&subjects, (Take::Close, 1.0)).iter().map(|s| s.raised).collect();
        assert_eq!(raised, [0.0, SMALL_TABLE]);
    }
}
