//! Uploaded pictures of products: which one stands for its product, their order and words, deleting and taking back. Taking them in is in
//! `uploads`.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::product_images as rows;
use visualizer_db::{Conn, WriteTx, products};
use visualizer_domain::ids::{ClientId, ProductId, ProductImageId};
use visualizer_domain::picture_limits::IMAGES_PER_PRODUCT_MAX;
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::text::Description;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;

pub use crate::uploads::{Upload, add};
pub use visualizer_db::product_images::ProductImage;

/// A picture of this product, deleted or not.
///
/// # Errors
/// [`Problem::NotFound`], also for a picture of another product.
pub async fn view(control: &Control, actor: &Actor, product: &ProductId, id: &ProductImageId) -> Outcome<ProductImage> {
    let client = actor.require(Permission::View)?;
    let found = rows::of(control.db.read(), client).find(id).await.doing("reading a picture")?;
    found.filter(|image| image.product_id == *product).ok_or_else(|| Problem::not_found(Noun::ProductImage, id))
}

/// Makes a picture the one that stands for its product.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Conflict`] `image-refused`.
pub async fn set_primary(control: &Control, actor: &Actor, id: &ProductImageId, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let (tx, images, image) = hold_image(control, client, id).await?;
    if image.check_state == CheckState::Refused {
        return Err(Problem::conflict("image-refused"));
    }
    if image.is_primary {
        return Ok(());
    }
    rows::of(tx.conn(), client).set_primary(&image.product_id, id, now).await.doing("making a picture the primary one")?;
    let before = images.iter().find(|other| other.is_primary).map(|other| &other.id);
    let line = line(client, actor, "product_image.set-primary", Noun::ProductImage, id.as_str(), now)
        .change(json!({ "primary": before }), json!({ "primary": id }));
    finish(tx, client, line, "committing the primary picture").await
}

/// Puts the pictures of a product into this order.
///
/// # Errors
/// [`Problem::NotFound`] for a picture of another product; [`Problem::Conflict`] `images-changed` when the list is not all of them.
pub async fn reorder(control: &Control, actor: &Actor, product: &ProductId, order: &[ProductImageId], now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let tx = hold(control, client, product).await?;
    let pictures = rows::of(tx.conn(), client);
    let images = pictures.of_products(std::slice::from_ref(product)).await.doing("reading the pictures of a product")?;
    if let Some(foreign) = order.iter().find(|id| !images.iter().any(|image| image.id == **id)) {
        return Err(Problem::not_found(Noun::ProductImage, foreign));
    }
    let named: std::collections::HashSet<_> = order.iter().collect();
    if named.len() != images.len() || order.len() != images.len() {
        return Err(Problem::conflict("images-changed"));
    }
    for (id, position) in order.iter().zip(0..) {
        pictures.set_position(id, position, now).await.doing("ordering pictures")?;
    }
    let line = line(client, actor, "product.order-images", Noun::Product, product.as_str(), now).into_state(json!({ "images": order }));
    finish(tx, client, line, "committing the order of pictures").await
}

/// Changes what a picture is called for those who do not see it.
///
/// # Errors
/// [`Problem::Stale`] when it changed since `seen`; [`Problem::Invalid`] `alt_text`.
pub async fn set_alt_text(
    control: &Control,
    actor: &Actor,
    id: &ProductImageId,
    seen: i64,
    text: &str,
    now: OffsetDateTime,
) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let text = Description::parse(text).map_err(|problem| Problem::Invalid { fields: vec![FieldProblem::text("alt_text", &problem)] })?;
    let kept = Some(text.as_str()).filter(|text| !text.is_empty());
    let tx = control.db.write().await.doing("beginning to describe a picture")?;
    let pictures = rows::of(tx.conn(), client);
    if !pictures.set_alt_text(id, seen, kept, now).await.doing("describing a picture")? {
        let current = pictures.find(id).await.doing("reading a picture")?.filter(|image| image.deleted_at.is_none());
        return Err(missed(tx.conn(), client, Noun::ProductImage, id.as_str(), seen, current.map(|image| image.version)).await);
    }
    let line = line(client, actor, "product_image.describe", Noun::ProductImage, id.as_str(), now).into_state(json!({ "alt_text": kept }));
    finish(tx, client, line, "committing the description of a picture").await
}

