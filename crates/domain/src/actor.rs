//! Who is asking. Every command takes an actor first; there is no other way to learn the tenant.

use crate::ids::{ClientId, UserId};
use crate::problem::{Outcome, Problem};
use crate::role::{Permission, Role};

/// A signed-in person, and the client that they are working in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user_id: UserId,
    /// The person's name, as the audit trail keeps it.
    pub name: String,
    /// May see and change every client, and run the platform itself.
    pub platform_admin: bool,
    /// The client they are working in. A person who belongs to none has none.
    pub standing: Option<Standing>,
    /// The request that they ask by, as the log and the audit trail name it. The command line asks by none.
    pub request_id: Option<String>,
}

/// A person's standing in one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The client.
    pub client_id: ClientId,
    /// The role there. A platform admin who is no member stands as owner.
    pub role: Role,
}

impl Actor {
    /// The client that a permitted command works on. This is the only source of a tenant id for commands.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] when the role does not carry the permission or there is no client.
    pub fn require(&self, permission: Permission) -> Outcome<&ClientId> {
        match &self.standing {
            Some(standing) if standing.role.may(permission) => Ok(&standing.client_id),
            _ => Err(Problem::Forbidden { needs: permission }),
        }
    }

    /// The client that they are working in, whatever they may do there. Commands that change something ask [`Actor::require`].
    #[must_use]
    pub fn client(&self) -> Option<&ClientId> {
        self.standing.as_ref().map(|standing| &standing.client_id)
    }

    /// # Errors
    /// [`Problem::PlatformOnly`] when the person is no platform admin.
    pub fn require_platform_admin(&self) -> Outcome<()> {
        if self.platform_admin { Ok(()) } else { Err(Problem::PlatformOnly) }
    }

    /// The same person for what belongs to no client, such as making one.
    #[must_use]
    pub fn in_no_client(&self) -> Self {
        Self { standing: None, ..self.clone() }
    }

    /// True when the person may, in the client they are working in.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.require(permission).is_ok()
    }
}
