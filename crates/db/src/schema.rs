//! Whether a database has the schema that the statements of this crate were written for. Applying steps is `migration`'s business;
//! programs that start without migrating ask here.

use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::DbError;

/// The newest schema step that this crate knows. A test compares it with the steps of `migration`.
pub const NEWEST_STEP: &str = "0008_repetitions";

/// Why a database cannot be worked with.
#[derive(Debug, thiserror::Error)]
pub enum SchemaProblem {
    /// Steps are missing.
    #[error("the database is older than this program: it has {found}, and {NEWEST_STEP} is needed. Apply the steps: visualizer migrate up")]
    Older {
        /// Its newest step, or `no schema`.
        found: String,
    },
    /// It has steps that this program does not know.
    #[error("the database is newer than this program: it has {found}, and this program knows {NEWEST_STEP}. Start a newer program")]
    Newer {
        /// Its newest step.
        found: String,
    },
    /// It cannot be read.
    #[error("the schema of the database cannot be read")]
    Unreadable(#[from] DbError),
}

/// Refuses any schema but the one that this program knows. Reads one row.
///
/// # Errors
/// [`SchemaProblem`] says what is wrong and how to mend it.
pub async fn require_current(conn: Conn<'_>) -> Result<(), SchemaProblem> {
    match newest(conn).await? {
        Some(step) if step == NEWEST_STEP => Ok(()),
        // Steps are numbered with four digits, so they compare as text.
        Some(step) if step.as_str() > NEWEST_STEP => Err(SchemaProblem::Newer { found: step }),
        Some(step) => Err(SchemaProblem::Older { found: step }),
        None => Err(SchemaProblem::Older { found: "no schema".to_owned() }),
    }
}

async fn newest(conn: Conn<'_>) -> Result<Option<String>, DbError> {
    let is_there = match conn.engine() {
        Engine::Sqlite => "select count(*) as n from sqlite_schema where type = 'table' and name = 'schema_step'",
        Engine::Postgres => "select count(to_regclass('schema_step')) as n",
    };
    if conn.one::<i64>(is_there, Vec::new()).await? == 0 {
        return Ok(None);
    }
    conn.maybe("select name as text from schema_step order by position desc limit 1", Vec::new()).await
}
