//! What the flows of a session begin with, and what the session is called. When somebody was faster the form comes back with what was
//! typed, beside what they chose.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use visualizer_control::collection_sessions::{self, SessionView};
use visualizer_control::{Control, clients};
use visualizer_domain::Problem;
use visualizer_domain::ids::CollectionSessionId;
use visualizer_domain::settings_origin::{Below, Origin};

use super::collection_session_head::{SessionHead, SessionTab};
use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::forms::settings_fields::{FieldBody, FieldGroup, SettingsFields};
use crate::forms::settings_form;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::path_id::PathId;
use crate::request::seen_version;
use crate::words::Words;
use crate::words::setting_words;

#[derive(Template)]
#[template(path = "collection_session_settings.html")]
struct SessionSettingsPage {
    shell: Shell,
    w: Words,
    head: SessionHead,
    name: Filled,
    groups: Vec<FieldGroup>,
    problems: usize,
    meanwhile: Option<Meanwhile>,
}

/// The form.
///
/// # Errors
/// 404 for another client's session.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let view = collection_sessions::view(&control, visit.actor(), &id).await?;
    let form = Filled::of(settings_form::filled(&view.settings), visit.words);
    page(&visit, &control, view, form, None, None, StatusCode::OK).await
}

/// Keeps the settings.
///
/// # Errors
/// What control refuses, other than fields and a version that is not the newest: with those the form comes back.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>, form: Form) -> Answer {
    let (actor, seen) = (visit.actor(), seen_version::of(&form)?);
    let settings = settings_form::read(&form, control.registry);
    let typed = Filled::of(form.clone(), visit.words);
    let changed = match settings {
        Ok(settings) => collection_sessions::update_settings(&control, actor, &id, seen, settings, visit.now()).await,
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(()) => visit.see_other_saying(&format!("/collection-sessions/{id}"), &Flash::new("saved")),
        Err(Problem::Stale { changed_by, .. }) => {
            let view = collection_sessions::view(&control, actor, &id).await?;
            let wanted = settings_form::read(&form, control.registry).unwrap_or_default();
            let differences = setting_words::differing(&view.settings, &wanted, control.registry, visit.words);
            let meanwhile = Meanwhile { who: Changer::of(changed_by, visit.actor()), at: Some(view.card.updated_at), differences };
            page(&visit, &control, view, typed, None, Some(meanwhile), StatusCode::CONFLICT).await
        }
        Err(problem) => {
            let view = collection_sessions::view(&control, actor, &id).await?;
            page(&visit, &control, view, typed.refused(problem)?, None, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Changes what the session is called.
///
/// # Errors
/// 409 when the session changed meanwhile.
pub async fn rename(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>, form: Form) -> Answer {
    let (actor, seen) = (visit.actor(), seen_version::of(&form)?);
    match collection_sessions::rename(&control, actor, &id, seen, form.get("name"), visit.now()).await {
        Ok(()) => visit.see_other_saying(&format!("/collection-sessions/{id}/settings"), &Flash::new("saved")),
        Err(problem) => {
            let name = Filled::of(form, visit.words).refused(problem)?;
            let view = collection_sessions::view(&control, actor, &id).await?;
            let settings = Filled::of(settings_form::filled(&view.settings), visit.words);
            page(&visit, &control, view, settings, Some(name), None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn page(
    visit: &SignedVisit,
    control: &Control,
    view: SessionView,
    settings: Filled,
    name: Option<Filled>,
    meanwhile: Option<Meanwhile>,
    status: StatusCode,
) -> Answer {
    let w = visit.words;
    let client = clients::find(control, visit.actor()).await?;
    let below = Below::of([(Origin::Client, client.settings)]);
    let fields = SettingsFields { w, registry: control.registry, below: &below, own: &view.settings, form: &settings };
    let page = SessionSettingsPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        groups: fields.groups(),
        problems: settings.problem_count(),
        name: name.unwrap_or_else(|| Filled::of(Form::holding([("name", view.card.name.as_str())]), w)),
        head: SessionHead::of(&view, SessionTab::Settings, visit),
        meanwhile,
    };
    visit.page_as(status, &page)
}
