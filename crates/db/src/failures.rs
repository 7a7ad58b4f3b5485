//! The failed jobs of a client by the reason that they share, so that all of one reason can be tried again. Lists of them are in `jobs`.

use time::OffsetDateTime;
use visualizer_domain::ids::{ClientId, JobId};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::job_ends::ids;
use crate::params;

/// How many failures share a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failures {
    /// The code of their problem; [`NO_CODE`] when they have none.
    pub code: String,
    /// How many.
    pub jobs: i64,
}

impl FromRow for Failures {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { code: row.get("code")?, jobs: row.get("n")? })
    }
}

/// The code of failures without a problem.
pub const NO_CODE: &str = "other";
/// Failures that are looked at: the newest ones.
pub const FAILURES_MAX: i64 = 500;

/// The newest failures since an instant, without those that were tried again: `$1` client, `$2` instant, `$3` how many, `$4` [`NO_CODE`].
const NEWEST: &str = "(select id, coalesce(problem ->> 'code', $4) as code from generation_job
  where client_id = $1 and state = 'failed' and retried_in is null and finished_at >= $2 order by finished_at desc, id desc limit $3) f";

/// How many of the newest [`FAILURES_MAX`] failures of a client since an instant have which reason.
///
/// # Errors
/// As the database says.
pub async fn by_code(conn: Conn<'_>, client: &ClientId, since: OffsetDateTime) -> DbResult<Vec<Failures>> {
    let sql = format!("select code, count(*) as n from {NEWEST} group by code order by n desc, code");
    conn.all(&sql, params![client, since, FAILURES_MAX, NO_CODE]).await
}

/// Those of them that have this reason.
///
/// # Errors
/// As the database says.
pub async fn with_code(conn: Conn<'_>, client: &ClientId, code: &str, since: OffsetDateTime) -> DbResult<Vec<JobId>> {
    let sql = format!("select id as text from {NEWEST} where code = $5 order by id");
    ids(conn.all(&sql, params![client, since, FAILURES_MAX, NO_CODE, code]).await?)
}
