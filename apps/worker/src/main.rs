//! `visualizer-worker`: claims jobs of one installation and makes them. The schema is there already (`visualizer migrate up`).

use std::error::Error;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use visualizer_db::{Db, DbOptions, schema};
use visualizer_domain::Clock;
use visualizer_program::{Installation, begin_log, stop_token, tell};
use visualizer_storage::Storage;
use visualizer_worker::{Concurrency, PictureProcess, Worker, WorkerOptions, picture_process};

/// Makes what was asked for: claims jobs, runs them, records them.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    installation: Installation,
    /// Pictures made at the same time [otherwise 1, which uses every core]
    #[arg(long, value_name = "N")]
    renders: Option<String>,
    /// Seconds that a job stays this worker's after its last heartbeat
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    lease: Duration,
    /// Seconds between two looks at the queue when nobody gives a hint
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    poll: Duration,
}

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == picture_process::ARGUMENT) {
        return picture_process::child_main();
    }
    match serve(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => tell("visualizer-worker", &*error),
    }
}

#[tokio::main]
async fn serve(asked: Arguments) -> Result<(), Box<dyn Error>> {
    let configuration = asked.installation.read(&[("--renders", "worker.renders", asked.renders)])?;
    begin_log(&configuration.log, io::stderr().is_terminal(), io::stderr)?;
    let stop = stop_token()?;
    let db = Db::connect(&DbOptions::of(&configuration.database)).await?;
    schema::require_current(db.read()).await?;
    let options = WorkerOptions {
        concurrency: Concurrency { cpu: configuration.renders, ..Concurrency::default() },
        poll: asked.poll,
        host: std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned()),
        ..WorkerOptions::new(db.clone(), Storage::at(&configuration.storage)?, Clock::System, PictureProcess::of_this_program()?)
    };
    let worker = Worker::new(options.with_lease(asked.lease));
    println!("visualizer-worker {} is ready", worker.id());
    worker.run(stop).await;
    Ok(db.close().await?)
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number")?;
    if !(0.05..=3_600.0).contains(&seconds) {
        return Err("between 0.05 and 3600".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}
