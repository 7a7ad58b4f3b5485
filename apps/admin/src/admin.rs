//! What all requests of one process share. Made once, handed to every worker thread.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use visualizer_domain::Clock;

use crate::answer::stream_places::StreamPlaces;
use crate::guard::rate_limit::PeerLimit;
use crate::guard::sign_in_tries::SignInTries;
use crate::guard::sign_ins::SignIns;
use crate::settings::Settings;

/// The shared state of the web side; handlers take it as `web::Data<Admin>`.
pub struct Admin {
    /// The only clock of the pages.
    pub clock: Clock,
    /// What the operator set.
    pub settings: Settings,
    /// Logins.
    pub sign_ins: Arc<dyn SignIns>,
    /// Requests by peer.
    pub peer_limit: PeerLimit,
    /// Failed sign-ins.
    pub sign_in_tries: SignInTries,
    /// One permit for each upload that is being read.
    pub uploads: Arc<Semaphore>,
    /// One place for each open event stream.
    pub streams: StreamPlaces,
    /// One permit for each archive that is being sent.
    pub downloads: Arc<Semaphore>,
    /// Cancelled when the process stops: event streams end, so that they do not hold it up.
    pub stop: CancellationToken,
}

impl Admin {
    /// Shared state over these logins: control's own, or a test's.
    #[must_use]
    pub fn new(clock: Clock, settings: Settings, sign_ins: Arc<dyn SignIns>, stop: CancellationToken) -> Self {
        let limits = &settings.limits;
        Self {
            clock,
            sign_ins,
            peer_limit: PeerLimit::new(limits.requests_per_second, limits.requests_burst),
            sign_in_tries: SignInTries::new(limits),
            uploads: Arc::new(Semaphore::new(limits.uploads)),
            streams: StreamPlaces::new(limits.streams, limits.streams_per_person),
            downloads: Arc::new(Semaphore::new(limits.downloads)),
            stop,
            settings,
        }
    }
}
