//! From linear light to the finished file: tone curve and its inverse, vignette, grain, sRGB.

use crate::color::{luma, srgb};
use crate::dice::{mix, unit};
use crate::math::pow;
use glam::Vec3;
use rayon::prelude::*;

/// How a film renders.
#[derive(Clone, Copy, Debug)]
pub struct Stock {
    /// Light that becomes pure white.
    pub white: f32,
    pub contrast: f32,
    pub grain: f32,
    pub vignette: f32,
    pub tint: Vec3,
}

/// A film-like curve: a gentle toe, a straight middle, a soft shoulder that reaches 1 at `white`.
pub struct Film {
    stock: Stock,
    /// Developed light, linear, over light from 0 to white.
    linear: Vec<f32>,
    /// The same as sRGB.
    display: Vec<f32>,
}

const STEPS: usize = 4096;
const PIVOT: f32 = 0.18;

impl Film {
    pub fn new(stock: Stock) -> Film {
        let linear: Vec<f32> = (0..=STEPS).map(|i| curve(&stock, i as f32 / STEPS as f32 * stock.white)).collect();
        let display = linear.iter().map(|v| srgb(*v)).collect();
        Film { stock, linear, display }
    }

    /// The light that would be developed to `y`, linear.
    pub fn undo(&self, y: f32) -> f32 {
        let i = self.linear.partition_point(|v| *v < y).clamp(1, STEPS);
        let (a, b) = (self.linear[i - 1], self.linear[i]);
        (i as f32 - 1.0 + ((y - a) / (b - a).max(1e-9)).clamp(0.0, 1.0)) / STEPS as f32 * self.stock.white
    }

    /// The light that would be developed to a colour: a photograph that goes through here comes out as it was.
    pub fn undo_color(&self, c: Vec3) -> Vec3 {
        Vec3::new(self.undo(c.x), self.undo(c.y), self.undo(c.z))
    }

    /// RGBA bytes of a picture.
    pub fn print(&self, color: &[Vec3], w: usize, h: usize, seed: u32) -> Vec<u8> {
        let mut out = vec![255u8; w * h * 4];
        out.par_chunks_mut(w * 4).zip(color.par_chunks(w)).enumerate().for_each(|(y, (row, colors))| {
            let dy = (y as f32 + 0.5) / h as f32 - 0.5;
            for (x, (to, light)) in row.chunks_exact_mut(4).zip(colors).enumerate() {
                let dx = (x as f32 + 0.5) / w as f32 - 0.5;
                let light = *light * (1.0 - self.stock.vignette * (dx * dx + dy * dy) * 2.0) * self.stock.tint;
                let shown = Vec3::new(self.shown(light.x), self.shown(light.y), self.shown(light.z));
                let h = mix(mix(seed, x as u32), y as u32);
                // Grain is strongest in the middle greys.
                let amount = self.stock.grain * (0.35 + 0.65 * (1.0 - (2.0 * luma(shown) - 1.0).abs()));
                let grain = (unit(h) + unit(mix(h, 1)) - 1.0) * amount;
                for (k, to) in to.iter_mut().take(3).enumerate() {
                    let dither = (unit(mix(h, 2 + k as u32)) - 0.5) / 255.0;
                    *to = ((shown[k] + grain + dither).clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
                }
            }
        });
        out
    }

    fn shown(&self, light: f32) -> f32 {
        let at = (light / self.stock.white * STEPS as f32).clamp(0.0, STEPS as f32 - 0.001);
        let i = at as usize;
        self.display[i] + (self.display[i + 1] - self.display[i]) * (at - i as f32)
    }
}

fn curve(stock: &Stock, x: f32) -> f32 {
    // Contrast turns around mid grey; then Reinhard's curve, extended so that white is reached.
    let turned = |x: f32| PIVOT * pow((x / PIVOT).max(0.0), stock.contrast);
    let rolled = |x: f32| x * (1.0 + 0.55 * x * (1.0 / (stock.white * stock.white) + 0.45)) / (1.0 + 0.55 * x);
    (rolled(turned(x)) / rolled(turned(stock.white))).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn film() -> Film {
        Film::new(Stock { white: 3.4, contrast: 1.06, grain: 0.0, vignette: 0.0, tint: Vec3::ONE })
    }

    #[test]
    fn a_photograph_comes_out_as_it_went_in() {
        let film = film();
        let grey: Vec<u8> = (4..=250).collect();
        let light: Vec<Vec3> = grey.iter().map(|v| film.undo_color(Vec3::splat(crate::color::linear(f32::from(*v) / 255.0)))).collect();
        let out = film.print(&light, light.len(), 1, 1);
        assert!(grey.iter().zip(out.chunks_exact(4)).all(|(v, p)| v.abs_diff(p[0]) <= 1), "only the dither may differ");
    }

    #[test]
    fn more_light_is_never_darker() {
        assert!(film().linear.windows(2).all(|w| w[0] <= w[1]));
    }
}
