//! The whole photograph as a framed print: a slim frame and a wide mount around it. What is shown when a cut is not to be trusted.

use super::photo::Photo;
use super::{Cutout, Verdict};
use crate::math::exp;
use crate::report::Shown;
use glam::Vec3;

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
    Cutout { w: f.w, h: f.h, color, alpha: vec![1.0; f.w * f.h], shown: Shown::FramedPrint, verdict }
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
