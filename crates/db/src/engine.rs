//! The two engines, and where their SQL differs.

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded; one writer at a time.
    Sqlite,
    /// A server; row locks.
    Postgres,
}

impl Engine {
    /// The engine that a database URL names, by its scheme.
    #[must_use]
    pub fn of_url(url: &str) -> Option<Self> {
        match url.split_once(':')?.0 {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }

    /// One of two texts.
    #[must_use]
    pub fn pick<'a>(self, sqlite: &'a str, postgres: &'a str) -> &'a str {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }

    /// A sub-select of the texts in a JSON array that is bound as the parameter (`$3`). Lists travel as JSON, since SQLite has no arrays.
    #[must_use]
    pub fn each(self, parameter: &str) -> String {
        match self {
            Self::Sqlite => format!("(select value from json_each({parameter}))"),
            Self::Postgres => format!("(select jsonb_array_elements_text({parameter}))"),
        }
    }
}
