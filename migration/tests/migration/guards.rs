//! What the spine and the audit trail refuse besides the frozen asset.

use visualizer_migration::Engine;

use crate::database::{NOW, TestDatabase, column, must, refused};
use crate::shop::{self, AT, LATER, SHA_B};

#[tokio::test]
async fn a_slot_is_taken_once_and_shows_only_its_own_completed_versions() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        must(&db, &shop::slot("s1", "1")).await;
        must(&db, &shop::slot("s2", "2")).await;
        let show = |slot: &str, asset: &str| {
            format!("update asset_slot set current_asset_id = '{asset}', version = version + 1 where id = '{slot}'")
        };
        assert!(refused(&db, &show("s1", "made")).await.contains("23S05"), "it is not the slot's yet");
        let born_showing = shop::slot("s3", "3").replace("key)", "key, current_asset_id)").replace("'3')", "'3', 'made')");
        assert!(refused(&db, &born_showing).await.contains("23S05"), "nor can a slot begin with it");
        assert!(
            refused(&db, "update generated_asset set version = 2 where id = 'made'").await.contains("23S03"),
            "no version without a slot"
        );
        must(&db, "update generated_asset set slot_id = 's1', version = 1 where id = 'made'").await;
        must(&db, &show("s1", "made")).await;
        assert!(refused(&db, &show("s2", "made")).await.contains("23S05"));
        for change in ["slot_id = 's2'", "slot_id = null", "version = 2"] {
            let words = refused(&db, &format!("update generated_asset set {change} where id = 'made'")).await;
            assert!(words.contains("23S03"), "{change}: {words}");
        }
        must(&db, "update generated_asset set slot_id = 's1', version = 2 where id = 'open'").await;
        assert!(refused(&db, &show("s1", "open")).await.contains("23S05"), "it is not completed");
        must(&db, &shop::complete("open", SHA_B)).await;
        must(&db, &show("s1", "open")).await;
    }
}

#[tokio::test]
async fn an_unfinished_asset_keeps_its_origin_too() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        for change in ["id = 'other'".to_owned(), "client_id = 'c2'".to_owned(), format!("created_at = {LATER}")] {
            assert!(refused(&db, &format!("update generated_asset set {change} where id = 'open'")).await.contains("23S02"), "{change}");
        }
    }
}

#[tokio::test]
async fn a_completed_asset_has_its_bytes_and_an_error_has_its_reason() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        let complete = shop::complete("open", SHA_B);
        for missing in ["size_bytes = 10, ", "media_type = 'image/png', "] {
            refused(&db, &complete.replace(missing, "")).await;
        }
        refused(&db, &complete.replace(&format!("sha256 = '{SHA_B}', "), "")).await;
        refused(&db, &complete.replace(SHA_B, &SHA_B.to_uppercase())).await;
        refused(&db, &complete.replace("asset_url = 'clients/c1/open.png', ", "")).await;
        refused(&db, &complete.replace(&format!(", completed_at = {AT}"), "")).await;
        refused(&db, "update generated_asset set status = 'error' where id = 'open'").await;
        refused(&db, "update generated_asset set status = 'lost' where id = 'open'").await;
        must(&db, "update generated_asset set status = 'error', error = '{\"code\":\"broken\"}' where id = 'open'").await;
        must(&db, "update generated_asset set status = 'pending', error = null where id = 'open'").await;
        must(&db, &complete).await;
    }
}

#[tokio::test]
async fn lineage_is_written_once() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        assert!(refused(&db, "update asset_edge set input_hash = 'x'").await.contains("23S07"));
        assert!(refused(&db, "delete from asset_edge").await.contains("23S07"));
        refused(&db, &shop::edge("made", 1).replace("'c1'", "'c2'")).await;
        refused(&db, &shop::edge("made", 1).replace("'product_image'", "'rumour'")).await;
    }
}

