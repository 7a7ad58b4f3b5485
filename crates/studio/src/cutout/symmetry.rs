//! Completes an outline that is lost on one side in a ground of the product's own colour, from its mirror image: bottles, vases
//! and lamps are alike on both sides. What is added looks like the ground, so it also looks like the product.

use super::mask::Mask;

/// Halves that overlap less than this are not meant to be alike.
const ALIKE: f32 = 0.85;

/// The mask together with its mirror image, its edge evened out; `None` when the two sides differ.
pub fn completed(mask: &Mask) -> Option<Mask> {
    let (top, bottom) = mask.rows()?;
    let span = |y: usize| {
        let row = &mask.on[y * mask.w..(y + 1) * mask.w];
        Some((row.iter().position(|m| *m)?, row.iter().rposition(|m| *m)?))
    };
    let mut sums: Vec<usize> = (top..=bottom).filter_map(span).map(|(left, right)| left + right).collect();
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
    // Bumps of noise go with thin parts; what remains is rounded.
    let r = (mask.w.max(mask.h) / 110).max(2);
    let even = both.eroded(r).grown(r).cover(r);
    Some(Mask::new(mask.w, mask.h, |i| even[i] > 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bottle of 40 by 100, its right side eaten by `lost` pixels between two rows.
    fn bottle(lost: usize) -> Mask {
        Mask::new(100, 120, |i| {
            let (x, y) = (i % 100, i / 100);
            (10..110).contains(&y) && (30..70 - if (40..80).contains(&y) { lost } else { 0 }).contains(&x)
        })
    }

    #[test]
    fn a_lost_side_is_completed_from_the_other() {
        let whole = completed(&bottle(6)).expect("alike sides");
        assert!(whole.overlap(&bottle(0)) > 0.98);
    }

    #[test]
    fn sides_that_differ_are_left_alone() {
        assert!(completed(&bottle(30)).is_none());
    }
}
