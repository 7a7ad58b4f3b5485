//! Bytes: a local directory, S3 or R2, or memory. Immutable objects under keys; what they are for stands in rows.
//!
//! Objects are named by their content, so writing one twice is writing it once, and nobody can overwrite it with something else.
//! Deliberately not here: signed URLs, content types and tenancy checks (rows and routes hold those), and sweeping of orphans.

mod error;
mod hashed_bytes;
mod s3_options;
mod storage;
mod storage_key;

pub use error::{StorageError, StorageResult};
pub use hashed_bytes::HashedBytes;
pub use s3_options::S3Options;
pub use storage::{ByteStream, DEADLINE, Storage};
pub use storage_key::{NotAKey, StorageKey};
