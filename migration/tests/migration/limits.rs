//! How many products a flow shows and how many flows show a product; and what a row may hold.

use std::time::Duration;

use sea_orm::DatabaseConnection;

use crate::database::{NOW, TestDatabase, column, must, refused, run};
use crate::shop::{self, AT};

#[tokio::test]
async fn a_flow_shows_at_most_three_products() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        for n in 2..=4 {
            must(&db, &shop::product(&format!("p{n}"))).await;
        }
        refused(&db, &shop::flow_product("f1", "p1", 3)).await;
        for (position, product) in ["p1", "p2", "p3"].into_iter().enumerate() {
            must(&db, &shop::flow_product("f1", product, position as u8)).await;
        }
        for position in 0..=3 {
            assert!(refused(&db, &shop::flow_product("f1", "p4", position)).await.contains("23F01"));
        }
        assert!(refused(&db, "update generation_flow_product set product_id = 'p4' where product_id = 'p1'").await.contains("23F03"));
        must(&db, "delete from generation_flow_product where product_id = 'p1'").await;
        must(&db, &shop::flow_product("f1", "p4", 0)).await;
    }
}

#[tokio::test]
async fn a_product_is_shown_by_at_most_ten_flows_that_are_not_deleted() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        shown_by(&db, 10).await;
        must(&db, &shop::flow("f11")).await;
        assert!(refused(&db, &shop::flow_product("f11", "p1", 0)).await.contains("23F02"));
        must(&db, &format!("update generation_flow set deleted_at = {AT} where id = 'f3'")).await;
        must(&db, &shop::flow_product("f11", "p1", 0)).await;
        let restore = "update generation_flow set deleted_at = null where id = 'f3'";
        assert!(refused(&db, restore).await.contains("23F02"), "a restored flow counts again");
        must(&db, "delete from generation_flow_product where flow_id = 'f11'").await;
        must(&db, restore).await;
    }
}

#[tokio::test]
async fn two_transactions_cannot_both_be_the_tenth() {
    let Some(database) = TestDatabase::postgres().await else { return };
    database.migrator().up(|| NOW).await.unwrap();
    let (first, second) = (database.connect().await, database.connect().await);
    shop::open(&first).await;
    shown_by(&first, 9).await;
    must(&first, &shop::flow("f10")).await;
    must(&first, &shop::flow("f11")).await;
    must(&first, "begin").await;
    must(&first, &shop::flow_product("f10", "p1", 0)).await;
    let late = tokio::spawn(async move { run(&second, &shop::flow_product("f11", "p1", 0)).await });
    // The second waits for the first's lock, which is visible, and only then may the first commit.
    let watcher = database.connect().await;
    let waiting = async { while column::<i64>(&watcher, "select count(*) from pg_locks where not granted").await == [0] {} };
    tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("the second transaction waits for the first");
    must(&first, "commit").await;
    assert!(late.await.unwrap().unwrap_err().to_string().contains("23F02"));
}

/// Lets `p1` be shown by the flows `f1` to `f<count>`.
async fn shown_by(db: &DatabaseConnection, count: usize) {
    for n in 1..=count {
        if n > 1 {
            must(db, &shop::flow(&format!("f{n}"))).await;
        }
        must(db, &shop::flow_product(&format!("f{n}"), "p1", 0)).await;
    }
}

#[tokio::test]
async fn a_row_holds_only_what_its_columns_mean() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        let long = "x".repeat(256);
        for (table, id, wrong) in [
            ("client", "c1", "name = ''".to_owned()),
            ("client", "c1", format!("name = '{long}'")),
            ("client", "c1", "slug = 'Not a slug'".to_owned()),
            ("client", "c1", "version = 0".to_owned()),
            ("client", "c1", "metadata = '[]'".to_owned()),
            ("client", "c1", "metadata = 'not json'".to_owned()),
            ("user_account", "u1", "email = 'A@b.example'".to_owned()),
            ("user_account", "u1", "email = 'nobody'".to_owned()),
            ("user_account", "u1", "locale = 'fr'".to_owned()),
            ("user_account", "u1", "theme = 'pink'".to_owned()),
            ("product", "p1", format!("description = '{}'", "x".repeat(5001))),
            ("product", "p1", "scene_types = '{}'".to_owned()),
            ("product", "p1", "source = 'stolen'".to_owned()),
            ("product", "p1", "price_cents = -1".to_owned()),
            ("generation_flow", "f1", "settings = '[]'".to_owned()),
            ("generation_flow", "f1", "current_image_index = -1".to_owned()),
            ("generation_run", "r1", "flip = 'sometimes'".to_owned()),
            ("generation_run", "r1", "credits = -1".to_owned()),
        ] {
            refused(&db, &format!("update {table} set {wrong} where id = '{id}'")).await;
        }
        // Lengths count characters, not bytes.
        must(&db, &format!("update client set name = '{}' where id = 'c1'", "椅".repeat(255))).await;
    }
}

#[tokio::test]
async fn one_picture_of_a_product_is_the_primary_one() {
    for database in TestDatabase::both_migrated().await {
        let db = database.connect().await;
        shop::open(&db).await;
        let image = |id: &str| {
            format!(
                "insert into product_image (id, client_id, product_id, sha256, size_bytes, media_type, width, height, storage_key,
                 is_primary, created_by, created_at, updated_at)
                 values ('{id}', 'c1', 'p1', '{}', 9, 'image/png', 4, 3, 'k', true, 'u1', {AT}, {AT})",
                shop::SHA_A
            )
        };
        must(&db, &image("i1")).await;
        refused(&db, &image("i2")).await;
        must(&db, &format!("update product_image set deleted_at = {AT} where id = 'i1'")).await;
        must(&db, &image("i2")).await;
        refused(&db, "update product_image set check_state = 'refused' where id = 'i2'").await;
        must(&db, "update product_image set check_state = 'refused', check_problem = '{\"code\":\"broken\"}' where id = 'i2'").await;
    }
}
