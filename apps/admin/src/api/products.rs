//! Products for programs.

use actix_web::{HttpRequest, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::Control;
use visualizer_control::products::{self, ProductDraft};
use visualizer_domain::ids::ProductId;
use visualizer_domain::settings::SettingsLayer;

use super::product_json::{ProductJson, ProductSummary};
use crate::answer::failure::{Answer, Failure};
use crate::answer::reply;
use crate::guard::visit::SignedVisit;
use crate::request::address_query::Query;
use crate::request::etag::IfMatch;
use crate::request::idempotency::IdempotencyKey;
use crate::request::json::Json;
use crate::request::once::{Made, once};
use crate::request::paging::{Listed, listed};
use crate::request::path_id::PathId;
use crate::request::product_query::ProductQuery;

/// What is said about a product. What is left out is left unsaid: a change replaces all of it.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductFacts {
    /// What it is called.
    name: String,
    /// What it is.
    #[serde(default)]
    description: Option<String>,
    /// What kind of thing it is; the prompt names it by this.
    #[serde(default)]
    category: Option<String>,
    /// The shop's number for it.
    #[serde(default)]
    sku: Option<String>,
    /// Scenes that suit it.
    #[serde(default)]
    scene_types: Vec<String>,
    /// What flows begin with when they show this product first.
    #[serde(default)]
    default_settings: SettingsLayer,
}

/// Whether a product is a favourite.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Favorite {
    /// A favourite of the client, or no longer.
    is_favorite: bool,
}

impl ProductFacts {
    fn draft(&self) -> ProductDraft {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        ProductDraft {
            name: self.name.clone(),
            description: said(&self.description),
            category: said(&self.category),
            sku: said(&self.sku),
            scene_types: self.scene_types.clone(),
            default_settings: self.default_settings.clone(),
        }
    }
}

/// The products that a filter shows, newest first.
///
/// # Errors
/// 400 for a cursor that is none.
pub async fn list(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, Query(query): Query<ProductQuery>) -> Answer {
    let (from, limit) = query.page()?;
    let found = products::list(&control, visit.actor(), &query.filter(), from.as_ref(), limit).await?;
    listed(&request, &Listed::of(found, ProductSummary::from))
}

/// Adds a product. Its pictures come after it.
///
/// # Errors
/// What control refuses.
pub async fn create(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    key: IdempotencyKey,
    Json(facts): Json<ProductFacts>,
) -> Answer {
    let now = visit.now();
    let make = async || Ok(products::create(&control, visit.actor(), &facts.draft(), now).await?);
    let made = once(&control, visit.actor(), &request, &key, (&facts, now), make, async |id| {
        let product = product(&visit, &control, id).await?;
        Made::new(format!("/api/products/{id}"), product.version(), &product)
    });
    made.await?.created()
}

/// One product with its pictures.
///
/// # Errors
/// 404 when it is not here.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    answer(&visit, &control, &id).await
}

/// Replaces what is said about a product.
///
/// # Errors
/// 412 when it was changed meanwhile.
pub async fn update(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<ProductId>,
    seen: IfMatch,
    Json(facts): Json<ProductFacts>,
) -> Answer {
    let seen = match seen.version() {
        Some(version) => version,
        None => products::find(&control, visit.actor(), &id).await?.version,
    };
    products::update(&control, visit.actor(), &id, seen, &facts.draft(), visit.now()).await?;
    answer(&visit, &control, &id).await
}

/// Marks a product as a favourite, or no longer.
///
/// # Errors
/// 404 when it is not here.
pub async fn favorite(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<ProductId>,
    Json(mark): Json<Favorite>,
) -> Answer {
    products::set_favorite(&control, visit.actor(), &id, mark.is_favorite, visit.now()).await?;
    reply::done()
}

/// Deletes a product; it can be restored.
///
/// # Errors
/// 404 when it is not here, or deleted already.
pub async fn delete(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    products::delete(&control, visit.actor(), &id, visit.now()).await?;
    reply::done()
}

/// Takes a deleted product back.
///
/// # Errors
/// 404 when it is not here, or not deleted.
pub async fn restore(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    products::restore(&control, visit.actor(), &id, visit.now()).await?;
    answer(&visit, &control, &id).await
}

async fn answer(visit: &SignedVisit, control: &Control, id: &ProductId) -> Answer {
    let product = product(visit, control, id).await?;
    reply::json_version(&product, product.version())
}

async fn product(visit: &SignedVisit, control: &Control, id: &ProductId) -> Result<ProductJson, Failure> {
    Ok(ProductJson::of(products::view(control, visit.actor(), id).await?, visit.words))
}
