//! What sunlight falls through before it reaches a set: a window's bars, leaves, blinds.

use crate::dice::{hash, mix, unit};
use crate::math::{sin_cos, split};
use glam::Vec2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    Open,
    Window,
    Leaves,
    Blinds,
}

impl Mask {
    /// The name that data files use.
    pub fn named(name: &str) -> Option<Mask> {
        Some(match name {
            "open" => Mask::Open,
            "window" => Mask::Window,
            "leaves" => Mask::Leaves,
            "blinds" => Mask::Blinds,
            _ => return None,
        })
    }

    /// How far it hangs before the set, in its own sizes: what is near draws sharper.
    pub fn gap(self) -> f32 {
        if self == Mask::Leaves { 1.5 } else { 2.2 }
    }

    /// Part of the light that comes through at `p`, in the mask's own plane and size.
    pub fn opening(self, p: Vec2, seed: u32) -> f32 {
        match self {
            Mask::Open => 1.0,
            Mask::Window => window(p),
            Mask::Blinds => {
                let inside = p.x.abs() <= 0.62 && p.y.abs() <= 0.8;
                f32::from(u8::from(inside && (p.y * 9.0).rem_euclid(1.0) < 0.52))
            }
            Mask::Leaves => leaves(p * 3.2, seed),
        }
    }
}

/// Two panes across, three up.
fn window(p: Vec2) -> f32 {
    const BAR: f32 = 0.055;
    if p.x.abs() > 0.5 || p.y.abs() > 0.72 {
        return 0.0;
    }
    let (x, y) = ((p.x + 0.5) * 2.0, (p.y + 0.72) / 1.44 * 3.0);
    let from_middle = |t: f32| (split(t).1 - 0.5).abs();
    let bar = from_middle(x) > 0.5 - BAR || from_middle(y) > 0.5 - BAR * 1.1;
    f32::from(u8::from(!bar))
}

/// Slender leaves strewn over a jittered grid, along two branch directions.
fn leaves(p: Vec2, seed: u32) -> f32 {
    let (x, y) = (split(p.x).0, split(p.y).0);
    for j in -1..=1 {
        for i in -1..=1 {
            let (column, row) = (x + i, y + j);
            let h = mix(mix(seed, column as u32), row as u32);
            if unit(hash(h ^ 1)) < 0.34 {
                continue;
            }
            let centre = Vec2::new(column as f32 + unit(h), row as f32 + unit(hash(h ^ 2)));
            // Too far away for any leaf, however it hangs: most are, and turning one is dear.
            if (p - centre).length_squared() > 0.95 * 0.95 + 0.17 * 0.17 {
                continue;
            }
            let branch = if column & 1 == 0 { 1.35 } else { 0.0 };
            let (s, c) = sin_cos(0.55 + 1.1 * (unit(hash(h ^ 3)) - 0.5) + branch);
            let q = p - centre;
            let (along, across) = (q.x * c + q.y * s, q.y * c - q.x * s);
            let width = 0.17 * (1.0 - (along / 0.95) * (along / 0.95)).max(0.0);
            if across.abs() < width {
                return 0.0;
            }
        }
    }
    1.0
}
