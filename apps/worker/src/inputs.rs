//! What a job needs: values from its row, rows that they name, bytes from storage. When this returns, the database has been let go.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use visualizer_db::job_claims::ClaimedJob;
use visualizer_db::{DbError, blobs, generated_assets};
use visualizer_domain::flow_plan::{GenerateInput, PictureInput};
use visualizer_domain::job::JobProblem;
use visualizer_domain::recipe::Recipe;
use visualizer_domain::rendition::RenditionKind;
use visualizer_storage::{HashedBytes, Storage, StorageError, StorageKey};

use crate::worker::Worker;

/// Most bytes of a `normal` rendition: 2048 x 2048 pixels without any compression, with room for its headers.
const NORMAL_BYTES_MAX: u64 = 20 << 20;

/// What `image.generate` is given.
#[derive(Debug)]
pub(crate) struct GenerateInputs {
    pub(crate) recipe: Recipe,
    /// Each picture with the bytes of its `normal` rendition, which the check made. What strangers uploaded is never decoded here.
    pub(crate) pictures: Vec<(PictureInput, Bytes)>,
}

/// Reads what a generation needs.
pub(crate) async fn for_generation(worker: &Worker, job: &ClaimedJob) -> Result<GenerateInputs, JobProblem> {
    let input: GenerateInput = values(job)?;
    let asset = job.asset_id.as_ref().ok_or_else(|| JobProblem::fail("input", "the job has no asset to make"))?;
    let conn = worker.options().db.read();
    let recipe = generated_assets::of(conn, &job.client_id).recipe(asset).await.map_err(|e| reading("the recipe", &e))?;
    let recipe = recipe.ok_or_else(|| JobProblem::fail("input", format!("the asset {asset} has no recipe")))?;
    let recipe = serde_json::from_value(recipe).map_err(|e| JobProblem::fail("input", format!("the recipe of {asset}: {e}")))?;

    let mut keys = Vec::with_capacity(input.pictures.len());
    for picture in &input.pictures {
        let found = blobs::of(conn, &job.client_id).rendition(&picture.sha256, RenditionKind::Normal).await;
        let blob = found.map_err(|e| reading("the pictures", &e))?;
        let blob = blob.ok_or_else(|| JobProblem::fail("bytes-missing", format!("no working copy of the picture {}", picture.sha256)))?;
        keys.push(key(&blob.storage_key)?);
    }
    let mut pictures = Vec::with_capacity(keys.len());
    for (picture, key) in input.pictures.into_iter().zip(keys) {
        pictures.push((picture, fetch(&worker.options().storage, &key, NORMAL_BYTES_MAX).await?));
    }
    Ok(GenerateInputs { recipe, pictures })
}

/// Reads the input column of a job.
pub(crate) fn values<T: DeserializeOwned>(job: &ClaimedJob) -> Result<T, JobProblem> {
    serde_json::from_value(job.input.clone()).map_err(|e| JobProblem::fail("input", format!("the input of the job: {e}")))
}

/// Reads an object and makes sure that it is what its key promises: work on other bytes would be recorded as made from these.
pub(crate) async fn fetch(storage: &Storage, key: &StorageKey, max_bytes: u64) -> Result<Bytes, JobProblem> {
    let bytes = storage.get(key, max_bytes).await.map_err(|e| storage_problem(&e))?;
    let Some(promised) = key.content_hash() else { return Ok(bytes) };
    let found = HashedBytes::of_many(bytes).await.map_err(|e| storage_problem(&e))?;
    if found.sha256() != promised {
        return Err(JobProblem::fail("bytes-damaged", format!("{key} holds bytes whose hash is {}", found.sha256())));
    }
    Ok(found.bytes().clone())
}

/// Reads a key that a row holds.
pub(crate) fn key(text: &str) -> Result<StorageKey, JobProblem> {
    StorageKey::parse(text).map_err(|e| JobProblem::fail("input", format!("{e}: {text:?}")))
}

/// A storage error as a page can show it.
pub(crate) fn storage_problem(error: &StorageError) -> JobProblem {
    match error {
        StorageError::Full { .. } => JobProblem::retry("storage-full", error.to_string()),
        StorageError::NotFound(_) => JobProblem::fail("bytes-missing", error.to_string()),
        error if error.is_passing() => JobProblem::retry("storage", error.to_string()),
        error => JobProblem::fail("storage", error.to_string()),
    }
}

/// A database error while reading: another try may find it mended.
pub(crate) fn reading(what: &str, error: &DbError) -> JobProblem {
    JobProblem::retry("database", format!("reading {what}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_domain::ids::ClientId;

    #[tokio::test]
    async fn bytes_that_are_not_what_their_key_says_are_not_worked_with() {
        let folder = tempfile::tempdir().expect("a folder");
        let storage = Storage::local(folder.path()).expect("a storage");
        let whole = HashedBytes::of(&b"a mug"[..]);
        let key = StorageKey::blob(&ClientId::parse("c-1").expect("an id"), whole.sha256(), "png").expect("a key");
        storage.put(&key, &whole).await.expect("stored");
        assert_eq!(fetch(&storage, &key, 100).await.expect("its bytes"), *whole.bytes());
        // As long as before, which is all that the storage itself looks at.
        std::fs::write(folder.path().join(key.as_str()), b"a jug").expect("damaged");
        let problem = fetch(&storage, &key, 100).await.expect_err("not its bytes");
        assert_eq!((problem.code.as_str(), problem.again), ("bytes-damaged", false), "{problem:?}");
    }

    #[tokio::test]
    async fn a_key_of_an_earlier_system_promises_nothing() {
        let storage = Storage::memory();
        let key = StorageKey::parse("images/2023/lamp.jpg").expect("a key");
        storage.put(&key, &HashedBytes::of(&b"a lamp"[..])).await.expect("stored");
        assert_eq!(fetch(&storage, &key, 100).await.expect("its bytes"), "a lamp");
    }
}
