//! `/generated-assets/{id}/compare`: a result and the photograph that it was made from, under one edge that moves; side by side
//! without scripts.

use actix_web::web;
use askama::Template;
use visualizer_control::generated_assets::{self, Asset};
use visualizer_control::{Control, Direction};
use visualizer_domain::Permission;
use visualizer_domain::Problem;
use visualizer_domain::ids::AssetId;
use visualizer_domain::page::Limit;
use visualizer_domain::problem::Noun;
use visualizer_domain::rendition::RenditionKind;

use super::asset_recipe::RecipeView;
use super::generated_asset::{Around, around, known, mark, place};
use super::media;
use crate::address_query::Query;
use crate::asset_frame::Known;
use crate::asset_query::AssetQuery;
use crate::failure::Answer;
use crate::frame::Mark;
use crate::path_id::PathId;
use crate::place::Place;
use crate::shape;
use crate::shell::Shell;
use crate::visit::SignedVisit;
use crate::words::Words;

/// Pictures on each side of this one in the strip.
const BESIDE: u16 = 6;

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
    original: Option<Original>,
    mark: Mark,
    recipe: Option<RecipeView>,
    around: Around,
    strip: Vec<Beside>,
    page: String,
    may_review: bool,
}

/// The photograph that it was made from.
struct Original {
    src: String,
    product: String,
    /// It was taken out of the product since.
    is_gone: bool,
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
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<AssetId>, Query(query): Query<AssetQuery>) -> Answer {
    let (w, actor) = (visit.words, visit.actor());
    let view = generated_assets::view(&control, actor, &id).await?;
    let sha256 = view.asset.sha256.clone().ok_or_else(|| Problem::not_found(Noun::Asset, &id))?;
    let known = known(&view.asset, &view.products);
    let original = view.inputs.iter().find_map(|input| {
        let (_, product) = input.product.as_ref()?;
        Some(Original { src: media::address(&input.hash, RenditionKind::Display), product: product.clone(), is_gone: input.is_gone })
    });
    let page = ComparePage {
        shell: visit.shell(Some(Place::Gallery)),
        w,
        name: known.name(w),
        alt: known.alt(w),
        shape: shape::of(view.asset.width.unwrap_or(1), view.asset.height.unwrap_or(1)),
        result: media::address(&sha256, RenditionKind::Display),
        original,
        mark: mark(&view.asset, w),
        recipe: RecipeView::of(&view.asset, control.registry, w),
        around: around(&control, &visit, &view.asset, &query, "/compare").await?,
        strip: strip(&control, &visit, &view.asset, &query).await?,
        page: query.href(&format!("/generated-assets/{id}")),
        may_review: actor.may(Permission::Review) && view.asset.deleted_at.is_none(),
        asset: view.asset,
    };
    visit.page(&page)
}

/// The pictures around this one, newest first.
async fn strip(control: &Control, visit: &SignedVisit, asset: &Asset, query: &AssetQuery) -> Result<Vec<Beside>, Problem> {
    let (filter, cursor) = (query.filter(), place(asset));
    let list = async |way| generated_assets::list(control, visit.actor(), &filter, Some(&cursor), way, Limit::new(BESIDE)).await;
    let (newer, older) = (list(Direction::Newer).await?, list(Direction::Older).await?);
    let here = generated_assets::these(control, visit.actor(), std::slice::from_ref(&asset.id)).await?;
    let all = newer.rows.into_iter().chain(here).chain(older.rows);
    let beside = all.map(|picture| {
        let (width, height) = shape::within(picture.width, picture.height, 240);
        Beside {
            href: query.href(&format!("/generated-assets/{}/compare", picture.id)),
            src: media::address(&picture.sha256, RenditionKind::ThumbSmall),
            width,
            height,
            alt: Known::from(&picture).alt(visit.words),
            current: picture.id == asset.id,
        }
    });
    Ok(beside.collect())
}
