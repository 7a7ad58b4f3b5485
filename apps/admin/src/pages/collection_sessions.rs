//! The list of collection sessions: where each stands, what it made, and the deleted ones to take back.

use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;
use visualizer_control::Control;
use visualizer_control::collection_sessions::{self, SessionCard, SessionFilter};
use visualizer_domain::Permission;
use visualizer_domain::rendition::RenditionKind;

use super::media;
use crate::answer::failure::Answer;
use crate::answer::links;
use crate::guard::visit::SignedVisit;
use crate::parts::flow_states::{self, StateMark};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::paging::{PageQuery, Pager};
use crate::words::Words;

/// The query of the list.
#[derive(Debug, Default, Deserialize)]
pub struct SessionsQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    deleted: bool,
    after: Option<String>,
    limit: Option<u16>,
}

#[derive(Template)]
#[template(path = "collection_sessions.html")]
struct SessionsPage {
    shell: Shell,
    w: Words,
    search: String,
    deleted: bool,
    may_edit: bool,
    sessions: Vec<SessionLine>,
    pager: Pager,
    without_search: String,
}

/// A session in the list.
struct SessionLine {
    card: SessionCard,
    state: StateMark,
    thumbnails: Vec<String>,
}

/// The list.
///
/// # Errors
/// [`crate::answer::failure::Failure::Address`] for a cursor that is none.
pub async fn list(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, Query(query): Query<SessionsQuery>) -> Answer {
    let w = visit.words;
    let paging = PageQuery { after: query.after, limit: query.limit };
    let search = query.q.trim().to_owned();
    let filter = SessionFilter { search: Some(search.clone()).filter(|text| !text.is_empty()), deleted: query.deleted };
    let page = collection_sessions::list(&control, visit.actor(), &filter, paging.cursor()?.as_ref(), paging.limit()).await?;
    let page = SessionsPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        deleted: query.deleted,
        may_edit: visit.actor().may(Permission::Edit),
        pager: Pager::of(&request, page.next.as_ref()),
        sessions: page.rows.into_iter().map(|card| SessionLine::of(card, w)).collect(),
        without_search: links::changed(&request, "q", None),
        search,
    };
    visit.page(&page)
}

impl SessionLine {
    fn of(card: SessionCard, w: Words) -> Self {
        Self {
            state: flow_states::of_session(card.state(), w),
            thumbnails: card.thumbnails.iter().map(|sha256| media::address(sha256, RenditionKind::ThumbSmall)).collect(),
            card,
        }
    }
}
