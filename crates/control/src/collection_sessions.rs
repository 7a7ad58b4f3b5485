//! Collection sessions: making them, the settings that their flows begin with, deleting and taking back; and what pages show.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::collection_sessions::{self as rows, Session};
use visualizer_db::{Conn, WriteTx, flow_cards, flow_facts, generation_flows, session_cards, session_products};
use visualizer_domain::collection_session::DeletePolicy;
use visualizer_domain::ids::{ClientId, CollectionSessionId, ProductId};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;
use crate::products::require_all;
use crate::session_products::bounded;

pub use crate::session_products::{add_products, set_products};
pub use visualizer_db::flow_cards::FlowCard;
pub use visualizer_db::session_cards::{SessionCard, SessionFilter};
pub use visualizer_db::session_products::SessionProduct;

/// A session with all that its page shows.
#[derive(Debug, Clone)]
pub struct SessionView {
    /// The session as lists show it: its state, counts and thumbnails.
    pub card: SessionCard,
    /// What its flows begin with.
    pub settings: SettingsLayer,
    /// Its products, in order.
    pub products: Vec<SessionProduct>,
    /// Its flows, in order.
    pub flows: Vec<FlowCard>,
}

/// Makes a session of these products, which may be none yet.
///
/// # Errors
/// [`Problem::Invalid`]: `name` by its bounds, `products` `too-many`; [`Problem::NotFound`] names a product that is not there.
pub async fn create(
    control: &Control,
    actor: &Actor,
    name: &str,
    products: &[ProductId],
    now: OffsetDateTime,
) -> Outcome<CollectionSessionId> {
    let client = actor.require(Permission::Edit)?;
    let name = named(name)?;
    let products = bounded(products)?;
    let id = CollectionSessionId::new(now);
    let tx = control.db.write().await.doing("beginning to make a session")?;
    require_all(tx.conn(), client, &products).await?;
    let sessions = rows::of(tx.conn(), client);
    sessions.insert(&id, &name, &actor.user_id, now).await.doing("adding a session")?;
    session_products::of(tx.conn(), client, &id).replace(&products).await.doing("gathering the products of a session")?;
    let line = line(client, actor, "session.create", Noun::Session, id.as_str(), now)
        .into_state(json!({ "name": name, "products": products.len() }));
    finish(tx, client, line, "committing a session").await?;
    Ok(id)
}

/// Changes what a session is called.
///
/// # Errors
/// [`Problem::Stale`] when it changed since `seen`; [`Problem::Invalid`] `name`.
pub async fn rename(control: &Control, actor: &Actor, id: &CollectionSessionId, seen: i64, name: &str, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let name = named(name)?;
    let (tx, before) = begin(control, client, id).await?;
    if !rows::of(tx.conn(), client).rename(id, seen, &name, now).await.doing("renaming a session")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    let line = line(client, actor, "session.rename", Noun::Session, id.as_str(), now)
        .change(json!({ "name": before.name }), json!({ "name": name }));
    finish(tx, client, line, "committing the name of a session").await
}

/// Changes the settings that the flows of a session begin with.
///
/// # Errors
/// [`Problem::Stale`] when the session changed since `seen`; [`Problem::Invalid`] names each undocumented value.
pub async fn update_settings(
    control: &Control,
    actor: &Actor,
    id: &CollectionSessionId,
    seen: i64,
    settings: SettingsLayer,
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let settings = settings.check(control.registry)?;
    let (tx, before) = begin(control, client, id).await?;
    if !rows::of(tx.conn(), client).update_settings(id, seen, &settings, now).await.doing("changing the settings of a session")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    let line = line(client, actor, "session.settings", Noun::Session, id.as_str(), now).change(json!(before.settings), json!(settings));
    finish(tx, client, line, "committing the settings of a session").await
}

