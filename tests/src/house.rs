//! A house: database, storage in memory and a clock that tests move, with one client and its owner in it.

use visualizer_control::Control;
use visualizer_db::{Db, DbOptions};
use visualizer_domain::actor::Standing;
use visualizer_domain::ids::{ClientId, UserId};
use visualizer_domain::registry::Registry;
use visualizer_domain::{Actor, Clock, Role};
use visualizer_storage::Storage;

use crate::database::Database;
use crate::factory;

/// Everything that a test needs around it.
#[derive(Debug)]
pub struct House {
    /// What commands work with.
    pub control: Control,
    /// A clock that stands at 2026-11-21 08:00 UTC until it is moved.
    pub clock: Clock,
    /// The URL of the database, for processes and second connections.
    pub url: String,
    /// The one client.
    pub client: ClientId,
    /// Its owner.
    pub owner: Actor,
}

impl House {
    /// On SQLite.
    pub async fn on_sqlite() -> (Self, Database) {
        Self::on(Database::sqlite().await).await
    }

    /// On PostgreSQL.
    pub async fn on_postgres() -> (Self, Database) {
        Self::on(Database::postgres().await).await
    }

    async fn on(database: Database) -> (Self, Database) {
        let clock = Clock::manual(time::macros::datetime!(2026-11-21 8:00 UTC));
        let db = Db::connect(&DbOptions::new(&database.url)).await.expect("the test database answers");
        let control = Control { db, storage: Storage::memory(), registry: Registry::built_in() };
        let client = factory::client(&control.db, "Test shop", clock.now()).await;
        let user = factory::user(&control.db, "Owner", clock.now()).await;
        factory::member(&control.db, &client, &user, Role::Owner, clock.now()).await;
        let owner = actor(&user, "Owner", &client, Role::Owner);
        (Self { control, clock, url: database.url.clone(), client, owner }, database)
    }

    /// Another member of the client.
    pub async fn member(&self, name: &str, role: Role) -> Actor {
        let user = factory::user(&self.control.db, name, self.clock.now()).await;
        factory::member(&self.control.db, &self.client, &user, role, self.clock.now()).await;
        actor(&user, name, &self.client, role)
    }

    /// The owner of another client, who must see nothing of this one.
    pub async fn stranger(&self) -> Actor {
        let client = factory::client(&self.control.db, "Other shop", self.clock.now()).await;
        let user = factory::user(&self.control.db, "Stranger", self.clock.now()).await;
        factory::member(&self.control.db, &client, &user, Role::Owner, self.clock.now()).await;
        actor(&user, "Stranger", &client, Role::Owner)
    }

    /// The instant of the house's clock.
    #[must_use]
    pub fn now(&self) -> time::OffsetDateTime {
        self.clock.now()
    }
}

fn actor(user: &UserId, name: &str, client: &ClientId, role: Role) -> Actor {
    Actor {
        user_id: user.clone(),
        name: name.to_owned(),
        platform_admin: false,
        standing: Some(Standing { client_id: client.clone(), role }),
        request_id: None,
    }
}
