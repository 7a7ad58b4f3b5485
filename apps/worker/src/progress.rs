//! How far a job is: taken from the maker as often as it likes, written now and then.

use tokio::sync::watch;
use tracing::debug;
use visualizer_db::job_claims::ClaimedJob;
use visualizer_db::leases::{self, Fence};
use visualizer_db::{Change, DbResult};

use crate::stop::{Stop, StopSignal};
use crate::worker::Worker;

type Step = (String, u8);

/// Takes the progress of one job. Cheap to call, from any thread.
#[derive(Debug, Clone)]
pub(crate) struct Progress(watch::Sender<Step>);

impl Progress {
    /// Notes a stage, a word for the page, and how much of the job is done, in percent.
    pub(crate) fn report(&self, stage: &str, percent: u8) {
        self.0.send_if_modified(|step| {
            let changed = step.0 != stage || step.1 != percent;
            *step = (stage.to_owned(), percent);
            changed
        });
    }
}

/// Begins to write the progress of a job, until the last `Progress` is dropped. The writer is never aborted, so that no statement is left
/// half done, and waits before it writes, so that a quick job costs nothing. What it learns about the lease goes into `signal`, sooner
/// than the heartbeat would say it.
pub(crate) fn begin(worker: &Worker, job: &ClaimedJob, signal: StopSignal) -> Progress {
    let (sender, mut steps) = watch::channel(Step::default());
    let (worker, job) = (worker.clone(), job.clone());
    tokio::spawn(async move {
        while steps.changed().await.is_ok() {
            tokio::time::sleep(worker.options().progress).await;
            let job_ended = steps.has_changed().is_err();
            if job_ended || signal.is_stopped() {
                return;
            }
            let (stage, percent) = steps.borrow_and_update().clone();
            match write(&worker, &job, &stage, percent).await {
                Ok(None) => signal.stop(Stop::Lost),
                Ok(Some(held)) if held.is_cancelled => signal.stop(Stop::Cancelled),
                Ok(Some(_)) => {}
                Err(error) => debug!(%error, job = %job.id, "progress was not written"),
            }
        }
    });
    Progress(sender)
}

async fn write(worker: &Worker, job: &ClaimedJob, stage: &str, percent: u8) -> DbResult<Option<leases::Held>> {
    let fence = Fence { owner: worker.id(), job: &job.id, epoch: job.epoch };
    let mut tx = worker.options().db.write().await?;
    let held = leases::progress(tx.conn(), fence, stage, percent).await?;
    tx.tell(Change::Client(job.client_id.clone()));
    tx.commit().await?;
    Ok(held)
}
