//! The shape of a picture as a class, because styles may not stand in a page: the documented one that is nearest.

use visualizer_domain::aspect_ratio::AspectRatio;

/// `is-4x3` for a picture of 1184 x 888 pixels.
#[must_use]
pub fn of(width: i64, height: i64) -> &'static str {
    let ratio = |w: f64, h: f64| (w.max(1.0) / h.max(1.0)).ln();
    let wanted = ratio(width as f64, height as f64);
    let distance = |shape: &AspectRatio| {
        let (w, h) = shape.parts();
        (ratio(f64::from(w), f64::from(h)) - wanted).abs()
    };
    let nearest = AspectRatio::ALL.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    nearest.map_or("is-1x1", |shape| of_ratio(*shape))
}

/// `is-4x3`.
#[must_use]
pub fn of_ratio(shape: AspectRatio) -> &'static str {
    match shape {
        AspectRatio::Square => "is-1x1",
        AspectRatio::TwoThree => "is-2x3",
        AspectRatio::ThreeTwo => "is-3x2",
        AspectRatio::ThreeFour => "is-3x4",
        AspectRatio::FourThree => "is-4x3",
        AspectRatio::NineSixteen => "is-9x16",
        AspectRatio::SixteenNine => "is-16x9",
        AspectRatio::TwentyOneNine => "is-21x9",
    }
}

/// Width and height of a smaller copy whose longer side has so many pixels.
#[must_use]
pub fn within(width: i64, height: i64, side: i64) -> (u32, u32) {
    let longer = width.max(height).max(1);
    let scaled = |length: i64| u32::try_from((length * side.min(longer) / longer).max(1)).unwrap_or(1);
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_nearest_shape() {
        assert_eq!(
            [(1024, 1024), (1184, 888), (768, 1344), (1568, 672), (0, 0)].map(|(w, h)| of(w, h)),
            ["is-1x1", "is-4x3", "is-9x16", "is-21x9", "is-1x1"]
        );
    }

    #[test]
    fn a_smaller_copy_keeps_the_shape_and_never_grows() {
        assert_eq!([within(1184, 888, 240), within(888, 1184, 640), within(100, 50, 240)], [(240, 180), (480, 640), (100, 50)]);
    }
}
