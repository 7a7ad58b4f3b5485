//! What every pixel of a photograph says about being ground: how far it is from the ground's colour, whether it could be ground
//! in shadow, and how strong an edge runs through it.

use super::blur;
use super::ground::Ground;
use super::mask::Mask;
use super::photo::Photo;
use glam::Vec3;
use rayon::prelude::*;
use std::collections::VecDeque;

pub struct Field {
    pub w: usize,
    pub h: usize,
    /// Distance to the ground's colour, in Lab units.
    far: Vec<f32>,
    /// Could be the ground in shadow.
    pub shade: Vec<bool>,
    /// Could be the ground in light shadow: what is left of a contact shadow's rim.
    pub pale: Vec<bool>,
    /// Strength of the edge.
    pub edge: Vec<f32>,
    noise: f32,
}

/// What counts as ground, after the noise of the photograph and a scale of strictness.
struct Thresholds {
    /// Ground whatever the edge.
    close: f32,
    /// Ground where no edge is.
    near: f32,
    flat: f32,
}

impl Field {
    /// Softens the photograph's Lab colours a little; they are not needed afterwards.
    pub fn new(photo: &mut Photo, ground: &Ground) -> Field {
        let (w, h) = (photo.w, photo.h);
        let soft = blur::softened(std::mem::take(&mut photo.lab), w, h);
        let tell = |i: usize| {
            let (x, y) = (i % w, i / w);
            let (g, c) = (ground.at(x, y), soft[i]);
            // Shadow keeps the ground's tint in proportion to its lightness.
            let lit = c.x / g.x.max(1.0);
            let tint = Vec3::new(0.0, c.y - g.y * lit, c.z - g.z * lit).length();
            let shade = tint < 9.0 + ground.noise + 8.0 * (1.0 - lit) && c.x < g.x + 1.5 && lit > 0.25;
            let pale = tint < 6.0 + ground.noise && c.x < g.x + 2.0 && lit > 0.6;
            let across = soft[y * w + (x + 1).min(w - 1)] - soft[y * w + x.saturating_sub(1)];
            let down = soft[(y + 1).min(h - 1) * w + x] - soft[y.saturating_sub(1) * w + x];
            (c.distance(g), shade, pale, (across.length_squared() + down.length_squared()).sqrt() * 0.5)
        };
        let told: Vec<_> = (0..w * h).into_par_iter().map(tell).collect();
        let mut field = Field { w, h, far: Vec::new(), shade: Vec::new(), pale: Vec::new(), edge: Vec::new(), noise: ground.noise };
        for (far, shade, pale, edge) in told {
            field.far.push(far);
            field.shade.push(shade);
            field.pale.push(pale);
            field.edge.push(edge);
        }
        field
    }

    /// `k` scales everything. Edges are weaker in larger photographs.
    fn thresholds(&self, k: f32) -> Thresholds {
        let size = (960.0 / self.w.max(self.h) as f32).sqrt();
        Thresholds { close: (0.9 + 1.6 * self.noise) * k, near: (5.0 + 1.6 * self.noise) * k, flat: (0.35 + 0.45 * self.noise) * k * size }
    }

    fn is_ground(&self, i: usize, t: &Thresholds) -> bool {
        self.far[i] < t.close || (self.far[i] < t.near && self.edge[i] < t.flat)
    }

    /// Everything that the ground does not reach from the border, gaps in the product opened. Shadows belong to it.
    pub fn outside_of_ground(&self, k: f32) -> Mask {
        let t = self.thresholds(k);
        let mut ground = Mask::new(self.w, self.h, |_| false);
        let starts: VecDeque<usize> = (0..self.far.len()).filter(|i| ground.is_border(*i) && self.far[*i] < t.near.max(6.0)).collect();
        starts.iter().for_each(|i| ground.on[*i] = true);
        ground.spread(starts, |i| self.is_ground(i, &t));
        self.open_gaps(&mut ground, &t);
        let mut product = ground.inverted();
        product.drop_specks();
        product
    }

    /// Ground seen through the product (handles, legs): enclosed, ground-coloured, clearly bounded. Either it is wide somewhere; or
    /// it is small and stout and lies near the outline, as between the legs and the seat of a chair, where less light reaches it.
    /// A bright rim is only long, and lettering is rarely near the outline.
    fn open_gaps(&self, ground: &mut Mask, t: &Thresholds) {
        let side = self.w.max(self.h) as i64;
        let (wide, small) = ((side / 140).max(2), (side / 480).max(2));
        let (close, flat) = (t.close * 1.2, t.flat * 1.5);
        self.enclosed(ground, t, (|i| self.far[i] < close && self.edge[i] < flat * 3.0, 2.2), |part, ground| {
            part.len() * 5000 > ground.on.len() && has_core(part, ground, wide)
        });
        let dim = 6.0 + 1.6 * self.noise;
        let stout = (24 * (2 * small + 1) * (2 * small + 1)) as usize;
        self.enclosed(ground, t, (|i| self.far[i] < dim && self.shade[i], 5.0), |part, ground| {
            part.len() <= stout && has_core(part, ground, small) && is_near(part[part.len() / 2], ground, side / 20)
        });
    }

    /// Adds connected parts of what `accept` takes to the ground, if their rim's middle edge strength is at least `rim` and
    /// `is_gap` agrees.
    fn enclosed(
        &self,
        ground: &mut Mask,
        t: &Thresholds,
        (accept, least): (impl Fn(usize) -> bool, f32),
        is_gap: impl Fn(&[usize], &Mask) -> bool,
    ) {
        let mut seen = ground.on.clone();
        for start in 0..seen.len() {
            if seen[start] || !accept(start) {
                continue;
            }
            let (mut part, mut rim, mut at) = (vec![start], Vec::new(), 0);
            seen[start] = true;
            while at < part.len() {
                for j in ground.around(part[at]) {
                    if seen[j] {
                        continue;
                    }
                    if accept(j) {
                        seen[j] = true;
                        part.push(j);
                    } else {
                        rim.push(self.edge[j]);
                    }
                }
                at += 1;
            }
            if middle(&mut rim) >= least && is_gap(&part, ground) {
                part.iter().for_each(|i| ground.on[*i] = true);
                ground.spread(part.into(), |i| self.is_ground(i, t));
            }
        }
    }
}

fn middle(values: &mut [f32]) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Whether the ground is at most `reach` pixels away, straight or diagonally.
fn is_near(i: usize, ground: &Mask, reach: i64) -> bool {
    let (w, h) = (ground.w as i64, ground.h as i64);
    let (x, y) = (i as i64 % w, i as i64 / w);
    [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)].iter().any(|(dx, dy)| {
        (1..=reach)
            .map(|n| (x + dx * n, y + dy * n))
            .any(|(x, y)| (0..w).contains(&x) && (0..h).contains(&y) && ground.on[(y * w + x) as usize])
    })
}

/// Whether a square of 2 r + 1 lies inside, by its corners and the middles of its sides.
fn has_core(part: &[usize], within: &Mask, r: i64) -> bool {
    let (w, h) = (within.w as i64, within.h as i64);
    let set: std::collections::HashSet<usize> = part.iter().copied().collect();
    let holds = |x: i64, y: i64| (0..w).contains(&x) && (0..h).contains(&y) && set.contains(&((y * w + x) as usize));
    part.iter().any(|&i| {
        let (x, y) = (i as i64 % w, i as i64 / w);
        [(-r, -r), (0, -r), (r, -r), (-r, 0), (r, 0), (-r, r), (0, r), (r, r)].iter().all(|(dx, dy)| holds(x + dx, y + dy))
    })
}
