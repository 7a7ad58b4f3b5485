//! `/generated-assets/{id}`: one picture on its mat, what people decided about it, what it was made by and from, and its history.
//! It keeps the filter that it was opened from, so that "next" means the next one there.

use actix_web::web;
use askama::Template;
use visualizer_control::generated_assets::{self, Asset, AssetView, Input, ShownProduct};
use visualizer_control::{Control, Direction};
use visualizer_domain::Permission;
use visualizer_domain::generated_asset::{ApprovalStatus, AssetStatus};
use visualizer_domain::ids::AssetId;
use visualizer_domain::page::{Cursor, Limit};
use visualizer_domain::problem::Outcome;
use visualizer_domain::rendition::RenditionKind;

use super::activity::{Happening, happenings};
use super::asset_recipe::RecipeView;
use super::gallery_sheet::SheetQuery;
use super::media;
use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::asset_frame::{self, Known};
use crate::parts::frame::Mark;
use crate::parts::place::Place;
use crate::parts::shape;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::asset_query::AssetQuery;
use crate::request::path_id::PathId;
use crate::words::Words;

#[derive(Template)]
#[template(path = "generated_asset.html")]
struct AssetPage {
    shell: Shell,
    w: Words,
    asset: Asset,
    name: String,
    alt: String,
    picture: Option<Picture>,
    mark: Mark,
    products: Vec<ShownProduct>,
    inputs: Vec<Input>,
    recipe: Option<RecipeView>,
    history: Vec<Happening>,
    around: Around,
    compare: Option<String>,
    form: Filled,
    may_review: bool,
    /// The reader had it made, so that somebody else approves it.
    is_own: bool,
    may_edit: bool,
}

/// The picture as the page shows it.
struct Picture {
    src: String,
    width: u32,
    height: u32,
}

/// The pages around this one, within the filter that it was opened from.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// This page.
    pub here: String,
    /// The list that it was opened from, at this picture.
    pub list: String,
    /// The filter and the page of the list alone.
    pub query: String,
    /// The next newer picture.
    pub newer: Option<String>,
    /// The next older one, which review goes on to.
    pub older: Option<String>,
}

/// The page.
///
/// # Errors
/// 404 for a picture that is not here.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<AssetId>,
    Query(query): Query<AssetQuery>,
    Query(sheet): Query<SheetQuery>,
) -> Answer {
    let view = generated_assets::view(&control, visit.actor(), &id).await?;
    let text = view.asset.alt_text.clone().unwrap_or_default();
    let filled = Filled::of(Form::holding([("alt_text", text)]), visit.words);
    visit.page(&page(&visit, &control, view, (&query, &sheet), filled).await?)
}

/// Changes what the picture is called for those who do not see it.
///
/// # Errors
/// [`visualizer_domain::Problem::Stale`] when it was changed meanwhile.
pub async fn describe(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<AssetId>,
    Query(query): Query<AssetQuery>,
    Query(sheet): Query<SheetQuery>,
    form: Form,
) -> Answer {
    let version = form.get("version").parse().map_err(|_| Failure::Malformed("version: not a number".to_owned()))?;
    let changed = generated_assets::set_alt_text(&control, visit.actor(), &id, version, form.get("alt_text"), visit.now()).await;
    let Err(problem) = changed else {
        return visit.see_other_saying(&sheet.href(&query, &format!("/generated-assets/{id}")), &Flash::new("asset-described"));
    };
    let filled = Filled::of(form, visit.words).refused(problem)?;
    let view = generated_assets::view(&control, visit.actor(), &id).await?;
    visit.page_as(actix_web::http::StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &control, view, (&query, &sheet), filled).await?)
}

