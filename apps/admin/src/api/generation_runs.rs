//! Runs and their jobs for programs: how far they are, stopping, trying again. Having something made is where the flows are.

use actix_web::web;
use schemars::JsonSchema;
use serde::Serialize;
use visualizer_control::Control;
use visualizer_control::queue::Job;
use visualizer_control::runs::{self, Run};
use visualizer_domain::ids::{AssetId, ClientId, JobId, RunId};
use visualizer_domain::job::JobState;
use visualizer_domain::run::{RunCounts, RunKind, RunOutcome};

use crate::answer::failure::Answer;
use crate::answer::reply;
use crate::api::instant::Instant;
use crate::guard::visit::SignedVisit;
use crate::request::path_id::PathId;

/// A run with its jobs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GenerationRun")]
#[allow(missing_docs)] // The words of the spine.
pub struct RunJson {
    pub id: RunId,
    pub kind: RunKind,
    /// What it is about (`generation_flow`, `product_image`), and its id.
    pub subject_kind: String,
    pub subject_id: String,
    pub requested_by: String,
    pub created_at: Instant,
    pub cancel_requested_at: Option<Instant>,
    pub finished_at: Option<Instant>,
    /// How it ended; absent while it is open.
    pub outcome: Option<RunOutcome>,
    /// How far, 0 to 100.
    pub percent: u8,
    /// How many jobs stand where.
    pub counts: Counts,
    /// Its jobs, in the order of the plan.
    pub jobs: Vec<JobJson>,
}

/// How many jobs of a run stand where.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RunCounts")]
#[allow(missing_docs)] // Each counts the jobs in the state of its name.
pub struct Counts {
    pub waiting: i64,
    pub ready: i64,
    pub running: i64,
    pub parked: i64,
    pub done: i64,
    pub failed: i64,
    pub cancelled: i64,
    pub skipped: i64,
}

/// A job.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GenerationJob")]
#[allow(missing_docs)] // The words of the spine.
pub struct JobJson {
    pub id: JobId,
    pub client: ClientId,
    pub run: RunId,
    pub kind: String,
    pub asset: Option<AssetId>,
    pub state: JobState,
    pub variant: Option<i64>,
    pub flow_name: Option<String>,
    pub product_name: Option<String>,
    /// How far, 0 to 100.
    pub progress: i64,
    /// What is being done.
    pub stage: Option<String>,
    pub tries: i64,
    pub tries_max: i64,
    pub parked_reason: Option<String>,
    /// A stable name of why it failed, and the details in English.
    pub problem_code: Option<String>,
    pub problem_detail: Option<String>,
    /// When it is due.
    pub run_at: Instant,
    pub created_at: Instant,
    pub started_at: Option<Instant>,
    pub finished_at: Option<Instant>,
}

/// The run that something is made in now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Retried {
    /// The same run while it was open, a new one afterwards.
    pub run: RunId,
}

/// A run and its jobs.
///
/// # Errors
/// 404 when it is not here.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<RunId>) -> Answer {
    let (run, jobs) = runs::view(&control, visit.actor(), &id).await?;
    reply::json(&RunJson::of(run, jobs))
}

/// Stops a run; what is finished stays.
///
/// # Errors
/// 409 when it has ended.
pub async fn cancel(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<RunId>) -> Answer {
    runs::cancel(&control, visit.actor(), &id, visit.now()).await?;
    let (run, jobs) = runs::view(&control, visit.actor(), &id).await?;
    reply::json(&RunJson::of(run, jobs))
}

/// Tries a failed or parked job again.
///
/// # Errors
/// 409 when it neither failed nor is parked.
pub async fn retry(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<JobId>) -> Answer {
    let run = runs::retry_job(&control, visit.actor(), &id, visit.now()).await?;
    accepted(run)
}

/// Tries again all that a run did not make.
///
/// # Errors
/// 409 when it made everything, or all of it was tried again before.
pub async fn retry_run(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<RunId>) -> Answer {
    let retried = runs::retry_run(&control, visit.actor(), &id, visit.now()).await?;
    // What is about one thing is made in one run.
    accepted(retried.again.into_iter().next().map_or(id, |(_, run)| run))
}

fn accepted(run: RunId) -> Answer {
    reply::accepted(&format!("/api/generation-runs/{run}"), &Retried { run })
}

impl RunJson {
    fn of(run: Run, jobs: Vec<Job>) -> Self {
        Self {
            percent: run.percent(),
            counts: run.counts.into(),
            id: run.id,
            kind: run.kind,
            subject_kind: run.subject_kind,
            subject_id: run.subject_id,
            requested_by: run.requested_by_name,
            created_at: run.created_at.into(),
            cancel_requested_at: run.cancel_requested_at.map(Instant),
            finished_at: run.finished_at.map(Instant),
            outcome: run.outcome,
            jobs: jobs.into_iter().map(JobJson::from).collect(),
        }
    }
}

impl From<RunCounts> for Counts {
    fn from(c: RunCounts) -> Self {
        let RunCounts { waiting, ready, running, parked, done, failed, cancelled, skipped } = c;
        Self { waiting, ready, running, parked, done, failed, cancelled, skipped }
    }
}

impl From<Job> for JobJson {
    fn from(job: Job) -> Self {
        let (problem_code, problem_detail) = job.problem.map(|problem| (problem.code, problem.detail)).unzip();
        Self {
            id: job.id,
            client: job.client_id,
            run: job.run_id,
            kind: job.kind,
            asset: job.asset_id,
            state: job.state,
            variant: job.variant,
            flow_name: job.flow_name,
            product_name: job.product_name,
            progress: job.progress,
            stage: job.stage,
            tries: job.tries,
            tries_max: job.tries_max,
            parked_reason: job.parked_reason,
            problem_code,
            problem_detail,
            run_at: job.run_at.into(),
            created_at: job.created_at.into(),
            started_at: job.started_at.map(Instant),
            finished_at: job.finished_at.map(Instant),
        }
    }
}
