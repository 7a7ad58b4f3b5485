//! The streams of live pages, over a real house: what ends them, and what is never sent into a page.

use visualizer_control::sign_ins;
use visualizer_db::Change;
use visualizer_domain::Role;
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{House, factory};

#[actix_web::test]
async fn the_stream_of_a_page_whose_thing_is_gone_ends() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let heard = owner.listen("/generation-flows/gone/events").await.to_the_end().await;
    assert!(heard.ends_with("event: end\ndata: \n\n"), "{heard}");
    database.remove().await;
}

#[actix_web::test]
async fn a_page_of_one_client_hears_nothing_of_another_that_its_reader_enters_meanwhile() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let second = factory::client(&house.control.db, "Second shop", house.now()).await;
    factory::member(&house.control.db, &second, &house.owner.user_id, Role::Owner, house.now()).await;
    let mut page = owner.listen("/live/dashboard").await;
    page.hear(&format!("event: client\ndata: {}\n", house.client)).await;
    page.hear("event: piece\n").await;
    assert_eq!(owner.post("/clients/enter", &[("client", second.as_str())]).await.status, 303);
    tell(&house).await;
    let heard = page.to_the_end().await;
    assert!(heard.ends_with("event: end\ndata: \n\n") && !heard.contains("Second shop"), "{heard}");
    database.remove().await;
}

#[actix_web::test]
async fn a_stream_ends_with_the_login_that_opened_it() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let mut page = owner.listen("/live/dashboard").await;
    page.hear("event: piece\n").await;
    sign_ins::sign_out_everywhere(&house.control, &house.owner, house.now()).await.expect("signed out");
    tell(&house).await;
    page.to_the_end().await;
    database.remove().await;
}

/// Something of the client changed.
async fn tell(house: &House) {
    let mut tx = house.control.db.write().await.expect("a transaction");
    tx.tell(Change::Client(house.client.clone()));
    tx.commit().await.expect("a commit");
}
