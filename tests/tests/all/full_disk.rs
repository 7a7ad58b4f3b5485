//! A database without room: what does not fit is refused in plain words in both languages, nothing of it is kept, and reading goes on.

use actix_web::test::TestRequest;
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{House, catalogue};

/// SQLite goes no further than what the database has now, and answers beyond it as on a full disk.
async fn fill_up(house: &House) {
    let tx = house.control.db.write().await.expect("a transaction");
    tx.conn().execute("pragma max_page_count = 1", Vec::new()).await.expect("a bound");
    tx.commit().await.expect("a commit");
}

#[actix_web::test]
async fn what_does_not_fit_is_refused_in_plain_words_and_nothing_of_it_is_kept() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    catalogue::product(&house, "Mug").await;
    fill_up(&house).await;
    let description = "A mug of stoneware. ".repeat(200);
    let mut kept = 1;
    let refused = loop {
        assert!(kept < 100, "there is room without end");
        let told = owner.upload("/products", &[("name", &format!("Mug {kept}")), ("description", &description)], &[]).await;
        if told.status != 303 {
            break told;
        }
        kept += 1;
    };
    assert_eq!(refused.status, 507, "{}", refused.body);
    refused.must_say(&["The disk is full", "Nothing was changed."]);
    let listed = owner.api(TestRequest::get().uri("/api/products?limit=200")).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(kept), "reading goes on, and shows what was there before");
    let draft = serde_json::json!({ "name": "Mug", "description": description });
    let japanese = owner.api(TestRequest::post().uri("/api/products").insert_header(("accept-language", "ja")).set_json(draft)).await;
    assert_eq!((japanese.status, &japanese.json()["code"]), (507, &serde_json::json!("storage-full")), "{}", japanese.body);
    database.remove().await;
}
