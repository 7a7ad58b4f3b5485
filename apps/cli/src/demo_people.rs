//! Who is in the demo: an owner, a viewer, and the clients that they belong to.

use time::OffsetDateTime;
use visualizer_control::clients::{self, ClientDraft};
use visualizer_control::members::{self, MemberDraft};
use visualizer_control::users::{self, UserDraft};
use visualizer_control::{Control, sign_ins};
use visualizer_domain::Actor;
use visualizer_domain::ids::{ClientId, UserId};
use visualizer_domain::page::Limit;
use visualizer_domain::role::Role;
use visualizer_domain::user::Email;

use crate::failure::Failure;

/// Makes and reviews; runs the platform.
pub(crate) const OWNER: (&str, &str, &str) = ("demo@visualizer.example", "look-around", "Demo owner");
/// Only looks.
pub(crate) const VIEWER: (&str, &str, &str) = ("viewer@visualizer.example", "just-looking", "Demo viewer");

/// The people of the database that is being furnished.
pub(crate) struct DemoPeople<'a> {
    pub(crate) control: &'a Control,
    pub(crate) now: fn() -> OffsetDateTime,
}

impl DemoPeople<'_> {
    /// The owner's account. A database with other people in it is left alone: everybody knows this password.
    pub(crate) async fn owner(&self) -> Result<UserId, Failure> {
        if let Some(known) = self.account(OWNER.0).await? {
            return Ok(known);
        }
        if users::exist(self.control).await? {
            return Err(Failure::new("this database has people in it, and the demo would add an account whose password everybody knows")
                .mend("start the demo with an empty one: visualizer up --demo --data .demo"));
        }
        Ok(users::create_by_operator(self.control, &draft(OWNER, true), (self.now)()).await?)
    }

    async fn account(&self, email: &str) -> Result<Option<UserId>, Failure> {
        let Ok(email) = Email::parse(email) else { return Ok(None) };
        Ok(users::find_by_operator(self.control, &email).await?.map(|user| user.id))
    }

    /// The client with this slug, if it is there.
    pub(crate) async fn client(&self, owner: &UserId, slug: &str) -> Result<Option<ClientId>, Failure> {
        let actor = sign_ins::actor_of(self.control, owner, None).await?;
        let found = clients::list(self.control, &actor, Some(slug), None, Limit::default()).await?;
        Ok(found.rows.into_iter().find(|client| client.slug.as_deref() == Some(slug)).map(|client| client.id))
    }

    /// The client with this name and slug, made when missing.
    pub(crate) async fn client_or_new(&self, owner: &UserId, (name, slug): (&str, &str)) -> Result<ClientId, Failure> {
        if let Some(known) = self.client(owner, slug).await? {
            return Ok(known);
        }
        let actor = sign_ins::actor_of(self.control, owner, None).await?;
        // One person makes and reviews here, which four eyes would forbid.
        let draft = ClientDraft { name: name.to_owned(), slug: slug.to_owned(), four_eyes: false };
        Ok(clients::create(self.control, &actor, &draft, (self.now)()).await?)
    }

    /// Makes the viewer a member of the shop.
    pub(crate) async fn viewer(&self, actor: &Actor) -> Result<(), Failure> {
        if self.account(VIEWER.0).await?.is_none() {
            users::create(self.control, actor, &draft(VIEWER, false), (self.now)()).await?;
        }
        let is_member = members::list(self.control, actor).await?.iter().any(|member| member.email == VIEWER.0);
        if !is_member {
            let draft = MemberDraft { email: VIEWER.0.to_owned(), name: VIEWER.2.to_owned(), role: Role::Viewer };
            members::add(self.control, actor, &draft, (self.now)()).await?;
        }
        Ok(())
    }
}

fn draft((email, password, name): (&str, &str, &str), is_platform_admin: bool) -> UserDraft {
    UserDraft { email: email.to_owned(), name: name.to_owned(), password: password.to_owned(), is_platform_admin }
}
