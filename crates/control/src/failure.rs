//! Turns what the database and the storage answer into problems, in one place.

use visualizer_db::{DbError, DbResult};
use visualizer_domain::Problem;
use visualizer_domain::problem::Outcome;
use visualizer_storage::StorageError;

/// Says what was being done when something failed.
pub(crate) trait Doing<T> {
    /// Adds what was being done, and to which id.
    fn doing(self, what: &str) -> Outcome<T>;
}

impl<T> Doing<T> for DbResult<T> {
    fn doing(self, what: &str) -> Outcome<T> {
        self.map_err(|err| match err {
            DbError::Full(_) => Problem::StorageFull,
            DbError::Unavailable(_) => Problem::Unavailable { part: "the database", source: Some(Box::new(err)) },
            err if err.is_guard("23F01") => Problem::invalid("products", "flow-products-max"),
            err if err.is_guard("23F02") => Problem::invalid("products", "product-flows-max"),
            err => Problem::internal(what, err),
        })
    }
}

impl<T> Doing<T> for Result<T, StorageError> {
    fn doing(self, what: &str) -> Outcome<T> {
        self.map_err(|err| match err {
            StorageError::Full { .. } => Problem::StorageFull,
            StorageError::Timeout { .. } | StorageError::Unavailable { .. } => {
                Problem::Unavailable { part: "the storage", source: Some(Box::new(err)) }
            }
            err => Problem::internal(what, err),
        })
    }
}
