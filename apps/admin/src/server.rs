//! Listens, answers, and stops without dropping anybody: on the signal to stop no new connection is taken, event streams end,
//! requests in flight get their answer.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpServer, web};
use tokio_util::sync::CancellationToken;
use visualizer_control::Control;
use visualizer_domain::Clock;

use crate::admin::Admin;
use crate::app::app;
use crate::settings::Settings;

/// How long requests in flight may take once the process stops, in seconds.
const DRAIN_SECONDS: u64 = 20;
/// A caller who does not finish its headers in this time is slow on purpose.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// An idle connection is closed after this time.
const IDLE: Duration = Duration::from_secs(75);
/// Open connections of one worker thread.
const CONNECTIONS_PER_WORKER: usize = 4_096;

/// Serves the pages and the API over `control`, on a listener, until `stop` is cancelled and requests in flight are answered.
///
/// # Errors
/// When the listener cannot be used.
pub async fn serve(
    control: Control,
    clock: Clock,
    settings: Settings,
    listener: TcpListener,
    workers: usize,
    stop: CancellationToken,
) -> io::Result<()> {
    let admin = web::Data::new(Admin::new(clock, settings, Arc::new(control.clone()), stop.clone()));
    let control = web::Data::new(control);
    HttpServer::new(move || app(admin.clone()).app_data(control.clone()))
        .workers(workers.max(1))
        .max_connections(CONNECTIONS_PER_WORKER)
        .client_request_timeout(HEADERS_WITHIN)
        .keep_alive(IDLE)
        .shutdown_timeout(DRAIN_SECONDS)
        .disable_signals()
        .shutdown_signal(stop.cancelled_owned())
        .listen(listener)?
        .run()
        .await
}
