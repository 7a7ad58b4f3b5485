//! Runs: what they are and how far, and stopping them. Admitting them is in `admissions` and `session_admissions`, trying again what
//! they could not make in `retries`.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::{Change, job_ends, jobs, runs as rows};
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::ids::{GenerationFlowId, RunId};
use visualizer_domain::job::JobProblem;
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::run::RunKind;
use visualizer_domain::{Actor, Permission, Problem, flow_plan};

use crate::Control;
use crate::ending::finish;
use crate::failure::Doing as _;

pub use crate::admissions::{Admit, FlowSource, Preview, generate, preview};
pub use crate::retries::{Retried, may_be_tried_again, retry_failures, retry_job, retry_jobs, retry_run};
pub use crate::session_admissions::{SessionPreview, generate_session, preview_session};
pub use visualizer_db::jobs::Job;
pub use visualizer_db::runs::Run;

/// Open runs that are listed.
const OPEN_MAX: i64 = 500;

/// A run and its jobs.
///
/// # Errors
/// [`Problem::NotFound`] when the actor's client has no such run.
pub async fn view(control: &Control, actor: &Actor, run: &RunId) -> Outcome<(Run, Vec<Job>)> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let found = rows::of(conn, client).find(run).await.doing("reading a run")?.ok_or_else(|| Problem::not_found(Noun::Run, run))?;
    let jobs = jobs::of(conn, client).of_run(run, 500).await.doing("reading the jobs of a run")?;
    Ok((found, jobs))
}

/// The newest runs of a flow.
///
/// # Errors
/// Without the permission to view.
pub async fn of_flow(control: &Control, actor: &Actor, flow: &GenerationFlowId) -> Outcome<Vec<Run>> {
    let client = actor.require(Permission::View)?;
    rows::of(control.db.read(), client).about(flow_plan::SUBJECT, flow.as_str(), 10).await.doing("reading the runs of a flow")
}

/// The generations of flows under way, newest first.
///
/// # Errors
/// Without the permission to view.
pub async fn open(control: &Control, actor: &Actor) -> Outcome<Vec<Run>> {
    let client = actor.require(Permission::View)?;
    rows::of(control.db.read(), client).open(RunKind::Flow, OPEN_MAX).await.doing("reading the open runs")
}

/// Stops a run: nothing more of it begins, what runs is asked to stop, what is finished stays.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Conflict`] `run-ended` when there is nothing left to stop, `run-stopping` when somebody has stopped it
/// already and what runs has not ended yet.
pub async fn cancel(control: &Control, actor: &Actor, run: &RunId, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Generate)?;
    let mut tx = control.db.write().await.doing("beginning to stop a run")?;
    let conn = tx.conn();
    let runs = rows::of(conn, client);
    // Looked for before it is locked: nobody's request holds the run of another client.
    let find = async || runs.find(run).await.doing("reading a run")?.ok_or_else(|| Problem::not_found(Noun::Run, run));
    find().await?;
    job_ends::lock_runs(conn, std::slice::from_ref(run)).await.doing("locking a run")?;
    let Some(cancelled) = runs.cancel(run, now).await.doing("stopping a run")? else {
        let has_ended = find().await?.outcome.is_some();
        return Err(Problem::conflict(if has_ended { "run-ended" } else { "run-stopping" }));
    };
    job_ends::abandon(conn, &cancelled, &JobProblem::cancelled(), now).await.doing("abandoning assets")?;
    job_ends::settle(conn, std::slice::from_ref(run), &[], &cancelled, now).await.doing("settling a run")?;
    let line =
        AuditEvent::new(Some(client), actor, "run.cancel", ("run", run.as_str()), now).into_state(json!({ "not_begun": cancelled.len() }));
    tx.tell(Change::Jobs);
    finish(tx, client, line, "committing the stop of a run").await
}
