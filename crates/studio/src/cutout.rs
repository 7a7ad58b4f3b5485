//! A product separated from its ground: straight linear colour and coverage, cropped, with an honest verdict on how sure that is.
//! A photograph without a plain ground, or a cut that is not to be trusted, becomes a framed print instead.

mod blur;
mod calm;
mod field;
mod foot;
mod ground;
mod mask;
mod matte;
mod outline;
mod photo;
mod pitch;
mod print;
mod snug;
mod symmetry;
mod watershed;

use crate::color::luma;
use crate::math::pow;
use crate::report::{Area, Reason, Shown};
use field::Field;
use glam::Vec3;
use ground::Ground;
use mask::Mask;
use matte::Matte;
use outline::Outline;
use photo::Photo;
use visualizer_imaging::Raster;

/// Below this confidence a cut is not shown.
const TRUSTED: f32 = 0.45;
/// Below this contrast an outline may be lost in the ground.
const LOST: f32 = 0.03;

/// Linear light of the brightest part of a product that was photographed on black, and how much it is raised at most.
const MIDDLE: f32 = 0.34;
const LIFT_MAX: f32 = 2.4;

pub struct Cutout {
    pub w: usize,
    pub h: usize,
    /// Linear light, not multiplied by coverage.
    pub color: Vec<Vec3>,
    /// Coverage, 0 to 1.
    pub alpha: Vec<f32>,
    /// The part of the photograph that this is; `None` for a print, which is more than its photograph.
    pub crop: Option<Area>,
    pub shown: Shown,
    pub verdict: Verdict,
}

/// How sure a cut is, and why.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub confidence: f32,
    pub reasons: Vec<Reason>,
}

impl Verdict {
    fn for_one_reason(confidence: f32, reason: Reason) -> Verdict {
        Verdict { confidence, reasons: vec![reason] }
    }

    /// From what was found; each doubt lowers the confidence and says why.
    fn on(outline: &Outline, matte: &Matte, noise: f32) -> Verdict {
        let (stability, contrast) = (outline.stability.max(0.0), matte.contrast);
        let (covered, cut_off, floating) = (outline.mask.share(), outline.mask.border_share(), outline.mask.floating_share());
        let mut reasons = Vec::new();
        let mut confidence =
            pow(stability, 1.5) * (0.55 + 0.45 * ((contrast - 0.02) / 0.12).clamp(0.0, 1.0)) * (1.0 - noise / 12.0).max(0.3);
        if stability < 0.9 {
            reasons.push(Reason::OutlineUnsure { agreement: stability * 100.0 });
        }
        if contrast < 0.08 {
            reasons.push(Reason::LowContrast { contrast: contrast * 100.0 });
        }
        if !(0.012..0.85).contains(&covered) {
            confidence *= 0.3;
            reasons.push(Reason::OddSize { covered: covered * 100.0 });
        }
        if cut_off > 0.12 {
            confidence *= (1.0 - cut_off * 2.0).max(0.2);
            reasons.push(Reason::TouchesBorder { covered: cut_off * 100.0 });
        }
        if floating > 0.02 {
            confidence *= 0.4;
            reasons.push(Reason::InPieces { floating: floating * 100.0 });
        }
        Verdict { confidence, reasons }
    }
}

impl Cutout {
    pub fn of(raster: &Raster) -> Cutout {
        let mut photo = Photo::new(raster);
        if let Some(alpha) = photo.alpha.take() {
            let color = photo.rgb.clone();
            return cropped(&photo, color, alpha, Shown::Transparent, Verdict::for_one_reason(1.0, Reason::OwnTransparency));
        }
        let ground = Ground::fit(&photo);
        if !ground.is_plain() {
            let verdict = Verdict::for_one_reason(0.2 * ground.agreeing, Reason::GroundNotPlain { agreeing: ground.agreeing * 100.0 });
            return print::framed(&photo, verdict);
        }
        let field = Field::new(&mut photo, &ground);
        let mut outline = Outline::most_stable(&field);
        outline.mask = foot::without_shadow(&photo, &field, outline.mask);
        drop(field);
        outline.mask = snug::snug(&photo, calm::calmed(&photo, &outline.mask));
        let mut matte = Matte::of(&photo, &outline.mask);
        if matte.contrast < LOST
            && let Some(whole) = symmetry::completed(&outline.mask, &photo)
        {
            outline.mask = whole;
            matte = Matte::of(&photo, &outline.mask);
        }
        let verdict = Verdict::on(&outline, &matte, ground.noise);
        if verdict.confidence < TRUSTED {
            return print::framed(&photo, verdict);
        }
        let mut cut = cropped(&photo, matte.color, matte.alpha, Shown::CutOut, verdict);
        if photo.gain > 1.0 {
            cut.lift();
        }
        cut
    }

