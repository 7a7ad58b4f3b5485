//! Having things made: preview, admission, stopping, trying again. What the page showed is what is admitted (R1): an admission carries
//! the hash of its preview and is refused when the world changed in between.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::flow_sources;
use visualizer_db::job_ends;
use visualizer_db::jobs;
use visualizer_db::runs as rows;
use visualizer_db::{Change, Conn, WriteTx, admissions, audit_events, collection_sessions, generation_flows, replans};
use visualizer_domain::admission::{Admission, Request, admit};
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::flow_plan;
use visualizer_domain::generation_flow::FLOWS_PER_SESSION_MAX;
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, JobId, RunId};
use visualizer_domain::job::JobState;
use visualizer_domain::plan::Plan;
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::run::RunKind;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;

pub use visualizer_db::flow_sources::FlowSource;
pub use visualizer_db::jobs::Job;
pub use visualizer_db::runs::Run;

/// Open runs that are listed.
const OPEN_MAX: i64 = 500;

/// What a generation would make.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The plan.
    pub plan: Plan,
    /// What an admission of it must carry.
    pub hash: String,
    /// The prompt that a generator would be given.
    pub prompt: visualizer_domain::prompt::Prompt,
}

/// What the generation of a whole session would make.
#[derive(Debug)]
pub struct SessionPreview {
    /// Flows that can be generated, with their plans.
    pub flows: Vec<(FlowSource, Plan)>,
    /// Flows that cannot, and why.
    pub left_out: Vec<(FlowSource, Problem)>,
    /// What an admission must carry.
    pub hash: String,
}

/// A request to admit.
#[derive(Debug, Clone, Default)]
pub struct Admit {
    /// The hash of the preview that the person saw. Programs that saw none leave it out and take the world as it is.
    pub preview: Option<String>,
    /// A second request with the same key is the first one again.
    pub idempotency_key: Option<String>,
}

/// What generating this flow would make.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Invalid`] names each product that cannot be shown.
pub async fn preview(control: &Control, actor: &Actor, flow: &GenerationFlowId) -> Outcome<Preview> {
    let client = actor.require(Permission::View)?;
    let source = source(control, control.db.read(), client, flow).await?;
    let plan = plan(control, &source)?;
    let prompt = flow_plan::prompt(&source.products, &source.settings(control.registry), control.registry);
    Ok(Preview { hash: plan.hash(), plan, prompt })
}

/// Admits the generation of a flow: run, jobs and pending assets in one transaction, and wakes the workers.
///
/// # Errors
/// [`Problem::Conflict`] `plan-changed` when the preview is outdated, `generating` while a run of this flow is open.
pub async fn generate(control: &Control, actor: &Actor, flow: &GenerationFlowId, request: Admit, now: OffsetDateTime) -> Outcome<RunId> {
    let client = actor.require(Permission::Generate)?;
    let mut tx = control.db.write().await.doing("beginning to admit a run")?;
    // The lock comes first: of two requests with one key the second must see the run of the first.
    lock_flow(tx.conn(), client, flow).await?;
    if let Some(before) = repeated(tx.conn(), client, &request).await? {
        return Ok(before);
    }
    let source = source(control, tx.conn(), client, flow).await?;
    if source.is_generating {
        return Err(Problem::conflict("generating"));
    }
    let plan = plan(control, &source)?;
    if request.preview.as_ref().is_some_and(|seen| *seen != plan.hash()) {
        return Err(Problem::conflict("plan-changed"));
    }
    let run = write(&mut tx, actor, client, &plan, request.idempotency_key, now).await?;
    tx.commit().await.doing("committing the admission of a run")?;
    Ok(run)
}

/// What generating every flow of a session would make.
///
/// # Errors
/// When the session's flows cannot be read.
pub async fn preview_session(control: &Control, actor: &Actor, session: &CollectionSessionId) -> Outcome<SessionPreview> {
    let client = actor.require(Permission::View)?;
    plan_session(control, control.db.read(), client, session).await
}

