//! Hints from other processes that something changed, so that live pages of this one look at once instead of at their next interval.

use std::future::Future;
use std::time::Duration;

use tracing::warn;

use crate::Control;

/// How long to wait when the channel cannot be listened to.
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

impl Control {
    /// Passes on what other processes say has changed, until `stop` ends. On SQLite nobody says anything, and pages look now and then.
    pub async fn pass_on_changes(self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            let heard = tokio::select! {
                () = &mut stop => return,
                heard = self.db.listen() => heard,
            };
            match heard {
                Ok(()) => return,
                Err(error) => warn!(%error, "no hints from other processes for now"),
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(AFTER_TROUBLE) => {}
            }
        }
    }
}
