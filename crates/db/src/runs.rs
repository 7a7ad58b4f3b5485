//! Runs: looking them up and stopping them. Taking up again what failed in them is in `retries`.

use sea_orm::Value;
use time::OffsetDateTime;
use visualizer_domain::ids::{ClientId, JobId, RunId, UserId};
use visualizer_domain::job::JobState;
use visualizer_domain::run::{RunCounts, RunKind, RunOutcome};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// The runs of one client.
#[derive(Debug, Clone, Copy)]
pub struct Runs<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
}

/// The runs of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Runs<'a> {
    Runs { conn, client }
}

/// A run and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_run.
pub struct Run {
    pub id: RunId,
    pub kind: RunKind,
    pub subject_kind: String,
    pub subject_id: String,
    /// What the flow that it is for is called: by its own name, else by the first product that it shows.
    pub subject_name: Option<String>,
    pub plan_hash: String,
    pub requested_by: UserId,
    pub requested_by_name: String,
    pub created_at: OffsetDateTime,
    /// When its first job was begun.
    pub started_at: Option<OffsetDateTime>,
    pub cancel_requested_at: Option<OffsetDateTime>,
    pub finished_at: Option<OffsetDateTime>,
    pub outcome: Option<RunOutcome>,
    /// How many jobs stand where.
    pub counts: RunCounts,
    /// Sum of the progress of all jobs, 0 to 100 each.
    pub progress_sum: i64,
    /// Jobs that ended without having made anything, and were not tried again in another run.
    pub unmade: i64,
}

impl Run {
    /// How far the run is, in percent.
    #[must_use]
    pub fn percent(&self) -> u8 {
        let ended = self.counts.failed + self.counts.cancelled + self.counts.skipped;
        let total = self.counts.total().max(1);
        u8::try_from(((self.progress_sum + ended * 100) / total).clamp(0, 100)).unwrap_or(100)
    }
}

impl FromRow for Run {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        let mut counts = RunCounts::default();
        for state in JobState::ALL {
            *counts.count_mut(*state) = row.get(&format!("n_{state}"))?;
        }
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            subject_name: row.get("subject_name")?,
            plan_hash: row.get("plan_hash")?,
            requested_by: row.get("requested_by")?,
            requested_by_name: row.get("requested_by_name")?,
            created_at: row.get("created_at")?,
            started_at: row.get("started_at")?,
            cancel_requested_at: row.get("cancel_requested_at")?,
            finished_at: row.get("finished_at")?,
            outcome: row.get("outcome")?,
            counts,
            progress_sum: row.get("progress_sum")?,
            unmade: row.get("unmade")?,
        })
    }
}

/// A run as far as a repeated request is compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_run.
pub struct KeyedRun {
    pub id: RunId,
    pub requested_by: UserId,
    pub subject_id: String,
    /// What was asked for; runs that are older than this column have none.
    pub request_hash: Option<String>,
    pub created_at: OffsetDateTime,
}

impl FromRow for KeyedRun {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            requested_by: row.get("requested_by")?,
            subject_id: row.get("subject_id")?,
            request_hash: row.get("request_hash")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// A job of a run that was asked to stop, and where it stands now.
struct Stopped {
    id: JobId,
    state: JobState,
}

impl FromRow for Stopped {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, state: row.get("state")? })
    }
}

