//! Draws an outline in to where the colours change. Ground is followed until an edge begins, and an edge is as wide as the filter
//! that finds it: the mask is a pixel or two too large. On a dark set these pixels of a bright ground would be a string of specks.

use super::mask::Mask;
use super::photo::Photo;
use glam::Vec3;

/// How far the outline is drawn in at most, pixels.
const ROUNDS: usize = 3;
/// Below this difference, in linear light, nobody can tell ground from product.
const CLEAR: f32 = 0.12;
/// How near the ground's colour a pixel must be, as a part of that difference.
const GROUND: f32 = 0.3;

/// The mask without the pixels along its outline that clearly have the ground's colour. Thin parts stay as they are: they have no
/// inside to compare with.
pub fn snug(photo: &Photo, mask: Mask) -> Mask {
    let (w, h) = (mask.w, mask.h);
    let inside = mask.eroded(ROUNDS + 2);
    let outside = mask.grown(1);
    let mean = |i: usize, chosen: &dyn Fn(usize) -> bool| -> Option<Vec3> {
        const REACH: usize = ROUNDS + 5;
        let (x, y) = (i % w, i / w);
        let (mut sum, mut n) = (Vec3::ZERO, 0usize);
        for y in y.saturating_sub(REACH)..(y + REACH + 1).min(h) {
            for j in (y * w + x.saturating_sub(REACH)..y * w + (x + REACH + 1).min(w)).filter(|j| chosen(*j)) {
                sum += photo.rgb[j];
                n += 1;
            }
        }
        (n > 0).then(|| sum / n as f32)
    };
    let is_ground = |i: usize| {
        let colors = mean(i, &|j| inside.on[j]).zip(mean(i, &|j| !outside.on[j]));
        colors.is_some_and(|(product, ground)| {
            let clear = (product - ground).length();
            clear * photo.gain > CLEAR && (photo.rgb[i] - ground).length() < GROUND * clear
        })
    };
    let mut on = mask.on;
    for _ in 0..ROUNDS {
        let is_outermost = |i: &usize| {
            let (x, y) = (i % w, i / w);
            on[*i] && (x > 0 && !on[i - 1] || x + 1 < w && !on[i + 1] || y > 0 && !on[i - w] || y + 1 < h && !on[i + w])
        };
        let ground: Vec<usize> = (0..w * h).filter(is_outermost).filter(|i| is_ground(*i)).collect();
        ground.into_iter().for_each(|i| on[i] = false);
    }
    Mask::new(w, h, |i| on[i])
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_imaging::Raster;

    const SIDE: usize = 120;

    fn is_product(i: usize) -> bool {
        (30..90).contains(&(i % SIDE)) && (30..90).contains(&(i / SIDE))
    }

    /// A square of some grey on white.
    fn square(grey: u8) -> Photo {
        let mut raster = Raster::filled(SIDE as u32, SIDE as u32, [244, 244, 244, 255]).expect("a size");
        for (_, pixel) in raster.pixels_mut().chunks_exact_mut(4).enumerate().filter(|(i, _)| is_product(*i)) {
            pixel.copy_from_slice(&[grey, grey, grey, 255]);
        }
        Photo::new(&raster)
    }

    fn wide() -> Mask {
        Mask::new(SIDE, SIDE, is_product).grown(3)
    }

    #[test]
    fn an_outline_that_is_too_wide_is_drawn_in_to_the_edge() {
        assert!(snug(&square(170), wide()).on == Mask::new(SIDE, SIDE, is_product).on);
    }

    #[test]
    fn an_outline_that_nobody_can_see_stays_where_it_is() {
        assert!(snug(&square(238), wide()).on == wide().on);
    }
}
