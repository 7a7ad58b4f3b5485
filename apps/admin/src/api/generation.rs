//! Having flows and sessions generated, for programs: the plan, and its admission. How far the runs are is `generation_runs`.

use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::collection_sessions;
use visualizer_control::runs::{self, Admit};
use visualizer_control::{Control, outlooks};
use visualizer_domain::Problem;
use visualizer_domain::collection_session::FlowScope;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, RunId};
use visualizer_domain::job::JobKind;
use visualizer_domain::plan::Plan;

use super::collection_session_json::SessionStatus;
use super::generation_flow_json::{self, PromptPart};
use crate::answer::failure::Answer;
use crate::answer::reply;
use crate::guard::visit::SignedVisit;
use crate::request::address_query::Query;
use crate::request::idempotency::IdempotencyKey;
use crate::request::json::Json;
use crate::request::path_id::PathId;
use crate::words::plan_words;

/// What generating a flow would make.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlowPreview {
    /// Send this as `plan`, and it is admitted only if it is still the plan.
    plan: String,
    /// What would be made.
    would_make: Planned,
    /// The prompt that a generator would be given.
    prompt: Vec<PromptPart>,
    /// Jobs that run or are due earlier.
    jobs_before: i64,
}

/// What generating a session's flows together would make.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SessionPreview {
    /// Send this as `plan`, and it is admitted only if it is still the plan.
    plan: String,
    /// The flows that would be generated.
    flows: Vec<PlannedFlow>,
    /// The flows that would not, and why.
    left_out: Vec<LeftOut>,
    /// How many flows were not asked for because they have pictures.
    made_already: usize,
    /// Jobs that run or are due earlier.
    jobs_before: i64,
}

/// What would be made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Planned {
    /// Pictures.
    pictures: usize,
    /// Their width in pixels.
    width: u32,
    /// Their height in pixels.
    height: u32,
    /// About how long it takes, in milliseconds, when one is made at a time.
    estimate_ms: u64,
}

/// A flow of a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlannedFlow {
    /// The flow.
    flow: GenerationFlowId,
    /// What would be made.
    would_make: Planned,
}

/// A flow that is not in a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeftOut {
    /// The flow.
    flow: GenerationFlowId,
    /// Why, in the reader's language.
    why: Vec<String>,
}

/// A plan that is to be carried out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Admission {
    /// The plan that was seen; without it the world is taken as it is.
    plan: Option<String>,
}

/// Which flows of a session a plan is to be for.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SessionPlanQuery {
    /// Only those without a picture, or all; all when left out.
    flows: Option<FlowScope>,
}

/// A session's plan that is to be carried out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SessionAdmission {
    /// The plan that was seen; without it the world is taken as it is.
    plan: Option<String>,
    /// Only the flows without a picture, or all; all when left out.
    flows: Option<FlowScope>,
}

/// A run that was admitted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Admitted {
    /// Its id.
    run: RunId,
}

/// The runs that were admitted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AllAdmitted {
    /// Their ids.
    runs: Vec<RunId>,
}

/// What generating a flow would make.
///
/// # Errors
/// 422 names each product that cannot be shown.
pub async fn preview(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    let found = runs::preview(&control, visit.actor(), &id).await?;
    reply::json(&FlowPreview {
        would_make: Planned::of(&found.plan)?,
        prompt: generation_flow_json::parts(&found.prompt),
        plan: found.hash,
        jobs_before: before(&visit, &control).await?,
    })
}

/// Has a flow generated. The answer comes at once; the pictures come one by one.
///
/// # Errors
/// 409 `plan-changed` when the plan is outdated, `generating` while a run of the flow is open.
pub async fn generate(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    key: IdempotencyKey,
    Json(admission): Json<Admission>,
) -> Answer {
    let request = Admit { preview: admission.plan, idempotency_key: key.0 };
    let run = runs::generate(&control, visit.actor(), &id, request, visit.now()).await?;
    reply::accepted(&format!("/api/generation-runs/{run}"), &Admitted { run })
}

/// What generating a session's flows together would make.
///
/// # Errors
/// 404 when it is not here.
pub async fn preview_session(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    Query(query): Query<SessionPlanQuery>,
) -> Answer {
    collection_sessions::view(&control, visit.actor(), &id).await?;
    let found = runs::preview_session(&control, visit.actor(), &id, query.flows.unwrap_or(FlowScope::All)).await?;
    let flow = |(source, plan): &(runs::FlowSource, Plan)| Ok(PlannedFlow { flow: source.id.clone(), would_make: Planned::of(plan)? });
    let left_out =
        |(source, why): &(runs::FlowSource, Problem)| LeftOut { flow: source.id.clone(), why: plan_words::refusals(why, visit.words) };
    reply::json(&SessionPreview {
        flows: found.flows.iter().map(flow).collect::<Result<_, Problem>>()?,
        left_out: found.left_out.iter().map(left_out).collect(),
        made_already: found.made_already,
        plan: found.hash,
        jobs_before: before(&visit, &control).await?,
    })
}

/// Has a session's flows generated together, as far as each can be, all or nothing. How far they are is at the address of the answer.
///
/// # Errors
/// As [`generate`]; 409 `nothing-to-generate` when no flow can be.
pub async fn generate_session(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    key: IdempotencyKey,
    Json(admission): Json<SessionAdmission>,
) -> Answer {
    let (request, scope) = (Admit { preview: admission.plan, idempotency_key: key.0 }, admission.flows.unwrap_or(FlowScope::All));
    let runs = runs::generate_session(&control, visit.actor(), &id, scope, request, visit.now()).await?;
    reply::accepted(&format!("/api/collection-sessions/{id}/status"), &AllAdmitted { runs })
}

/// How far a session is.
///
/// # Errors
/// 404 when it is not here.
pub async fn status(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let view = collection_sessions::view(&control, visit.actor(), &id).await?;
    let open = runs::open(&control, visit.actor()).await?;
    reply::json(&SessionStatus::of(&view, &open))
}

impl Planned {
    fn of(plan: &Plan) -> Result<Self, Problem> {
        let asset = plan.nodes.iter().find_map(|node| node.asset.as_ref());
        let recipe = &asset.ok_or_else(|| Problem::internal("telling a plan", "it makes no picture"))?.recipe;
        Ok(Self { pictures: plan.assets(), width: recipe.width, height: recipe.height, estimate_ms: plan.estimate_ms() })
    }
}

async fn before(visit: &SignedVisit, control: &Control) -> Result<i64, Problem> {
    let now = visit.now();
    Ok(outlooks::of(control, visit.actor(), JobKind::ImageGenerate, now, now).await?.before)
}
