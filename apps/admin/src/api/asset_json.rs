//! Generated pictures as programs read them.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use visualizer_control::Frame;
use visualizer_control::generated_assets::{AssetView, Input, Line, ShownProduct};
use visualizer_domain::edge::InputKind;
use visualizer_domain::generated_asset::{ApprovalStatus, AssetStatus};
use visualizer_domain::ids::{AssetId, GenerationFlowId, JobId, ProductId, RunId};

use crate::api::instant::Instant;

/// A picture in a list. Its bytes are at `/api/media/<sha256>`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GeneratedAssetSummary")]
#[allow(missing_docs)] // The words of the gallery.
pub struct AssetSummary {
    pub id: AssetId,
    /// The version of its life: decisions, pins, deletion, alt text.
    pub version: i64,
    pub created_at: Instant,
    pub deleted_at: Option<Instant>,
    pub sha256: String,
    pub width: i64,
    pub height: i64,
    pub approval: ApprovalStatus,
    pub decided_by: Option<String>,
    pub decided_at: Option<Instant>,
    pub pinned: bool,
    /// Made by the built-in renderer.
    pub draft: bool,
    pub alt_text: Option<String>,
    pub flow: Option<GenerationFlowId>,
    pub flow_name: Option<String>,
    /// Which of the pictures of its flow.
    pub variant: Option<i64>,
    pub product_name: Option<String>,
    /// SHA-256 of the photograph that it was made from.
    pub original_sha256: Option<String>,
}

impl From<Frame> for AssetSummary {
    fn from(frame: Frame) -> Self {
        Self {
            id: frame.id,
            version: frame.life_version,
            created_at: frame.created_at.into(),
            deleted_at: frame.deleted_at.map(Instant),
            sha256: frame.sha256,
            width: frame.width,
            height: frame.height,
            approval: frame.approval_status,
            decided_by: frame.decided_by,
            decided_at: frame.decided_at.map(Instant),
            pinned: frame.is_pinned,
            draft: frame.draft,
            alt_text: frame.alt_text,
            flow: frame.flow_id,
            flow_name: frame.flow_name,
            variant: frame.variant,
            product_name: frame.product_name,
            original_sha256: frame.original_sha256,
        }
    }
}

/// A picture with everything that is known of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GeneratedAsset")]
#[allow(missing_docs)] // The words of its page.
pub struct AssetJson {
    pub id: AssetId,
    /// The version of its life: decisions, pins, deletion, alt text.
    pub version: i64,
    pub status: AssetStatus,
    pub created_at: Instant,
    pub created_by: Option<String>,
    pub completed_at: Option<Instant>,
    pub deleted_at: Option<Instant>,
    pub sha256: Option<String>,
    pub size_bytes: Option<i64>,
    pub media_type: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub approval: ApprovalStatus,
    pub approval_reason: Option<String>,
    pub decided_by: Option<String>,
    pub decided_at: Option<Instant>,
    pub pinned_at: Option<Instant>,
    pub draft: bool,
    pub alt_text: Option<String>,
    pub flow: Option<GenerationFlowId>,
    pub run: Option<RunId>,
    pub job: Option<JobId>,
    pub variant: Option<i64>,
    pub prompt: Option<String>,
    pub provider: Option<String>,
    pub model: Option<String>,
    pub seed: Option<i64>,
    pub recipe: Option<Value>,
    pub recipe_hash: Option<String>,
    /// What its maker said about its work.
    pub report: Option<Value>,
    /// Why it could not be made.
    pub error: Option<Value>,
    /// What it shows, the main product first.
    pub products: Vec<ProductJson>,
    /// What it was made from, by the bytes of that time.
    pub inputs: Vec<InputJson>,
    /// What people did with it, newest first.
    pub history: Vec<HistoryJson>,
}

/// A product that a picture shows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ShownProduct")]
#[allow(missing_docs)]
pub struct ProductJson {
    pub id: ProductId,
    pub name: String,
    pub is_primary: bool,
}

/// An input of a picture.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AssetInput")]
pub struct InputJson {
    /// What it is to the picture.
    pub role: String,
    /// What kind of thing it is.
    pub kind: InputKind,
    /// Its id.
    pub id: String,
    /// SHA-256 of its content at that time.
    pub sha256: String,
    /// Its product, when it is a product image.
    pub product: Option<ProductId>,
    /// It was removed since.
    pub is_gone: bool,
}

/// A line of a picture's history.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "HistoryLine")]
pub struct HistoryJson {
    /// When.
    pub at: Instant,
    /// Who, when it was a person.
    pub by: Option<String>,
    /// What, as `asset.<verb>`.
    pub action: String,
    /// The state before, as far as it matters.
    pub from: Option<Value>,
    /// The state after.
    pub to: Option<Value>,
}

impl From<AssetView> for AssetJson {
    fn from(view: AssetView) -> Self {
        let asset = view.asset;
        Self {
            id: asset.id,
            version: asset.life_version,
            status: asset.status,
            created_at: asset.created_at.into(),
            created_by: asset.created_by_name,
            completed_at: asset.completed_at.map(Instant),
            deleted_at: asset.deleted_at.map(Instant),
            sha256: asset.sha256,
            size_bytes: asset.size_bytes,
            media_type: asset.media_type,
            width: asset.width,
            height: asset.height,
            approval: asset.approval_status,
            approval_reason: asset.approval_reason,
            decided_by: asset.decided_by,
            decided_at: asset.decided_at.map(Instant),
            pinned_at: asset.pinned_at.map(Instant),
            draft: asset.draft,
            alt_text: asset.alt_text,
            flow: asset.flow_id,
            run: asset.run_id,
            job: asset.job_id,
            variant: asset.variant,
            prompt: asset.prompt,
            provider: asset.provider,
            model: asset.model,
            seed: asset.seed,
            recipe: asset.recipe,
            recipe_hash: asset.recipe_hash,
            report: asset.report,
            error: asset.error,
            products: view.products.into_iter().map(ProductJson::from).collect(),
            inputs: view.inputs.into_iter().map(InputJson::from).collect(),
            history: view.history.into_iter().map(HistoryJson::from).collect(),
        }
    }
}

impl From<ShownProduct> for ProductJson {
    fn from(product: ShownProduct) -> Self {
        Self { id: product.id, name: product.name, is_primary: product.is_primary }
    }
}

impl From<Input> for InputJson {
    fn from(input: Input) -> Self {
        let product = input.product.map(|(id, _)| id);
        Self { role: input.role, kind: input.kind, id: input.id, sha256: input.hash, product, is_gone: input.is_gone }
    }
}

impl From<Line> for HistoryJson {
    fn from(line: Line) -> Self {
        let by = line.actor_name.filter(|_| line.actor_kind == "user");
        Self { at: line.at.into(), by, action: line.action, from: line.from, to: line.to }
    }
}
