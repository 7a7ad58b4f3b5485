//! The list of flows, in sessions and alone: to find one, the favourites, and the deleted ones to take back.

use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;
use visualizer_control::Control;
use visualizer_control::generation_flows::{self, FlowFilter};
use visualizer_control::runs;
use visualizer_domain::Permission;

use crate::answer::failure::Answer;
use crate::answer::links;
use crate::guard::visit::SignedVisit;
use crate::parts::flow_line::{FlowLine, Restore};
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::paging::{PageQuery, Pager};
use crate::words::Words;

/// The query of the list.
#[derive(Debug, Default, Deserialize)]
pub struct FlowsQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    favorite: bool,
    #[serde(default)]
    deleted: bool,
    after: Option<String>,
    limit: Option<u16>,
}

#[derive(Template)]
#[template(path = "generation_flows.html")]
struct FlowsPage {
    shell: Shell,
    w: Words,
    query: FlowsQuery,
    may_edit: bool,
    lines: Vec<FlowLine>,
    pager: Pager,
    without_search: String,
}

/// The list.
///
/// # Errors
/// [`crate::answer::failure::Failure::Address`] for a cursor that is none.
pub async fn list(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, Query(query): Query<FlowsQuery>) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let paging = PageQuery { after: query.after.clone(), limit: query.limit };
    let search = Some(query.q.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = FlowFilter { search, alone: query.alone, favorite: query.favorite, deleted: query.deleted };
    let found = generation_flows::list(&control, actor, &filter, paging.cursor()?.as_ref(), paging.limit()).await?;
    let open = runs::open(&control, actor).await?;
    let (may_edit, may_generate) = (actor.may(Permission::Edit), actor.may(Permission::Generate));
    let restore = (may_edit && query.deleted)
        .then(|| Restore { form_token: visit.form_secret.token(), client: visit.client().map(ToString::to_string) });
    let line = |card| FlowLine::of(card, &open, control.registry, may_generate, w).restorable(restore.clone());
    let page = FlowsPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        may_edit,
        lines: found.rows.iter().map(line).collect(),
        pager: Pager::of(&request, found.next.as_ref()),
        without_search: links::changed(&request, "q", None),
        query,
    };
    visit.page(&page)
}
