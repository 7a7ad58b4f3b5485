//! `/generated-assets/{id}/compare`: a result and the photograph that it was made from, side by side. Scripts also lay one over the other,
//! under an edge that moves. The page begins so where the maker said where the product stands, because then the two line up.

use actix_web::web;
use askama::Template;
use serde::Deserialize;
use visualizer_control::generated_assets::{self, Asset, Input};
use visualizer_control::{Control, Direction};
use visualizer_domain::Permission;
use visualizer_domain::Problem;
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::ids::AssetId;
use visualizer_domain::page::Limit;
use visualizer_domain::problem::Noun;
use visualizer_domain::rendition::RenditionKind;

use super::asset_recipe::RecipeView;
use super::gallery_sheet::SheetQuery;
use super::generated_asset::{Around, around, known, mark, place};
use super::media;
use crate::answer::failure::Answer;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_frame::Known;
use crate::parts::frame::Mark;
use crate::parts::overlay::Overlay;
use crate::parts::place::Place;
use crate::parts::shape;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::asset_query::AssetQuery;
use crate::request::path_id::PathId;
use crate::words::Words;

/// Pictures on each side of this one in the strip.
const BESIDE: u16 = 6;
/// Where the edge begins when nothing says where the product is, in percent from the left.
const EDGE: u8 = 42;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    shell: Shell,
    w: Words,
    asset: Asset,
    name: String,
    alt: String,
    shape: &'static str,
    result: String,
    /// The photograph beside the result, and those of the other products that it shows.
    original: Option<Original>,
    originals: Vec<Choice>,
    mark: Mark,
    recipe: Option<RecipeView>,
    around: Around,
    strip: Vec<Beside>,
    page: String,
    may_review: bool,
    /// The reader had it made, so that somebody else approves it.
    is_own: bool,
}

/// What the address of the page may carry beside the filter.
#[derive(Debug, Deserialize)]
pub struct CompareQuery {
    /// The photograph to compare with, by its id.
    original: Option<String>,
}

/// One of several products that a picture shows.
struct Choice {
    href: String,
    product: String,
    current: bool,
}

/// The photograph that it was made from.
struct Original {
    src: String,
    product: String,
    /// It was taken out of the product since.
    is_gone: bool,
    /// Where it lies over the result.
    overlay: Option<Overlay>,
    /// Where the edge between both begins, in percent from the left: in the middle of the product.
    edge: u8,
}

/// A neighbour in the strip.
struct Beside {
    href: String,
    src: String,
    width: u32,
    height: u32,
    alt: String,
    current: bool,
}

/// The page.
///
/// # Errors
/// 404 for a picture that is not here or not finished.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<AssetId>,
    Query(query): Query<AssetQuery>,
    Query(sheet): Query<SheetQuery>,
    Query(asked): Query<CompareQuery>,
) -> Answer {
    let (w, actor) = (visit.words, visit.actor());
    let view = generated_assets::view(&control, actor, &id).await?;
    let sha256 = view.asset.sha256.clone().ok_or_else(|| Problem::not_found(Noun::Asset, &id))?;
    let known = known(&view.asset, &view.products);
    let inputs: Vec<(&Input, &String)> = view.inputs.iter().filter_map(|input| Some((input, &input.product.as_ref()?.1))).collect();
    let nth = inputs.iter().position(|(input, _)| asked.original.as_ref() == Some(&input.id)).unwrap_or(0);
    let chosen = inputs.get(nth);
    let overlay = view.asset.report.as_ref().and_then(|report| Overlay::of(report, nth));
    let original = chosen.map(|(input, product)| Original {
        overlay,
        edge: overlay.map_or(EDGE, |overlay| overlay.middle.round().clamp(0.0, 100.0) as u8),
        src: media::address(&input.hash, RenditionKind::Display),
        product: (*product).clone(),
        is_gone: input.is_gone,
    });
    let choice = |(input, product): &(&Input, &String)| {
        let kept: Vec<(&str, &str)> = sheet.kept().into_iter().chain([("original", input.id.as_str())]).collect();
        Choice {
            href: query.href_with(&format!("/generated-assets/{id}/compare"), &kept),
            product: (*product).clone(),
            current: chosen.is_some_and(|(other, _)| other.id == input.id),
        }
    };
    let page = ComparePage {
        shell: visit.shell(Some(Place::Gallery)),
        w,
        name: known.name(w),
        alt: known.alt(w),
        shape: shape::of(view.asset.width.unwrap_or(1), view.asset.height.unwrap_or(1)),
        result: media::address(&sha256, RenditionKind::Display),
        original,
        originals: if inputs.len() > 1 { inputs.iter().map(choice).collect() } else { Vec::new() },
        mark: mark(&view.asset, w),
        recipe: RecipeView::of(&view.asset, control.registry, w),
        around: around(&control, &visit, &view.asset, (&query, &sheet), "/compare").await?,
        strip: strip(&control, &visit, &view.asset, (&query, &sheet)).await?,
        page: sheet.href(&query, &format!("/generated-assets/{id}")),
        may_review: actor.may(Permission::Review) && view.asset.deleted_at.is_none(),
        is_own: view.asset.created_by.is_some() && view.asset.created_by == generated_assets::withheld(&control, actor).await?,
        asset: view.asset,
    };
    visit.page(&page)
}

/// The pictures around this one, newest first.
async fn strip(
    control: &Control,
    visit: &SignedVisit,
    asset: &Asset,
    (query, sheet): (&AssetQuery, &SheetQuery),
) -> Result<Vec<Beside>, Problem> {
    let (filter, cursor) = (query.filter(), place(asset));
    let list = async |way| generated_assets::list(control, visit.actor(), &filter, Some(&cursor), way, Limit::new(BESIDE)).await;
    let (newer, older) = (list(Direction::Newer).await?, list(Direction::Older).await?);
    let here = generated_assets::these(control, visit.actor(), std::slice::from_ref(&asset.id)).await?;
    let all = newer.rows.into_iter().chain(here).chain(older.rows);
    let beside = all.map(|picture| {
        let (width, height) = shape::within(picture.width, picture.height, 240);
        Beside {
            href: sheet.href(query, &format!("/generated-assets/{}/compare", picture.id)),
            src: media::address(&picture.sha256, RenditionKind::ThumbSmall),
            width,
            height,
            alt: Known::from(&picture).alt(visit.words),
            current: picture.id == asset.id,
        }
    });
    Ok(beside.collect())
}
