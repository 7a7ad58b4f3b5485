//! Ending jobs, and everything that follows from it in the same transaction (R5-R7): dependants freed or skipped, runs closed, slots flipped.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_domain::ids::{AssetId, JobId, RunId, WorkerId};
use visualizer_domain::job::{JobProblem, JobState};
use visualizer_domain::run::{Flip, RunOutcome};

use crate::column::{FromRow, Row, to_json};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbResult;
use crate::param::list;
use crate::params;
use crate::{picture_checks, slots};

/// Locks the runs of a batch in the order of their ids: the first statement of every transaction that ends jobs. Without it two workers
/// that end the last two jobs of a run each see the other's as running, and the run never ends; and two batches that free the same
/// dependants can deadlock. SQLite has one writer and needs no lock.
///
/// # Errors
/// As the database says.
pub async fn lock_runs(conn: Conn<'_>, runs: &[RunId]) -> DbResult<()> {
    if conn.engine() == Engine::Postgres {
        let sql = format!("select id as text from generation_run where id in {} order by id for update", conn.engine().each("$1"));
        conn.all::<String>(&sql, params![list(runs)]).await?;
    }
    Ok(())
}

/// How a worker ends a job.
#[derive(Debug, Clone)]
pub struct End {
    /// The job.
    pub job: JobId,
    /// The epoch of the claim.
    pub epoch: i64,
    /// Whether the bytes equal those that the slot showed before (R7).
    pub unchanged: bool,
}

/// Ends jobs that a worker holds. Gives those that it still held; for the others the lease was lost, and nothing may be written.
///
/// # Errors
/// As the database says.
pub async fn end(
    conn: Conn<'_>,
    owner: &WorkerId,
    ends: &[End],
    state: JobState,
    problem: Option<serde_json::Value>,
    now: OffsetDateTime,
) -> DbResult<Vec<JobId>> {
    let rows: serde_json::Value = ends.iter().map(|end| json!([end.job, end.epoch, i64::from(end.unchanged)])).collect();
    let opened = conn.engine().pick(
        "(select value ->> 0 as id, value ->> 1 as epoch, value ->> 2 as unchanged from json_each($1))",
        "(select value ->> 0 as id, (value ->> 1)::bigint as epoch, (value ->> 2)::int = 1 as unchanged from jsonb_array_elements($1))",
    );
    let sql = format!(
        "update generation_job set state = $2, owner = null, lease_until = null, finished_at = $3, problem = $4, unchanged = e.unchanged,
           progress = case when $2 = 'done' then 100 else progress end
         from {opened} e
         where generation_job.id = e.id and generation_job.epoch = e.epoch and generation_job.state = 'running' and generation_job.owner = $5
         returning generation_job.id as text"
    );
    ids(conn.all(&sql, params![rows, state, now, problem, owner]).await?)
}

/// A run that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedRun {
    /// The run.
    pub id: RunId,
    /// How.
    pub outcome: RunOutcome,
    flip: Flip,
}

impl FromRow for ClosedRun {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, outcome: row.get("outcome")?, flip: row.get("flip")? })
    }
}

/// What follows when jobs have ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Whether jobs became ready: workers should be woken.
    pub freed: bool,
    /// Runs that ended.
    pub closed: Vec<ClosedRun>,
}

/// Draws the consequences of ended jobs: `done` ones free their dependants, `lost` ones (failed, cancelled) skip them, and runs whose
/// jobs have all ended are closed and, when they flip together and are done, flipped.
///
/// # Errors
/// As the database says.
pub async fn settle(conn: Conn<'_>, runs: &[RunId], done: &[JobId], lost: &[JobId], now: OffsetDateTime) -> DbResult<Settled> {
    let mut settled = Settled::default();
    let mut done = done.to_vec();
    while !done.is_empty() {
        settled.freed |= free_dependants(conn, &done, now).await? > 0;
        done = skip_unchanged(conn, &done, now).await?;
    }
    if !lost.is_empty() {
        let skipped = skip_dependants(conn, lost, now).await?;
        abandon(conn, &skipped, &JobProblem::retry("skipped", "what it needs was not made"), now).await?;
    }
    settled.closed = close_runs(conn, runs, now).await?;
    for run in &settled.closed {
        if run.flip == Flip::Together && run.outcome == RunOutcome::Done {
            slots::flip_run(conn, &run.id, now).await?;
        }
    }
    Ok(settled)
}

