//! `/generated-assets/unfinished`: what is being made and what was not made, beside the gallery and narrowed like it.

use actix_web::web;
use askama::Template;
use serde::Deserialize;
use visualizer_control::outlooks::{self, Outlook};
use visualizer_control::runs::Job;
use visualizer_control::{Control, generated_assets, unfinished_assets};
use visualizer_domain::Permission;
use visualizer_domain::generated_asset_filter::Unfinished;
use visualizer_domain::job::{JobKind, JobState};
use visualizer_domain::page::Limit;

use super::gallery_facets::{FacetGroup, by_state};
use super::gallery_terms::{Term, terms};
use super::generated_assets::Count;
use crate::address_query::{Query, cursor};
use crate::asset_query::AssetQuery;
use crate::failure::Answer;
use crate::frame::Frame;
use crate::job_frame::{JobFrames, RETRY_FORM};
use crate::place::Place;
use crate::shape;
use crate::shell::Shell;
use crate::visit::SignedVisit;
use crate::words::Words;

/// Where the list is.
pub const PATH: &str = "/generated-assets/unfinished";
/// Frames of one page.
const FRAMES: u16 = 60;

#[derive(Template)]
#[template(path = "unfinished_assets.html")]
struct UnfinishedPage {
    shell: Shell,
    w: Words,
    title: String,
    nothing: String,
    matching: Count,
    states: FacetGroup,
    terms: Vec<Term>,
    frames: Vec<Frame>,
    first: Option<String>,
    older: Option<String>,
}

/// Which of them, and where the page begins.
#[derive(Debug, Deserialize)]
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
/// [`crate::failure::Failure::Malformed`] for a state, a filter or a cursor that is none.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(query): Query<AssetQuery>,
    Query(asked): Query<UnfinishedQuery>,
) -> Answer {
    let (w, actor) = (visit.words, visit.actor());
    // Nobody has decided about what is not there.
    let query = query.with(|q| (q.approval, q.pinned, q.deleted) = (None, false, false));
    let (filter, after) = (query.filter(), cursor("after", asked.after.as_deref())?);
    let page = unfinished_assets::list(&control, actor, asked.state, &filter, after.as_ref(), Limit::new(FRAMES)).await?;
    let waiting: Vec<&Job> = page.rows.iter().filter(|job| job.state == JobState::Ready).collect();
    let outlook = match waiting.iter().map(|job| job.run_at).min() {
        Some(due) => outlooks::of(&control, actor, JobKind::ImageGenerate, due, w.now()).await?,
        None => Outlook::default(),
    };
    let frames = JobFrames { w, shape: shape::of(1, 1), outlook: &outlook, may_retry: actor.may(Permission::Generate) };
    // The newest come first, and the oldest is made first.
    let before = |job: &Job| waiting.iter().filter(|other| (other.run_at, &other.id) < (job.run_at, &job.id)).count();
    let state = asked.state.to_string();
    let address = |more: Option<String>| {
        let more = more.as_deref().map(|next| ("after", next));
        query.href_with(PATH, &[("state", state.as_str())].into_iter().chain(more).collect::<Vec<_>>())
    };
    let finished = generated_assets::count(&control, actor, &filter).await?;
    let states = by_state(&control, actor, &query, finished, Some(asked.state), w).await?;
    visit.page(&UnfinishedPage {
        shell: visit.shell(Some(Place::Gallery)),
        w,
        title: w.t(format!("unfinished-{state}")).to_string(),
        nothing: w.t(format!("unfinished-none-{state}")).to_string(),
        matching: states.facets.iter().find(|facet| facet.current).map_or(Count(0), |facet| facet.count),
        states,
        terms: terms(&control, actor, &query, &[], w).await?,
        frames: page.rows.iter().map(|job| frames.frame(job, before(job))).collect(),
        first: after.map(|_| address(None)),
        older: page.next.map(|next| address(Some(next.to_string()))),
    })
}
