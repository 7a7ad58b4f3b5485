//! The client that one works in: what it is called, whether four eyes decide there, and what everything made for it begins with.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::clients::{self, Client};
use visualizer_control::members;
use visualizer_domain::approval::four_eyes_hold;
use visualizer_domain::{Permission, Problem};

use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::client_form;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::seen_version;
use crate::words::Words;
use crate::words::setting_words;

#[derive(Template)]
#[template(path = "client.html")]
struct ClientPage {
    shell: Shell,
    w: Words,
    client: Client,
    form: Filled,
    four_eyes: FourEyes,
    settings: Vec<(String, String)>,
    meanwhile: Option<Meanwhile>,
    may_manage: bool,
}

/// Whether the rule of four eyes decides now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FourEyes {
    /// It is on, and there is a second pair of eyes.
    Holds,
    /// It is on and waits for a second member.
    Waits,
    /// It is switched off.
    Off,
}

/// The page.
///
/// # Errors
/// When control does not answer.
pub async fn show(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    page(&visit, &control, None, None, StatusCode::OK).await
}

/// Keeps what was typed.
///
/// # Errors
/// What control refuses, but for the fields and the version, with which the form comes back.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, form: Form) -> Answer {
    let seen = seen_version::of(&form)?;
    let changed = clients::update(&control, visit.actor(), seen, &client_form::draft(&form), visit.now()).await;
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
    let (w, actor) = (visit.words, visit.actor());
    let client = clients::find(control, actor).await?;
    let members = members::list(control, actor).await?.len();
    let four_eyes = match (client.four_eyes, four_eyes_hold(client.four_eyes, i64::try_from(members).unwrap_or(i64::MAX))) {
        (_, true) => FourEyes::Holds,
        (true, false) => FourEyes::Waits,
        (false, false) => FourEyes::Off,
    };
    let form = typed.unwrap_or_else(|| Filled::of(client_form::filled(&client), w));
    let page = ClientPage {
        shell: visit.shell(Some(Place::Client)),
        w,
        meanwhile: changed_by.map(|who| Meanwhile { who, at: Some(client.updated_at), differences: differences(&client, form.form(), w) }),
        form,
        four_eyes,
        settings: setting_words::chosen(&client.settings, control.registry, w),
        may_manage: actor.may(Permission::Manage),
        client,
    };
    visit.page_as(status, &page)
}

/// What is now said about the client, where it differs from what was typed.
fn differences(client: &Client, typed: &Form, w: Words) -> Vec<(String, String)> {
    let (now, draft) = (client_form::draft(&client_form::filled(client)), client_form::draft(typed));
    let mut found = Vec::new();
    if now.name != draft.name.trim() {
        found.push((w.t("client-name").to_string(), now.name));
    }
    if now.slug != draft.slug.trim() {
        found.push((w.t("client-slug").to_string(), now.slug));
    }
    if now.four_eyes != draft.four_eyes {
        found.push((w.t("client-four-eyes").to_string(), w.t(if now.four_eyes { "yes" } else { "no" }).to_string()));
    }
    found
}
