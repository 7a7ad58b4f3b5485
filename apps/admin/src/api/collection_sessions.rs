//! Collection sessions for programs. having a whole session generated is `generation`.

use actix_web::{HttpRequest, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::Control;
use visualizer_control::collection_sessions::{self, SessionFilter};
use visualizer_control::generation_flows;
use visualizer_domain::collection_session::DeletePolicy;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId};
use visualizer_domain::settings::SettingsLayer;

use super::collection_session_json::{SessionJson, SessionSummary};
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

/// Which sessions are listed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SessionQuery {
    /// Part of a name.
    q: Option<String>,
    /// Only deleted ones, instead of none of them.
    deleted: bool,
}

/// A session that is to be made.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionDraft {
    /// What it is called.
    name: String,
    /// Its products, in order.
    #[serde(default)]
    products: Vec<ProductId>,
}

/// What changes about a session itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionSessionPatch")]
#[serde(deny_unknown_fields)]
pub struct SessionPatch {
    /// What it is called.
    name: String,
}

/// The products of a session.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductList {
    /// Their ids, in order.
    pub products: Vec<ProductId>,
}

/// What becomes of the pictures of a deleted session.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct DeleteQuery {
    /// Without it, pinned and approved ones stay.
    policy: Option<DeletePolicy>,
}

/// What filling a session made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FilledJson {
    /// The new flows.
    made: Vec<GenerationFlowId>,
    /// Products that are shown by as many flows elsewhere as a product may be.
    left_out: Vec<ProductId>,
}

/// The sessions, newest first.
///
/// # Errors
/// 400 for a cursor that is none.
pub async fn list(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    Query(query): Query<SessionQuery>,
    Query(page): Query<PageQuery>,
) -> Answer {
    let filter = SessionFilter { search: query.q, deleted: query.deleted };
    let found = collection_sessions::list(&control, visit.actor(), &filter, page.cursor()?.as_ref(), page.limit()).await?;
    listed(&request, &Listed::of(found, SessionSummary::from))
}

/// Makes a session.
///
/// # Errors
/// What control refuses.
pub async fn create(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    key: IdempotencyKey,
    Json(draft): Json<SessionDraft>,
) -> Answer {
    let now = visit.now();
    let make = async || Ok(collection_sessions::create(&control, visit.actor(), &draft.name, &draft.products, now).await?);
    let made = once(&control, visit.actor(), &request, &key, (&draft, now), make, async |id| {
        let session = session(&visit, &control, id).await?;
        Made::new(format!("/api/collection-sessions/{id}"), session.version(), &session)
    });
    made.await?.created()
}

/// One session with its products and flows.
///
/// # Errors
/// 404 when it is not here.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    answer(&visit, &control, &id).await
}

/// Changes what a session is called.
///
/// # Errors
/// 412 when it was changed meanwhile.
pub async fn rename(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    seen: IfMatch,
    Json(patch): Json<SessionPatch>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    collection_sessions::rename(&control, visit.actor(), &id, seen, &patch.name, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Replaces what the flows of a session begin with.
///
/// # Errors
/// 412 when the session was changed meanwhile.
pub async fn set_settings(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    seen: IfMatch,
    Json(settings): Json<SettingsLayer>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    collection_sessions::update_settings(&control, visit.actor(), &id, seen, settings, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Replaces the products of a session: adds, takes out and orders in one.
///
/// # Errors
/// 412 when the session was changed meanwhile; 409 when a flow shows a product that would go.
pub async fn set_products(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    seen: IfMatch,
    Json(list): Json<ProductList>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    collection_sessions::set_products(&control, visit.actor(), &id, seen, &list.products, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Adds products at the end of a session; those that are in it stay where they are.
///
/// # Errors
/// What control refuses.
pub async fn add_products(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    Json(list): Json<ProductList>,
) -> Answer {
    collection_sessions::add_products(&control, visit.actor(), &id, &list.products, visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Makes a flow for each product that no flow of the session shows. Asked twice, it makes nothing more.
///
/// # Errors
/// 409 `flows-max` when there is no room.
pub async fn fill(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let filled = generation_flows::fill_session(&control, visit.actor(), &id, visit.now()).await?;
    reply::json(&FilledJson { made: filled.made, left_out: filled.left_out })
}

/// Deletes a session with its flows; it can be restored as a whole.
///
/// # Errors
/// 409 while one of its flows is generating; 412 when it was changed meanwhile.
pub async fn delete(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<CollectionSessionId>,
    seen: IfMatch,
    Query(query): Query<DeleteQuery>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    let policy = query.policy.unwrap_or(DeletePolicy::KeepPinnedApproved);
    collection_sessions::delete(&control, visit.actor(), &id, seen, policy, visit.now()).await?;
    reply::done()
}

/// Takes a deleted session back.
///
/// # Errors
/// 404 when it is not here, or not deleted.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    collection_sessions::restore(&control, visit.actor(), &id, visit.now()).await?;
    answer(&visit, &control, &id).await
}

async fn answer(visit: &SignedVisit, control: &Control, id: &CollectionSessionId) -> Answer {
    let session = session(visit, control, id).await?;
    reply::json_version(&session, session.version())
}

async fn session(visit: &SignedVisit, control: &Control, id: &CollectionSessionId) -> Result<SessionJson, Failure> {
    Ok(collection_sessions::view(control, visit.actor(), id).await?.into())
}

/// The version to change from; "any" is the one that it has now.
async fn version(visit: &SignedVisit, control: &Control, id: &CollectionSessionId, seen: IfMatch) -> Result<i64, Failure> {
    match seen.version() {
        Some(version) => Ok(version),
        None => Ok(session(visit, control, id).await?.version()),
    }
}
