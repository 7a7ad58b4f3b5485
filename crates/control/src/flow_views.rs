//! Generation flows as their pages show them.

use std::collections::HashMap;

use visualizer_db::gallery::{self, Frame};
use visualizer_db::runs::{self, Run};
use visualizer_db::{Conn, flow_cards, flow_facts, flow_sources, picture_counts, product_images, run_pictures, run_recipes};
use visualizer_domain::flow_plan::{self, FlowProduct};
use visualizer_domain::generation_flow::{FlowFacts, FlowState};
use visualizer_domain::ids::{AssetId, ClientId, GenerationFlowId, ProductId, RunId};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::prompt::Prompt;
use visualizer_domain::recipe::Recipe;
use visualizer_domain::settings::{Settings, SettingsLayer};
use visualizer_domain::settings_origin::Below;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::failure::Doing as _;
use crate::generation_flows::{Flow, FlowCard, FlowFilter, PictureCounts, ProductImage, live};

/// Runs on a flow's page.
const RUNS: i64 = 10;

/// A flow with all that its page shows.
#[derive(Debug, Clone)]
pub struct FlowView {
    /// The flow, with its own layer of settings.
    pub flow: Flow,
    /// What it shows, the main product first, each with the picture that it would be shown by.
    pub products: Vec<FlowProduct>,
    /// Every live picture of these products: those that may be chosen.
    pub images: Vec<ProductImage>,
    /// The layers below its own. Of several products the defaults of the first one count: what two products suit cannot be mixed.
    pub below: Below,
    /// All layers laid over each other.
    pub merged: SettingsLayer,
    /// What holds in the end.
    pub settings: Settings,
    /// The prompt that a generator would be given.
    pub prompt: Prompt,
    /// What its state follows from.
    pub facts: FlowFacts,
    /// How many pictures it made.
    pub pictures: PictureCounts,
    /// Its newest runs.
    pub runs: Vec<Run>,
    /// The settings that they were made with, where they can still be read.
    pub made_with: HashMap<RunId, Settings>,
}

impl FlowView {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> FlowState {
        FlowState::of(&self.facts)
    }
}

/// One page of the client's flows, newest first.
///
/// # Errors
/// Without the permission to view.
pub async fn list(control: &Control, actor: &Actor, filter: &FlowFilter, from: Option<&Cursor>, limit: Limit) -> Outcome<Page<FlowCard>> {
    let client = actor.require(Permission::View)?;
    flow_cards::page(control.db.read(), client, filter, from, limit).await.doing("listing flows")
}

/// A flow with all that its page shows.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn view(control: &Control, actor: &Actor, id: &GenerationFlowId) -> Outcome<FlowView> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let flow = live(conn, client, id).await?;
    let source = flow_sources::find(conn, client, id, control.registry).await.doing("reading what a flow is planned from")?;
    let source = source.ok_or_else(|| Problem::not_found(Noun::Flow, id))?;
    let settings = source.settings(control.registry);
    let shown: Vec<ProductId> = source.products.iter().map(|product| product.id.clone()).collect();
    let only = std::slice::from_ref(id);
    let pictures = picture_counts::by_flow(conn, client, only).await.doing("counting pictures")?.remove(id.as_str()).unwrap_or_default();
    let facts = flow_facts::find(conn, client, id).await.doing("reading the state of a flow")?;
    let runs = runs::of(conn, client).about(flow_plan::SUBJECT, id.as_str(), RUNS).await.doing("reading the runs of a flow")?;
    Ok(FlowView {
        prompt: flow_plan::prompt(&source.products, &settings, control.registry),
        images: product_images::of(conn, client).of_products(&shown).await.doing("reading pictures")?,
        made_with: made_with(conn, client, &runs).await?,
        runs,
        facts: FlowFacts { completed_assets: pictures.completed, ..facts },
        flow,
        products: source.products,
        below: source.below,
        merged: source.merged,
        settings,
        pictures,
    })
}

/// A recipe that an older program wrote in another shape says nothing here.
async fn made_with(conn: Conn<'_>, client: &ClientId, runs: &[Run]) -> Outcome<HashMap<RunId, Settings>> {
    let ids: Vec<RunId> = runs.iter().map(|run| run.id.clone()).collect();
    let recipes = run_recipes::of(conn, client, &ids).await.doing("reading what runs are made by")?;
    let settings = |recipe| serde_json::from_value::<Recipe>(recipe).ok().map(|recipe| recipe.settings);
    Ok(recipes.into_iter().filter_map(|(run, recipe)| Some((run, settings(recipe)?))).collect())
}

/// The newest finished pictures of a flow, each with the run that made it, newest first.
///
/// # Errors
/// Without the permission to view.
pub async fn pictures(control: &Control, actor: &Actor, id: &GenerationFlowId, limit: i64) -> Outcome<Vec<(Option<RunId>, Frame)>> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let made = run_pictures::of_flow(conn, client, id, limit).await.doing("reading what a flow made")?;
    let ids: Vec<AssetId> = made.iter().map(|picture| picture.asset.clone()).collect();
    let run_of = |id: &AssetId| made.iter().find(|picture| picture.asset == *id).and_then(|picture| picture.run.clone());
    let frames = gallery::these(conn, client, &ids).await.doing("reading the pictures of a flow")?;
    Ok(frames.into_iter().map(|frame| (run_of(&frame.id), frame)).collect())
}