fn select(place: &str) -> String {
    let counts: String = JobState::ALL.iter().map(|s| format!("count(case when j.state = '{s}' then 1 end) as n_{s}, ")).collect();
    format!(
        "select r.id, r.kind, r.subject_kind, r.subject_id, r.plan_hash, r.requested_by, u.name as requested_by_name, r.created_at, r.cancel_requested_at,
           r.finished_at, r.outcome, min(j.started_at) as started_at, {counts}
           coalesce(f.name, (select p.name from generation_flow_product l join product p on p.id = l.product_id
                             where l.flow_id = f.id order by l.position limit 1)) as subject_name,
           cast(coalesce(sum(case when j.state = 'done' then 100 when j.state in ('failed', 'cancelled', 'skipped') then 0 else j.progress end), 0) as bigint) as progress_sum,
           count(case when j.state in ('failed', 'cancelled', 'skipped') and j.retried_in is null then 1 end) as unmade
         from (select * from generation_run where {place}) r
         join user_account u on u.id = r.requested_by
         left join generation_flow f on r.subject_kind = 'generation_flow' and f.id = r.subject_id and f.client_id = r.client_id
         left join generation_job j on j.run_id = r.id
         group by f.id, f.name, r.id, r.kind, r.subject_kind, r.subject_id, r.plan_hash, r.requested_by, u.name, r.created_at, r.cancel_requested_at, r.finished_at, r.outcome
         order by r.created_at desc, r.id desc"
    )
}

impl Runs<'_> {
    /// One run.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &RunId) -> DbResult<Option<Run>> {
        self.conn.maybe(&select("client_id = $1 and id = $2"), params![self.client, id]).await
    }

    /// The newest runs about one thing.
    ///
    /// # Errors
    /// As the database says.
    pub async fn about(&self, subject_kind: &str, subject_id: &str, limit: i64) -> DbResult<Vec<Run>> {
        let place = "client_id = $1 and subject_kind = $2 and subject_id = $3 order by created_at desc, id desc limit $4";
        self.conn.all(&select(place), params![self.client, subject_kind, subject_id, limit]).await
    }

    /// Runs of a kind that have not ended, newest first.
    ///
    /// # Errors
    /// As the database says.
    pub async fn open(&self, kind: RunKind, limit: i64) -> DbResult<Vec<Run>> {
        let (sql, values) = self.open_sql(kind, limit);
        self.conn.all(&sql, values).await
    }

    /// The statement of [`Runs::open`], for the test that reads its plan.
    #[must_use]
    pub fn open_sql(&self, kind: RunKind, limit: i64) -> (String, Vec<Value>) {
        let place = "client_id = $1 and kind = $2 and finished_at is null order by created_at desc, id desc limit $3";
        (select(place), params![self.client, kind, limit])
    }

    /// The run that was admitted with this idempotency key.
    ///
    /// # Errors
    /// As the database says.
    pub async fn by_key(&self, key: &str) -> DbResult<Option<KeyedRun>> {
        let sql = "select id, requested_by, subject_id, request_hash, created_at from generation_run where client_id = $1 and idempotency_key = $2";
        self.conn.maybe(sql, params![self.client, key]).await
    }

    /// Asks a run to stop: what nobody has begun is cancelled here and now, what is running is asked to. Gives the jobs that were cancelled,
    /// or `None` when the run has ended or was asked before. The caller has locked the run, and settles them.
    ///
    /// # Errors
    /// As the database says.
    pub async fn cancel(&self, id: &RunId, now: OffsetDateTime) -> DbResult<Option<Vec<JobId>>> {
        let asked = self
            .conn
            .execute(
                "update generation_run set cancel_requested_at = $3 where client_id = $1 and id = $2 and cancel_requested_at is null and outcome is null",
                params![self.client, id, now],
            )
            .await?;
        if asked == 0 {
            return Ok(None);
        }
        // One statement for every open job: a claim holds its jobs, and of two statements the one would look at them before it, the other
        // after it. PostgreSQL decides anew about each row that it had to wait for.
        let jobs: Vec<Stopped> = self
            .conn
            .all(
                "update generation_job set state = case when state = 'running' then state else 'cancelled' end,
                   cancel_requested_at = case when state = 'running' then $2 else cancel_requested_at end,
                   finished_at = case when state = 'running' then finished_at else $2 end, parked_reason = null, parked_at = null
                 where run_id = $1 and state in ('waiting', 'ready', 'running', 'parked') returning id, state",
                params![id, now],
            )
            .await?;
        Ok(Some(jobs.into_iter().filter(|job| job.state == JobState::Cancelled).map(|job| job.id).collect()))
    }
}
