//! Yes or no for every pixel, and what can be done with that: grow, shrink, take apart.

use rayon::prelude::*;
use std::collections::VecDeque;

#[derive(Clone)]
pub struct Mask {
    pub w: usize,
    pub h: usize,
    pub on: Vec<bool>,
}

impl Mask {
    pub fn new(w: usize, h: usize, on: impl FnMut(usize) -> bool) -> Mask {
        Mask { w, h, on: (0..w * h).map(on).collect() }
    }

    pub fn count(&self) -> usize {
        self.on.iter().filter(|m| **m).count()
    }

    /// Part of all pixels, 0 to 1.
    pub fn share(&self) -> f32 {
        self.count() as f32 / self.on.len() as f32
    }

    pub fn inverted(&self) -> Mask {
        Mask::new(self.w, self.h, |i| !self.on[i])
    }

    pub fn is_border(&self, i: usize) -> bool {
        let (x, y) = (i % self.w, i / self.w);
        x == 0 || y == 0 || x + 1 == self.w || y + 1 == self.h
    }

    /// Part of the outermost pixels, 0 to 1.
    pub fn border_share(&self) -> f32 {
        let border: Vec<bool> = (0..self.on.len()).filter(|i| self.is_border(*i)).map(|i| self.on[i]).collect();
        border.iter().filter(|m| **m).count() as f32 / border.len() as f32
    }

    /// First and last row that hold anything.
    pub fn rows(&self) -> Option<(usize, usize)> {
        Some((self.on.iter().position(|m| *m)? / self.w, self.on.iter().rposition(|m| *m)? / self.w))
    }

    /// First and last pixel of a row that are on.
    pub fn span(&self, row: usize) -> Option<(usize, usize)> {
        let row = &self.on[row * self.w..(row + 1) * self.w];
        Some((row.iter().position(|m| *m)?, row.iter().rposition(|m| *m)?))
    }

    /// Common part over whole, 0 to 1.
    pub fn overlap(&self, other: &Mask) -> f32 {
        let (mut both, mut any) = (0usize, 0usize);
        for (a, b) in self.on.iter().zip(&other.on) {
            both += usize::from(*a && *b);
            any += usize::from(*a || *b);
        }
        both as f32 / any.max(1) as f32
    }

    /// The four neighbours that exist.
    pub fn around(&self, i: usize) -> impl Iterator<Item = usize> + use<> {
        let (x, y, w) = (i % self.w, i / self.w, self.w);
        let all = [(x > 0, i.wrapping_sub(1)), (x + 1 < w, i + 1), (y > 0, i.wrapping_sub(w)), (y + 1 < self.h, i + w)];
        all.into_iter().filter(|n| n.0).map(|n| n.1)
    }

    /// Grows from `queue` over everything that is accepted.
    pub fn spread(&mut self, mut queue: VecDeque<usize>, accept: impl Fn(usize) -> bool) {
        while let Some(i) = queue.pop_front() {
            for j in self.around(i) {
                if !self.on[j] && accept(j) {
                    self.on[j] = true;
                    queue.push_back(j);
                }
            }
        }
    }

    /// Connected parts: for every pixel its part (0 for none), and the size of each part.
    pub fn parts(&self) -> (Vec<u32>, Vec<usize>) {
        let mut part = vec![0u32; self.on.len()];
        let mut sizes = vec![0usize];
        for start in 0..self.on.len() {
            if !self.on[start] || part[start] != 0 {
                continue;
            }
            let id = sizes.len() as u32;
            let mut size = 0;
            part[start] = id;
            let mut queue = VecDeque::from([start]);
            while let Some(i) = queue.pop_front() {
                size += 1;
                for j in self.around(i) {
                    if self.on[j] && part[j] == 0 {
                        part[j] = id;
                        queue.push_back(j);
                    }
                }
            }
            sizes.push(size);
        }
        (part, sizes)
    }

    /// Drops parts smaller than a sixtieth of the largest.
    pub fn drop_specks(&mut self) {
        let (part, sizes) = self.parts();
        let least = sizes.iter().max().copied().unwrap_or(0) / 60;
        self.on.iter_mut().zip(part).for_each(|(on, part)| *on = *on && sizes[part as usize] > least);
    }

    /// Part of the product that hangs in the air: parts whose lower end is higher than the lowest third of the whole.
    pub fn floating_share(&self) -> f32 {
        let Some((top, bottom)) = self.rows() else { return 0.0 };
        let (part, sizes) = self.parts();
        let mut ends = vec![0usize; sizes.len()];
        part.iter().enumerate().for_each(|(i, p)| ends[*p as usize] = i / self.w);
        let limit = bottom - (bottom - top) / 3;
        let floating: usize = (1..sizes.len()).filter(|p| ends[*p] < limit).map(|p| sizes[p]).sum();
        floating as f32 / self.count().max(1) as f32
    }

