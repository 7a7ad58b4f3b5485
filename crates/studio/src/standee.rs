//! A product standing in a set. To the camera it is a flat cut-out; to light it is a body: every point of the cut-out carries a
//! front and a back depth, guessed from its silhouette row by row. Without it a product throws no believable shadow.

use crate::camera::Camera;
use crate::cutout::Cutout;
use crate::math::pow;
use crate::ray::{Bounds, Ray};
use crate::silhouette::{Silhouette, foot_under};
use glam::{Vec2, Vec3};

/// Where a product stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Rectangle of the whole cut-out in the focus plane, metres.
    pub left: f32,
    pub bottom: f32,
    pub width: f32,
    pub height: f32,
    /// Depth of the plane in which it stands.
    pub z: f32,
    /// Prints and cards have hardly any body.
    pub flat: bool,
}

/// From where to where the body reaches in depth. Apart from the colours, because rays look at many of them.
#[derive(Clone, Copy)]
struct Cell {
    front: f32,
    back: f32,
}

const EMPTY: Cell = Cell { front: -1.0, back: 1.0 };

impl Cell {
    fn is_body(&self) -> bool {
        self.front >= self.back
    }
}

pub struct Standee {
    eye: Vec3,
    place: Place,
    columns: usize,
    rows: usize,
    cells: Vec<Cell>,
    color: Vec<Vec3>,
    /// Guessed, for relighting.
    normal: Vec<Vec3>,
    bounds: Bounds,
}

const ROWS: usize = 160;
/// Thickness of a framed print, metres.
const FLAT: f32 = 0.022;
/// How far a print leans back, as a part of its height.
const LEAN: f32 = 0.16;

impl Standee {
    pub fn new(cut: &Cutout, camera: &Camera, place: Place) -> Standee {
        let outline = Silhouette::of(cut, ROWS, place.width / place.height);
        let mut standee = Standee {
            eye: camera.eye,
            place,
            columns: outline.columns,
            rows: ROWS,
            cells: vec![EMPTY; outline.columns * ROWS],
            color: Vec::new(),
            normal: vec![Vec3::Z; outline.columns * ROWS],
            bounds: Bounds::NONE,
        };
        let base = standee.inflate(&outline);
        standee.carve(&outline, base);
        standee.color = outline.color;
        standee.shade();
        standee
    }

    pub fn height(&self) -> f32 {
        self.place.height
    }

    fn column_width(&self) -> f32 {
        self.place.width / self.columns as f32
    }

    fn row_height(&self) -> f32 {
        self.place.height / self.rows as f32
    }

    /// Gives every covered run of a row a round section. Returns the depth of the foot.
    fn inflate(&mut self, outline: &Silhouette) -> f32 {
        let p = &self.place;
        let cap = (0.30 * p.width.max(p.height * 0.6)).min(0.42 * p.height.max(0.4 * p.width));
        let (step, flat) = (self.column_width(), p.flat);
        let mut base = 0f32;
        for y in 0..self.rows {
            for (from, to) in outline.spans(y) {
                let half = (to - from) as f32 * step * 0.5;
                let depth = if flat { FLAT } else { half.min(cap) };
                if y * 20 > self.rows * 19 {
                    base = base.max(depth);
                }
                for x in from..to {
                    let u = ((x as f32 + 0.5 - from as f32) * step / half - 1.0).abs().min(1.0);
                    // A circle; or, where the cap makes it shallower than wide, a squarer curve.
                    let round = if half <= cap { (1.0 - u * u).max(0.02).sqrt() } else { pow((1.0 - u * u * u * u).max(0.02), 0.25) };
                    let t = if flat { depth } else { depth * round };
                    let i = y * self.columns + x;
                    self.cells[i] = Cell { front: t, back: -t };
                }
            }
        }
        base
    }

    /// Moves the body to where it stands. The lowest point of the picture is the front of the foot, so the axis lies one foot
    /// depth behind; and what ends higher in the picture stands further back, so a chair's rear legs meet the floor where they should.
    fn carve(&mut self, outline: &Silhouette, base: f32) {
        let (p, eye) = (self.place, self.eye);
        let back_per_up = ((eye.z - p.z) / (eye.y - p.bottom).max(0.05)).min(5.0) * self.row_height();
        let (rows, up) = (self.rows, self.row_height());
        let feet = if p.flat { outline.ends() } else { outline.feet() };
        let (mut near, mut deep) = (f32::MIN, f32::MAX);
        for y in 0..self.rows {
            for x in 0..self.columns {
                let cell = &mut self.cells[y * self.columns + x];
                if !cell.is_body() {
                    continue;
                }
                let foot = foot_under(&feet, x);
                let leant = if p.flat { ((rows - y) as f32 - foot).max(0.0) * up * LEAN } else { 0.0 };
                let axis = p.z - base * 0.9 - foot * back_per_up - leant;
                (cell.front, cell.back) = ((axis + cell.front).min(p.z + 0.35 * base), axis + cell.back);
                (near, deep) = (near.max(cell.front), deep.min(cell.back));
            }
        }
        // Seen from the eye the body is a cone of sight: its box holds both ends of it.
        for (x, y) in [(p.left, p.bottom), (p.left + p.width, p.bottom + p.height)] {
            for z in [near, deep] {
                self.bounds = self.bounds.with_point(self.on_sight(Vec2::new(x, y), z));
            }
        }
    }

