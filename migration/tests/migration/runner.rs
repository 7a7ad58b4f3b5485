//! Up, down, status and fresh; and what must stop them.

use std::time::Duration;

use visualizer_migration::{Confirmed, Engine, MigrateError, Migrator, STEPS, Sql, Step, StepState};

use crate::database::{NOW, TestDatabase, column, must, rows};

fn names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

#[tokio::test]
async fn up_applies_every_step_once() {
    for database in TestDatabase::both().await {
        assert_eq!(database.migrator().up(|| NOW).await.unwrap(), names());
        assert!(database.migrator().up(|| NOW).await.unwrap().is_empty());
        let status = database.migrator().status().await.unwrap();
        assert!(status.steps.iter().all(|step| step.state == StepState::Applied(NOW)), "{status:?}");
        status.require_current().unwrap();
    }
}

#[tokio::test]
async fn any_number_of_steps_can_be_taken_back_and_applied_again() {
    for database in TestDatabase::both_migrated().await {
        let whole = database.schema().await;
        for count in 1..=STEPS.len() {
            let mut taken = database.migrator().down(count).await.unwrap();
            taken.reverse();
            assert_eq!(taken, names()[STEPS.len() - count..]);
            assert_eq!(database.migrator().up(|| NOW).await.unwrap().len(), count);
            assert_eq!(database.schema().await, whole, "{count} steps on {:?}", database.engine);
        }
    }
}

#[tokio::test]
async fn all_the_way_down_leaves_only_the_empty_history() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        crate::shop::open(&db).await;
        db.close().await.unwrap();
        assert_eq!(database.migrator().down(99).await.unwrap().len(), STEPS.len());
        assert!(database.schema().await.iter().all(|line| line.contains("schema_step")));
        assert_eq!(column::<i64>(&database.connect().await, "select count(*) from schema_step").await, [0]);
        assert!(database.migrator().down(1).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn status_writes_nothing() {
    for database in TestDatabase::both().await {
        let status = database.migrator().status().await.unwrap();
        assert_eq!(status.pending().collect::<Vec<_>>(), names());
        assert!(matches!(status.require_current(), Err(MigrateError::DatabaseOlder { steps }) if steps.len() == STEPS.len()));
        assert_eq!(std::fs::read_dir(database.folder.path()).unwrap().count(), 0, "no file appears");
        assert!(database.schema().await.is_empty());
    }
}

#[tokio::test]
async fn fresh_leaves_nothing_of_what_was_there() {
    for database in TestDatabase::both_migrated().await {
        let whole = database.schema().await;
        let db = database.connect().await;
        must(&db, "create table stray (id text)").await;
        must(&db, "create view stray_view as select id from client").await;
        crate::shop::open(&db).await;
        db.close().await.unwrap();
        assert_eq!(database.migrator().fresh(Confirmed::EraseEverything, || NOW).await.unwrap(), names());
        assert_eq!(database.schema().await, whole);
        assert_eq!(column::<i64>(&database.connect().await, "select count(*) from client").await, [0]);
    }
}

#[tokio::test]
async fn a_database_newer_than_the_program_is_left_alone() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        must(
            &db,
            "insert into schema_step (name, position, checksum, applied_at) values ('0099_future', 99, 'x', '2027-01-01T00:00:00.000000Z')",
        )
        .await;
        let before = database.schema().await;
        for result in [database.migrator().up(|| NOW).await, database.migrator().down(1).await] {
            let error = result.unwrap_err();
            assert!(matches!(&error, MigrateError::DatabaseNewer { step } if step == "0099_future"), "{error:?}");
            assert!(error.to_string().contains("newer than this program: it has the step 0099_future"));
        }
        assert_eq!(database.schema().await, before);
        let status = database.migrator().status().await.unwrap();
        assert!(matches!(status.steps.last().unwrap().state, StepState::Unknown(_)));
        assert!(matches!(status.require_current(), Err(MigrateError::DatabaseNewer { .. })));
    }
}

#[tokio::test]
async fn a_step_edited_after_it_was_applied_is_refused() {
    for database in TestDatabase::both_migrated().await {
        must(&database.connect().await, "update schema_step set checksum = 'other' where name = '0002_catalogue'").await;
        for result in [database.migrator().up(|| NOW).await, database.migrator().down(1).await] {
            assert!(matches!(result, Err(MigrateError::StepChanged { step }) if step == "0002_catalogue"));
        }
    }
}

#[tokio::test]
async fn a_history_with_a_gap_is_refused() {
    for database in TestDatabase::both_migrated().await {
        must(&database.connect().await, "delete from schema_step where name = '0002_catalogue'").await;
        assert!(matches!(database.migrator().up(|| NOW).await, Err(MigrateError::StepMissing { step }) if step == "0002_catalogue"));
    }
}

#[tokio::test]
async fn tables_of_somebody_else_are_not_touched() {
    for database in TestDatabase::both().await {
        must(&database.connect().await, "create table their_orders (id text)").await;
        let before = database.schema().await;
        let error = database.migrator().up(|| NOW).await.unwrap_err();
        assert!(matches!(&error, MigrateError::NotOurs { table } if table == "their_orders"), "{error:?}");
        assert_eq!(database.schema().await, before);
    }
}

