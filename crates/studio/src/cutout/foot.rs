//! Takes off what is left of the shadow under a product's foot. A contact shadow is darkest right at the product and fades away
//! from it, so from below it gets darker and darker, and suddenly lighter where the product begins.

use super::field::Field;
use super::mask::Mask;
use super::photo::Photo;
use crate::color::lab;

/// How far above the outline's lower end the true foot may lie, as a part of the product's height.
const REACH: f32 = 0.10;
/// How much lighter the product is than the shadow at its foot, L of Lab.
const STEP: f32 = 4.5;
/// How much a shadow fades on its way out, L of Lab. A dark foot does not.
const FADE: f32 = 3.0;
/// How much lighter it may get on the way in all the same: noise, but not the veins of a stone.
const UNEVEN: f32 = 2.0;
/// Shadows thinner than this, in pixels, have no room to fade.
const THIN: usize = 4;
/// Columns to each side that must agree, as a part of the picture's width.
const AGREEING: f32 = 0.010;

/// How alike, as common part over whole, both sides are of a product that is meant to be.
const ALIKE: f32 = 0.955;

/// The mask without what lies below the step.
pub fn without_shadow(photo: &Photo, field: &Field, mask: Mask) -> Mask {
    let Some((top, bottom)) = mask.rows() else { return mask };
    let (w, reach) = (mask.w, ((bottom - top) as f32 * REACH) as usize);
    let low = bottom - (bottom - top) / 3;
    let light = |x: usize, y: usize| lab(photo.rgb[y * w + x] * photo.gain).x;
    // For every column how many pixels are shadow.
    let excess: Vec<usize> = (0..w)
        .map(|x| {
            let Some(end) = (low..=bottom).rev().find(|y| mask.on[y * w + x]) else { return 0 };
            let shadow = (end.saturating_sub(reach).max(low)..=end).rev().take_while(|y| mask.on[y * w + x] && field.shade[y * w + x]);
            let column: Vec<f32> = shadow.map(|y| light(x, y)).collect();
            // Beside the foot there is nothing above the shadow.
            let hangs = column.len() < reach && !mask.on[(end - column.len()) * w + x];
            if hangs { column.len() } else { step(&column) }
        })
        .collect();
    let r = ((w as f32 * AGREEING) as usize).max(2);
    let excess: Vec<usize> = (0..w).map(|x| middle(&excess[x.saturating_sub(r)..(x + r + 1).min(w)])).collect();
    let mut out = mask;
    for (x, n) in excess.iter().enumerate().filter(|(_, n)| **n > 0) {
        let Some(end) = (low..=bottom).rev().find(|y| out.on[y * w + x]) else { continue };
        (end + 1 - n.min(&end)..=end).for_each(|y| out.on[y * w + x] = false);
    }
    evened(out, &field.shade)
}

/// A shadow falls to one side. Where a product is alike on both sides, what its foot has on one side only was shadow of just the
/// product's own lightness.
fn evened(mask: Mask, shade: &[bool]) -> Mask {
    let Some((top, bottom)) = mask.rows() else { return mask };
    let (w, tall) = (mask.w, bottom - top);
    let mut sums: Vec<usize> = (top..top + tall * 2 / 3).filter_map(|y| mask.span(y)).map(|(left, right)| left + right).collect();
    sums.sort_unstable();
    let Some(sum) = sums.get(sums.len() / 2).copied() else { return mask };
    let opposite = |i: usize| sum.checked_sub(i % w).filter(|x| *x < w).map(|x| i - i % w + x);
    let mirror = Mask::new(w, mask.h, |i| opposite(i).is_some_and(|j| mask.on[j]));
    if mask.overlap(&mirror) < ALIKE {
        return mask;
    }
    let low = (bottom - (tall as f32 * REACH * 1.5) as usize) * w;
    Mask::new(w, mask.h, |i| mask.on[i] && (i < low || !shade[i] || mirror.on[i]))
}

/// Pixels below the sharpest step up in a column of lightness that is read upwards; 0 when there is none.
fn step(column: &[f32]) -> usize {
    let rise = |n: usize| column[n + 2] - column[n];
    let Some(n) = (0..column.len().saturating_sub(2)).max_by(|a, b| rise(*a).total_cmp(&rise(*b))) else { return 0 };
    let faded = n < THIN || column[0] - column[n] > FADE;
    let even = column[..=n].windows(2).all(|pair| pair[1] < pair[0] + UNEVEN);
    if rise(n) > STEP && faded && even { n + 1 } else { 0 }
}

fn middle(values: &[usize]) -> usize {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn a_fading_shadow_ends_where_the_product_begins() {
        assert_eq!(step(&[90.0, 80.0, 70.0, 60.0, 52.0, 50.0, 68.0, 70.0, 70.0]), 6);
    }

    #[test]
    fn a_dark_foot_is_part_of_the_product() {
        assert_eq!(step(&[20.0, 20.0, 20.0, 20.0, 20.0, 20.0, 20.0, 70.0, 70.0]), 0);
    }

    #[test]
    fn veins_are_no_shadow() {
        assert_eq!(step(&[60.0, 50.0, 58.0, 50.0, 40.0, 60.0, 62.0]), 0);
    }

    #[test]
    fn an_even_product_keeps_its_foot() {
        assert_eq!(step(&[60.0; 12]), 0);
        assert_eq!(step(&[]), 0);
    }
}
