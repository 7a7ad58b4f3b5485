//! Is the ground of a photograph plain, and what colour would it have at every point? A quadratic surface in Lab is fitted to the
//! border, again and again with outliers weighted down (Tukey): white sweeps are never one colour.

use super::photo::Photo;
use glam::Vec3;

pub struct Ground {
    coefficients: [Vec3; TERMS],
    w: usize,
    h: usize,
    /// Part of the border that agrees with the surface, 0 to 1.
    pub agreeing: f32,
    /// Typical distance of the agreeing part, in Lab units.
    pub noise: f32,
}

const TERMS: usize = 6;
const ROUNDS: usize = 7;

impl Ground {
    pub fn fit(photo: &Photo) -> Ground {
        let border = border(photo);
        let mut ground = Ground { coefficients: [Vec3::ZERO; TERMS], w: photo.w, h: photo.h, agreeing: 0.0, noise: 0.0 };
        ground.coefficients[0] = median(&border);
        let mut reach = 16.0f32;
        for _ in 0..ROUNDS {
            ground.refit(&border, reach);
            reach = (reach * 0.8).max(6.0);
        }
        let mut distances: Vec<f32> = border.iter().map(|(x, y, c)| c.distance(ground.at(*x, *y))).collect();
        distances.sort_by(f32::total_cmp);
        ground.agreeing = distances.partition_point(|d| *d < 5.0) as f32 / distances.len() as f32;
        let good = distances.partition_point(|d| *d < 8.0).max(1);
        ground.noise = distances[good / 2].max(distances[good * 9 / 10] * 0.5);
        ground
    }

    pub fn is_plain(&self) -> bool {
        self.agreeing >= 0.70 && self.noise <= 4.5
    }

    /// Lab colour of the ground at a pixel.
    pub fn at(&self, x: usize, y: usize) -> Vec3 {
        terms(x, y, self.w, self.h).iter().zip(&self.coefficients).map(|(t, c)| *c * *t).sum()
    }

    /// Least squares over what is closer than `reach`.
    fn refit(&mut self, border: &[(usize, usize, Vec3)], reach: f32) {
        let mut a = [[0f64; TERMS]; TERMS];
        let mut b = [[0f64; 3]; TERMS];
        for &(x, y, color) in border {
            let d = color.distance(self.at(x, y)) / reach;
            if d >= 1.0 {
                continue;
            }
            let k = f64::from((1.0 - d * d) * (1.0 - d * d));
            let t = terms(x, y, self.w, self.h).map(f64::from);
            for r in 0..TERMS {
                for c in 0..TERMS {
                    a[r][c] += k * t[r] * t[c];
                }
                for (c, sum) in b[r].iter_mut().enumerate() {
                    *sum += k * t[r] * f64::from(color[c]);
                }
            }
        }
        // A little stiffness keeps the surface flat where the border says nothing.
        for (r, row) in a.iter_mut().enumerate().skip(1) {
            row[r] += border.len() as f64 * 0.002;
        }
        if let Some(solved) = solve(a, b) {
            self.coefficients = solved;
        }
    }
}

/// Pixels of a thin ring, thinned out in large photographs.
fn border(photo: &Photo) -> Vec<(usize, usize, Vec3)> {
    let (w, h) = (photo.w, photo.h);
    let ring = (w.min(h) / 80).max(2);
    let step = ((w + h) / 1200).max(1);
    (0..h)
        .step_by(step)
        .flat_map(|y| (0..w).step_by(step).map(move |x| (x, y)))
        .filter(|&(x, y)| x < ring || y < ring || x + ring >= w || y + ring >= h)
        .map(|(x, y)| (x, y, photo.lab[y * w + x]))
        .collect()
}

fn median(border: &[(usize, usize, Vec3)]) -> Vec3 {
    let of = |k: usize| {
        let mut all: Vec<f32> = border.iter().map(|b| b.2[k]).collect();
        all.sort_by(f32::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(0.0)
    };
    Vec3::new(of(0), of(1), of(2))
}

fn terms(x: usize, y: usize, w: usize, h: usize) -> [f32; TERMS] {
    let (u, v) = (x as f32 / w as f32 * 2.0 - 1.0, y as f32 / h as f32 * 2.0 - 1.0);
    [1.0, u, v, u * u, v * v, u * v]
}

/// Gauss and Jordan, with pivots.
fn solve(mut a: [[f64; TERMS]; TERMS], mut b: [[f64; 3]; TERMS]) -> Option<[Vec3; TERMS]> {
    for i in 0..TERMS {
        let pivot = (i..TERMS).max_by(|&x, &y| a[x][i].abs().total_cmp(&a[y][i].abs()))?;
        if a[pivot][i].abs() < 1e-9 {
            return None;
        }
        a.swap(i, pivot);
        b.swap(i, pivot);
        let (row, right) = (a[i], b[i]);
        for r in (0..TERMS).filter(|r| *r != i) {
            let k = a[r][i] / row[i];
            a[r].iter_mut().zip(row).for_each(|(v, own)| *v -= k * own);
            b[r].iter_mut().zip(right).for_each(|(v, own)| *v -= k * own);
        }
    }
    let mut out = [Vec3::ZERO; TERMS];
    for (i, out) in out.iter_mut().enumerate() {
        *out = Vec3::from_array(b[i].map(|v| (v / a[i][i]) as f32));
    }
    Some(out)
}
