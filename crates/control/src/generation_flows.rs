//! Generation flows: what they show, their settings, their life; and what their page shows. Having them generate is in `runs`.
//!
//! While a run of a flow is open, what decides its pictures is locked; duplicating the flow is the way to try something else meanwhile.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::gallery::{self, Frame};
use visualizer_db::generation_flows::{self as rows, BaseImages, NewFlow};
use visualizer_db::runs::{self, Run};
use visualizer_db::{Conn, WriteTx, collection_sessions, flow_cards, flow_sources, picture_counts, product_images, run_pictures};
use visualizer_domain::flow_plan::{self, FlowProduct};
use visualizer_domain::generation_flow::{FLOWS_PER_SESSION_MAX, FlowFacts, FlowState, PRODUCTS_MAX};
use visualizer_domain::ids::{AssetId, ClientId, CollectionSessionId, GenerationFlowId, ProductId, ProductImageId, RunId};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::prompt::Prompt;
use visualizer_domain::settings::{Settings, SettingsLayer};
use visualizer_domain::settings_origin::Below;
use visualizer_domain::text::Name;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::collection_sessions::hold;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;
use crate::products::require_all;

pub use visualizer_db::flow_cards::{CardProduct, FlowCard, FlowFilter};
pub use visualizer_db::generation_flows::Flow;
pub use visualizer_db::picture_counts::PictureCounts;
pub use visualizer_db::product_images::ProductImage;

/// Kind of the subject of a flow's runs.
const SUBJECT: &str = "generation_flow";
/// Runs on a flow's page.
const RUNS: i64 = 10;

/// A flow that is to be made.
#[derive(Debug, Clone, Default)]
pub struct FlowDraft {
    /// The session that it belongs to; `None` for one that stands alone.
    pub session: Option<CollectionSessionId>,
    /// What it is called; empty lets it be called after what it shows.
    pub name: String,
    /// What it shows, the main product first: none to three. In a session they must be of the session.
    pub products: Vec<ProductId>,
    /// What it chooses itself.
    pub settings: SettingsLayer,
}

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
}

impl FlowView {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> FlowState {
        FlowState::of(&self.facts)
    }
}

/// What [`fill_session`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// The new flows, in the order of the products.
    pub made: Vec<GenerationFlowId>,
    /// Products that are shown by as many flows elsewhere as a product may be.
    pub left_out: Vec<ProductId>,
}

/// Makes a flow, alone or at the end of a session.
///
/// # Errors
/// [`Problem::Invalid`]: `name`, `settings.*`, `products` `flow-products-max`, `product-flows-max` or `not-in-session`;
/// [`Problem::NotFound`] for a session or product that is not there; [`Problem::Conflict`] `flows-max` when the session is full.
pub async fn create(control: &Control, actor: &Actor, draft: FlowDraft, now: OffsetDateTime) -> Outcome<GenerationFlowId> {
    let client = actor.require(Permission::Edit)?;
    let name = named(&draft.name)?;
    let settings = draft.settings.check(control.registry)?;
    let tx = match &draft.session {
        Some(session) => hold(control, client, session).await?,
        None => control.db.write().await.doing("beginning to make a flow")?,
    };
    let products = shown(tx.conn(), client, draft.session.as_ref(), &draft.products).await?;
    let position = place(tx.conn(), client, draft.session.as_ref(), 1).await?;
    let id = GenerationFlowId::new(now);
    let new = NewFlow { id: id.clone(), session_id: draft.session, name, settings, base_images: BaseImages::new(), position, products };
    add(tx, client, actor, new, "flow.create", now).await?;
    Ok(id)
}

/// Makes a second flow like this one behind the others of its session, without what it made.
///
/// # Errors
/// [`Problem::NotFound`]; as [`create`] when there is no room for another.
pub async fn duplicate(control: &Control, actor: &Actor, id: &GenerationFlowId, now: OffsetDateTime) -> Outcome<GenerationFlowId> {
    let client = actor.require(Permission::Edit)?;
    let seen = live(control.db.read(), client, id).await?;
    let tx = match &seen.session_id {
        Some(session) => hold(control, client, session).await?,
        None => control.db.write().await.doing("beginning to duplicate a flow")?,
    };
    let original = live(tx.conn(), client, id).await?;
    let products = rows::of(tx.conn(), client).product_ids(id).await.doing("reading the products of a flow")?;
    let new = NewFlow {
        id: GenerationFlowId::new(now),
        position: place(tx.conn(), client, original.session_id.as_ref(), 1).await?,
        session_id: original.session_id,
        name: original.name.as_deref().map(Name::parse).transpose().unwrap_or_default(),
        settings: original.settings,
        base_images: original.base_images,
        products,
    };
    let id = new.id.clone();
    add(tx, client, actor, new, "flow.duplicate", now).await?;
    Ok(id)
}

