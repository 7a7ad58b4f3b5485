//! What generating a session's flows together would make: which flows, how much, about how long, and which are left out and why. What is
//! shown is what is admitted. It begins with the flows that have no picture yet, where there are any; all of them are one link away.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;
use visualizer_control::collection_sessions;
use visualizer_control::runs::{self, Admit, SessionPreview};
use visualizer_control::{Control, outlooks};
use visualizer_domain::Problem;
use visualizer_domain::collection_session::FlowScope;
use visualizer_domain::ids::CollectionSessionId;
use visualizer_domain::job::JobKind;

use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::parts::flow_line;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::idempotency::IdempotencyKey;
use crate::request::path_id::PathId;
use crate::words::Words;
use crate::words::phrase::Phrase;
use crate::words::plan_words::{self, PlanSum};

#[derive(Template)]
#[template(path = "collection_session_plan.html")]
struct SessionPlanPage {
    shell: Shell,
    w: Words,
    id: String,
    name: String,
    sum: PlanSum,
    flows: Vec<PlannedFlow>,
    left_out: Vec<LeftOut>,
    scope: FlowScope,
    /// The plans that can be chosen from; none where both are the same.
    scopes: Vec<Choice>,
    hash: String,
    key: String,
    /// The plan that was confirmed is not this one.
    changed: bool,
}

/// Which flows the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanQuery {
    flows: Option<FlowScope>,
}

/// A plan for these flows.
struct Choice {
    href: String,
    word: String,
    current: bool,
}

/// A flow that would be made pictures for.
struct PlannedFlow {
    id: String,
    name: String,
    pictures: usize,
    pixels: String,
}

/// A flow that would not, and why.
struct LeftOut {
    id: String,
    name: String,
    why: Vec<String>,
}

/// The plan.
///
/// # Errors
/// 404 for another client's session.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    Query(query): Query<PlanQuery>,
) -> Answer {
    page(&visit, &control, &id, query.flows, StatusCode::OK).await
}

/// Has it made, if it is still the plan that was shown.
///
/// # Errors
/// 409 when nothing can be made; when the plan changed, with the new one.
pub async fn generate(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>, form: Form) -> Answer {
    let scope = form.get("flows").parse().unwrap_or(FlowScope::All);
    let request = Admit { preview: Some(form.get("plan").to_owned()), idempotency_key: IdempotencyKey::of_form(&form).0 };
    match runs::generate_session(&control, visit.actor(), &id, scope, request, visit.now()).await {
        Ok(admitted) => {
            let flash = Flash::new("session-generating").with("count", admitted.len());
            visit.see_other_saying(&format!("/collection-sessions/{id}"), &flash)
        }
        Err(Problem::Conflict { code: "plan-changed", .. }) => page(&visit, &control, &id, Some(scope), StatusCode::CONFLICT).await,
        Err(problem) => Err(problem.into()),
    }
}

async fn page(visit: &SignedVisit, control: &Control, id: &CollectionSessionId, asked: Option<FlowScope>, status: StatusCode) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let view = collection_sessions::view(control, actor, id).await?;
    let (preview, scope) = preview(control, visit, id, asked).await?;
    let outlook = outlooks::of(control, actor, JobKind::ImageGenerate, w.now(), w.now()).await?;
    let plans = || preview.flows.iter().map(|(_, plan)| plan);
    let page = SessionPlanPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        id: id.to_string(),
        name: view.card.name,
        sum: plan_words::sum(plans(), &outlook, w),
        flows: planned(&preview, w),
        left_out: left_out(&preview, w),
        scopes: scopes(&preview, id, scope, w),
        scope,
        hash: preview.hash,
        key: IdempotencyKey::fresh(),
        changed: status == StatusCode::CONFLICT,
    };
    visit.page_as(status, &page)
}

/// The plan that is asked for. Unless one is, it is for the flows without a picture; where every flow has one, for all.
async fn preview(
    control: &Control,
    visit: &SignedVisit,
    id: &CollectionSessionId,
    asked: Option<FlowScope>,
) -> Result<(SessionPreview, FlowScope), Problem> {
    let scope = asked.unwrap_or(FlowScope::Unmade);
    let found = runs::preview_session(control, visit.actor(), id, scope).await?;
    if asked.is_some() || !found.flows.is_empty() || !found.left_out.is_empty() {
        return Ok((found, scope));
    }
    Ok((runs::preview_session(control, visit.actor(), id, FlowScope::All).await?, FlowScope::All))
}

fn scopes(preview: &SessionPreview, id: &CollectionSessionId, scope: FlowScope, w: Words) -> Vec<Choice> {
    let planned = preview.flows.iter().map(|(source, _)| source).chain(preview.left_out.iter().map(|(source, _)| source));
    let (made, unmade): (Vec<_>, Vec<_>) = planned.partition(|source| source.has_pictures);
    if unmade.is_empty() && scope == FlowScope::All || made.is_empty() && preview.made_already == 0 {
        return Vec::new();
    }
    let choice = |other: FlowScope, word: Phrase| Choice {
        href: format!("/collection-sessions/{id}/generate?flows={other}"),
        word: word.to_string(),
        current: other == scope,
    };
    vec![choice(FlowScope::Unmade, w.t("plan-flows-unmade")), choice(FlowScope::All, w.t("plan-flows-all"))]
}

fn planned(preview: &SessionPreview, w: Words) -> Vec<PlannedFlow> {
    let flow = |(source, plan): &(runs::FlowSource, visualizer_domain::plan::Plan)| PlannedFlow {
        id: source.id.to_string(),
        name: flow_line::called(source.name.as_deref(), source.products.iter().map(|product| product.name.as_str()), w),
        pictures: plan.assets(),
        pixels: plan_words::pixels(plan, w),
    };
    preview.flows.iter().map(flow).collect()
}

fn left_out(preview: &SessionPreview, w: Words) -> Vec<LeftOut> {
    let out = |(source, problem): &(runs::FlowSource, Problem)| LeftOut {
        id: source.id.to_string(),
        name: flow_line::called(source.name.as_deref(), source.products.iter().map(|product| product.name.as_str()), w),
        why: plan_words::refusals(problem, w),
    };
    preview.left_out.iter().map(out).collect()
}
