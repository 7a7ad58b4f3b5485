//! Generation flows for programs. Having one generated is `generation`.

use actix_web::{HttpRequest, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::Control;
use visualizer_control::generation_flows::{self, FlowFilter};
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId, ProductImageId};
use visualizer_domain::settings::SettingsLayer;

use super::collection_sessions::ProductList;
use super::generation_flow_json::{FlowJson, FlowSummary};
use crate::answer::failure::{Answer, Failure};
use crate::answer::reply;
use crate::guard::visit::SignedVisit;
use crate::request::address_query::Query;
use crate::request::etag::IfMatch;
use crate::request::idempotency::IdempotencyKey;
use crate::request::json::Json;
use crate::request::once::{Made, once};
use crate::request::paging::{Listed, PageQuery, listed};
use crate::request::path_id::PathId;

/// Which flows are listed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FlowQuery {
    /// Part of a name, or of the name of a product shown.
    q: Option<String>,
    /// Only those outside of any session.
    alone: bool,
    /// Only favourites.
    favorite: bool,
    /// Only deleted ones, instead of none of them.
    deleted: bool,
}

/// A flow that is to be made.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(rename = "GenerationFlowDraft")]
#[serde(deny_unknown_fields)]
pub struct FlowDraft {
    /// The session that it belongs to; absent for one that stands alone.
    #[serde(default)]
    session: Option<CollectionSessionId>,
    /// What it is called; absent lets it be called after what it shows.
    #[serde(default)]
    name: Option<String>,
    /// What it shows, the main product first: none to three.
    #[serde(default)]
    products: Vec<ProductId>,
    /// What it chooses itself.
    #[serde(default)]
    settings: SettingsLayer,
}

/// What changes about a flow itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "GenerationFlowPatch")]
#[serde(deny_unknown_fields)]
pub struct FlowPatch {
    /// What it is called; empty lets it be called after what it shows.
    name: String,
}

/// The picture that a flow shows a product by.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaseImage {
    /// The product.
    product: ProductId,
    /// Its picture; absent goes back to the primary one.
    #[serde(default)]
    image: Option<ProductImageId>,
}

/// Whether a flow is a favourite.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FavoriteFlow {
    /// A favourite of the client, or no longer.
    is_favorite: bool,
}

/// The flows, newest first.
///
/// # Errors
/// 400 for a cursor that is none.
pub async fn list(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(query): Query<FlowQuery>,
    Query(page): Query<PageQuery>,
) -> Answer {
    let filter = FlowFilter { search: query.q, alone: query.alone, favorite: query.favorite, deleted: query.deleted };
    let found = generation_flows::list(&control, visit.actor(), &filter, page.cursor()?.as_ref(), page.limit()).await?;
    listed(&request, &Listed::of(found, FlowSummary::from))
}

/// Makes a flow.
///
/// # Errors
/// What control refuses.
pub async fn create(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    key: IdempotencyKey,
    Json(draft): Json<FlowDraft>,
) -> Answer {
    let now = visit.now();
    let make = async || {
        let wanted = generation_flows::FlowDraft {
            session: draft.session.clone(),
            name: draft.name.clone().unwrap_or_default(),
            products: draft.products.clone(),
            settings: draft.settings.clone(),
        };
        Ok(generation_flows::create(&control, visit.actor(), wanted, now).await?)
    };
    let tell = async |id: &_| told(&visit, &control, id).await;
    once(&control, visit.actor(), &request, &key, (&draft, now), make, tell).await?.created()
}

/// Makes a second flow like this one, without what it made.
///
/// # Errors
/// 409 when there is no room for another.
pub async fn duplicate(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    key: IdempotencyKey,
) -> Answer {
    let now = visit.now();
    let make = async || Ok(generation_flows::duplicate(&control, visit.actor(), &id, now).await?);
    let tell = async |copy: &_| told(&visit, &control, copy).await;
    once(&control, visit.actor(), &request, &key, (&id, now), make, tell).await?.created()
}

/// One flow with what holds for it.
///
/// # Errors
/// 404 when it is not here.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    answer(&visit, &control, &id).await
}

/// Changes what a flow is called.
///
/// # Errors
/// 412 when it was changed meanwhile.
pub async fn rename(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    seen: IfMatch,
    Json(patch): Json<FlowPatch>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    generation_flows::rename(&control, visit.actor(), &id, seen, &patch.name, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Replaces what a flow chooses itself.
///
/// # Errors
/// 412 when it was changed meanwhile; 409 while it is generating; 422 names each undocumented value.
pub async fn set_settings(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    seen: IfMatch,
    Json(settings): Json<SettingsLayer>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    generation_flows::update_settings(&control, visit.actor(), &id, seen, settings, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Replaces what a flow shows, the main product first.
///
/// # Errors
/// As [`set_settings`].
pub async fn set_products(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    seen: IfMatch,
    Json(list): Json<ProductList>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    generation_flows::set_products(&control, visit.actor(), &id, seen, &list.products, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Chooses the picture that a product is shown by.
///
/// # Errors
/// As [`set_settings`].
pub async fn choose_image(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    seen: IfMatch,
    Json(base): Json<BaseImage>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    let (actor, now) = (visit.actor(), visit.now());
    generation_flows::choose_base_image(&control, actor, &id, seen, &base.product, base.image.as_ref(), now).await?;
    answer(&visit, &control, &id).await
}

/// Marks a flow as a favourite, or no longer.
///
/// # Errors
/// 404 when it is not here.
pub async fn favorite(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<GenerationFlowId>,
    Json(mark): Json<FavoriteFlow>,
) -> Answer {
    generation_flows::set_favorite(&control, visit.actor(), &id, mark.is_favorite, visit.now()).await?;
    reply::done()
}

/// Deletes a flow; it can be restored.
///
/// # Errors
/// 409 while it is generating.
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    generation_flows::delete(&control, visit.actor(), &id, visit.now()).await?;
    reply::done()
}

/// Takes a deleted flow back.
///
/// # Errors
/// 404 when it is not here, or not deleted.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<GenerationFlowId>) -> Answer {
    generation_flows::restore(&control, visit.actor(), &id, visit.now()).await?;
    answer(&visit, &control, &id).await
}

async fn answer(visit: &SignedVisit, control: &Control, id: &GenerationFlowId) -> Answer {
    let flow = flow(visit, control, id).await?;
    reply::json_version(&flow, flow.version())
}

async fn flow(visit: &SignedVisit, control: &Control, id: &GenerationFlowId) -> Result<FlowJson, Failure> {
    Ok(generation_flows::view(control, visit.actor(), id).await?.into())
}

/// A flow that was just made.
async fn told(visit: &SignedVisit, control: &Control, id: &GenerationFlowId) -> Result<Made, Failure> {
    let flow = flow(visit, control, id).await?;
    Made::new(format!("/api/generation-flows/{id}"), flow.version(), &flow)
}

/// The version to change from; "any" is the one that it has now.
async fn version(visit: &SignedVisit, control: &Control, id: &GenerationFlowId, seen: IfMatch) -> Result<i64, Failure> {
    match seen.version() {
        Some(version) => Ok(version),
        None => Ok(flow(visit, control, id).await?.version()),
    }
}
