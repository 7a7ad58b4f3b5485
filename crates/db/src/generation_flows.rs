//! Generation flows: their rows and the products that they show. Lists are in `flow_cards`, what a state
//! follows from in `flow_facts`, what a plan is made from in `flow_sources`, what was made in `generated_assets`.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId, ProductImageId, UserId};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;

use crate::column::{FromRow, Row, to_json};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;
use crate::flow_products;
use crate::params;

/// Which picture stands for a product, by the product's id. A product that is not named is shown by its primary picture.
pub type BaseImages = BTreeMap<ProductId, ProductImageId>;

/// The flows of one client.
#[derive(Debug, Clone, Copy)]
pub struct Flows<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
}

/// The flows of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Flows<'a> {
    Flows { conn, client }
}

/// A flow.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_flow.
pub struct Flow {
    pub id: GenerationFlowId,
    pub session_id: Option<CollectionSessionId>,
    pub session_name: Option<String>,
    pub name: Option<String>,
    pub settings: SettingsLayer,
    pub base_images: BaseImages,
    pub is_favorite: bool,
    pub position: i64,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub deleted_at: Option<OffsetDateTime>,
}

impl FromRow for Flow {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            session_id: row.get("collection_session_id")?,
            session_name: row.get("session_name")?,
            name: row.get("name")?,
            settings: row.json("settings")?,
            base_images: row.json("selected_base_images")?,
            is_favorite: row.get("is_favorite")?,
            position: row.get("position")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            deleted_at: row.get("deleted_at")?,
        })
    }
}

/// A flow about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_flow.
pub struct NewFlow {
    pub id: GenerationFlowId,
    pub session_id: Option<CollectionSessionId>,
    pub name: Option<Name>,
    pub settings: SettingsLayer,
    pub base_images: BaseImages,
    pub position: i64,
    /// What it shows, the main product first.
    pub products: Vec<ProductId>,
}

const FLOW: &[&str] = &[
    "id",
    "client_id",
    "collection_session_id",
    "name",
    "settings",
    "selected_base_images",
    "position",
    "created_by",
    "created_at",
    "updated_at",
];

