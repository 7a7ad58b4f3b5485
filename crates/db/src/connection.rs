//! Connections: a pool to read from and transactions to write in.
//!
//! SQLite has one writer: its write pool has one connection, and every write transaction begins IMMEDIATE, so that it never has to
//! upgrade a lock it cannot get. On PostgreSQL both pools are one.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use time::OffsetDateTime;
use visualizer_domain::configuration::DatabasePlace;
use visualizer_domain::secret::Secret;

use crate::change::{CHANNEL, Change, Changes};
use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::engine::Engine;
use crate::error::{DbError, DbResult};
use crate::write_tx::WriteTx;

/// How to connect.
#[derive(Debug, Clone)]
pub struct DbOptions {
    /// `sqlite://path` or `postgres://...`.
    pub url: Secret,
    /// Most connections for reading (SQLite) or altogether (PostgreSQL).
    pub connections_max: u32,
    /// How long a statement may take, on PostgreSQL.
    pub statement_timeout: Duration,
}

impl DbOptions {
    /// Eight connections, 30 s a statement.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: Secret::new(url), connections_max: 8, statement_timeout: Duration::from_secs(30) }
    }

    /// As an installation is set.
    #[must_use]
    pub fn of(place: &DatabasePlace) -> Self {
        Self { connections_max: place.connections_max, ..Self::new(place.url.reveal()) }
    }
}

/// The database of one process. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Db {
    engine: Engine,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    changes: Changes,
}

impl Db {
    /// Connects. The schema must be there already; `migration` makes it.
    ///
    /// # Errors
    /// [`DbError::Driver`] when the URL is no database or the database does not answer.
    pub async fn connect(options: &DbOptions) -> DbResult<Self> {
        let engine = Engine::of_url(options.url.reveal())
            .ok_or_else(|| DbError::Driver(sea_orm::DbErr::Custom("the URL is neither sqlite: nor postgres:".to_owned())))?;
        let (reader, writer) = match engine {
            Engine::Sqlite => (pool(options, options.connections_max, true).await?, pool(options, 1, false).await?),
            Engine::Postgres => {
                let pool = pool(options, options.connections_max, false).await?;
                (pool.clone(), pool)
            }
        };
        Ok(Self { engine, reader, writer, changes: Changes::default() })
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// To read from. Each statement sees what is committed when it begins.
    #[must_use]
    pub fn read(&self) -> Conn<'_> {
        Conn::of_pool(self.engine, &self.reader)
    }

    /// Begins to write. Dropping the transaction undoes it.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] when no connection or lock is to be had in time.
    pub async fn write(&self) -> DbResult<WriteTx> {
        let options =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
        // The one place that begins a transaction (clippy.toml bans it elsewhere).
        #[allow(clippy::disallowed_methods)]
        let tx = self.writer.begin_with_options(options).await?;
        Ok(WriteTx::new(self.engine, tx, self.changes.clone()))
    }

    /// The hints of this process.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Passes on the hints of other processes, for as long as the future is polled. Returns at once on SQLite, where other processes
    /// are only noticed by looking. The listener reconnects by itself.
    ///
    /// # Errors
    /// [`DbError::Driver`] when the channel cannot be listened to.
    pub async fn listen(&self) -> DbResult<()> {
        if self.engine == Engine::Sqlite {
            return Ok(());
        }
        let driver = |err| DbError::Driver(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(err))));
        let mut listener = sqlx::postgres::PgListener::connect_with(self.writer.get_postgres_connection_pool()).await.map_err(driver)?;
        listener.listen(CHANNEL).await.map_err(driver)?;
        // What was said while nobody listened, before and while reconnecting, is made up for by looking.
        self.changes.send(Change::Unknown);
        loop {
            match listener.try_recv().await.map_err(driver)? {
                Some(note) => Change::parse(note.payload()).into_iter().for_each(|change| self.changes.send(change)),
                None => self.changes.send(Change::Unknown),
            }
        }
    }

    /// What the database takes for the time of day; on SQLite that is this machine's clock, to the millisecond.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn time(&self) -> DbResult<OffsetDateTime> {
        struct Now(OffsetDateTime);
        impl FromRow for Now {
            fn from_row(row: &Row<'_>) -> DbResult<Self> {
                row.get("now").map(Self)
            }
        }
        let sql = self.engine.pick("select strftime('%Y-%m-%dT%H:%M:%f000Z', 'now') as now", "select clock_timestamp() as now");
        self.read().one::<Now>(sql, Vec::new()).await.map(|now| now.0)
    }

    /// Closes the pools; SQLite then folds its write-ahead log into the file.
    ///
    /// # Errors
    /// When closing fails.
    pub async fn close(self) -> DbResult<()> {
        self.reader.close().await?;
        self.writer.close().await?;
        Ok(())
    }
}

async fn pool(options: &DbOptions, connections: u32, read_only: bool) -> DbResult<DatabaseConnection> {
    let mut o = ConnectOptions::new(options.url.reveal());
    o.max_connections(connections)
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(10))
        .statement_timeout(options.statement_timeout);
    o.map_sqlx_sqlite_opts(move |s| {
        // FULL: a commit that was acknowledged survives power loss (reliability: 1,153 of 1,500 crash states lose one with NORMAL).
        let s =
            s.synchronous(SqliteSynchronous::Full).busy_timeout(Duration::from_secs(5)).foreign_keys(true).pragma("temp_store", "MEMORY");
        if read_only { s.read_only(true) } else { s.create_if_missing(true).journal_mode(SqliteJournalMode::Wal) }
    });
    o.map_sqlx_postgres_opts(|p| p.application_name("visualizer"));
    Ok(Database::connect(o).await?)
}
