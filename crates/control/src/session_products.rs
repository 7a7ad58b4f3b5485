//! Which products a session gathers.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::{collection_sessions as sessions, session_products as rows};
use visualizer_domain::collection_session::PRODUCTS_MAX;
use visualizer_domain::ids::{CollectionSessionId, ProductId};
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::collection_sessions::{hold, refusal};
use crate::ending::{finish, line};
use crate::failure::Doing as _;
use crate::products::require_all;

/// Makes these the products of a session, in this order: adds, takes out and orders in one.
///
/// # Errors
/// As [`create`]; [`Problem::Stale`] when the session changed since `seen`; [`Problem::Conflict`] `product-in-flow` when a flow of the
/// session shows a product that would be taken out.
pub async fn set_products(
    control: &Control,
    actor: &Actor,
    id: &CollectionSessionId,
    seen: i64,
    products: &[ProductId],
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let products = bounded(products)?;
    let tx = hold(control, client, id).await?;
    let (sessions, gathered) = (sessions::of(tx.conn(), client), rows::of(tx.conn(), client, id));
    if !sessions.touch(id, seen, now).await.doing("changing a session")? {
        return Err(refusal(tx.conn(), client, id, seen).await?);
    }
    require_all(tx.conn(), client, &products).await?;
    let shown = gathered.all().await.doing("reading the products of a session")?;
    if let Some(shown) = shown.iter().find(|product| product.flows > 0 && !products.contains(&product.id)) {
        return Err(Problem::Conflict { code: "product-in-flow", values: vec![("product", shown.name.clone())] });
    }
    gathered.replace(&products).await.doing("gathering the products of a session")?;
    let line = line(client, actor, "session.products", Noun::Session, id.as_str(), now).into_state(json!({ "products": products }));
    finish(tx, client, line, "committing the products of a session").await
}

/// Adds products at the end of a session; those that are in it stay where they are. Gives how many were new.
///
/// # Errors
/// As [`create`].
pub async fn add_products(
    control: &Control,
    actor: &Actor,
    id: &CollectionSessionId,
    products: &[ProductId],
    now: OffsetDateTime,
) -> Outcome<usize> {
    let client = actor.require(Permission::Edit)?;
    let products = bounded(products)?;
    let tx = hold(control, client, id).await?;
    require_all(tx.conn(), client, &products).await?;
    let (sessions, gathered) = (sessions::of(tx.conn(), client), rows::of(tx.conn(), client, id));
    let before = gathered.ids().await.doing("reading the products of a session")?;
    let all = bounded(&[before.as_slice(), &products].concat())?;
    let added = all.len() - before.len();
    if added == 0 {
        return Ok(0);
    }
    let session = sessions.find(id).await.doing("reading a session")?.ok_or_else(|| Problem::not_found(Noun::Session, id))?;
    gathered.replace(&all).await.doing("gathering the products of a session")?;
    sessions.touch(id, session.version, now).await.doing("changing a session")?;
    let line = line(client, actor, "session.products", Noun::Session, id.as_str(), now)
        .change(json!({ "products": before }), json!({ "products": all }));
    finish(tx, client, line, "committing the products of a session").await?;
    Ok(added)
}

/// Each product once, in the order in which they came first.
pub(crate) fn bounded(products: &[ProductId]) -> Outcome<Vec<ProductId>> {
    let mut seen = std::collections::HashSet::new();
    let once: Vec<ProductId> = products.iter().filter(|id| seen.insert(*id)).cloned().collect();
    if once.len() > PRODUCTS_MAX {
        return Err(Problem::Invalid { fields: vec![FieldProblem::new("products", "too-many").with("max", PRODUCTS_MAX)] });
    }
    Ok(once)
}