    /// A photograph on black is exposed for its ground: what is brightest in the product is raised to a middle tone.
    fn lift(&mut self) {
        let mut bright: Vec<f32> = self.color.iter().zip(&self.alpha).filter(|(_, a)| **a > 0.9).map(|(c, _)| luma(*c)).collect();
        bright.sort_by(f32::total_cmp);
        let brightest = bright.get(bright.len() * 97 / 100).copied().unwrap_or(1.0);
        let k = (MIDDLE / brightest.max(1e-3)).clamp(1.0, LIFT_MAX);
        self.color.iter_mut().for_each(|c| *c *= k);
    }

    pub fn is_print(&self) -> bool {
        self.shown == Shown::FramedPrint
    }

    /// A print as it stands: leaned back and turned a little, another way for every seed. Everything else stays as it is.
    pub fn turned_by(self, seed: u64) -> Cutout {
        if self.is_print() { print::turned(self, seed) } else { self }
    }

    /// Width over height.
    pub fn aspect(&self) -> f32 {
        self.w as f32 / self.h as f32
    }

    /// How far the photographer looked down on it, as height over distance, if its foot tells.
    pub fn pitch(&self) -> Option<f32> {
        if self.is_print() { None } else { pitch::of_foot(self) }
    }

    /// Mean colour and coverage of a part; position and size from 0 to 1.
    pub fn mean(&self, u: f32, v: f32, du: f32, dv: f32) -> (Vec3, f32) {
        let (x0, y0) = (((u * self.w as f32) as usize).min(self.w - 1), ((v * self.h as f32) as usize).min(self.h - 1));
        let x1 = (((u + du) * self.w as f32).ceil() as usize).clamp(x0 + 1, self.w);
        let y1 = (((v + dv) * self.h as f32).ceil() as usize).clamp(y0 + 1, self.h);
        let (mut color, mut cover) = (Vec3::ZERO, 0.0);
        for y in y0..y1 {
            for i in y * self.w + x0..y * self.w + x1 {
                color += self.color[i] * self.alpha[i];
                cover += self.alpha[i];
            }
        }
        (if cover > 0.0 { color / cover } else { Vec3::ZERO }, cover / ((x1 - x0) * (y1 - y0)) as f32)
    }
}

/// Down to what is covered.
fn cropped(photo: &Photo, color: Vec<Vec3>, alpha: Vec<f32>, shown: Shown, verdict: Verdict) -> Cutout {
    let w = photo.w;
    let solid = Mask::new(w, photo.h, |i| alpha[i] > 0.25);
    let Some((top, bottom)) = solid.rows() else {
        return print::framed(photo, Verdict::for_one_reason(0.0, Reason::NothingFound));
    };
    let columns = |row: usize| solid.on[row * w..(row + 1) * w].iter();
    let left = (top..=bottom).filter_map(|y| columns(y).position(|m| *m)).min().unwrap_or(0);
    let right = (top..=bottom).filter_map(|y| columns(y).rposition(|m| *m)).max().unwrap_or(w - 1);
    fn part<T: Copy>(values: &[T], w: usize, (left, right): (usize, usize), (top, bottom): (usize, usize)) -> Vec<T> {
        values[top * w..(bottom + 1) * w].chunks_exact(w).flat_map(|row| row[left..=right].iter().copied()).collect()
    }
    let (xs, ys) = ((left, right), (top, bottom));
    let (cut_w, cut_h) = (right - left + 1, bottom - top + 1);
    let (across, down) = (w as f32, photo.h as f32);
    let crop = Area { left: left as f32 / across, top: top as f32 / down, width: cut_w as f32 / across, height: cut_h as f32 / down };
    Cutout { w: cut_w, h: cut_h, color: part(&color, w, xs, ys), alpha: part(&alpha, w, xs, ys), crop: Some(crop), shown, verdict }
}
