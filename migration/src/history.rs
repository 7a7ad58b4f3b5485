//! Which steps a database has had: the table `schema_step`. Comparing it with the steps of the program is done in `status`.

use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

use crate::connection::{engine, one};
use crate::{Engine, Step};

/// Instants on SQLite: fixed-width UTC text, which sorts as it compares.
const INSTANT: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

const TABLE_SQLITE: &str = "create table if not exists schema_step (
  name text primary key,
  position integer not null unique check (position >= 1),
  checksum text not null,
  applied_at text not null check (length(applied_at) = 27)
) strict";

const TABLE_POSTGRES: &str = "create table if not exists schema_step (
  name text primary key,
  position bigint not null unique check (position >= 1),
  checksum text not null,
  applied_at timestamptz not null
)";

/// One applied step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AppliedStep {
    pub(crate) name: String,
    pub(crate) checksum: String,
    pub(crate) applied_at: OffsetDateTime,
}

/// A table that makes the database somebody else's: any table, as long as there is no history. Nothing when the history or an empty
/// database is found.
pub(crate) async fn foreign_table(db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    if exists(db).await? {
        return Ok(None);
    }
    let sql = match engine(db) {
        Engine::Sqlite => {
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name limit 1"
        }
        Engine::Postgres => {
            "select tablename::text from pg_catalog.pg_tables where schemaname = current_schema() order by tablename limit 1"
        }
    };
    one(db, sql).await
}

/// Erases the schema of a PostgreSQL database that our tables are in, or would be, with everything in it, and makes it anew.
pub(crate) async fn erase_schema(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    // One statement, hence one transaction: there is never a database without the schema.
    let sql = "do $$ declare
        ours text := coalesce(
          (select relnamespace::regnamespace::text from pg_catalog.pg_class where oid = to_regclass('schema_step')), quote_ident(current_schema()));
        everybodys boolean := has_schema_privilege('public', ours::regnamespace, 'usage');
      begin
        execute format('drop schema %s cascade', ours);
        execute format('create schema %s', ours);
        if everybodys then
          execute format('grant usage on schema %s to public', ours);
        end if;
      end $$";
    db.execute_unprepared(sql).await.map(drop)
}

/// The applied steps, oldest first. None when the table is not there yet.
pub(crate) async fn read(db: &impl ConnectionTrait) -> Result<Vec<AppliedStep>, DbErr> {
    if !exists(db).await? {
        return Ok(Vec::new());
    }
    let sql = "select name, checksum, applied_at from schema_step order by position";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter()
        .map(|row| {
            Ok(AppliedStep { name: row.try_get_by_index(0)?, checksum: row.try_get_by_index(1)?, applied_at: row.try_get_by_index(2)? })
        })
        .collect()
}

/// Makes the table unless it is there.
pub(crate) async fn begin(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let sql = match engine(db) {
        Engine::Sqlite => TABLE_SQLITE,
        Engine::Postgres => TABLE_POSTGRES,
    };
    db.execute_unprepared(sql).await.map(drop)
}

/// Notes that `step` was applied, as the `position`th (from 1).
pub(crate) async fn record(db: &impl ConnectionTrait, step: &Step, position: i64, at: OffsetDateTime) -> Result<(), DbErr> {
    let engine = engine(db);
    let values: [Value; 4] = [step.name.into(), position.into(), step.checksum(engine).into(), instant(at, engine)?];
    let sql = "insert into schema_step (name, position, checksum, applied_at) values ($1, $2, $3, $4)";
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await.map(drop)
}

/// Forgets a step that was taken back.
pub(crate) async fn forget(db: &impl ConnectionTrait, step: &Step) -> Result<(), DbErr> {
    let sql = "delete from schema_step where name = $1";
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [step.name.into()])).await.map(drop)
}

async fn exists(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let sql = match engine(db) {
        Engine::Sqlite => "select count(*) > 0 from sqlite_schema where type = 'table' and name = 'schema_step'",
        Engine::Postgres => "select to_regclass('schema_step') is not null",
    };
    Ok(one(db, sql).await?.unwrap_or(false))
}

fn instant(at: OffsetDateTime, engine: Engine) -> Result<Value, DbErr> {
    let at = at.to_offset(UtcOffset::UTC);
    match engine {
        Engine::Postgres => Ok(at.into()),
        Engine::Sqlite => at.format(INSTANT).map(Value::from).map_err(|error| DbErr::Type(error.to_string())),
    }
}
