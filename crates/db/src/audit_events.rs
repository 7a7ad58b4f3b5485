//! The audit trail. Rows are only added; triggers refuse everything else on both engines.

use time::OffsetDateTime;
use visualizer_domain::audit::{AuditActor, AuditEvent};
use visualizer_domain::ids::{ClientId, UserId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// Adds a line, in the transaction of the change that it tells of.
///
/// # Errors
/// As the database says.
pub async fn insert(conn: Conn<'_>, event: &AuditEvent) -> DbResult<()> {
    insert_many(conn, std::slice::from_ref(event)).await
}

/// Adds lines.
///
/// # Errors
/// As the database says.
pub async fn insert_many(conn: Conn<'_>, events: &[AuditEvent]) -> DbResult<()> {
    let columns = [
        "id",
        "client_id",
        "at",
        "actor_kind",
        "actor_id",
        "actor_name",
        "action",
        "subject_kind",
        "subject_id",
        "from_state",
        "to_state",
        "request_id",
    ];
    let rows = events
        .iter()
        .map(|e| {
            let (kind, id, name, request) = match &e.actor {
                AuditActor::User { id, name, request_id } => ("user", Some(id), Some(name), request_id.as_ref()),
                AuditActor::Worker { id } => ("worker", Some(id), None, None),
                AuditActor::System => ("system", None, None, None),
            };
            params![e.id, e.client_id, e.at, kind, id, name, e.action, e.subject_kind, e.subject_id, e.from, e.to, request]
        })
        .collect();
    conn.insert_many("audit_event", &columns, rows).await
}

/// A line as a page shows it.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The columns of audit_event.
pub struct Line {
    pub at: OffsetDateTime,
    pub actor_kind: String,
    pub actor_name: Option<String>,
    /// Their id, when it was a person.
    pub actor_id: Option<UserId>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub from: Option<serde_json::Value>,
    pub to: Option<serde_json::Value>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            at: row.get("at")?,
            actor_kind: row.get("actor_kind")?,
            actor_id: row.get("actor_id")?,
            actor_name: row.get("actor_name")?,
            action: row.get("action")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            from: row.get("from_state")?,
            to: row.get("to_state")?,
        })
    }
}

/// The newest lines about one thing.
///
/// # Errors
/// As the database says.
pub async fn about(conn: Conn<'_>, client: &ClientId, subject_kind: &str, subject_id: &str, limit: i64) -> DbResult<Vec<Line>> {
    conn.all(
        "select at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, from_state, to_state from audit_event
         where client_id = $1 and subject_kind = $2 and subject_id = $3 order by at desc, id desc limit $4",
        params![client, subject_kind, subject_id, limit],
    )
    .await
}

/// The lines that one command of one person wrote about things of a kind: they share the command's instant.
///
/// # Errors
/// As the database says.
pub async fn of_command(
    conn: Conn<'_>,
    client: &ClientId,
    actor: &UserId,
    at: OffsetDateTime,
    subject_kind: &str,
    limit: i64,
) -> DbResult<Vec<Line>> {
    conn.all(
        "select at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, from_state, to_state from audit_event
         where client_id = $1 and at = $2 and actor_kind = 'user' and actor_id = $3 and subject_kind = $4 order by id limit $5",
        params![client, at, actor, subject_kind, limit],
    )
    .await
}

/// The newest lines of a client, for its first page.
///
/// # Errors
/// As the database says.
pub async fn newest(conn: Conn<'_>, client: &ClientId, limit: i64) -> DbResult<Vec<Line>> {
    conn.all(
        "select at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, from_state, to_state from audit_event
         where client_id = $1 order by at desc, id desc limit $2",
        params![client, limit],
    )
    .await
}
