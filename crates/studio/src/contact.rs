//! The dark line where a product touches the ground. The body that casts the large shadow is too coarse for it, and without it
//! everything floats.

use crate::camera::Camera;
use crate::cutout::Cutout;
use crate::picture::Picture;
use crate::standee::Place;
use glam::Vec3;

/// How far the shade reaches, as a part of the product's height, and how dark it is.
const SHADES: [(f32, f32); 2] = [(0.010, 0.55), (0.045, 0.38)];

/// Darkens the set around a product's feet. The product itself is put over it later.
pub fn shade(picture: &mut Picture, camera: &Camera, cut: &Cutout, place: &Place) {
    let scale = picture.h as f32 / camera.height;
    let tall = place.height * scale;
    // The ground is seen at a slant: what is round on it is flat in the picture.
    let slant = (camera.eye.y / camera.eye.z).clamp(0.08, 0.6);
    let reach = SHADES[1].0 * tall * 3.0;
    let (left, bottom) = ((place.left - camera.left) * scale, (camera.bottom + camera.height - place.bottom) * scale);
    let (w, h) = ((place.width * scale + 2.0 * reach) as usize + 1, (tall * 0.30 + reach) as usize + 1);
    let line = touching(cut, (place.width * scale, tall), (!place.flat).then_some(slant));
    let mut dark = vec![0f32; w * h];
    for (size, amount) in SHADES {
        let (rx, ry) = (((size * tall) as usize).max(1), ((size * tall * slant) as usize).max(1));
        let mut layer = vec![0f32; w * h];
        for (x, up, weight) in &line {
            let (px, py) = ((x + reach) as usize, h as f32 - 1.0 - reach - up);
            if px < w && py >= 0.0 {
                layer[py as usize * w + px] += weight;
            }
        }
        let layer = spread(layer, w, h, rx, ry);
        // A long line gives 1 at its middle.
        let full = (3 * (2 * ry + 1)) as f32 * 0.75;
        dark.iter_mut().zip(layer).for_each(|(d, v)| *d = 1.0 - (1.0 - *d) * (1.0 - amount * (v * full).min(1.0)));
    }
    let (x0, y0) = ((left - reach).round() as i64, (bottom + reach).round() as i64 - h as i64 + 1);
    for (i, d) in dark.iter().enumerate().filter(|(_, d)| **d > 0.002) {
        let (x, y) = (x0 + (i % w) as i64, y0 + (i / w) as i64);
        if (0..picture.w as i64).contains(&x) && (0..picture.h as i64).contains(&y) {
            let at = y as usize * picture.w + x as usize;
            // Shade keeps a little of the colour that bounces below the product.
            picture.color[at] *= Vec3::ONE - *d * Vec3::new(0.94, 1.0, 1.0);
        }
    }
}

/// Points at which the outline touches the ground: x from the left and height from the bottom, in pixels, and how surely.
/// `round` is the slant at which a round foot is seen; without it the foot is straight.
fn touching(cut: &Cutout, (width, height): (f32, f32), round: Option<f32>) -> Vec<(f32, f32, f32)> {
    let columns = (width as usize).max(1);
    let low: Vec<Option<f32>> = (0..columns)
        .map(|x| {
            let column = (x * cut.w / columns).min(cut.w - 1);
            let row = (0..cut.h).rev().find(|y| cut.alpha[y * cut.w + column] > 0.5)?;
            Some((cut.h - 1 - row) as f32 / cut.h as f32 * height)
        })
        .collect();
    let mut out = Vec::new();
    let mut x = 0;
    while x < columns {
        let near = |x: usize| low.get(x).copied().flatten().filter(|up| *up < height * 0.35);
        if near(x).is_none() {
            x += 1;
            continue;
        }
        let from = x;
        // A step in the outline is another foot.
        while x < columns && near(x).zip(near(x.saturating_sub(1).max(from))).is_some_and(|(a, b)| (a - b).abs() < height * 0.02) {
            x += 1;
        }
        let foot: Vec<f32> = (from..x).filter_map(near).collect();
        let lowest = foot.iter().copied().fold(f32::MAX, f32::min);
        // What ends this high is the leg of something deep, or no foot at all.
        if lowest > height * 0.25 && foot.len() * 12 > columns {
            x = x.max(from + 1);
            continue;
        }
        // A round foot rises to its sides as its ellipse does; what rises more does not touch. A frame stands on the whole of its
        // foot, however far that goes back.
        let rise = round.map_or(f32::MAX, |slant| (foot.len() as f32 * 0.5 * slant * 1.3).max(height * 0.01));
        out.extend(
            foot.iter().enumerate().map(|(i, up)| ((from + i) as f32, *up, (1.0 - (up - lowest) / rise).max(0.0))).filter(|p| p.2 > 0.0),
        );
        x = x.max(from + 1);
    }
    out
}

/// Three means of rectangles: nearly a bell curve.
fn spread(mut values: Vec<f32>, w: usize, h: usize, rx: usize, ry: usize) -> Vec<f32> {
    for _ in 0..3 {
        values = means(&values, w, rx);
        values = transposed(&means(&transposed(&values, w, h), h, ry), h, w);
    }
    values
}

fn transposed(values: &[f32], w: usize, h: usize) -> Vec<f32> {
    (0..w * h).map(|i| values[i % h * w + i / h]).collect()
}

/// Means along rows; outside is nothing.
fn means(values: &[f32], w: usize, r: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(values.len());
    for row in values.chunks_exact(w) {
        let mut before = Vec::with_capacity(w + 1);
        before.push(0f32);
        row.iter().for_each(|v| before.push(before[before.len() - 1] + v));
        out.extend((0..w).map(|x| (before[(x + r + 1).min(w)] - before[x.saturating_sub(r)]).max(0.0) / (2 * r + 1) as f32));
    }
    out
}
