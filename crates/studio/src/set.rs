//! A set while it is built: where the floor, the walls and the camera are, and the solids that stand there so far.

use crate::camera::Camera;
use crate::dice::Dice;
use crate::dressing::Dressing;
use crate::material::Material;
use crate::math::frame_along;
use crate::prop::Spot;
use crate::scene::{Item, Scene};
use crate::shape::Shape;
use crate::style::Style;
use crate::take::Take;
use crate::world::Solid;
use glam::{Mat3, Vec3};

pub struct Set<'a> {
    pub style: &'a Style,
    pub camera: Camera,
    pub dice: Dice,
    /// Height of the room's floor: 0 for furniture, below the table for small things.
    pub ground: f32,
    /// 1 or -1: the arrangement may be mirrored.
    pub hand: f32,
    /// Distance of the back wall behind the product.
    pub wall_z: f32,
    /// Size of the room relative to the numbers in the data.
    pub scale: f32,
    pub solids: Vec<Solid>,
    pub outdoors: bool,
    pub on_table: bool,
    /// Left and right end of the products in the plane of focus.
    pub products: (f32, f32),
    /// Their top.
    pub products_top: f32,
    pub take: Take,
    /// Height of what the product stands on.
    pub lift: f32,
    /// Top of the last pedestal built, for what stands on it.
    pub top: f32,
}

impl<'a> Set<'a> {
    /// An empty set. `scale` and `product_width` say how large the things in it are.
    pub fn empty(style: &'a Style, camera: Camera, on_table: bool, seed: u32) -> Set<'a> {
        let scale = if on_table { camera.height / 0.6 } else { (camera.height / 1.7).clamp(0.8, 1.3) };
        Set {
            style,
            camera,
            dice: Dice::new(seed, "props"),
            ground: 0.0,
            hand: 1.0,
            wall_z: 2.0,
            scale,
            solids: Vec::new(),
            outdoors: false,
            on_table,
            products: (0.0, 0.0),
            products_top: 0.0,
            take: Take::Close,
            lift: 0.0,
            top: 0.0,
        }
    }

    /// Puts up everything that the scene has, optional things by chance.
    pub fn furnish(&mut self, scene: &Scene, dressing: &Dressing) {
        let take = self.take.digit();
        let items = if self.on_table { &scene.table } else { &scene.floor };
        for (i, item) in items.iter().enumerate() {
            // What was asked for stands there in every take, but once.
            let same = |other: &Item| other.kind.words == item.kind.words;
            let missing = !items.iter().any(|other| same(other) && other.is_in(take)) && items.iter().position(same) == Some(i);
            if !(item.is_in(take) || missing && dressing.asks(item.kind.words)) {
                continue;
            }
            let chance = dressing.chance(item.numbers.get("p", 1.0), item.kind.words);
            if self.dice.chance(chance) {
                let spot = Spot::of(item, self);
                (item.kind.build)(self, &spot);
            }
        }
    }

    /// Surfaces are patterned in proportion to the room.
    fn solid(&self, shape: Shape, m: Material, at: Vec3) -> Solid {
        Solid::new(shape, m.scaled(m.scale * self.scale), at)
    }

    pub fn put(&mut self, shape: Shape, m: Material, at: Vec3) {
        self.solids.push(self.solid(shape, m, at));
    }

    pub fn put_turned(&mut self, shape: Shape, m: Material, at: Vec3, turn: Mat3) {
        self.solids.push(self.solid(shape, m, at).turned(turn));
    }

    /// A box by its middle and half size.
    pub fn block(&mut self, m: Material, at: Vec3, half: Vec3) {
        self.put(Shape::Block(half), m, at);
    }

    /// A box with rounded edges.
    pub fn round(&mut self, m: Material, at: Vec3, half: Vec3, r: f32) {
        self.put(Shape::Round { half, r: r.min(half.min_element() * 0.99) }, m, at);
    }

    /// A disc that stands at `foot`, `h` high. Its lower rim is sunk: under a rounded one light is so narrow that it is drawn as dashes.
    pub fn disc(&mut self, m: Material, foot: Vec3, (r, h): (f32, f32), edge: f32) {
        self.put(Shape::Puck { r, h: (h + edge) * 0.5, edge }, m, foot + Vec3::Y * (h - edge) * 0.5);
    }

    /// A box with rounded edges that stands at `foot`, by its whole size; sunk as a disc is.
    pub fn step(&mut self, m: Material, foot: Vec3, size: Vec3, r: f32) {
        self.round(m, foot + Vec3::Y * (size.y - r) * 0.5, (size + Vec3::Y * r) * 0.5, r);
    }

    /// A round bar between two points.
    pub fn bar(&mut self, a: Vec3, b: Vec3, r: f32, m: Material) {
        self.put_turned(Shape::Capsule { r, h: (b - a).length() * 0.5 }, m, (a + b) * 0.5, frame_along((b - a).normalize()));
    }

    /// Width of all products together.
    pub fn product_width(&self) -> f32 {
        self.products.1 - self.products.0
    }

    /// The middle of the products.
    pub fn middle(&self) -> f32 {
        (self.products.0 + self.products.1) * 0.5
    }

    /// `at` moved sideways until something of radius `r` there is seen clear of the products; `None` where the frame has no room
    /// for that. What shines right behind a product looks like a halo.
    pub fn clear_of_products(&self, at: Vec3, r: f32) -> Option<Vec3> {
        let camera = &self.camera;
        let (q, k) = (camera.hidden_at(at), camera.eye.z / (camera.eye.z - at.z));
        let (r, air) = (r * k, 0.05 * camera.width);
        if !self.on_table && q.y - r > self.products_top * 1.1 {
            return Some(at);
        }
        let (low, high) = (self.products.0 - air - r, self.products.1 + air + r);
        let (least, most) = (camera.left + 0.8 * r, camera.left + camera.width - 0.8 * r);
        let sides = if q.x < self.middle() { [q.x.min(low), high] } else { [q.x.max(high), low] };
        let x = sides.into_iter().find(|x| (least..=most).contains(x))?;
        Some(camera.behind_focus(glam::Vec2::new(x, q.y), at.z))
    }

    /// World x for frame position `u` at depth `z` behind the product, mirrored with the arrangement.
    pub fn x(&self, u: f32, z: f32) -> f32 {
        self.camera.at(u * self.hand, 0.0, -z).x
    }

    /// World y for frame position `v` at depth `z` behind the product.
    pub fn y(&self, v: f32, z: f32) -> f32 {
        self.camera.at(0.0, v, -z).y
    }

    /// Where small things stand: the table top, or the floor of a room full of furniture.
    pub fn surface(&self) -> f32 {
        if self.on_table { 0.0 } else { self.ground }
    }
}
