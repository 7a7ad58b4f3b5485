//! The pages of collection sessions over a real house: picking products without scripts, flows for all of them, generating everything,
//! deleting and taking back.

use visualizer_control::collection_sessions::{self, SessionView};
use visualizer_control::runs;
use visualizer_domain::Role;
use visualizer_domain::ids::{CollectionSessionId, ProductId};
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{House, catalogue, factory, on_both};

/// A product that could be generated.
async fn ready(house: &House, name: &str) -> ProductId {
    factory::product(&house.control.db, &house.client, &house.owner.user_id, name, house.now()).await.0
}

async fn view(house: &House, id: &CollectionSessionId) -> SessionView {
    collection_sessions::view(&house.control, &house.owner, id).await.expect("the session")
}

#[actix_web::test]
async fn what_was_ticked_stays_ticked_while_searching_on_and_makes_one_session() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    owner.get("/collection-sessions").await.must_say(&["No sessions yet"]);
    owner.get("/collection-sessions/new").await.must_say(&["Add a product first"]);
    let (mug, lamp) = (ready(&house, "Mug").await, ready(&house, "Lamp").await);
    let searched =
        owner.post("/collection-sessions", &[("do", "search"), ("q", "lam"), ("product", mug.as_str()), ("name", "Autumn")]).await;
    assert_eq!(searched.status, 200);
    searched.must_say(&[&format!("value=\"{mug}\" checked"), &format!("value=\"{lamp}\">"), "value=\"Autumn\""]);
    let key = searched.hidden("idempotency_key");
    let all =
        [("do", "make"), ("name", "Autumn"), ("product", mug.as_str()), ("product", lamp.as_str()), ("idempotency_key", key.as_str())];
    let made = owner.post("/collection-sessions", &all).await;
    assert_eq!(made.status, 303, "{}", made.body);
    assert_eq!(owner.post("/collection-sessions", &all).await.location(), made.location(), "sent twice, made once");
    let page = owner.get(made.location()).await;
    page.must_say(&["No flows yet", "One flow per product"]);
    let nameless = owner.post("/collection-sessions", &[("do", "make"), ("name", " "), ("product", lamp.as_str())]).await;
    assert_eq!(nameless.status, 422);
    nameless.must_say(&["Fill this in.", &format!("value=\"{lamp}\" checked")]);
    database.remove().await;
}

on_both!(every_product_gets_its_flow_and_all_that_can_are_generated_at_once, |house| {
    let owner = Visitor::owner(house).await;
    let bare = catalogue::product(house, "Vase without a photograph").await;
    let products = [ready(house, "Mug").await, ready(house, "Lamp").await, bare];
    let id = catalogue::session(house, "Autumn", &products).await;
    let address = format!("/collection-sessions/{id}");
    assert_eq!(owner.post(&format!("{address}/fill"), &[]).await.status, 303);
    assert_eq!(view(house, &id).await.flows.len(), 3);
    let plan = owner.get(&format!("{address}/generate")).await;
    plan.must_say(&["Generate 8 pictures", "1 flow is left out", "Vase without a photograph has no picture yet"]);
    let confirmed = [("plan", plan.hidden("plan")), ("idempotency_key", plan.hidden("idempotency_key"))];
    let confirmed: Vec<(&str, &str)> = confirmed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        let sent = owner.post(&format!("{address}/generate"), &confirmed).await;
        assert_eq!((sent.status, sent.location()), (303, address.as_str()), "{}", sent.body);
    }
    assert_eq!(runs::open(&house.control, &house.owner).await.expect("runs").len(), 2, "sent twice, started once");
    let page = owner.get(&address).await;
    page.must_say(&["2 flows running", "0 of 4", "data-events"]);
    let changed = owner.post(&format!("{address}/generate"), &[("plan", "another")]).await;
    assert_eq!(changed.status, 409, "another plan than was shown is not carried out");
});

