//! Numbers that are counted up to a bound, so that no page walks a whole client to say one.

use visualizer_control::generated_assets::COUNT_MAX;
use visualizer_domain::generated_asset::BULK_MAX;

use crate::words::Words;

/// A number that is counted up to a bound; beyond it a page says "10,000+".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    n: i64,
    most: i64,
}

impl Count {
    /// Pictures that a filter shows, counted up to [`COUNT_MAX`].
    #[must_use]
    pub fn of(n: i64) -> Self {
        Self::up_to(n, COUNT_MAX)
    }

    /// A number that was counted up to `most`.
    #[must_use]
    pub fn up_to(n: i64, most: i64) -> Self {
        Self { n, most }
    }

    /// The number, as far as it was counted.
    #[must_use]
    pub fn n(self) -> i64 {
        self.n
    }

    /// The number as people read it.
    #[must_use]
    pub fn text(&self, w: &Words) -> String {
        if self.n >= self.most { format!("{}+", w.n(self.most)) } else { w.n(self.n) }
    }

    /// How many of them one command takes.
    #[must_use]
    pub fn in_one_command(&self) -> i64 {
        self.n.min(BULK_MAX as i64)
    }
}
