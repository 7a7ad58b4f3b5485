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
    /// Begins to work on what is asked of this database. `renders` pictures are made at the same time. From the moment that the process stops
    /// nothing more is begun, whatever else is still being closed.
    pub(crate) fn open(control: &Control, renders: usize, process_stops: &CancellationToken) -> Result<Self, Failure> {
        let picture_process = PictureProcess::of_this_program().map_err(|error| {
            Failure::new("this program does not find itself, so it cannot decode uploads apart from itself").because(&error)
        })?;
        let options = WorkerOptions {
            concurrency: Concurrency { cpu: renders, ..Concurrency::default() },
            host: std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned()),
            ..WorkerOptions::new(control.db.clone(), control.storage.clone(), Clock::System, picture_process)
        };
        let stop = process_stops.child_token();
        let (worker, told) = (Worker::new(options), stop.clone());
        Ok(Self { stop, worker: tokio::spawn(async move { worker.run(told).await }) })
    }

    /// Lets the jobs in hand end, or puts them back.
    pub(crate) async fn close(self) -> Result<(), Failure> {
        self.stop.cancel();
        self.worker.await.map_err(|error| Failure::new("the worker broke").because(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use visualizer_domain::configuration::{DatabasePlace, StoragePlace};
    use visualizer_domain::secret::Secret;

    #[tokio::test]
    async fn the_worker_begins_nothing_more_from_the_moment_that_the_process_stops() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("shop.db").display());
        visualizer_migration::up(&url, || Clock::System.now()).await.expect("a schema");
        let database = DatabasePlace { url: Secret::new(url), connections_max: 2 };
        let control = Control::open(&database, &StoragePlace::Folder(folder.path().join("objects"))).await.expect("an installation");
        let process_stops = CancellationToken::new();
        let workshop = Workshop::open(&control, 1, &process_stops).expect("a worker");
        process_stops.cancel();
        // Nobody has closed it.
        tokio::time::timeout(Duration::from_secs(20), workshop.worker).await.expect("it ends").expect("it ends well");
    }
}