on_both!(products_are_ordered_added_and_taken_out_unless_a_flow_shows_them, |house| {
    let owner = Visitor::owner(house).await;
    let (a, b, c) = (ready(house, "A").await, ready(house, "B").await, ready(house, "C").await);
    let id = catalogue::session(house, "Autumn", &[a.clone(), b.clone()]).await;
    let address = format!("/collection-sessions/{id}/products");
    let names = async || view(house, &id).await.products.into_iter().map(|product| product.name).collect::<Vec<_>>();
    let (up, out) = (format!("up:{b}"), format!("out:{a}"));
    let version = owner.get(&address).await.hidden("version");
    let order = [("product", a.as_str()), ("product", b.as_str())];
    let sent: Vec<_> = [("version", version.as_str()), ("do", up.as_str())].into_iter().chain(order).collect();
    assert_eq!(owner.post(&address, &sent).await.status, 303);
    assert_eq!(names().await, ["B", "A"]);
    assert_eq!(owner.post(&address, &sent).await.status, 409, "the page was made from an older version");
    assert_eq!(owner.post(&format!("{address}/add"), &[("do", "add"), ("product", c.as_str())]).await.status, 303);
    assert_eq!(names().await, ["B", "A", "C"]);
    catalogue::flow(house, Some(&id), std::slice::from_ref(&a)).await;
    let version = owner.get(&address).await.hidden("version");
    let refused = owner.post(&address, &[("version", &version), ("do", &out), ("product", b.as_str()), ("product", a.as_str())]).await;
    assert_eq!(refused.status, 409);
    refused.must_say(&["A is used in a flow of this session"]);
    assert_eq!(names().await, ["B", "A", "C"]);
});

#[actix_web::test]
async fn the_settings_of_a_session_reach_its_flows() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let mug = ready(&house, "Mug").await;
    let id = catalogue::session(&house, "Autumn", std::slice::from_ref(&mug)).await;
    let flow = catalogue::flow(&house, Some(&id), &[mug]).await;
    let address = format!("/collection-sessions/{id}/settings");
    let version = owner.get(&address).await.hidden("version");
    let saved = owner.post(&address, &[("version", &version), ("scene", "Garden")]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = owner.get(&format!("/generation-flows/{flow}")).await;
    page.must_say(&["Auto: Garden", "from the session"]);
    let stale = owner.post(&address, &[("version", &version), ("scene", "Beach")]).await;
    assert_eq!(stale.status, 409);
    stale.must_say(&["value=\"Beach\" selected", "<dd>Garden</dd>"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_session_is_renamed_from_the_version_that_was_seen() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let id = catalogue::session(&house, "Autumn", &[ready(&house, "Mug").await]).await;
    let address = format!("/collection-sessions/{id}");
    let seen = owner.get(&format!("{address}/settings")).await.hidden("version");
    let rename = async |name: &str| owner.post(&format!("{address}/name"), &[("version", &seen), ("name", name)]).await;
    let nameless = rename("").await;
    assert_eq!(nameless.status, 422);
    nameless.must_say(&["Fill this in."]);
    assert_eq!(rename("Winter").await.location(), format!("{address}/settings"));
    assert_eq!(rename("Spring").await.status, 409);
    owner.get(&address).await.must_say(&[">Winter</h1>"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_deleted_session_is_found_and_comes_back() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let id = catalogue::session(&house, "Autumn", &[ready(&house, "Mug").await]).await;
    let address = format!("/collection-sessions/{id}");
    let asked = owner.get(&format!("{address}/delete")).await;
    asked.must_say(&["Keep approved and pinned ones"]);
    let version = asked.hidden("version");
    assert_eq!(owner.post(&format!("{address}/delete"), &[("version", &version), ("policy", "delete_all")]).await.status, 303);
    owner.get("/collection-sessions").await.must_say(&["No sessions yet"]);
    owner.get("/collection-sessions?deleted=true").await.must_say(&["Autumn"]);
    owner.get(&address).await.must_say(&["This session is deleted"]);
    assert_eq!(owner.post(&format!("{address}/restore"), &[]).await.status, 303);
    owner.get("/collection-sessions?q=autu").await.must_say(&["Autumn"]);
    owner.get("/collection-sessions?q=winter").await.must_say(&["No session is called “winter”"]);
    database.remove().await;
}

#[actix_web::test]
async fn who_may_only_look_changes_nothing_and_another_client_sees_nothing() {
    let (house, database) = House::on_sqlite().await;
    let viewer = Visitor::of(&house, &house.member("Viewer", Role::Viewer).await).await;
    let stranger = Visitor::of(&house, &house.stranger().await).await;
    let id = catalogue::session(&house, "Autumn", &[ready(&house, "Mug").await]).await;
    let address = format!("/collection-sessions/{id}");
    viewer.get(&address).await.must_say(&["Autumn"]);
    assert_eq!(stranger.get(&address).await.status, 404);
    for what in ["fill", "generate", "settings", "products", "delete"] {
        let (by_viewer, by_stranger) = (
            viewer.post(&format!("{address}/{what}"), &[]).await,
            stranger.post(&format!("{address}/{what}"), &[("version", "1"), ("policy", "delete_all")]).await,
        );
        assert_eq!((by_viewer.status, by_stranger.status), (403, 404), "{what}");
    }
    assert!(view(&house, &id).await.flows.is_empty());
    database.remove().await;
}