/// Admits the generation of every flow of a session that can be generated; one run a flow, all or nothing.
///
/// # Errors
/// As [`generate`]; `nothing-to-generate` when no flow can be.
pub async fn generate_session(
    control: &Control,
    actor: &Actor,
    session: &CollectionSessionId,
    request: Admit,
    now: OffsetDateTime,
) -> Outcome<Vec<RunId>> {
    let client = actor.require(Permission::Generate)?;
    let mut tx = control.db.write().await.doing("beginning to admit the runs of a session")?;
    let is_there = lock_session(tx.conn(), client, session).await?;
    if let Some(before) = repeated_session(tx.conn(), client, actor, &request).await? {
        return Ok(before);
    }
    if !is_there {
        return Err(Problem::not_found(Noun::Session, session));
    }
    let preview = plan_session(control, tx.conn(), client, session).await?;
    if preview.flows.is_empty() {
        return Err(Problem::conflict("nothing-to-generate"));
    }
    if request.preview.as_ref().is_some_and(|seen| *seen != preview.hash) {
        return Err(Problem::conflict("plan-changed"));
    }
    let mut runs = Vec::new();
    let mut key = request.idempotency_key;
    for (_, plan) in &preview.flows {
        // A key names one run; the others of the command are known by its instant.
        runs.push(write(&mut tx, actor, client, plan, key.take(), now).await?);
    }
    tx.commit().await.doing("committing the admission of a session")?;
    Ok(runs)
}

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
    rows::of(control.db.read(), client).about("generation_flow", flow.as_str(), 10).await.doing("reading the runs of a flow")
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
/// [`Problem::Conflict`] `run-ended` when there is nothing left to stop.
pub async fn cancel(control: &Control, actor: &Actor, run: &RunId, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Generate)?;
    let mut tx = control.db.write().await.doing("beginning to stop a run")?;
    let conn = tx.conn();
    job_ends::lock_runs(conn, std::slice::from_ref(run)).await.doing("locking a run")?;
    let runs = rows::of(conn, client);
    let Some(cancelled) = runs.cancel(run, now).await.doing("stopping a run")? else {
        return Err(match runs.find(run).await.doing("reading a run")? {
            None => Problem::not_found(Noun::Run, run),
            Some(_) => Problem::conflict("run-ended"),
        });
    };
    job_ends::abandon(conn, &cancelled, "cancelled").await.doing("abandoning assets")?;
    job_ends::settle(conn, std::slice::from_ref(run), &[], &cancelled, now).await.doing("settling a run")?;
    let line =
        AuditEvent::new(Some(client), actor, "run.cancel", ("run", run.as_str()), now).into_state(json!({ "not_begun": cancelled.len() }));
    audit_events::insert(conn, &line).await.doing("writing the audit trail")?;
    tell(&mut tx, client);
    tx.commit().await.doing("committing the stop of a run")
}

/// Tries a failed or parked job again: the same job while its run is open, a new run with the same recipe afterwards (R10).
/// Gives the run that it is in now.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Conflict`] `job-not-stopped` when it neither failed nor is parked.
pub async fn retry_job(control: &Control, actor: &Actor, job: &JobId, now: OffsetDateTime) -> Outcome<RunId> {
    let client = actor.require(Permission::Generate)?;
    let mut tx = control.db.write().await.doing("beginning to retry a job")?;
    let conn = tx.conn();
    let found = jobs::of(conn, client).find(job).await.doing("reading a job")?.ok_or_else(|| Problem::not_found(Noun::Job, job))?;
    job_ends::lock_runs(conn, std::slice::from_ref(&found.run_id)).await.doing("locking a run")?;
    let run = if rows::of(conn, client).retry_job(job, now).await.doing("retrying a job")? {
        found.run_id.clone()
    } else {
        let again = again(conn, client, &found).await?.ok_or_else(|| Problem::conflict("job-not-stopped"))?;
        write(&mut tx, actor, client, &again, None, now).await?
    };
    let line = AuditEvent::new(Some(client), actor, "job.retry", ("job", job.as_str()), now).into_state(json!({ "run": run }));
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tell(&mut tx, client);
    tx.commit().await.doing("committing the retry of a job")?;
    Ok(run)
}

/// A plan of one node that makes what an ended job was to make.
async fn again(conn: Conn<'_>, client: &ClientId, job: &Job) -> Outcome<Option<Plan>> {
    if !matches!(job.state, JobState::Failed | JobState::Cancelled | JobState::Skipped) || job.run_outcome.is_none() {
        return Ok(None);
    }
    replans::of_job(conn, client, &job.id).await.doing("planning a job again")
}

