//! A job: one node of a run, one row of the queue. What kinds there are, and what follows a failure or a crash.

use time::{Duration, OffsetDateTime};

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a job does. Each kind has one maker (or check) in the worker's table.
    pub enum JobKind {
        /// Makes one picture of a product in a scene.
        ImageGenerate = "image.generate",
        /// Decodes an uploaded picture whole and makes its smaller copies.
        ImageCheck = "image.check",
    }
}

text_enum! {
    /// What a job is bound by; concurrency is set per class.
    pub enum JobClass {
        /// The cores of this machine.
        Cpu = "cpu",
        /// A provider account's limit.
        Paid = "paid",
        /// Waiting for something outside.
        Io = "io",
    }
}

text_enum! {
    /// Where a job stands.
    pub enum JobState {
        /// Needs something that is not made yet.
        Waiting = "waiting",
        /// May be claimed.
        Ready = "ready",
        /// A worker has it, until its lease ends.
        Running = "running",
        /// Set aside until a person decides. Not a failure.
        Parked = "parked",
        /// Made.
        Done = "done",
        /// Could not be made.
        Failed = "failed",
        /// Stopped by a person.
        Cancelled = "cancelled",
        /// What it needed could not be made, or did not change.
        Skipped = "skipped",
    }
}

/// How long a worker owns a claimed job without a heartbeat.
pub const LEASE: Duration = Duration::seconds(30);
/// How often a worker renews its leases.
pub const HEARTBEAT: Duration = Duration::seconds(10);
/// Tries of a job before its failure is final.
pub const TRIES_MAX: i64 = 3;
/// Crashes within [`CRASH_WINDOW`] after which a job is parked as poison.
pub const CRASHES_MAX: i64 = 3;
/// How long a crash is held against a job.
pub const CRASH_WINDOW: Duration = Duration::days(1);
/// Why a poisonous job is parked.
pub const POISON: &str = "poison";
/// Priority of work that a person is waiting for at the page; lower goes first.
pub const PRIORITY_URGENT: i64 = 50;
/// Priority of ordinary work.
pub const PRIORITY_NORMAL: i64 = 100;

impl JobKind {
    /// What the kind is bound by.
    #[must_use]
    pub fn class(self) -> JobClass {
        match self {
            Self::ImageGenerate | Self::ImageCheck => JobClass::Cpu,
        }
    }

    /// How soon the kind is claimed.
    #[must_use]
    pub fn priority(self) -> i64 {
        match self {
            Self::ImageCheck => PRIORITY_URGENT,
            Self::ImageGenerate => PRIORITY_NORMAL,
        }
    }
}

impl JobState {
    /// True when nothing more will happen by itself.
    #[must_use]
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled | Self::Skipped)
    }
}

/// What went wrong in a job, in words that a page can show. Stored as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobProblem {
    /// Key of its sentence, `job-<code>`.
    pub code: String,
    /// English, for logs and the command line.
    pub detail: String,
    /// Whether another try may succeed.
    pub again: bool,
}

impl JobProblem {
    /// A failure that another try will not mend.
    #[must_use]
    pub fn fail(code: &str, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), detail: detail.into(), again: false }
    }

    /// A job that somebody stopped.
    #[must_use]
    pub fn cancelled() -> Self {
        Self::fail("cancelled", "somebody stopped it")
    }

    /// A failure that another try may mend.
    #[must_use]
    pub fn retry(code: &str, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), detail: detail.into(), again: true }
    }
}

/// What follows a try that did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Ready again at this instant.
    Again(OffsetDateTime),
    /// Failed for good.
    Failed,
    /// Parked as poison.
    Poison,
}

/// After a failed try, the `tries`-th: `tries^2 x 10 s` of patience (10 s, 40 s), then it is final.
#[must_use]
pub fn after_failure(problem: &JobProblem, tries: i64, tries_max: i64, now: OffsetDateTime) -> Next {
    if problem.again && tries < tries_max { Next::Again(now + Duration::seconds(10 * tries * tries)) } else { Next::Failed }
}

/// After a crash: the process died or let its lease run out. `crashes` counts this one.
#[must_use]
pub fn after_crash(crashes: i64, now: OffsetDateTime) -> Next {
    if crashes >= CRASHES_MAX { Next::Poison } else { Next::Again(now) }
}

/// How many crashes count now: those before the window are forgiven.
#[must_use]
pub fn crashes_counted(before: i64, last: Option<OffsetDateTime>, now: OffsetDateTime) -> i64 {
    match last {
        Some(last) if now - last < CRASH_WINDOW => before + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-21 8:00 UTC);

    #[test]
    fn patience_grows_and_ends() {
        let hiccup = JobProblem::retry("store", "did not answer");
        assert_eq!(after_failure(&hiccup, 1, 3, NOW), Next::Again(NOW + Duration::seconds(10)));
        assert_eq!(after_failure(&hiccup, 2, 3, NOW), Next::Again(NOW + Duration::seconds(40)));
        assert_eq!(after_failure(&hiccup, 3, 3, NOW), Next::Failed);
        assert_eq!(after_failure(&JobProblem::fail("picture", "broken"), 1, 3, NOW), Next::Failed);
    }

    #[test]
    fn three_crashes_in_a_day_park_a_job() {
        let mut crashes = 0;
        let mut last = None;
        for n in 1..=3 {
            crashes = crashes_counted(crashes, last, NOW);
            last = Some(NOW);
            assert_eq!(after_crash(crashes, NOW) == Next::Poison, n == 3);
        }
        assert_eq!(crashes_counted(2, Some(NOW - Duration::hours(24)), NOW), 1, "yesterday's crashes are forgiven");
    }
}
