//! What everything made for the client begins with, unless a product, a session or a flow says otherwise.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::clients;
use visualizer_domain::Problem;
use visualizer_domain::settings_origin::Below;

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::settings_fields::{FieldBody, FieldGroup, SettingsFields};
use crate::forms::settings_form;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::seen_version;
use crate::words::Words;
use crate::words::setting_words;

#[derive(Template)]
#[template(path = "client_settings.html")]
struct ClientSettingsPage {
    shell: Shell,
    w: Words,
    name: String,
    version: i64,
    groups: Vec<FieldGroup>,
    problem_count: usize,
    meanwhile: Option<Meanwhile>,
}

/// The form.
///
/// # Errors
/// When control does not answer.
pub async fn show(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    page(&visit, &control, None, None, StatusCode::OK).await
}

/// Keeps what was chosen.
///
/// # Errors
/// What control refuses, but for the fields and the version, with which the form comes back.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    let seen = seen_version::of(&form)?;
    let changed = match settings_form::read(&form, control.registry) {
        Ok(settings) => clients::update_settings(&control, visit.actor(), seen, settings, visit.now()).await,
        Err(problem) => Err(problem),
    };
    let typed = Filled::of(form, visit.words);
    match changed {
        Ok(()) => visit.see_other_saying("/client", &Flash::new("saved")),
        Err(Problem::Stale { changed_by, .. }) => {
            page(&visit, &control, Some(typed), Some(Changer::of(changed_by, visit.actor())), StatusCode::CONFLICT).await
        }
        Err(problem) => page(&visit, &control, Some(typed.refused(problem)?), None, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

/// `changed_by` is there when somebody was faster.
async fn page(
    visit: &SignedVisit,
    control: &Control,
    typed: Option<Filled>,
    changed_by: Option<Changer>,
    status: StatusCode,
) -> Result<HttpResponse, Failure> {
    let w = visit.words;
    let client = clients::find(control, visit.actor()).await?;
    let form = typed.unwrap_or_else(|| Filled::of(settings_form::filled(&client.settings), w));
    let meanwhile = changed_by.map(|who| {
        let typed = settings_form::read(form.form(), control.registry).unwrap_or_default();
        let differences = setting_words::differing(&client.settings, &typed, control.registry, w);
        Meanwhile { who, at: Some(client.updated_at), differences }
    });
    let below = Below::default();
    let fields = SettingsFields { w, registry: control.registry, below: &below, own: &client.settings, form: &form };
    let page = ClientSettingsPage {
        shell: visit.shell(Some(Place::Client)),
        w,
        groups: fields.groups(),
        problem_count: form.problem_count(),
        name: client.name,
        version: client.version,
        meanwhile,
    };
    visit.page_as(status, &page)
}