/// Makes a flow for each product of a session that none of its flows shows yet, in the order of the products.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Conflict`] `flows-max` when the session has no room for all of them.
pub async fn fill_session(control: &Control, actor: &Actor, session: &CollectionSessionId, now: OffsetDateTime) -> Outcome<Filled> {
    let client = actor.require(Permission::Edit)?;
    let tx = hold(control, client, session).await?;
    let products = collection_sessions::of(tx.conn(), client).products(session).await.doing("reading the products of a session")?;
    let lacking: Vec<ProductId> = products.into_iter().filter(|product| product.flows == 0).map(|product| product.id).collect();
    let flows = rows::of(tx.conn(), client);
    let left_out = flows.fully_shown(&lacking).await.doing("counting the flows of products")?;
    let lacking: Vec<ProductId> = lacking.into_iter().filter(|id| !left_out.contains(id)).collect();
    if lacking.is_empty() {
        return Ok(Filled { made: Vec::new(), left_out });
    }
    let first = place(tx.conn(), client, Some(session), lacking.len() as i64).await?;
    let new: Vec<NewFlow> = lacking
        .into_iter()
        .zip(first..)
        .map(|(product, position)| NewFlow {
            id: GenerationFlowId::new(now),
            session_id: Some(session.clone()),
            name: None,
            settings: SettingsLayer::default(),
            base_images: BaseImages::new(),
            position,
            products: vec![product],
        })
        .collect();
    flows.insert_all(&new, &actor.user_id, now).await.doing("adding the flows of a session")?;
    let made: Vec<GenerationFlowId> = new.into_iter().map(|flow| flow.id).collect();
    let line = line(client, actor, "session.fill", Noun::Session, session.as_str(), now).into_state(json!({ "flows": made }));
    finish(tx, client, line, "committing the flows of a session").await?;
    Ok(Filled { made, left_out })
}

/// Changes what a flow chooses itself: the whole layer.
///
/// # Errors
/// [`Problem::Stale`] when the flow changed since `seen`; [`Problem::Conflict`] `generating`; [`Problem::Invalid`] names each
/// undocumented value.
pub async fn update_settings(
    control: &Control,
    actor: &Actor,
    id: &GenerationFlowId,
    seen: i64,
    settings: SettingsLayer,
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let settings = settings.check(control.registry)?;
    let (tx, before) = hold_idle(control, client, id).await?;
    if !rows::of(tx.conn(), client).update_settings(id, seen, &settings, now).await.doing("changing the settings of a flow")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    let line = line(client, actor, "flow.settings", Noun::Flow, id.as_str(), now).change(json!(before.settings), json!(settings));
    finish(tx, client, line, "committing the settings of a flow").await
}

/// Changes what a flow is called; empty lets it be called after what it shows. A name may change while the flow is generating.
///
/// # Errors
/// [`Problem::Stale`] when the flow changed since `seen`; [`Problem::Invalid`] `name`.
pub async fn rename(control: &Control, actor: &Actor, id: &GenerationFlowId, seen: i64, name: &str, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let name = named(name)?;
    let tx = control.db.write().await.doing("beginning to rename a flow")?;
    let before = live(tx.conn(), client, id).await?;
    if !rows::of(tx.conn(), client).rename(id, seen, name.as_ref(), now).await.doing("renaming a flow")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    let line =
        line(client, actor, "flow.rename", Noun::Flow, id.as_str(), now).change(json!({ "name": before.name }), json!({ "name": name }));
    finish(tx, client, line, "committing the name of a flow").await
}

