//! What a worker is given.

use std::time::Duration;

use visualizer_db::Db;
use visualizer_domain::Clock;
use visualizer_domain::job::{HEARTBEAT, JobClass, LEASE};
use visualizer_storage::Storage;

use crate::PictureProcess;

/// How many jobs of each class run at once; none means that the class is left to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concurrency {
    /// Jobs that are bound by the cores of this machine. One render uses them all.
    pub cpu: usize,
    /// Jobs that a provider account's limit binds.
    pub paid: usize,
    /// Jobs that wait for something outside.
    pub io: usize,
}

impl Concurrency {
    /// Jobs of a class at once.
    #[must_use]
    pub fn of(&self, class: JobClass) -> usize {
        match class {
            JobClass::Cpu => self.cpu,
            JobClass::Paid => self.paid,
            JobClass::Io => self.io,
        }
    }
}

impl Default for Concurrency {
    fn default() -> Self {
        Self { cpu: 1, paid: 4, io: 8 }
    }
}

/// Everything that a worker needs, and how patient it is.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// Rows. The schema is there already.
    pub db: Db,
    /// Bytes.
    pub storage: Storage,
    /// The time of day.
    pub clock: Clock,
    /// Jobs at once.
    pub concurrency: Concurrency,
    /// How uploads are decoded.
    pub picture_process: PictureProcess,
    /// How long a job is this worker's without a heartbeat.
    pub lease: Duration,
    /// How often leases are renewed; at most a third of the lease.
    pub heartbeat: Duration,
    /// How often the queue is looked at without a hint.
    pub poll: Duration,
    /// How often dead workers' jobs are looked for.
    pub sweep: Duration,
    /// How often at most the progress of one job is written.
    pub progress: Duration,
    /// How long running jobs may take to end after a shutdown was asked for.
    pub drain: Duration,
    /// The machine's name, for the queue page.
    pub host: Option<String>,
}

impl WorkerOptions {
    /// The usual patience: leases of 30 s, heartbeats of 10 s, a look at the queue each second, 25 s to drain.
    #[must_use]
    pub fn new(db: Db, storage: Storage, clock: Clock, picture_process: PictureProcess) -> Self {
        Self {
            db,
            storage,
            clock,
            concurrency: Concurrency::default(),
            picture_process,
            lease: LEASE.unsigned_abs(),
            heartbeat: HEARTBEAT.unsigned_abs(),
            poll: Duration::from_secs(1),
            sweep: Duration::from_secs(5),
            progress: Duration::from_millis(500),
            drain: Duration::from_secs(25),
            host: None,
        }
    }

    /// The same with another lease, and heartbeats and sweeps that go with it.
    #[must_use]
    pub fn with_lease(self, lease: Duration) -> Self {
        Self { lease, heartbeat: lease / 3, sweep: (lease / 3).min(self.sweep), ..self }
    }
}
