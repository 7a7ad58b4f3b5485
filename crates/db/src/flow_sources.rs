//! What the generation of a flow is planned from: its products with their chosen pictures, and the layers of its settings.

use std::collections::HashMap;

use visualizer_domain::flow_plan::{FlowImage, FlowProduct};
use visualizer_domain::generation_flow::FLOWS_PER_SESSION_MAX;
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId, ProductImageId};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::registry::Registry;
use visualizer_domain::settings::{Settings, SettingsLayer};
use visualizer_domain::settings_origin::{Below, Origin};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// A flow as a planner needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowSource {
    /// The flow.
    pub id: GenerationFlowId,
    /// Its name.
    pub name: Option<String>,
    /// Its session.
    pub session_id: Option<CollectionSessionId>,
    /// Its products in order, each with the picture chosen for it or its primary one.
    pub products: Vec<FlowProduct>,
    /// The layers below the flow's own: client, product, session. Of several products the first one's defaults count.
    pub below: Below,
    /// All layers over each other, the flow's own included.
    pub merged: SettingsLayer,
    /// Assets planned so far.
    pub planned: i64,
    /// Whether a run is open.
    pub is_generating: bool,
}

impl FlowSource {
    /// The settings with nothing left open.
    #[must_use]
    pub fn settings(&self, registry: &Registry) -> Settings {
        self.merged.clone().resolve(registry)
    }
}

/// Reads a flow for planning; `None` when the client has no such flow or it is deleted.
///
/// # Errors
/// As the database says.
pub async fn find(conn: Conn<'_>, client: &ClientId, flow: &GenerationFlowId, registry: &Registry) -> DbResult<Option<FlowSource>> {
    let Some(head) = conn.maybe::<Head>(HEAD, params![client, flow]).await? else { return Ok(None) };
    let products: Vec<ProductRow> = conn
        .all(
            "select p.id, p.name, p.category, p.default_generation_settings from generation_flow_product fp join product p on p.id = fp.product_id
             where fp.client_id = $1 and fp.flow_id = $2 and p.deleted_at is null order by fp.position limit 3",
            params![client, flow],
        )
        .await?;
    let images: Vec<ImageRow> = conn
        .all(
            "select i.id, i.product_id, i.sha256, i.check_state, i.is_primary from generation_flow_product fp
             join product_image i on i.client_id = fp.client_id and i.product_id = fp.product_id
             where fp.client_id = $1 and fp.flow_id = $2 and i.deleted_at is null
             order by case when i.check_state = 'refused' then 1 else 0 end, i.is_primary desc, i.position, i.id limit 100",
            params![client, flow],
        )
        .await?;
    let product_layer = products.first().and_then(|p| p.defaults.clone()).unwrap_or_default();
    let below = Below::of([(Origin::Client, head.client_layer), (Origin::Product, product_layer), (Origin::Session, head.session_layer)]);
    Ok(Some(FlowSource {
        merged: below.merged(registry).overlaid(&head.flow_layer),
        below,
        products: products.iter().map(|product| product.shown_by(&images, &head.chosen)).collect(),
        id: head.id,
        name: head.name,
        session_id: head.session_id,
        planned: head.planned,
        is_generating: head.open_runs > 0,
    }))
}

/// The statement that reads a flow's own row, for the test that reads its plan.
pub const HEAD: &str =
    "select f.id, f.name, f.collection_session_id, f.settings, f.selected_base_images, s.settings as session_settings, c.metadata,
    (select count(*) from generated_asset a where a.client_id = f.client_id and a.generation_flow_id = f.id) as planned,
    (select count(*) from generation_run r where r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id
       and r.outcome is null) as open_runs
  from generation_flow f join client c on c.id = f.client_id left join collection_session s on s.id = f.collection_session_id
  where f.client_id = $1 and f.id = $2 and f.deleted_at is null";

struct Head {
    id: GenerationFlowId,
    name: Option<String>,
    session_id: Option<CollectionSessionId>,
    flow_layer: SettingsLayer,
    session_layer: SettingsLayer,
    client_layer: SettingsLayer,
    chosen: HashMap<ProductId, ProductImageId>,
    planned: i64,
    open_runs: i64,
}

/// The part of a client's metadata that generation reads.
#[derive(serde::Deserialize, Default)]
struct ClientMetadata {
    #[serde(default)]
    generation_settings: SettingsLayer,
}

impl FromRow for Head {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            session_id: row.get("collection_session_id")?,
            flow_layer: row.json("settings")?,
            session_layer: row.maybe_json("session_settings")?.unwrap_or_default(),
            client_layer: row.json::<ClientMetadata>("metadata")?.generation_settings,
            chosen: row.json("selected_base_images")?,
            planned: row.get("planned")?,
            open_runs: row.get("open_runs")?,
        })
    }
}

struct ProductRow {
    id: ProductId,
    name: String,
    category: Option<String>,
    defaults: Option<SettingsLayer>,
}

impl FromRow for ProductRow {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            category: row.get("category")?,
            defaults: row.maybe_json("default_generation_settings")?,
        })
    }
}

impl ProductRow {
    /// The chosen picture if it is still there, else the primary one, else the first; refused ones last.
    fn shown_by(&self, images: &[ImageRow], chosen: &HashMap<ProductId, ProductImageId>) -> FlowProduct {
        let mine = || images.iter().filter(|image| image.product_id == self.id);
        let picked = mine().find(|image| chosen.get(&self.id) == Some(&image.id)).or_else(|| mine().next());
        FlowProduct {
            id: self.id.clone(),
            name: self.name.clone(),
            category: self.category.clone(),
            image: picked.map(|image| FlowImage { id: image.id.clone(), sha256: image.sha256.clone(), check: image.check }),
        }
    }
}

struct ImageRow {
    id: ProductImageId,
    product_id: ProductId,
    sha256: String,
    check: CheckState,
}

impl FromRow for ImageRow {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, product_id: row.get("product_id")?, sha256: row.get("sha256")?, check: row.get("check_state")? })
    }
}

/// The flows of a session, in order, that could be planned.
///
/// # Errors
/// As the database says.
pub async fn of_session(conn: Conn<'_>, client: &ClientId, session: &CollectionSessionId) -> DbResult<Vec<GenerationFlowId>> {
    struct Id(GenerationFlowId);
    impl FromRow for Id {
        fn from_row(row: &Row<'_>) -> DbResult<Self> {
            Ok(Self(row.get("id")?))
        }
    }
    let found: Vec<Id> = conn
        .all(
            "select id from generation_flow where client_id = $1 and collection_session_id = $2 and deleted_at is null
             order by position, id limit $3",
            params![client, session, FLOWS_PER_SESSION_MAX],
        )
        .await?;
    Ok(found.into_iter().map(|id| id.0).collect())
}