/// Makes these the products that a flow shows, the main one first. Choices of pictures for others are forgotten.
///
/// # Errors
/// As [`create`] and [`update_settings`].
pub async fn set_products(
    control: &Control,
    actor: &Actor,
    id: &GenerationFlowId,
    seen: i64,
    products: &[ProductId],
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    // The session first, as everywhere: its products must not be taken out meanwhile.
    let session = live(control.db.read(), client, id).await?.session_id;
    let tx = match &session {
        Some(session) => hold(control, client, session).await?,
        None => control.db.write().await.doing("beginning to change the products of a flow")?,
    };
    let before = require_idle(tx.conn(), client, id).await?;
    let products = shown(tx.conn(), client, session.as_ref(), products).await?;
    let flows = rows::of(tx.conn(), client);
    let kept: BaseImages = before.base_images.into_iter().filter(|(product, _)| products.contains(product)).collect();
    if !flows.set_base_images(id, seen, &kept, now).await.doing("changing a flow")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    let shown_before = flows.product_ids(id).await.doing("reading the products of a flow")?;
    flows.replace_products(id, &products).await.doing("changing the products of a flow")?;
    let line = line(client, actor, "flow.products", Noun::Flow, id.as_str(), now)
        .change(json!({ "products": shown_before }), json!({ "products": products }));
    finish(tx, client, line, "committing the products of a flow").await
}

/// Chooses the picture by which a flow shows a product; `None` goes back to the primary one.
///
/// # Errors
/// As [`update_settings`]; [`Problem::NotFound`] when the flow does not show the product or the product has no such picture.
pub async fn choose_base_image(
    control: &Control,
    actor: &Actor,
    id: &GenerationFlowId,
    seen: i64,
    product: &ProductId,
    image: Option<&ProductImageId>,
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let (tx, flow) = hold_idle(control, client, id).await?;
    let flows = rows::of(tx.conn(), client);
    if !flows.product_ids(id).await.doing("reading the products of a flow")?.contains(product) {
        return Err(Problem::not_found(Noun::Product, product));
    }
    let mut images = flow.base_images.clone();
    match image {
        None => images.remove(product),
        Some(image) => {
            let found = product_images::of(tx.conn(), client).find(image).await.doing("reading a picture")?;
            if !found.is_some_and(|found| found.product_id == *product && found.deleted_at.is_none()) {
                return Err(Problem::not_found(Noun::ProductImage, image));
            }
            images.insert(product.clone(), image.clone())
        }
    };
    if !flows.set_base_images(id, seen, &images, now).await.doing("choosing a picture for a flow")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    let line = line(client, actor, "flow.base-image", Noun::Flow, id.as_str(), now).change(json!(flow.base_images), json!(images));
    finish(tx, client, line, "committing the picture of a flow").await
}

/// Marks a flow as a favourite of the client, or no longer.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn set_favorite(control: &Control, actor: &Actor, id: &GenerationFlowId, is_favorite: bool, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let tx = control.db.write().await.doing("beginning to mark a flow")?;
    if !rows::of(tx.conn(), client).set_favorite(id, is_favorite).await.doing("marking a flow")? {
        return Err(Problem::not_found(Noun::Flow, id));
    }
    let line = line(client, actor, "flow.favorite", Noun::Flow, id.as_str(), now).into_state(json!({ "is_favorite": is_favorite }));
    finish(tx, client, line, "committing the mark of a flow").await
}

/// Deletes a flow; it can be restored. What it made stays in the gallery.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Conflict`] `generating`.
pub async fn delete(control: &Control, actor: &Actor, id: &GenerationFlowId, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let (tx, _) = hold_idle(control, client, id).await?;
    if !rows::of(tx.conn(), client).set_deleted(id, true, now).await.doing("deleting a flow")? {
        return Err(Problem::not_found(Noun::Flow, id));
    }
    finish(tx, client, line(client, actor, "flow.delete", Noun::Flow, id.as_str(), now), "committing the deletion of a flow").await
}

