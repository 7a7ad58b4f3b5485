//! What generating a flow would make: what, how many, how large, about how long, what comes before it. What is shown is what is admitted.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;
use visualizer_control::generation_flows;
use visualizer_control::runs::{self, Admit};
use visualizer_control::{Control, outlooks};
use visualizer_domain::Problem;
use visualizer_domain::ids::GenerationFlowId;
use visualizer_domain::job::JobKind;

use super::generation_flow_head::FlowHead;
use crate::answer::failure::Answer;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::parts::flow_products::{self, ShownProduct};
use crate::parts::place::Place;
use crate::parts::prompt_lines::{self, PromptLine};
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::idempotency::IdempotencyKey;
use crate::request::path_id::PathId;
use crate::words::Words;
use crate::words::plan_words::{self, PlanSum};
use crate::words::setting_words;

#[derive(Template)]
#[template(path = "generation_flow_plan.html")]
struct FlowPlanPage {
    shell: Shell,
    w: Words,
    head: FlowHead,
    products: Vec<ShownProduct>,
    planned: Result<Planned, Vec<String>>,
    prompt: Vec<PromptLine>,
    key: String,
    /// It is not what the person saw: neither the plan that was confirmed, nor the flow that they opened.
    changed: bool,
}

/// What the address of the plan may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanQuery {
    /// The version of the flow that the person saw.
    seen: Option<i64>,
}

/// What would be made.
struct Planned {
    sum: PlanSum,
    look: String,
    pixels: String,
    hash: String,
}

/// The plan.
///
/// # Errors
/// 404 for another client's flow.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    Query(query): Query<PlanQuery>,
) -> Answer {
    page(&visit, &control, &id, query.seen, StatusCode::OK).await
}

/// Has it made, if it is still the plan that was shown.
///
/// # Errors
/// 409 while the flow is generating; when the plan changed, with the new one.
pub async fn generate(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    let request = Admit { preview: Some(form.get("plan").to_owned()), idempotency_key: IdempotencyKey::of_form(&form).0 };
    match runs::generate(&control, visit.actor(), &id, request, visit.now()).await {
        Ok(_) => visit.see_other(&format!("/generation-flows/{id}")),
        Err(Problem::Conflict { code: "plan-changed", .. }) => page(&visit, &control, &id, None, StatusCode::CONFLICT).await,
        Err(Problem::Invalid { .. }) => page(&visit, &control, &id, None, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(problem) => Err(problem.into()),
    }
}

async fn page(visit: &SignedVisit, control: &Control, id: &GenerationFlowId, seen: Option<i64>, status: StatusCode) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let view = generation_flows::view(control, actor, id).await?;
    let outlook = outlooks::of(control, actor, JobKind::ImageGenerate, w.now(), w.now()).await?;
    let planned = match runs::preview(control, actor, id).await {
        Ok(preview) => Ok(Planned {
            sum: plan_words::sum(std::iter::once(&preview.plan), &outlook, w),
            look: setting_words::look(&view.settings, control.registry, w),
            pixels: plan_words::pixels(&preview.plan, w),
            hash: preview.hash,
        }),
        Err(problem @ Problem::Invalid { .. }) => Err(plan_words::refusals(&problem, w)),
        Err(other) => return Err(other.into()),
    };
    let page = FlowPlanPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        head: FlowHead::of(&view, actor, w),
        products: flow_products::of(&view, w),
        planned,
        prompt: prompt_lines::of(&view.prompt, w),
        key: IdempotencyKey::fresh(),
        changed: status != StatusCode::OK || seen.is_some_and(|seen| seen != view.flow.version),
    };
    visit.page_as(status, &page)
}