/// Deletes a session with its flows and, by the policy, what they made. It can be restored as a whole.
///
/// # Errors
/// [`Problem::Stale`] when it changed since `seen`; [`Problem::Conflict`] `generating` while one of its flows is.
pub async fn delete(
    control: &Control,
    actor: &Actor,
    id: &CollectionSessionId,
    seen: i64,
    policy: DeletePolicy,
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let tx = hold(control, client, id).await?;
    generation_flows::of(tx.conn(), client).lock_session(id).await.doing("locking the flows of a session")?;
    if flow_facts::open_runs_in(tx.conn(), client, id).await.doing("counting the runs of a session")? > 0 {
        return Err(Problem::conflict("generating"));
    }
    if !rows::of(tx.conn(), client).delete(id, seen, policy, &actor.user_id, now).await.doing("deleting a session")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    let line = line(client, actor, "session.delete", Noun::Session, id.as_str(), now).into_state(json!({ "policy": policy }));
    finish(tx, client, line, "committing the deletion of a session").await
}

/// Takes a deleted session back, with the flows and pictures that were deleted with it.
///
/// # Errors
/// [`Problem::NotFound`], also when it is not deleted; [`Problem::Invalid`] `products` `product-flows-max` when a product has got too
/// many flows meanwhile.
pub async fn restore(control: &Control, actor: &Actor, id: &CollectionSessionId, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let tx = control.db.write().await.doing("beginning to restore a session")?;
    if !rows::of(tx.conn(), client).restore(id, now).await.doing("restoring a session")? {
        return Err(Problem::not_found(Noun::Session, id));
    }
    let line = line(client, actor, "session.restore", Noun::Session, id.as_str(), now);
    finish(tx, client, line, "committing the restoration of a session").await
}

/// One page of sessions, newest first.
///
/// # Errors
/// Without the permission to view.
pub async fn list(
    control: &Control,
    actor: &Actor,
    filter: &SessionFilter,
    from: Option<&Cursor>,
    limit: Limit,
) -> Outcome<Page<SessionCard>> {
    let client = actor.require(Permission::View)?;
    session_cards::page(control.db.read(), client, filter, from, limit).await.doing("listing sessions")
}

/// A session with all that its page shows. A deleted one has a page too, from which it can be restored.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn view(control: &Control, actor: &Actor, id: &CollectionSessionId) -> Outcome<SessionView> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let sessions = rows::of(conn, client);
    let session = sessions.find(id).await.doing("reading a session")?;
    let card = session_cards::find(conn, client, id).await.doing("reading a session")?;
    let (Some(session), Some(card)) = (session, card) else { return Err(Problem::not_found(Noun::Session, id)) };
    Ok(SessionView {
        products: session_products::of(conn, client, id).all().await.doing("reading the products of a session")?,
        flows: flow_cards::in_session(conn, client, id).await.doing("reading the flows of a session")?,
        settings: session.settings,
        card,
    })
}

/// Begins to change a session and its flows. Until the end of the transaction nobody else does.
pub(crate) async fn hold(control: &Control, client: &ClientId, id: &CollectionSessionId) -> Outcome<WriteTx> {
    let tx = control.db.write().await.doing("beginning to change a session")?;
    let is_there = rows::of(tx.conn(), client).lock(id).await.doing("locking a session")?;
    if is_there { Ok(tx) } else { Err(Problem::not_found(Noun::Session, id)) }
}

/// Begins to change a live session's own row.
async fn begin(control: &Control, client: &ClientId, id: &CollectionSessionId) -> Outcome<(WriteTx, Session)> {
    let tx = control.db.write().await.doing("beginning to change a session")?;
    let found = rows::of(tx.conn(), client).find(id).await.doing("reading a session")?.filter(|session| session.deleted_at.is_none());
    let session = found.ok_or_else(|| Problem::not_found(Noun::Session, id))?;
    Ok((tx, session))
}

pub(crate) async fn refusal(conn: Conn<'_>, client: &ClientId, id: &CollectionSessionId, seen: i64) -> Outcome<Problem> {
    let current = rows::of(conn, client).find(id).await.doing("reading a session")?.filter(|session| session.deleted_at.is_none());
    Ok(missed(conn, client, Noun::Session, id.as_str(), seen, current.map(|session| session.version)).await)
}

fn named(text: &str) -> Outcome<Name> {
    Name::parse(text).map_err(|problem| Problem::Invalid { fields: vec![FieldProblem::text("name", &problem)] })
}
