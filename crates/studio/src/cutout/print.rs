//! The whole photograph as a framed print: a slim frame and a wide mount around it. What is shown when a cut is not to be trusted.

use super::photo::Photo;
use super::{Cutout, Verdict};
use crate::dice::{Dice, mix};
use crate::math::{cos, exp, tan};
use crate::report::Shown;
use glam::{Vec2, Vec3, Vec4};
use rayon::prelude::*;

const PAPER: Vec3 = Vec3::new(0.86, 0.85, 0.82);
const WOOD: Vec3 = Vec3::new(0.055, 0.048, 0.042);

/// Widths of the parts, pixels.
struct Frame {
    w: usize,
    h: usize,
    frame: usize,
    /// Frame and mount together.
    pad: usize,
    side: f32,
}

pub fn framed(photo: &Photo, verdict: Verdict) -> Cutout {
    let side = photo.w.min(photo.h) as f32;
    let frame = (side * 0.022).max(3.0) as usize;
    let pad = (side * 0.12) as usize + frame;
    let f = Frame { w: photo.w + 2 * pad, h: photo.h + 2 * pad, frame, pad, side };
    let color = (0..f.w * f.h)
        .map(|i| {
            let (x, y) = (i % f.w, i / f.w);
            let inset = x.min(y).min(f.w - 1 - x).min(f.h - 1 - y);
            if inset < f.frame {
                f.moulding(x, y, inset)
            } else if inset < f.pad {
                f.mount(x, y, inset)
            } else {
                photo.rgb[(y - f.pad) * photo.w + x - f.pad]
            }
        })
        .collect();
    Cutout { w: f.w, h: f.h, color, alpha: vec![1.0; f.w * f.h], crop: None, shown: Shown::FramedPrint, verdict }
}

/// Depth of the frame, as a part of its shorter side.
const DEPTH: f32 = 0.05;
/// How far it leans back, radians.
const LEAN: f32 = 0.10;

/// The print seen by a camera that looks down on it a little: leaned back, turned to one side, the near side of its frame showing.
pub fn turned(print: Cutout, seed: u64) -> Cutout {
    let mut dice = Dice::new(mix(seed as u32, (seed >> 32) as u32), "print");
    let (angle, side) = (dice.between(0.12, 0.34), dice.side());
    let (w, h) = (print.w as f32, print.h as f32);
    let view = View { turn: tan(angle), turn_cos: cos(angle), lean: tan(LEAN), lean_cos: cos(LEAN), far: 3.4 * w.max(h), eye: 0.75 * h };
    let left = -w * 0.5 - DEPTH * w.min(h) * view.turn;
    let corners = [(left, 0.0), (left, h), (w * 0.5, 0.0), (w * 0.5, h)].map(|(x, y)| view.shown(x, y));
    let least = corners.into_iter().reduce(Vec2::min).unwrap_or_default();
    let most = corners.into_iter().reduce(Vec2::max).unwrap_or_default();
    let (out_w, out_h) = ((most.x - least.x).ceil() as usize, (most.y - least.y).ceil() as usize);
    // Premultiplied light at a point of the view.
    let look = |q: Vec2| -> Vec4 {
        let p = view.on_print(q);
        if p.x < left || p.x >= w * 0.5 || p.y < 0.0 || p.y >= h {
            return Vec4::ZERO;
        }
        if p.x < -w * 0.5 {
            return (WOOD * 1.7).extend(1.0);
        }
        let across = if side > 0.0 { p.x + w * 0.5 } else { w * 0.5 - p.x };
        let (x, y) = ((across as usize).min(print.w - 1), ((h - p.y) as usize).min(print.h - 1));
        print.color[y * print.w + x].extend(1.0)
    };
    let pixels: Vec<Vec4> = (0..out_w * out_h)
        .into_par_iter()
        .with_min_len(512)
        .map(|i| {
            let (x, y) = ((i % out_w) as f32, (i / out_w) as f32);
            // Turned to the other side it is the mirror image of a mirror image.
            let x = if side > 0.0 { x } else { out_w as f32 - 1.0 - x };
            let parts = [(0.17, 0.5), (0.5, 0.17), (0.83, 0.5), (0.5, 0.83), (0.5, 0.5)];
            parts.iter().map(|(dx, dy)| look(Vec2::new(least.x + x + dx, most.y - y - dy))).sum::<Vec4>() / parts.len() as f32
        })
        .collect();
    let color = pixels.iter().map(|p| if p.w > 0.0 { p.truncate() / p.w } else { WOOD }).collect();
    let alpha = pixels.iter().map(|p| p.w).collect();
    Cutout { w: out_w, h: out_h, color, alpha, ..print }
}

/// A camera before a print whose right side is turned away. x from the print's middle, y up from its foot.
struct View {
    /// Tangent and cosine of the angles by which it is turned and leans back.
    turn: f32,
    turn_cos: f32,
    lean: f32,
    lean_cos: f32,
    /// Distance and height of the eye.
    far: f32,
    eye: f32,
}

impl View {
    /// Where a point of the print is seen.
    fn shown(&self, x: f32, y: f32) -> Vec2 {
        let k = 1.0 + (x * self.turn * self.turn_cos + y * self.lean * self.lean_cos) / self.far;
        Vec2::new(x * self.turn_cos, y * self.lean_cos - self.eye) / k + Vec2::Y * self.eye
    }

    /// The point of the print that is seen at `q`.
    fn on_print(&self, q: Vec2) -> Vec2 {
        let (x, y) = (q.x, q.y - self.eye);
        let k = (1.0 + self.eye * self.lean / self.far) / (1.0 - (x * self.turn + y * self.lean) / self.far);
        Vec2::new(x * k / self.turn_cos, (self.eye + y * k) / self.lean_cos)
    }
}

impl Frame {
    /// Round in section, lit from the upper left.
    fn moulding(&self, x: usize, y: usize, inset: usize) -> Vec3 {
        let lit = if y < self.frame || x < self.frame { 1.25 } else { 0.8 };
        WOOD * lit * (1.0 - 0.45 * ((inset as f32 + 0.5) / self.frame as f32 * 2.0 - 1.0).abs())
    }

    /// The frame throws a little shade on the mount; the bevel of its cut catches light.
    fn mount(&self, x: usize, y: usize, inset: usize) -> Vec3 {
        let near = x.min(y).saturating_sub(self.frame) as f32 / self.side;
        let shade = 1.0 - 0.22 * exp(-near * 60.0);
        let bevel = match inset + 3 >= self.pad {
            true if y + 3 >= self.h - self.pad || x + 3 >= self.w - self.pad => 1.1,
            true => 0.72,
            false => 1.0,
        };
        PAPER * shade * bevel
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_of_a_turned_print_is_found_again_where_it_is_shown() {
        let view = View { turn: tan(0.3), turn_cos: cos(0.3), lean: tan(LEAN), lean_cos: cos(LEAN), far: 900.0, eye: 200.0 };
        for (x, y) in [(-120.0, 0.0), (120.0, 240.0), (0.0, 100.0), (60.0, 7.0)] {
            assert!(view.on_print(view.shown(x, y)).distance(Vec2::new(x, y)) < 0.01, "{x} {y}");
        }
    }
}
