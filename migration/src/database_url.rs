//! Which database is meant. Parses the two kinds of URL and names the database in messages without its password.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;

use crate::MigrateError;

/// The two kinds of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// An embedded file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// A database that steps can be applied to. `Display` shows the file, or host, port and name, never a password.
#[derive(Clone)]
pub struct DatabaseUrl {
    url: String,
    place: Place,
}

#[derive(Clone)]
enum Place {
    File(PathBuf),
    Server(String),
}

impl DatabaseUrl {
    /// Reads `sqlite:PATH`, `sqlite://PATH` or `postgres://...`. An in-memory database is refused: its tables would be gone with the
    /// migrator's connection.
    pub fn parse(url: &str) -> Result<Self, MigrateError> {
        let place = if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).map_err(|error| MigrateError::Url { reason: error.to_string() })?;
            if url.contains(":memory:") || url.contains("mode=memory") || options.get_filename().as_os_str().is_empty() {
                return Err(MigrateError::Url { reason: "an SQLite database needs a file, such as sqlite://data/visualizer.db".into() });
            }
            Place::File(options.get_filename().to_owned())
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            // The parser's own words are left out, because they may repeat parts of the URL.
            let options = PgConnectOptions::from_str(url).map_err(|_| MigrateError::Url {
                reason: "a PostgreSQL URL looks like postgres://user:password@host:5432/database".into(),
            })?;
            let name = options.get_database().unwrap_or_else(|| options.get_username());
            Place::Server(format!("postgres://{}:{}/{name}", options.get_host(), options.get_port()))
        } else {
            return Err(MigrateError::Url { reason: "it starts with sqlite: or postgres:".into() });
        };
        Ok(Self { url: url.to_owned(), place })
    }

    /// The kind of database.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.place {
            Place::File(_) => Engine::Sqlite,
            Place::Server(_) => Engine::Postgres,
        }
    }

    /// The database file; nothing for a server.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Server(_) => None,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.url
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Server(server) => f.write_str(server),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_a_server_are_told_apart() {
        let file = DatabaseUrl::parse("sqlite://data/shop%20one.db?mode=rwc").unwrap();
        assert_eq!((file.engine(), file.file()), (Engine::Sqlite, Some(Path::new("data/shop one.db"))));
        let server = DatabaseUrl::parse("postgresql://app:hidden@db.example:6432/shop").unwrap();
        assert_eq!((server.engine(), server.file()), (Engine::Postgres, None));
    }

    #[test]
    fn a_password_is_never_shown() {
        let server = DatabaseUrl::parse("postgres://app:hidden@db.example:6432/shop").unwrap();
        assert_eq!(format!("{server} {server:?}"), "postgres://db.example:6432/shop DatabaseUrl(postgres://db.example:6432/shop)");
        let broken = DatabaseUrl::parse("postgres://app:hidden@db.example:notaport/shop").unwrap_err();
        assert!(!format!("{broken:?} {broken}").contains("hidden"));
    }

    #[test]
    fn memory_and_other_databases_are_refused() {
        for url in ["sqlite::memory:", "sqlite://x.db?mode=memory", "sqlite:", "mysql://host/x", ""] {
            assert!(matches!(DatabaseUrl::parse(url), Err(MigrateError::Url { .. })), "{url}");
        }
    }
}
