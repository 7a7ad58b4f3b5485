//! `visualizer-worker`: claims jobs of one installation and makes them. The schema is there already (`visualizer migrate up`).

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use visualizer_db::{Db, DbOptions, schema};
use visualizer_domain::Clock;
use visualizer_domain::configuration::{Configuration, LogFormat, LogSettings};
use visualizer_domain::configuration_source::Sources;
use visualizer_storage::Storage;
use visualizer_worker::{Concurrency, PictureProcess, Worker, WorkerOptions, picture_process};

/// The file that is read when it is there and no other is named.
const USUAL_FILE: &str = "visualizer.toml";

/// Makes what was asked for: claims jobs, runs them, records them.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// TOML file with settings [otherwise visualizer.toml, when it is there]
    #[arg(long, value_name = "FILE", env = "VISUALIZER_CONFIG")]
    config: Option<PathBuf>,
    /// The database: sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/NAME
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Folder for what is kept on this machine [otherwise data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
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
        Err(error) => {
            eprintln!("visualizer-worker: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let configuration = configuration(&arguments)?;
    begin_log(&configuration.log)?;
    let shutdown = shutdown_on_signal()?;
    let db = Db::connect(&DbOptions::of(&configuration.database)).await?;
    schema::require_current(db.read()).await?;
    let options = WorkerOptions {
        concurrency: Concurrency { cpu: configuration.renders, ..Concurrency::default() },
        poll: arguments.poll,
        host: std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned()),
        ..WorkerOptions::new(db.clone(), Storage::at(&configuration.storage)?, Clock::System, PictureProcess::of_this_program()?)
    };
    let worker = Worker::new(options.with_lease(arguments.lease));
    println!("visualizer-worker {} is ready", worker.id());
    worker.run(shutdown).await;
    Ok(db.close().await?)
}

fn configuration(arguments: &Arguments) -> Result<Configuration, Box<dyn Error>> {
    let file = match &arguments.config {
        Some(named) => Some(named.as_path()),
        None => Some(Path::new(USUAL_FILE)).filter(|usual| usual.exists()),
    };
    let text = |path: &Path| std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()));
    let file = file.map(|path| text(path).map(|text| (path.display().to_string(), text))).transpose()?;
    let data = arguments.data.as_ref().map(|path| path.display().to_string());
    let options = [
        ("--database", "database.url", arguments.database.clone()),
        ("--data", "data", data),
        ("--renders", "worker.renders", arguments.renders.clone()),
    ];
    let options = options.into_iter().filter_map(|(option, key, value)| Some((option, key, value?))).collect();
    Ok(Configuration::read(&Sources { file, environment: std::env::vars().collect(), options })?)
}

fn begin_log(settings: &LogSettings) -> Result<(), Box<dyn Error>> {
    let log = tracing_subscriber::fmt().with_env_filter(EnvFilter::try_new(&settings.filter)?).with_writer(std::io::stderr);
    match settings.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

/// A token that the first SIGTERM or SIGINT cancels. The second ends the process at once; its jobs then wait for their leases.
fn shutdown_on_signal() -> Result<CancellationToken, Box<dyn Error>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let shutdown = CancellationToken::new();
    let asked = shutdown.clone();
    tokio::spawn(async move {
        for last in [false, true] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if last {
                std::process::exit(1);
            }
            asked.cancel();
        }
    });
    Ok(shutdown)
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number")?;
    if !(0.05..=3_600.0).contains(&seconds) {
        return Err("between 0.05 and 3600".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}
