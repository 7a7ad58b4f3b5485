//! The processes that claim jobs, as the queue page shows them. Nothing is decided by these rows: leases decide.

use time::OffsetDateTime;
use visualizer_domain::ids::WorkerId;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// A worker process.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of worker.
pub struct Worker {
    pub id: WorkerId,
    pub started_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
    pub host: Option<String>,
    pub version: String,
}

impl FromRow for Worker {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            started_at: row.get("started_at")?,
            seen_at: row.get("seen_at")?,
            host: row.get("host")?,
            version: row.get("version")?,
        })
    }
}

/// Notes that a worker is alive; the first time with all that is known of it.
///
/// # Errors
/// As the database says.
pub async fn seen(conn: Conn<'_>, worker: &Worker, classes: &serde_json::Value) -> DbResult<()> {
    conn.execute(
        "insert into worker (id, started_at, seen_at, host, version, classes) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set seen_at = excluded.seen_at",
        params![worker.id, worker.started_at, worker.seen_at, worker.host, worker.version, classes],
    )
    .await
    .map(|_| ())
}

/// The workers seen since an instant, the longest running first.
///
/// # Errors
/// As the database says.
pub async fn since(conn: Conn<'_>, since: OffsetDateTime) -> DbResult<Vec<Worker>> {
    conn.all(
        "select id, started_at, seen_at, host, version from worker where seen_at >= $1 order by started_at, id limit 100",
        params![since],
    )
    .await
}

/// Forgets workers not seen since an instant, and one that leaves.
///
/// # Errors
/// As the database says.
pub async fn forget(conn: Conn<'_>, not_since: OffsetDateTime, leaving: Option<&WorkerId>) -> DbResult<u64> {
    conn.execute("delete from worker where seen_at < $1 or id = $2", params![not_since, leaving]).await
}
