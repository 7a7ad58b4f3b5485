//! `visualizer-admin`: the pages and the API of one installation. The schema is there already (`visualizer migrate up`), and workers
//! run elsewhere.

use std::error::Error;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use visualizer_admin::Settings;
use visualizer_control::Control;
use visualizer_domain::Clock;
use visualizer_domain::configuration::{Configuration, LogFormat, LogSettings};
use visualizer_domain::configuration_source::Sources;

/// The file that is read when it is there and no other is named.
const USUAL_FILE: &str = "visualizer.toml";
/// Threads that answer requests. Each costs memory; what they wait for is the database.
const REQUEST_THREADS: usize = 2;

/// Serves the pages and the API.
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
    /// Address and port to serve the pages on [otherwise 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

fn main() -> ExitCode {
    match serve(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("visualizer-admin: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

#[tokio::main(worker_threads = 2)]
async fn serve(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let configuration = configuration(&arguments)?;
    begin_log(&configuration.log)?;
    let stop = stop_on_signal()?;
    let address = configuration.http.listen;
    let listener = TcpListener::bind(address).map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let control = Control::open(&configuration.database, &configuration.storage).await?;
    let listening = tokio::spawn(control.clone().pass_on_changes(stop.clone().cancelled_owned()));
    println!("visualizer-admin is ready at http://{}", listener.local_addr()?);
    visualizer_admin::serve(control.clone(), Clock::System, Settings::from(&configuration.http), listener, REQUEST_THREADS, stop).await?;
    listening.await?;
    Ok(control.close().await?)
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
        ("--listen", "http.listen", arguments.listen.clone()),
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

/// A token that SIGTERM or SIGINT cancels: requests in flight get their answer, then the process ends.
fn stop_on_signal() -> Result<CancellationToken, Box<dyn Error>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = CancellationToken::new();
    let asked = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        asked.cancel();
    });
    Ok(stop)
}
