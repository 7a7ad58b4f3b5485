//! Generated assets as their own page and downloads show them. Making one is in `asset_making`, deciding about one in `asset_life`,
//! lists are in `gallery`.

use time::OffsetDateTime;
use visualizer_domain::edge::InputKind;
use visualizer_domain::generated_asset::{ApprovalStatus, AssetStatus, AssetType};
use visualizer_domain::ids::{AssetId, ClientId, GenerationFlowId, JobId, ProductId, RunId, UserId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

pub use crate::asset_life::Judged;
pub use crate::asset_making::Completion;

/// The assets of one client.
#[derive(Debug, Clone, Copy)]
pub struct Assets<'a> {
    pub(crate) conn: Conn<'a>,
    pub(crate) client: &'a ClientId,
}

/// The assets of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Assets<'a> {
    Assets { conn, client }
}

/// An asset with everything that its own page shows.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct Asset {
    pub id: AssetId,
    pub run_id: Option<RunId>,
    pub job_id: Option<JobId>,
    pub flow_id: Option<GenerationFlowId>,
    pub flow_name: Option<String>,
    /// When the flow was deleted: its page is not there then.
    pub flow_deleted_at: Option<OffsetDateTime>,
    pub variant: Option<i64>,
    pub version: i64,
    pub asset_type: AssetType,
    pub status: AssetStatus,
    pub sha256: Option<String>,
    pub size_bytes: Option<i64>,
    pub media_type: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub prompt: Option<String>,
    pub recipe: Option<serde_json::Value>,
    pub recipe_hash: Option<String>,
    pub provider: Option<String>,
    pub model: Option<String>,
    pub seed: Option<i64>,
    pub draft: bool,
    pub report: Option<serde_json::Value>,
    pub error: Option<serde_json::Value>,
    pub approval_status: ApprovalStatus,
    pub approval_reason: Option<String>,
    pub decided_at: Option<OffsetDateTime>,
    pub decided_by: Option<String>,
    pub pinned_at: Option<OffsetDateTime>,
    pub pinned_by: Option<String>,
    pub alt_text: Option<String>,
    pub created_by: Option<UserId>,
    pub created_by_name: Option<String>,
    pub created_at: OffsetDateTime,
    pub completed_at: Option<OffsetDateTime>,
    pub deleted_at: Option<OffsetDateTime>,
    pub life_version: i64,
}

impl Asset {
    /// The flow that it was made in, as long as its page is there.
    #[must_use]
    pub fn open_flow(&self) -> Option<&GenerationFlowId> {
        self.flow_id.as_ref().filter(|_| self.flow_deleted_at.is_none())
    }
}

impl FromRow for Asset {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            run_id: row.get("run_id")?,
            job_id: row.get("job_id")?,
            flow_id: row.get("generation_flow_id")?,
            flow_name: row.get("flow_name")?,
            flow_deleted_at: row.get("flow_deleted_at")?,
            variant: row.get("variant")?,
            version: row.get("version")?,
            asset_type: row.get("asset_type")?,
            status: row.get("status")?,
            sha256: row.get("sha256")?,
            size_bytes: row.get("size_bytes")?,
            media_type: row.get("media_type")?,
            width: row.get("width")?,
            height: row.get("height")?,
            prompt: row.get("prompt")?,
            recipe: row.get("recipe")?,
            recipe_hash: row.get("recipe_hash")?,
            provider: row.get("provider")?,
            model: row.get("model")?,
            seed: row.get("seed")?,
            draft: row.get("draft")?,
            report: row.get("report")?,
            error: row.get("error")?,
            approval_status: row.get("approval_status")?,
            approval_reason: row.get("approval_reason")?,
            decided_at: row.get("approved_at")?,
            decided_by: row.get("decided_by")?,
            pinned_at: row.get("pinned_at")?,
            pinned_by: row.get("pinned_by_name")?,
            alt_text: row.get("alt_text")?,
            created_by: row.get("created_by")?,
            created_by_name: row.get("created_by_name")?,
            created_at: row.get("created_at")?,
            completed_at: row.get("completed_at")?,
            deleted_at: row.get("deleted_at")?,
            life_version: row.get("life_version")?,
        })
    }
}

/// A product that an asset shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ShownProduct {
    pub id: ProductId,
    pub name: String,
    pub is_primary: bool,
}

