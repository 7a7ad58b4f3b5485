//! The store of one process: put, get, open, delete. Every call has a deadline.

use std::fmt;
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};
use visualizer_domain::configuration::StoragePlace;

use crate::{HashedBytes, S3Options, StorageError, StorageKey, StorageResult};

/// How long one call may take, and how long an open stream may stand still.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// The bytes of an object, piece by piece.
pub type ByteStream = BoxStream<'static, StorageResult<Bytes>>;

/// A store of objects. Cloning shares it.
#[derive(Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    place: String,
    deadline: Duration,
}

impl Storage {
    /// The place that an installation is set to.
    ///
    /// # Errors
    /// As [`Storage::local`] and [`Storage::s3`].
    pub fn at(place: &StoragePlace) -> StorageResult<Self> {
        match place {
            StoragePlace::Folder(directory) => Self::local(directory),
            StoragePlace::Bucket { name, endpoint, region, access_key_id, secret_access_key } => Self::s3(&S3Options {
                endpoint: endpoint.clone(),
                region: region.clone(),
                bucket: name.clone(),
                access_key_id: access_key_id.clone(),
                secret_access_key: secret_access_key.reveal().to_owned(),
            }),
        }
    }

    /// A directory of this machine; made when missing. An object is complete or absent, and there after power loss: it is written
    /// beside its place, synced, renamed, and the directory synced.
    ///
    /// # Errors
    /// [`StorageError::Other`] when the directory cannot be made or is no directory.
    pub fn local(directory: &FilePath) -> StorageResult<Self> {
        let refused = |source| StorageError::Other { doing: format!("opening the directory {}", directory.display()), source };
        std::fs::create_dir_all(directory).map_err(|e| refused(e.into()))?;
        let store = LocalFileSystem::new_with_prefix(directory).map_err(|e| refused(e.into()))?.with_fsync(true);
        Ok(Self::over(store, format!("the directory {}", directory.display())))
    }

