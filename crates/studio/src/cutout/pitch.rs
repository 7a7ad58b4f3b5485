//! How far down the photographer looked, read off the product's feet: a round foot is seen as an ellipse, and the flatter the
//! ellipse, the lower the camera. The set is then seen from the same height, so that the product does not tilt.

use super::Cutout;
use crate::silhouette::Silhouette;

/// Lower and higher feet than these tell nothing that a set can follow.
const RANGE: std::ops::RangeInclusive<f32> = 0.08..=0.60;
/// Rows of the silhouette: fine enough for a flat ellipse.
const ROWS: usize = 240;

/// Height over distance of the camera, if the product's foot or feet tell.
pub fn of_foot(cut: &Cutout) -> Option<f32> {
    let outline = Silhouette::of(cut, ROWS, cut.aspect());
    of_legs(&outline, cut.aspect()).or_else(|| of_round_foot(&outline))
}

/// From three or four legs: most things that stand on legs are about as deep as wide, however they are turned, so the legs' spread
/// upwards over their spread across is the sine of the angle.
fn of_legs(outline: &Silhouette, aspect: f32) -> Option<f32> {
    let feet = outline.feet();
    if !(3..=4).contains(&feet.len()) {
        return None;
    }
    let across = (feet.last()?.column - feet.first()?.column) / outline.columns as f32 * aspect;
    let up = feet.iter().map(|f| f.above).fold(0.0, f32::max) / outline.rows as f32;
    pitch(up / across.max(1e-3)).filter(|pitch| RANGE.contains(pitch))
}

/// The set wants the tangent of the angle.
fn pitch(sine: f32) -> Option<f32> {
    (sine < 0.9).then(|| sine / (1.0 - sine * sine).sqrt())
}

fn of_round_foot(outline: &Silhouette) -> Option<f32> {
    let above: Vec<usize> = (0..outline.columns).map(|x| outline.above(x)).collect();
    let foot: Vec<usize> = (0..outline.columns).filter(|x| above[*x] < ROWS / 6).collect();
    let (first, last) = (*foot.first()?, *foot.last()?);
    let half = (last - first) as f32 * 0.5;
    // One foot, and not a thin one.
    if foot.len() != last - first + 1 || half < 12.0 {
        return None;
    }
    // Along an ellipse of half height b the outline rises by b (1 - sqrt(1 - u^2)).
    let rise = |u: f32| 1.0 - (1.0 - u * u).sqrt();
    let points: Vec<(f32, f32)> = foot
        .iter()
        .map(|x| ((*x as f32 - first as f32) / half - 1.0, above[*x] as f32))
        .filter(|(u, _)| (0.35..0.86).contains(&u.abs()))
        .map(|(u, above)| (rise(u), above))
        .collect();
    let sum = |f: &dyn Fn(&(f32, f32)) -> f32| points.iter().map(f).sum::<f32>();
    let b = sum(&|p| p.0 * p.1) / sum(&|p| p.0 * p.0).max(1e-6);
    let miss = (sum(&|p| (p.1 - p.0 * b) * (p.1 - p.0 * b)) / points.len().max(1) as f32).sqrt();
    // The ellipse's flatness is the sine of the angle.
    pitch(b / half).filter(|pitch| miss < 0.10 * b + 1.0 && RANGE.contains(pitch))
}
