//! Roles inside a client, and what each may do (decision D4).

use serde::{Deserialize, Serialize};

use crate::text::text_enum;

text_enum! {
    /// A person's role in one client.
    pub enum Role {
        /// Everything, including who the owners are.
        Owner = "owner",
        /// Everything but changing owners.
        Admin = "admin",
        /// Makes things: products, sessions, flows, generation.
        Editor = "editor",
        /// Judges things: approve, reject, pin.
        Reviewer = "reviewer",
        /// Looks.
        Viewer = "viewer",
    }
}

text_enum! {
    /// Something that a person may be allowed to do inside a client.
    pub enum Permission {
        /// See everything that belongs to the client.
        View = "view",
        /// Add and change products, sessions and flows; delete and restore.
        Edit = "edit",
        /// Have things made.
        Generate = "generate",
        /// Approve and reject.
        Review = "review",
        /// Change the client, its members (but owners) and its rules.
        Manage = "manage",
        /// Make and unmake owners.
        Own = "own",
    }
}

impl Role {
    /// True when the role carries the permission. A platform admin acts as [`Role::Owner`].
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Owner => true,
            Self::Admin => permission != P::Own,
            Self::Editor => matches!(permission, P::View | P::Edit | P::Generate),
            Self::Reviewer => matches!(permission, P::View | P::Review),
            Self::Viewer => permission == P::View,
        }
    }

    /// The roles that carry the permission, for the page that says who may.
    #[must_use]
    pub fn that_may(permission: Permission) -> Vec<Role> {
        Self::ALL.iter().copied().filter(|role| role.may(permission)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_owner_makes_owners_and_a_viewer_only_looks() {
        assert_eq!(Role::that_may(Permission::Own), [Role::Owner]);
        assert_eq!(Permission::ALL.iter().filter(|p| Role::Viewer.may(**p)).count(), 1);
    }

    #[test]
    fn who_makes_does_not_judge() {
        assert!(!Role::Editor.may(Permission::Review));
        assert!(!Role::Reviewer.may(Permission::Generate));
    }
}
