//! `/generated-assets/unfinished`: what is being made and what was not made, beside the gallery and narrowed like it, live.

use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;
use visualizer_control::outlooks::{self, Outlook};
use visualizer_control::runs::{self, Job};
use visualizer_control::{Control, generated_assets, unfinished_assets};
use visualizer_domain::generated_asset_filter::Unfinished;
use visualizer_domain::job::{JobKind, JobState};
use visualizer_domain::page::Limit;
use visualizer_domain::{Actor, Permission};

use super::gallery_facets::{FacetGroup, by_state};
use super::gallery_terms::{Term, terms};
use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::live::{self, Look};
use crate::guard::access::Access;
use crate::guard::visit::SignedVisit;
use crate::parts::frame::Frame;
use crate::parts::job_frame::{JobFrames, RETRY_FORM};
use crate::parts::place::Place;
use crate::parts::shape;
use crate::parts::shell::Shell;
use crate::request::address_query::{Query, cursor};
use crate::request::asset_query::AssetQuery;
use crate::words::Words;
use crate::words::count::Count;

/// Where the list is.
pub const PATH: &str = "/generated-assets/unfinished";
/// What its page listens to.
const EVENTS: &str = "/generated-assets/unfinished/events";
/// Id of the form that tries all of them again.
const RETRY_ALL_FORM: &str = "retry-all";
/// Frames of one page.
const FRAMES: u16 = 60;

#[derive(Template)]
#[template(path = "unfinished_assets.html")]
struct UnfinishedPage {
    shell: Shell,
    w: Words,
    title: String,
    total: Total,
    board: Board,
}

/// How many there are, beside the title.
#[derive(Template)]
#[template(path = "unfinished_total.html")]
struct Total {
    w: Words,
    matching: Count,
}

/// Everything below the title.
#[derive(Template)]
#[template(path = "unfinished_board.html")]
struct Board {
    w: Words,
    nothing: String,
    states: FacetGroup,
    terms: Vec<Term>,
    frames: Vec<Frame>,
    /// Those of them that may be tried again, by their jobs.
    retries: Vec<String>,
    first: Option<String>,
    older: Option<String>,
}

/// Which of them, and where the page begins.
#[derive(Debug, Clone, Deserialize)]
pub struct UnfinishedQuery {
    #[serde(default = "making")]
    state: Unfinished,
    after: Option<String>,
}

const fn making() -> Unfinished {
    Unfinished::Making
}

/// The list.
///
/// # Errors
/// [`crate::answer::failure::Failure::Malformed`] for a state, a filter or a cursor that is none.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(query): Query<AssetQuery>,
    Query(asked): Query<UnfinishedQuery>,
) -> Answer {
    let w = visit.words;
    let (total, board) = board(&control, visit.actor(), &query, &asked, w).await?;
    let more = asked.after.as_deref().map(|after| ("after", after));
    let events = address(EVENTS, &query, asked.state, more);
    visit.page(&UnfinishedPage {
        shell: visit.shell(Some(Place::Gallery)).listening(events),
        w,
        title: w.t(format!("unfinished-{}", asked.state)).to_string(),
        total,
        board,
    })
}

/// The list as it changes: what is made leaves it, what is begun comes.
///
/// # Errors
/// As [`show`], and when too many streams are open.
pub async fn events(
    request: HttpRequest,
    admin: web::Data<Admin>,
    control: web::Data<Control>,
    Query(query): Query<AssetQuery>,
    Query(asked): Query<UnfinishedQuery>,
) -> Answer {
    cursor("after", asked.after.as_deref())?;
    let read = control.clone();
    live::answer(&request, &admin, &control, Access::Client(Permission::View), move |reader| {
        let (control, query, asked) = (read.clone(), query.clone(), asked.clone());
        async move {
            let (total, board) = board(&control, &reader.person.actor, &query, &asked, reader.words).await?;
            let busy = asked.state == Unfinished::Making && !board.frames.is_empty();
            Look::new().busy(busy).piece("unfinished-total", &total)?.piece("unfinished-board", &board)
        }
    })
}

async fn board(control: &Control, actor: &Actor, query: &AssetQuery, asked: &UnfinishedQuery, w: Words) -> Result<(Total, Board), Failure> {
    // Nobody has decided about what is not there.
    let query = query.with(|q| (q.approval, q.pinned, q.deleted) = (None, false, false));
    let (filter, after) = (query.filter(), cursor("after", asked.after.as_deref())?);
    let page = unfinished_assets::list(control, actor, asked.state, &filter, after.as_ref(), Limit::new(FRAMES)).await?;
    let waiting: Vec<&Job> = page.rows.iter().filter(|job| job.state == JobState::Ready).collect();
    let outlook = match waiting.iter().map(|job| job.run_at).min() {
        Some(due) => outlooks::of(control, actor, JobKind::ImageGenerate, due, w.now()).await?,
        None => Outlook::default(),
    };
    let frames = JobFrames { w, shape: shape::of(1, 1), outlook: &outlook, may_retry: actor.may(Permission::Generate) };
    // The newest come first, and the oldest is made first.
    let before = |job: &Job| waiting.iter().filter(|other| (other.run_at, &other.id) < (job.run_at, &job.id)).count();
    let finished = generated_assets::count(control, actor, &filter).await?;
    let states = by_state(control, actor, &query, finished, Some(asked.state), w).await?;
    let matching = states.facets.iter().find(|facet| facet.current).map_or(Count::of(0), |facet| facet.count);
    let board = Board {
        w,
        nothing: w.t(format!("unfinished-none-{}", asked.state)).to_string(),
        states,
        terms: terms(control, actor, &query, &[], w).await?,
        frames: page.rows.iter().map(|job| frames.frame(job, before(job))).collect(),
        retries: page.rows.iter().filter(|job| frames.may_retry && runs::may_be_tried_again(job)).map(|job| job.id.to_string()).collect(),
        first: after.map(|_| address(PATH, &query, asked.state, None)),
        older: page.next.map(|next| address(PATH, &query, asked.state, Some(("after", &next.to_string())))),
    };
    Ok((Total { w, matching }, board))
}

fn address(path: &str, query: &AssetQuery, state: Unfinished, more: Option<(&str, &str)>) -> String {
    let state = state.to_string();
    query.href_with(path, &[("state", state.as_str())].into_iter().chain(more).collect::<Vec<_>>())
}
