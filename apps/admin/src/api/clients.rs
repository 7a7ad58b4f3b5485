//! Clients for programs: all of them for those who run the platform, and the one that the caller works in.

use actix_web::{HttpRequest, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::Control;
use visualizer_control::clients::{self, Client, ClientCard, ClientDraft};
use visualizer_domain::ids::ClientId;
use visualizer_domain::settings::SettingsLayer;

use crate::answer::failure::{Answer, Failure};
use crate::answer::reply;
use crate::api::instant::Instant;
use crate::guard::visit::SignedVisit;
use crate::request::address_query::Query;
use crate::request::client_query::ClientQuery;
use crate::request::etag::IfMatch;
use crate::request::idempotency::IdempotencyKey;
use crate::request::json::Json;
use crate::request::once::{Made, once};
use crate::request::paging::{Listed, listed};
use crate::request::path_id::PathId;

/// What is said about a client.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientFacts {
    /// What it is called.
    name: String,
    /// Its short name: 2 to 63 small letters, digits and hyphens.
    #[serde(default)]
    slug: Option<String>,
    /// Nobody approves what they had made, as soon as there is a second member.
    #[serde(default = "yes")]
    four_eyes: bool,
}

fn yes() -> bool {
    true
}

/// A client.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Client")]
pub struct ClientJson {
    /// Its id.
    id: ClientId,
    /// What it is called.
    name: String,
    /// Its short name.
    slug: Option<String>,
    /// Nobody approves what they had made, as soon as there is a second member.
    four_eyes: bool,
    /// What every flow of it begins with.
    settings: SettingsLayer,
    /// Its version; the ETag says the same.
    version: i64,
    /// When it was made.
    created_at: Instant,
    /// When it was changed last.
    updated_at: Instant,
}

/// A client in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClientSummary {
    /// Its id.
    id: ClientId,
    /// What it is called.
    name: String,
    /// Its short name.
    slug: Option<String>,
    /// How many people work there.
    members: i64,
    /// How many products it has.
    products: i64,
    /// When it was made.
    created_at: Instant,
}

impl ClientFacts {
    fn draft(&self) -> ClientDraft {
        ClientDraft { name: self.name.clone(), slug: self.slug.clone().unwrap_or_default(), four_eyes: self.four_eyes }
    }
}

impl From<Client> for ClientJson {
    fn from(client: Client) -> Self {
        let Client { id, name, slug, four_eyes, settings, version, created_at, updated_at } = client;
        Self { id, name, slug, four_eyes, settings, version, created_at: created_at.into(), updated_at: updated_at.into() }
    }
}

impl From<ClientCard> for ClientSummary {
    fn from(card: ClientCard) -> Self {
        let ClientCard { id, name, slug, members, products, created_at } = card;
        Self { id, name, slug, members, products, created_at: created_at.into() }
    }
}

/// Every client, newest first.
///
/// # Errors
/// 400 for a cursor that is none.
pub async fn list(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, Query(query): Query<ClientQuery>) -> Answer {
    let (from, limit) = query.page()?;
    let found = clients::list(&control, visit.actor(), query.search(), from.as_ref(), limit).await?;
    listed(&request, &Listed::of(found, ClientSummary::from))
}

/// Makes a client, with the caller as its owner.
///
/// # Errors
/// What control refuses.
pub async fn create(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    key: IdempotencyKey,
    Json(facts): Json<ClientFacts>,
) -> Answer {
    let now = visit.now();
    let make = async || Ok(clients::create(&control, visit.actor(), &facts.draft(), now).await?);
    let actor = visit.actor().in_no_client();
    let made = once(&control, &actor, &request, &key, (&facts, now), make, async |id| {
        let client = ClientJson::from(clients::find_any(&control, visit.actor(), id).await?);
        Made::new(format!("/api/clients/{id}"), client.version, &client)
    });
    made.await?.created()
}

/// Any client.
///
/// # Errors
/// 404 when there is none by this id.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<ClientId>) -> Answer {
    let client = ClientJson::from(clients::find_any(&control, visit.actor(), &id).await?);
    reply::json_version(&client, client.version)
}

/// The client that the caller works in.
///
/// # Errors
/// What control refuses.
pub async fn show_own(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let client = ClientJson::from(clients::find(&control, visit.actor()).await?);
    reply::json_version(&client, client.version)
}

/// Replaces what is said about the client that the caller works in.
///
/// # Errors
/// 412 when it was changed meanwhile.
pub async fn update(visit: SignedVisit, control: web::Data<Control>, seen: IfMatch, Json(facts): Json<ClientFacts>) -> Answer {
    let seen = version(&visit, &control, seen).await?;
    clients::update(&control, visit.actor(), seen, &facts.draft(), visit.now()).await?;
    show_own(visit, control).await
}

/// Replaces what every flow of the client begins with.
///
/// # Errors
/// 412 when the client was changed meanwhile.
pub async fn update_settings(
    visit: SignedVisit,
    control: web::Data<Control>,
    seen: IfMatch,
    Json(settings): Json<SettingsLayer>,
) -> Answer {
    let seen = version(&visit, &control, seen).await?;
    clients::update_settings(&control, visit.actor(), seen, settings, visit.now()).await?;
    show_own(visit, control).await
}

async fn version(visit: &SignedVisit, control: &Control, seen: IfMatch) -> Result<i64, Failure> {
    match seen.version() {
        Some(version) => Ok(version),
        None => Ok(clients::find(control, visit.actor()).await?.version),
    }
}
