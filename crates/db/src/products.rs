//! Products of a client's catalogue. Lists are in `product_cards`, their pictures in `product_images`.

use std::collections::HashSet;

use time::OffsetDateTime;
use visualizer_domain::ids::{ClientId, ProductId, UserId};
use visualizer_domain::product::ProductSource;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::{Description, Name};

use crate::column::{FromRow, Row, to_json};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// The products of one client.
#[derive(Debug, Clone, Copy)]
pub struct Products<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
}

/// The products of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Products<'a> {
    Products { conn, client }
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of product.
pub struct Product {
    pub id: ProductId,
    pub name: String,
    pub description: Option<String>,
    pub category: Option<String>,
    pub sku: Option<String>,
    /// Scenes that suit it, as the registry spells them.
    pub scene_types: Vec<String>,
    pub source: ProductSource,
    /// What flows begin with when they show this product first.
    pub default_settings: SettingsLayer,
    pub is_favorite: bool,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
}

impl FromRow for Product {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            category: row.get("category")?,
            sku: row.get("sku")?,
            scene_types: row.json("scene_types")?,
            source: row.get("source")?,
            default_settings: row.maybe_json("default_generation_settings")?.unwrap_or_default(),
            is_favorite: row.get("is_favorite")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            deleted_at: row.get("deleted_at")?,
        })
    }
}

/// What people say about a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductFacts {
    /// What it is called.
    pub name: Name,
    /// What it is.
    pub description: Option<Description>,
    /// What kind of thing it is; the prompt names it by this.
    pub category: Option<Name>,
    /// The shop's number for it.
    pub sku: Option<Name>,
    /// Scenes that suit it.
    pub scene_types: Vec<String>,
    /// What flows begin with when they show this product first.
    pub default_settings: SettingsLayer,
}

const PRODUCT: &str =
    "select id, name, description, category, sku, scene_types, source, default_generation_settings, is_favorite, version, created_at,
  updated_at, deleted_at from product where client_id = $1";

impl Products<'_> {
    /// One product, deleted ones included: who looks for a live one asks `deleted_at`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &ProductId) -> DbResult<Option<Product>> {
        self.conn.maybe(&format!("{PRODUCT} and id = $2"), params![self.client, id]).await
    }

    /// Makes commands on one product take turns, and says whether it is there and live. SQLite has one writer and needs no lock.
    ///
    /// # Errors
    /// As the database says.
    pub async fn lock(&self, id: &ProductId) -> DbResult<bool> {
        let lock = self.conn.engine().pick("", "for no key update");
        let sql = format!("select id as text from product where client_id = $1 and id = $2 and deleted_at is null {lock}");
        Ok(self.conn.maybe::<String>(&sql, params![self.client, id]).await?.is_some())
    }

    /// Those of these products that are not there or not live, in the order of the question.
    ///
    /// # Errors
    /// As the database says.
    pub async fn missing(&self, ids: &[ProductId]) -> DbResult<Vec<ProductId>> {
        let sql = format!(
            "select id as text from product where client_id = $1 and deleted_at is null and id in {}",
            self.conn.engine().each("$2")
        );
        let there: HashSet<String> = self.conn.all(&sql, params![self.client, list(ids)]).await?.into_iter().collect();
        Ok(ids.iter().filter(|id| !there.contains(id.as_str())).cloned().collect())
    }

    /// Adds a product.
    ///
    /// # Errors
    /// As the database says.
    pub async fn insert(&self, id: &ProductId, facts: &ProductFacts, by: &UserId, now: OffsetDateTime) -> DbResult<()> {
        self.conn
            .execute(
                "insert into product (id, client_id, name, description, category, sku, scene_types, default_generation_settings, created_by, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
                params![
                    id,
                    self.client,
                    facts.name,
                    facts.description,
                    facts.category,
                    facts.sku,
                    list(&facts.scene_types),
                    to_json("default_generation_settings", &facts.default_settings)?,
                    by,
                    now
                ],
            )
            .await
            .map(|_| ())
    }

    /// Changes what people say about a product. `false` when it is deleted or has another version than `seen`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn update(&self, id: &ProductId, seen: i64, facts: &ProductFacts, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product set name = $4, description = $5, category = $6, sku = $7, scene_types = $8, default_generation_settings = $9,
                   version = version + 1, updated_at = $10
                 where client_id = $1 and id = $2 and version = $3 and deleted_at is null",
                params![
                    self.client,
                    id,
                    seen,
                    facts.name,
                    facts.description,
                    facts.category,
                    facts.sku,
                    list(&facts.scene_types),
                    to_json("default_generation_settings", &facts.default_settings)?,
                    now
                ],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Marks a product as a favourite of the client, or no longer. `false` when it is not there. A mark is no change of the product, so
    /// its version stays.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_favorite(&self, id: &ProductId, is_favorite: bool) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product set is_favorite = $3 where client_id = $1 and id = $2 and deleted_at is null",
                params![self.client, id, is_favorite],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Deletes (softly) or restores. `false` when it is so already or is not there.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_deleted(&self, id: &ProductId, deleted: bool, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update product set deleted_at = $4, version = version + 1, updated_at = $5
                 where client_id = $1 and id = $2 and (deleted_at is not null) <> $3",
                params![self.client, id, deleted, deleted.then_some(now), now],
            )
            .await?;
        Ok(rows == 1)
    }
}
