//! The only place that reads the time of day. Everything else takes the instant as an argument.

use std::sync::{Arc, Mutex, PoisonError};

use time::{Duration, OffsetDateTime};

/// A source of instants: UTC, cut to whole microseconds, which is what both databases keep.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that only moves when told; for tests.
    Manual(Arc<Mutex<OffsetDateTime>>),
}

impl Clock {
    /// A clock that stands at `start`.
    #[must_use]
    pub fn manual(start: OffsetDateTime) -> Self {
        Self::Manual(Arc::new(Mutex::new(truncated(start))))
    }

    /// The instant now.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        match self {
            // The one reader of the machine's clock (clippy.toml bans the call elsewhere).
            #[allow(clippy::disallowed_methods)]
            Self::System => truncated(OffsetDateTime::now_utc()),
            Self::Manual(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a manual clock forward (or back). The system clock is left alone.
    pub fn advance(&self, by: Duration) {
        if let Self::Manual(at) = self {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at = truncated(*at + by);
        }
    }
}

/// UTC, whole microseconds: PostgreSQL cuts the rest, and a value must equal itself after a round trip.
#[must_use]
pub fn truncated(at: OffsetDateTime) -> OffsetDateTime {
    let at = at.to_offset(time::UtcOffset::UTC);
    at.replace_nanosecond(at.nanosecond() / 1_000 * 1_000).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn an_instant_has_no_nanoseconds() {
        assert_eq!(truncated(datetime!(2026-11-21 17:00:00.123456789 +9)), datetime!(2026-11-21 8:00:00.123456 UTC));
        assert_eq!(Clock::System.now().nanosecond() % 1_000, 0);
    }

    #[test]
    fn a_manual_clock_moves_when_told() {
        let clock = Clock::manual(datetime!(2026-11-21 8:00 UTC));
        clock.advance(Duration::minutes(5));
        assert_eq!(clock.now(), datetime!(2026-11-21 8:05 UTC));
    }
}