async fn page(
    visit: &SignedVisit,
    control: &Control,
    view: AssetView,
    (query, sheet): (&AssetQuery, &SheetQuery),
    form: Filled,
) -> Outcome<AssetPage> {
    let (w, actor, asset) = (visit.words, visit.actor(), view.asset);
    let path = format!("/generated-assets/{}", asset.id);
    let known = known(&asset, &view.products);
    let has_original = view.inputs.iter().any(|input| input.product.is_some());
    Ok(AssetPage {
        shell: visit.shell(Some(Place::Gallery)),
        w,
        name: known.name(w),
        alt: known.alt(w),
        picture: asset.sha256.as_ref().map(|sha256| {
            let (width, height) = shape::within(asset.width.unwrap_or(1), asset.height.unwrap_or(1), 2_048);
            Picture { src: media::address(sha256, RenditionKind::Display), width, height }
        }),
        mark: mark(&asset, w),
        inputs: view.inputs,
        recipe: RecipeView::of(&asset, control.registry, w),
        history: happenings(&view.history, w),
        around: around(control, visit, &asset, (query, sheet), "").await?,
        compare: (has_original && asset.sha256.is_some()).then(|| sheet.href(query, &format!("{path}/compare"))),
        products: view.products,
        form,
        is_own: asset.created_by.is_some() && asset.created_by == generated_assets::withheld(control, actor).await?,
        may_review: actor.may(Permission::Review) && asset.status == AssetStatus::Completed,
        may_edit: actor.may(Permission::Edit),
        asset,
    })
}

/// The neighbours of an asset in the gallery with this filter. They are found by its place in time, so it need not match any more.
///
/// # Errors
/// When the gallery cannot be read.
pub async fn around(
    control: &Control,
    visit: &SignedVisit,
    asset: &Asset,
    (query, sheet): (&AssetQuery, &SheetQuery),
    beneath: &str,
) -> Outcome<Around> {
    let (filter, cursor) = (query.filter(), place(asset));
    let next = async |way| {
        let page = generated_assets::list(control, visit.actor(), &filter, Some(&cursor), way, Limit::new(1)).await?;
        Outcome::Ok(page.rows.first().map(|picture| sheet.href(query, &format!("/generated-assets/{}{beneath}", picture.id))))
    };
    Ok(Around {
        here: sheet.href(query, &format!("/generated-assets/{}{beneath}", asset.id)),
        list: sheet.back_to(query, &asset.id),
        query: sheet.href(query, "").trim_start_matches('?').to_owned(),
        newer: next(Direction::Newer).await?,
        older: next(Direction::Older).await?,
    })
}

/// Where an asset stands in every gallery, also in that of what was deleted.
pub(super) fn place(asset: &Asset) -> Cursor {
    Cursor { at: asset.created_at, id: asset.id.to_string() }
}

/// What an asset is known by.
#[must_use]
pub fn known<'a>(asset: &'a Asset, products: &'a [ShownProduct]) -> Known<'a> {
    Known {
        alt_text: asset.alt_text.as_deref(),
        product: products.first().map(|product| product.name.as_str()),
        flow: asset.flow_name.as_deref(),
        variant: asset.variant,
    }
}

/// Where it stands: how far its making is, and what people decided.
#[must_use]
pub fn mark(asset: &Asset, w: Words) -> Mark {
    let (kind, icon) = match (asset.deleted_at.is_some(), asset.status) {
        (true, _) => ("is-idle", "trash-2"),
        (false, AssetStatus::Pending) => ("is-idle", "clock"),
        (false, AssetStatus::Generating) => ("is-live", "loader-circle"),
        (false, AssetStatus::Error) => ("is-bad", "triangle-alert"),
        (false, AssetStatus::Completed) => {
            let mark = asset_frame::mark(asset.approval_status, w);
            let kind = match asset.approval_status {
                ApprovalStatus::Pending => "",
                ApprovalStatus::Approved => "is-ok",
                ApprovalStatus::Rejected => "is-bad",
            };
            return Mark { kind, ..mark };
        }
    };
    let word = if asset.deleted_at.is_some() { w.t("gallery-deleted") } else { w.t(format!("asset-status-{}", asset.status)) };
    Mark { kind, icon, word: word.to_string() }
}

/// The two ends of a digest, enough to compare by eye.
#[must_use]
pub fn short(digest: &str) -> String {
    match (digest.get(..8), digest.get(digest.len().saturating_sub(4)..)) {
        (Some(head), Some(tail)) if digest.len() > 14 => format!("{head}…{tail}"),
        _ => digest.to_owned(),
    }
}
