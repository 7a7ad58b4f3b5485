//! What storage may answer instead of bytes, as questions that a caller can ask.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use crate::StorageKey;

/// The result of every call.
pub type StorageResult<T> = Result<T, StorageError>;

/// Why storage did not do it. `doing` says what was tried, with the key.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// There is no object under this key.
    #[error("there is no object {0}")]
    NotFound(StorageKey),
    /// The object has more bytes than the caller takes.
    #[error("the object {key} has {size_bytes} bytes, more than {max_bytes}")]
    TooLarge {
        /// Which object.
        key: StorageKey,
        /// How many bytes it has.
        size_bytes: u64,
        /// How many the caller takes.
        max_bytes: u64,
    },
    /// The bytes are not those that the key names. Nothing was written.
    #[error("the bytes for {0} have another hash")]
    OtherContent(StorageKey),
    /// No room left.
    #[error("no room left: {doing}")]
    Full {
        /// What was tried.
        doing: String,
        /// What the store said.
        source: object_store::Error,
    },
    /// No answer in time.
    #[error("no answer within {} s: {doing}", after.as_secs())]
    Timeout {
        /// What was tried.
        doing: String,
        /// How long was waited.
        after: Duration,
    },
    /// The store cannot be reached or has trouble of its own; later it may work.
    #[error("the store is not available: {doing}")]
    Unavailable {
        /// What was tried.
        doing: String,
        /// What the store said.
        source: object_store::Error,
    },
    /// Anything else, such as missing rights.
    #[error("the store refused: {doing}")]
    Other {
        /// What was tried.
        doing: String,
        /// What the store said.
        source: Box<dyn StdError + Send + Sync>,
    },
}

impl StorageError {
    /// True when a later try may succeed without anybody mending anything here.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::Timeout { .. } | Self::Unavailable { .. })
    }

    pub(crate) fn of(doing: &str, key: &StorageKey, source: object_store::Error) -> Self {
        let doing = format!("{doing} {key}");
        match source {
            object_store::Error::NotFound { .. } => Self::NotFound(key.clone()),
            source if is_full(&source) => Self::Full { doing, source },
            // What S3 has no name for is a failed connection or a 5xx that outlived the retries.
            source @ object_store::Error::Generic { store: "S3", .. } => Self::Unavailable { doing, source },
            source => Self::Other { doing, source: source.into() },
        }
    }
}

/// The disk's own word, however deep the store wrapped it.
fn is_full(error: &object_store::Error) -> bool {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>()
            && matches!(io.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
        {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("wrapped")]
    struct Wrapped(#[source] io::Error);

    #[test]
    fn a_full_disk_is_told_apart_however_deep_it_is_wrapped() {
        let full = Wrapped(io::Error::new(io::ErrorKind::StorageFull, "no space"));
        let wrapped = object_store::Error::Generic { store: "LocalFileSystem", source: Box::new(full) };
        let key = StorageKey::parse("k").expect("a key");
        assert!(matches!(StorageError::of("writing", &key, wrapped), StorageError::Full { .. }));
        let other = object_store::Error::Generic { store: "LocalFileSystem", source: "odd".into() };
        assert!(!StorageError::of("writing", &key, other).is_passing());
    }
}
