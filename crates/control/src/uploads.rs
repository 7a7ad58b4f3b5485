//! Taking in pictures of products. An upload is checked twice: its header here and at once, the whole picture by a worker, whose job is
//! admitted in the transaction that adds the picture.

use bytes::Bytes;
use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::blobs::{self, Blob};
use visualizer_db::product_images::{self as rows, NewProductImage};
use visualizer_db::{Change, WriteTx, admissions};
use visualizer_domain::admission::{self, Request};
use visualizer_domain::ids::{ClientId, ProductId, ProductImageId};
use visualizer_domain::picture_header::{self, HeaderProblem, PictureHeader};
use visualizer_domain::picture_limits::{BYTES_MAX, IMAGES_PER_PRODUCT_MAX, PIXELS_MAX, SHAPE_MAX, SIDE_MAX, SIDE_MIN};
use visualizer_domain::problem::{FieldProblem, Noun, Outcome};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::text::Name;
use visualizer_domain::{Actor, Permission, Problem, image_check_plan};
use visualizer_storage::{HashedBytes, StorageKey};

use crate::Control;
use crate::ending::{finish, line};
use crate::failure::Doing as _;
use crate::product_images::{hold, needs_primary};

/// A file as it came.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What it was called; kept for people, never used as a path.
    pub file_name: Option<String>,
    /// Its bytes, at most [`BYTES_MAX`].
    pub bytes: Bytes,
}

/// Adds a picture to a product. The first one becomes the primary one, and so does the next after one that was refused. One with the same
/// bytes that was refused gives its place to the new one, which is checked once more.
///
/// # Errors
/// [`Problem::TooLarge`] and [`Problem::UnsupportedMedia`] by the file itself; [`Problem::Invalid`] `file` when its header is broken or
/// its size out of bounds; [`Problem::Conflict`] `duplicate-image` when the product has these bytes and they were not refused, `images-max` when it has enough.
pub async fn add(control: &Control, actor: &Actor, product: &ProductId, upload: Upload, now: OffsetDateTime) -> Outcome<ProductImageId> {
    let client = actor.require(Permission::Edit)?;
    let header = check(&upload.bytes)?;
    crate::products::live(control.db.read(), client, product).await?;
    let blob = store(control, client, &upload.bytes, header).await?;

    let mut tx = hold(control, client, product).await?;
    let pictures = rows::of(tx.conn(), client);
    let mut images = pictures.of_products(std::slice::from_ref(product)).await.doing("reading the pictures of a product")?;
    let twin = images.iter().position(|image| image.sha256 == blob.sha256).map(|at| images.remove(at));
    if twin.as_ref().is_some_and(|twin| twin.check_state != CheckState::Refused) {
        return Err(Problem::conflict("duplicate-image"));
    }
    if images.len() >= IMAGES_PER_PRODUCT_MAX {
        return Err(Problem::Conflict { code: "images-max", values: vec![("max", IMAGES_PER_PRODUCT_MAX.to_string())] });
    }
    if let Some(twin) = &twin {
        pictures.delete(&twin.id, now).await.doing("making place for the same picture")?;
    }
    let takes_over = needs_primary(&images);
    let behind_the_last = images.last().map_or(0, |image| image.position + 1);
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
        position: twin.as_ref().map_or(behind_the_last, |twin| twin.position),
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
        .into_state(json!({ "product": product, "sha256": new.sha256, "file_name": new.file_name, "replaces": twin.map(|twin| twin.id) }));
    finish(tx, client, line, "committing a picture").await?;
    Ok(new.id)
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
            HeaderProblem::TooNarrow { width, height } => field.with("width", width).with("height", height).with("max", SHAPE_MAX),
            HeaderProblem::TooSmall { width, height } => field.with("width", width).with("height", height).with("min", SIDE_MIN),
        };
        Problem::Invalid { fields: vec![field] }
    })
}

struct Stored {
    sha256: String,
    row: Blob,
}

/// Stores the bytes, before any transaction. Bytes whose picture is then refused are an orphan: they cost room, no row names
/// them, and the same bytes sent again are stored in their place.
async fn store(control: &Control, client: &ClientId, bytes: &Bytes, header: PictureHeader) -> Outcome<Stored> {
    let content = HashedBytes::of_many(bytes.clone()).await.doing("hashing an upload")?;
    let key = StorageKey::blob(client, content.sha256(), header.picture_type.extension())
        .map_err(|err| Problem::internal(format!("naming the bytes {}", content.sha256()), err))?;
    control.storage.put(&key, &content).await.doing("storing an upload")?;
    let row =
        Blob { storage_key: key.as_str().to_owned(), media_type: header.picture_type.as_str().to_owned(), size_bytes: bytes.len() as i64 };
    Ok(Stored { sha256: content.sha256().to_owned(), row })
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
