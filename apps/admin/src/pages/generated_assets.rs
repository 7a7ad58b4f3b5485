//! `/generated-assets`: the gallery over everything that was made, to look through, filter and judge. What happens to picked
//! pictures is the business of `asset_decisions` and `downloads`.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use visualizer_control::Control;
use visualizer_control::generated_assets::{self, Facets};
use visualizer_domain::Permission;
use visualizer_domain::ids::AssetId;
use visualizer_domain::problem::Outcome;

use super::gallery_facets::{FacetGroup, facet_groups};
use super::gallery_sheet::{self, Sheet, SheetQuery, Ways};
use super::gallery_terms::{Term, terms, without_each};
use crate::answer::failure::Answer;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_frame::{FrameSize, FrameStyle, is_own};
use crate::parts::frame::Frame;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::asset_query::AssetQuery;
use crate::words::Words;
use crate::words::count::Count;
use crate::words::phrase::Phrase;

#[derive(Template)]
#[template(path = "generated_assets.html")]
struct GalleryPage {
    shell: Shell,
    w: Words,
    query: AssetQuery,
    back: String,
    matching: Count,
    all: Count,
    /// None while the days of the filter are the wrong way round: nothing could be counted.
    facets: Vec<FacetGroup>,
    terms: Vec<Term>,
    drops: Vec<(Term, Count)>,
    sizes: Vec<SizeLink>,
    size: FrameSize,
    frames: Vec<Frame>,
    current: Option<AssetId>,
    ways: Ways,
    /// This many are picked, of which the page shows some.
    picked_whole: Option<i64>,
    /// The address that picks all; none when they are.
    pick_all: Option<String>,
    /// They are all on this page.
    is_whole: bool,
    may_review: bool,
    may_edit: bool,
}

/// A way to see the sheet larger or smaller.
struct SizeLink {
    href: String,
    icon: &'static str,
    word: String,
    current: bool,
}

/// The gallery.
///
/// # Errors
/// [`Failure::Address`](crate::answer::failure::Failure::Address) for a filter or a cursor that is none.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(query): Query<AssetQuery>,
    Query(sheet): Query<SheetQuery>,
) -> Answer {
    let (w, actor) = (visit.words, visit.actor());
    let Sheet { pictures, ways, query: sheet, current } = gallery_sheet::read(&control, actor, &query, sheet).await?;
    let size = sheet.frame_size();
    let facets = generated_assets::facets(&control, actor, &query.filter()).await?;
    let matching = matching(&control, &visit, &query, &facets).await?;
    let picked_all = sheet.picks_all() && !pictures.is_empty();
    let is_whole = matching.n() <= pictures.len() as i64;
    let style = FrameStyle { w, within: &query, size, pickable: true, picked: picked_all };
    let may_review = actor.may(Permission::Review);
    let withheld = if may_review { generated_assets::withheld(&control, actor).await? } else { None };
    let frame = |picture| Frame { own: is_own(picture, withheld.as_ref()), ..style.frame_on(picture, &sheet.kept()) };
    let page = GalleryPage {
        shell: visit.shell(Some(Place::Gallery)),
        w,
        back: sheet.address(&query, &[]),
        matching,
        all: Count::of(facets.all),
        facets: if query.is_reversed() { Vec::new() } else { facet_groups(&control, actor, &query, &facets, w).await? },
        terms: terms(&control, actor, &query, &pictures, w).await?,
        drops: if pictures.is_empty() { without_each(&control, actor, &query, w).await? } else { Vec::new() },
        sizes: size_links(&query, size, w),
        size,
        frames: pictures.iter().map(frame).collect(),
        current,
        ways,
        picked_whole: (picked_all && !is_whole).then(|| matching.in_one_command()),
        pick_all: (!picked_all && !pictures.is_empty()).then(|| sheet.address(&query, &[("pick", "all")])),
        is_whole,
        may_review,
        may_edit: actor.may(Permission::Edit),
        query,
    };
    let status = if page.query.is_reversed() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page_as(status, &page)
}

impl GalleryPage {
    /// How many are picked, in words, when that is more than the page shows.
    fn picked_words(&self) -> String {
        self.picked_whole.map(|whole| self.w.t("picked").with("count", whole).to_string()).unwrap_or_default()
    }

    /// The address that picks those on other pages too; empty when there are none.
    fn pick_beyond(&self) -> &str {
        self.pick_all.as_deref().filter(|_| !self.is_whole).unwrap_or_default()
    }
}

/// How many pictures match. The facets have counted most of the answers already.
async fn matching(control: &Control, visit: &SignedVisit, query: &AssetQuery, facets: &Facets) -> Outcome<Count> {
    use visualizer_domain::generated_asset::ApprovalStatus as A;
    Ok(Count::of(match (query.deleted, query.pinned, query.approval) {
        (false, false, None) => facets.all,
        (false, false, Some(A::Pending)) => facets.pending,
        (false, false, Some(A::Approved)) => facets.approved,
        (false, false, Some(A::Rejected)) => facets.rejected,
        (false, true, None) => facets.pinned,
        (true, false, None) => facets.deleted,
        _ => generated_assets::count(control, visit.actor(), &query.filter()).await?,
    }))
}

fn size_links(query: &AssetQuery, size: FrameSize, w: Words) -> Vec<SizeLink> {
    let link = |value: &str, to: FrameSize, icon, word: Phrase<'_>| SizeLink {
        href: query.href_with(Place::Gallery.path(), &[("size", value)]),
        icon,
        word: word.to_string(),
        current: size == to,
    };
    vec![
        link("s", FrameSize::Small, "grid-3x3", w.t("gallery-size-small")),
        link("m", FrameSize::Medium, "grid-2x2", w.t("gallery-size-medium")),
        link("l", FrameSize::Large, "square", w.t("gallery-size-large")),
    ]
}
