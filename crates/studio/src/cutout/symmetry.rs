//! Completes an outline that is lost on one side in a ground of the product's own colour, from its mirror image: bottles, vases
//! and lamps are alike on both sides. What is added looks like the ground, so it also looks like the product.

use super::mask::Mask;
use super::photo::Photo;
use crate::color::luma;

/// Half height of the window in which bumps are outvoted, and of the one in which waves are evened, as parts of the height.
const BUMP: f32 = 0.07;
const WAVE: f32 = 0.05;
/// Linear light of what can be seen for sure: a cork, a label, but not the glass between them.
const BRIGHT: f32 = 0.018;
/// How far bright ends reach past themselves at most, as a part of the height.
const SPILL: f32 = 0.03;

/// Halves that overlap less than this are not meant to be alike.
const ALIKE: f32 = 0.85;

/// The mask together with its mirror image, as a body turned around its axis; `None` when the two sides differ.
pub fn completed(mask: &Mask, photo: &Photo) -> Option<Mask> {
    let (top, bottom) = mask.rows()?;
    let mut sums: Vec<usize> = (top..=bottom).filter_map(|y| mask.span(y)).map(|(left, right)| left + right).collect();
    // Tries every axis near the middle of the rows: a lost side moves that middle.
    sums.sort_unstable();
    let (from, to) = (*sums.get(sums.len() / 20)?, *sums.get(sums.len() * 19 / 20)?);
    let (mirror, alike) = (from..=to)
        .map(|sum| Mask::new(mask.w, mask.h, |i| sum.checked_sub(i % mask.w).is_some_and(|x| x < mask.w && mask.on[i - i % mask.w + x])))
        .map(|mirror| {
            let alike = mask.overlap(&mirror);
            (mirror, alike)
        })
        .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    if alike < ALIKE {
        return None;
    }
    let both = Mask::new(mask.w, mask.h, |i| mask.on[i] || mirror.on[i]);
    Some(turned(&both, photo))
}

/// The turned body that a mask is an uneven picture of: the half widths of its rows, bumps taken out and waves evened.
fn turned(mask: &Mask, photo: &Photo) -> Mask {
    let Some((top, bottom)) = mask.rows() else { return mask.clone() };
    let w = mask.w;
    let span = |y: usize| mask.span(y).map(|(left, right)| (left, right + 1));
    let axis = middle((top..=bottom).filter_map(span).map(|(left, right)| (left + right) as f32 * 0.5));
    let rows: Vec<Row> = (top..=bottom).map(|y| span(y).map_or(Row::NONE, |span| Row::of(photo, y, span, axis))).collect();
    // What is lost in the ground was found by softened light, which also reaches past the ends of what is bright.
    let spill = ((rows.len() as f32 * SPILL) as usize).max(1);
    let above = rows.iter().take(spill).position(|r| r.bright).unwrap_or(0);
    let below = rows.iter().rev().take(spill).position(|r| r.bright).unwrap_or(0);
    let rows = &rows[above..rows.len() - below];
    let (bump, wave) = ((rows.len() as f32 * BUMP) as usize, (rows.len() as f32 * WAVE) as usize);
    // At the ends the middle of fewer rows keeps the corners.
    let around = |y: usize, r: usize| {
        let r = r.min(y).min(rows.len() - 1 - y);
        y - r..y + r + 1
    };
    let half: Vec<f32> = (0..rows.len()).map(|y| middle(rows[around(y, bump)].iter().map(|r| r.half))).collect();
    // What can be seen and what cannot do not touch each other: steps, where a cork or a collar begins, stay.
    let even = |y: usize| {
        let like = |other: &usize| rows[*other].bright == rows[y].bright;
        let reach = if rows[y].bright { y.saturating_sub(bump)..(y + bump + 1).min(rows.len()) } else { around(y, wave) };
        let near = (reach.start..=y).rev().take_while(like).chain((y + 1..reach.end).take_while(like));
        if rows[y].bright {
            return middle(near.map(|y| rows[y].half));
        }
        let (sum, n) = near.fold((0.0, 0.0), |(sum, n), y| (sum + half[y], n + 1.0));
        sum / n
    };
    let half: Vec<f32> = (0..rows.len()).map(even).collect();
    Mask::new(w, mask.h, |i| {
        let (x, y) = ((i % w) as f32 + 0.5, i / w);
        y.checked_sub(top + above).and_then(|y| half.get(y)).is_some_and(|half| (x - axis).abs() <= *half)
    })
}

/// A row of a turned body.
struct Row {
    /// Half its width, pixels.
    half: f32,
    /// Brighter than the ground: its ends can be seen.
    bright: bool,
}

impl Row {
    const NONE: Row = Row { half: 0.0, bright: false };

    /// Ends where it can be seen to end, else where the mask does.
    fn of(photo: &Photo, y: usize, (left, right): (usize, usize), axis: f32) -> Row {
        let light = |x: usize| luma(photo.rgb[y * photo.w + x]);
        let ground = light(0).max(light(photo.w - 1)).max(5e-4);
        let inside = middle((left + (right - left) / 4..right - (right - left) / 4).map(light));
        let seen = |x: &usize| light(*x) > ground + (inside - ground) * 0.25;
        let ends = (left..right).find(seen).zip((left..right).rev().find(seen));
        let whole = (axis - left as f32).max(right as f32 - axis);
        let bright = ends.map(|(first, last)| (axis - first as f32).max(last as f32 + 1.0 - axis));
        // The round end of a label is bright in its middle only.
        match bright.filter(|half| inside > (ground * 8.0).max(BRIGHT) && *half > whole - (whole * 0.12).max(photo.w as f32 * 0.02)) {
            Some(half) => Row { half, bright: true },
            None => Row { half: whole, bright: false },
        }
    }
}

fn middle(values: impl Iterator<Item = f32>) -> f32 {
    let mut sorted: Vec<f32> = values.collect();
    sorted.sort_by(f32::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_imaging::Raster;

    /// A bottle of 40 by 100, its right side eaten by `lost` pixels between two rows.
    fn bottle(lost: usize) -> Mask {
        Mask::new(100, 120, |i| {
            let (x, y) = (i % 100, i / 100);
            (10..110).contains(&y) && (30..70 - if (40..80).contains(&y) { lost } else { 0 }).contains(&x)
        })
    }

    /// Nothing to be seen anywhere.
    fn dark() -> Photo {
        Photo::new(&Raster::filled(100, 120, [0, 0, 0, 255]).expect("a size"))
    }

    #[test]
    fn a_lost_side_is_completed_from_the_other() {
        let whole = completed(&bottle(6), &dark()).expect("alike sides");
        assert!(whole.overlap(&bottle(0)) > 0.98);
    }

    #[test]
    fn sides_that_differ_are_left_alone() {
        assert!(completed(&bottle(30), &dark()).is_none());
    }
}
