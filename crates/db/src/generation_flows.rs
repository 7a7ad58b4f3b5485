//! Generation flows: their rows and the products that they show. Lists are in `flow_cards`, what a plan is
//! made from in `flow_sources`, what was made in `generated_assets`.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use visualizer_domain::generation_flow::{FLOWS_PER_PRODUCT_MAX, FlowFacts, PRODUCTS_MAX};
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId, ProductImageId, UserId};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;

use crate::column::{FromRow, Row, to_json};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;
use crate::param::list;
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

/// A row of one product.
struct ShownId(ProductId);

impl FromRow for ShownId {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self(row.get("product_id")?))
    }
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

/// The facts that a flow's state follows from, but its pictures: of flows named `f`.
pub(crate) const FACTS: &str = "(select count(*) from generation_flow_product l join product p on p.id = l.product_id
    where l.flow_id = f.id and p.deleted_at is null) as products,
  (select count(*) from generation_run r where r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id
    and r.outcome is null) as open_runs,
  (select r.outcome from generation_run r where r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id
    and r.outcome is not null order by r.created_at desc, r.id desc limit 1) as last_outcome";

/// Reads [`FACTS`]; the finished pictures are counted apart.
impl FromRow for FlowFacts {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            products: row.get("products")?,
            open_runs: row.get("open_runs")?,
            completed_assets: 0,
            last_outcome: row.get("last_outcome")?,
        })
    }
}

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

    /// The products that a flow shows, deleted ones included, the main one first.
    ///
    /// # Errors
    /// As the database says.
    pub async fn product_ids(&self, id: &GenerationFlowId) -> DbResult<Vec<ProductId>> {
        let sql = format!(
            "select product_id from generation_flow_product where client_id = $1 and flow_id = $2 order by position limit {PRODUCTS_MAX}"
        );
        let ids: Vec<ShownId> = self.conn.all(&sql, params![self.client, id]).await?;
        Ok(ids.into_iter().map(|id| id.0).collect())
    }

    /// What a flow's state follows from, but the count of its pictures.
    ///
    /// # Errors
    /// As the database says.
    pub async fn facts(&self, id: &GenerationFlowId) -> DbResult<FlowFacts> {
        self.conn
            .one(&format!("select {FACTS} from generation_flow f where f.client_id = $1 and f.id = $2"), params![self.client, id])
            .await
    }

    /// How many runs of a flow have no outcome.
    ///
    /// # Errors
    /// As the database says.
    pub async fn open_runs(&self, id: &GenerationFlowId) -> DbResult<i64> {
        self.conn
            .one(
                "select count(*) as n from generation_run where client_id = $1 and subject_kind = 'generation_flow' and subject_id = $2 and outcome is null",
                params![self.client, id],
            )
            .await
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

    /// Those of these products that are shown by as many live flows as a product may be.
    ///
    /// # Errors
    /// As the database says.
    pub async fn fully_shown(&self, products: &[ProductId]) -> DbResult<Vec<ProductId>> {
        let sql = format!(
            "select l.product_id from generation_flow_product l join generation_flow f on f.id = l.flow_id and f.deleted_at is null
             where l.client_id = $1 and l.product_id in {} group by l.product_id having count(*) >= {FLOWS_PER_PRODUCT_MAX} order by l.product_id",
            self.conn.engine().each("$2")
        );
        let ids: Vec<ShownId> = self.conn.all(&sql, params![self.client, list(products)]).await?;
        Ok(ids.into_iter().map(|id| id.0).collect())
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
        self.insert_products(shown.collect()).await
    }

    /// Makes these the products that a flow shows, the main one first.
    ///
    /// # Errors
    /// As [`Flows::insert_all`].
    pub async fn replace_products(&self, id: &GenerationFlowId, products: &[ProductId]) -> DbResult<()> {
        self.conn.execute("delete from generation_flow_product where client_id = $1 and flow_id = $2", params![self.client, id]).await?;
        self.insert_products(products.iter().zip(0..).map(|(product, position)| (product, id, position)).collect()).await
    }

    async fn insert_products(&self, mut shown: Vec<(&ProductId, &GenerationFlowId, i64)>) -> DbResult<()> {
        // In the order of the products: the guard on PostgreSQL locks each, and two commands must lock them in one order.
        shown.sort();
        let rows = shown.into_iter().map(|(product, flow, position)| params![self.client, flow, product, position]).collect();
        self.conn.insert_many("generation_flow_product", &["client_id", "flow_id", "product_id", "position"], rows).await
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

    /// How many runs of a session's live flows have no outcome.
    ///
    /// # Errors
    /// As the database says.
    pub async fn open_runs_in(&self, session: &CollectionSessionId) -> DbResult<i64> {
        self.conn
            .one(
                "select count(*) as n from generation_flow f join generation_run r
                   on r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id and r.outcome is null
                 where f.client_id = $1 and f.collection_session_id = $2 and f.deleted_at is null",
                params![self.client, session],
            )
            .await
    }
}
