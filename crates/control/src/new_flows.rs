//! Making generation flows: one, a second like one, or one for each product of a session.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::generation_flows::{self as rows, BaseImages, NewFlow};
use visualizer_db::{WriteTx, flow_products, session_products};
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId};
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;
use visualizer_domain::{Actor, Permission};

use crate::Control;
use crate::collection_sessions::hold;
use crate::ending::{finish, line};
use crate::failure::Doing as _;
use crate::generation_flows::{live, named, place, shown};

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
    let products = flow_products::ids(tx.conn(), client, id).await.doing("reading the products of a flow")?;
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
    let products = session_products::of(tx.conn(), client, session).all().await.doing("reading the products of a session")?;
    let lacking: Vec<ProductId> = products.into_iter().filter(|product| product.flows == 0).map(|product| product.id).collect();
    let flows = rows::of(tx.conn(), client);
    let left_out = flow_products::fully_shown(tx.conn(), client, &lacking).await.doing("counting the flows of products")?;
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

async fn add(tx: WriteTx, client: &ClientId, actor: &Actor, new: NewFlow, action: &'static str, now: OffsetDateTime) -> Outcome<()> {
    rows::of(tx.conn(), client).insert_all(std::slice::from_ref(&new), &actor.user_id, now).await.doing("adding a flow")?;
    let line = line(client, actor, action, Noun::Flow, new.id.as_str(), now)
        .into_state(json!({ "session": new.session_id, "products": new.products }));
    finish(tx, client, line, "committing a flow").await
}
