//! Generation flows: what they show, their settings and their life. Having them generate is in `admissions`.
//!
//! While a run of a flow is open, what decides its pictures is locked; duplicating the flow is the way to try something else meanwhile.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::generation_flows::{self as rows, BaseImages};
use visualizer_db::{Conn, WriteTx, collection_sessions, flow_facts, flow_products, product_images, session_products};
use visualizer_domain::generation_flow::{FLOWS_PER_SESSION_MAX, PRODUCTS_MAX};
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId, ProductImageId};
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::collection_sessions::hold;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;
use crate::products::require_all;

pub use crate::flow_views::{FlowView, list, pictures, view};
pub use crate::new_flows::{Filled, FlowDraft, create, duplicate, fill_session};
pub use visualizer_db::flow_cards::{CardProduct, FlowCard, FlowFilter};
pub use visualizer_db::generation_flows::Flow;
pub use visualizer_db::picture_counts::PictureCounts;
pub use visualizer_db::product_images::ProductImage;

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
    let shown_before = flow_products::ids(tx.conn(), client, id).await.doing("reading the products of a flow")?;
    flow_products::replace(tx.conn(), client, id, &products).await.doing("changing the products of a flow")?;
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
    if !flow_products::ids(tx.conn(), client, id).await.doing("reading the products of a flow")?.contains(product) {
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
    if flow_facts::open_runs(conn, client, id).await.doing("counting the runs of a flow")? > 0 {
        return Err(Problem::conflict("generating"));
    }
    Ok(flow)
}

pub(crate) async fn live(conn: Conn<'_>, client: &ClientId, id: &GenerationFlowId) -> Outcome<Flow> {
    let found = rows::of(conn, client).find(id).await.doing("reading a flow")?;
    found.filter(|flow| flow.deleted_at.is_none()).ok_or_else(|| Problem::not_found(Noun::Flow, id))
}

async fn refusal(conn: Conn<'_>, client: &ClientId, id: &GenerationFlowId, seen: i64) -> Outcome<Problem> {
    let current = rows::of(conn, client).find(id).await.doing("reading a flow")?.filter(|flow| flow.deleted_at.is_none());
    Ok(missed(conn, client, Noun::Flow, id.as_str(), seen, current.map(|flow| flow.version)).await)
}

/// Checks what a flow is to show: at most three live products, each once, in a session only those of the session.
pub(crate) async fn shown(
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
        let gathered = session_products::of(conn, client, session).ids().await.doing("reading the products of a session")?;
        if once.iter().any(|product| !gathered.contains(product)) {
            return Err(Problem::invalid("products", "not-in-session"));
        }
    }
    Ok(once)
}

/// The place behind the last flow of a session, when there is room for `more`.
pub(crate) async fn place(conn: Conn<'_>, client: &ClientId, session: Option<&CollectionSessionId>, more: i64) -> Outcome<i64> {
    let Some(session) = session else { return Ok(0) };
    let (flows, next) = rows::of(conn, client).places(session).await.doing("counting the flows of a session")?;
    if flows + more > FLOWS_PER_SESSION_MAX {
        return Err(Problem::Conflict { code: "flows-max", values: vec![("max", FLOWS_PER_SESSION_MAX.to_string())] });
    }
    Ok(next)
}

pub(crate) fn named(text: &str) -> Outcome<Option<Name>> {
    match text.trim() {
        "" => Ok(None),
        text => Name::parse(text).map(Some).map_err(|problem| Problem::Invalid { fields: vec![FieldProblem::text("name", &problem)] }),
    }
}
