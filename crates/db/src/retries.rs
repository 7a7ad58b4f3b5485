//! Taking up again what was not made (R10): in its run while that is open, and the note that a job of an ended run was tried again in
//! another one. Planning that other run is in `replans`.

use time::OffsetDateTime;
use visualizer_domain::ids::{ClientId, JobId, RunId};

use crate::conn::Conn;
use crate::error::DbResult;
use crate::job_ends::ids;
use crate::param::list;
use crate::params;

/// Takes up a failed or parked job again, as a new try of the same job, while its run is open. What was skipped because of it waits again,
/// unless something else that it needs is still not made; deleted assets are taken back. `false` when the run has ended or the job stands elsewhere. The caller has locked
/// the run.
///
/// # Errors
/// As the database says.
pub async fn in_place(conn: Conn<'_>, client: &ClientId, job: &JobId, now: OffsetDateTime) -> DbResult<bool> {
    let taken = conn
        .execute(
            "update generation_job set state = 'ready', tries = 0, crashes = 0, run_at = $3, problem = null, parked_reason = null, parked_at = null,
               finished_at = null, progress = 0, stage = null
             where client_id = $1 and id = $2 and state in ('failed', 'parked')
               and exists (select 1 from generation_run r where r.id = run_id and r.outcome is null and r.cancel_requested_at is null)",
            params![client, job, now],
        )
        .await?;
    if taken == 0 {
        return Ok(false);
    }
    let mut again = vec![job.clone()];
    let mut last = again.clone();
    while !last.is_empty() {
        last = revive_dependants(conn, &last).await?;
        again.extend_from_slice(&last);
    }
    // Somebody may have put a failed one away; what is made after all is shown.
    let sql = format!(
        "update generated_asset set status = 'pending', error = null, deleted_at = null, deleted_by = null,
           life_version = case when deleted_at is null then life_version else life_version + 1 end
         where id in (select asset_id from generation_job where id in {}) and status = 'error'",
        conn.engine().each("$1")
    );
    conn.execute(&sql, params![list(&again)]).await?;
    Ok(true)
}

/// The skipped dependants of these jobs that may be made after all, waiting again. A need that came out as it was (R7) is met; one that
/// failed or was skipped because of another failure keeps its dependants skipped, else they would wait for it for ever.
async fn revive_dependants(conn: Conn<'_>, jobs: &[JobId]) -> DbResult<Vec<JobId>> {
    let truth = conn.engine().pick("1", "true");
    let needs = |term: &str| {
        format!("from job_need n join generation_job needed on needed.id = n.needs_job_id where n.job_id = generation_job.id and {term}")
    };
    let sql = format!(
        "update generation_job set state = 'waiting', finished_at = null, needs_left = (select count(*) {unmet})
         where state = 'skipped' and not (unchanged = {truth}) and id in (select job_id from job_need where needs_job_id in {these})
           and not exists (select 1 {lost})
         returning id as text",
        unmet = needs(&format!("not (needed.state = 'done' or needed.unchanged = {truth})")),
        lost = needs(&format!("needed.state in ('failed', 'cancelled', 'skipped') and not (needed.unchanged = {truth})")),
        these = conn.engine().each("$1"),
    );
    ids(conn.all(&sql, params![list(jobs)]).await?)
}

/// These jobs, and everything that they need and that was not made either, in the order of their plan: a job is not begun without what it
/// is made from. The caller has locked their runs.
///
/// # Errors
/// As the database says.
pub async fn with_needed(conn: Conn<'_>, client: &ClientId, jobs: &[JobId]) -> DbResult<Vec<JobId>> {
    let truth = conn.engine().pick("1", "true");
    let sql = format!(
        "with recursive wanted (id) as (
           select id from generation_job where client_id = $1 and id in {}
           union select needed.id from wanted w join job_need n on n.job_id = w.id join generation_job needed on needed.id = n.needs_job_id
             where needed.state in ('failed', 'cancelled', 'skipped') and not (needed.unchanged = {truth}) and needed.retried_in is null)
         select id as text from wanted order by id limit 10000",
        conn.engine().each("$2")
    );
    ids(conn.all(&sql, params![client, list(jobs)]).await?)
}

/// Notes that these jobs were tried again in another run. Gives how many had not been before; the caller minds when that is not all.
///
/// # Errors
/// As the database says.
pub async fn set_retried(conn: Conn<'_>, client: &ClientId, jobs: &[JobId], run: &RunId) -> DbResult<u64> {
    let sql = format!(
        "update generation_job set retried_in = $3 where client_id = $1 and id in {} and retried_in is null",
        conn.engine().each("$2")
    );
    conn.execute(&sql, params![client, list(jobs), run]).await
}
