//! Products of the catalogue: adding, changing, marking, deleting and taking back; and what their pages show.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::gallery::{self, Frame};
use visualizer_db::products as rows;
use visualizer_db::{Conn, flow_cards, picture_counts, product_cards, product_images};
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{ClientId, ProductId};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;

pub use crate::product_draft::{ProductDraft, SCENE_TYPES_MAX};
pub use visualizer_db::flow_cards::FlowCard;
pub use visualizer_db::picture_counts::PictureCounts;
pub use visualizer_db::product_cards::{Category, ProductCard, ProductFilter};
pub use visualizer_db::product_images::ProductImage;
pub use visualizer_db::products::Product;

/// Most products that are counted one by one.
pub const COUNT_MAX: i64 = 10_000;
/// Generated pictures on a product's page; the gallery has the others.
const NEWEST: u16 = 8;

/// A product with all that its page shows.
#[derive(Debug, Clone)]
pub struct ProductView {
    /// The product.
    pub product: Product,
    /// Its uploaded pictures, in order.
    pub images: Vec<ProductImage>,
    /// The flows that show it, newest first.
    pub flows: Vec<FlowCard>,
    /// How many generated pictures show it.
    pub pictures: PictureCounts,
    /// The newest of them.
    pub newest: Vec<Frame>,
}

/// Adds a product.
///
/// # Errors
/// [`Problem::Invalid`] names each bad field.
pub async fn create(control: &Control, actor: &Actor, draft: &ProductDraft, now: OffsetDateTime) -> Outcome<ProductId> {
    let client = actor.require(Permission::Edit)?;
    let facts = draft.check(control.registry)?;
    let id = ProductId::new(now);
    let tx = control.db.write().await.doing("beginning to add a product")?;
    rows::of(tx.conn(), client).insert(&id, &facts, &actor.user_id, now).await.doing("adding a product")?;
    let line = line(client, actor, "product.create", Noun::Product, id.as_str(), now).into_state(json!({ "name": facts.name }));
    finish(tx, client, line, "committing a product").await?;
    Ok(id)
}

/// Changes what people say about a product.
///
/// # Errors
/// [`Problem::Stale`] when it changed since `seen`; [`Problem::Invalid`] names each bad field.
pub async fn update(control: &Control, actor: &Actor, id: &ProductId, seen: i64, draft: &ProductDraft, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let facts = draft.check(control.registry)?;
    let tx = control.db.write().await.doing("beginning to change a product")?;
    let before = live(tx.conn(), client, id).await?;
    if !rows::of(tx.conn(), client).update(id, seen, &facts, now).await.doing("changing a product")? {
        let current = rows::of(tx.conn(), client).find(id).await.doing("reading a product")?;
        let current = current.filter(|product| product.deleted_at.is_none()).map(|product| product.version);
        return Err(missed(tx.conn(), client, Noun::Product, id.as_str(), seen, current).await);
    }
    let line = line(client, actor, "product.update", Noun::Product, id.as_str(), now).change(
        json!({ "name": before.name, "category": before.category, "sku": before.sku, "default_settings": before.default_settings }),
        json!({ "name": facts.name, "category": facts.category, "sku": facts.sku, "default_settings": facts.default_settings }),
    );
    finish(tx, client, line, "committing a change of a product").await
}

/// Marks a product as a favourite of the client, or no longer.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn set_favorite(control: &Control, actor: &Actor, id: &ProductId, is_favorite: bool, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let tx = control.db.write().await.doing("beginning to mark a product")?;
    if !rows::of(tx.conn(), client).set_favorite(id, is_favorite).await.doing("marking a product")? {
        return Err(Problem::not_found(Noun::Product, id));
    }
    let line = line(client, actor, "product.favorite", Noun::Product, id.as_str(), now).into_state(json!({ "is_favorite": is_favorite }));
    finish(tx, client, line, "committing the mark of a product").await
}

/// Deletes a product; it can be restored. Flows leave it out meanwhile, and what was made of it stays in the gallery.
///
/// # Errors
/// [`Problem::NotFound`], also when it is deleted already.
pub async fn delete(control: &Control, actor: &Actor, id: &ProductId, now: OffsetDateTime) -> Outcome<()> {
    set_deleted(control, actor, id, true, now).await
}

