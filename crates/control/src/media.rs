//! The bytes of pictures, for pages and downloads: only those of the actor's own client, always as a stream.

use bytes::Bytes;
use futures_util::stream::BoxStream;
use visualizer_db::blobs;
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::rendition::RenditionKind;
use visualizer_domain::{Actor, Permission, Problem};
use visualizer_storage::{StorageError, StorageKey};

use crate::Control;
use crate::failure::Doing as _;

/// Bytes on their way out.
pub struct Media {
    /// Media type.
    pub media_type: String,
    /// How many bytes will come.
    pub size_bytes: u64,
    /// The bytes.
    pub stream: BoxStream<'static, Result<Bytes, StorageError>>,
}

/// Opens the bytes with this hash: the original, or one of its smaller copies.
///
/// # Errors
/// [`Problem::NotFound`] when the actor's client has no such bytes.
pub async fn open(control: &Control, actor: &Actor, sha256: &str, copy: Option<RenditionKind>) -> Outcome<Media> {
    let client = actor.require(Permission::View)?;
    let blobs = blobs::of(control.db.read(), client);
    let found = match copy {
        None => blobs.find(sha256).await,
        Some(kind) => blobs.rendition(sha256, kind).await,
    };
    let blob = found.doing("looking up stored bytes")?.ok_or_else(|| Problem::not_found(Noun::Page, sha256))?;
    read(control, &blob.storage_key, blob.media_type).await
}

pub(crate) async fn read(control: &Control, storage_key: &str, media_type: String) -> Outcome<Media> {
    let key = StorageKey::parse(storage_key).map_err(|err| Problem::internal(format!("reading the storage key {storage_key}"), err))?;
    let (size_bytes, stream) = control.storage.open(&key).await.doing("opening stored bytes")?;
    Ok(Media { media_type, size_bytes, stream })
}
