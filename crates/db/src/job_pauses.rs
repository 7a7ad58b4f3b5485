//! Kinds of jobs that nobody claims for now. Platform-wide.

use time::OffsetDateTime;
use visualizer_domain::ids::UserId;
use visualizer_domain::job::JobKind;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// A paused kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of job_pause.
pub struct Pause {
    pub kind: String,
    pub paused_by_name: String,
    pub paused_at: OffsetDateTime,
    pub reason: Option<String>,
}

impl FromRow for Pause {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { kind: row.get("kind")?, paused_by_name: row.get("name")?, paused_at: row.get("paused_at")?, reason: row.get("reason")? })
    }
}

/// All paused kinds; there are no more of them than kinds.
///
/// # Errors
/// As the database says.
pub async fn all(conn: Conn<'_>) -> DbResult<Vec<Pause>> {
    conn.all(
        "select p.kind, u.name, p.paused_at, p.reason from job_pause p join user_account u on u.id = p.paused_by order by p.kind limit 100",
        Vec::new(),
    )
    .await
}

/// Pauses a kind; `false` when it was paused already.
///
/// # Errors
/// As the database says.
pub async fn pause(conn: Conn<'_>, kind: JobKind, by: &UserId, reason: Option<&str>, now: OffsetDateTime) -> DbResult<bool> {
    let rows = conn
        .execute(
            "insert into job_pause (kind, paused_by, paused_at, reason) values ($1, $2, $3, $4) on conflict (kind) do nothing",
            params![kind, by, now, reason],
        )
        .await?;
    Ok(rows == 1)
}

/// Resumes a kind; `false` when it was not paused.
///
/// # Errors
/// As the database says.
pub async fn resume(conn: Conn<'_>, kind: JobKind) -> DbResult<bool> {
    Ok(conn.execute("delete from job_pause where kind = $1", params![kind]).await? == 1)
}
