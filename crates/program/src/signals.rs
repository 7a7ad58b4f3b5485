//! SIGTERM and SIGINT, as a token that is cancelled. A second signal ends the process at once.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::start_problem::StartProblem;

/// A token that the first signal cancels: what is under way comes to its end, then the process does. After the second, jobs under way
/// wait for their leases.
///
/// # Errors
/// [`StartProblem::Signals`] when the system does not let us listen.
pub fn stop_token() -> Result<CancellationToken, StartProblem> {
    let mut terminate = signal(SignalKind::terminate()).map_err(StartProblem::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(StartProblem::Signals)?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        either(&mut terminate, &mut interrupt).await;
        told.cancel();
        either(&mut terminate, &mut interrupt).await;
        std::process::exit(1);
    });
    Ok(stop)
}

async fn either(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
