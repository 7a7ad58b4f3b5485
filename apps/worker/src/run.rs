//! One claimed job, from claim to end.

use std::time::Duration;

use tracing::{error, info, warn};
use visualizer_db::job_claims::ClaimedJob;
use visualizer_domain::job::{JobKind, JobProblem};

use crate::claim::Place;
use crate::finish::{Made, finish};
use crate::stop::{Stop, StopSignal};
use crate::worker::Worker;
use crate::{failure, generate, image_check, progress};

/// Waits between the tries of writing how a job ended. After the last, its lease runs out and somebody makes it again.
const PATIENCE: [Duration; 4] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3), Duration::ZERO];

/// How the work on a job ended.
#[derive(Debug)]
pub(crate) enum End {
    /// Made, and its bytes stored.
    Made(Made),
    /// Not made.
    Failed(JobProblem),
    /// Told to stop.
    Stopped(Stop),
}

/// Makes a job and writes how it ended. `place` is its share of the jobs at once.
pub(crate) async fn run(worker: Worker, job: ClaimedJob, place: Place) {
    let grip = worker.hand().take(&job.id, job.epoch);
    let end = tokio::select! {
        biased;
        stop = grip.signal.stopped() => End::Stopped(stop),
        made = make(&worker, &job, &grip.signal, &place) => made.map_or_else(End::Failed, End::Made),
    };
    match &end {
        End::Made(_) => info!(job = %job.id, kind = %job.kind, "made"),
        End::Failed(problem) => warn!(job = %job.id, kind = %job.kind, code = problem.code, detail = problem.detail, "not made"),
        End::Stopped(why) => info!(job = %job.id, kind = %job.kind, ?why, "stopped"),
    }
    record(&worker, &job, end).await;
}

async fn make(worker: &Worker, job: &ClaimedJob, signal: &StopSignal, place: &Place) -> Result<Made, JobProblem> {
    let progress = progress::begin(worker, job, signal.clone());
    match job.kind {
        JobKind::ImageGenerate => generate::make(worker, job, signal, progress, place).await,
        JobKind::ImageCheck => image_check::make(worker, job, progress).await,
    }
}

/// Writes how a job ended, and tries again while the database is in trouble.
async fn record(worker: &Worker, job: &ClaimedJob, mut end: End) {
    for wait in PATIENCE {
        let written = match &end {
            End::Made(made) => finish(worker, job, made).await,
            End::Failed(problem) => failure::failed(worker, job, problem).await,
            End::Stopped(why) => failure::stopped(worker, job, *why).await,
        };
        let error = match written {
            Ok(()) => return,
            Err(error) => error,
        };
        warn!(%error, job = %job.id, "the end of a job was not written");
        if matches!(end, End::Made(_)) && !failure::is_passing(&error) {
            // The database refuses what was made, and will again: that is a failure of the job.
            end = End::Failed(JobProblem::retry("record", error.to_string()));
        }
        tokio::time::sleep(wait).await;
    }
    error!(job = %job.id, "the end of a job is left to its lease");
}
