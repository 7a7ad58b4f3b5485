//! Uploaded pictures of products. An upload is checked twice: its header here and at once, the whole picture by a worker, whose job is
//! admitted in the transaction that adds the picture.

use bytes::Bytes;
use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::blobs::{self, Blob};
use visualizer_db::product_images::{self as rows, NewProductImage};
use visualizer_db::{Change, Conn, WriteTx, admissions, products};
use visualizer_domain::admission::{self, Request};
use visualizer_domain::canonical::sha256;
use visualizer_domain::ids::{ClientId, ProductId, ProductImageId};
use visualizer_domain::picture_header::{self, HeaderProblem, PictureHeader};
use visualizer_domain::picture_limits::{BYTES_MAX, IMAGES_PER_PRODUCT_MAX, PIXELS_MAX, SIDE_MAX, SIDE_MIN};
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::text::{Description, Name};
use visualizer_domain::{Actor, Permission, Problem, image_check_plan};
use visualizer_storage::StorageKey;

use crate::Control;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;

pub use visualizer_db::product_images::ProductImage;

/// A file as it came.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What it was called; kept for people, never used as a path.
    pub file_name: Option<String>,
    /// Its bytes, at most [`BYTES_MAX`].
    pub bytes: Bytes,
}

/// Adds a picture to a product. The first one becomes the primary one, and so does the next after one that was refused.
///
/// # Errors
/// [`Problem::TooLarge`] and [`Problem::UnsupportedMedia`] by the file itself; [`Problem::Invalid`] `file` when its header is broken or
/// its size out of bounds; [`Problem::Conflict`] `duplicate-image` when the product has these bytes, `images-max` when it has enough.
pub async fn add(control: &Control, actor: &Actor, product: &ProductId, upload: Upload, now: OffsetDateTime) -> Outcome<ProductImageId> {
    let client = actor.require(Permission::Edit)?;
    let header = check(&upload.bytes)?;
    crate::products::live(control.db.read(), client, product).await?;
    let blob = store(control, client, &upload.bytes, header).await?;

    let mut tx = hold(control, client, product).await?;
    let images = rows::of(tx.conn(), client).of_products(std::slice::from_ref(product)).await.doing("reading the pictures of a product")?;
    if images.len() >= IMAGES_PER_PRODUCT_MAX {
        return Err(Problem::Conflict { code: "images-max", values: vec![("max", IMAGES_PER_PRODUCT_MAX.to_string())] });
    }
    if images.iter().any(|image| image.sha256 == blob.sha256) {
        return Err(Problem::conflict("duplicate-image"));
    }
    let takes_over = needs_primary(&images);
    let new = NewProductImage {
        id: ProductImageId::new(now),
        product_id: product.clone(),
        file_name: upload.file_name.as_deref().and_then(plain_name),
        sha256: blob.sha256,
        size_bytes: blob.row.size_bytes,
        media_type: blob.row.media_type.clone(),
        width: i64::from(header.width),
        height: i64::from(header.height),
        storage_key: blob.row.storage_key.clone(),
        position: images.last().map_or(0, |image| image.position + 1),
        is_primary: false,
    };
    blobs::of(tx.conn(), client).insert(&new.sha256, &blob.row, now).await.doing("noting stored bytes")?;
    let pictures = rows::of(tx.conn(), client);
    pictures.insert(&new, &actor.user_id, now).await.doing("adding a picture")?;
    if takes_over {
        pictures.set_primary(product, &new.id, now).await.doing("making a picture the primary one")?;
    }
    admit_check(&mut tx, client, actor, &new, now).await?;
    let line = line(client, actor, "product_image.add", Noun::ProductImage, new.id.as_str(), now)
        .into_state(json!({ "product": product, "sha256": new.sha256, "file_name": new.file_name }));
    finish(tx, client, line, "committing a picture").await?;
    Ok(new.id)
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
fn needs_primary(images: &[ProductImage]) -> bool {
    images.iter().find(|image| image.is_primary).is_none_or(|image| image.check_state == CheckState::Refused)
}

/// Begins to change the pictures of a product. Until the end of the transaction nobody else does.
async fn hold(control: &Control, client: &ClientId, product: &ProductId) -> Outcome<WriteTx> {
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

fn check(bytes: &Bytes) -> Outcome<PictureHeader> {
    if bytes.len() as u64 > BYTES_MAX {
        return Err(Problem::TooLarge { max_bytes: BYTES_MAX });
    }
    picture_header::read(bytes).map_err(|problem| {
        let field = FieldProblem::new("file", problem.code());
        let field = match problem {
            HeaderProblem::OtherType(found) => return Problem::UnsupportedMedia { found: found.to_owned() },
            HeaderProblem::Broken | HeaderProblem::Animated => field,
            HeaderProblem::TooLarge { width, height } => {
                field.with("width", width).with("height", height).with("max", SIDE_MAX).with("pixels_max", PIXELS_MAX)
            }
            HeaderProblem::TooSmall { width, height } => field.with("width", width).with("height", height).with("min", SIDE_MIN),
        };
        Problem::Invalid { fields: vec![field] }
    })
}

struct Stored {
    sha256: String,
    row: Blob,
}

/// Stores the bytes, before any transaction. Bytes whose picture is then refused are an orphan, which is swept.
async fn store(control: &Control, client: &ClientId, bytes: &Bytes, header: PictureHeader) -> Outcome<Stored> {
    let hashed = bytes.clone();
    let sha256 = tokio::task::spawn_blocking(move || sha256(&hashed)).await.map_err(|err| Problem::internal("hashing an upload", err))?;
    let key = StorageKey::blob(client, &sha256, header.picture_type.extension())
        .map_err(|err| Problem::internal(format!("naming the bytes {sha256}"), err))?;
    control.storage.put(&key, bytes.clone()).await.doing("storing an upload")?;
    let row =
        Blob { storage_key: key.as_str().to_owned(), media_type: header.picture_type.as_str().to_owned(), size_bytes: bytes.len() as i64 };
    Ok(Stored { sha256, row })
}

/// Has the whole picture looked at.
async fn admit_check(tx: &mut WriteTx, client: &ClientId, actor: &Actor, new: &NewProductImage, now: OffsetDateTime) -> Outcome<()> {
    let plan = image_check_plan::plan(&new.id, &new.sha256);
    let request = Request { client_id: client.clone(), requested_by: actor.user_id.clone(), idempotency_key: None };
    let admission =
        admission::admit(&plan, request, now).map_err(|err| Problem::internal(format!("planning the check of {}", new.id), err))?;
    admissions::insert(tx.conn(), &admission).await.doing("admitting the check of a picture")?;
    tx.tell(Change::Jobs);
    Ok(())
}

/// The last part of what a browser calls the file, as far as it is a name.
fn plain_name(text: &str) -> Option<String> {
    let last = text.rsplit(['/', '\\']).next().unwrap_or(text);
    let plain: String = last.chars().filter(|c| !c.is_control()).take(Name::MAX).collect();
    Name::parse(&plain).ok().map(|name| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_kept_without_its_folders() {
        assert_eq!(plain_name(r"C:\fakepath\mug.jpg").as_deref(), Some("mug.jpg"));
        assert_eq!(plain_name("../../etc/花瓶.png").as_deref(), Some("花瓶.png"));
        assert_eq!(plain_name("a/"), None);
        assert_eq!(plain_name(&"x".repeat(400)).map(|name| name.len()), Some(255));
    }
}