async fn source(control: &Control, conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId) -> Outcome<FlowSource> {
    let found = flow_sources::find(conn, client, flow, control.registry).await.doing("reading a flow")?;
    found.ok_or_else(|| Problem::not_found(Noun::Flow, flow))
}

fn plan(control: &Control, source: &FlowSource) -> Outcome<Plan> {
    flow_plan::plan(&source.id, &source.products, &source.settings(control.registry), source.planned, control.registry)
}

async fn plan_session(control: &Control, conn: Conn<'_>, client: &ClientId, session: &CollectionSessionId) -> Outcome<SessionPreview> {
    let (mut flows, mut left_out, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for id in flow_sources::of_session(conn, client, session).await.doing("reading the flows of a session")? {
        let source = source(control, conn, client, &id).await?;
        let planned = if source.is_generating { Err(Problem::conflict("generating")) } else { plan(control, &source) };
        match planned {
            Ok(plan) => {
                hashes.push(plan.hash());
                flows.push((source, plan));
            }
            Err(problem) => left_out.push((source, problem)),
        }
    }
    let hash = visualizer_domain::canonical::hash(&json!(hashes));
    Ok(SessionPreview { flows, left_out, hash })
}

/// Two admissions for one flow take turns, so that the second sees the first one's run. SQLite has one writer and needs no lock.
/// Until the end of the transaction nobody changes the flows of a session or admits runs of them, so that what is planned is what is
/// written. Says whether the session is there.
async fn lock_session(conn: Conn<'_>, client: &ClientId, session: &CollectionSessionId) -> Outcome<bool> {
    let is_there = collection_sessions::of(conn, client).lock(session).await.doing("locking a session")?;
    generation_flows::of(conn, client).lock_session(session).await.doing("locking the flows of a session")?;
    Ok(is_there)
}

async fn lock_flow(conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId) -> Outcome<()> {
    flow_sources::lock(conn, client, flow).await.doing("locking a flow")
}

async fn repeated(conn: Conn<'_>, client: &ClientId, request: &Admit) -> Outcome<Option<RunId>> {
    let Some(key) = &request.idempotency_key else { return Ok(None) };
    Ok(rows::of(conn, client).by_key(key).await.doing("looking for a repeated request")?.map(|run| run.id))
}

/// The runs that the command with this key admitted, the one that carries the key first.
async fn repeated_session(conn: Conn<'_>, client: &ClientId, actor: &Actor, request: &Admit) -> Outcome<Option<Vec<RunId>>> {
    let Some(key) = &request.idempotency_key else { return Ok(None) };
    let Some(first) = rows::of(conn, client).by_key(key).await.doing("looking for a repeated request")? else { return Ok(None) };
    let lines = audit_events::of_command(conn, client, &actor.user_id, first.created_at, "run", FLOWS_PER_SESSION_MAX).await;
    let admitted = lines.doing("reading what a command admitted")?.into_iter().filter(|line| line.action == "run.admit");
    let others = admitted.filter_map(|line| RunId::parse(&line.subject_id).ok()).filter(|run| *run != first.id);
    Ok(Some(std::iter::once(first.id.clone()).chain(others).collect()))
}

async fn write(
    tx: &mut WriteTx,
    actor: &Actor,
    client: &ClientId,
    plan: &Plan,
    idempotency_key: Option<String>,
    now: OffsetDateTime,
) -> Outcome<RunId> {
    let request = Request { client_id: client.clone(), requested_by: actor.user_id.clone(), idempotency_key };
    let admission: Admission = admit(plan, request, now).map_err(|err| Problem::internal("admitting a plan", err))?;
    admissions::insert(tx.conn(), &admission).await.doing("writing an admission")?;
    let run = admission.run.id;
    let line = AuditEvent::new(Some(client), actor, "run.admit", ("run", run.as_str()), now)
        .into_state(json!({ "subject": plan.subject.id, "jobs": plan.nodes.len(), "plan": admission.run.plan_hash }));
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tell(tx, client);
    Ok(run)
}

fn tell(tx: &mut WriteTx, client: &ClientId) {
    tx.tell(Change::Jobs);
    tx.tell(Change::Client(client.clone()));
}
