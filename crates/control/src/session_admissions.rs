//! Having the flows of a session generated together, as far as each can be: preview and admission, a run for each flow, all or nothing.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::{Conn, audit_events, collection_sessions, flow_sources, generation_flows};
use visualizer_domain::admission::RequestKey;
use visualizer_domain::collection_session::FlowScope;
use visualizer_domain::generation_flow::FLOWS_PER_SESSION_MAX;
use visualizer_domain::ids::{ClientId, CollectionSessionId, RunId};
use visualizer_domain::plan::Plan;
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::admissions::{Admit, Asked, FlowSource, admitted_before, other_request, plan, write};
use crate::failure::Doing as _;

/// What generating a session's flows together would make.
#[derive(Debug)]
pub struct SessionPreview {
    /// Flows that can be generated, with their plans.
    pub flows: Vec<(FlowSource, Plan)>,
    /// Flows that cannot, and why.
    pub left_out: Vec<(FlowSource, Problem)>,
    /// How many flows the scope does not ask for: those that have pictures.
    pub made_already: usize,
    /// What an admission must carry.
    pub hash: String,
}

/// What generating these flows of a session would make.
///
/// # Errors
/// When the session's flows cannot be read.
pub async fn preview_session(control: &Control, actor: &Actor, session: &CollectionSessionId, scope: FlowScope) -> Outcome<SessionPreview> {
    let client = actor.require(Permission::View)?;
    plan_session(control, control.db.read(), client, (session, scope)).await
}

/// Admits the generation of these flows of a session, as far as each can be generated; one run a flow, all or nothing.
///
/// # Errors
/// As [`generate`](crate::runs::generate); `nothing-to-generate` when no flow can be.
pub async fn generate_session(
    control: &Control,
    actor: &Actor,
    session: &CollectionSessionId,
    scope: FlowScope,
    request: Admit,
    now: OffsetDateTime,
) -> Outcome<Vec<RunId>> {
    let client = actor.require(Permission::Generate)?;
    let mut tx = control.db.write().await.doing("beginning to admit the runs of a session")?;
    let is_there = lock_session(tx.conn(), client, session).await?;
    let mut key = request.keyed(&json!({ "session": session, "flows": scope }));
    if let Some(before) = repeated(tx.conn(), client, actor, session, key.as_ref()).await? {
        return Ok(before);
    }
    if !is_there {
        return Err(Problem::not_found(Noun::Session, session));
    }
    let preview = plan_session(control, tx.conn(), client, (session, scope)).await?;
    if preview.flows.is_empty() {
        return Err(Problem::conflict("nothing-to-generate"));
    }
    if request.preview.as_ref().is_some_and(|seen| *seen != preview.hash) {
        return Err(Problem::conflict("plan-changed"));
    }
    let mut runs = Vec::new();
    for (_, plan) in &preview.flows {
        // A key names one run; the others of the command are known by its instant.
        runs.push(write(&mut tx, actor, plan, Asked { key: key.take(), session: Some(session), now }).await?);
    }
    tx.commit().await.doing("committing the admission of a session")?;
    Ok(runs)
}

async fn plan_session(
    control: &Control,
    conn: Conn<'_>,
    client: &ClientId,
    (session, scope): (&CollectionSessionId, FlowScope),
) -> Outcome<SessionPreview> {
    let (mut flows, mut left_out, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    let sources = flow_sources::of_session(conn, client, session, control.registry).await.doing("reading the flows of a session")?;
    let (asked, others): (Vec<FlowSource>, Vec<FlowSource>) =
        sources.into_iter().partition(|source| scope == FlowScope::All || !source.has_pictures);
    for source in asked {
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
    Ok(SessionPreview { flows, left_out, made_already: others.len(), hash })
}

/// Until the end of the transaction nobody changes the flows of a session or admits runs of them, so that what is planned is what is
/// written. Says whether the session is there.
async fn lock_session(conn: Conn<'_>, client: &ClientId, session: &CollectionSessionId) -> Outcome<bool> {
    let is_there = collection_sessions::of(conn, client).lock(session).await.doing("locking a session")?;
    generation_flows::of(conn, client).lock_session(session).await.doing("locking the flows of a session")?;
    Ok(is_there)
}

/// The runs that the command with this key admitted, the one that carries the key first. The audit trail says which those are, and that
/// the command was for this session.
async fn repeated(
    conn: Conn<'_>,
    client: &ClientId,
    actor: &Actor,
    session: &CollectionSessionId,
    asked: Option<&RequestKey>,
) -> Outcome<Option<Vec<RunId>>> {
    let Some(first) = admitted_before(conn, client, actor, asked).await? else { return Ok(None) };
    let lines = audit_events::of_command(conn, client, &actor.user_id, first.created_at, "run", FLOWS_PER_SESSION_MAX).await;
    let of_session = |to: &serde_json::Value| to["session"].as_str() == Some(session.as_str());
    let admitted = lines
        .doing("reading what a command admitted")?
        .into_iter()
        .filter(|line| line.action == "run.admit" && line.to.as_ref().is_some_and(of_session));
    let (carries, others): (Vec<RunId>, Vec<RunId>) =
        admitted.filter_map(|line| RunId::parse(&line.subject_id).ok()).partition(|run| *run == first.id);
    if carries.is_empty() { Err(other_request()) } else { Ok(Some(carries.into_iter().chain(others).collect())) }
}
