//! Trying again what was not made (R10): the same job while its run is open, a new run with the same recipe afterwards. Jobs about one
//! thing are tried again together, because a flow has one open run at a time.

use std::error::Error;

use serde_json::json;
use time::OffsetDateTime;
use tracing::warn;
use visualizer_db::jobs::{self, Job};
use visualizer_db::{
    Change, Conn, WriteTx, audit_events, failures, flow_facts, generation_flows, job_ends, product_images, replans, retries as rows,
};
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::ids::{ClientId, GenerationFlowId, JobId, ProductImageId, RunId};
use visualizer_domain::job::JobState;
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::run::RunOutcome;
use visualizer_domain::{Actor, Permission, Problem, flow_plan, image_check_plan};

use crate::Control;
use crate::admissions::{Asked, write};
use crate::failure::Doing as _;
use crate::queue::RECENT;
use crate::runs;

/// What became of jobs that were to be tried again.
#[derive(Debug, Default)]
pub struct Retried {
    /// Those that are, each with the run that it is in now.
    pub again: Vec<(JobId, RunId)>,
    /// Those that are left as they are, each with its reason. Of jobs about one thing that nothing could be decided about, the first.
    pub refused: Vec<(JobId, Problem)>,
}

/// Tries one failed or parked job again. Gives the run that it is in now.
///
/// # Errors
/// [`Problem::NotFound`], also when its flow is deleted; [`Problem::Conflict`] `job-not-stopped` when it neither failed nor is parked,
/// `job-retried` when its run has ended and it was tried again in another, `generating` when that would be a second open run of its flow.
pub async fn retry_job(control: &Control, actor: &Actor, job: &JobId, now: OffsetDateTime) -> Outcome<RunId> {
    let mut retried = retry_jobs(control, actor, std::slice::from_ref(job), now).await?;
    match (retried.again.pop(), retried.refused.pop()) {
        (Some((_, run)), _) => Ok(run),
        (None, Some((_, problem))) => Err(problem),
        (None, None) => Err(Problem::not_found(Noun::Job, job)),
    }
}

/// Tries the recent failures of the client again that have this reason, as far back as the queue counts them.
///
/// # Errors
/// As [`retry_jobs`].
pub async fn retry_failures(control: &Control, actor: &Actor, code: &str, now: OffsetDateTime) -> Outcome<Retried> {
    let client = actor.require(Permission::Generate)?;
    let asked = failures::with_code(control.db.read(), client, code, now - RECENT).await.doing("reading failures")?;
    retry_jobs(control, actor, &asked, now).await
}

