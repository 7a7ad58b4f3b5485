//! What the database may answer instead of rows, as questions that a caller can ask.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// The result of a statement.
pub type DbResult<T> = Result<T, DbError>;

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A row with this key exists already.
    #[error("a row with this key exists: {constraint}")]
    Duplicate {
        /// The index or columns that the engine names.
        constraint: String,
    },
    /// A row refers to one that is not there, or is itself referred to.
    #[error("a reference leads nowhere")]
    Reference(#[source] DbErr),
    /// One of our own triggers refused; the code is theirs (`23S01`).
    #[error("refused by the guard {code}")]
    Guard {
        /// The guard's code.
        code: String,
        /// What it said.
        #[source]
        source: DbErr,
    },
    /// No room left on the disk.
    #[error("the disk is full")]
    Full(#[source] DbErr),
    /// A value that its column does not take: the same write fails however often it is tried.
    #[error("the database does not take a value")]
    Refused(#[source] DbErr),
    /// No connection, no answer or no lock in time, or two writers in each other's way: the same transaction may succeed later.
    #[error("the database did not answer, or not in time")]
    Unavailable(#[source] DbErr),
    /// A stored value that we cannot read: the database holds what no version of us wrote.
    #[error("column {column} holds {value:?}, which cannot be read as {wanted}")]
    Inconsistent {
        /// The column.
        column: String,
        /// What it holds, shortened.
        value: String,
        /// What was expected.
        wanted: &'static str,
    },
    /// A write that had to touch exactly one row touched another number.
    #[error("{doing} touched {rows} rows instead of 1")]
    RowCount {
        /// What the statement was for.
        doing: &'static str,
        /// How many rows it touched.
        rows: u64,
    },
    /// Anything else that the driver reports.
    #[error("the database refused a statement")]
    Driver(#[source] DbErr),
}

impl DbError {
    /// True when a unique key over this column stood in the way.
    #[must_use]
    pub fn is_duplicate_of(&self, column: &str) -> bool {
        // SQLite names the columns, PostgreSQL the constraint, which is named after them.
        matches!(self, Self::Duplicate { constraint } if constraint.contains(column))
    }

    /// True when this guard refused.
    #[must_use]
    pub fn is_guard(&self, wanted: &str) -> bool {
        matches!(self, Self::Guard { code, .. } if code == wanted)
    }
}

impl From<DbErr> for DbError {
    fn from(err: DbErr) -> Self {
        match err.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(constraint)) => return Self::Duplicate { constraint },
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::Reference(err),
            _ => {}
        }
        let Some((code, message)) = database_error(&err) else {
            return if is_lost(&err) { Self::Unavailable(err) } else { Self::Driver(err) };
        };
        if let Some(code) = guard_code(&message) {
            return Self::Guard { code, source: err };
        }
        match code.as_str() {
            // SQLITE_FULL; disk_full and its class.
            "13" | "53100" => Self::Full(err),
            // SQLITE_BUSY and its kin; lock_not_available, query_canceled by a timeout, deadlock_detected, serialization_failure.
            "5" | "261" | "517" | "55P03" | "57014" | "40P01" | "40001" => Self::Unavailable(err),
            // A lost connection, a server that shuts down or begins, one that has no room for another connection or statement.
            code if ["08", "57P", "53"].iter().any(|class| code.starts_with(class)) && code.len() == 5 => Self::Unavailable(err),
            code if is_constraint(code) => Self::Refused(err),
            _ => Self::Driver(err),
        }
    }
}

/// What the driver says.
fn cause(err: &DbErr) -> Option<&sqlx::Error> {
    match err {
        DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

/// Code and message of the engine's own error.
fn database_error(err: &DbErr) -> Option<(String, String)> {
    let database = cause(err)?.as_database_error()?;
    Some((database.code().unwrap_or_default().into_owned(), database.message().to_owned()))
}

/// True when there was nobody to answer.
fn is_lost(err: &DbErr) -> bool {
    use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};
    matches!(err, DbErr::ConnectionAcquire(_))
        || cause(err).is_some_and(|cause| matches!(cause, Io(_) | Tls(_) | PoolTimedOut | PoolClosed | WorkerCrashed))
}

/// True of integrity_constraint_violation and data_exception with their classes, and of SQLITE_CONSTRAINT with its kin.
fn is_constraint(code: &str) -> bool {
    match code.len() {
        5 => code.starts_with("23") || code.starts_with("22"),
        _ => code.parse().is_ok_and(|code: u32| code & 0xff == 19),
    }
}

/// Our triggers begin their message with a code like `23S01`, the same on both engines.
fn guard_code(message: &str) -> Option<String> {
    let code = message.get(..5)?;
    let b = code.as_bytes();
    let shaped = b.starts_with(b"23") && b[2].is_ascii_uppercase() && b[3].is_ascii_digit() && b[4].is_ascii_digit();
    (shaped && message[5..].starts_with(' ')).then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_connection_that_is_lost_may_come_back() {
        for cause in [sqlx::Error::Io(Error::from(ErrorKind::ConnectionReset)), sqlx::Error::PoolTimedOut] {
            let lost = DbErr::Query(RuntimeErr::SqlxError(Arc::new(cause)));
            assert!(matches!(DbError::from(lost), DbError::Unavailable(_)));
        }
        let wrong = DbErr::Query(RuntimeErr::SqlxError(Arc::new(sqlx::Error::RowNotFound)));
        assert!(matches!(DbError::from(wrong), DbError::Driver(_)));
    }

    #[test]
    fn what_a_column_does_not_take_is_told_by_its_code() {
        for code in ["19", "275", "1299", "1811", "3091", "23502", "23514", "22001"] {
            assert!(is_constraint(code), "{code}");
        }
        for code in ["1", "5", "10", "42P01", ""] {
            assert!(!is_constraint(code), "{code}");
        }
    }
}
