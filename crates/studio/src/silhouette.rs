//! A product's outline at low resolution: what light needs to know of its shape.

use crate::cutout::Cutout;
use glam::Vec3;

/// Columns and rows of colour and coverage. Rows run downwards.
pub struct Silhouette {
    pub columns: usize,
    pub rows: usize,
    pub color: Vec<Vec3>,
    cover: Vec<f32>,
}

/// A place where the outline reaches down.
pub struct Foot {
    /// Middle of the foot, in columns.
    pub column: f32,
    /// How far above the lowest row it ends, in rows.
    pub above: f32,
}

impl Silhouette {
    /// `rows` rows of square cells for something `aspect` times as wide as tall.
    pub fn of(cut: &Cutout, rows: usize, aspect: f32) -> Silhouette {
        let columns = ((rows as f32 * aspect) as usize).clamp(24, 2 * rows);
        let (du, dv) = (1.0 / columns as f32, 1.0 / rows as f32);
        let (color, cover) = (0..columns * rows).map(|i| cut.mean((i % columns) as f32 * du, (i / columns) as f32 * dv, du, dv)).unzip();
        Silhouette { columns, rows, color, cover }
    }

    pub fn covers(&self, column: usize, row: usize) -> bool {
        self.cover[row * self.columns + column] > 0.4
    }

    /// Covered runs of a row: first column and the one after the last.
    pub fn spans(&self, row: usize) -> Vec<(usize, usize)> {
        runs(self.columns, |x| self.covers(x, row))
    }

    /// Where it stands: the lower ends in its lowest quarter, and legs behind that end a little higher, from the left.
    pub fn feet(&self) -> Vec<Foot> {
        let above: Vec<usize> = (0..self.columns).map(|x| self.above(x)).collect();
        let is_low = |run: &(usize, usize)| above[run.0..run.1].iter().any(|a| a * 4 < self.rows);
        runs(self.columns, |x| above[x] * 20 < self.rows * 7)
            .into_iter()
            .filter(|run| is_low(run) || (run.1 - run.0) * 12 < self.columns)
            .map(|(from, to)| {
                let least = above[from..to].iter().min().copied().unwrap_or(0);
                let lowest: Vec<usize> = (from..to).filter(|x| above[*x] == least).collect();
                Foot { column: lowest.iter().sum::<usize>() as f32 / lowest.len() as f32, above: least as f32 }
            })
            .collect()
    }

    /// The two ends of a straight foot: of something flat that stands turned.
    pub fn ends(&self) -> Vec<Foot> {
        let foot = |column: usize| Foot { column: column as f32, above: self.above(column) as f32 };
        let covered = |column: &usize| self.above(*column) < self.rows / 2;
        // A little inside, where corners are no longer cut.
        let (first, last) = ((0..self.columns).find(covered), (0..self.columns).rev().find(covered));
        first.zip(last).map_or_else(Vec::new, |(a, b)| [(a + 3).min(b), b.saturating_sub(3).max(a)].map(foot).into())
    }

    /// Rows between a column's lowest covered cell and the bottom.
    pub fn above(&self, column: usize) -> usize {
        (0..self.rows).rev().position(|row| self.covers(column, row)).unwrap_or(self.rows)
    }
}

/// How far above the lowest row the foot under column `x` ends, between two feet in proportion.
pub fn foot_under(feet: &[Foot], x: usize) -> f32 {
    let x = x as f32;
    match feet.iter().position(|f| f.column >= x) {
        None => feet.last().map_or(0.0, |f| f.above),
        Some(0) => feet[0].above,
        Some(i) => {
            let (a, b) = (&feet[i - 1], &feet[i]);
            a.above + (b.above - a.above) * (x - a.column) / (b.column - a.column).max(1.0)
        }
    }
}

fn runs(count: usize, inside: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for x in (0..count).filter(|x| inside(*x)) {
        match out.last_mut() {
            Some(run) if run.1 == x => run.1 = x + 1,
            _ => out.push((x, x + 1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_found() {
        let inside = [true, true, false, true];
        assert_eq!(runs(4, |x| inside[x]), [(0, 2), (3, 4)]);
    }

    #[test]
    fn between_two_feet_the_ground_rises_in_proportion() {
        let feet = [Foot { column: 10.0, above: 0.0 }, Foot { column: 20.0, above: 8.0 }];
        assert_eq!([0, 10, 15, 30].map(|x| foot_under(&feet, x)), [0.0, 0.0, 4.0, 8.0]);
    }
}