#[tokio::test]
async fn a_product_link_carries_the_time_of_its_asset() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        assert!(refused(&db, &shop::asset_product("open", "p1", LATER)).await.contains("23S06"));
        must(&db, &shop::asset_product("open", "p1", AT)).await;
        assert!(refused(&db, &format!("update generated_asset_product set created_at = {LATER}")).await.contains("23S06"));
        must(&db, "update generated_asset_product set is_primary = true where asset_id = 'open'").await;
        must(&db, &shop::product("p2")).await;
        must(&db, &shop::asset_product("open", "p2", AT)).await;
        refused(&db, "update generated_asset_product set is_primary = true where asset_id = 'open'").await;
    }
}

#[tokio::test]
async fn a_job_is_in_a_state_that_makes_sense() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        for (state, rest) in [
            ("waiting", ""),
            ("ready", ", needs_left|, 1"),
            ("running", ""),
            ("running", ", owner|, 'w1'"),
            ("parked", ""),
            ("done", ""),
            ("ready", ", owner, lease_until|, 'w1', '2026-11-21T09:00:00.000000Z'"),
            ("ready", ", finished_at|, '2026-11-21T09:00:00.000000Z'"),
            ("ready", ", progress|, 101"),
            ("lost", ""),
        ] {
            refused(&db, &shop::job("j", state, rest)).await;
        }
        must(&db, &shop::job("j1", "ready", ", asset_id|, 'open'")).await;
        must(&db, &shop::job("j2", "waiting", ", needs_left|, 1")).await;
        must(&db, &shop::job("j3", "running", ", owner, lease_until|, 'w1', '2026-11-21T09:00:00.000000Z'")).await;
        must(&db, &shop::job("j4", "parked", ", parked_reason, parked_at|, 'poison', '2026-11-21T09:00:00.000000Z'")).await;
        refused(&db, &shop::job("j5", "ready", ", asset_id|, 'open'")).await;
        must(&db, "insert into job_need (job_id, needs_job_id) values ('j2', 'j1')").await;
        refused(&db, "insert into job_need (job_id, needs_job_id) values ('j2', 'j2')").await;
        refused(&db, "update generation_run set outcome = 'done' where id = 'r1'").await;
    }
}

#[tokio::test]
async fn nothing_points_into_another_client() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        for foreign in [shop::pending("x"), shop::flow_product("f1", "p1", 0), shop::job("x", "ready", ""), shop::edge("made", 5)] {
            refused(&db, &foreign.replace("'c1'", "'c2'")).await;
        }
        must(&db, &shop::flow("f2").replace("'c1'", "'c2'")).await;
        refused(&db, &shop::pending("x").replace("'f1'", "'f2'")).await;
    }
}

#[tokio::test]
async fn postgres_guards_hold_for_every_kind_of_session() {
    let Some(database) = TestDatabase::postgres().await else { return };
    database.migrator().up(|| NOW).await.unwrap();
    let sql = "select tgname::text from pg_trigger where not tgisinternal and tgenabled <> 'A'
               and tgrelid in ('generated_asset'::regclass, 'asset_slot'::regclass, 'asset_edge'::regclass, 'audit_event'::regclass)";
    assert!(column::<String>(&database.connect().await, sql).await.is_empty());
}

#[tokio::test]
async fn audit_events_are_only_added() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        must(&db, &shop::audit("a1")).await;
        for attack in ["update audit_event set action = 'y'", "update audit_event set action = action", "delete from audit_event"] {
            assert!(refused(&db, attack).await.contains("23A01"), "{attack}");
        }
        match database.engine {
            Engine::Sqlite => {
                let replace = shop::audit("a1").replacen("insert", "insert or replace", 1);
                assert!(refused(&db, &replace).await.contains("23A01"));
            }
            Engine::Postgres => {
                assert!(refused(&db, "truncate audit_event").await.contains("23A01"));
                assert!(refused(&db, "set session_replication_role = replica; delete from audit_event").await.contains("23A01"));
            }
        }
        assert_eq!(column::<String>(&db, "select action from audit_event").await, ["x"]);
        let nobody = shop::audit("a2").replace("'system'", "'user'");
        refused(&db, &nobody).await;
    }
}
