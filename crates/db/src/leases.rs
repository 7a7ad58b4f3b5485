//! A worker's hold on its jobs: renewing it, reporting through it, giving it back, and taking it from the dead.

use time::OffsetDateTime;
use visualizer_domain::ids::{AssetId, ClientId, JobId, RunId, WorkerId};
use visualizer_domain::job::{Next, POISON};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// A job that a worker still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The job.
    pub id: JobId,
    /// Its epoch: a worker that remembers another one has lost it in between.
    pub epoch: i64,
    /// Somebody asked for it to stop.
    pub is_cancelled: bool,
}

impl FromRow for Held {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            epoch: row.get("epoch")?,
            is_cancelled: row.get::<Option<OffsetDateTime>>("cancel_requested_at")?.is_some(),
        })
    }
}

/// Renews the leases of the jobs that a worker has in hand, in one statement, and says which it still holds. A job that is its own
/// by the rows alone (the answer to its claim was lost) is not renewed: nobody works on it, and its lease shall run out.
///
/// # Errors
/// As the database says.
pub async fn renew(conn: Conn<'_>, owner: &WorkerId, in_hand: &[JobId], until: OffsetDateTime) -> DbResult<Vec<Held>> {
    let sql = format!(
        "update generation_job set lease_until = $2 where owner = $1 and state = 'running' and id in {}
         returning id, epoch, cancel_requested_at",
        conn.engine().each("$3")
    );
    conn.all(&sql, params![owner, until, list(in_hand)]).await
}

/// Which try of which job a worker speaks for.
#[derive(Debug, Clone, Copy)]
pub struct Fence<'a> {
    /// The worker.
    pub owner: &'a WorkerId,
    /// The job.
    pub job: &'a JobId,
    /// The epoch of the claim.
    pub epoch: i64,
}

/// Notes how far a job is; `None` when the lease was lost.
///
/// # Errors
/// As the database says.
pub async fn progress(conn: Conn<'_>, fence: Fence<'_>, stage: &str, percent: u8) -> DbResult<Option<Held>> {
    conn.maybe(
        "update generation_job set stage = $4, progress = $5 where id = $1 and owner = $2 and epoch = $3 and state = 'running'
         returning id, epoch, cancel_requested_at",
        params![fence.job, fence.owner, fence.epoch, stage, i64::from(percent.min(100))],
    )
    .await
}

/// Puts a job back, ready at `run_at`. With `waited` the try is not counted (a worker that drains); without, it is (a failure that another
/// try may mend, whose problem is kept). `false` when the lease was lost or somebody asked for it to stop: then it is to be ended.
///
/// # Errors
/// As the database says.
pub async fn put_back(
    conn: Conn<'_>,
    fence: Fence<'_>,
    run_at: OffsetDateTime,
    problem: Option<serde_json::Value>,
    waited: bool,
) -> DbResult<bool> {
    let rows = conn
        .execute(
            "update generation_job set state = 'ready', owner = null, lease_until = null, run_at = $4, tries = tries - $5, problem = $6, progress = 0, stage = null
             where id = $1 and owner = $2 and epoch = $3 and state = 'running' and cancel_requested_at is null",
            params![fence.job, fence.owner, fence.epoch, run_at, i64::from(waited), problem],
        )
        .await?;
    if rows == 1 {
        asset_pending(conn, fence.job).await?;
    }
    Ok(rows == 1)
}

/// A job whose lease ran out: its worker died, hangs, or is cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_job.
pub struct Expired {
    pub id: JobId,
    pub client_id: ClientId,
    pub run_id: RunId,
    pub asset_id: Option<AssetId>,
    pub epoch: i64,
    pub lease_until: OffsetDateTime,
    pub crashes: i64,
    pub crashed_at: Option<OffsetDateTime>,
    pub is_cancelled: bool,
}

impl FromRow for Expired {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            client_id: row.get("client_id")?,
            run_id: row.get("run_id")?,
            asset_id: row.get("asset_id")?,
            epoch: row.get("epoch")?,
            lease_until: row.get("lease_until")?,
            crashes: row.get("crashes")?,
            crashed_at: row.get("crashed_at")?,
            is_cancelled: row.get::<Option<OffsetDateTime>>("cancel_requested_at")?.is_some(),
        })
    }
}

/// Most jobs that [`expired`] gives at once.
pub const EXPIRED_PAGE: usize = 100;

/// Jobs whose lease has run out, the longest ago first, at most [`EXPIRED_PAGE`]; with `after`, those behind that one. A page is never
/// asked for again, so that jobs which cannot be taken over do not stand before those which can.
///
/// # Errors
/// As the database says.
pub async fn expired(conn: Conn<'_>, now: OffsetDateTime, after: Option<&Expired>) -> DbResult<Vec<Expired>> {
    let mut values = params![now, EXPIRED_PAGE as i64];
    let mut behind = "";
    if let Some(after) = after {
        values.extend(params![after.lease_until, after.id]);
        behind = "and (lease_until, id) > ($3, $4)";
    }
    let sql = format!(
        "select id, client_id, run_id, asset_id, epoch, lease_until, crashes, crashed_at, cancel_requested_at
         from generation_job where state = 'running' and lease_until < $1 {behind} order by lease_until, id limit $2"
    );
    conn.all(&sql, values).await
}

/// Takes a job from a dead worker: ready again, or parked as poison. `false` when the worker was alive after all, somebody else was faster,
/// or somebody asked for it to stop.
///
/// # Errors
/// As the database says.
pub async fn recover(conn: Conn<'_>, job: &Expired, crashes: i64, next: Next, now: OffsetDateTime) -> DbResult<bool> {
    let (state, run_at, reason, parked_at) = match next {
        Next::Again(at) => ("ready", at, None, None),
        Next::Poison | Next::Failed => ("parked", now, Some(POISON), Some(now)),
    };
    let rows = conn
        .execute(
            "update generation_job set state = $4, owner = null, lease_until = null, run_at = $5, crashes = $6, crashed_at = $3,
               parked_reason = $7, parked_at = $8, progress = 0, stage = null
             where id = $1 and epoch = $2 and state = 'running' and lease_until < $3 and cancel_requested_at is null",
            params![job.id, job.epoch, now, state, run_at, crashes, reason, parked_at],
        )
        .await?;
    if rows == 1 {
        asset_pending(conn, &job.id).await?;
    }
    Ok(rows == 1)
}

/// Ends a job that somebody asked to stop and whose worker is dead. `false` as in [`recover`]. The caller has locked its run and settles it.
///
/// # Errors
/// As the database says.
pub async fn cancel_expired(conn: Conn<'_>, job: &Expired, now: OffsetDateTime) -> DbResult<bool> {
    let rows = conn
        .execute(
            "update generation_job set state = 'cancelled', owner = null, lease_until = null, finished_at = $3
             where id = $1 and epoch = $2 and state = 'running' and lease_until < $3 and cancel_requested_at is not null",
            params![job.id, job.epoch, now],
        )
        .await?;
    Ok(rows == 1)
}

async fn asset_pending(conn: Conn<'_>, job: &JobId) -> DbResult<()> {
    conn.execute("update generated_asset set status = 'pending' where id = (select asset_id from generation_job where id = $1) and status = 'generating'", params![job]).await.map(|_| ())
}
