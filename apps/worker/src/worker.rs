//! A worker: its loops, from the first look at the queue to the last job put back.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};
use visualizer_db::{DbResult, Engine, workers};
use visualizer_domain::ids::WorkerId;
use visualizer_domain::job::JobClass;
use visualizer_generation::ImageGenerate;

use crate::hand::Hand;
use crate::stop::Stop;
use crate::{WorkerOptions, claim, heartbeat, sweep};

/// How long jobs may take to put themselves back once they were told to stop.
const PUT_BACK: Duration = Duration::from_secs(5);
/// Pause after the database did not answer.
pub(crate) const AFTER_TROUBLE: Duration = Duration::from_secs(1);

/// One worker. Cloning shares it.
#[derive(Clone)]
pub struct Worker(Arc<Inner>);

struct Inner {
    id: WorkerId,
    started_at: OffsetDateTime,
    options: WorkerOptions,
    hand: Hand,
    image_generate: Arc<ImageGenerate>,
}

impl Worker {
    /// A worker that has not begun.
    #[must_use]
    pub fn new(options: WorkerOptions) -> Self {
        let now = options.clock.now();
        Self(Arc::new(Inner {
            id: WorkerId::new(now),
            started_at: now,
            options,
            hand: Hand::default(),
            image_generate: Arc::new(ImageGenerate::new()),
        }))
    }

    /// Its id, which its jobs carry while they are running.
    #[must_use]
    pub fn id(&self) -> &WorkerId {
        &self.0.id
    }

    /// Works until `shutdown`, then lets running jobs end for as long as the options allow and puts the others back. Trouble with
    /// database or storage does not end it: it is logged, and tried again.
    pub async fn run(&self, shutdown: CancellationToken) {
        info!(worker = %self.id(), "worker begins");
        let beside = CancellationToken::new();
        let helpers = TaskTracker::new();
        helpers.spawn(heartbeat::run(self.clone(), beside.clone()));
        helpers.spawn(sweep::run(self.clone(), beside.clone()));
        helpers.spawn(listen(self.clone(), beside.clone()));

        let jobs = TaskTracker::new();
        for class in JobClass::ALL {
            jobs.spawn(claim::run(self.clone(), *class, shutdown.clone(), jobs.clone()));
        }
        shutdown.cancelled().await;
        jobs.close();
        self.drain(&jobs).await;

        beside.cancel();
        helpers.close();
        helpers.wait().await;
        if let Err(error) = self.leave().await {
            warn!(%error, "could not sign off");
        }
        info!(worker = %self.id(), "worker ended");
    }

    async fn drain(&self, jobs: &TaskTracker) {
        if tokio::time::timeout(self.options().drain, jobs.wait()).await.is_ok() {
            return;
        }
        info!(worker = %self.id(), "putting back what is not finished");
        self.hand().stop_all(Stop::Draining);
        if tokio::time::timeout(PUT_BACK, jobs.wait()).await.is_err() {
            warn!(worker = %self.id(), "some jobs are left to their leases");
        }
    }

    /// Notes that this worker is alive.
    pub(crate) async fn seen(&self, conn: visualizer_db::Conn<'_>, now: OffsetDateTime) -> DbResult<()> {
        let me = workers::Worker {
            id: self.id().clone(),
            started_at: self.0.started_at,
            seen_at: now,
            host: self.options().host.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let classes: Vec<JobClass> = JobClass::ALL.iter().copied().filter(|class| self.options().concurrency.of(*class) > 0).collect();
        workers::seen(conn, &me, &json!(classes)).await
    }

    async fn leave(&self) -> DbResult<()> {
        let tx = self.options().db.write().await?;
        workers::forget(tx.conn(), OffsetDateTime::UNIX_EPOCH, Some(self.id())).await?;
        tx.commit().await
    }

    pub(crate) fn options(&self) -> &WorkerOptions {
        &self.0.options
    }

    pub(crate) fn hand(&self) -> &Hand {
        &self.0.hand
    }

    pub(crate) fn image_generate(&self) -> Arc<ImageGenerate> {
        Arc::clone(&self.0.image_generate)
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        self.options().clock.now()
    }
}

/// Hears the hints of other processes. SQLite has none to give.
async fn listen(worker: Worker, ended: CancellationToken) {
    let db = &worker.options().db;
    while db.engine() == Engine::Postgres && !ended.is_cancelled() {
        tokio::select! {
            () = ended.cancelled() => return,
            heard = db.listen() => if let Err(error) = heard { warn!(%error, "no hints from other processes for now") },
        }
        pause(AFTER_TROUBLE, &ended).await;
    }
}

/// Waits, but not past the end. `false` at the end.
pub(crate) async fn pause(length: Duration, ended: &CancellationToken) -> bool {
    tokio::select! {
        () = ended.cancelled() => false,
        () = tokio::time::sleep(length) => true,
    }
}
