//! The table that is printed, and the median of many measurements.

use std::time::Duration;

/// Rows of the printed table.
#[derive(Default)]
pub struct Table(Vec<[String; 4]>);

impl Table {
    /// Adds a row: what, where, the figure, and what it is beside.
    pub fn row(&mut self, what: &str, place: &str, figure: String, beside: String) {
        eprintln!("{what} ({place}): {figure}; {beside}");
        self.0.push([what.to_owned(), place.to_owned(), figure, beside]);
    }

    /// Prints all rows in columns.
    pub fn print(&self) {
        let width = |i: usize| self.0.iter().map(|row| row[i].chars().count()).max().unwrap_or(0);
        let widths = [width(0), width(1), width(2)];
        println!();
        for [a, b, c, d] in &self.0 {
            println!("{a:<w0$}  {b:<w1$}  {c:>w2$}  {d}", w0 = widths[0], w1 = widths[1], w2 = widths[2]);
        }
    }
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Milliseconds with two digits.
pub fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}
