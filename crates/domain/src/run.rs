//! A run: a plan that somebody admitted at one moment. Its outcome is the fold of its jobs.

use crate::job::JobState;
use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a run is for.
    pub enum RunKind {
        /// First generation of a flow.
        Flow = "flow",
        /// An edit of an asset.
        Edit = "edit",
        /// A campaign kit.
        Kit = "kit",
        /// A regeneration.
        Regeneration = "regeneration",
        /// An item of a production.
        ProductionItem = "production_item",
        /// Media of a script.
        ScriptMedia = "script_media",
        /// Looking at something, making nothing.
        Analysis = "analysis",
        /// An export.
        Export = "export",
        /// A publication.
        Publish = "publish",
        /// A shop's synchronisation.
        Sync = "sync",
    }
}

text_enum! {
    /// When slots show what a run made.
    pub enum Flip {
        /// Each as soon as it is stored.
        Each = "each",
        /// All at once when all are stored.
        Together = "together",
    }
}

text_enum! {
    /// How a run ended.
    pub enum RunOutcome {
        /// Everything was made.
        Done = "done",
        /// Some was made.
        Partly = "partly",
        /// Nothing was made.
        Failed = "failed",
        /// Somebody stopped it.
        Cancelled = "cancelled",
    }
}

/// How many jobs of a run stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // Each counts the jobs in the state of its name.
pub struct RunCounts {
    pub waiting: i64,
    pub ready: i64,
    pub running: i64,
    pub parked: i64,
    pub done: i64,
    pub failed: i64,
    pub cancelled: i64,
    pub skipped: i64,
}

impl RunCounts {
    /// Counts states.
    #[must_use]
    pub fn of(states: impl IntoIterator<Item = JobState>) -> Self {
        let mut counts = Self::default();
        for state in states {
            *counts.count_mut(state) += 1;
        }
        counts
    }

    /// The count of one state.
    pub fn count_mut(&mut self, state: JobState) -> &mut i64 {
        match state {
            JobState::Waiting => &mut self.waiting,
            JobState::Ready => &mut self.ready,
            JobState::Running => &mut self.running,
            JobState::Parked => &mut self.parked,
            JobState::Done => &mut self.done,
            JobState::Failed => &mut self.failed,
            JobState::Cancelled => &mut self.cancelled,
            JobState::Skipped => &mut self.skipped,
        }
    }

    /// Jobs that have not ended. A parked job has not: somebody may still take it up.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.waiting + self.ready + self.running + self.parked
    }

    /// All jobs.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.open() + self.done + self.failed + self.cancelled + self.skipped
    }

    /// How the run ended, or `None` while a job is open. `db` closes runs by the same fold in SQL; a test compares them.
    #[must_use]
    pub fn outcome(&self) -> Option<RunOutcome> {
        if self.open() > 0 {
            None
        } else if self.cancelled > 0 {
            Some(RunOutcome::Cancelled)
        } else if self.failed == 0 {
            // Skipped without a failure: it came out as it was (R7).
            Some(RunOutcome::Done)
        } else if self.done > 0 {
            Some(RunOutcome::Partly)
        } else {
            Some(RunOutcome::Failed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_when_its_last_job_does() {
        use JobState as S;
        let outcome = |states: &[S]| RunCounts::of(states.iter().copied()).outcome();
        assert_eq!(outcome(&[S::Done, S::Parked]), None);
        assert_eq!(outcome(&[S::Done, S::Done]), Some(RunOutcome::Done));
        assert_eq!(outcome(&[S::Done, S::Failed, S::Skipped]), Some(RunOutcome::Partly));
        assert_eq!(outcome(&[S::Failed, S::Skipped]), Some(RunOutcome::Failed));
        assert_eq!(outcome(&[S::Done, S::Cancelled]), Some(RunOutcome::Cancelled));
    }
}
