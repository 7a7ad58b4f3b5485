//! Claiming: ready jobs become a worker's, for the length of a lease (R3). Every later write of the worker names the epoch it got here.

use time::OffsetDateTime;
use visualizer_domain::ids::{AssetId, ClientId, JobId, RunId, WorkerId};
use visualizer_domain::job::{JobClass, JobKind};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// What a worker asks for.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    /// The worker.
    pub owner: &'a WorkerId,
    /// One class: a claim over several would sort every ready row.
    pub class: JobClass,
    /// The kinds that it knows. Others are left to a newer program.
    pub kinds: &'a [JobKind],
    /// Most jobs.
    pub limit: i64,
    /// The instant.
    pub now: OffsetDateTime,
    /// Until when they are its own without a heartbeat.
    pub lease_until: OffsetDateTime,
}

/// A job in a worker's hands.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The columns of generation_job.
pub struct ClaimedJob {
    pub id: JobId,
    pub client_id: ClientId,
    pub run_id: RunId,
    pub kind: JobKind,
    pub asset_id: Option<AssetId>,
    pub input: serde_json::Value,
    /// Fences every later write: a job that was claimed again has another.
    pub epoch: i64,
    /// This try, counted from 1.
    pub tries: i64,
    pub tries_max: i64,
    priority: i64,
    run_at: OffsetDateTime,
}

impl FromRow for ClaimedJob {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            client_id: row.get("client_id")?,
            run_id: row.get("run_id")?,
            kind: row.get("kind")?,
            asset_id: row.get("asset_id")?,
            input: row.get("input")?,
            epoch: row.get("epoch")?,
            tries: row.get("tries")?,
            tries_max: row.get("tries_max")?,
            priority: row.get("priority")?,
            run_at: row.get("run_at")?,
        })
    }
}

/// Claims up to `limit` jobs, the most urgent and longest due first. Kinds that are paused are passed over.
///
/// # Errors
/// As the database says.
pub async fn claim(conn: Conn<'_>, claim: &Claim<'_>) -> DbResult<Vec<ClaimedJob>> {
    let engine = conn.engine();
    // MATERIALIZED: PostgreSQL could evaluate a bare sub-select more than once and claim more than the limit.
    let sql = format!(
        "with pick as materialized (
           select id from generation_job
           where state = 'ready' and class = $1 and run_at <= $2 and kind in {kinds} and kind not in (select kind from job_pause)
           order by priority, run_at, id limit $4 {lock})
         update generation_job set state = 'running', owner = $5, lease_until = $6, epoch = epoch + 1, tries = tries + 1,
           started_at = coalesce(started_at, $2), progress = 0, stage = null, problem = null
         where id in (select id from pick)
         returning id, client_id, run_id, kind, asset_id, input, epoch, tries, tries_max, priority, run_at",
        kinds = engine.each("$3"),
        lock = engine.pick("", "for update skip locked"),
    );
    let mut jobs: Vec<ClaimedJob> =
        conn.all(&sql, params![claim.class, claim.now, list(claim.kinds), claim.limit, claim.owner, claim.lease_until]).await?;
    // RETURNING promises no order.
    jobs.sort_by(|a, b| (a.priority, a.run_at, &a.id).cmp(&(b.priority, b.run_at, &b.id)));

    let assets = list(jobs.iter().filter_map(|job| job.asset_id.as_ref()));
    if assets.as_array().is_some_and(|assets| !assets.is_empty()) {
        let sql = format!(
            "update generated_asset set status = 'generating', started_at = coalesce(started_at, $2) where id in {} and status = 'pending'",
            engine.each("$1")
        );
        conn.execute(&sql, params![assets, claim.now]).await?;
    }
    Ok(jobs)
}
