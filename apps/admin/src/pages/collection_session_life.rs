//! What is done to a session as a whole: filling it with flows, deleting it by a policy, taking it back.

use actix_web::web;
use askama::Template;
use visualizer_control::{Control, collection_sessions, generation_flows};
use visualizer_domain::Problem;
use visualizer_domain::collection_session::DeletePolicy;
use visualizer_domain::ids::CollectionSessionId;

use super::collection_session_head::{SessionHead, SessionTab};
use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::path_id::PathId;
use crate::request::seen_version;
use crate::words::Words;

#[derive(Template)]
#[template(path = "collection_session_delete.html")]
struct DeleteSessionPage {
    shell: Shell,
    w: Words,
    head: SessionHead,
    pictures: i64,
    /// How many of them are approved.
    approved: i64,
}

/// Makes a flow for each product that no flow of the session shows.
///
/// # Errors
/// 409 `flows-max` when there is no room.
pub async fn fill(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let filled = generation_flows::fill_session(&control, visit.actor(), &id, visit.now()).await?;
    let code = if filled.left_out.is_empty() { "session-filled" } else { "session-filled-but" };
    let flash = Flash::new(code).with("count", filled.made.len()).with("left", filled.left_out.len());
    visit.see_other_saying(&format!("/collection-sessions/{id}"), &flash)
}

/// Asks what is to become of the pictures.
///
/// # Errors
/// 404 for another client's session.
pub async fn show_delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let view = collection_sessions::view(&control, visit.actor(), &id).await?;
    let page = DeleteSessionPage {
        shell: visit.shell(Some(Place::Sessions)),
        w: visit.words,
        pictures: view.card.pictures.completed,
        approved: view.card.pictures.approved,
        head: SessionHead::of(&view, SessionTab::Flows, &visit),
    };
    visit.page(&page)
}

/// Deletes the session.
///
/// # Errors
/// 409 while one of its flows is generating, or when the session changed meanwhile.
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>, form: Form) -> Answer {
    let policy: Option<DeletePolicy> = form.parsed("policy").map_err(|problem| Problem::Invalid { fields: vec![problem] })?;
    let policy = policy.unwrap_or(DeletePolicy::KeepPinnedApproved);
    collection_sessions::delete(&control, visit.actor(), &id, seen_version::of(&form)?, policy, visit.now()).await?;
    visit.see_other_saying(&format!("/collection-sessions/{id}"), &Flash::new("session-deleted"))
}

/// Takes a deleted session back.
///
/// # Errors
/// What control refuses.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    collection_sessions::restore(&control, visit.actor(), &id, visit.now()).await?;
    visit.see_other_saying(&format!("/collection-sessions/{id}"), &Flash::new("session-restored"))
}