/// Takes a deleted flow back.
///
/// # Errors
/// [`Problem::NotFound`], also when it is not deleted; [`Problem::Conflict`] `session-deleted` when its session is, `flows-max` when its
/// session is full; [`Problem::Invalid`] `products` `product-flows-max` when a product has got too many flows meanwhile.
pub async fn restore(control: &Control, actor: &Actor, id: &GenerationFlowId, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let found = rows::of(control.db.read(), client).find(id).await.doing("reading a flow")?;
    let session = found.ok_or_else(|| Problem::not_found(Noun::Flow, id))?.session_id;
    let tx = control.db.write().await.doing("beginning to restore a flow")?;
    if let Some(session) = &session {
        if !collection_sessions::of(tx.conn(), client).lock(session).await.doing("locking a session")? {
            return Err(Problem::conflict("session-deleted"));
        }
        place(tx.conn(), client, Some(session), 1).await?;
    }
    if !rows::of(tx.conn(), client).set_deleted(id, false, now).await.doing("restoring a flow")? {
        return Err(Problem::not_found(Noun::Flow, id));
    }
    finish(tx, client, line(client, actor, "flow.restore", Noun::Flow, id.as_str(), now), "committing the restoration of a flow").await
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
    let facts = rows::of(conn, client).facts(id).await.doing("reading the state of a flow")?;
    Ok(FlowView {
        prompt: flow_plan::prompt(&source.products, &settings, control.registry),
        images: product_images::of(conn, client).of_products(&shown).await.doing("reading pictures")?,
        runs: runs::of(conn, client).about(SUBJECT, id.as_str(), RUNS).await.doing("reading the runs of a flow")?,
        facts: FlowFacts { completed_assets: pictures.completed, ..facts },
        flow,
        products: source.products,
        below: source.below,
        merged: source.merged,
        settings,
        pictures,
    })
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

async fn add(tx: WriteTx, client: &ClientId, actor: &Actor, new: NewFlow, action: &'static str, now: OffsetDateTime) -> Outcome<()> {
    rows::of(tx.conn(), client).insert_all(std::slice::from_ref(&new), &actor.user_id, now).await.doing("adding a flow")?;
    let line = line(client, actor, action, Noun::Flow, new.id.as_str(), now)
        .into_state(json!({ "session": new.session_id, "products": new.products }));
    finish(tx, client, line, "committing a flow").await
}

/// Begins to change what decides the pictures of a flow. Until the end of the transaction nobody else does, and no run is admitted.
async fn hold_idle(control: &Control, client: &ClientId, id: &GenerationFlowId) -> Outcome<(WriteTx, Flow)> {
    let tx = control.db.write().await.doing("beginning to change a flow")?;
    let flow = require_idle(tx.conn(), client, id).await?;
    Ok((tx, flow))
}

async fn require_idle(conn: Conn<'_>, client: &ClientId, id: &GenerationFlowId) -> Outcome<Flow> {
    let flows = rows::of(conn, client);
    flows.lock(id).await.doing("locking a flow")?;
    let flow = live(conn, client, id).await?;
    if flows.open_runs(id).await.doing("counting the runs of a flow")? > 0 {
        return Err(Problem::conflict("generating"));
    }
    Ok(flow)
}

async fn live(conn: Conn<'_>, client: &ClientId, id: &GenerationFlowId) -> Outcome<Flow> {
    let found = rows::of(conn, client).find(id).await.doing("reading a flow")?;
    found.filter(|flow| flow.deleted_at.is_none()).ok_or_else(|| Problem::not_found(Noun::Flow, id))
}

async fn refusal(conn: Conn<'_>, client: &ClientId, id: &GenerationFlowId, seen: i64) -> Outcome<Problem> {
    let current = rows::of(conn, client).find(id).await.doing("reading a flow")?.filter(|flow| flow.deleted_at.is_none());
    Ok(missed(conn, client, Noun::Flow, id.as_str(), seen, current.map(|flow| flow.version)).await)
}

/// Checks what a flow is to show: at most three live products, each once, in a session only those of the session.
async fn shown(
    conn: Conn<'_>,
    client: &ClientId,
    session: Option<&CollectionSessionId>,
    products: &[ProductId],
) -> Outcome<Vec<ProductId>> {
    let mut once: Vec<ProductId> = Vec::new();
    for product in products {
        if !once.contains(product) {
            once.push(product.clone());
        }
        if once.len() > PRODUCTS_MAX {
            return Err(Problem::invalid("products", "flow-products-max"));
        }
    }
    require_all(conn, client, &once).await?;
    if let Some(session) = session {
        let gathered = collection_sessions::of(conn, client).product_ids(session).await.doing("reading the products of a session")?;
        if once.iter().any(|product| !gathered.contains(product)) {
            return Err(Problem::invalid("products", "not-in-session"));
        }
    }
    Ok(once)
}

/// The place behind the last flow of a session, when there is room for `more`.
async fn place(conn: Conn<'_>, client: &ClientId, session: Option<&CollectionSessionId>, more: i64) -> Outcome<i64> {
    let Some(session) = session else { return Ok(0) };
    let (flows, next) = rows::of(conn, client).places(session).await.doing("counting the flows of a session")?;
    if flows + more > FLOWS_PER_SESSION_MAX {
        return Err(Problem::Conflict { code: "flows-max", values: vec![("max", FLOWS_PER_SESSION_MAX.to_string())] });
    }
    Ok(next)
}

fn named(text: &str) -> Outcome<Option<Name>> {
    match text.trim() {
        "" => Ok(None),
        text => Name::parse(text).map(Some).map_err(|problem| Problem::Invalid { fields: vec![FieldProblem::text("name", &problem)] }),
    }
}
