//! The audit trail: who did what to which thing, when, from which state to which. Written in the transaction of the change.

use time::OffsetDateTime;

use crate::actor::Actor;
use crate::ids::{AuditEventId, ClientId};

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditActor {
    /// A person.
    User {
        /// The account.
        id: String,
        /// The name at that time.
        name: String,
        /// The request that they did it by, as the log names it; `None` for the command line.
        request_id: Option<String>,
    },
    /// A worker process.
    Worker {
        /// Its id.
        id: String,
    },
    /// The program itself: set-up, sweeps.
    System,
}

impl From<&Actor> for AuditActor {
    fn from(actor: &Actor) -> Self {
        Self::User { id: actor.user_id.to_string(), name: actor.name.clone(), request_id: actor.request_id.clone() }
    }
}

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its id.
    pub id: AuditEventId,
    /// The tenant; `None` for what concerns the platform.
    pub client_id: Option<ClientId>,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: AuditActor,
    /// What, as `<noun>.<verb>` (`asset.approve`).
    pub action: &'static str,
    /// Kind of the thing.
    pub subject_kind: &'static str,
    /// Its id.
    pub subject_id: String,
    /// The state before, as far as it matters.
    pub from: Option<serde_json::Value>,
    /// The state after.
    pub to: Option<serde_json::Value>,
}

impl AuditEvent {
    /// A line without states.
    #[must_use]
    pub fn new(
        client_id: Option<&ClientId>,
        actor: impl Into<AuditActor>,
        action: &'static str,
        subject: (&'static str, &str),
        at: OffsetDateTime,
    ) -> Self {
        Self {
            id: AuditEventId::new(at),
            client_id: client_id.cloned(),
            at,
            actor: actor.into(),
            action,
            subject_kind: subject.0,
            subject_id: subject.1.to_owned(),
            from: None,
            to: None,
        }
    }

    /// Adds the states.
    #[must_use]
    pub fn change(mut self, from: serde_json::Value, to: serde_json::Value) -> Self {
        (self.from, self.to) = (Some(from), Some(to));
        self
    }

    /// Adds the state after.
    #[must_use]
    pub fn into_state(mut self, to: serde_json::Value) -> Self {
        self.to = Some(to);
        self
    }
}
