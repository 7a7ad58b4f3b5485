//! Opens what commands work with: the database and the storage that an installation is set to.

use visualizer_db::schema::{self, SchemaProblem};
use visualizer_db::{Db, DbError, DbOptions};
use visualizer_domain::configuration::{DatabasePlace, StoragePlace};
use visualizer_domain::registry::Registry;
use visualizer_storage::{Storage, StorageError};

use crate::Control;

/// Why it cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpeningProblem {
    /// The database does not answer.
    #[error("the database cannot be opened")]
    Database(#[source] DbError),
    /// The database has another schema than this program.
    #[error(transparent)]
    Schema(#[from] SchemaProblem),
    /// The storage cannot be used.
    #[error("the storage cannot be opened")]
    Storage(#[source] StorageError),
}

impl Control {
    /// Connects to a database that has its schema, and to a storage.
    ///
    /// # Errors
    /// [`OpeningProblem`] says which of the two it is.
    pub async fn open(database: &DatabasePlace, storage: &StoragePlace) -> Result<Self, OpeningProblem> {
        let db = Db::connect(&DbOptions::of(database)).await.map_err(OpeningProblem::Database)?;
        schema::require_current(db.read()).await?;
        let storage = Storage::at(storage).map_err(OpeningProblem::Storage)?;
        Ok(Self { db, storage, registry: Registry::built_in() })
    }

    /// Closes the database; SQLite then folds its write-ahead log into the file.
    ///
    /// # Errors
    /// When closing fails.
    pub async fn close(self) -> Result<(), DbError> {
        self.db.close().await
    }
}