/// Takes a deleted product back.
///
/// # Errors
/// [`Problem::NotFound`], also when it is not deleted.
pub async fn restore(control: &Control, actor: &Actor, id: &ProductId, now: OffsetDateTime) -> Outcome<()> {
    set_deleted(control, actor, id, false, now).await
}

async fn set_deleted(control: &Control, actor: &Actor, id: &ProductId, deleted: bool, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let tx = control.db.write().await.doing("beginning to delete or restore a product")?;
    if !rows::of(tx.conn(), client).set_deleted(id, deleted, now).await.doing("deleting or restoring a product")? {
        return Err(Problem::not_found(Noun::Product, id));
    }
    let action = if deleted { "product.delete" } else { "product.restore" };
    let line = line(client, actor, action, Noun::Product, id.as_str(), now);
    finish(tx, client, line, "committing the deletion or restoration of a product").await
}

/// One page of products, newest first.
///
/// # Errors
/// Without the permission to view.
pub async fn list(
    control: &Control,
    actor: &Actor,
    filter: &ProductFilter,
    from: Option<&Cursor>,
    limit: Limit,
) -> Outcome<Page<ProductCard>> {
    let client = actor.require(Permission::View)?;
    product_cards::page(control.db.read(), client, filter, from, limit).await.doing("listing products")
}

/// How many products match, counted up to [`COUNT_MAX`].
///
/// # Errors
/// Without the permission to view.
pub async fn count(control: &Control, actor: &Actor, filter: &ProductFilter) -> Outcome<i64> {
    let client = actor.require(Permission::View)?;
    product_cards::count(control.db.read(), client, filter, COUNT_MAX).await.doing("counting products")
}

/// These products as lists show them, newest first. Deleted and unknown ones are left out.
///
/// # Errors
/// Without the permission to view.
pub async fn these(control: &Control, actor: &Actor, ids: &[ProductId]) -> Outcome<Vec<ProductCard>> {
    let client = actor.require(Permission::View)?;
    product_cards::these(control.db.read(), client, ids).await.doing("reading products")
}

/// The categories in use.
///
/// # Errors
/// Without the permission to view.
pub async fn categories(control: &Control, actor: &Actor) -> Outcome<Vec<Category>> {
    let client = actor.require(Permission::View)?;
    product_cards::categories(control.db.read(), client).await.doing("listing categories")
}

/// A product by itself, deleted or not.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn find(control: &Control, actor: &Actor, id: &ProductId) -> Outcome<Product> {
    let client = actor.require(Permission::View)?;
    let found = rows::of(control.db.read(), client).find(id).await.doing("reading a product")?;
    found.ok_or_else(|| Problem::not_found(Noun::Product, id))
}

/// A product with all that its page shows. A deleted one has a page too, from which it can be restored.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn view(control: &Control, actor: &Actor, id: &ProductId) -> Outcome<ProductView> {
    let client = actor.require(Permission::View)?;
    let conn = control.db.read();
    let product = find(control, actor, id).await?;
    let only = std::slice::from_ref(id);
    let filter = AssetFilter { product: Some(id.clone()), ..AssetFilter::default() };
    let newest = gallery::of(conn, client, &filter).page(None, gallery::Direction::Older, Limit::new(NEWEST)).await;
    Ok(ProductView {
        images: product_images::of(conn, client).of_products(only).await.doing("reading the pictures of a product")?,
        flows: flow_cards::showing(conn, client, id).await.doing("reading the flows of a product")?,
        pictures: picture_counts::by_product(conn, client, only).await.doing("counting pictures")?.remove(id.as_str()).unwrap_or_default(),
        newest: newest.doing("reading the newest pictures of a product")?.rows,
        product,
    })
}

/// A product that is not deleted.
pub(crate) async fn live(conn: Conn<'_>, client: &ClientId, id: &ProductId) -> Outcome<Product> {
    let found = rows::of(conn, client).find(id).await.doing("reading a product")?;
    found.filter(|product| product.deleted_at.is_none()).ok_or_else(|| Problem::not_found(Noun::Product, id))
}

/// Checks that these are live products of the client, each named once.
pub(crate) async fn require_all(conn: Conn<'_>, client: &ClientId, ids: &[ProductId]) -> Outcome<()> {
    match rows::of(conn, client).missing(ids).await.doing("looking for products")?.first() {
        Some(missing) => Err(Problem::not_found(Noun::Product, missing)),
        None => Ok(()),
    }
}
