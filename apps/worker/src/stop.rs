//! Why a job in hand stops before it is made, and how everything that works on it learns so.

use std::sync::{Arc, OnceLock};

use tokio_util::sync::CancellationToken;

/// Why a job stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Somebody asked for it.
    Cancelled,
    /// The lease is lost: the job is another worker's, and nothing may be written.
    Lost,
    /// This worker shuts down.
    Draining,
}

/// Tells a job to stop. The first reason holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct StopSignal(Arc<(CancellationToken, OnceLock<Stop>)>);

impl StopSignal {
    pub(crate) fn stop(&self, why: Stop) {
        let _ = self.0.1.set(why);
        self.0.0.cancel();
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.0.0.is_cancelled()
    }

    /// Waits until the job is to stop.
    pub(crate) async fn stopped(&self) -> Stop {
        self.0.0.cancelled().await;
        // The reason is set before the token is cancelled.
        self.0.1.get().copied().unwrap_or(Stop::Lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_reason_holds() {
        let signal = StopSignal::default();
        assert!(!signal.is_stopped());
        signal.clone().stop(Stop::Cancelled);
        signal.stop(Stop::Draining);
        assert_eq!((signal.stopped().await, signal.is_stopped()), (Stop::Cancelled, true));
    }
}
