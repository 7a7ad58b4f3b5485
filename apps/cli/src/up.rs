//! `visualizer up`: schema, pages and worker in one process, until SIGTERM or SIGINT.

use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

use clap::Args;
use indicatif::MultiProgress;
use tokio_util::sync::CancellationToken;
use visualizer_admin::Settings;
use visualizer_control::{Control, users};
use visualizer_domain::Clock;
use visualizer_domain::configuration::{Configuration, HttpSettings};
use visualizer_program::{Installation, stop_token};

use crate::failure::Failure;
use crate::folders::make_folders;
use crate::workshop::Workshop;
use crate::{demo, log};

/// Threads that answer requests. Each costs memory; what they wait for is the database.
const REQUEST_THREADS: usize = 2;

/// Options of `up`.
#[derive(Debug, Args)]
pub(crate) struct Up {
    /// Fill an empty database with a small shop, and print how to sign in to it.
    #[arg(long)]
    demo: bool,
    /// Address and port to serve the pages on [otherwise 127.0.0.1:8080].
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

pub(crate) async fn run(asked: Up, installation: &Installation) -> Result<ExitCode, Failure> {
    let configuration = installation.read(&[("--listen", "http.listen", asked.listen)])?;
    let bars = MultiProgress::new();
    log::begin(&configuration.log, &bars)?;
    let stop = stop_token()?;
    // Bound before anything is touched: a second Visualizer on the same port ends here.
    let listener = bind(configuration.http.listen)?;
    make_folders(&configuration)?;
    visualizer_migration::up(configuration.database.url.reveal(), || Clock::System.now()).await?;
    let control = Control::open(&configuration.database, &configuration.storage).await?;

    let workshop = Workshop::open(&control, configuration.renders, &stop)?;
    let served = serve(asked.demo, &configuration, &control, listener, &bars, stop).await;
    workshop.close().await?;
    control.close().await.map_err(|error| Failure::new("the database cannot be closed").because(&error))?;
    served.map(|()| ExitCode::SUCCESS)
}

async fn serve(
    demo: bool,
    configuration: &Configuration,
    control: &Control,
    listener: TcpListener,
    bars: &MultiProgress,
    stop: CancellationToken,
) -> Result<(), Failure> {
    let address = listener.local_addr().unwrap_or(configuration.http.listen);
    let shop = if demo { Some(demo::open(control).await?) } else { None };
    let mut told = format!("Visualizer is ready at {}\n", shown(address, &configuration.http));
    if shop.is_some() {
        told += &demo::how_to_sign_in();
    } else if !users::exist(control).await? {
        told += "There is no account yet. Make the first one:\n";
        told += "  visualizer user create --email you@example.com --name \"Your Name\" --platform-admin\n";
    }
    // Nobody may be listening any more (`visualizer up | head -1`), which is no reason not to serve.
    let _ = io::stdout().write_all(told.as_bytes());
    let settings = Settings::from(&configuration.http);
    let serving = visualizer_admin::serve(control.clone(), Clock::System, settings, listener, REQUEST_THREADS, stop.clone());
    let (served, ()) = tokio::join!(serving, furnish(shop, control, bars, &stop));
    served.map_err(|error| Failure::new("the pages cannot be served").because(&error))
}

/// Furnishes the demo beside the pages. What goes wrong there is told, and no reason to end: somebody may be looking around already.
async fn furnish(shop: Option<demo::Shop>, control: &Control, bars: &MultiProgress, stop: &CancellationToken) {
    let Some(shop) = shop else { return };
    if let Err(failure) = demo::furnish(control, &shop, bars, stop).await
        && !stop.is_cancelled()
    {
        failure.about("the demo shop is not furnished").mend("the next start goes on with it").report();
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).map_err(|error| {
        let failure = Failure::new(format!("cannot listen on {address}")).because(&error);
        match error.kind() {
            io::ErrorKind::AddrInUse => failure.mend(
                "another program has this port, perhaps another Visualizer; end it, or name another port with --listen 127.0.0.1:8081",
            ),
            io::ErrorKind::PermissionDenied => failure.mend("ports below 1024 belong to root; name a higher one with --listen"),
            io::ErrorKind::AddrNotAvailable => failure.mend("this machine does not have that address; name one of its own with --listen"),
            _ => failure,
        }
    })
}

/// The address as it is typed into a browser.
fn shown(address: SocketAddr, http: &HttpSettings) -> String {
    match &http.public_url {
        Some(url) => format!("{}://{}", if url.secure { "https" } else { "http" }, url.host),
        None if address.ip().is_unspecified() => format!("http://localhost:{}", address.port()),
        None => format!("http://{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_address_can_be_typed() {
        let everywhere: SocketAddr = "0.0.0.0:8080".parse().expect("an address");
        let mut http = HttpSettings { listen: everywhere, public_url: None, trusted_proxies: Vec::new() };
        assert_eq!(shown(everywhere, &http), "http://localhost:8080");
        http.public_url = Some(visualizer_domain::configuration::PublicUrl { secure: true, host: "pictures.example".into() });
        assert_eq!(shown(everywhere, &http), "https://pictures.example");
    }

    #[test]
    fn a_taken_port_is_named_with_a_way_out() {
        let first = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let failure = bind(first.local_addr().expect("an address")).expect_err("taken");
        assert!(format!("{failure:?}").contains("--listen"), "{failure:?}");
    }
}
