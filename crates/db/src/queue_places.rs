//! How many jobs come before one in the queue, whoever asked for them: a number, and nothing about whose they are.

use time::OffsetDateTime;
use visualizer_domain::job::JobKind;

use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// Jobs that run or are claimed before one of this kind that is due at an instant, counted up to `limit` in each of the two.
///
/// # Errors
/// As the database says.
pub async fn before(conn: Conn<'_>, kind: JobKind, due: OffsetDateTime, limit: i64) -> DbResult<i64> {
    conn.one(
        "select (select count(*) from (select 1 as one from generation_job where state = 'running' and class = $1 limit $4) r)
           + (select count(*) from (select 1 as one from generation_job
              where state = 'ready' and class = $1 and (priority < $2 or (priority = $2 and run_at < $3)) limit $4) w) as n",
        params![kind.class(), kind.priority(), due, limit],
    )
    .await
}
