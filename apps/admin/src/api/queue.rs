//! The queue for programs: what waits, runs, is set aside or failed; pausing a kind. Runs and jobs by id are `generation_runs`.

use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::Control;
use visualizer_control::queue::{self, Depth, Pause, Worker};
use visualizer_domain::ids::WorkerId;
use visualizer_domain::job::{JobKind, JobState};

use super::generation_runs::JobJson;
use crate::answer::failure::Answer;
use crate::answer::reply;
use crate::api::instant::Instant;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_act::reason;
use crate::request::json::Json;
use crate::request::path_id::PathId;

/// The queue, as far as the person sees it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Queue")]
pub struct QueueJson {
    /// Open jobs by kind and state.
    depths: Vec<DepthJson>,
    /// What runs, the longest running first; at most 50 of each list.
    running: Vec<JobJson>,
    /// What is next.
    ready: Vec<JobJson>,
    /// Set aside until somebody decides.
    parked: Vec<JobJson>,
    /// Failed, newest first.
    failed: Vec<JobJson>,
    /// Kinds that nobody claims for now.
    pauses: Vec<PauseJson>,
    /// Processes that claim jobs.
    workers: Vec<WorkerJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueueDepth")]
struct DepthJson {
    kind: String,
    state: JobState,
    jobs: i64,
    /// Since when the longest waiting is due.
    oldest: Option<Instant>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueuePause")]
struct PauseJson {
    kind: String,
    paused_by: String,
    paused_at: Instant,
    reason: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Worker")]
struct WorkerJson {
    id: WorkerId,
    host: Option<String>,
    version: String,
    started_at: Instant,
    seen_at: Instant,
}

/// Why a kind is paused.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseReason {
    /// Shown to everybody who waits.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The queue.
///
/// # Errors
/// Without the permission to view.
pub async fn show(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let view = queue::view(&control, visit.actor(), visit.now()).await?;
    reply::json(&QueueJson {
        depths: view.depths.into_iter().map(DepthJson::from).collect(),
        running: view.running.into_iter().map(JobJson::from).collect(),
        ready: view.ready.into_iter().map(JobJson::from).collect(),
        parked: view.parked.into_iter().map(JobJson::from).collect(),
        failed: view.failed.into_iter().map(JobJson::from).collect(),
        pauses: view.pauses.into_iter().map(PauseJson::from).collect(),
        workers: view.workers.into_iter().map(WorkerJson::from).collect(),
    })
}

/// Stops a kind from being claimed.
///
/// # Errors
/// 409 when it is paused already.
pub async fn pause(visit: SignedVisit, control: web::Data<Control>, PathId(kind): PathId<JobKind>, Json(why): Json<PauseReason>) -> Answer {
    queue::pause(&control, visit.actor(), kind, reason(why.reason.as_deref().unwrap_or_default())?.as_ref(), visit.now()).await?;
    reply::done()
}

/// Lets a kind be claimed again.
///
/// # Errors
/// 409 when it is not paused.
pub async fn resume(visit: SignedVisit, control: web::Data<Control>, PathId(kind): PathId<JobKind>) -> Answer {
    queue::resume(&control, visit.actor(), kind, visit.now()).await?;
    reply::done()
}

impl From<Depth> for DepthJson {
    fn from(depth: Depth) -> Self {
        Self { kind: depth.kind, state: depth.state, jobs: depth.jobs, oldest: depth.oldest.map(Instant) }
    }
}

impl From<Pause> for PauseJson {
    fn from(pause: Pause) -> Self {
        Self { kind: pause.kind, paused_by: pause.paused_by_name, paused_at: pause.paused_at.into(), reason: pause.reason }
    }
}

impl From<Worker> for WorkerJson {
    fn from(worker: Worker) -> Self {
        let (started_at, seen_at) = (worker.started_at.into(), worker.seen_at.into());
        Self { id: worker.id, host: worker.host, version: worker.version, started_at, seen_at }
    }
}
