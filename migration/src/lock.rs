//! One migrator at a time. Both locks die with their process, so a killed migration never blocks the next one.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use sea_orm::DatabaseConnection;
use tokio::time::{Instant, sleep};

use crate::connection::{self, Access};
use crate::{DatabaseUrl, MigrateError};

/// The number under which migrators of one PostgreSQL database meet: "visualiz" in ASCII.
const POSTGRES_KEY: i64 = 0x7669_7375_616c_697a;
const PAUSE: Duration = Duration::from_millis(50);

/// The right to change the schema, held until `release` or the end of the process.
pub(crate) enum Lock {
    /// A lock on `<database file>.migrate.lock`. The file stays: removing it would let two migrators lock two different files.
    File(File),
    /// A session lock on a connection of its own.
    Session(DatabaseConnection),
}

impl Lock {
    /// Waits for the lock at most `wait`.
    pub(crate) async fn acquire(url: &DatabaseUrl, wait: Duration) -> Result<Self, MigrateError> {
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| MigrateError::Lock { database: url.to_string(), source };
        let deadline = Instant::now() + wait;
        let lock = match url.file() {
            Some(file) => Self::File(open_lock_file(file).map_err(|error| failed(error.into()))?),
            None => Self::Session(connection::open(url, Access::Write).await?),
        };
        while !lock.attempt().await.map_err(failed)? {
            if Instant::now() >= deadline {
                return Err(MigrateError::Locked { database: url.to_string(), waited: wait });
            }
            sleep(PAUSE).await;
        }
        Ok(lock)
    }

    /// Asks once and never waits inside the database: a session waiting in `pg_advisory_lock` would hold up CREATE INDEX CONCURRENTLY.
    async fn attempt(&self) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
        match self {
            Self::File(file) => match file.try_lock() {
                Ok(()) => Ok(true),
                Err(TryLockError::WouldBlock) => Ok(false),
                Err(TryLockError::Error(error)) => Err(error.into()),
            },
            Self::Session(db) => Ok(connection::one(db, &format!("select pg_try_advisory_lock({POSTGRES_KEY})")).await?.unwrap_or(false)),
        }
    }

    /// Lets the next migrator in. A session lock ends with its connection, so a failure to close it is not worth reporting.
    pub(crate) async fn release(self) {
        match self {
            Self::File(file) => drop(file),
            Self::Session(db) => {
                let _ = db.close().await;
            }
        }
    }
}

fn open_lock_file(database: &Path) -> std::io::Result<File> {
    let mut name = OsString::from(database);
    name.push(".migrate.lock");
    File::options().create(true).append(true).open(name)
}
