//! What all requests of one process share. Made once, handed to every worker thread.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use visualizer_domain::Clock;

use crate::guard::fair_places::FairPlaces;
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
    /// One place for each upload that is being read.
    pub uploads: FairPlaces,
    /// One place for each open event stream.
    pub streams: FairPlaces,
    /// One place for each archive that is being sent.
    pub downloads: FairPlaces,
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
            uploads: FairPlaces::new(limits.uploads, limits.uploads_per_person),
            streams: FairPlaces::new(limits.streams, limits.streams_per_person),
            downloads: FairPlaces::new(limits.downloads, limits.downloads_per_person),
            stop,
            settings,
        }
    }
}
