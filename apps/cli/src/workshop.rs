//! A worker inside this process: opened, and closed without dropping a job.

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use visualizer_control::Control;
use visualizer_domain::Clock;
use visualizer_worker::{Concurrency, PictureProcess, Worker, WorkerOptions};

use crate::failure::Failure;

/// A worker that runs.
pub(crate) struct Workshop {
    stop: CancellationToken,
    worker: JoinHandle<()>,
}

impl Workshop {
    /// Begins to work on what is asked of this database. `renders` pictures are made at the same time.
    pub(crate) fn open(control: &Control, renders: usize) -> Result<Self, Failure> {
        let picture_process = PictureProcess::of_this_program().map_err(|error| {
            Failure::new("this program does not find itself, so it cannot decode uploads apart from itself").because(&error)
        })?;
        let options = WorkerOptions {
            concurrency: Concurrency { cpu: renders, ..Concurrency::default() },
            host: std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned()),
            ..WorkerOptions::new(control.db.clone(), control.storage.clone(), Clock::System, picture_process)
        };
        let stop = CancellationToken::new();
        let (worker, told) = (Worker::new(options), stop.clone());
        Ok(Self { stop, worker: tokio::spawn(async move { worker.run(told).await }) })
    }

    /// Lets the jobs in hand end, or puts them back.
    pub(crate) async fn close(self) -> Result<(), Failure> {
        self.stop.cancel();
        self.worker.await.map_err(|error| Failure::new("the worker broke").because(&error))
    }
}
