//! Applies and takes back steps: under the lock, on one connection, each step in a transaction of its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use time::OffsetDateTime;

use crate::connection::{self, Access, engine};
use crate::lock::Lock;
use crate::{DatabaseUrl, Engine, MigrateError, STEPS, Status, Step, history};

/// Says that losing everything in the database is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Every table and every row may go.
    EraseEverything,
}

/// A database and the steps it should have.
#[derive(Debug, Clone)]
pub struct Migrator {
    url: DatabaseUrl,
    steps: &'static [Step],
    lock_wait: Duration,
}

impl Migrator {
    /// The program's own steps on the database at `url`; waits a minute for another migrator.
    pub fn new(url: &str) -> Result<Self, MigrateError> {
        Ok(Self { url: DatabaseUrl::parse(url)?, steps: STEPS, lock_wait: Duration::from_secs(60) })
    }

    /// The same with other steps; what a program that brings its own tables, or a test, needs.
    #[must_use]
    pub fn with_steps(self, steps: &'static [Step]) -> Self {
        Self { steps, ..self }
    }

    /// The same with another time to wait for a migrator that is already at work.
    #[must_use]
    pub fn with_lock_wait(self, lock_wait: Duration) -> Self {
        Self { lock_wait, ..self }
    }

    /// Applies every step that is missing and returns their names. Refuses a newer database, an edited step and tables of somebody else.
    /// `now` is asked once per step.
    pub async fn up(&self, now: impl Fn() -> OffsetDateTime) -> Result<Vec<&'static str>, MigrateError> {
        let lock = Lock::acquire(&self.url, self.lock_wait).await?;
        let result = self.up_locked(now).await;
        lock.release().await;
        result
    }

    /// Takes back the last `count` applied steps, with the rows they hold, and returns their names, newest first.
    pub async fn down(&self, count: usize) -> Result<Vec<&'static str>, MigrateError> {
        let lock = Lock::acquire(&self.url, self.lock_wait).await?;
        let result = match connection::open(&self.url, Access::Write).await {
            Ok(db) => closing(&db, take_back(&db, self.steps, count)).await,
            Err(error) => Err(error),
        };
        lock.release().await;
        result
    }

    /// Compares the database with the steps. Changes nothing, and does not make a missing file.
    pub async fn status(&self) -> Result<Status, MigrateError> {
        if self.url.file().is_some_and(|file| !file.exists()) {
            return Ok(Status::compare(self.steps, &[], self.url.engine()));
        }
        let db = connection::open(&self.url, Access::Read).await?;
        closing(&db, status(&db, self.steps)).await
    }

    /// The engine behind the URL and its version, such as `SQLite 3.51.3`. Changes nothing; the database must be there.
    pub async fn engine_version(&self) -> Result<String, MigrateError> {
        let db = connection::open(&self.url, Access::Read).await?;
        closing(&db, async { connection::version(&db).await.map_err(history_error("ask for the version")) }).await
    }

    /// Empties the database and applies every step. On PostgreSQL the schema that our tables are in is dropped with all it holds. Refuses
    /// tables of somebody else: any, as long as there are none of ours.
    pub async fn fresh(&self, confirmed: Confirmed, now: impl Fn() -> OffsetDateTime) -> Result<Vec<&'static str>, MigrateError> {
        let Confirmed::EraseEverything = confirmed;
        let lock = Lock::acquire(&self.url, self.lock_wait).await?;
        let result = match self.erase().await {
            Ok(()) => self.up_locked(now).await,
            Err(error) => Err(error),
        };
        lock.release().await;
        result
    }

    async fn up_locked(&self, now: impl Fn() -> OffsetDateTime) -> Result<Vec<&'static str>, MigrateError> {
        let db = connection::open(&self.url, Access::Write).await?;
        closing(&db, apply(&db, self.steps, now)).await
    }

    async fn erase(&self) -> Result<(), MigrateError> {
        if self.url.file().is_some_and(|file| !file.exists()) {
            return Ok(());
        }
        let db = connection::open(&self.url, Access::Write).await?;
        let erased = async {
            require_ours(&db).await?;
            match self.url.engine() {
                Engine::Postgres => history::erase_schema(&db).await.map_err(history_error("empty the database")),
                Engine::Sqlite => Ok(()),
            }
        };
        closing(&db, erased).await?;
        self.url.file().map_or(Ok(()), remove_files)
    }
}

