//! The heartbeat: one statement renews the leases of everything in hand, tells what was lost and what is to stop,
//! and keeps the list of living workers.

use time::Duration;
use tokio_util::sync::CancellationToken;
use tracing::warn;
use visualizer_db::{DbResult, leases, workers};
use visualizer_domain::ids::JobId;

use crate::worker::{Worker, pause};

/// How long a worker that went silent stays on the queue page's list.
const REMEMBERED: Duration = Duration::hours(1);

/// Beats until `ended`. A beat that fails is only logged: leases then run out, and every later write is fenced.
pub(crate) async fn run(worker: Worker, ended: CancellationToken) {
    loop {
        if let Err(error) = beat(&worker).await {
            warn!(%error, worker = %worker.id(), "heartbeat failed");
        }
        if !pause(worker.options().heartbeat, &ended).await {
            return;
        }
    }
}

async fn beat(worker: &Worker) -> DbResult<()> {
    let now = worker.now();
    let in_hand = worker.hand().held();
    let jobs: Vec<JobId> = in_hand.iter().map(|mine| mine.job.clone()).collect();
    let tx = worker.options().db.write().await?;
    worker.seen(tx.conn(), now).await?;
    workers::forget(tx.conn(), now - REMEMBERED, None).await?;
    let held = match in_hand.is_empty() {
        true => Vec::new(),
        false => leases::renew(tx.conn(), worker.id(), &jobs, now + worker.options().lease).await?,
    };
    tx.commit().await?;
    worker.hand().compare(&in_hand, &held);
    Ok(())
}
