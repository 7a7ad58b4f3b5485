//! Generations under way as lines: for which flow, how far, about how long still.

use visualizer_control::Control;
use visualizer_control::runs::{self, Run};
use visualizer_domain::Actor;
use visualizer_domain::problem::Outcome;

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
///
/// # Errors
/// When their jobs cannot be read.
pub async fn run_lines(control: &Control, actor: &Actor, open: &[Run], w: Words) -> Outcome<Vec<RunLine>> {
    let mut lines = Vec::with_capacity(open.len());
    for run in open {
        // The names of its flow and product are read with its jobs.
        let (_, jobs) = runs::view(control, actor, &run.id).await?;
        let named = jobs.first().and_then(|job| job.flow_name.clone().or_else(|| job.product_name.clone()));
        lines.push(RunLine {
            href: format!("/generation-flows/{}", run.subject_id),
            what: named.unwrap_or_else(|| w.t("asset-nameless").to_string()),
            says: w.t("home-run").with("done", run.counts.done).with("count", run.counts.total()).to_string(),
            percent: run.percent(),
            left: left(run, w),
            who: run.requested_by_name.clone(),
        });
    }
    Ok(lines)
}

/// What is left takes as long as what is done took. The first steps say nothing yet.
fn left(run: &Run, w: Words) -> Option<i64> {
    let percent = i64::from(run.percent());
    let so_far = (w.now() - run.created_at).whole_seconds();
    (percent >= 10 && run.counts.running > 0).then(|| (so_far * (100 - percent) / percent).max(1))
}