/// Tries jobs again. Those about one thing are decided about together, in a transaction of their own. Trouble with the database ends it;
/// what was tried again until then is.
///
/// # Errors
/// Without the permission; a job that may not be tried again is named among the refused.
pub async fn retry_jobs(control: &Control, actor: &Actor, asked: &[JobId], now: OffsetDateTime) -> Outcome<Retried> {
    let client = actor.require(Permission::Generate)?;
    let mut retried = Retried::default();
    let mut groups: Vec<Vec<Job>> = Vec::new();
    for id in asked {
        match find(control.db.read(), client, id).await {
            Ok(job) => match groups.iter_mut().find(|group| about_the_same(&group[0], &job)) {
                Some(group) if group.iter().any(|other| other.id == job.id) => {}
                Some(group) => group.push(job),
                None => groups.push(vec![job]),
            },
            Err(problem @ Problem::NotFound { .. }) => retried.refused.push((id.clone(), problem)),
            Err(problem) => return Err(problem),
        }
    }
    for group in groups {
        match retry_group(control, actor, client, &group, now).await {
            Ok(part) => {
                retried.again.extend(part.again);
                retried.refused.extend(part.refused);
            }
            // What was committed about other things stands, so it is told.
            Err(problem) => {
                warn!(job = %group[0].id, error = &problem as &(dyn Error + 'static), "jobs were not tried again");
                let goes_on = !matches!(problem, Problem::Unavailable { .. } | Problem::StorageFull);
                retried.refused.push((group[0].id.clone(), problem));
                if !goes_on {
                    break;
                }
            }
        }
    }
    Ok(retried)
}

/// Tries everything of a run again that was not made: what failed or is parked while it is open, also what was stopped once it has ended.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Conflict`] `nothing-to-retry` when everything was made, or was tried again before. Else as
/// [`retry_job`], when none of its jobs could be tried again.
pub async fn retry_run(control: &Control, actor: &Actor, run: &RunId, now: OffsetDateTime) -> Outcome<Retried> {
    let (_, jobs) = runs::view(control, actor, run).await?;
    let missing: Vec<JobId> = jobs.into_iter().filter(may_be_tried_again).map(|job| job.id).collect();
    let mut retried = retry_jobs(control, actor, &missing, now).await?;
    match retried.refused.pop_if(|_| retried.again.is_empty()) {
        Some((_, problem)) => Err(problem),
        None if retried.again.is_empty() => Err(Problem::conflict("nothing-to-retry")),
        None => Ok(retried),
    }
}

/// True of a job that made nothing and will not by itself.
#[must_use]
pub fn may_be_tried_again(job: &Job) -> bool {
    match job.run_outcome {
        None => matches!(job.state, JobState::Failed | JobState::Parked),
        Some(_) => may_be_made_anew(job).is_ok(),
    }
}

fn about_the_same(one: &Job, other: &Job) -> bool {
    (&one.subject_kind, &one.subject_id) == (&other.subject_kind, &other.subject_id)
}

async fn retry_group(control: &Control, actor: &Actor, client: &ClientId, group: &[Job], now: OffsetDateTime) -> Outcome<Retried> {
    let mut retried = Retried::default();
    let mut tx = control.db.write().await.doing("beginning to retry jobs")?;
    let conn = tx.conn();
    let subject = hold_subject(conn, client, &group[0]).await?;
    let runs: Vec<RunId> = group.iter().map(|job| job.run_id.clone()).collect();
    job_ends::lock_runs(conn, &runs).await.doing("locking runs")?;

    let (mut again, mut ended) = (Vec::new(), Vec::new());
    for job in group {
        if rows::in_place(conn, client, &job.id, now).await.doing("retrying a job")? {
            again.push((job.id.clone(), job.run_id.clone()));
            continue;
        }
        // Read again: until the lock was had, somebody else may have tried it again.
        match may_be_made_anew(&find(conn, client, &job.id).await?).and_then(|()| subject.may_begin()) {
            Ok(()) => ended.push(job.id.clone()),
            Err(problem) => retried.refused.push((job.id.clone(), problem)),
        }
    }
    if !ended.is_empty() {
        let run = make_anew(&mut tx, actor, client, &ended, now).await?;
        again.extend(ended.into_iter().map(|job| (job, run.clone())));
    }
    if again.is_empty() {
        return Ok(retried);
    }
    check_anew(tx.conn(), client, &group[0], now).await?;
    let line = |(job, run): &(JobId, RunId)| {
        AuditEvent::new(Some(client), actor, "job.retry", ("job", job.as_str()), now).into_state(json!({ "run": run }))
    };
    let lines: Vec<AuditEvent> = again.iter().map(line).collect();
    audit_events::insert_many(tx.conn(), &lines).await.doing("writing the audit trail")?;
    tx.tell(Change::Jobs);
    tx.tell(Change::Client(client.clone()));
    tx.commit().await.doing("committing the retry of jobs")?;
    retried.again = again;
    Ok(retried)
}

fn may_be_made_anew(job: &Job) -> Outcome<()> {
    let was_not_made = matches!(job.state, JobState::Failed | JobState::Cancelled | JobState::Skipped);
    match (&job.retried_in, job.run_outcome) {
        (Some(_), _) => Err(Problem::conflict("job-retried")),
        // What was skipped in a run that is done came out as it was (R7).
        (None, Some(outcome)) if was_not_made && outcome != RunOutcome::Done => Ok(()),
        _ => Err(Problem::conflict("job-not-stopped")),
    }
}

/// What jobs are about, as far as it says whether a run may begin.
enum Held {
    /// Anything but a flow.
    Other,
    /// A flow, locked until the end of the transaction.
    Flow { id: GenerationFlowId, is_live: bool, is_generating: bool },
}

impl Held {
    fn may_begin(&self) -> Outcome<()> {
        match self {
            Self::Flow { id, is_live: false, .. } => Err(Problem::not_found(Noun::Flow, id)),
            Self::Flow { is_generating: true, .. } => Err(Problem::conflict("generating")),
            Self::Flow { .. } | Self::Other => Ok(()),
        }
    }
}

/// Locks what jobs are about: before their runs, as where a run is admitted.
async fn hold_subject(conn: Conn<'_>, client: &ClientId, job: &Job) -> Outcome<Held> {
    if job.subject_kind != flow_plan::SUBJECT {
        return Ok(Held::Other);
    }
    let id = GenerationFlowId::parse(&job.subject_id).map_err(|err| Problem::internal("reading the subject of a run", err))?;
    let is_live = generation_flows::of(conn, client).lock(&id).await.doing("locking a flow")?;
    let is_generating = flow_facts::open_runs(conn, client, &id).await.doing("counting the runs of a flow")? > 0;
    Ok(Held::Flow { id, is_live, is_generating })
}

/// Admits a run that makes what these jobs were to make, and notes on each that it was tried again.
async fn make_anew(tx: &mut WriteTx, actor: &Actor, client: &ClientId, ended: &[JobId], now: OffsetDateTime) -> Outcome<RunId> {
    let ended = &rows::with_needed(tx.conn(), client, ended).await.doing("looking for what jobs need")?;
    let plan = replans::of_jobs(tx.conn(), client, ended).await.doing("planning jobs again")?;
    let plan = plan.ok_or_else(|| Problem::not_found(Noun::Job, &ended[0]))?;
    let run = write(tx, actor, &plan, Asked { key: None, session: None, now }).await?;
    let noted = rows::set_retried(tx.conn(), client, ended, &run).await.doing("noting retries")?;
    // The lock of their runs makes it so on both engines; what stands here is the promise.
    if noted == ended.len() as u64 { Ok(run) } else { Err(Problem::conflict("job-retried")) }
}

/// A picture whose check is tried again waits for it again.
async fn check_anew(conn: Conn<'_>, client: &ClientId, job: &Job, now: OffsetDateTime) -> Outcome<()> {
    if job.subject_kind == image_check_plan::SUBJECT {
        let image = ProductImageId::parse(&job.subject_id).map_err(|err| Problem::internal("reading the subject of a run", err))?;
        product_images::of(conn, client).set_pending(&image, now).await.doing("having a picture checked again")?;
    }
    Ok(())
}

async fn find(conn: Conn<'_>, client: &ClientId, id: &JobId) -> Outcome<Job> {
    jobs::of(conn, client).find(id).await.doing("reading a job")?.ok_or_else(|| Problem::not_found(Noun::Job, id))
}
