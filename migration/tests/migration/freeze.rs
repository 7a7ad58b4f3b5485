//! A completed asset: every column is frozen but the few of its life, and the row stays.

use sea_orm::DatabaseConnection;
use visualizer_migration::Engine;

use crate::database::{TestDatabase, column, must, refused, rows, run};
use crate::shop::{self, AT, LATER, SHA_A, SHA_B};

/// The columns that may still change on a completed asset. Whoever adds a column to the table and wants it here decides so here.
const LIFE: &[&str] = &[
    "slot_id",
    "version",
    "approval_status",
    "approval_reason",
    "approved_at",
    "approved_by",
    "approved_sha256",
    "pinned_at",
    "pinned_by",
    "alt_text",
    "superseded_at",
    "deleted_at",
    "deleted_by",
    "life_version",
];

#[tokio::test]
async fn every_column_but_those_of_its_life_is_frozen() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        let columns = columns(&db, database.engine).await;
        assert!(LIFE.iter().all(|life| columns.iter().any(|(name, _)| name == life)));
        for (name, kind) in columns {
            let value = other_value(&name, &kind, database.engine);
            let result = run(&db, &format!("update generated_asset set {name} = {value} where id = 'made'")).await;
            let words = result.err().map(|error| error.to_string()).unwrap_or_default();
            let frozen = words.contains("23S01") || words.contains("23S02");
            assert_eq!(frozen, !LIFE.contains(&name.as_str()), "{name} on {:?}: {words}", database.engine);
        }
    }
}

#[tokio::test]
async fn its_life_goes_on() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        for life in [
            format!("approval_status = 'approved', approved_at = {LATER}, approved_by = 'u1', approved_sha256 = sha256"),
            format!(
                "approval_status = 'rejected', approval_reason = 'dark', approved_at = {LATER}, approved_by = 'u1', approved_sha256 = null"
            ),
            "approval_status = 'pending', approved_at = null, approved_by = null".to_owned(),
            format!("pinned_at = {LATER}, pinned_by = 'u1', life_version = life_version + 1"),
            "alt_text = 'A chair in a kitchen'".to_owned(),
            format!("deleted_at = {LATER}, deleted_by = 'u1'"),
            "deleted_at = null, deleted_by = null".to_owned(),
            format!("superseded_at = {LATER}"),
            // The same value again is no change, on either engine.
            "status = 'completed', sha256 = sha256".to_owned(),
        ] {
            must(&db, &format!("update generated_asset set {life} where id = 'made'")).await;
        }
    }
}

#[tokio::test]
async fn an_approval_names_the_bytes_and_the_person() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        for wrong in [
            "approval_status = 'approved'".to_owned(),
            format!("approval_status = 'approved', approved_at = {AT}, approved_by = 'u1'"),
            format!("approval_status = 'approved', approved_at = {AT}, approved_by = 'u1', approved_sha256 = '{SHA_B}'"),
            format!("approval_status = 'approved', approved_at = {AT}, approved_sha256 = '{SHA_A}'"),
            format!("approval_status = 'approved', approved_by = 'u1', approved_sha256 = '{SHA_A}'"),
            format!("approval_status = 'approved', approved_at = {AT}, approved_by = 'nobody', approved_sha256 = '{SHA_A}'"),
            "approval_status = 'rejected'".to_owned(),
            "pinned_by = 'u1'".to_owned(),
            "deleted_by = 'u1'".to_owned(),
        ] {
            refused(&db, &format!("update generated_asset set {wrong} where id = 'made'")).await;
        }
        let unfinished =
            format!("update generated_asset set approval_status = 'rejected', approved_at = {AT}, approved_by = 'u1' where id = 'open'");
        refused(&db, &unfinished).await;
    }
}

#[tokio::test]
async fn it_is_never_deleted() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        assert!(refused(&db, "delete from generated_asset where id = 'made'").await.contains("23S04"));
        assert!(refused(&db, "delete from generated_asset").await.contains("23S04"));
        must(&db, &shop::edge("open", 0)).await;
        must(&db, "delete from generated_asset where id = 'open'").await;
        assert_eq!(column::<String>(&db, "select asset_id from asset_edge").await, ["made"], "an unfinished asset goes with its edges");
        if database.engine == Engine::Postgres {
            assert!(refused(&db, "truncate generated_asset cascade").await.contains("23S04"));
            assert!(refused(&db, "truncate asset_edge").await.contains("23S07"));
            let replica = "set session_replication_role = replica; delete from generated_asset where id = 'made'";
            assert!(refused(&db, replica).await.contains("23S04"), "guards hold for a replica session too");
        }
    }
}

#[tokio::test]
async fn sqlite_cannot_replace_it_behind_the_triggers() {
    let database = TestDatabase::sqlite();
    database.migrator().up(|| crate::database::NOW).await.unwrap();
    let db = database.connect().await;
    shop::open(&db).await;
    must(&db, &shop::slot("s1", "1")).await;
    must(&db, "update generated_asset set slot_id = 's1' where id = 'made'").await;
    for recursive in ["on", "off"] {
        must(&db, &format!("pragma recursive_triggers = {recursive}; pragma ignore_check_constraints = on")).await;
        for attack in [
            format!("insert or replace into generated_asset (id, client_id, created_at) values ('made', 'c1', {AT})"),
            format!("replace into generated_asset (id, client_id, slot_id, version, created_at) values ('new', 'c1', 's1', 1, {AT})"),
            "update or replace generated_asset set slot_id = 's1', version = 1 where id = 'open'".to_owned(),
            "update or replace generated_asset set id = 'made' where id = 'open'".to_owned(),
            format!(
                "insert into generated_asset (id, client_id, created_at) values ('made', 'c1', {AT}) on conflict do update set body = 'x'"
            ),
            "update or replace generated_asset set sha256 = null where id = 'made'".to_owned(),
            shop::edge("made", 0).replacen("insert", "insert or replace", 1),
        ] {
            assert!(refused(&db, &attack).await.contains("23S0"), "{attack}");
        }
    }
    let left = "select sha256 from generated_asset where id = 'made' and slot_id = 's1' and status = 'completed'";
    assert_eq!(column::<String>(&db, left).await, [SHA_A]);
}

async fn columns(db: &DatabaseConnection, engine: Engine) -> Vec<(String, String)> {
    let sql = match engine {
        Engine::Sqlite => "select name, lower(type) from pragma_table_info('generated_asset')",
        Engine::Postgres => {
            "select column_name::text, data_type::text from information_schema.columns where table_name = 'generated_asset'"
        }
    };
    rows(db, sql).await.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

/// A value that the column does not have now and that its type accepts. Whether its checks accept it does not matter: guards come first.
fn other_value(name: &str, kind: &str, engine: Engine) -> String {
    match kind {
        "bigint" | "integer" => format!("coalesce({name}, 0) + 1"),
        "boolean" => format!("not {name}"),
        "jsonb" => "'{\"other\":1}'".to_owned(),
        "timestamp with time zone" => LATER.to_owned(),
        "text" if engine == Engine::Sqlite && name.ends_with("_at") => LATER.to_owned(),
        "text" => "'other'".to_owned(),
        other => panic!("{name} has the unexpected type {other}"),
    }
}
