//! How commands end: with a line of the audit trail and a hint to the client's pages, committed together; or with the word of what
//! stands against them.

use time::OffsetDateTime;
use visualizer_db::{Change, Conn, WriteTx, audit_events};
use visualizer_domain::Actor;
use visualizer_domain::Problem;
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::ids::ClientId;
use visualizer_domain::problem::{ChangedBy, Noun, Outcome};

use crate::failure::Doing as _;

/// Notes what was done, tells the client's pages, and commits.
pub(crate) async fn finish(mut tx: WriteTx, client: &ClientId, line: AuditEvent, doing: &str) -> Outcome<()> {
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.tell(Change::Client(client.clone()));
    tx.commit().await.doing(doing)
}

/// A line about one thing of a client.
pub(crate) fn line(client: &ClientId, actor: &Actor, action: &'static str, what: Noun, id: &str, now: OffsetDateTime) -> AuditEvent {
    AuditEvent::new(Some(client), actor, action, (what.as_str(), id), now)
}

/// Why a write found nothing: the thing is gone, or has another version than the person saw. Names who changed it last.
pub(crate) async fn missed(conn: Conn<'_>, client: &ClientId, what: Noun, id: &str, seen: i64, current: Option<i64>) -> Problem {
    let Some(current) = current else { return Problem::not_found(what, id) };
    // Who it was is a courtesy: without it the answer is still right.
    let last = audit_events::about(conn, client, what.as_str(), id, 1).await.unwrap_or_default();
    let changed_by = last.into_iter().next().and_then(|line| Some(ChangedBy { user_id: line.actor_id?, name: line.actor_name? }));
    Problem::Stale { what, seen, current, changed_by }
}