    /// Normals from the slope of the front.
    fn shade(&mut self) {
        if self.place.flat {
            return;
        }
        const REACH: i32 = 3;
        let (columns, rows) = (self.columns as i32, self.rows as i32);
        let front = |x: i32, y: i32| -> Option<f32> {
            let inside = (0..columns).contains(&x) && (0..rows).contains(&y);
            inside.then(|| &self.cells[(y * columns + x) as usize]).filter(|c| c.is_body()).map(|c| c.front)
        };
        let slope = |here: f32, before: Option<f32>, after: Option<f32>, size: f32| match (before, after) {
            (None, None) => 0.0,
            (Some(a), Some(b)) => (b - a) / (2.0 * REACH as f32 * size),
            (a, b) => (b.unwrap_or(here) - a.unwrap_or(here)) / (REACH as f32 * size),
        };
        let (dx, dy) = (self.column_width(), self.row_height());
        self.normal = (0..columns * rows)
            .map(|i| {
                let (x, y) = (i % columns, i / columns);
                let Some(here) = front(x, y) else { return Vec3::Z };
                let gx = slope(here, front(x - REACH, y), front(x + REACH, y), dx).clamp(-2.5, 2.5);
                let gy = slope(here, front(x, y - REACH), front(x, y + REACH), dy).clamp(-1.0, 1.0) * 0.4;
                Vec3::new(-gx, gy + 0.12, 1.0).normalize()
            })
            .collect();
    }

    /// The point at depth `z` that the camera sees at point `q` of the focus plane.
    fn on_sight(&self, q: Vec2, z: f32) -> Vec3 {
        let k = (self.eye.z - z) / self.eye.z;
        Vec3::new(self.eye.x + (q.x - self.eye.x) * k, self.eye.y + (q.y - self.eye.y) * k, z)
    }

    /// Where a point lies on the cut-out as seen from the eye, times its distance from the eye in depth, and that distance: all
    /// three are linear along a ray. Cells to the right and down.
    fn on_cells(&self, p: Vec3) -> Vec3 {
        let (place, w) = (&self.place, self.eye.z - p.z);
        let u = (self.eye.x - place.left) * w + (p.x - self.eye.x) * self.eye.z;
        let v = (place.bottom + place.height - self.eye.y) * w - (p.y - self.eye.y) * self.eye.z;
        Vec3::new(u / self.column_width(), v / self.row_height(), w)
    }

    /// First point of the body along a ray, and its colour. Steps are jittered, so thin parts become soft, not striped.
    pub fn touch(&self, ray: &Ray, far: f32, jitter: f32) -> Option<(f32, Vec3)> {
        const STEPS: usize = 36;
        let (from, to) = self.bounds.crossed(ray, 1e-3, far)?;
        let step = (to - from) / STEPS as f32;
        let first = from + jitter * step;
        let (p, q) = (self.on_cells(ray.at(first)), self.on_cells(ray.at(first + step)));
        let across = q - p;
        (0..STEPS).find_map(|i| {
            let at = p + across * i as f32;
            let k = 1.0 / at.z;
            let (x, y) = (at.x * k, at.y * k);
            if !(x >= 0.0 && y >= 0.0 && x < self.columns as f32 && y < self.rows as f32) {
                return None;
            }
            let cell = y as usize * self.columns + x as usize;
            let z = self.eye.z - at.z;
            let inside = z <= self.cells[cell].front && z >= self.cells[cell].back;
            inside.then(|| (first + i as f32 * step, self.color[cell]))
        })
    }

    /// A point of the visible face and its normal, for relighting; u and v from 0 to 1, v downwards.
    pub fn face(&self, u: f32, v: f32) -> Option<(Vec3, Vec3)> {
        let (x, y) = ((u * self.columns as f32) as usize, (v * self.rows as f32) as usize);
        let i = y.min(self.rows - 1) * self.columns + x.min(self.columns - 1);
        let cell = self.cells[i];
        let p = &self.place;
        let q = Vec2::new(p.left + u * p.width, p.bottom + (1.0 - v) * p.height);
        cell.is_body().then(|| (self.on_sight(q, cell.front), self.normal[i]))
    }
}
