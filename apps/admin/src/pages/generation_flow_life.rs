//! What is done to a flow as a whole, and to its runs: rename, keep at hand, duplicate, delete, take back; stop, try again.

use actix_web::web;
use visualizer_control::{Control, generation_flows, runs};
use visualizer_domain::Problem;
use visualizer_domain::ids::{GenerationFlowId, JobId, RunId};
use visualizer_domain::problem::Noun;

use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::request::path_id::PathId;
use crate::request::seen_version;

/// Changes what the flow is called; empty lets it be called after what it shows.
///
/// # Errors
/// 409 when the flow changed meanwhile, 422 for a name that is none.
pub async fn rename(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    let seen = seen_version::of(&form)?;
    generation_flows::rename(&control, visit.actor(), &id, seen, form.get("name"), visit.now()).await?;
    visit.see_other_saying(&flow(&id), &Flash::new("saved"))
}

/// Keeps the flow at hand, or no longer.
///
/// # Errors
/// 404 for another client's flow.
pub async fn favorite(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    generation_flows::set_favorite(&control, visit.actor(), &id, form.has("is_favorite", "true"), visit.now()).await?;
    visit.see_other(&flow(&id))
}

/// Makes a second flow like this one, and goes there.
///
/// # Errors
/// 409 when there is no room for another.
pub async fn duplicate(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    let made = generation_flows::duplicate(&control, visit.actor(), &id, visit.now()).await?;
    visit.see_other_saying(&flow(&made), &Flash::new("flow-duplicated"))
}

/// Deletes the flow. It can be restored from the list of deleted ones.
///
/// # Errors
/// 409 while it is generating.
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    let session = generation_flows::view(&control, visit.actor(), &id).await?.flow.session_id;
    generation_flows::delete(&control, visit.actor(), &id, visit.now()).await?;
    let to = session.map_or_else(|| "/generation-flows".to_owned(), |session| format!("/collection-sessions/{session}"));
    visit.see_other_saying(&to, &Flash::new("flow-deleted"))
}

/// Takes a deleted flow back.
///
/// # Errors
/// 409 when its session is deleted or full.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    generation_flows::restore(&control, visit.actor(), &id, visit.now()).await?;
    visit.see_other_saying(&flow(&id), &Flash::new("flow-restored"))
}

/// Stops a run of the flow: what is finished stays.
///
/// # Errors
/// 409 when it has ended.
pub async fn stop(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    let run = RunId::parse(form.get("run")).map_err(|_| Problem::not_found(Noun::Run, form.get("run")))?;
    runs::cancel(&control, visit.actor(), &run, visit.now()).await?;
    visit.see_other_saying(&flow(&id), &Flash::new("run-stopped"))
}

/// Tries a failed picture of the flow again, or all that a run of it did not make.
///
/// # Errors
/// 409 when there is nothing to try again.
pub async fn retry(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>, form: Form) -> Answer {
    let now = visit.now();
    if form.contains("run") {
        let run = RunId::parse(form.get("run")).map_err(|_| Problem::not_found(Noun::Run, form.get("run")))?;
        runs::retry_run(&control, visit.actor(), &run, now).await?;
    } else {
        let job = JobId::parse(form.get("job")).map_err(|_| Problem::not_found(Noun::Job, form.get("job")))?;
        runs::retry_job(&control, visit.actor(), &job, now).await?;
    }
    visit.see_other(&flow(&id))
}

fn flow(id: &GenerationFlowId) -> String {
    format!("/generation-flows/{id}")
}
