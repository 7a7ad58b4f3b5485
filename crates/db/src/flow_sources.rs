//! What the generation of a flow is planned from: its products with their chosen pictures, and the layers of its settings.

use std::collections::{HashMap, HashSet};

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
use crate::param::list;
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
    /// Whether any of them is finished and not deleted.
    pub has_pictures: bool,
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
    let heads = conn.all(&head_sql("f.id = $2"), params![client, flow]).await?;
    Ok(filled(conn, client, heads, registry).await?.pop())
}

/// Reads the flows of a session for planning, in order, in as many statements as one flow takes.
///
/// # Errors
/// As the database says.
pub async fn of_session(
    conn: Conn<'_>,
    client: &ClientId,
    session: &CollectionSessionId,
    registry: &Registry,
) -> DbResult<Vec<FlowSource>> {
    let sql = format!("{} order by f.position, f.id limit $3", head_sql("f.collection_session_id = $2"));
    let heads = conn.all(&sql, params![client, session, FLOWS_PER_SESSION_MAX]).await?;
    filled(conn, client, heads, registry).await
}

/// The statement that reads the own rows of live flows, for the test that reads its plan.
#[must_use]
pub fn head_sql(place: &str) -> String {
    format!(
        "select f.id, f.name, f.collection_session_id, f.settings, f.selected_base_images, s.settings as session_settings, c.metadata,
           (select count(*) from generated_asset a where a.client_id = f.client_id and a.generation_flow_id = f.id) as planned,
           (select count(*) from (select 1 from generated_asset a where a.client_id = f.client_id and a.generation_flow_id = f.id
              and a.completed_at is not null and a.deleted_at is null limit 1) one) as has_pictures,
           (select count(*) from generation_run r where r.client_id = f.client_id and r.subject_kind = 'generation_flow' and r.subject_id = f.id
              and r.outcome is null) as open_runs
         from generation_flow f join client c on c.id = f.client_id left join collection_session s on s.id = f.collection_session_id
         where f.client_id = $1 and {place} and f.deleted_at is null"
    )
}

/// Adds to flows what they show.
async fn filled(conn: Conn<'_>, client: &ClientId, heads: Vec<Head>, registry: &Registry) -> DbResult<Vec<FlowSource>> {
    if heads.is_empty() {
        return Ok(Vec::new());
    }
    let products = products_of(conn, client, &heads).await?;
    let images = images_of(conn, client, &heads, &products).await?;
    Ok(heads.into_iter().map(|head| source(head, &products, &images, registry)).collect())
}

async fn products_of(conn: Conn<'_>, client: &ClientId, heads: &[Head]) -> DbResult<HashMap<GenerationFlowId, Vec<ProductRow>>> {
    let flows = list(heads.iter().map(|head| &head.id));
    let sql = format!(
        "select fp.flow_id, p.id, p.name, p.category, p.default_generation_settings from generation_flow_product fp join product p on p.id = fp.product_id
         where fp.client_id = $1 and fp.flow_id in {} and p.deleted_at is null order by fp.flow_id, fp.position limit $3",
        conn.engine().each("$2")
    );
    let rows: Vec<ProductRow> = conn.all(&sql, params![client, flows, 3 * FLOWS_PER_SESSION_MAX]).await?;
    let mut products: HashMap<_, Vec<_>> = HashMap::new();
    rows.into_iter().for_each(|row| products.entry(row.flow_id.clone()).or_default().push(row));
    Ok(products)
}

/// Of each product the picture that stands for it (the primary one, else the first; refused ones last), before those that a flow has chosen.
async fn images_of(
    conn: Conn<'_>,
    client: &ClientId,
    heads: &[Head],
    products: &HashMap<GenerationFlowId, Vec<ProductRow>>,
) -> DbResult<HashMap<ProductId, Vec<ImageRow>>> {
    let shown: HashSet<&ProductId> = products.values().flatten().map(|product| &product.id).collect();
    let chosen: HashSet<&ProductImageId> = heads.iter().flat_map(|head| head.chosen.values()).collect();
    let sql = format!(
        "select id, product_id, sha256, check_state from (
           select id, product_id, sha256, check_state, row_number() over (partition by product_id
             order by case when check_state = 'refused' then 1 else 0 end, is_primary desc, position, id) as place
           from product_image where client_id = $1 and product_id in {} and deleted_at is null) i
         where place = 1 or id in {} order by product_id, place limit 10000",
        conn.engine().each("$2"),
        conn.engine().each("$3")
    );
    let rows: Vec<ImageRow> = conn.all(&sql, params![client, list(shown), list(chosen)]).await?;
    let mut images: HashMap<_, Vec<_>> = HashMap::new();
    rows.into_iter().for_each(|row| images.entry(row.product_id.clone()).or_default().push(row));
    Ok(images)
}

fn source(
    head: Head,
    products: &HashMap<GenerationFlowId, Vec<ProductRow>>,
    images: &HashMap<ProductId, Vec<ImageRow>>,
    registry: &Registry,
) -> FlowSource {
    let mine = products.get(&head.id).map_or(&[][..], Vec::as_slice);
    let product_layer = mine.first().and_then(|product| product.defaults.clone()).unwrap_or_default();
    let below = Below::of([(Origin::Client, head.client_layer), (Origin::Product, product_layer), (Origin::Session, head.session_layer)]);
    FlowSource {
        merged: below.merged(registry).overlaid(&head.flow_layer),
        below,
        products: mine.iter().map(|product| product.shown_by(images, &head.chosen)).collect(),
        id: head.id,
        name: head.name,
        session_id: head.session_id,
        planned: head.planned,
        has_pictures: head.has_pictures > 0,
        is_generating: head.open_runs > 0,
    }
}

struct Head {
    id: GenerationFlowId,
    name: Option<String>,
    session_id: Option<CollectionSessionId>,
    flow_layer: SettingsLayer,
    session_layer: SettingsLayer,
    client_layer: SettingsLayer,
    chosen: HashMap<ProductId, ProductImageId>,
    planned: i64,
    has_pictures: i64,
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
            has_pictures: row.get("has_pictures")?,
            open_runs: row.get("open_runs")?,
        })
    }
}

struct ProductRow {
    flow_id: GenerationFlowId,
    id: ProductId,
    name: String,
    category: Option<String>,
    defaults: Option<SettingsLayer>,
}

impl FromRow for ProductRow {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            flow_id: row.get("flow_id")?,
            id: row.get("id")?,
            name: row.get("name")?,
            category: row.get("category")?,
            defaults: row.maybe_json("default_generation_settings")?,
        })
    }
}

impl ProductRow {
    /// The chosen picture if it is still there, else the one that stands for the product.
    fn shown_by(&self, images: &HashMap<ProductId, Vec<ImageRow>>, chosen: &HashMap<ProductId, ProductImageId>) -> FlowProduct {
        let mine = images.get(&self.id).map_or(&[][..], Vec::as_slice);
        let picked = mine.iter().find(|image| chosen.get(&self.id) == Some(&image.id)).or_else(|| mine.first());
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
