//! Writes that a job was not made: put back with patience, failed for good, or stopped by somebody.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::job_claims::ClaimedJob;
use visualizer_db::leases::{self, Fence};
use visualizer_db::{Change, DbError, DbResult, audit_events, job_ends};
use visualizer_domain::job::{JobProblem, JobState, Next, after_failure};

use crate::finish::{end, line, settle};
use crate::stop::Stop;
use crate::worker::Worker;

/// Writes a failed try: ready again after a while, or failed.
pub(crate) async fn failed(worker: &Worker, job: &ClaimedJob, problem: &JobProblem) -> DbResult<()> {
    match after_failure(problem, job.tries, job.tries_max, worker.now()) {
        Next::Again(run_at) => put_back(worker, job, run_at, Some(problem), false).await,
        Next::Failed | Next::Poison => end_without(worker, job, JobState::Failed, problem).await,
    }
}

/// Writes that a job stopped. Of a lost one nothing is written.
pub(crate) async fn stopped(worker: &Worker, job: &ClaimedJob, why: Stop) -> DbResult<()> {
    match why {
        Stop::Lost => Ok(()),
        Stop::Cancelled => end_without(worker, job, JobState::Cancelled, &JobProblem::cancelled()).await,
        Stop::Draining => put_back(worker, job, worker.now(), None, true).await,
    }
}

/// True when the database may take the same transaction later.
pub(crate) fn is_passing(error: &DbError) -> bool {
    matches!(error, DbError::Unavailable(_) | DbError::Full(_))
}

async fn put_back(worker: &Worker, job: &ClaimedJob, run_at: OffsetDateTime, problem: Option<&JobProblem>, waited: bool) -> DbResult<()> {
    let fence = Fence { owner: worker.id(), job: &job.id, epoch: job.epoch };
    let mut tx = worker.options().db.write().await?;
    if leases::put_back(tx.conn(), fence, run_at, problem.map(|problem| json!(problem)), waited).await? {
        // Other workers look now; one whose patience is not over yet is found by looking later.
        tx.tell(Change::Jobs);
        tx.tell(Change::Client(job.client_id.clone()));
        return tx.commit().await;
    }
    drop(tx);
    // Lost, or somebody asked for it to stop in the meantime; ending it is fenced as well.
    end_without(worker, job, JobState::Cancelled, &JobProblem::cancelled()).await
}

/// Ends a job that made nothing, with everything that follows.
async fn end_without(worker: &Worker, job: &ClaimedJob, state: JobState, problem: &JobProblem) -> DbResult<()> {
    let now = worker.now();
    let mut tx = worker.options().db.write().await?;
    job_ends::lock_runs(tx.conn(), std::slice::from_ref(&job.run_id)).await?;
    if !end(&tx, worker, job, state, false, Some(json!(problem)), now).await? {
        return Ok(());
    }
    job_ends::abandon(tx.conn(), std::slice::from_ref(&job.id), problem, now).await?;
    let action = if state == JobState::Cancelled { "job.cancel" } else { "job.fail" };
    let line = line(worker, job, action, ("job", job.id.as_str()), now).into_state(json!({ "kind": job.kind, "problem": problem }));
    audit_events::insert(tx.conn(), &line).await?;
    settle(&mut tx, job, state, now).await?;
    tx.commit().await
}