async fn free_dependants(conn: Conn<'_>, done: &[JobId], now: OffsetDateTime) -> DbResult<u64> {
    let sql = format!(
        "update generation_job set needs_left = needs_left - f.n, state = case when needs_left = f.n then 'ready' else state end, run_at = $2
         from (select job_id, count(*) as n from job_need where needs_job_id in {} group by job_id) f
         where generation_job.id = f.job_id and generation_job.state = 'waiting'",
        conn.engine().each("$1")
    );
    conn.execute(&sql, params![list(done), now]).await
}

/// Cut-off (R7): a dependant that just became ready, all of whose needs came out as they were, and which has a version to keep, is not made again.
async fn skip_unchanged(conn: Conn<'_>, done: &[JobId], now: OffsetDateTime) -> DbResult<Vec<JobId>> {
    let truth = conn.engine().pick("1", "true");
    let sql = format!(
        "update generation_job set state = 'skipped', unchanged = {truth}, finished_at = $2
         where state = 'ready' and id in (select job_id from job_need where needs_job_id in {})
           and not exists (select 1 from job_need n join generation_job needed on needed.id = n.needs_job_id
                           where n.job_id = generation_job.id and not (needed.unchanged = {truth}))
           and exists (select 1 from generated_asset a join asset_slot s on s.id = a.slot_id
                       where a.id = generation_job.asset_id and s.current_asset_id is not null)
         returning id as text",
        conn.engine().each("$1")
    );
    let skipped = ids(conn.all(&sql, params![list(done), now]).await?)?;
    abandon(conn, &skipped, &JobProblem::retry("unchanged", "what it is made from came out as it was"), now).await?;
    Ok(skipped)
}

async fn skip_dependants(conn: Conn<'_>, lost: &[JobId], now: OffsetDateTime) -> DbResult<Vec<JobId>> {
    let sql = format!(
        "with recursive lost (id) as (
           select job_id from job_need where needs_job_id in {}
           union select n.job_id from job_need n join lost on n.needs_job_id = lost.id)
         update generation_job set state = 'skipped', finished_at = $2
         where id in (select id from lost) and state in ('waiting', 'ready')
         returning id as text",
        conn.engine().each("$1")
    );
    ids(conn.all(&sql, params![list(lost), now]).await?)
}

/// The same fold as `domain::run::RunCounts::outcome`.
async fn close_runs(conn: Conn<'_>, runs: &[RunId], now: OffsetDateTime) -> DbResult<Vec<ClosedRun>> {
    let any = |state: &str| format!("max(case when state = '{state}' then 1 else 0 end) = 1");
    let sql = format!(
        "update generation_run set finished_at = $2, outcome = f.outcome
         from (select run_id, case when {cancelled} then 'cancelled' when not ({failed}) then 'done' when {done} then 'partly' else 'failed' end as outcome
               from generation_job where run_id in {runs} group by run_id
               having min(case when state in ('done', 'failed', 'cancelled', 'skipped') then 1 else 0 end) = 1) f
         where generation_run.id = f.run_id and generation_run.outcome is null
         returning generation_run.id, generation_run.outcome, generation_run.flip",
        cancelled = any("cancelled"),
        failed = any("failed"),
        done = any("done"),
        runs = conn.engine().each("$1"),
    );
    conn.all(&sql, params![list(runs), now]).await
}

/// Marks what jobs leave behind that ended without having done their work: their assets are in error, and the pictures that they were to
/// check are refused, so that nobody waits for either for ever.
///
/// # Errors
/// As the database says.
pub async fn abandon(conn: Conn<'_>, jobs: &[JobId], problem: &JobProblem, now: OffsetDateTime) -> DbResult<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "update generated_asset set status = 'error', error = $2
         where id in (select asset_id from generation_job where id in {}) and status in ('pending', 'generating')",
        conn.engine().each("$1")
    );
    conn.execute(&sql, params![list(jobs), to_json("error", problem)?]).await?;
    picture_checks::refuse_unchecked(conn, jobs, problem, now).await
}

/// Shows what a job just made, when its run flips each by itself.
///
/// # Errors
/// As the database says.
pub async fn flip_each(conn: Conn<'_>, run: &RunId, assets: &[AssetId], now: OffsetDateTime) -> DbResult<()> {
    let flip: Vec<String> = conn.all("select flip as text from generation_run where id = $1", params![run]).await?;
    if flip.first().is_some_and(|flip| flip == Flip::Each.as_str()) {
        slots::flip(conn, assets, now).await?;
    }
    Ok(())
}

pub(crate) fn ids(texts: Vec<String>) -> DbResult<Vec<JobId>> {
    texts
        .into_iter()
        .map(|text| JobId::parse(&text).map_err(|_| crate::DbError::Inconsistent { column: "id".to_owned(), value: text, wanted: "JobId" }))
        .collect()
}
