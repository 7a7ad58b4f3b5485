//! The queue as people see it: depth, ages, what runs, what is parked and why. One client's jobs, or all of them for a platform admin.

use sea_orm::Value;
use time::OffsetDateTime;
use visualizer_domain::ids::{AssetId, ClientId, JobId, RunId};
use visualizer_domain::job::{JobProblem, JobState};
use visualizer_domain::run::RunOutcome;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// Whose jobs.
#[derive(Debug, Clone, Copy)]
pub struct Jobs<'a> {
    conn: Conn<'a>,
    client: Option<&'a ClientId>,
}

/// The jobs of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Jobs<'a> {
    Jobs { conn, client: Some(client) }
}

/// The jobs of every client, for whoever runs the platform.
#[must_use]
pub fn of_platform(conn: Conn<'_>) -> Jobs<'_> {
    Jobs { conn, client: None }
}

/// A job as the queue page shows it.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The columns of generation_job.
pub struct Job {
    pub id: JobId,
    pub client_id: ClientId,
    pub client_name: String,
    pub run_id: RunId,
    pub kind: String,
    pub asset_id: Option<AssetId>,
    /// When its asset was planned: by this, lists of assets are in order.
    pub asset_created_at: Option<OffsetDateTime>,
    pub state: JobState,
    pub subject_kind: String,
    pub subject_id: String,
    pub variant: Option<i64>,
    pub flow_name: Option<String>,
    pub product_name: Option<String>,
    pub progress: i64,
    pub stage: Option<String>,
    pub tries: i64,
    pub tries_max: i64,
    pub crashes: i64,
    pub parked_reason: Option<String>,
    pub problem: Option<JobProblem>,
    pub run_at: OffsetDateTime,
    pub created_at: OffsetDateTime,
    pub started_at: Option<OffsetDateTime>,
    pub finished_at: Option<OffsetDateTime>,
    pub lease_until: Option<OffsetDateTime>,
    pub run_outcome: Option<RunOutcome>,
    /// The run that it was tried again in, after its own had ended.
    pub retried_in: Option<RunId>,
}

impl FromRow for Job {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            client_id: row.get("client_id")?,
            client_name: row.get("client_name")?,
            run_id: row.get("run_id")?,
            kind: row.get("kind")?,
            asset_id: row.get("asset_id")?,
            asset_created_at: row.get("asset_created_at")?,
            state: row.get("state")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            variant: row.get("variant")?,
            flow_name: row.get("flow_name")?,
            product_name: row.get("product_name")?,
            progress: row.get("progress")?,
            stage: row.get("stage")?,
            tries: row.get("tries")?,
            tries_max: row.get("tries_max")?,
            crashes: row.get("crashes")?,
            parked_reason: row.get("parked_reason")?,
            problem: row.maybe_json("problem")?,
            run_at: row.get("run_at")?,
            created_at: row.get("created_at")?,
            started_at: row.get("started_at")?,
            finished_at: row.get("finished_at")?,
            lease_until: row.get("lease_until")?,
            run_outcome: row.get("run_outcome")?,
            retried_in: row.get("retried_in")?,
        })
    }
}

/// How many jobs of a kind stand in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depth {
    /// The kind.
    pub kind: String,
    /// The state.
    pub state: JobState,
    /// How many.
    pub jobs: i64,
    /// When the longest waiting was due.
    pub oldest: Option<OffsetDateTime>,
}

impl FromRow for Depth {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { kind: row.get("kind")?, state: row.get("state")?, jobs: row.get("n")?, oldest: row.get("oldest")? })
    }
}

/// A job with what it is for; `j` is the job, `a` its asset.
pub(crate) const SELECT: &str = "select j.id, j.client_id, c.name as client_name, j.run_id, j.kind, j.asset_id, j.state, r.subject_kind, r.subject_id, a.variant, a.created_at as asset_created_at,
    f.name as flow_name,
    case when r.subject_kind = 'product_image'
      then (select p.name from product_image i join product p on p.id = i.product_id where i.id = r.subject_id)
      else (select p.name from generated_asset_product x join product p on p.id = x.product_id where x.asset_id = j.asset_id and x.is_primary limit 1)
    end as product_name,
    j.progress, j.stage, j.tries, j.tries_max, j.crashes, j.parked_reason, j.problem, j.run_at, j.created_at, j.started_at, j.finished_at, j.lease_until,
    r.outcome as run_outcome, j.retried_in
  from generation_job j join generation_run r on r.id = j.run_id join client c on c.id = j.client_id
  left join generated_asset a on a.id = j.asset_id left join generation_flow f on f.id = a.generation_flow_id";

impl Jobs<'_> {
    /// One job.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &JobId) -> DbResult<Option<Job>> {
        let mut values = params![id];
        let tenant = self.tenant(&mut values);
        self.conn.maybe(&format!("{SELECT} where j.id = $1{tenant}"), values).await
    }

    /// The jobs of one run, in the order in which they were planned.
    ///
    /// # Errors
    /// As the database says.
    pub async fn of_run(&self, run: &RunId, limit: i64) -> DbResult<Vec<Job>> {
        let mut values = params![run, limit];
        let tenant = self.tenant(&mut values);
        self.conn.all(&format!("{SELECT} where j.run_id = $1{tenant} order by a.variant, j.id limit $2"), values).await
    }

    /// Open jobs by kind and state, with the instant since which the longest waiting one is due.
    ///
    /// # Errors
    /// As the database says.
    pub async fn depths(&self) -> DbResult<Vec<Depth>> {
        let mut values = Vec::new();
        let tenant = self.tenant(&mut values);
        // One branch for each partial index: the ended jobs, which are most of the table, are never walked.
        let of = |state: &str| {
            format!(
                "select j.kind, '{state}' as state, count(*) as n, min(j.run_at) as oldest from generation_job j where j.state = '{state}'{tenant} group by j.kind"
            )
        };
        let sql = ["ready", "waiting", "running", "parked"].map(of).join(" union all ");
        self.conn.all(&format!("{sql} order by 1, 2 limit 100"), values).await
    }

    /// The jobs in one state: open ones the longest due first, failed ones the newest first, without those that were tried again.
    ///
    /// # Errors
    /// As the database says.
    pub async fn in_state(&self, state: JobState, limit: i64) -> DbResult<Vec<Job>> {
        let (sql, values) = self.in_state_sql(state, limit);
        self.conn.all(&sql, values).await
    }

    /// The statement of [`Jobs::in_state`], for the test that reads its plan.
    #[must_use]
    pub fn in_state_sql(&self, state: JobState, limit: i64) -> (String, Vec<Value>) {
        let mut values = params![limit];
        let tenant = self.tenant(&mut values);
        let order = match state {
            JobState::Failed => "j.finished_at desc, j.id desc",
            JobState::Parked => "j.parked_at desc, j.id desc",
            JobState::Running => "j.started_at, j.id",
            _ => "j.priority, j.run_at, j.id",
        };
        // The state is one of our own words, said literally so that the partial indexes fit.
        let left = if state == JobState::Failed { " and j.retried_in is null" } else { "" };
        (format!("{SELECT} where j.state = '{state}'{left}{tenant} order by {order} limit $1"), values)
    }

    fn tenant(&self, values: &mut Vec<Value>) -> String {
        match self.client {
            None => String::new(),
            Some(client) => {
                values.push(crate::param::Param::value(client));
                format!(" and j.client_id = ${}", values.len())
            }
        }
    }
}