async fn apply(
    db: &DatabaseConnection,
    steps: &'static [Step],
    now: impl Fn() -> OffsetDateTime,
) -> Result<Vec<&'static str>, MigrateError> {
    require_ours(db).await?;
    history::begin(db).await.map_err(history_error("begin the history of steps"))?;
    let status = status(db, steps).await?;
    status.require_sound()?;
    let missing = status.pending().count();
    let first = steps.len() - missing;
    for (step, position) in steps[first..].iter().zip(first as i64 + 1..) {
        let failed = |source| MigrateError::Step { step: step.name.to_owned(), direction: "up", source };
        let tx = begin(db).await.map_err(failed)?;
        tx.execute_unprepared(step.up.on(engine(db))).await.map_err(failed)?;
        history::record(&tx, step, position, now()).await.map_err(failed)?;
        require_references(&tx, step).await?;
        tx.commit().await.map_err(failed)?;
        tracing::info!(step = step.name, "schema step applied");
    }
    Ok(steps[first..].iter().map(|step| step.name).collect())
}

/// Refuses a database with tables and without a history of ours.
async fn require_ours(db: &DatabaseConnection) -> Result<(), MigrateError> {
    match history::foreign_table(db).await.map_err(history_error("see which tables there are"))? {
        Some(table) => Err(MigrateError::NotOurs { table }),
        None => Ok(()),
    }
}

async fn take_back(db: &DatabaseConnection, steps: &'static [Step], count: usize) -> Result<Vec<&'static str>, MigrateError> {
    let status = status(db, steps).await?;
    status.require_sound()?;
    let applied = &steps[..steps.len() - status.pending().count()];
    let mut taken = Vec::new();
    for step in applied.iter().rev().take(count) {
        let failed = |source| MigrateError::Step { step: step.name.to_owned(), direction: "down", source };
        let tx = begin(db).await.map_err(failed)?;
        tx.execute_unprepared(step.down.on(engine(db))).await.map_err(failed)?;
        history::forget(&tx, step).await.map_err(failed)?;
        require_references(&tx, step).await?;
        tx.commit().await.map_err(failed)?;
        tracing::info!(step = step.name, "schema step taken back");
        taken.push(step.name);
    }
    Ok(taken)
}

async fn status(db: &DatabaseConnection, steps: &[Step]) -> Result<Status, MigrateError> {
    let applied = history::read(db).await.map_err(history_error("read the history of steps"))?;
    Ok(Status::compare(steps, &applied, engine(db)))
}

/// Begins a write transaction. Dropped without a commit, it takes everything back.
#[allow(clippy::disallowed_methods, reason = "the migrator is its own only writer; the transaction rules of `db` are about the program's")]
async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let immediate = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    db.begin_with_options(immediate).await
}

/// Foreign keys are off on the migrator's SQLite connection, so every step ends by looking at all of them.
async fn require_references(tx: &DatabaseTransaction, step: &Step) -> Result<(), MigrateError> {
    if engine(tx) == Engine::Postgres {
        return Ok(());
    }
    let broken: Option<String> = connection::one(tx, "pragma foreign_key_check").await.map_err(history_error("check the references"))?;
    match broken {
        Some(table) => Err(MigrateError::BrokenReference { step: step.name.to_owned(), table }),
        None => Ok(()),
    }
}

/// Closes the connection whatever came of the work, so that SQLite's side files are gone and a PostgreSQL session ends at once.
async fn closing<T>(db: &DatabaseConnection, work: impl Future<Output = Result<T, MigrateError>>) -> Result<T, MigrateError> {
    let result = work.await;
    let closed = db.close_by_ref().await.map_err(history_error("close the database"));
    result.and_then(|value| closed.map(|()| value))
}

fn history_error(doing: &'static str) -> impl Fn(DbErr) -> MigrateError {
    move |source| MigrateError::History { doing, source }
}

/// Removes the database with its journal and its shared memory; what is not there is no error.
fn remove_files(database: &Path) -> Result<(), MigrateError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        let path = PathBuf::from(name);
        match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => return Err(MigrateError::Remove { path, source }),
            _ => {}
        }
    }
    Ok(())
}
