//! A collection session: its flows with what they made, the flows still to be made of its products, and what is being made, live.

use actix_web::{HttpRequest, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::collection_sessions::{self, SessionView};
use visualizer_control::runs;
use visualizer_domain::Permission;
use visualizer_domain::ids::CollectionSessionId;

use super::collection_session_head::{SessionHead, SessionTab};
use crate::admin::Admin;
use crate::answer::failure::Answer;
use crate::answer::live::{self, Look};
use crate::guard::access::Access;
use crate::guard::visit::SignedVisit;
use crate::parts::flow_line::FlowLine;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::path_id::PathId;
use crate::words::Words;

#[derive(Template)]
#[template(path = "collection_session.html")]
struct SessionPage {
    shell: Shell,
    w: Words,
    head: SessionHead,
    lines: Vec<FlowLine>,
    /// Products that no flow of the session shows.
    unshown: usize,
    busy: bool,
}

/// The page. A deleted session has one too, to be taken back from.
///
/// # Errors
/// 404 for another client's session.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let view = collection_sessions::view(&control, actor, &id).await?;
    let open = runs::open(&control, actor).await?;
    let head = SessionHead::of(&view, SessionTab::Flows, &visit);
    let busy = head.is_busy();
    let shell = visit.shell(Some(Place::Sessions));
    let page = SessionPage {
        shell: if busy { shell.listening(format!("/collection-sessions/{id}/events")) } else { shell },
        w,
        lines: lines(&view, &open, &control, head.may_generate, w),
        unshown: view.products.iter().filter(|product| product.flows == 0).count(),
        busy,
        head,
    };
    visit.page(&page)
}

/// The lines of the flows as they change, until nothing is being made.
///
/// # Errors
/// When too many pages listen.
pub async fn events(
    request: HttpRequest,
    admin: web::Data<Admin>,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
) -> Answer {
    let read = control.clone();
    live::answer(&request, &admin, &control, Access::Client(Permission::View), move |reader| {
        let (control, id) = (read.clone(), id.clone());
        async move {
            let actor = &reader.person.actor;
            let view = collection_sessions::view(&control, actor, &id).await?;
            let open = runs::open(&control, actor).await?;
            let busy = view.card.open_runs > 0;
            let mut look = Look::new().busy(busy).over(!busy);
            for line in lines(&view, &open, &control, actor.may(Permission::Generate), reader.words) {
                look = look.piece(line.element_id(), &line)?;
            }
            Ok(look)
        }
    })
}

fn lines(view: &SessionView, open: &[runs::Run], control: &Control, may_generate: bool, w: Words) -> Vec<FlowLine> {
    view.flows.iter().map(|card| FlowLine::of(card, open, control.registry, may_generate, w)).collect()
}
