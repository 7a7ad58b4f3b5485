//! Empty databases for tests: a file in a temporary folder, and a database of its own on the server named by `VISUALIZER_TEST_POSTGRES`.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, QueryResult, Statement, TryGetable};
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;
use visualizer_migration::{Engine, Migrator};

/// The instant at which tests apply steps.
pub const NOW: OffsetDateTime = datetime!(2026-11-21 8:00:00.123456 UTC);

/// A database that is gone with this value (the folder) or with the server.
pub struct TestDatabase {
    pub engine: Engine,
    pub url: String,
    pub folder: TempDir,
}

impl TestDatabase {
    /// An empty database on each engine.
    pub async fn both() -> Vec<Self> {
        let mut all = vec![Self::sqlite()];
        all.extend(Self::postgres().await);
        all
    }

    /// The same with every step applied.
    pub async fn both_migrated() -> Vec<Self> {
        let all = Self::both().await;
        for database in &all {
            database.migrator().up(|| NOW).await.expect("every step applies");
        }
        all
    }

    pub fn sqlite() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("shop.db").display());
        Self { engine: Engine::Sqlite, url, folder }
    }

    /// Nothing only when `VISUALIZER_TEST_POSTGRES` says `none`: a half that was skipped by accident would look like a half that passed.
    pub async fn postgres() -> Option<Self> {
        let admin = std::env::var("VISUALIZER_TEST_POSTGRES").unwrap_or_else(|_| {
            panic!(
                "set VISUALIZER_TEST_POSTGRES to the URL of a PostgreSQL superuser, or to `none` to test SQLite alone (bin/test does this)"
            )
        });
        if admin == "none" {
            return None;
        }
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("migration_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let server = connect(&admin).await;
        run(&server, &format!("drop database if exists {name} with (force)")).await.expect("an old test database can be dropped");
        run(&server, &format!("create database {name}")).await.expect("the user may create databases");
        server.close().await.expect("closes");
        let (address, query) = admin.split_once('?').map_or((admin.as_str(), String::new()), |(a, q)| (a, format!("?{q}")));
        let (server, _) = address.rsplit_once('/').expect("the URL names a database");
        Some(Self { engine: Engine::Postgres, url: format!("{server}/{name}{query}"), folder: TempDir::new().expect("a temporary folder") })
    }

    pub fn migrator(&self) -> Migrator {
        Migrator::new(&self.url).expect("a usable URL")
    }

    /// A connection as the program has it: foreign keys on.
    pub async fn connect(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    /// Everything that makes up the schema, one line each, in a fixed order.
    pub async fn schema(&self) -> Vec<String> {
        let sql = match self.engine {
            Engine::Sqlite => "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_schema order by type, name",
            Engine::Postgres => {
                "select line from (
                   select concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default)
                   from information_schema.columns where table_schema = 'public'
                   union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                   from pg_constraint where connamespace = 'public'::regnamespace
                   union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
                   union all select 'trigger ' || tgenabled::text || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
                   union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
                 ) schema (line) order by line"
            }
        };
        column(&self.connect().await, sql).await
    }
}

pub async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(true).foreign_keys(true));
    Database::connect(options).await.expect("the database opens")
}

pub async fn run(db: &impl ConnectionTrait, sql: &str) -> Result<(), DbErr> {
    db.execute_unprepared(sql).await.map(drop)
}

/// Runs what must succeed.
pub async fn must(db: &impl ConnectionTrait, sql: &str) {
    if let Err(error) = run(db, sql).await {
        panic!("{error}\n{sql}");
    }
}

/// Runs what must be refused, and returns the words of the refusal.
pub async fn refused(db: &impl ConnectionTrait, sql: &str) -> String {
    match run(db, sql).await {
        Ok(()) => panic!("was not refused: {sql}"),
        Err(error) => error.to_string(),
    }
}

pub async fn rows(db: &impl ConnectionTrait, sql: &str) -> Vec<QueryResult> {
    match db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await {
        Ok(rows) => rows,
        Err(error) => panic!("{error}\n{sql}"),
    }
}

/// The first column of every row.
pub async fn column<T: TryGetable>(db: &impl ConnectionTrait, sql: &str) -> Vec<T> {
    rows(db, sql).await.iter().map(|row| row.try_get_by_index(0).expect("the column has this type")).collect()
}
