//! Connections: a pool to read from, transactions to write in, and the gate that every statement passes.
//!
//! SQLite has one writer: its write pool has one connection, and every write transaction begins IMMEDIATE, so that it never has to
//! upgrade a lock it cannot get. On PostgreSQL both pools are one.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, QueryResult, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, Value,
};
use time::UtcOffset;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use visualizer_domain::configuration::DatabasePlace;
use visualizer_domain::secret::Secret;

use crate::change::{CHANNEL, Change, Changes};
use crate::column::{FromRow, Row};
use crate::engine::Engine;
use crate::error::{DbError, DbResult};

/// Instants on SQLite: fixed-width UTC text, which sorts as it compares.
const INSTANT: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

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
        Conn { engine: self.engine, via: Via::Pool(&self.reader) }
    }

    /// Begins to write. Dropping the transaction undoes it.
    ///
    /// # Errors
    /// [`DbError::Busy`] when no connection or lock is to be had in time.
    pub async fn write(&self) -> DbResult<WriteTx> {
        let options =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
        // The one place that begins a transaction (clippy.toml bans it elsewhere).
        #[allow(clippy::disallowed_methods)]
        let tx = self.writer.begin_with_options(options).await?;
        Ok(WriteTx { engine: self.engine, tx, changes: self.changes.clone(), told: Vec::new() })
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
        loop {
            // A hint lost while reconnecting is made up for by looking: pass on a general one.
            match listener.try_recv().await.map_err(driver)? {
                Some(note) => Change::parse(note.payload()).into_iter().for_each(|change| self.changes.send(change)),
                None => self.changes.send(Change::Jobs),
            }
        }
    }

    /// Asks for one row without a table; the time it takes is the round trip.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ping(&self) -> DbResult<()> {
        self.read().all::<i64>("select cast(1 as bigint) as n", Vec::new()).await.map(|_| ())
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

/// An open write transaction.
#[derive(Debug)]
pub struct WriteTx {
    engine: Engine,
    tx: DatabaseTransaction,
    changes: Changes,
    told: Vec<Change>,
}

impl WriteTx {
    /// To run statements on.
    #[must_use]
    pub fn conn(&self) -> Conn<'_> {
        Conn { engine: self.engine, via: Via::Tx(&self.tx) }
    }

    /// Tells workers or pages, once this is committed.
    pub fn tell(&mut self, change: Change) {
        if !self.told.contains(&change) {
            self.told.push(change);
        }
    }

    /// Commits, and tells.
    ///
    /// # Errors
    /// When the commit fails; then nothing is told and nothing was written.
    pub async fn commit(self) -> DbResult<()> {
        if self.engine == Engine::Postgres {
            for change in &self.told {
                self.conn().execute("select pg_notify($1, $2)", crate::params![CHANNEL, change.payload()]).await?;
            }
        }
        self.tx.commit().await?;
        // On PostgreSQL the listener of this process hears itself too; a hint twice does no harm, a late one would.
        self.told.into_iter().for_each(|change| self.changes.send(change));
        Ok(())
    }
}

/// Something that statements run on: a pool to read from or an open transaction.
#[derive(Debug, Clone, Copy)]
pub struct Conn<'a> {
    engine: Engine,
    via: Via<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Via<'a> {
    Pool(&'a DatabaseConnection),
    Tx(&'a DatabaseTransaction),
}

impl Conn<'_> {
    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// All rows of a query. The query has a limit of its own.
    ///
    /// # Errors
    /// As the database says.
    pub async fn all<T: FromRow>(&self, sql: &str, values: Vec<Value>) -> DbResult<Vec<T>> {
        let statement = self.statement(sql, values);
        let rows: Vec<QueryResult> = match self.via {
            Via::Pool(pool) => pool.query_all_raw(statement).await?,
            Via::Tx(tx) => tx.query_all_raw(statement).await?,
        };
        rows.iter().map(|row| T::from_row(&Row(row))).collect()
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// As the database says.
    pub async fn maybe<T: FromRow>(&self, sql: &str, values: Vec<Value>) -> DbResult<Option<T>> {
        let statement = self.statement(sql, values);
        let row = match self.via {
            Via::Pool(pool) => pool.query_one_raw(statement).await?,
            Via::Tx(tx) => tx.query_one_raw(statement).await?,
        };
        row.map(|row| T::from_row(&Row(&row))).transpose()
    }

    /// A query that always has a row, such as a count.
    ///
    /// # Errors
    /// As the database says; [`DbError::RowCount`] when there is no row after all.
    pub async fn one<T: FromRow>(&self, sql: &str, values: Vec<Value>) -> DbResult<T> {
        self.maybe(sql, values).await?.ok_or(DbError::RowCount { doing: "a query for one row", rows: 0 })
    }

    /// A statement that answers nothing; gives the number of rows it touched.
    ///
    /// # Errors
    /// As the database says.
    pub async fn execute(&self, sql: &str, values: Vec<Value>) -> DbResult<u64> {
        let statement = self.statement(sql, values);
        let done = match self.via {
            Via::Pool(pool) => pool.execute_raw(statement).await?,
            Via::Tx(tx) => tx.execute_raw(statement).await?,
        };
        Ok(done.rows_affected())
    }

    /// A statement that must touch exactly one row.
    ///
    /// # Errors
    /// [`DbError::RowCount`] when it touches another number; else as the database says.
    pub async fn execute_one(&self, doing: &'static str, sql: &str, values: Vec<Value>) -> DbResult<()> {
        match self.execute(sql, values).await? {
            1 => Ok(()),
            rows => Err(DbError::RowCount { doing, rows }),
        }
    }

    /// Inserts many rows of one table in as few statements as the engines' limits of bound values allow.
    ///
    /// # Errors
    /// As the database says.
    pub async fn insert_many(&self, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> DbResult<()> {
        // SQLite takes 32,766 values in a statement, PostgreSQL 65,535; long statements gain nothing.
        let per_statement = (4_000 / columns.len()).max(1);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let (mut tuples, mut values) = (Vec::new(), Vec::new());
            for row in rows.by_ref().take(per_statement) {
                let first = values.len() + 1;
                let places: Vec<String> = (first..first + row.len()).map(|n| format!("${n}")).collect();
                tuples.push(format!("({})", places.join(", ")));
                values.extend(row);
            }
            self.execute(&format!("insert into {table} ({}) values {}", columns.join(", "), tuples.join(", ")), values).await?;
        }
        Ok(())
    }

    fn statement(&self, sql: &str, values: Vec<Value>) -> Statement {
        match self.engine {
            Engine::Sqlite => Statement::from_sql_and_values(DbBackend::Sqlite, sql, values.into_iter().map(fit_sqlite)),
            Engine::Postgres => Statement::from_sql_and_values(DbBackend::Postgres, sql, values),
        }
    }
}

/// The gate of instants: sqlx would write them in variable width, which does not sort.
fn fit_sqlite(value: Value) -> Value {
    match value {
        Value::TimeDateTimeWithTimeZone(at) => Value::String(
            at.map(|at| at.to_offset(UtcOffset::UTC).format(INSTANT).expect("an instant of the years 0 to 9999 has this form")),
        ),
        other => other,
    }
}
