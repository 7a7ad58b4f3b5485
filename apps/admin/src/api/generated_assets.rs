//! Generated pictures for programs: lists, one with everything known of it, and what people decide. Many at once is
//! `asset_changes`; files are `asset_files`.

use actix_web::{HttpRequest, web};
use schemars::JsonSchema;
use serde::Deserialize;
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_control::{Control, Direction};
use visualizer_domain::Problem;
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::ids::AssetId;

use super::asset_json::{AssetJson, AssetSummary};
use crate::answer::failure::Answer;
use crate::answer::reply;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_act::reason;
use crate::request::address_query::Query;
use crate::request::asset_query::AssetQuery;
use crate::request::etag::IfMatch;
use crate::request::json::Json;
use crate::request::paging::{Listed, PageQuery, listed};
use crate::request::path_id::PathId;

/// What changes about a picture itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "GeneratedAssetPatch")]
#[serde(deny_unknown_fields)]
pub struct Patch {
    /// What the picture shows, for those who do not see it; empty takes it back.
    pub alt_text: String,
}

/// What is decided about a picture.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionTaken {
    /// The state that it leads to; `pending` takes a decision back.
    pub approval: ApprovalStatus,
    /// Why it is rejected.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The pictures that a filter shows.
///
/// # Errors
/// 400 for a filter or cursor that is none.
pub async fn list(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(query): Query<AssetQuery>,
    Query(page): Query<PageQuery>,
) -> Answer {
    let from = page.cursor()?;
    let found = generated_assets::list(&control, visit.actor(), &query.filter(), from.as_ref(), Direction::Older, page.limit()).await?;
    listed(&request, &Listed::of(found, AssetSummary::from))
}

/// One picture.
///
/// # Errors
/// 404 when it is not here.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<AssetId>) -> Answer {
    answer(&visit, &control, &id).await
}

/// Changes the alt text.
///
/// # Errors
/// 412 when it was changed meanwhile.
pub async fn describe(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<AssetId>,
    seen: IfMatch,
    Json(patch): Json<Patch>,
) -> Answer {
    let seen = match seen.version() {
        Some(version) => version,
        None => generated_assets::view(&control, visit.actor(), &id).await?.asset.life_version,
    };
    generated_assets::set_alt_text(&control, visit.actor(), &id, seen, &patch.alt_text, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Decides.
///
/// # Errors
/// 409 when a rule stands against it, 412 when it was changed meanwhile.
pub async fn decide(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<AssetId>,
    seen: IfMatch,
    Json(taken): Json<DecisionTaken>,
) -> Answer {
    let decision = match taken.approval {
        ApprovalStatus::Approved => Decision::Approve,
        ApprovalStatus::Rejected => Decision::Reject(reason(taken.reason.as_deref().unwrap_or_default())?),
        ApprovalStatus::Pending => Decision::Reopen,
    };
    change(&visit, &control, &id, seen, LifeChange::Decide(decision)).await?;
    answer(&visit, &control, &id).await
}

/// Pins.
///
/// # Errors
/// As [`decide`].
pub async fn pin(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<AssetId>, seen: IfMatch) -> Answer {
    change(&visit, &control, &id, seen, LifeChange::Pin(true)).await?;
    answer(&visit, &control, &id).await
}

/// Takes the pin out.
///
/// # Errors
/// As [`decide`].
pub async fn unpin(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<AssetId>, seen: IfMatch) -> Answer {
    change(&visit, &control, &id, seen, LifeChange::Pin(false)).await?;
    answer(&visit, &control, &id).await
}

/// Deletes; it can be restored.
///
/// # Errors
/// As [`decide`].
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<AssetId>, seen: IfMatch) -> Answer {
    change(&visit, &control, &id, seen, LifeChange::Delete).await?;
    reply::done()
}

/// Restores.
///
/// # Errors
/// As [`decide`].
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<AssetId>, seen: IfMatch) -> Answer {
    change(&visit, &control, &id, seen, LifeChange::Restore).await?;
    answer(&visit, &control, &id).await
}

async fn change(visit: &SignedVisit, control: &Control, id: &AssetId, seen: IfMatch, change: LifeChange) -> Result<(), Problem> {
    let selection = Selection::These(vec![(id.clone(), seen.version())]);
    generated_assets::change(control, visit.actor(), &selection, &change, visit.now()).await.map(drop)
}

async fn answer(visit: &SignedVisit, control: &Control, id: &AssetId) -> Answer {
    let view = generated_assets::view(control, visit.actor(), id).await?;
    let version = view.asset.life_version;
    reply::json_version(&AssetJson::from(view), version)
}
