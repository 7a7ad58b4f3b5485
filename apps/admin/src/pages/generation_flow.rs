//! The page of a generation flow: its settings on one side, what it made on the other, live while something is being made.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::generation_flows::{self, FlowView};
use visualizer_domain::Permission;
use visualizer_domain::ids::GenerationFlowId;

use super::generation_flow_head::FlowHead;
use super::generation_flow_results::{Results, events_address};
use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::live;
use crate::forms::Filled;
use crate::forms::settings_fields::{FieldBody, FieldGroup, SettingsFields};
use crate::forms::settings_form;
use crate::guard::access::Access;
use crate::guard::visit::SignedVisit;
use crate::parts::flow_products::{self, ShownProduct};
use crate::parts::meanwhile::Meanwhile;
use crate::parts::place::Place;
use crate::parts::prompt_lines::{self, PromptLine};
use crate::parts::readiness::Readiness;
use crate::parts::shell::Shell;
use crate::request::asset_query::AssetQuery;
use crate::request::path_id::PathId;
use crate::words::Words;

#[derive(Template)]
#[template(path = "generation_flow.html")]
struct FlowPage {
    shell: Shell,
    w: Words,
    head: FlowHead,
    products: Vec<ShownProduct>,
    groups: Vec<FieldGroup>,
    problems: usize,
    meanwhile: Option<Meanwhile>,
    prompt: Vec<PromptLine>,
    readiness: Readiness,
    results: Results,
    /// Finished pictures of the flow, and where all of them are.
    pictures: i64,
    gallery: String,
}

/// The page.
///
/// # Errors
/// 404 for another client's flow, or a deleted one.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    let view = generation_flows::view(&control, visit.actor(), &id).await?;
    let form = Filled::of(settings_form::filled(&view.flow.settings), visit.words);
    page(&visit, &control, view, form, None, StatusCode::OK).await
}

/// What changes on the page while something is being made, or a picture is being checked.
///
/// # Errors
/// When too many pages listen.
pub async fn events(
    request: HttpRequest,
    admin: web::Data<Admin>,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
) -> Answer {
    let read = control.clone();
    live::answer(&request, &admin, &control, Access::Client(Permission::View), move |reader| {
        let (control, id) = (read.clone(), id.clone());
        async move {
            let actor = &reader.person.actor;
            let view = generation_flows::view(&control, actor, &id).await?;
            let results = Results::read(&control, actor, &view, reader.words).await?;
            // When this is over the page is fetched once more: what can be done next has changed.
            let over = !results.busy && !flow_products::unchecked(&view);
            let state = FlowHead::of(&view, actor, reader.words).state;
            Ok::<_, Failure>(results.look()?.piece("flow-state", &state)?.over(over))
        }
    })
}

/// The page around what was typed.
///
/// # Errors
/// When something on it cannot be read.
pub(super) async fn page(
    visit: &SignedVisit,
    control: &Control,
    view: FlowView,
    form: Filled,
    meanwhile: Option<Meanwhile>,
    status: StatusCode,
) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let results = Results::read(control, actor, &view, w).await?;
    let fields = SettingsFields { w, registry: control.registry, below: &view.below, own: &view.flow.settings, form: &form };
    let shell = visit.shell(Some(Place::Sessions));
    let listens = results.busy || flow_products::unchecked(&view);
    let page = FlowPage {
        shell: if listens { shell.listening(events_address(&view.flow.id)) } else { shell },
        w,
        head: FlowHead::of(&view, actor, w),
        products: flow_products::of(&view, w),
        groups: fields.groups(),
        problems: form.problem_count(),
        meanwhile,
        prompt: prompt_lines::of(&view.prompt, w),
        readiness: Readiness::of(control, actor, &view.flow.id, w).await?,
        results,
        pictures: view.pictures.completed,
        gallery: AssetQuery { flow: Some(view.flow.id.clone()), ..AssetQuery::default() }.href(Place::Gallery.path()),
    };
    visit.page_as(status, &page)
}
