//! Soft edges: coverage by projecting each edge pixel on the line between the colours just inside and just outside, half of it
//! smoothed by a guided filter, and the ground's colour taken out of the edge.

use super::blur::guided;
use super::mask::Mask;
use super::photo::Photo;
use crate::color::luma;
use glam::Vec3;
use rayon::prelude::*;

pub struct Matte {
    /// Linear light, the ground's part taken out.
    pub color: Vec<Vec3>,
    /// Coverage, 0 to 1.
    pub alpha: Vec<f32>,
    /// Median difference along the edge, in linear light.
    pub contrast: f32,
}

/// Closer to one than this, everything around is inside; closer to zero, everything is outside.
const SURE: f32 = 0.005;

struct Edge<'a> {
    photo: &'a Photo,
    mask: &'a Mask,
    share: Vec<f32>,
    fine: Vec<f32>,
    /// Half width of the band in which an edge may lie, pixels.
    r: usize,
}

/// What one pixel of the band turned out to be.
struct Pixel {
    alpha: f32,
    color: Vec3,
    contrast: f32,
}

impl Matte {
    pub fn of(photo: &Photo, mask: &Mask) -> Matte {
        let r = (photo.w.max(photo.h) / 420).max(2);
        let edge = Edge { photo, mask, share: mask.cover(r), fine: mask.cover(1), r };
        let found: Vec<(usize, Pixel)> =
            (0..mask.on.len()).into_par_iter().filter(|i| edge.is_band(*i)).filter_map(|i| Some((i, edge.pixel(i)?))).collect();
        let mut matte = Matte { color: photo.rgb.clone(), alpha: mask.on.iter().map(|m| f32::from(u8::from(*m))).collect(), contrast: 0.0 };
        let mut contrasts = Vec::with_capacity(found.len());
        for (i, pixel) in found {
            (matte.alpha[i], matte.color[i]) = (pixel.alpha, pixel.color);
            contrasts.push(pixel.contrast);
        }
        contrasts.sort_by(f32::total_cmp);
        matte.contrast = contrasts.get(contrasts.len() / 2).copied().unwrap_or(0.0);
        let guide: Vec<f32> = photo.rgb.iter().map(|c| (luma(*c) * photo.gain).max(0.0).sqrt()).collect();
        let smooth = guided(&guide, &matte.alpha, photo.w, photo.h, r);
        for i in (0..mask.on.len()).filter(|i| edge.is_band(*i)) {
            matte.alpha[i] = ((matte.alpha[i] + smooth[i]) * 0.5).clamp(0.0, 1.0);
        }
        matte
    }
}

impl Edge<'_> {
    fn is_band(&self, i: usize) -> bool {
        self.share[i] > SURE && self.share[i] < 1.0 - SURE
    }

    fn pixel(&self, i: usize) -> Option<Pixel> {
        let (x, y, r) = (i % self.photo.w, i / self.photo.w, self.r);
        let (inside, part) = self.mean(x, y, 2 * r + 2, |j| self.share[j] > 1.0 - SURE);
        // Thin parts have no sure inside; there the mask itself speaks.
        let thin = part < 0.04;
        let inside = if thin { self.mean(x, y, r, |j| self.mask.on[j]).0 } else { inside }?;
        let sure_outside = |j: usize| self.share[j] < SURE;
        let outside = self.mean(x, y, 2 * r + 2, sure_outside).0.or_else(|| self.mean(x, y, 6 * r, sure_outside).0)?;
        let (c, run) = (self.photo.rgb[i], inside - outside);
        let contrast = run.length() * self.photo.gain;
        let measured = ((c - outside).dot(run) / run.length_squared().max(1e-9)).clamp(0.0, 1.0);
        // Where the mask is sure of its side, a similar texture inside must not make holes.
        let measured = if thin { measured.max(self.fine[i]) } else { measured };
        // Without contrast only the outline's geometry is left to go by.
        let geometric = ((self.share[i] - 0.5) * 2.4 + 0.5).clamp(0.0, 1.0) * 0.5 + self.fine[i] * 0.5;
        let trust = ((contrast - 0.04) / 0.20).clamp(0.0, 1.0);
        let alpha = measured * trust + geometric * (1.0 - trust);
        let alpha = if self.mask.on[i] { alpha.max(self.fine[i] * 0.5) } else { alpha.min(1.6 * self.share[i]) };
        let alpha = ((alpha - 0.04) / 0.92).clamp(0.0, 1.0);
        let clean = ((c - outside * (1.0 - alpha)) / alpha.max(0.15)).clamp(Vec3::ZERO, Vec3::ONE);
        // What is brighter than the product beside a brighter ground is ground: on a dark set it would be white specks.
        let clean = if luma(outside) > luma(inside) { clean.min(inside * 1.04) } else { clean };
        Some(Pixel { alpha, color: inside.lerp(clean, alpha * alpha * 0.9 * trust), contrast })
    }

    /// Mean colour of the chosen pixels of the square of 2 r + 1, and their share of it.
    fn mean(&self, x: usize, y: usize, r: usize, chosen: impl Fn(usize) -> bool) -> (Option<Vec3>, f32) {
        let (w, h) = (self.photo.w, self.photo.h);
        let (xs, ys) = (x.saturating_sub(r)..(x + r + 1).min(w), y.saturating_sub(r)..(y + r + 1).min(h));
        let all = xs.len() * ys.len();
        let (mut sum, mut n) = (Vec3::ZERO, 0usize);
        for y in ys {
            for j in (y * w + xs.start..y * w + xs.end).filter(|j| chosen(*j)) {
                sum += self.photo.rgb[j];
                n += 1;
            }
        }
        ((n > 0).then(|| sum / n as f32), n as f32 / all as f32)
    }
}
