//! The migrator's one connection.
//!
//! Foreign keys are off on SQLite, because rebuilding a table would otherwise delete its children; every step ends with a check of all
//! references instead.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

use crate::{DatabaseUrl, Engine, MigrateError};

/// SQLite before this could corrupt a database in WAL mode when it was reset.
const SQLITE_MIN: (u32, u32, u32) = (3, 51, 3);
const POSTGRES_MIN: i64 = 150_000;
/// How long a server may take to answer; a refused connection is tried again until then, because the server may just be starting.
const WAIT: Duration = Duration::from_secs(5);

/// What the connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Looks only: makes no file and no table.
    Read,
    /// Changes the schema.
    Write,
}

/// Opens one connection and refuses engines that are too old.
pub(crate) async fn open(url: &DatabaseUrl, access: Access) -> Result<DatabaseConnection, MigrateError> {
    let mut options = ConnectOptions::new(url.as_str());
    options.max_connections(1).sqlx_logging(false).connect_timeout(WAIT).acquire_timeout(WAIT);
    options.map_sqlx_postgres_opts(|postgres| postgres.application_name("visualizer-migrate"));
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite.foreign_keys(false).busy_timeout(Duration::from_secs(5));
        match access {
            Access::Read => sqlite.create_if_missing(false).read_only(true),
            Access::Write => sqlite.create_if_missing(true).journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full),
        }
    });
    let open_error = |source| MigrateError::Open { database: url.to_string(), source };
    let db = Database::connect(options).await.map_err(open_error)?;
    require_version(&db, url.engine()).await.map_err(open_error)??;
    Ok(db)
}

/// The kind of database behind a connection or a transaction.
pub(crate) fn engine(db: &impl ConnectionTrait) -> Engine {
    match db.get_database_backend() {
        DbBackend::Postgres => Engine::Postgres,
        _ => Engine::Sqlite,
    }
}

/// The first column of the first row, if there is a row.
pub(crate) async fn one<T: sea_orm::TryGetable>(db: &impl ConnectionTrait, sql: &str) -> Result<Option<T>, DbErr> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}

/// The engine's name and version.
pub(crate) async fn version(db: &DatabaseConnection) -> Result<String, DbErr> {
    let (name, sql) = match engine(db) {
        Engine::Sqlite => ("SQLite", "select sqlite_version()"),
        Engine::Postgres => ("PostgreSQL", "select split_part(current_setting('server_version'), ' ', 1)"),
    };
    let version: Option<String> = one(db, sql).await?;
    Ok(format!("{name} {}", version.unwrap_or_default()))
}

async fn require_version(db: &DatabaseConnection, engine: Engine) -> Result<Result<(), MigrateError>, DbErr> {
    Ok(match engine {
        Engine::Sqlite => {
            let found: String = one(db, "select sqlite_version()").await?.unwrap_or_default();
            if sqlite_version(&found).is_some_and(|version| version >= SQLITE_MIN) {
                Ok(())
            } else {
                Err(MigrateError::EngineTooOld { engine: "SQLite", found, needed: "3.51.3" })
            }
        }
        Engine::Postgres => {
            let number: i64 = one(db, "select current_setting('server_version_num')::bigint").await?.unwrap_or_default();
            if number >= POSTGRES_MIN {
                Ok(())
            } else {
                let found = format!("{}.{}", number / 10_000, number % 10_000);
                Err(MigrateError::EngineTooOld { engine: "PostgreSQL", found, needed: "15" })
            }
        }
    })
}

fn sqlite_version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sqlite_with_the_lost_reset_is_too_old() {
        assert!(sqlite_version("3.51.2").unwrap() < SQLITE_MIN);
        assert!(sqlite_version("3.51.3").unwrap() >= SQLITE_MIN);
        assert!(sqlite_version("3.100.0").unwrap() > SQLITE_MIN);
        assert_eq!(sqlite_version("3.51"), None);
    }
}
