//! How many pixels a picture has.

use crate::aspect_ratio::AspectRatio;
use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// A documented size. It fixes the area, not the side: `1k` has about 1024 x 1024 pixels in every shape.
    pub enum Quality {
        /// 1024 squared.
        K1 = "1k",
        /// 2048 squared.
        K2 = "2k",
        /// 4096 squared.
        K4 = "4k",
    }
}

impl Quality {
    /// Side of the square with this many pixels.
    #[must_use]
    pub fn side(self) -> u32 {
        match self {
            Self::K1 => 1024,
            Self::K2 => 2048,
            Self::K4 => 4096,
        }
    }

    /// Width and height in pixels, each a multiple of 8: `side * sqrt(w/h)` by `side / sqrt(w/h)`.
    #[must_use]
    pub fn pixels(self, aspect: AspectRatio) -> (u32, u32) {
        let (w, h) = aspect.parts();
        let (side, ratio) = (f64::from(self.side()), f64::from(w) / f64::from(h));
        let eighths = |pixels: f64| (pixels / 8.0).round() as u32 * 8;
        (eighths(side * ratio.sqrt()), eighths(side / ratio.sqrt()))
    }

    /// About how long the built-in renderer takes on two cores, in milliseconds. Measured: 1k 2.1-2.5 s, 2k 8-10 s, 4k 26 s.
    #[must_use]
    pub fn render_estimate_ms(self) -> u64 {
        match self {
            Self::K1 => 2_500,
            Self::K2 => 10_000,
            Self::K4 => 26_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_has_the_area_of_its_quality() {
        for quality in Quality::ALL {
            for aspect in AspectRatio::ALL {
                let (w, h) = quality.pixels(*aspect);
                let (pw, ph) = aspect.parts();
                let area = f64::from(w) * f64::from(h) / f64::from(quality.side()).powi(2);
                assert!((0.99..1.01).contains(&area), "{quality} {aspect}: {w} x {h}");
                let ratio = f64::from(w) / f64::from(h) / (f64::from(pw) / f64::from(ph));
                assert!((0.99..1.01).contains(&ratio), "{quality} {aspect}: {w} x {h}");
            }
        }
    }
}
