//! Stored bytes by their hash, and the smaller copies of pictures. Rows hold storage keys, never URLs.

use time::OffsetDateTime;
use visualizer_domain::ids::ClientId;
use visualizer_domain::rendition::RenditionKind;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// The blobs of one client.
#[derive(Debug, Clone, Copy)]
pub struct Blobs<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
}

/// The blobs of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Blobs<'a> {
    Blobs { conn, client }
}

/// Where bytes are stored and what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Storage key.
    pub storage_key: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size_bytes: i64,
}

impl FromRow for Blob {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { storage_key: row.get("storage_key")?, media_type: row.get("media_type")?, size_bytes: row.get("size_bytes")? })
    }
}

/// A smaller copy about to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRendition {
    /// Which copy.
    pub kind: RenditionKind,
    /// Where and what.
    pub blob: Blob,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
}

impl Blobs<'_> {
    /// Notes stored bytes. Equal bytes are noted once.
    ///
    /// # Errors
    /// As the database says.
    pub async fn insert(&self, sha256: &str, blob: &Blob, now: OffsetDateTime) -> DbResult<()> {
        self.conn
            .execute(
                "insert into blob (client_id, sha256, storage_key, media_type, size_bytes, created_at) values ($1, $2, $3, $4, $5, $6)
                 on conflict (client_id, sha256) do nothing",
                params![self.client, sha256, blob.storage_key, blob.media_type, blob.size_bytes, now],
            )
            .await
            .map(|_| ())
    }

    /// Notes a smaller copy of noted bytes. The first of a kind stays.
    ///
    /// # Errors
    /// As the database says.
    pub async fn insert_rendition(&self, of_sha256: &str, rendition: &NewRendition, now: OffsetDateTime) -> DbResult<()> {
        let b = &rendition.blob;
        self.conn
            .execute(
                "insert into blob_rendition (client_id, sha256, kind, storage_key, media_type, width, height, size_bytes, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (client_id, sha256, kind) do nothing",
                params![
                    self.client,
                    of_sha256,
                    rendition.kind,
                    b.storage_key,
                    b.media_type,
                    rendition.width,
                    rendition.height,
                    b.size_bytes,
                    now
                ],
            )
            .await
            .map(|_| ())
    }

    /// The original bytes.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, sha256: &str) -> DbResult<Option<Blob>> {
        self.conn
            .maybe(
                "select storage_key, media_type, size_bytes from blob where client_id = $1 and sha256 = $2",
                params![self.client, sha256],
            )
            .await
    }

    /// A smaller copy.
    ///
    /// # Errors
    /// As the database says.
    pub async fn rendition(&self, of_sha256: &str, kind: RenditionKind) -> DbResult<Option<Blob>> {
        self.conn
            .maybe(
                "select storage_key, media_type, size_bytes from blob_rendition where client_id = $1 and sha256 = $2 and kind = $3",
                params![self.client, of_sha256, kind],
            )
            .await
    }
}
