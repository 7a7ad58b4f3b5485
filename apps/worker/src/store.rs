//! Stores what was made, under names of its content, before the transaction that tells of it. A worker that lost its lease in between
//! has stored bytes that its successor stores again under the same names; nothing else.

use visualizer_db::blobs::{Blob, NewRendition};
use visualizer_domain::ids::ClientId;
use visualizer_domain::job::JobProblem;
use visualizer_domain::picture_header::PictureType;
use visualizer_generation::Rendition;
use visualizer_storage::{HashedBytes, StorageKey};

use crate::inputs::storage_problem;
use crate::worker::Worker;

/// Stored bytes and their hash.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) sha256: String,
    pub(crate) blob: Blob,
}

/// Stores a picture.
pub(crate) async fn picture(worker: &Worker, client: &ClientId, picture_type: PictureType, bytes: Vec<u8>) -> Result<Stored, JobProblem> {
    let content = HashedBytes::of_many(bytes).await.map_err(|e| storage_problem(&e))?;
    let key =
        StorageKey::blob(client, content.sha256(), picture_type.extension()).map_err(|e| JobProblem::fail("storage", e.to_string()))?;
    worker.options().storage.put(&key, &content).await.map_err(|e| storage_problem(&e))?;
    let size_bytes = i64::try_from(content.bytes().len()).unwrap_or(i64::MAX);
    let blob = Blob { storage_key: key.to_string(), media_type: picture_type.as_str().to_owned(), size_bytes };
    Ok(Stored { sha256: content.sha256().to_owned(), blob })
}

/// Stores the smaller copies of a picture.
pub(crate) async fn renditions(worker: &Worker, client: &ClientId, copies: Vec<Rendition>) -> Result<Vec<NewRendition>, JobProblem> {
    let mut noted = Vec::with_capacity(copies.len());
    for copy in copies {
        let stored = picture(worker, client, copy.picture_type, copy.bytes).await?;
        noted.push(NewRendition { kind: copy.kind, blob: stored.blob, width: i64::from(copy.width), height: i64::from(copy.height) });
    }
    Ok(noted)
}
