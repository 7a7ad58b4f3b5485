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

/// A shadow lies low beside the product. What reaches higher is a part of the product that looks like shadow, so the rule for
/// shadows is tightened until it keeps low. That is what lets a grey product on grey survive.
fn without_shadow(field: &Field, k: f32) -> Mask {
    let whole = field.outside_of_ground(k, 0.0);
    let Some((top, bottom)) = whole.rows() else { return whole };
    let limit = (top + (bottom - top) * 35 / 100) * field.w;
    let all = whole.count();
    for soft in [1.0, 0.55, 0.3] {
        let mask = field.outside_of_ground(k, soft);
        let taken = |i: &usize| whole.on[*i] && !mask.on[*i];
        let lost = (0..mask.on.len()).filter(taken).count();
        let high = (0..limit).filter(taken).count();
        if lost * 10 < all * 6 && high * 50 <= all {
            return watershed::trimmed(field, mask);
        }
    }
    watershed::trimmed(field, whole)
}
