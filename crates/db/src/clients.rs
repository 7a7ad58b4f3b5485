//! Clients: the tenants. Everything else of a tenant starts from one of these ids.

use time::OffsetDateTime;
use visualizer_domain::client::Slug;
use visualizer_domain::ids::ClientId;
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;

use crate::column::{FromRow, Row, to_json};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;
use crate::params;
use crate::terms::Terms;

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of client.
pub struct Client {
    pub id: ClientId,
    pub name: String,
    pub slug: Option<String>,
    pub four_eyes: bool,
    /// What holds for every flow of the client unless something stronger says otherwise.
    pub settings: SettingsLayer,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

impl FromRow for Client {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            slug: row.get("slug")?,
            four_eyes: row.get("four_eyes")?,
            settings: row.maybe_json("settings")?.unwrap_or_default(),
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// A client in the list of the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of client, and counts.
pub struct ClientCard {
    pub id: ClientId,
    pub name: String,
    pub slug: Option<String>,
    pub members: i64,
    pub products: i64,
    pub created_at: OffsetDateTime,
}

impl FromRow for ClientCard {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            slug: row.get("slug")?,
            members: row.get("members")?,
            products: row.get("products")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// What people say about a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientFacts {
    /// What it is called.
    pub name: Name,
    /// Its short name in addresses.
    pub slug: Option<Slug>,
    /// Whether nobody approves what they had made.
    pub four_eyes: bool,
}

/// Adds a client.
///
/// # Errors
/// `Duplicate` when another client has the slug.
pub async fn insert(conn: Conn<'_>, id: &ClientId, facts: &ClientFacts, now: OffsetDateTime) -> DbResult<()> {
    conn.execute(
        "insert into client (id, name, slug, four_eyes, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
        params![id, facts.name, facts.slug, facts.four_eyes, now],
    )
    .await
    .map(|_| ())
}

/// One client.
///
/// # Errors
/// As the database says.
pub async fn find(conn: Conn<'_>, id: &ClientId) -> DbResult<Option<Client>> {
    conn.maybe(
        "select id, name, slug, four_eyes, metadata -> 'generation_settings' as settings, version, created_at, updated_at
         from client where id = $1 and deleted_at is null",
        params![id],
    )
    .await
}

/// Makes commands on the members of a client take turns, so that two cannot each take away the last owner but one. SQLite has one
/// writer and needs no lock.
///
/// # Errors
/// As the database says.
pub async fn lock(conn: Conn<'_>, id: &ClientId) -> DbResult<()> {
    if conn.engine() == Engine::Postgres {
        conn.execute("select 1 from client where id = $1 for no key update", params![id]).await?;
    }
    Ok(())
}

/// Every client, newest first, for whoever runs the platform. `search` looks into names and slugs.
///
/// # Errors
/// As the database says.
pub async fn page(conn: Conn<'_>, search: Option<&str>, from: Option<&Cursor>, limit: Limit) -> DbResult<Page<ClientCard>> {
    let mut terms = Terms::default();
    terms.push("deleted_at is null");
    terms.contains(conn.engine(), &["name", "slug"], search);
    terms.after("created_at", "id", from);
    let rows = terms.bind(&(limit.rows() as i64 + 1));
    let sql = format!(
        "select c.id, c.name, c.slug, c.created_at,
           (select count(*) from member m where m.client_id = c.id) as members,
           (select count(*) from product p where p.client_id = c.id and p.deleted_at is null) as products
         from (select * from client where {} order by created_at desc, id desc limit {rows}) c
         order by c.created_at desc, c.id desc",
        terms.sql()
    );
    let found: Vec<ClientCard> = conn.all(&sql, terms.into_values()).await?;
    Ok(Page::of(found, limit, |card| Cursor { at: card.created_at, id: card.id.to_string() }))
}

/// Changes what people say about a client. `false` when it has another version than `seen`.
///
/// # Errors
/// `Duplicate` when another client has the slug.
pub async fn update(conn: Conn<'_>, id: &ClientId, seen: i64, facts: &ClientFacts, now: OffsetDateTime) -> DbResult<bool> {
    let rows = conn
        .execute(
            "update client set name = $3, slug = $4, four_eyes = $5, version = version + 1, updated_at = $6
             where id = $1 and version = $2 and deleted_at is null",
            params![id, seen, facts.name, facts.slug, facts.four_eyes, now],
        )
        .await?;
    Ok(rows == 1)
}

/// Changes the settings that hold for every flow. `false` when the client has another version than `seen`.
///
/// # Errors
/// As the database says.
pub async fn update_settings(conn: Conn<'_>, id: &ClientId, seen: i64, settings: &SettingsLayer, now: OffsetDateTime) -> DbResult<bool> {
    let metadata =
        conn.engine().pick("json_set(metadata, '$.generation_settings', json($3))", "jsonb_set(metadata, '{generation_settings}', $3)");
    let sql = format!(
        "update client set metadata = {metadata}, version = version + 1, updated_at = $4 where id = $1 and version = $2 and deleted_at is null"
    );
    Ok(conn.execute(&sql, params![id, seen, to_json("settings", settings)?, now]).await? == 1)
}