impl FromRow for ShownProduct {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, name: row.get("name")?, is_primary: row.get("is_primary")? })
    }
}

/// An input that an asset was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What it is to the asset.
    pub role: String,
    /// What kind of thing it is.
    pub kind: InputKind,
    /// Its id.
    pub id: String,
    /// SHA-256 of its content at that time.
    pub hash: String,
    /// A product image's product and its name, and whether the image is still there.
    pub product: Option<(ProductId, String)>,
    /// True when a product image was deleted since.
    pub is_gone: bool,
}

impl FromRow for Input {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        let product: Option<ProductId> = row.get("product_id")?;
        let name: Option<String> = row.get("product_name")?;
        Ok(Self {
            role: row.get("role")?,
            kind: row.get("input_kind")?,
            id: row.get("input_id")?,
            hash: row.get("input_hash")?,
            product: product.zip(name),
            is_gone: row.get::<Option<OffsetDateTime>>("gone_at")?.is_some(),
        })
    }
}

/// What a download needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct AssetFile {
    pub id: AssetId,
    pub status: AssetStatus,
    pub sha256: Option<String>,
    pub is_deleted: bool,
    pub product_name: Option<String>,
    pub flow_name: Option<String>,
    pub variant: Option<i64>,
}

impl FromRow for AssetFile {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            status: row.get("status")?,
            sha256: row.get("sha256")?,
            is_deleted: row.get::<Option<OffsetDateTime>>("deleted_at")?.is_some(),
            product_name: row.get("product_name")?,
            flow_name: row.get("flow_name")?,
            variant: row.get("variant")?,
        })
    }
}

impl Assets<'_> {
    /// One asset.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &AssetId) -> DbResult<Option<Asset>> {
        self.conn
            .maybe(
                "select a.*, f.name as flow_name, f.deleted_at as flow_deleted_at, c.name as created_by_name, d.name as decided_by, p.name as pinned_by_name
                 from generated_asset a
                 left join generation_flow f on f.id = a.generation_flow_id
                 left join user_account c on c.id = a.created_by
                 left join user_account d on d.id = a.approved_by
                 left join user_account p on p.id = a.pinned_by
                 where a.client_id = $1 and a.id = $2",
                params![self.client, id],
            )
            .await
    }

    /// What a download of these assets needs to know. Unknown ids are left out.
    ///
    /// # Errors
    /// As the database says.
    pub async fn files(&self, ids: &[AssetId]) -> DbResult<Vec<AssetFile>> {
        let sql = format!(
            "select a.id, a.status, a.sha256, a.deleted_at, a.variant, p.name as product_name, f.name as flow_name from generated_asset a
             left join generated_asset_product ap on ap.asset_id = a.id and ap.is_primary
             left join product p on p.id = ap.product_id
             left join generation_flow f on f.id = a.generation_flow_id
             where a.client_id = $1 and a.id in {} order by a.created_at desc, a.id desc",
            self.conn.engine().each("$2")
        );
        self.conn.all(&sql, params![self.client, list(ids)]).await
    }

    /// The products that an asset shows, the primary one first.
    ///
    /// # Errors
    /// As the database says.
    pub async fn products(&self, id: &AssetId) -> DbResult<Vec<ShownProduct>> {
        self.conn
            .all(
                "select p.id, p.name, ap.is_primary from generated_asset_product ap join product p on p.id = ap.product_id
                 where ap.client_id = $1 and ap.asset_id = $2 order by ap.is_primary desc, p.name, p.id limit 10",
                params![self.client, id],
            )
            .await
    }

    /// What an asset was made from, in order.
    ///
    /// # Errors
    /// As the database says.
    pub async fn inputs(&self, id: &AssetId) -> DbResult<Vec<Input>> {
        self.conn
            .all(
                "select e.role, e.input_kind, e.input_id, e.input_hash, i.product_id, p.name as product_name, i.deleted_at as gone_at
                 from asset_edge e
                 left join product_image i on e.input_kind = 'product_image' and i.id = e.input_id and i.client_id = e.client_id
                 left join product p on p.id = i.product_id
                 where e.client_id = $1 and e.asset_id = $2 order by e.ordinal limit 100",
                params![self.client, id],
            )
            .await
    }
}