/// Deletes a picture. If it was the primary one, the next usable one takes over. What was made from it stays.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn delete(control: &Control, actor: &Actor, id: &ProductImageId, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let (tx, images, image) = hold_image(control, client, id).await?;
    let pictures = rows::of(tx.conn(), client);
    pictures.delete(id, now).await.doing("deleting a picture")?;
    let mut left = images.iter().filter(|other| other.id != *id);
    let heir = left.clone().find(|other| other.check_state != CheckState::Refused).or_else(|| left.next());
    if let (true, Some(heir)) = (image.is_primary, heir) {
        pictures.set_primary(&image.product_id, &heir.id, now).await.doing("handing on the primary picture")?;
    }
    let line = line(client, actor, "product_image.delete", Noun::ProductImage, id.as_str(), now)
        .change(json!({ "product": image.product_id, "sha256": image.sha256 }), json!(null));
    finish(tx, client, line, "committing the deletion of a picture").await
}

/// Takes a deleted picture back to its place. It becomes the primary one when that is asked for, or when the product has no usable one.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Conflict`] `not-deleted`, `images-max` when the product has enough others by now, `duplicate-image`
/// when the same picture was added again meanwhile.
pub async fn restore(control: &Control, actor: &Actor, id: &ProductImageId, as_primary: bool, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Edit)?;
    let found = rows::of(control.db.read(), client).find(id).await.doing("reading a picture")?;
    let image = found.ok_or_else(|| Problem::not_found(Noun::ProductImage, id))?;
    let tx = hold(control, client, &image.product_id).await?;
    let pictures = rows::of(tx.conn(), client);
    let images = pictures.of_products(std::slice::from_ref(&image.product_id)).await.doing("reading the pictures of a product")?;
    if images.len() >= IMAGES_PER_PRODUCT_MAX {
        return Err(Problem::Conflict { code: "images-max", values: vec![("max", IMAGES_PER_PRODUCT_MAX.to_string())] });
    }
    if images.iter().any(|other| other.sha256 == image.sha256 && other.id != *id) {
        return Err(Problem::conflict("duplicate-image"));
    }
    if !pictures.restore(id, now).await.doing("restoring a picture")? {
        return Err(Problem::conflict("not-deleted"));
    }
    let is_usable = image.check_state != CheckState::Refused;
    if is_usable && (as_primary || needs_primary(&images)) || images.is_empty() {
        pictures.set_primary(&image.product_id, id, now).await.doing("making a picture the primary one")?;
    }
    let line = line(client, actor, "product_image.restore", Noun::ProductImage, id.as_str(), now)
        .into_state(json!({ "product": image.product_id, "sha256": image.sha256 }));
    finish(tx, client, line, "committing the restoration of a picture").await
}

/// True when none of these pictures can stand for their product.
pub(crate) fn needs_primary(images: &[ProductImage]) -> bool {
    images.iter().find(|image| image.is_primary).is_none_or(|image| image.check_state == CheckState::Refused)
}

/// Begins to change the pictures of a product. Until the end of the transaction nobody else does.
pub(crate) async fn hold(control: &Control, client: &ClientId, product: &ProductId) -> Outcome<WriteTx> {
    let tx = control.db.write().await.doing("beginning to change the pictures of a product")?;
    let is_there = products::of(tx.conn(), client).lock(product).await.doing("locking a product")?;
    if is_there { Ok(tx) } else { Err(Problem::not_found(Noun::Product, product)) }
}

/// The same, from one picture: all live pictures of its product, and itself.
async fn hold_image(control: &Control, client: &ClientId, id: &ProductImageId) -> Outcome<(WriteTx, Vec<ProductImage>, ProductImage)> {
    let tx = control.db.write().await.doing("beginning to change a picture")?;
    let product = find(tx.conn(), client, id).await?.product_id;
    let is_there = products::of(tx.conn(), client).lock(&product).await.doing("locking a product")?;
    // Read again: until the lock was had, somebody else may have deleted it.
    let images =
        rows::of(tx.conn(), client).of_products(std::slice::from_ref(&product)).await.doing("reading the pictures of a product")?;
    match images.iter().find(|image| image.id == *id).cloned().filter(|_| is_there) {
        Some(image) => Ok((tx, images, image)),
        None => Err(Problem::not_found(Noun::ProductImage, id)),
    }
}

async fn find(conn: Conn<'_>, client: &ClientId, id: &ProductImageId) -> Outcome<ProductImage> {
    let found = rows::of(conn, client).find(id).await.doing("reading a picture")?;
    found.filter(|image| image.deleted_at.is_none()).ok_or_else(|| Problem::not_found(Noun::ProductImage, id))
}
