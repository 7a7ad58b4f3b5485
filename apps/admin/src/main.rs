//! `visualizer-admin`: the pages and the API of one installation. The schema is there already (`visualizer migrate up`), and workers
//! run elsewhere.

use std::error::Error;
use std::io::{self, IsTerminal as _};
use std::net::TcpListener;
use std::process::ExitCode;

use clap::Parser;
use visualizer_admin::Settings;
use visualizer_control::Control;
use visualizer_domain::Clock;
use visualizer_program::{Installation, begin_log, stop_token, tell};

/// Threads that answer requests. Each costs memory; what they wait for is the database.
const REQUEST_THREADS: usize = 2;

/// Serves the pages and the API.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    installation: Installation,
    /// Address and port to serve the pages on [otherwise 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

fn main() -> ExitCode {
    match serve(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => tell("visualizer-admin", &*error),
    }
}

#[tokio::main(worker_threads = 2)]
async fn serve(asked: Arguments) -> Result<(), Box<dyn Error>> {
    let configuration = asked.installation.read(&[("--listen", "http.listen", asked.listen)])?;
    begin_log(&configuration.log, io::stderr().is_terminal(), io::stderr)?;
    let stop = stop_token()?;
    let address = configuration.http.listen;
    let listener = TcpListener::bind(address).map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let control = Control::open(&configuration.database, &configuration.storage).await?;
    let listening = tokio::spawn(control.clone().pass_on_changes(stop.clone().cancelled_owned()));
    println!("visualizer-admin is ready at http://{}", listener.local_addr()?);
    visualizer_admin::serve(control.clone(), Clock::System, Settings::from(&configuration.http), listener, REQUEST_THREADS, stop).await?;
    listening.await?;
    Ok(control.close().await?)
}
