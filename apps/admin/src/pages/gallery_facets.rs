//! The filters of the gallery as links with counts, so that they work without scripts and the address holds the state.

use visualizer_control::gallery_offers::{self, OFFER_COUNT_MAX, OFFERED};
use visualizer_control::generated_assets::Facets;
use visualizer_control::{Control, unfinished_assets};
use visualizer_domain::Actor;
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::Unfinished;
use visualizer_domain::problem::Outcome;

use super::unfinished_assets as unfinished_page;
use crate::parts::place::Place;
use crate::request::asset_query::AssetQuery;
use crate::words::Words;
use crate::words::count::Count;
use crate::words::phrase::Phrase;

/// Filters under one title.
pub struct FacetGroup {
    /// The title.
    pub title: String,
    /// The filters.
    pub facets: Vec<Facet>,
    /// Where there are more than these, and the word for it.
    pub more: Option<(&'static str, String)>,
}

/// One filter.
pub struct Facet {
    /// The gallery with this filter, or without it when it is the current one.
    pub href: String,
    /// Icon of the sprite; may be empty.
    pub icon: &'static str,
    /// The word or name.
    pub word: String,
    /// How many pictures it shows.
    pub count: Count,
    /// It holds now.
    pub current: bool,
}

/// All filters beside the sheet.
///
/// # Errors
/// When products or sessions cannot be listed.
pub async fn facet_groups(control: &Control, actor: &Actor, query: &AssetQuery, counts: &Facets, w: Words) -> Outcome<Vec<FacetGroup>> {
    let mut groups = vec![by_review(query, counts, w)];
    groups.push(by_state(control, actor, query, counts.all, None, w).await?);
    groups.push(by_product(control, actor, query, w).await?);
    groups.push(by_session(control, actor, query, w).await?);
    groups.retain(|group| !group.facets.is_empty());
    Ok(groups)
}

fn by_review(query: &AssetQuery, counts: &Facets, w: Words) -> FacetGroup {
    let facet = |icon, word: Phrase<'_>, count, current, change: &dyn Fn(&mut AssetQuery)| Facet {
        href: query.with(|query| change(query)).href(Place::Gallery.path()),
        icon,
        word: word.to_string(),
        count: Count::of(count),
        current,
    };
    let approval = |icon, word, count, approval: Option<ApprovalStatus>| {
        let current = query.approval == approval && !query.deleted && !query.pinned;
        facet(icon, word, count, current, &|q: &mut AssetQuery| (q.approval, q.deleted, q.pinned) = (approval, false, false))
    };
    FacetGroup {
        title: w.t("gallery-review").to_string(),
        facets: vec![
            approval("images", w.t("gallery-all"), counts.all, None),
            approval("circle", w.t("approval-pending"), counts.pending, Some(ApprovalStatus::Pending)),
            approval("check", w.t("approval-approved"), counts.approved, Some(ApprovalStatus::Approved)),
            approval("x", w.t("approval-rejected"), counts.rejected, Some(ApprovalStatus::Rejected)),
            facet("pin", w.t("gallery-pinned"), counts.pinned, query.pinned, &|q| (q.approval, q.deleted, q.pinned) = (None, false, true)),
            facet("trash-2", w.t("gallery-deleted"), counts.deleted, query.deleted, &|q| {
                (q.approval, q.deleted, q.pinned) = (None, true, false)
            }),
        ],
        more: None,
    }
}

/// Whether pictures are there. `finished` are there, whatever people decided; `holds` is the state of the page, none for the gallery.
///
/// # Errors
/// When they cannot be counted.
pub async fn by_state(
    control: &Control,
    actor: &Actor,
    query: &AssetQuery,
    finished: i64,
    holds: Option<Unfinished>,
    w: Words,
) -> Outcome<FacetGroup> {
    let query = query.with(|q| (q.approval, q.pinned, q.deleted) = (None, false, false));
    let mut facets = vec![Facet {
        href: query.href(Place::Gallery.path()),
        icon: "images",
        word: w.t("gallery-finished").to_string(),
        count: Count::of(finished),
        current: holds.is_none(),
    }];
    for (which, icon) in [(Unfinished::Making, "loader-circle"), (Unfinished::Failed, "triangle-alert")] {
        facets.push(Facet {
            href: query.href_with(unfinished_page::PATH, &[("state", &which.to_string())]),
            icon,
            word: w.t(format!("unfinished-{which}")).to_string(),
            count: Count::of(unfinished_assets::count(control, actor, which, &query.filter()).await?),
            current: holds == Some(which),
        });
    }
    Ok(FacetGroup { title: w.t("gallery-state").to_string(), facets, more: None })
}

async fn by_product(control: &Control, actor: &Actor, query: &AssetQuery, w: Words) -> Outcome<FacetGroup> {
    let offers = gallery_offers::of_products(control, actor, query.product.as_ref()).await?;
    let more = more(offers.len(), Place::Products, w.t("gallery-all-products"));
    let facets = offers.into_iter().map(|offer| {
        let current = query.product.as_ref() == Some(&offer.id);
        let chosen = (!current).then_some(offer.id);
        offered(query.with(|q| q.product = chosen), offer.name, offer.pictures, current)
    });
    Ok(FacetGroup { title: w.t("gallery-product").to_string(), facets: facets.collect(), more })
}

async fn by_session(control: &Control, actor: &Actor, query: &AssetQuery, w: Words) -> Outcome<FacetGroup> {
    let offers = gallery_offers::of_sessions(control, actor, query.session.as_ref()).await?;
    let more = more(offers.len(), Place::Sessions, w.t("gallery-all-sessions"));
    let facets = offers.into_iter().map(|offer| {
        let current = query.session.as_ref() == Some(&offer.id);
        let chosen = (!current).then_some(offer.id);
        offered(query.with(|q| q.session = chosen), offer.name, offer.pictures, current)
    });
    Ok(FacetGroup { title: w.t("gallery-session").to_string(), facets: facets.collect(), more })
}

/// Where as many are offered as there can be, their own page leads to the others.
fn more(offers: usize, place: Place, word: Phrase<'_>) -> Option<(&'static str, String)> {
    (offers >= OFFERED as usize).then(|| (place.path(), word.to_string()))
}

fn offered(to: AssetQuery, word: String, pictures: i64, current: bool) -> Facet {
    Facet { href: to.href(Place::Gallery.path()), icon: "", word, count: Count::up_to(pictures, OFFER_COUNT_MAX), current }
}