#[tokio::test]
async fn fresh_erases_no_tables_of_somebody_else() {
    for database in TestDatabase::both().await {
        must(&database.connect().await, "create table their_orders (id text)").await;
        let before = database.schema().await;
        let error = database.migrator().fresh(Confirmed::EraseEverything, || NOW).await.unwrap_err();
        assert!(matches!(&error, MigrateError::NotOurs { table } if table == "their_orders"), "{error:?}");
        assert_eq!(database.schema().await, before);
    }
}

#[tokio::test]
async fn fresh_erases_the_schema_that_it_works_in_and_no_other() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let db = database.connect().await;
    must(&db, "create table public.their_orders (id text)").await;
    must(&db, "create schema shop").await;
    let separator = if database.url.contains('?') { '&' } else { '?' };
    let within = Migrator::new(&format!("{}{separator}options=-csearch_path%3Dshop", database.url)).unwrap();
    within.up(|| NOW).await.unwrap();
    must(&db, "create table shop.stray (id text)").await;
    assert_eq!(within.fresh(Confirmed::EraseEverything, || NOW).await.unwrap(), names());
    let kept = "select schemaname || '.' || tablename from pg_tables where tablename in ('their_orders', 'stray', 'schema_step')";
    assert_eq!(column::<String>(&db, &format!("{kept} order by 1")).await, ["public.their_orders", "shop.schema_step"]);
}

const fn both(sql: &'static str) -> Sql {
    Sql { sqlite: sql, postgres: sql }
}

const FIRST: Step = Step { name: "0001_shelf", up: both("create table shelf (id text primary key)"), down: both("drop table shelf") };
const BROKEN: Step =
    Step { name: "0002_book", up: both("create table book (id text primary key); insert into nowhere values (1)"), down: both("") };
const MENDED: Step = Step { name: "0002_book", up: both("create table book (id text primary key)"), down: both("drop table book") };

#[tokio::test]
async fn a_failing_step_leaves_nothing_of_itself() {
    for database in TestDatabase::both().await {
        let error = database.migrator().with_steps(&[FIRST, BROKEN]).up(|| NOW).await.unwrap_err();
        assert_eq!(error.to_string(), "the step 0002_book failed going up; nothing of it remains");
        let schema = database.schema().await.join("\n");
        assert!(schema.contains("shelf") && !schema.contains("book"), "{schema}");
        assert_eq!(database.migrator().with_steps(&[FIRST, MENDED]).up(|| NOW).await.unwrap(), ["0002_book"]);
    }
}

const ORPHANS: Step = Step {
    name: "0001_orphans",
    up: both(
        "create table parent (id text primary key); create table child (id text references parent (id)); insert into child values ('a')",
    ),
    down: both(""),
};
const REBUILD: Step = Step {
    name: "0002_rebuild",
    up: both(
        "create table parent2 (id text primary key); insert into parent2 select id from parent;
         drop table parent; alter table parent2 rename to parent",
    ),
    down: both(""),
};
const FAMILY: Step = Step {
    name: "0001_family",
    up: both(
        "create table parent (id text primary key); create table child (id text references parent (id) on delete cascade);
         insert into parent values ('a'); insert into child values ('a')",
    ),
    down: both(""),
};

#[tokio::test]
async fn a_step_that_leaves_rows_pointing_at_nothing_is_taken_back() {
    let database = TestDatabase::sqlite();
    let error = database.migrator().with_steps(&[ORPHANS]).up(|| NOW).await.unwrap_err();
    assert!(matches!(error, MigrateError::BrokenReference { table, .. } if table == "child"));
    assert!(!database.schema().await.join("\n").contains("child"));
}

#[tokio::test]
async fn rebuilding_a_table_in_sqlite_keeps_its_children() {
    let database = TestDatabase::sqlite();
    database.migrator().with_steps(&[FAMILY, REBUILD]).up(|| NOW).await.unwrap();
    assert_eq!(column::<String>(&database.connect().await, "select id from child").await, ["a"]);
}

#[tokio::test]
async fn a_migrator_waits_for_another_only_so_long() {
    for database in TestDatabase::both().await {
        let session = database.connect().await;
        let file = std::fs::File::create(database.folder.path().join("shop.db.migrate.lock")).unwrap();
        match database.engine {
            Engine::Sqlite => file.lock().unwrap(),
            Engine::Postgres => {
                let key = i64::from_be_bytes(*b"visualiz");
                assert_eq!(rows(&session, &format!("select pg_advisory_lock({key})")).await.len(), 1);
            }
        }
        let hasty = database.migrator().with_lock_wait(Duration::from_millis(120));
        assert!(matches!(hasty.up(|| NOW).await, Err(MigrateError::Locked { .. })));
        drop(file);
        session.close().await.unwrap();
        assert_eq!(database.migrator().up(|| NOW).await.unwrap(), names());
    }
}

#[tokio::test]
async fn a_sqlite_file_is_left_in_wal_mode() {
    let database = TestDatabase::sqlite();
    database.migrator().up(|| NOW).await.unwrap();
    assert_eq!(column::<String>(&database.connect().await, "pragma journal_mode").await, ["wal"]);
}
