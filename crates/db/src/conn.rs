//! What statements run on, and the gate of instants that each of them passes.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, QueryResult, Statement, Value};
use time::UtcOffset;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::column::{FromRow, Row};
use crate::engine::Engine;
use crate::error::{DbError, DbResult};

/// Instants on SQLite: fixed-width UTC text, which sorts as it compares.
const INSTANT: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

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

impl<'a> Conn<'a> {
    pub(crate) fn of_pool(engine: Engine, pool: &'a DatabaseConnection) -> Self {
        Self { engine, via: Via::Pool(pool) }
    }

    pub(crate) fn of_tx(engine: Engine, tx: &'a DatabaseTransaction) -> Self {
        Self { engine, via: Via::Tx(tx) }
    }

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
