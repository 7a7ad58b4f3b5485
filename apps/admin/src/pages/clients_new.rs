//! A new client, made by those who run the platform; whoever makes it is its first owner.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde_json::json;
use visualizer_control::Control;
use visualizer_control::clients;
use visualizer_domain::Problem;
use visualizer_domain::ids::ClientId;
use visualizer_domain::problem::Noun;

use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::client_form;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::idempotency::IdempotencyKey;
use crate::request::once::{Made, once};
use crate::words::Words;

#[derive(Template)]
#[template(path = "clients_new.html")]
struct NewClientPage {
    shell: Shell,
    w: Words,
    form: Filled,
    key: String,
}

/// The empty form. The rule of four eyes is on unless somebody switches it off.
///
/// # Errors
/// When the page cannot be written.
pub async fn show(visit: SignedVisit) -> Answer {
    page(&visit, Filled::of(Form::holding([("four_eyes", "on")]), visit.words), StatusCode::OK)
}

/// Makes the client and works in it from now on: its members and products come next.
///
/// # Errors
/// What control refuses, but for the fields, with which the form comes back.
pub async fn create(request: HttpRequest, visit: SignedVisit, admin: web::Data<Admin>, control: web::Data<Control>, form: Form) -> Answer {
    let (key, now, draft) = (IdempotencyKey::of_form(&form), visit.now(), client_form::draft(&form));
    let make = async || Ok(clients::create(&control, visit.actor(), &draft, now).await?);
    let tell = async |id: &_| Made::new(format!("/clients/{id}"), 1, id);
    // Without the form's token, which is another each time the page is shown.
    let sent = json!([draft.name, draft.slug, draft.four_eyes]);
    // The person then stands in the new client, and a repetition must find its key all the same.
    let actor = visit.actor().in_no_client();
    let made = once(&control, &actor, &request, &key, (&sent, now), make, tell).await;
    match made {
        Ok(made) => {
            let id: ClientId = serde_json::from_value(made.body).map_err(|_| Problem::not_found(Noun::Client, &made.location))?;
            admin.sign_ins.enter(visit.person(), &id, now).await?;
            visit.see_other_saying("/members", &Flash::new("client-added").with("name", form.get("name")))
        }
        Err(Failure::Problem(problem)) => page(&visit, Filled::of(form, visit.words).refused(problem)?, StatusCode::UNPROCESSABLE_ENTITY),
        Err(failure) => Err(failure),
    }
}

fn page(visit: &SignedVisit, form: Filled, status: StatusCode) -> Result<HttpResponse, Failure> {
    let page = NewClientPage { shell: visit.shell(Some(Place::Clients)), w: visit.words, form, key: IdempotencyKey::fresh() };
    visit.page_as(status, &page)
}
