//! The head of a run over its pictures: what it makes, for whom, how far it is, how it ended, and how to stop it. The same markup stands
//! in the page and in the events that replace it.

use askama::Template;
use time::OffsetDateTime;
use visualizer_control::runs::Run;
use visualizer_domain::pace;
use visualizer_domain::run::{RunCounts, RunOutcome};

use crate::parts::job_frame::RETRY_FORM;
use crate::words::Words;

/// Id of the form that the button to stop submits.
pub const STOP_FORM: &str = "stop";

/// One head.
#[derive(Debug, Clone, Template)]
#[template(path = "run_head.html")]
pub struct RunHead {
    w: Words,
    id: String,
    at: OffsetDateTime,
    by: String,
    /// What its pictures look like by their settings; empty where that cannot be read.
    look: String,
    counts: RunCounts,
    percent: u8,
    /// How long it still takes, as far as one can tell.
    left: String,
    /// Somebody asked it to stop, and it has not yet.
    stopping: bool,
    outcome: Option<RunOutcome>,
    may_stop: bool,
    /// Pictures that it did not make and that the reader may have made after all.
    missing: i64,
}

impl RunHead {
    /// The head of a run whose pictures were expected to take `picture_ms` each.
    #[must_use]
    pub fn of(run: &Run, look: String, picture_ms: u64, may_generate: bool, w: Words) -> Self {
        let stopping = run.cancel_requested_at.is_some();
        Self {
            w,
            id: run.id.to_string(),
            at: run.created_at,
            by: run.requested_by_name.clone(),
            look,
            counts: run.counts,
            percent: run.percent(),
            left: if run.counts.running > 0 { left(run, picture_ms, w) } else { String::new() },
            stopping,
            outcome: run.outcome,
            may_stop: may_generate && run.outcome.is_none() && !stopping,
            missing: if may_generate { missing(run) } else { 0 },
        }
    }

    /// Id of the element.
    #[must_use]
    pub fn element_id(&self) -> String {
        format!("run-{}", self.id)
    }

    /// Jobs that nobody has begun.
    fn waiting(&self) -> i64 {
        self.counts.waiting + self.counts.ready
    }

    /// Jobs that made nothing and will not.
    fn stopped(&self) -> i64 {
        self.counts.cancelled + self.counts.skipped
    }
}

/// Pictures that an ended run did not make and that nobody has had made since. What was skipped in one that is done came out as it was (R7).
#[must_use]
pub fn missing(run: &Run) -> i64 {
    if matches!(run.outcome, None | Some(RunOutcome::Done)) { 0 } else { run.unmade }
}

fn left(run: &Run, picture_ms: u64, w: Words) -> String {
    let made = run.progress_sum;
    let unmade = 100 * (run.counts.open() + run.counts.done) - made;
    let spent = run.started_at.map_or(0, |started| (w.now() - started).whole_milliseconds());
    let [unmade, made] = [unmade, made].map(|percent| u64::try_from(percent).unwrap_or(0));
    let ms = pace::left_ms(unmade, made, u64::try_from(spent).unwrap_or(0), picture_ms);
    w.left(i64::try_from(ms.div_ceil(1_000)).unwrap_or(i64::MAX).max(1))
}
