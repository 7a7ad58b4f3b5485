//! Keeping the settings of a flow. When somebody was faster the page comes back with what was typed, beside what they chose.

use actix_web::http::StatusCode;
use actix_web::web;
use visualizer_control::Control;
use visualizer_control::generation_flows;
use visualizer_domain::Problem;
use visualizer_domain::ids::GenerationFlowId;

use super::generation_flow::page;
use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::forms::settings_form;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::meanwhile::{Changer, Meanwhile};
use crate::request::path_id::PathId;
use crate::request::seen_version;
use crate::words::setting_words;

/// Keeps the settings, and goes on to the plan when that button was pressed.
///
/// # Errors
/// What control refuses, other than fields and a version that is not the newest: with those the page comes back.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    let (actor, seen) = (visit.actor(), seen_version::of(&form)?);
    let settings = settings_form::read(&form, control.registry);
    let goes_on = form.has("then", "generate");
    let changed = match settings {
        Ok(settings) => save(&control, &visit, &id, seen, settings).await,
        Err(problem) => Err(problem),
    };
    let typed = Filled::of(form, visit.words);
    match changed {
        Ok(()) if goes_on => visit.see_other(&format!("/generation-flows/{id}/generate")),
        Ok(()) => visit.see_other_saying(&format!("/generation-flows/{id}"), &Flash::new("saved")),
        Err(Problem::Stale { changed_by, .. }) => {
            let view = generation_flows::view(&control, actor, &id).await?;
            let wanted = settings_form::read(typed.form(), control.registry).unwrap_or_default();
            let differences = setting_words::differing(&view.flow.settings, &wanted, control.registry, visit.words);
            let meanwhile = Meanwhile { who: Changer::of(changed_by, visit.actor()), at: Some(view.flow.updated_at), differences };
            page(&visit, &control, view, typed, Some(meanwhile), StatusCode::CONFLICT).await
        }
        Err(problem) => {
            let typed = typed.refused(problem)?;
            let view = generation_flows::view(&control, actor, &id).await?;
            page(&visit, &control, view, typed, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// A reload of the page that refused settings came back with leads to the flow.
///
/// # Errors
/// None; the type is that of handlers.
pub async fn after(visit: SignedVisit, PathId(id): PathId<GenerationFlowId>) -> Answer {
    visit.see_other(&format!("/generation-flows/{id}"))
}

/// Saves, unless that would change nothing: pressing "Generate" twice must not make a version of nothing.
async fn save(
    control: &Control,
    visit: &SignedVisit,
    id: &GenerationFlowId,
    seen: i64,
    settings: visualizer_domain::settings::SettingsLayer,
) -> Result<(), Problem> {
    let actor = visit.actor();
    let flow = generation_flows::view(control, actor, id).await?.flow;
    if flow.version == seen && flow.settings == settings {
        return Ok(());
    }
    generation_flows::update_settings(control, actor, id, seen, settings, visit.now()).await
}
