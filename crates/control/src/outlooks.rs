//! What a job meets in the queue: how many come before it, whether its kind is paused, whether anybody works. Pages say by it why
//! something waits. The queue itself is in `queue`.

use time::OffsetDateTime;
use visualizer_db::{job_pauses, queue_places, workers};
use visualizer_domain::job::{HEARTBEAT, JobKind};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Permission};

use crate::Control;
use crate::failure::Doing as _;

pub use visualizer_db::job_pauses::Pause;

/// Jobs before one are counted up to this many.
pub const BEFORE_MAX: i64 = 1_000;

/// What a job meets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Jobs that run or are due earlier, of any client, up to [`BEFORE_MAX`].
    pub before: i64,
    /// The pause of its kind, while it is paused.
    pub pause: Option<Pause>,
    /// Processes that claim jobs.
    pub workers: usize,
}

/// What a job of this kind meets that is due at an instant.
///
/// # Errors
/// Without the permission to view.
pub async fn of(control: &Control, actor: &Actor, kind: JobKind, due: OffsetDateTime, now: OffsetDateTime) -> Outcome<Outlook> {
    actor.require(Permission::View)?;
    let conn = control.db.read();
    let pauses = job_pauses::all(conn).await.doing("reading pauses")?;
    Ok(Outlook {
        before: queue_places::before(conn, kind, due, BEFORE_MAX).await.doing("counting the jobs before one")?,
        pause: pauses.into_iter().find(|pause| pause.kind == kind.as_str()),
        workers: workers::since(conn, now - HEARTBEAT * 3).await.doing("reading workers")?.len(),
    })
}
