//! Listens, answers, and stops without dropping anybody: on the signal to stop no new connection is taken, event streams end,
//! requests in flight get their answer.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::{HttpServer, web};

use crate::admin::Admin;
use crate::app::app;

/// How long requests in flight may take once the process stops, in seconds.
const DRAIN_SECONDS: u64 = 20;
/// A caller who does not finish its headers in this time is slow on purpose.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// An idle connection is closed after this time.
const IDLE: Duration = Duration::from_secs(75);
/// Open connections of one worker thread.
const CONNECTIONS_PER_WORKER: usize = 4_096;

/// Serves on a listener until the shared state's `stop` is cancelled and requests in flight are answered.
///
/// # Errors
/// When the listener cannot be used.
pub async fn serve(admin: Admin, listener: TcpListener, workers: usize) -> io::Result<()> {
    let stop = admin.stop.clone();
    let admin = web::Data::new(admin);
    HttpServer::new(move || app(admin.clone()))
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
