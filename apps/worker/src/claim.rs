//! Claiming: as many jobs of one class as there are free places, as soon as there are any.

use std::sync::Arc;

use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::warn;
use visualizer_db::job_claims::{self, Claim, ClaimedJob};
use visualizer_db::{Change, DbResult};
use visualizer_domain::job::{JobClass, JobKind};
use visualizer_generation::registry;

use crate::run;
use crate::worker::{AFTER_TROUBLE, Worker, pause};

/// A place among the jobs at once. Whoever works for a job holds a share of it, also a maker that has not yet noticed that it is to stop.
pub(crate) type Place = Arc<OwnedSemaphorePermit>;

/// Claims and starts jobs of one class until `shutdown`.
pub(crate) async fn run(worker: Worker, class: JobClass, shutdown: CancellationToken, jobs: TaskTracker) {
    let kinds = registry::kinds(class);
    let places = Arc::new(Semaphore::new(worker.options().concurrency.of(class)));
    if kinds.is_empty() || places.available_permits() == 0 {
        return;
    }
    // Subscribed before the first look, so that no hint falls between look and wait.
    let mut hints = worker.options().db.changes().subscribe();
    loop {
        let Some(mut free) = free_places(&places, &shutdown).await else { return };
        let claimed = match claim(&worker, class, &kinds, free.num_permits()).await {
            Ok(claimed) => claimed,
            Err(error) => {
                warn!(%error, %class, "could not claim");
                drop(free);
                pause(AFTER_TROUBLE, &shutdown).await;
                continue;
            }
        };
        let found = !claimed.is_empty();
        for job in claimed {
            let place = free.split(1).expect("no more jobs are claimed than places are free");
            jobs.spawn(run::run(worker.clone(), job, Arc::new(place)));
        }
        drop(free);
        if !found && !hint(&mut hints, &worker, &shutdown).await {
            return;
        }
    }
}

/// All places that are free, at least one; `None` when it is time to end.
async fn free_places(places: &Arc<Semaphore>, shutdown: &CancellationToken) -> Option<OwnedSemaphorePermit> {
    let mut free = tokio::select! {
        biased;
        () = shutdown.cancelled() => return None,
        place = Arc::clone(places).acquire_owned() => place.ok()?,
    };
    let more = u32::try_from(places.available_permits()).unwrap_or(u32::MAX);
    if let Ok(more) = Arc::clone(places).try_acquire_many_owned(more) {
        free.merge(more);
    }
    Some(free)
}

async fn claim(worker: &Worker, class: JobClass, kinds: &[JobKind], places: usize) -> DbResult<Vec<ClaimedJob>> {
    let now = worker.now();
    let claim = Claim {
        owner: worker.id(),
        class,
        kinds,
        limit: i64::try_from(places).unwrap_or(1),
        now,
        lease_until: now + worker.options().lease,
    };
    let mut tx = worker.options().db.write().await?;
    let claimed = job_claims::claim(tx.conn(), &claim).await?;
    for job in &claimed {
        tx.tell(Change::Client(job.client_id.clone()));
    }
    tx.commit().await?;
    Ok(claimed)
}

/// Waits for a hint that jobs became ready, or until it is time to look without one. `false` when it is time to end.
async fn hint(hints: &mut Receiver<Change>, worker: &Worker, shutdown: &CancellationToken) -> bool {
    let hinted = async {
        loop {
            match hints.recv().await {
                Ok(Change::Jobs | Change::Unknown) | Err(RecvError::Lagged(_)) => return,
                Ok(Change::Client(_)) => {}
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    tokio::select! {
        biased;
        () = shutdown.cancelled() => false,
        () = hinted => true,
        () = tokio::time::sleep(worker.options().poll) => true,
    }
}
