//! A new flow, alone or in a session: what it shows, and what it is called.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde_json::json;
use visualizer_control::generation_flows::{self, FlowDraft};
use visualizer_control::{Control, collection_sessions};
use visualizer_domain::Problem;
use visualizer_domain::generation_flow::PRODUCTS_MAX;
use visualizer_domain::ids::CollectionSessionId;
use visualizer_domain::problem::Noun;
use visualizer_domain::settings::SettingsLayer;

use crate::answer::failure::{Answer, Failure};
use crate::forms::product_pick::{self, ProductPick};
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::idempotency::{self, IdempotencyKey};
use crate::request::once::{Made, once};
use crate::words::Words;

#[derive(Template)]
#[template(path = "generation_flow_new.html")]
struct NewFlowPage {
    shell: Shell,
    w: Words,
    form: Filled,
    pick: ProductPick,
    max: usize,
    /// The session that it will belong to: id and name.
    session: Option<(String, String)>,
    key: String,
}

/// The form. An address may name the session, and products that are ticked already: `?session=s&product=a`.
///
/// # Errors
/// 404 for another client's session.
pub async fn show(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let asked = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).map_err(|e| Failure::Malformed(e.to_string()))?;
    page(&visit, &control, Filled::of(Form::holding(asked.into_inner()), visit.words), StatusCode::OK).await
}

/// Searches on, or makes the flow.
///
/// # Errors
/// What control refuses, other than fields.
pub async fn make(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    if !form.has("do", "make") {
        return page(&visit, &control, Filled::of(form, visit.words), StatusCode::OK).await;
    }
    let (actor, now) = (visit.actor(), visit.now());
    let products = product_pick::ids(&form)?;
    if products.is_empty() {
        // A program may fill a flow later; a person who made an empty one forgot to tick.
        let filled = Filled::of(form, visit.words).refused(Problem::invalid("products", "no-product"))?;
        return page(&visit, &control, filled, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let draft = FlowDraft { session: session(&form)?, name: form.get("name").to_owned(), products, settings: SettingsLayer::default() };
    let sent = json!([draft.session, draft.name, draft.products]);
    let key = IdempotencyKey::of_form(&form);
    let make = async || Ok(generation_flows::create(&control, actor, draft, now).await?);
    let tell = async |id: &_| Made::new(format!("/generation-flows/{id}"), 1, id);
    let made = once(&control, actor, &request, &key, (&sent, now), make, tell).await;
    match made {
        Ok(made) => visit.see_other(&made.location),
        Err(Failure::Problem(problem)) => {
            let filled = Filled::of(form, visit.words).refused(problem)?;
            page(&visit, &control, filled, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other),
    }
}

fn session(form: &Form) -> Result<Option<CollectionSessionId>, Problem> {
    match form.get("session") {
        "" => Ok(None),
        text => CollectionSessionId::parse(text).map(Some).map_err(|_| Problem::not_found(Noun::Session, text)),
    }
}

async fn page(visit: &SignedVisit, control: &Control, form: Filled, status: StatusCode) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let kept = Some(form.value(idempotency::FIELD).to_owned()).filter(|key| !key.is_empty() && status == StatusCode::OK);
    let (pick, session) = match session(form.form())? {
        Some(id) => {
            let view = collection_sessions::view(control, actor, &id).await?;
            (ProductPick::within(&view.products, form.form(), w)?, Some((id.to_string(), view.card.name)))
        }
        None => (ProductPick::of(control, actor, form.form(), w).await?, None),
    };
    let page = NewFlowPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        form,
        pick,
        max: PRODUCTS_MAX,
        session,
        key: kept.unwrap_or_else(IdempotencyKey::fresh),
    };
    visit.page_as(status, &page)
}