    /// For every pixel the part of the square of 2 r + 1 around it that is on, 0 to 1.
    pub fn cover(&self, r: usize) -> Vec<f32> {
        let values: Vec<f32> = self.on.iter().map(|m| f32::from(u8::from(*m))).collect();
        super::blur::means(&values, self.w, self.h, r)
    }

    /// Without what is closer than `r` to the outside.
    pub fn eroded(&self, r: usize) -> Mask {
        self.reached(r, |on, all| on == all)
    }

    /// With everything that is closer than `r`.
    pub fn grown(&self, r: usize) -> Mask {
        self.reached(r, |on, _| on > 0)
    }

    /// Squares of 2 r + 1, along rows and then along columns; `rule` is given how many pixels are on, and how many there are.
    fn reached(&self, r: usize, rule: impl Fn(u32, u32) -> bool + Copy + Sync) -> Mask {
        self.along_rows(r, rule).along_columns(r, rule)
    }

    fn along_rows(&self, r: usize, rule: impl Fn(u32, u32) -> bool + Sync) -> Mask {
        let mut on = vec![false; self.on.len()];
        on.par_chunks_mut(self.w).zip(self.on.par_chunks(self.w)).with_min_len(64).for_each(|(out, row)| {
            let mut count = row[..r.min(self.w)].iter().map(|m| u32::from(*m)).sum::<u32>();
            for (x, out) in out.iter_mut().enumerate() {
                let (from, to) = (x.saturating_sub(r), (x + r + 1).min(self.w));
                count += if x + r < self.w { u32::from(row[x + r]) } else { 0 };
                *out = rule(count, (to - from) as u32);
                count -= if x >= r { u32::from(row[x - r]) } else { 0 };
            }
        });
        Mask { w: self.w, h: self.h, on }
    }

    /// Row by row with a count for every column, so that memory is read in its order.
    fn along_columns(&self, r: usize, rule: impl Fn(u32, u32) -> bool) -> Mask {
        let row = |y: usize| &self.on[y * self.w..(y + 1) * self.w];
        let mut counts = vec![0u32; self.w];
        (0..r.min(self.h)).for_each(|y| counts.iter_mut().zip(row(y)).for_each(|(n, m)| *n += u32::from(*m)));
        let mut on = Vec::with_capacity(self.on.len());
        for y in 0..self.h {
            let (from, to) = (y.saturating_sub(r), (y + r + 1).min(self.h));
            if y + r < self.h {
                counts.iter_mut().zip(row(y + r)).for_each(|(n, m)| *n += u32::from(*m));
            }
            on.extend(counts.iter().map(|n| rule(*n, (to - from) as u32)));
            if y >= r {
                counts.iter_mut().zip(row(y - r)).for_each(|(n, m)| *n -= u32::from(*m));
            }
        }
        Mask { w: self.w, h: self.h, on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> Mask {
        let w = rows[0].len();
        Mask { w, h: rows.len(), on: rows.iter().flat_map(|r| r.bytes().map(|b| b == b'#')).collect() }
    }

    #[test]
    fn growing_and_shrinking_are_squares() {
        let one = mask(&[".....", ".....", "..#..", ".....", "....."]);
        assert_eq!(one.grown(1).on, mask(&[".....", ".###.", ".###.", ".###.", "....."]).on);
        assert_eq!(one.grown(1).eroded(1).on, one.on);
    }

    #[test]
    fn squares_wider_than_the_picture_end_at_its_border() {
        let corner = mask(&["#..", "...", "..."]);
        assert_eq!(corner.grown(1).on, mask(&["##.", "##.", "..."]).on);
        assert_eq!(corner.grown(9).count(), 9);
        assert_eq!(corner.grown(1).eroded(9).count(), 0);
        assert_eq!(Mask::new(3, 3, |_| true).eroded(9).count(), 9, "outside of the picture nothing is missing");
    }

    #[test]
    fn what_hangs_in_the_air_is_counted() {
        let lid = mask(&["##", "##", "..", "..", "##", "##", "##", "##"]);
        assert!((lid.floating_share() - 4.0 / 12.0).abs() < 1e-6);
        assert_eq!(mask(&["#.#", "#.#", "#.#"]).floating_share(), 0.0);
    }

    #[test]
    fn specks_go_and_parts_stay() {
        let mut m = Mask::new(100, 3, |i| i % 100 < 80 || i == 95);
        m.drop_specks();
        assert_eq!(m.count(), 240);
    }
}
