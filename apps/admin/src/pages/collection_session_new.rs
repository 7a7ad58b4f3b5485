//! A new collection session: its name, and the products that it gathers.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde_json::json;
use visualizer_control::{Control, collection_sessions};

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::product_pick::{self, ProductPick};
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::idempotency::{self, IdempotencyKey};
use crate::request::once::{Made, once};
use crate::words::Words;

#[derive(Template)]
#[template(path = "collection_session_new.html")]
struct NewSessionPage {
    shell: Shell,
    w: Words,
    form: Filled,
    pick: ProductPick,
    key: String,
}

/// The form. An address may name products that are ticked already: `?product=a&product=b`.
///
/// # Errors
/// [`Failure::Malformed`] for a product that is no id.
pub async fn show(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let asked = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).map_err(|e| Failure::Malformed(e.to_string()))?;
    let form = Form::holding(asked.into_inner());
    page(&visit, &control, &form.clone(), Filled::of(form, visit.words), StatusCode::OK).await
}

/// Searches on, or makes the session.
///
/// # Errors
/// What control refuses, other than fields.
pub async fn make(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    if !form.has("do", "make") {
        return page(&visit, &control, &form.clone(), Filled::of(form, visit.words), StatusCode::OK).await;
    }
    let (actor, now) = (visit.actor(), visit.now());
    let (name, products) = (form.get("name"), product_pick::ids(&form)?);
    let key = IdempotencyKey::of_form(&form);
    let sent = json!([name, products]);
    let make = async || Ok(collection_sessions::create(&control, actor, name, &products, now).await?);
    let tell = async |id: &_| Made::new(format!("/collection-sessions/{id}"), 1, id);
    let made = once(&control, actor, &request, &key, (&sent, now), make, tell).await;
    match made {
        Ok(made) => visit.see_other_saying(&made.location, &Flash::new("session-made")),
        Err(Failure::Problem(problem)) => {
            let filled = Filled::of(form.clone(), visit.words).refused(problem)?;
            page(&visit, &control, &form, filled, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other),
    }
}

async fn page(visit: &SignedVisit, control: &Control, typed: &Form, form: Filled, status: StatusCode) -> Answer {
    let w = visit.words;
    let key = Some(typed.get(idempotency::FIELD).to_owned()).filter(|key| !key.is_empty() && status == StatusCode::OK);
    let page = NewSessionPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        pick: ProductPick::of(control, visit.actor(), typed, w).await?,
        form,
        key: key.unwrap_or_else(IdempotencyKey::fresh),
    };
    visit.page_as(status, &page)
}
