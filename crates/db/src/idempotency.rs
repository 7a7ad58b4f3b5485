//! Answers kept for repeated API requests, by actor, client, route and key. A key is taken before its request has an effect, and its answer
//! put in afterwards; a key without an answer is a request that is still on its way, or whose process died.

use time::OffsetDateTime;
use visualizer_domain::ids::ClientId;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// The status of a key whose request has no answer yet.
const UNANSWERED: i64 = 102;

/// Which request a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyedRequest<'a> {
    /// Who asks.
    pub actor_id: &'a str,
    /// The client that they stand in; `None` for what belongs to none. The same key in another client is another request.
    pub client: Option<&'a ClientId>,
    /// Method and path pattern.
    pub route: &'a str,
    /// The key that the client program chose.
    pub key: &'a str,
    /// SHA-256 of the request.
    pub body_hash: &'a str,
}

/// Where a key is: `$1` to `$4` of every statement.
const THIS: &str = "actor_id = $1 and coalesce(client_id, '') = coalesce($2, '') and route = $3 and key = $4";

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// SHA-256 of the request that came with the key first.
    pub body_hash: String,
    /// Status and text of its answer; `None` while there is none.
    pub answer: Option<(u16, String)>,
}

impl FromRow for KeptAnswer {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        let status: i64 = row.get("status")?;
        let response: String = row.get("response")?;
        let answer = (status != UNANSWERED).then(|| u16::try_from(status).ok()).flatten().map(|status| (status, response));
        Ok(Self { body_hash: row.get("body_hash")?, answer })
    }
}

/// Takes a key. `false` when it is taken.
///
/// # Errors
/// As the database says.
pub async fn take(conn: Conn<'_>, request: KeyedRequest<'_>, now: OffsetDateTime) -> DbResult<bool> {
    let rows = conn
        .execute(
            "insert into idempotency (client_id, key, actor_id, route, body_hash, status, response, created_at)
             values ($1, $2, $3, $4, $5, $6, '', $7) on conflict (actor_id, route, key, coalesce(client_id, '')) do nothing",
            params![request.client, request.key, request.actor_id, request.route, request.body_hash, UNANSWERED, now],
        )
        .await?;
    Ok(rows == 1)
}

/// What is known of a key.
///
/// # Errors
/// As the database says.
pub async fn find(conn: Conn<'_>, request: KeyedRequest<'_>) -> DbResult<Option<KeptAnswer>> {
    conn.maybe(
        &format!("select body_hash, status, response from idempotency where {THIS}"),
        params![request.actor_id, request.client, request.route, request.key],
    )
    .await
}

/// Puts the answer in.
///
/// # Errors
/// As the database says.
pub async fn answer(conn: Conn<'_>, request: KeyedRequest<'_>, status: u16, response: &str) -> DbResult<()> {
    conn.execute(
        &format!("update idempotency set status = $5, response = $6 where {THIS}"),
        params![request.actor_id, request.client, request.route, request.key, i64::from(status), response],
    )
    .await
    .map(|_| ())
}

/// Gives a key back: its request had no effect.
///
/// # Errors
/// As the database says.
pub async fn give_back(conn: Conn<'_>, request: KeyedRequest<'_>) -> DbResult<()> {
    conn.execute(
        &format!("delete from idempotency where {THIS} and status = $5"),
        params![request.actor_id, request.client, request.route, request.key, UNANSWERED],
    )
    .await
    .map(|_| ())
}

/// Frees a key that was taken before and has no answer: its request died.
///
/// # Errors
/// As the database says.
pub async fn free(conn: Conn<'_>, request: KeyedRequest<'_>, before: OffsetDateTime) -> DbResult<()> {
    conn.execute(
        &format!("delete from idempotency where {THIS} and status = $5 and created_at < $6"),
        params![request.actor_id, request.client, request.route, request.key, UNANSWERED, before],
    )
    .await
    .map(|_| ())
}

/// Forgets keys that were taken before.
///
/// # Errors
/// As the database says.
pub async fn forget(conn: Conn<'_>, before: OffsetDateTime) -> DbResult<u64> {
    conn.execute("delete from idempotency where created_at < $1", params![before]).await
}
