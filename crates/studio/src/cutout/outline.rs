//! From what every pixel says to one outline: the product without its shadow.

use super::field::Field;
use super::mask::Mask;
use super::watershed;

/// An outline, and how little of it depends on where the thresholds lie (0 to 1).
pub struct Outline {
    pub mask: Mask,
    pub stability: f32,
}

impl Outline {
    /// Of several strictnesses the one whose outline changes least when everything is moved by a third. So white on white
    /// needs no knob.
    pub fn most_stable(field: &Field) -> Outline {
        const ENOUGH: f32 = 0.93;
        let mut best = Outline { mask: Mask::new(field.w, field.h, |_| false), stability: -1.0 };
        for k in [1.0, 0.6, 0.36] {
            let (strict, loose) = rayon::join(|| without_shadow(field, k * 0.75), || without_shadow(field, k * 1.33));
            let sensible = (0.008..0.9).contains(&strict.share());
            let stability = strict.overlap(&loose) * if sensible { 1.0 } else { 0.3 };
            if stability > best.stability {
                best = Outline { mask: without_shadow(field, k), stability };
            }
            if best.stability > ENOUGH {
                break;
            }
        }
        best
    }
}

fn without_shadow(field: &Field, k: f32) -> Mask {
    watershed::without_shadow(field, field.outside_of_ground(k))
}
