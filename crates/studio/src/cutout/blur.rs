//! Means of small squares, and the filter that follows a guide's edges.

use glam::Vec3;
use rayon::prelude::*;

/// For every pixel the mean of the square of 2 r + 1 around it; at the border of what there is of it.
pub fn means(values: &[f32], w: usize, h: usize, r: usize) -> Vec<f32> {
    let mut rows = vec![0f32; w * h];
    rows.par_chunks_mut(w).zip(values.par_chunks(w)).for_each(|(out, row)| {
        for (x, out) in out.iter_mut().enumerate() {
            let near = &row[x.saturating_sub(r)..(x + r + 1).min(w)];
            *out = near.iter().sum::<f32>() / near.len() as f32;
        }
    });
    let mut out = vec![0f32; w * h];
    out.par_chunks_mut(w).enumerate().for_each(|(y, out)| {
        let (from, to) = (y.saturating_sub(r), (y + r + 1).min(h));
        for row in rows[from * w..to * w].chunks_exact(w) {
            out.iter_mut().zip(row).for_each(|(sum, v)| *sum += v);
        }
        out.iter_mut().for_each(|sum| *sum /= (to - from) as f32);
    });
    out
}

/// A three by three binomial.
pub fn softened(colors: Vec<Vec3>, w: usize, h: usize) -> Vec<Vec3> {
    let pass = |src: &[Vec3], dx: usize, dy: usize| -> Vec<Vec3> {
        let at = |i: usize| {
            let (x, y) = (i % w, i / w);
            let (a, b) = (src[y.saturating_sub(dy) * w + x.saturating_sub(dx)], src[(y + dy).min(h - 1) * w + (x + dx).min(w - 1)]);
            a * 0.25 + src[i] * 0.5 + b * 0.25
        };
        (0..w * h).into_par_iter().map(at).collect()
    };
    let across = pass(&colors, 1, 0);
    drop(colors);
    pass(&across, 0, 1)
}

/// `input` smoothed so that its edges lie where `guide` has them (He 2010).
pub fn guided(guide: &[f32], input: &[f32], w: usize, h: usize, r: usize) -> Vec<f32> {
    const EPS: f32 = 2e-4;
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).collect::<Vec<_>>();
    let mean = |v: &[f32]| means(v, w, h, r);
    let (i, p) = (mean(guide), mean(input));
    let (ii, ip) = (mean(&product(guide, guide)), mean(&product(guide, input)));
    let (a, b): (Vec<f32>, Vec<f32>) = (0..w * h)
        .map(|k| {
            let a = (ip[k] - i[k] * p[k]) / (ii[k] - i[k] * i[k] + EPS);
            (a, p[k] - a * i[k])
        })
        .unzip();
    let (a, b) = (mean(&a), mean(&b));
    (0..w * h).map(|k| a[k] * guide[k] + b[k]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_at_the_border_count_only_what_is_there() {
        assert_eq!(means(&[1.0, 3.0, 5.0, 7.0], 2, 2, 1), [4.0; 4]);
        assert_eq!(means(&[0.0, 3.0, 6.0], 3, 1, 1), [1.5, 3.0, 4.5]);
    }
}
