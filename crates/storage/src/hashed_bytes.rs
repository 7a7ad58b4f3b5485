//! Bytes together with their hash, made once.

use bytes::Bytes;
use visualizer_domain::canonical::sha256;

use crate::{StorageError, StorageResult};

/// Bytes, and what names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashedBytes {
    bytes: Bytes,
    sha256: String,
}

impl HashedBytes {
    /// Hashes bytes here and now. A picture takes tens of milliseconds, which a thread that serves others does not have: see
    /// [`HashedBytes::of_many`].
    #[must_use]
    pub fn of(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { sha256: sha256(&bytes), bytes }
    }

    /// Hashes many bytes, on a thread that may take its time.
    ///
    /// # Errors
    /// [`StorageError::Other`] when the process is ending.
    pub async fn of_many(bytes: impl Into<Bytes>) -> StorageResult<Self> {
        let bytes = bytes.into();
        let hashing = tokio::task::spawn_blocking(move || Self::of(bytes));
        hashing.await.map_err(|error| StorageError::Other { doing: "hashing bytes".to_owned(), source: error.into() })
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Their SHA-256, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}
