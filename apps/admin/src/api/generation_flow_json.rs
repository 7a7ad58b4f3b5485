//! Generation flows as programs read them.

use schemars::JsonSchema;
use serde::Serialize;
use visualizer_control::generation_flows::{FlowCard, FlowView};
use visualizer_domain::flow_plan::FlowProduct;
use visualizer_domain::generation_flow::FlowState;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId, ProductImageId, RunId};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::prompt::Prompt;
use visualizer_domain::run::RunOutcome;
use visualizer_domain::settings::{Settings, SettingsLayer};

use super::product_json::Counts;
use crate::api::instant::Instant;

/// A flow with what holds for it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GenerationFlow")]
pub struct FlowJson {
    /// Its id.
    id: GenerationFlowId,
    /// The session that it belongs to.
    session: Option<CollectionSessionId>,
    /// Its name; absent when it is called after what it shows.
    name: Option<String>,
    /// Where it stands.
    state: FlowState,
    /// A favourite of the client.
    is_favorite: bool,
    /// What it shows, the main product first.
    products: Vec<FlowProductJson>,
    /// What it chooses itself.
    settings: SettingsLayer,
    /// What holds in the end, with all weaker layers, the style and the defaults.
    resolved: Settings,
    /// The prompt that a generator would be given.
    prompt: Vec<PromptPart>,
    /// How many pictures it made.
    pictures: Counts,
    /// Its newest runs.
    runs: Vec<FlowRun>,
    /// Its version; the ETag says the same.
    version: i64,
    /// When it was made.
    created_at: Instant,
    /// When it was changed last.
    updated_at: Instant,
}

/// A flow in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GenerationFlowSummary")]
pub struct FlowSummary {
    /// Its id.
    id: GenerationFlowId,
    /// The session that it belongs to.
    session: Option<CollectionSessionId>,
    /// Its name; absent when it is called after what it shows.
    name: Option<String>,
    /// Where it stands.
    state: FlowState,
    /// A favourite of the client.
    is_favorite: bool,
    /// What it shows, the main product first.
    products: Vec<ProductId>,
    /// How many pictures it made.
    pictures: Counts,
    /// Its version.
    version: i64,
    /// When it was made.
    created_at: Instant,
    /// When it was deleted; it can be restored.
    deleted_at: Option<Instant>,
}

/// A product of a flow.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GenerationFlowProduct")]
pub struct FlowProductJson {
    /// Its id.
    id: ProductId,
    /// What it is called.
    name: String,
    /// The picture that it is shown by; absent when it has none.
    image: Option<ProductImageId>,
    /// How far the check of that picture is; only `ready` can be generated from.
    image_check_state: Option<CheckState>,
}

/// A sentence of a prompt.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PromptPart {
    /// The setting that it comes from.
    setting: String,
    /// The sentence.
    text: String,
}

/// A run of a flow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlowRun {
    /// Its id; everything about it is at `/api/generation-runs/<id>`.
    id: RunId,
    /// How far, 0 to 100.
    percent: u8,
    /// How it ended; absent while it is open.
    outcome: Option<RunOutcome>,
    /// When it was admitted.
    created_at: Instant,
}

impl FlowJson {
    /// Its version.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }
}

impl From<FlowView> for FlowJson {
    fn from(view: FlowView) -> Self {
        let run = |run: &visualizer_control::runs::Run| FlowRun {
            id: run.id.clone(),
            percent: run.percent(),
            outcome: run.outcome,
            created_at: run.created_at.into(),
        };
        Self {
            state: view.state(),
            runs: view.runs.iter().map(run).collect(),
            prompt: parts(&view.prompt),
            products: view.products.into_iter().map(FlowProductJson::from).collect(),
            resolved: view.settings,
            pictures: view.pictures.into(),
            id: view.flow.id,
            session: view.flow.session_id,
            name: view.flow.name,
            is_favorite: view.flow.is_favorite,
            settings: view.flow.settings,
            version: view.flow.version,
            created_at: view.flow.created_at.into(),
            updated_at: view.flow.updated_at.into(),
        }
    }
}

impl From<FlowCard> for FlowSummary {
    fn from(card: FlowCard) -> Self {
        Self {
            state: card.state(),
            id: card.id,
            session: card.session_id,
            name: card.name,
            is_favorite: card.is_favorite,
            products: card.products.into_iter().map(|product| product.id).collect(),
            pictures: card.pictures.into(),
            version: card.version,
            created_at: card.created_at.into(),
            deleted_at: card.deleted_at.map(Instant),
        }
    }
}

impl From<FlowProduct> for FlowProductJson {
    fn from(product: FlowProduct) -> Self {
        let (image, image_check_state) = product.image.map(|image| (image.id, image.check)).unzip();
        Self { id: product.id, name: product.name, image, image_check_state }
    }
}

/// The sentences of a prompt.
#[must_use]
pub fn parts(prompt: &Prompt) -> Vec<PromptPart> {
    prompt.parts.iter().map(|(setting, text)| PromptPart { setting: setting.clone(), text: text.clone() }).collect()
}
