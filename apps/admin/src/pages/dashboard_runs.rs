//! Generations under way as lines: for which flow, how far, about how long still.

use visualizer_control::runs::Run;

use crate::words::Words;

/// A run on its line.
pub struct RunLine {
    /// The flow.
    pub href: String,
    /// What it makes.
    pub what: String,
    /// How many are made: "3 of 8 pictures".
    pub says: String,
    /// How far, 0 to 100.
    pub percent: u8,
    /// About how long it will still take, in seconds, once that can be told.
    pub left: Option<i64>,
    /// Who asked for it.
    pub who: String,
}

/// Lines of open runs.
#[must_use]
pub fn run_lines(open: &[Run], w: Words) -> Vec<RunLine> {
    let line = |run: &Run| RunLine {
        href: format!("/generation-flows/{}", run.subject_id),
        what: run.subject_name.clone().unwrap_or_else(|| w.t("asset-nameless").to_string()),
        says: w.t("home-run").with("done", run.counts.done).with("count", run.counts.total()).to_string(),
        percent: run.percent(),
        left: left(run, w),
        who: run.requested_by_name.clone(),
    };
    open.iter().map(line).collect()
}

/// What is left takes as long as what is done took. The first steps say nothing yet.
fn left(run: &Run, w: Words) -> Option<i64> {
    let percent = i64::from(run.percent());
    let so_far = (w.now() - run.created_at).whole_seconds();
    (percent >= 10 && run.counts.running > 0).then(|| (so_far * (100 - percent) / percent).max(1))
}
