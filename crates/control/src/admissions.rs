//! Having a flow generated: preview and admission. What the page showed is what is admitted (R1): an admission carries the hash of its
//! preview and is refused when the world changed in between. Whole sessions are in `session_admissions`, trying again in `retries`.

use serde_json::{Value, json};
use time::OffsetDateTime;
use visualizer_db::runs::KeyedRun;
use visualizer_db::{Change, Conn, WriteTx, admissions, audit_events, flow_sources, generation_flows, runs as rows};
use visualizer_domain::admission::{Admission, Request, RequestKey, admit};
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::canonical;
use visualizer_domain::flow_plan;
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, RunId};
use visualizer_domain::plan::Plan;
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;

pub use visualizer_db::flow_sources::FlowSource;

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

/// A request to admit.
#[derive(Debug, Clone, Default)]
pub struct Admit {
    /// The hash of the preview that the person saw. Programs that saw none leave it out and take the world as it is.
    pub preview: Option<String>,
    /// A second request with the same key is the first one again.
    pub idempotency_key: Option<String>,
}

impl Admit {
    /// The key with what is asked for: this, as it was seen.
    pub(crate) fn keyed(&self, what: &Value) -> Option<RequestKey> {
        let request_hash = || canonical::hash(&json!([what, self.preview]));
        self.idempotency_key.as_ref().map(|key| RequestKey { key: key.clone(), request_hash: request_hash() })
    }
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
/// [`Problem::Conflict`] `plan-changed` when the preview is outdated, `generating` while a run of this flow is open;
/// [`Problem::Invalid`] `idempotency_key` `other-request` when the key came with another request before.
pub async fn generate(control: &Control, actor: &Actor, flow: &GenerationFlowId, request: Admit, now: OffsetDateTime) -> Outcome<RunId> {
    let client = actor.require(Permission::Generate)?;
    let mut tx = control.db.write().await.doing("beginning to admit a run")?;
    // The lock comes first: of two requests with one key the second must see the run of the first.
    generation_flows::of(tx.conn(), client).lock(flow).await.doing("locking a flow")?;
    let key = request.keyed(&json!({ "flow": flow }));
    if let Some(before) = admitted_before(tx.conn(), client, actor, key.as_ref()).await? {
        return if before.subject_id == flow.as_str() { Ok(before.id) } else { Err(other_request()) };
    }
    let source = source(control, tx.conn(), client, flow).await?;
    if source.is_generating {
        return Err(Problem::conflict("generating"));
    }
    let plan = plan(control, &source)?;
    if request.preview.as_ref().is_some_and(|seen| *seen != plan.hash()) {
        return Err(Problem::conflict("plan-changed"));
    }
    let run = write(&mut tx, actor, &plan, Asked { key, session: None, now }).await?;
    tx.commit().await.doing("committing the admission of a run")?;
    Ok(run)
}

pub(crate) async fn source(control: &Control, conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId) -> Outcome<FlowSource> {
    let found = flow_sources::find(conn, client, flow, control.registry).await.doing("reading a flow")?;
    found.ok_or_else(|| Problem::not_found(Noun::Flow, flow))
}

pub(crate) fn plan(control: &Control, source: &FlowSource) -> Outcome<Plan> {
    flow_plan::plan(&source.id, &source.products, &source.settings(control.registry), source.planned, control.registry)
}

/// The run that was admitted with the key of this request, if there is one.
///
/// # Errors
/// `other-request` when somebody else asked for it, or for something else.
pub(crate) async fn admitted_before(
    conn: Conn<'_>,
    client: &ClientId,
    actor: &Actor,
    asked: Option<&RequestKey>,
) -> Outcome<Option<KeyedRun>> {
    let Some(asked) = asked else { return Ok(None) };
    let found = rows::of(conn, client).by_key(&asked.key).await.doing("looking for a repeated request")?;
    let is_other =
        |run: &KeyedRun| run.requested_by != actor.user_id || run.request_hash.as_ref().is_some_and(|before| *before != asked.request_hash);
    if found.as_ref().is_some_and(is_other) { Err(other_request()) } else { Ok(found) }
}

pub(crate) fn other_request() -> Problem {
    Problem::invalid("idempotency_key", "other-request")
}

/// How a plan came to be admitted.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    /// The key of the request, for the run that carries it.
    pub(crate) key: Option<RequestKey>,
    /// The session that was generated as a whole.
    pub(crate) session: Option<&'a CollectionSessionId>,
    /// The instant of the command.
    pub(crate) now: OffsetDateTime,
}

/// Writes the admission of a plan in the transaction of the caller, with its line of the audit trail.
pub(crate) async fn write(tx: &mut WriteTx, actor: &Actor, plan: &Plan, asked: Asked<'_>) -> Outcome<RunId> {
    let (client, now) = (actor.require(Permission::Generate)?, asked.now);
    let request = Request { client_id: client.clone(), requested_by: actor.user_id.clone(), idempotency_key: asked.key };
    let admission: Admission = admit(plan, request, now).map_err(|err| Problem::internal("admitting a plan", err))?;
    match admissions::insert(tx.conn(), &admission).await {
        // Nothing locks a key: another request with it, for something else, was faster.
        Err(err) if err.is_duplicate_of("idempotency_key") => return Err(other_request()),
        written => written.doing("writing an admission")?,
    }
    let run = admission.run.id;
    let line = AuditEvent::new(Some(client), actor, "run.admit", ("run", run.as_str()), now).into_state(json!({
        "subject": plan.subject.id, "session": asked.session, "jobs": plan.nodes.len(), "plan": admission.run.plan_hash,
    }));
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.tell(Change::Jobs);
    tx.tell(Change::Client(client.clone()));
    Ok(run)
}
