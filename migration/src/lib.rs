//! The schema of both databases, as steps of plain SQL, and the runner that applies them.
//!
//! One migrator works at a time, a step is applied whole or not at all, and a database that is newer than the program is left alone.
//! Reading and writing rows is `visualizer-db`; taking over databases of earlier systems is not here yet.

mod command;
mod connection;
mod database_url;
mod error;
mod history;
mod lock;
mod migrator;
mod status;
mod step;

pub use command::{Answer, Command};
pub use database_url::{DatabaseUrl, Engine};
pub use error::MigrateError;
pub use migrator::{Confirmed, Migrator};
pub use status::{Status, StepState, StepStatus};
pub use step::{STEPS, Sql, Step};

use time::OffsetDateTime;

/// Applies every missing step to the database at `url` and returns their names ([`Migrator::up`]).
pub async fn up(url: &str, now: impl Fn() -> OffsetDateTime) -> Result<Vec<&'static str>, MigrateError> {
    Migrator::new(url)?.up(now).await
}

/// Compares the database at `url` with the steps; writes nothing ([`Migrator::status`]).
pub async fn status(url: &str) -> Result<Status, MigrateError> {
    Migrator::new(url)?.status().await
}

/// The engine behind `url` and its version ([`Migrator::engine_version`]).
pub async fn engine_version(url: &str) -> Result<String, MigrateError> {
    Migrator::new(url)?.engine_version().await
}
