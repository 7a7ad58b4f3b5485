//! "Something changed": wakes workers and live pages. A hint, never a fact: whoever wakes looks at the rows, and looks now and then without one.

use tokio::sync::broadcast;
use visualizer_domain::ids::ClientId;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Jobs became ready, or a kind was resumed.
    Jobs,
    /// Something that a page of this client may show.
    Client(ClientId),
    /// Hints were missed, and nobody knows which.
    Unknown,
}

/// The channel that PostgreSQL processes share.
pub const CHANNEL: &str = "visualizer_change";
/// Hints kept for a slow listener; one that falls behind looks at the rows anyway.
const BACKLOG: usize = 1_024;

impl Change {
    /// The text that is sent through [`CHANNEL`].
    #[must_use]
    pub fn payload(&self) -> String {
        match self {
            Self::Jobs => "jobs".to_owned(),
            Self::Client(client) => format!("client:{client}"),
            Self::Unknown => "unknown".to_owned(),
        }
    }

    /// Reads a payload; `None` for one that a newer program sent.
    #[must_use]
    pub fn parse(payload: &str) -> Option<Self> {
        match payload.split_once(':') {
            None if payload == "jobs" => Some(Self::Jobs),
            None if payload == "unknown" => Some(Self::Unknown),
            Some(("client", id)) => ClientId::parse(id).ok().map(Self::Client),
            _ => None,
        }
    }
}

/// The hints of one process.
#[derive(Debug, Clone)]
pub struct Changes(broadcast::Sender<Change>);

impl Default for Changes {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }
}

impl Changes {
    /// Passes a hint on. Nobody need be listening.
    pub fn send(&self, change: Change) {
        let _ = self.0.send(change);
    }

    /// Listens from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Change> {
        self.0.subscribe()
    }
}
