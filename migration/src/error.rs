//! What can stand in the way of a migration.
//!
//! Each message says what was being done and what to do; the driver's words are kept as the source.

use std::path::PathBuf;
use std::time::Duration;

use sea_orm::DbErr;
use thiserror::Error;

/// Why the schema was not changed or could not be read. Whatever the reason, no step is ever left half applied.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MigrateError {
    /// The database URL cannot be used.
    #[error("the database URL is not usable: {reason}")]
    Url {
        /// What is wrong, without the URL itself.
        reason: String,
    },
    /// The database does not answer.
    #[error("cannot open the database {database}; check that it exists and that this user may open it")]
    Open {
        /// The database, without its password.
        database: String,
        /// The driver's reason.
        source: DbErr,
    },
    /// The engine is too old to be trusted with data.
    #[error("{engine} {found} is too old: at least {needed} is needed")]
    EngineTooOld {
        /// The engine's name.
        engine: &'static str,
        /// The version found.
        found: String,
        /// The oldest version accepted.
        needed: &'static str,
    },
    /// Another migrator held the lock until the deadline.
    #[error("another migration of {database} is still running after {waited:?}; wait for it to end, then try again")]
    Locked {
        /// The database, without its password.
        database: String,
        /// How long this one waited.
        waited: Duration,
    },
    /// The lock itself cannot be taken.
    #[error("cannot lock {database} for a migration")]
    Lock {
        /// The database, without its password.
        database: String,
        /// The reason.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database has tables, but not a history of ours.
    #[error(
        "the database is not empty and was not made by this program (it has the table {table}); nothing was changed. Name an empty one"
    )]
    NotOurs {
        /// One of the tables found.
        table: String,
    },
    /// The database has a step that this program does not know.
    #[error("the database is newer than this program: it has the step {step}. Start the program version that made it, or a later one")]
    DatabaseNewer {
        /// The first unknown step.
        step: String,
    },
    /// A step was edited after it had been applied.
    #[error(
        "the step {step} was applied in another form than this program has; nothing was changed. Use the program version that applied it"
    )]
    StepChanged {
        /// The step.
        step: String,
    },
    /// A later step is applied while an earlier one is not.
    #[error("the step {step} is missing although a later one was applied; the history of steps was altered. Restore it from a backup")]
    StepMissing {
        /// The earlier step.
        step: String,
    },
    /// Steps are still to be applied.
    #[error("the database is older than this program: {} to apply ({}). Apply the steps: visualizer migrate up", steps.len(), steps.join(", "))]
    DatabaseOlder {
        /// The steps not applied yet, in order.
        steps: Vec<String>,
    },
    /// A step failed and was taken back.
    #[error("the step {step} failed going {direction}; nothing of it remains")]
    Step {
        /// The step.
        step: String,
        /// `up` or `down`.
        direction: &'static str,
        /// The driver's reason.
        source: DbErr,
    },
    /// A step would have left rows that point at nothing, and was taken back (SQLite).
    #[error("the step {step} would leave rows of {table} that point at nothing; nothing of it remains")]
    BrokenReference {
        /// The step.
        step: String,
        /// The table with such rows.
        table: String,
    },
    /// The history of steps cannot be read or begun.
    #[error("cannot {doing}")]
    History {
        /// What was being done.
        doing: &'static str,
        /// The driver's reason.
        source: DbErr,
    },
    /// A database file could not be removed.
    #[error("cannot remove {path}")]
    Remove {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}