impl Flows<'_> {
    /// One flow, deleted ones included.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &GenerationFlowId) -> DbResult<Option<Flow>> {
        self.conn
            .maybe(
                "select f.id, f.collection_session_id, s.name as session_name, f.name, f.settings, f.selected_base_images, f.is_favorite, f.position,
                   f.version, f.created_at, f.updated_at, f.deleted_at
                 from generation_flow f left join collection_session s on s.id = f.collection_session_id
                 where f.client_id = $1 and f.id = $2",
                params![self.client, id],
            )
            .await
    }

    /// Makes commands on one flow take turns: what changes it, and what admits a run of it. Says whether it is there and live.
    /// SQLite has one writer and needs no lock.
    ///
    /// # Errors
    /// As the database says.
    pub async fn lock(&self, id: &GenerationFlowId) -> DbResult<bool> {
        let lock = self.conn.engine().pick("", "for no key update");
        let sql = format!("select id as text from generation_flow where client_id = $1 and id = $2 and deleted_at is null {lock}");
        Ok(self.conn.maybe::<String>(&sql, params![self.client, id]).await?.is_some())
    }

    /// How many live flows a session has, and the place behind the last.
    ///
    /// # Errors
    /// As the database says.
    pub async fn places(&self, session: &CollectionSessionId) -> DbResult<(i64, i64)> {
        struct Places(i64, i64);
        impl FromRow for Places {
            fn from_row(row: &Row<'_>) -> DbResult<Self> {
                Ok(Self(row.get("flows")?, row.get("next")?))
            }
        }
        let places: Places = self
            .conn
            .one(
                "select count(*) as flows, coalesce(max(position) + 1, 0) as next from generation_flow
                 where client_id = $1 and collection_session_id = $2 and deleted_at is null",
                params![self.client, session],
            )
            .await?;
        Ok((places.0, places.1))
    }

    /// Adds flows with what they show.
    ///
    /// # Errors
    /// `Guard` `23F01` or `23F02` for too many products or flows of one; `Reference` when a product or the session is not the client's.
    pub async fn insert_all(&self, new: &[NewFlow], by: &UserId, now: OffsetDateTime) -> DbResult<()> {
        let mut rows = Vec::with_capacity(new.len());
        for flow in new {
            rows.push(params![
                flow.id,
                self.client,
                flow.session_id,
                flow.name,
                to_json("settings", &flow.settings)?,
                to_json("selected_base_images", &flow.base_images)?,
                flow.position,
                by,
                now,
                now
            ]);
        }
        self.conn.insert_many("generation_flow", FLOW, rows).await?;
        let shown = new.iter().flat_map(|flow| flow.products.iter().zip(0..).map(|(product, position)| (product, &flow.id, position)));
        flow_products::insert(self.conn, self.client, shown.collect()).await
    }

    /// Changes the settings. `false` when the flow is deleted or has another version than `seen`; so do the others that take `seen`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn update_settings(&self, id: &GenerationFlowId, seen: i64, settings: &SettingsLayer, now: OffsetDateTime) -> DbResult<bool> {
        self.change(id, seen, "settings", to_json("settings", settings)?.into(), now).await
    }

    /// Changes the name; `None` lets the flow be called after what it shows.
    ///
    /// # Errors
    /// As the database says.
    pub async fn rename(&self, id: &GenerationFlowId, seen: i64, name: Option<&Name>, now: OffsetDateTime) -> DbResult<bool> {
        self.change(id, seen, "name", crate::param::Param::value(&name), now).await
    }

    /// Changes which pictures stand for its products.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_base_images(&self, id: &GenerationFlowId, seen: i64, images: &BaseImages, now: OffsetDateTime) -> DbResult<bool> {
        self.change(id, seen, "selected_base_images", to_json("selected_base_images", images)?.into(), now).await
    }

    async fn change(
        &self,
        id: &GenerationFlowId,
        seen: i64,
        column: &'static str,
        value: sea_orm::Value,
        now: OffsetDateTime,
    ) -> DbResult<bool> {
        let sql = format!(
            "update generation_flow set {column} = $4, version = version + 1, updated_at = $5
             where client_id = $1 and id = $2 and version = $3 and deleted_at is null"
        );
        let mut values = params![self.client, id, seen];
        values.push(value);
        values.extend(params![now]);
        Ok(self.conn.execute(&sql, values).await? == 1)
    }

    /// Marks a flow as a favourite of the client, or no longer. `false` when it is not there. A mark is no change of the flow, so its
    /// version stays.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_favorite(&self, id: &GenerationFlowId, is_favorite: bool) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generation_flow set is_favorite = $3 where client_id = $1 and id = $2 and deleted_at is null",
                params![self.client, id, is_favorite],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Deletes (softly) or restores. What it made stays in the gallery. `false` when it is so already or is not there.
    ///
    /// # Errors
    /// `Guard` `23F02` when a product has got too many flows meanwhile.
    pub async fn set_deleted(&self, id: &GenerationFlowId, deleted: bool, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generation_flow set deleted_at = $4, version = version + 1, updated_at = $5
                 where client_id = $1 and id = $2 and (deleted_at is not null) <> $3",
                params![self.client, id, deleted, deleted.then_some(now), now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// As [`Flows::lock`], for every live flow of a session.
    ///
    /// # Errors
    /// As the database says.
    pub async fn lock_session(&self, session: &CollectionSessionId) -> DbResult<()> {
        if self.conn.engine() == Engine::Postgres {
            self.conn
                .execute(
                    "select 1 from generation_flow where client_id = $1 and collection_session_id = $2 and deleted_at is null order by id for no key update",
                    params![self.client, session],
                )
                .await?;
        }
        Ok(())
    }
}