    /// A bucket. Nothing is sent before the first call.
    ///
    /// # Errors
    /// [`StorageError::Other`] when the options do not make sense.
    pub fn s3(options: &S3Options) -> StorageResult<Self> {
        // The HTTP client below panics without a process-wide provider; a second installation is refused and means the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let place = match &options.endpoint {
            Some(endpoint) => format!("the bucket {} at {endpoint}", options.bucket),
            None => format!("the bucket {} in {}", options.bucket, options.region),
        };
        let mut builder = AmazonS3Builder::new()
            .with_region(&options.region)
            .with_bucket_name(&options.bucket)
            .with_access_key_id(&options.access_key_id)
            .with_secret_access_key(&options.secret_access_key)
            // Amazon names buckets in the host, everybody else takes them in the path.
            .with_virtual_hosted_style_request(options.endpoint.is_none())
            .with_client_options(ClientOptions::new().with_connect_timeout(Duration::from_secs(5)).with_timeout(DEADLINE))
            .with_retry(RetryConfig { backoff: BackoffConfig::default(), max_retries: 3, retry_timeout: DEADLINE / 2 });
        if let Some(endpoint) = &options.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        let store = builder.build().map_err(|e| StorageError::Other { doing: format!("setting up {place}"), source: e.into() })?;
        Ok(Self::over(store, place))
    }

    /// Memory, gone with the process; for tests and trials.
    #[must_use]
    pub fn memory() -> Self {
        Self::over(InMemory::new(), "memory".to_owned())
    }

    /// The same store with another deadline.
    #[must_use]
    pub fn with_deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    fn over(store: impl ObjectStore, place: String) -> Self {
        Self { store: Arc::new(store), place, deadline: DEADLINE }
    }

    /// Stores an object. One that is there already stays, unless it is damaged (of another size), which this mends.
    ///
    /// # Errors
    /// [`StorageError::OtherContent`] when the key names other bytes; [`StorageError::Full`] without room; else as the store says.
    pub async fn put(&self, key: &StorageKey, content: &HashedBytes) -> StorageResult<()> {
        if key.content_hash().is_some_and(|hash| hash != content.sha256()) {
            return Err(StorageError::OtherContent(key.clone()));
        }
        if self.size(key).await? == Some(content.bytes().len() as u64) {
            return Ok(());
        }
        let path = path(key)?;
        self.within("writing", key, self.store.put(&path, content.bytes().clone().into())).await.map(|_| ())
    }

    /// The whole object.
    ///
    /// # Errors
    /// [`StorageError::NotFound`]; [`StorageError::TooLarge`] before anything is read; else as the store says.
    pub async fn get(&self, key: &StorageKey, max_bytes: u64) -> StorageResult<Bytes> {
        let path = path(key)?;
        let answer = self.within("reading", key, self.store.get(&path)).await?;
        if answer.meta.size > max_bytes {
            return Err(StorageError::TooLarge { key: key.clone(), size_bytes: answer.meta.size, max_bytes });
        }
        self.within("reading", key, answer.bytes()).await
    }

    /// The object's size in bytes and its content, piece by piece. A stream that stands still past the deadline ends with an error.
    ///
    /// # Errors
    /// [`StorageError::NotFound`]; else as the store says.
    pub async fn open(&self, key: &StorageKey) -> StorageResult<(u64, ByteStream)> {
        let path = path(key)?;
        let answer = self.within("opening", key, self.store.get(&path)).await?;
        let size = answer.meta.size;
        let rest = Some((self.clone(), key.clone(), answer.into_stream()));
        let pieces = stream::unfold(rest, |rest| async {
            let (storage, key, mut pieces) = rest?;
            // A piece, the end or an error: only after a piece is there more to come.
            let next = async { pieces.next().await.transpose() };
            match storage.within("reading", &key, next).await {
                Ok(None) => None,
                Ok(Some(piece)) => Some((Ok(piece), Some((storage, key, pieces)))),
                Err(problem) => Some((Err(problem), None)),
            }
        });
        Ok((size, pieces.boxed()))
    }

    /// Size in bytes, or `None` when there is no such object.
    ///
    /// # Errors
    /// As the store says.
    pub async fn size(&self, key: &StorageKey) -> StorageResult<Option<u64>> {
        let path = path(key)?;
        match self.within("looking for", key, self.store.head(&path)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(StorageError::NotFound(_)) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    /// True when there is such an object.
    ///
    /// # Errors
    /// As the store says.
    pub async fn exists(&self, key: &StorageKey) -> StorageResult<bool> {
        Ok(self.size(key).await?.is_some())
    }

    /// Removes an object. One that is not there is removed already.
    ///
    /// # Errors
    /// As the store says.
    pub async fn delete(&self, key: &StorageKey) -> StorageResult<()> {
        let path = path(key)?;
        match self.within("deleting", key, self.store.delete(&path)).await {
            Ok(()) | Err(StorageError::NotFound(_)) => Ok(()),
            Err(problem) => Err(problem),
        }
    }

    /// Writes, reads and deletes a small object: what `visualizer doctor` asks.
    ///
    /// # Errors
    /// As the store says, at the first step that does not work.
    pub async fn check(&self) -> StorageResult<()> {
        let text = format!("probe {:016x}", rand::random::<u64>());
        let key = StorageKey::parse(&text.replace(' ', "/")).map_err(|e| StorageError::Other { doing: text.clone(), source: e.into() })?;
        self.put(&key, &HashedBytes::of(text.clone())).await?;
        let read = self.get(&key, 64).await?;
        self.delete(&key).await?;
        if read == text.as_bytes() { Ok(()) } else { Err(StorageError::OtherContent(key)) }
    }

    async fn within<T>(&self, doing: &str, key: &StorageKey, call: impl Future<Output = object_store::Result<T>>) -> StorageResult<T> {
        match tokio::time::timeout(self.deadline, call).await {
            Ok(answer) => answer.map_err(|source| StorageError::of(doing, key, source)),
            Err(_) => Err(StorageError::Timeout { doing: format!("{doing} {key}"), after: self.deadline }),
        }
    }
}

/// Where the store is, for people: "the directory /var/lib/visualizer", "the bucket pictures in eu-west-1".
impl fmt::Display for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Storage({})", self.place)
    }
}

/// `parse`, not `from`: the latter would quietly rename what it does not like.
fn path(key: &StorageKey) -> StorageResult<Path> {
    Path::parse(key.as_str()).map_err(|e| StorageError::Other { doing: format!("naming {key}"), source: e.into() })
}
