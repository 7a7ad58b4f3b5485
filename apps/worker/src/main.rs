//! `visualizer-worker`: claims jobs of one database and makes them. The schema is there already (`visualizer migrate`).

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use visualizer_db::{Db, DbOptions};
use visualizer_domain::Clock;
use visualizer_storage::Storage;
use visualizer_worker::{Concurrency, PictureProcess, Worker, WorkerOptions, picture_process};

/// Makes what was asked for: claims jobs, runs them, records them.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The database: sqlite:PATH or postgres://...
    #[arg(long, env = "VISUALIZER_DATABASE", hide_env_values = true)]
    database: String,
    /// The folder that holds pictures.
    #[arg(long, env = "VISUALIZER_DATA")]
    data: PathBuf,
    /// Renders at once. One uses all cores.
    #[arg(long, default_value_t = Concurrency::default().cpu)]
    renders: usize,
}

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == picture_process::ARGUMENT) {
        return picture_process::child_main();
    }
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into()))
        .with_writer(std::io::stderr)
        .init();
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("visualizer-worker: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let db = Db::connect(&DbOptions::new(arguments.database)).await?;
    db.ping().await?;
    let storage = Storage::local(&arguments.data)?;
    let options = WorkerOptions {
        concurrency: Concurrency { cpu: arguments.renders, ..Concurrency::default() },
        host: std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned()),
        ..WorkerOptions::new(db.clone(), storage, Clock::System, PictureProcess::of_this_program()?)
    };
    let worker = Worker::new(options);
    let shutdown = CancellationToken::new();
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    println!("visualizer-worker {} is ready", worker.id());
    let asked = shutdown.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        asked.cancel();
    });
    worker.run(shutdown).await;
    db.close().await?;
    Ok(())
}
