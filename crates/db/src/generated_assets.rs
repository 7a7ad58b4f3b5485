//! Generated assets: completing them once, and the life after that (approval, pin, delete). Lists are in `gallery`.

use time::OffsetDateTime;
use visualizer_domain::edge::InputKind;
use visualizer_domain::generated_asset::{ApprovalStatus, AssetStatus, AssetType};
use visualizer_domain::ids::{AssetId, ClientId, GenerationFlowId, JobId, ProductId, RunId, UserId};

use crate::column::{FromRow, Row};
use crate::connection::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// The assets of one client.
#[derive(Debug, Clone, Copy)]
pub struct Assets<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
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

impl FromRow for Asset {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            run_id: row.get("run_id")?,
            job_id: row.get("job_id")?,
            flow_id: row.get("generation_flow_id")?,
            flow_name: row.get("flow_name")?,
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

/// What a decision about an asset needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct Judged {
    pub id: AssetId,
    pub status: AssetStatus,
    pub approval_status: ApprovalStatus,
    pub created_by: Option<UserId>,
    pub deleted_at: Option<OffsetDateTime>,
    pub pinned_at: Option<OffsetDateTime>,
    pub life_version: i64,
}

impl FromRow for Judged {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            status: row.get("status")?,
            approval_status: row.get("approval_status")?,
            created_by: row.get("created_by")?,
            deleted_at: row.get("deleted_at")?,
            pinned_at: row.get("pinned_at")?,
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
        })
    }
}

/// What was made: the facts that complete an asset.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct Completion<'a> {
    pub sha256: &'a str,
    pub size_bytes: i64,
    pub media_type: &'a str,
    pub width: i64,
    pub height: i64,
    /// Storage key of the original.
    pub storage_key: &'a str,
    /// What the maker said about its work.
    pub report: serde_json::Value,
}

impl Assets<'_> {
    /// One asset.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &AssetId) -> DbResult<Option<Asset>> {
        self.conn
            .maybe(
                "select a.*, f.name as flow_name, c.name as created_by_name, d.name as decided_by, p.name as pinned_by_name
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

    /// What decisions about these assets need to know. Unknown ids are left out.
    ///
    /// # Errors
    /// As the database says.
    pub async fn judged(&self, ids: &[AssetId]) -> DbResult<Vec<Judged>> {
        let sql = format!(
            "select id, status, approval_status, created_by, deleted_at, pinned_at, life_version from generated_asset
             where client_id = $1 and id in {} order by created_at desc, id desc",
            self.conn.engine().each("$2")
        );
        self.conn.all(&sql, params![self.client, list(ids)]).await
    }

    /// What a download of these assets needs to know. Unknown ids are left out.
    ///
    /// # Errors
    /// As the database says.
    pub async fn files(&self, ids: &[AssetId]) -> DbResult<Vec<AssetFile>> {
        let sql = format!(
            "select a.id, a.status, a.sha256, a.deleted_at, p.name as product_name, f.name as flow_name from generated_asset a
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

    /// The recipe that a job is to follow.
    ///
    /// # Errors
    /// As the database says.
    pub async fn recipe(&self, id: &AssetId) -> DbResult<Option<serde_json::Value>> {
        struct Recipe(serde_json::Value);
        impl FromRow for Recipe {
            fn from_row(row: &Row<'_>) -> DbResult<Self> {
                Ok(Self(row.get("recipe")?))
            }
        }
        let found: Option<Recipe> = self
            .conn
            .maybe("select recipe from generated_asset where client_id = $1 and id = $2 and recipe is not null", params![self.client, id])
            .await?;
        Ok(found.map(|recipe| recipe.0))
    }

    /// True when the asset's slot shows other bytes of the same hash: nothing changed (R7).
    ///
    /// # Errors
    /// As the database says.
    pub async fn equals_current(&self, id: &AssetId, sha256: &str) -> DbResult<bool> {
        let n: i64 = self
            .conn
            .one(
                "select count(*) as n from generated_asset a join asset_slot s on s.id = a.slot_id join generated_asset now on now.id = s.current_asset_id
                 where a.client_id = $1 and a.id = $2 and now.id <> a.id and now.sha256 = $3",
                params![self.client, id, sha256],
            )
            .await?;
        Ok(n > 0)
    }

    /// Completes an asset; from here its content is frozen. `false` when it is not being made.
    ///
    /// # Errors
    /// As the database says.
    pub async fn complete(&self, id: &AssetId, made: &Completion<'_>, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set status = 'completed', sha256 = $3, size_bytes = $4, media_type = $5, width = $6, height = $7,
                   asset_url = $8, report = $9, completed_at = $10
                 where client_id = $1 and id = $2 and status = 'generating'",
                params![
                    self.client,
                    id,
                    made.sha256,
                    made.size_bytes,
                    made.media_type,
                    made.width,
                    made.height,
                    made.storage_key,
                    made.report,
                    now
                ],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Notes that an asset could not be made.
    ///
    /// # Errors
    /// As the database says.
    pub async fn fail(&self, id: &AssetId, problem: &serde_json::Value) -> DbResult<()> {
        self.conn
            .execute(
                "update generated_asset set status = 'error', error = $3 where client_id = $1 and id = $2 and status in ('pending', 'generating')",
                params![self.client, id, problem],
            )
            .await
            .map(|_| ())
    }

    /// Decides about the bytes of one asset. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn decide(
        &self,
        seen: &Judged,
        to: ApprovalStatus,
        reason: Option<&str>,
        by: &UserId,
        now: OffsetDateTime,
    ) -> DbResult<bool> {
        let open = to == ApprovalStatus::Pending;
        let rows = self
            .conn
            .execute(
                "update generated_asset set approval_status = $4, approval_reason = $5, approved_at = $6, approved_by = $7,
                   approved_sha256 = case when $4 = 'approved' then sha256 end, life_version = life_version + 1
                 where client_id = $1 and id = $2 and life_version = $3 and deleted_at is null and completed_at is not null",
                params![self.client, seen.id, seen.life_version, to, reason, (!open).then_some(now), (!open).then(|| by.clone())],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Pins or unpins one asset. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn pin(&self, seen: &Judged, pinned: bool, by: &UserId, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set pinned_at = $4, pinned_by = $5, life_version = life_version + 1
                 where client_id = $1 and id = $2 and life_version = $3 and completed_at is not null",
                params![self.client, seen.id, seen.life_version, pinned.then_some(now), pinned.then(|| by.clone())],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Deletes (softly) or restores one asset. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_deleted(&self, seen: &Judged, deleted: bool, by: &UserId, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set deleted_at = $4, deleted_by = $5, life_version = life_version + 1
                 where client_id = $1 and id = $2 and life_version = $3",
                params![self.client, seen.id, seen.life_version, deleted.then_some(now), deleted.then(|| by.clone())],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Changes what a picture is called for those who do not see it. `false` when somebody changed its life in between.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_alt_text(&self, id: &AssetId, life_version: i64, text: Option<&str>) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update generated_asset set alt_text = $4, life_version = life_version + 1 where client_id = $1 and id = $2 and life_version = $3",
                params![self.client, id, life_version, text],
            )
            .await?;
        Ok(rows == 1)
    }

    /// How many assets a flow has had planned so far; part of a plan, so that a preview is outdated when somebody else generated.
    ///
    /// # Errors
    /// As the database says.
    pub async fn planned_in(&self, flow: &GenerationFlowId) -> DbResult<i64> {
        self.conn
            .one("select count(*) as n from generated_asset where client_id = $1 and generation_flow_id = $2", params![self.client, flow])
            .await
    }
}
