//! An empty, migrated database of either engine for one test.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, Database as SeaDatabase, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;
use visualizer_domain::Clock;

/// Names the superuser's URL of the PostgreSQL server that tests may make databases on. `bin/test` starts one and sets it.
pub const POSTGRES: &str = "VISUALIZER_TEST_POSTGRES";

static MADE: AtomicU32 = AtomicU32::new(0);

/// A database of one test's own.
#[derive(Debug)]
pub struct Database {
    /// Its URL.
    pub url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(TempDir),
    Server { name: String },
}

impl Database {
    /// A SQLite file in a folder of its own.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let url = format!("sqlite://{}/test.db", folder.path().display());
        visualizer_migration::up(&url, || Clock::System.now()).await.expect("the schema goes up on SQLite");
        Self { url, place: Place::Folder(folder) }
    }

    /// A database on the test server, copied from one that was migrated once.
    ///
    /// # Panics
    /// When there is no server, with what to do about it.
    pub async fn postgres() -> Self {
        let server = std::env::var(POSTGRES)
            .unwrap_or_else(|_| panic!("set {POSTGRES} to a server's superuser URL, or run bin/test, which starts one"));
        let admin = connect(&server).await;
        let template = template(&server, &admin).await;
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        run(&admin, &format!("drop database if exists {name} with (force)")).await;
        run(&admin, &format!("create database {name} template {template} strategy file_copy")).await;
        Self { url: at(&server, &name), place: Place::Server { name } }
    }

    /// Removes it. A failed test leaves its database to be looked at; the server is thrown away anyway.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn remove(self) {
        match self.place {
            Place::Folder(folder) => folder.close().expect("the folder of a test goes"),
            Place::Server { name } => {
                let admin = connect(&std::env::var(POSTGRES).expect("it was there before")).await;
                run(&admin, &format!("drop database if exists {name} with (force)")).await;
            }
        }
    }
}

/// The migrated database that others are copied from, one for each state of the schema. Test processes race for making it.
async fn template(server: &str, admin: &DatabaseConnection) -> String {
    let steps: String = visualizer_migration::STEPS.iter().map(|step| step.checksum(visualizer_migration::Engine::Postgres)).collect();
    let name = format!("template_{}", &visualizer_domain::canonical::sha256(steps.as_bytes())[..12]);
    run(admin, "select pg_advisory_lock(727100)").await;
    let found = admin
        .query_one_raw(Statement::from_string(
            DbBackend::Postgres,
            format!("select 1 as n from pg_database where datname = '{name}' and datistemplate"),
        ))
        .await
        .expect("the server answers");
    if found.is_none() {
        run(admin, &format!("drop database if exists {name} with (force)")).await;
        run(admin, &format!("create database {name}")).await;
        visualizer_migration::up(&at(server, &name), || Clock::System.now()).await.expect("the schema goes up on PostgreSQL");
        run(admin, &format!("alter database {name} is_template true")).await;
    }
    run(admin, "select pg_advisory_unlock(727100)").await;
    name
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    SeaDatabase::connect(options).await.unwrap_or_else(|err| panic!("the PostgreSQL server of {POSTGRES} does not answer: {err}"))
}

async fn run(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.unwrap_or_else(|err| panic!("{sql}: {err}"));
}

/// The URL of another database on the same server.
fn at(server: &str, name: &str) -> String {
    let (before, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{before}/{name}")
}
