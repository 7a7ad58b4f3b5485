//! `/generated-assets`: the gallery over everything that was made, to look through, filter and judge. What happens to picked
//! pictures is the business of `asset_decisions` and `downloads`.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;
use visualizer_control::generated_assets::{self, Facets};
use visualizer_control::{Control, Direction, Frame as Picture};
use visualizer_domain::Permission;
use visualizer_domain::page::{Cursor, Limit};
use visualizer_domain::problem::Outcome;

use super::gallery_facets::{FacetGroup, facet_groups};
use super::gallery_terms::{Term, terms, without_each};
use crate::address_query::{Query, cursor};
use crate::asset_frame::{FrameSize, FrameStyle};
use crate::asset_query::AssetQuery;
use crate::count::Count;
use crate::failure::{Answer, Failure};
use crate::frame::Frame;
use crate::phrase::Phrase;
use crate::place::Place;
use crate::shell::Shell;
use crate::visit::SignedVisit;
use crate::words::Words;

#[derive(Template)]
#[template(path = "generated_assets.html")]
struct GalleryPage {
    shell: Shell,
    w: Words,
    query: AssetQuery,
    back: String,
    matching: Count,
    all: Count,
    facets: Vec<FacetGroup>,
    terms: Vec<Term>,
    drops: Vec<(Term, Count)>,
    sizes: Vec<SizeLink>,
    size: FrameSize,
    frames: Vec<Frame>,
    ways: Ways,
    picked_all: bool,
    pick_all: String,
    may_review: bool,
    may_edit: bool,
}

/// What the address of the gallery may carry beside the filter.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SheetQuery {
    after: Option<String>,
    before: Option<String>,
    size: Option<String>,
    pick: Option<String>,
}

/// A way to see the sheet larger or smaller.
struct SizeLink {
    href: String,
    icon: &'static str,
    word: String,
    current: bool,
}

/// Links to the pages around this one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ways {
    first: Option<String>,
    newer: Option<String>,
    older: Option<String>,
}

/// The gallery.
///
/// # Errors
/// [`Failure::Address`] for a filter or a cursor that is none.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(query): Query<AssetQuery>,
    Query(sheet): Query<SheetQuery>,
) -> Answer {
    let (w, actor) = (visit.words, visit.actor());
    let size = size_of(sheet.size.as_deref());
    let (pictures, ways) = read(&control, &visit, &query, &sheet, size).await?;
    let facets = generated_assets::facets(&control, actor, &query.filter()).await?;
    let matching = matching(&control, &visit, &query, &facets).await?;
    let picked_all = sheet.pick.as_deref() == Some("all") && !pictures.is_empty();
    let style = FrameStyle { w, within: &query, size, pickable: true, picked: picked_all };
    let page = GalleryPage {
        shell: visit.shell(Some(Place::Gallery)),
        w,
        back: back(&query, &sheet),
        matching,
        all: Count::of(facets.all),
        facets: facet_groups(&control, actor, &query, &facets, w).await?,
        terms: terms(&control, actor, &query, &pictures, w).await?,
        drops: if pictures.is_empty() { without_each(&control, actor, &query, w).await? } else { Vec::new() },
        sizes: size_links(&query, size, w),
        size,
        frames: pictures.iter().map(|picture| style.frame(picture)).collect(),
        ways,
        picked_all,
        pick_all: if matching.n() > pictures.len() as i64 && !picked_all {
            address(&query, &sheet, &[("pick", "all")])
        } else {
            String::new()
        },
        may_review: actor.may(Permission::Review),
        may_edit: actor.may(Permission::Edit),
        query,
    };
    let status = if page.query.is_reversed() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page_as(status, &page)
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

/// The pictures of the page, and the ways on from it.
async fn read(
    control: &Control,
    visit: &SignedVisit,
    query: &AssetQuery,
    sheet: &SheetQuery,
    size: FrameSize,
) -> Result<(Vec<Picture>, Ways), Failure> {
    let (filter, limit) = (query.filter(), limit_of(size));
    let list = async |from: Option<&Cursor>, way| generated_assets::list(control, visit.actor(), &filter, from, way, limit).await;
    let way = |name, cursor: &Cursor| Some(address(query, &size_only(sheet), &[(name, &cursor.to_string())]));
    let first = Some(address(query, &size_only(sheet), &[]));

    if let Some(before) = cursor("before", sheet.before.as_deref())? {
        let page = list(Some(&before), Direction::Newer).await?;
        // Nothing newer is left beyond this page: the first page, full, says the same.
        if let (Some(newer), Some(last)) = (&page.next, page.rows.last()) {
            let ways = Ways { first, newer: way("before", newer), older: way("after", &last.cursor()) };
            return Ok((page.rows, ways));
        }
    }
    let after = cursor("after", sheet.after.as_deref())?;
    let page = list(after.as_ref(), Direction::Older).await?;
    let ways = Ways {
        first: first.filter(|_| after.is_some()),
        newer: after.and(page.rows.first()).and_then(|first| way("before", &first.cursor())),
        older: page.next.as_ref().and_then(|older| way("after", older)),
    };
    Ok((page.rows, ways))
}

fn size_only(sheet: &SheetQuery) -> SheetQuery {
    SheetQuery { size: sheet.size.clone(), ..SheetQuery::default() }
}

fn address(query: &AssetQuery, sheet: &SheetQuery, more: &[(&str, &str)]) -> String {
    let kept = [("after", &sheet.after), ("before", &sheet.before), ("size", &sheet.size)];
    let kept = kept.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let all: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
    query.href_with(Place::Gallery.path(), &all)
}

/// Where a decision leads back to: this page, with nothing picked.
fn back(query: &AssetQuery, sheet: &SheetQuery) -> String {
    address(query, sheet, &[])
}

fn size_of(text: Option<&str>) -> FrameSize {
    match text {
        Some("s") => FrameSize::Small,
        Some("l") => FrameSize::Large,
        _ => FrameSize::Medium,
    }
}

/// About what two screens show.
fn limit_of(size: FrameSize) -> Limit {
    Limit::new(match size {
        FrameSize::Small => 120,
        FrameSize::Medium => 60,
        FrameSize::Large => 24,
    })
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
