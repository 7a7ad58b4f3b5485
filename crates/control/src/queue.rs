//! The queue as people see and steer it: what waits, runs, is parked or failed; retry, stop, pause.
//! A client's people see their own jobs; a platform admin sees all, and alone may pause a kind.

use serde_json::json;
use time::{Duration, OffsetDateTime};
use visualizer_db::{Change, audit_events, failures, job_pauses, jobs, workers};
use visualizer_domain::audit::AuditEvent;
use visualizer_domain::job::{HEARTBEAT, JobKind, JobState};
use visualizer_domain::problem::Outcome;
use visualizer_domain::text::Reason;
use visualizer_domain::{Actor, Permission};

use crate::Control;
use crate::failure::Doing as _;

pub use visualizer_db::failures::{Failures, NO_CODE};
pub use visualizer_db::job_pauses::Pause;
pub use visualizer_db::jobs::{Depth, Job};
pub use visualizer_db::workers::Worker;

/// Most jobs listed in each state.
pub const LISTED_MAX: i64 = 50;
/// Failures older than this are history; the audit trail keeps them.
pub const RECENT: Duration = Duration::days(7);

/// Everything that the queue page shows.
#[derive(Debug, Clone)]
pub struct QueueView {
    /// Open jobs by kind and state.
    pub depths: Vec<Depth>,
    /// What runs, the longest running first.
    pub running: Vec<Job>,
    /// What is next.
    pub ready: Vec<Job>,
    /// Set aside until somebody decides.
    pub parked: Vec<Job>,
    /// Failed, newest first.
    pub failed: Vec<Job>,
    /// How many of the client's own recent failures have which reason: those that [`retry_failures`](crate::runs::retry_failures) takes.
    pub own_failures: Vec<Failures>,
    /// Kinds that nobody claims for now.
    pub pauses: Vec<Pause>,
    /// Processes seen within three heartbeats.
    pub workers: Vec<Worker>,
}

/// The queue.
///
/// # Errors
/// Without the permission to view.
pub async fn view(control: &Control, actor: &Actor, now: OffsetDateTime) -> Outcome<QueueView> {
    let conn = control.db.read();
    let client = actor.require(Permission::View)?;
    let seen = if actor.platform_admin { jobs::of_platform(conn) } else { jobs::of(conn, client) };
    let of = async |state| seen.in_state(state, LISTED_MAX).await.doing("reading jobs");
    Ok(QueueView {
        depths: seen.depths().await.doing("counting jobs")?,
        running: of(JobState::Running).await?,
        ready: of(JobState::Ready).await?,
        parked: of(JobState::Parked).await?,
        failed: of(JobState::Failed).await?,
        own_failures: failures::by_code(conn, client, now - RECENT).await.doing("counting failures")?,
        pauses: job_pauses::all(conn).await.doing("reading pauses")?,
        workers: workers::since(conn, now - HEARTBEAT * 3).await.doing("reading workers")?,
    })
}

/// How long the longest waiting job is due already.
#[must_use]
pub fn oldest_wait(depths: &[Depth], now: OffsetDateTime) -> Option<Duration> {
    let due = depths.iter().filter(|d| d.state == JobState::Ready).filter_map(|d| d.oldest).min()?;
    Some((now - due).max(Duration::ZERO))
}

/// Stops a kind from being claimed. What runs goes on.
///
/// # Errors
/// [`visualizer_domain::Problem::PlatformOnly`] for anybody but a platform admin; a conflict when it is paused already.
pub async fn pause(control: &Control, actor: &Actor, kind: JobKind, reason: Option<&Reason>, now: OffsetDateTime) -> Outcome<()> {
    actor.require_platform_admin()?;
    let tx = control.db.write().await.doing("beginning to pause a kind of job")?;
    if !job_pauses::pause(tx.conn(), kind, &actor.user_id, reason.map(Reason::as_str), now).await.doing("pausing a kind of job")? {
        return Err(visualizer_domain::Problem::conflict("paused-already"));
    }
    let line = AuditEvent::new(None, actor, "queue.pause", ("job_kind", kind.as_str()), now).into_state(json!({ "reason": reason }));
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.commit().await.doing("committing a pause")
}

/// Lets a kind be claimed again.
///
/// # Errors
/// As [`pause`]; a conflict when it is not paused.
pub async fn resume(control: &Control, actor: &Actor, kind: JobKind, now: OffsetDateTime) -> Outcome<()> {
    actor.require_platform_admin()?;
    let mut tx = control.db.write().await.doing("beginning to resume a kind of job")?;
    if !job_pauses::resume(tx.conn(), kind).await.doing("resuming a kind of job")? {
        return Err(visualizer_domain::Problem::conflict("not-paused"));
    }
    let line = AuditEvent::new(None, actor, "queue.resume", ("job_kind", kind.as_str()), now);
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.tell(Change::Jobs);
    tx.commit().await.doing("committing a resumption")
}
