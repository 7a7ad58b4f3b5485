//! Collection sessions as programs read them.

use schemars::JsonSchema;
use serde::Serialize;
use visualizer_control::collection_sessions::{SessionCard, SessionProduct, SessionView};
use visualizer_control::runs::Run;
use visualizer_domain::collection_session::SessionState;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId, RunId};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::settings::SettingsLayer;

use super::generation_flow_json::FlowSummary;
use super::product_json::Counts;
use crate::api::instant::Instant;

/// A session with its products and flows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CollectionSession")]
pub struct SessionJson {
    /// The session as lists tell it.
    #[serde(flatten)]
    summary: SessionSummary,
    /// What its flows begin with.
    settings: SettingsLayer,
    /// Its products, in order.
    products: Vec<SessionProductJson>,
    /// Its flows, in order.
    flows: Vec<FlowSummary>,
}

/// A session in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CollectionSessionSummary")]
pub struct SessionSummary {
    /// Its id.
    id: CollectionSessionId,
    /// What it is called.
    name: String,
    /// Where it stands.
    state: SessionState,
    /// How many live products it has.
    product_count: i64,
    /// How many live flows it has.
    flow_count: i64,
    /// How many runs of its flows are open.
    open_runs: i64,
    /// How many pictures its flows made.
    pictures: Counts,
    /// Its version; the ETag says the same.
    version: i64,
    /// When it was made.
    created_at: Instant,
    /// When it was changed last.
    updated_at: Instant,
    /// When it was deleted; it can be restored.
    deleted_at: Option<Instant>,
}

/// A product of a session.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CollectionSessionProduct")]
pub struct SessionProductJson {
    /// Its id.
    id: ProductId,
    /// What it is called.
    name: String,
    /// How far the check of its main picture is; absent without one.
    image_check_state: Option<CheckState>,
    /// How many flows of the session show it.
    flows: i64,
}

/// How far a session is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SessionStatus {
    /// Where it stands.
    state: SessionState,
    /// How many pictures its flows made.
    pictures: Counts,
    /// Its open runs.
    runs: Vec<RunProgress>,
}

/// How far a run is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RunProgress {
    /// The run.
    run: RunId,
    /// The flow that it makes pictures for.
    flow: String,
    /// How far, 0 to 100.
    percent: u8,
    /// Jobs that are done.
    done: i64,
    /// Jobs in all.
    total: i64,
}

impl SessionJson {
    /// Its version.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.summary.version
    }
}

impl From<SessionView> for SessionJson {
    fn from(view: SessionView) -> Self {
        Self {
            summary: view.card.into(),
            settings: view.settings,
            products: view.products.into_iter().map(SessionProductJson::from).collect(),
            flows: view.flows.into_iter().map(FlowSummary::from).collect(),
        }
    }
}

impl From<SessionCard> for SessionSummary {
    fn from(card: SessionCard) -> Self {
        Self {
            state: card.state(),
            id: card.id,
            name: card.name,
            product_count: card.products,
            flow_count: card.flows,
            open_runs: card.open_runs,
            pictures: card.pictures.into(),
            version: card.version,
            created_at: card.created_at.into(),
            updated_at: card.updated_at.into(),
            deleted_at: card.deleted_at.map(Instant),
        }
    }
}

impl From<SessionProduct> for SessionProductJson {
    fn from(product: SessionProduct) -> Self {
        Self { id: product.id, name: product.name, image_check_state: product.image_check, flows: product.flows }
    }
}

impl SessionStatus {
    /// How far a session is, by the open runs of its client.
    #[must_use]
    pub fn of(view: &SessionView, open: &[Run]) -> Self {
        let mine = |id: &GenerationFlowId, run: &&Run| run.subject_id == id.as_str();
        let runs = view.flows.iter().flat_map(|flow| open.iter().filter(move |run| mine(&flow.id, run)));
        Self { state: view.card.state(), pictures: view.card.pictures.into(), runs: runs.map(RunProgress::of).collect() }
    }
}

impl RunProgress {
    fn of(run: &Run) -> Self {
        Self { run: run.id.clone(), flow: run.subject_id.clone(), percent: run.percent(), done: run.counts.done, total: run.counts.total() }
    }
}
