//! Takes the steps out of an outline where the product hardly differs from its ground. There noise decides where the edge is seen,
//! pixel by pixel; a hand would draw it as a calm line.

use super::blur::means;
use super::mask::Mask;
use super::photo::Photo;
use glam::Vec3;

/// Below this difference, in linear light, an edge is calmed.
const FAINT: f32 = 0.28;
/// Closer to one than this everything around is inside; closer to zero, outside.
const SURE: f32 = 0.06;

/// The mask, its faint edges drawn anew as the middle line of a wide blur. Thin parts and clear edges stay as they are.
pub fn calmed(photo: &Photo, mask: &Mask) -> Mask {
    let (w, h) = (mask.w, mask.h);
    let r = (w.max(h) / 220).max(2);
    let wide = means(&mask.cover(r), w, h, r);
    let mean = |i: usize, chosen: &dyn Fn(f32) -> bool| -> Option<Vec3> {
        let (x, y, far) = (i % w, i / w, 3 * r);
        let (mut sum, mut n) = (Vec3::ZERO, 0usize);
        for y in y.saturating_sub(far)..(y + far + 1).min(h) {
            for j in (y * w + x.saturating_sub(far)..y * w + (x + far + 1).min(w)).filter(|j| chosen(wide[*j])) {
                sum += photo.rgb[j];
                n += 1;
            }
        }
        (n > 0).then(|| sum / n as f32)
    };
    let is_faint = |i: usize| {
        let (inside, outside) = (mean(i, &|v| v > 1.0 - SURE), mean(i, &|v| v < SURE));
        inside.zip(outside).is_some_and(|(a, b)| (a - b).length() * photo.gain < FAINT)
    };
    Mask::new(w, h, |i| {
        let calm = wide[i] > 0.5;
        if calm != mask.on[i] && is_faint(i) { calm } else { mask.on[i] }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_imaging::Raster;

    /// A square of `grey` on white, its left side bitten every few pixels.
    fn bitten(grey: u8) -> (Photo, Mask) {
        let on = |i: usize| {
            let (x, y) = (i % 200, i / 200);
            (50 + usize::from(y % 4 == 0)..150).contains(&x) && (50..150).contains(&y)
        };
        let pixels = (0..200 * 200).flat_map(|i| if on(i) { [grey, grey, grey, 255] } else { [255; 4] }).collect();
        (Photo::new(&Raster::from_rgba(200, 200, pixels).expect("a size")), Mask::new(200, 200, on))
    }

    #[test]
    fn a_faint_edge_loses_its_bites_and_a_clear_one_keeps_them() {
        let (photo, mask) = bitten(238);
        let calm = calmed(&photo, &mask);
        assert!((80..120).all(|y| calm.on[y * 200 + 50]), "the bites are filled");
        let (photo, mask) = bitten(60);
        assert!(calmed(&photo, &mask).on == mask.on, "what is clear stays");
    }
}
