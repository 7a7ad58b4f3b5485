//! A flow from its making to its deletion, at the pages: what it shows, by which picture, what it is called, copies, taking it back.

use visualizer_control::generation_flows::{self, FlowView};
use visualizer_control::runs::{self, Admit};
use visualizer_domain::ids::{GenerationFlowId, ProductId};
use visualizer_tests::visitor::{Told, Visitor};
use visualizer_tests::{House, catalogue, factory};

async fn view(house: &House, id: &GenerationFlowId) -> FlowView {
    generation_flows::view(&house.control, &house.owner, id).await.expect("the flow")
}

/// What the flow shows, the main product first.
async fn shown(house: &House, id: &GenerationFlowId) -> Vec<ProductId> {
    view(house, id).await.products.into_iter().map(|product| product.id).collect()
}

/// The flow that an answer leads to.
fn led_to(told: &Told) -> GenerationFlowId {
    let id = told.location().strip_prefix("/generation-flows/").unwrap_or_else(|| panic!("{}: {}", told.status, told.body));
    GenerationFlowId::parse(id).expect("the address of a flow")
}

fn ticked(id: &ProductId) -> String {
    format!("value=\"{id}\" checked")
}

#[actix_web::test]
async fn a_flow_shows_what_was_ticked_and_is_made_once() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    owner.get("/generation-flows/new").await.must_say(&["No products to choose from"]);
    let products = catalogue::products(&house, "Mug", 2).await;
    let page = owner.get(&format!("/generation-flows/new?product={}", products[1])).await;
    page.must_say(&[&ticked(&products[1]), &format!("value=\"{}\">", products[0])]);
    let key = page.hidden("idempotency_key");
    let form = [("do", "make"), ("product", products[1].as_str()), ("product", products[0].as_str()), ("idempotency_key", key.as_str())];
    let (made, again) = (owner.post("/generation-flows", &form).await, owner.post("/generation-flows", &form).await);
    assert_eq!(led_to(&made), led_to(&again), "sent twice, made once");
    assert_eq!(shown(&house, &led_to(&made)).await, [products[1].clone(), products[0].clone()]);
    database.remove().await;
}

#[actix_web::test]
async fn a_flow_of_nothing_is_not_made_by_a_forgotten_tick() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    catalogue::product(&house, "Mug").await;
    let told = owner.post("/generation-flows", &[("do", "make"), ("name", "Autumn")]).await;
    assert_eq!(told.status, 422);
    told.must_say(&["Choose at least one product.", "value=\"Autumn\""]);
    owner.get("/generation-flows").await.must_say(&["No flows yet"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_fourth_product_is_refused_and_all_four_stay_ticked() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let products = catalogue::products(&house, "Mug", 4).await;
    let boxes = products.iter().map(|id| ("product", id.as_str()));
    let form: Vec<_> = [("do", "make"), ("name", "All mugs")].into_iter().chain(boxes).collect();
    let told = owner.post("/generation-flows", &form).await;
    assert_eq!(told.status, 422);
    told.must_say(&["At most 3 products in one flow.", "value=\"All mugs\""]);
    products.iter().for_each(|id| told.must_say(&[&ticked(id)]));
    owner.get("/generation-flows").await.must_say(&["No flows yet"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_flow_of_a_session_offers_the_products_of_the_session_only() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let (mug, lamp) = (catalogue::product(&house, "Mug").await, catalogue::product(&house, "Lamp").await);
    let session = catalogue::session(&house, "Autumn", std::slice::from_ref(&mug)).await;
    let page = owner.get(&format!("/generation-flows/new?session={session}")).await;
    page.must_say(&[mug.as_str(), "Autumn"]);
    assert!(!page.says(lamp.as_str()), "{}", page.body);
    let told = owner.post("/generation-flows", &[("do", "make"), ("session", session.as_str()), ("product", lamp.as_str())]).await;
    assert_eq!(told.status, 422);
    told.must_say(&["Choose products of this session."]);
    database.remove().await;
}

#[actix_web::test]
async fn another_product_comes_first_when_that_is_saved_and_not_before() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let (mug, lamp) = (catalogue::product(&house, "Mug").await, catalogue::product(&house, "Lamp").await);
    let id = catalogue::flow(&house, None, &[mug.clone(), lamp.clone()]).await;
    let address = format!("/generation-flows/{id}/products");
    let seen = owner.get(&address).await.hidden("version");
    let main = format!("main:{lamp}");
    let form = [("version", seen.as_str()), ("product", mug.as_str()), ("product", lamp.as_str())];
    let asked: Vec<_> = form.into_iter().chain([("do", main.as_str())]).collect();
    owner.post(&address, &asked).await.must_say(&["Main product: Lamp"]);
    assert_eq!(shown(&house, &id).await, [mug.clone(), lamp.clone()]);
    let saved = [("version", seen.as_str()), ("product", lamp.as_str()), ("product", mug.as_str()), ("do", "save")];
    assert_eq!(owner.post(&address, &saved).await.status, 303);
    assert_eq!(shown(&house, &id).await, [lamp.clone(), mug.clone()]);
    let late = owner.post(&address, &[("version", seen.as_str()), ("product", mug.as_str()), ("do", "save")]).await;
    assert_eq!(late.status, 409);
    late.must_say(&["You saved this in another window", "<dd>Lamp, Mug</dd>", &ticked(&mug)]);
    database.remove().await;
}

#[actix_web::test]
async fn a_product_is_shown_by_the_picture_that_was_chosen_and_by_none_of_another() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let (mug, lamp) = (catalogue::product(&house, "Mug").await, catalogue::product(&house, "Lamp").await);
    catalogue::upload(&house, &mug, 1).await;
    let (back, foreign) = (catalogue::upload(&house, &mug, 2).await, catalogue::upload(&house, &lamp, 3).await);
    let id = catalogue::flow(&house, None, std::slice::from_ref(&mug)).await;
    let address = format!("/generation-flows/{id}/base-image");
    let choose = async |image: &str| owner.post(&address, &[("version", "1"), ("image", &format!("{mug}/{image}"))]).await.status;
    assert_eq!(choose(foreign.as_str()).await, 404);
    assert_eq!(choose(back.as_str()).await, 303);
    assert_eq!(choose(back.as_str()).await, 409, "the flow has another version by now");
    assert_eq!(view(&house, &id).await.flow.base_images.get(&mug), Some(&back));
    database.remove().await;
}

#[actix_web::test]
async fn a_flow_is_called_as_somebody_says_else_after_what_it_shows() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let mug = catalogue::product(&house, "Mug").await;
    let id = catalogue::flow(&house, None, &[mug]).await;
    let address = format!("/generation-flows/{id}");
    owner.get(&address).await.must_say(&[">Mug</h1>"]);
    let rename = async |version: &str, name: &str| owner.post(&format!("{address}/name"), &[("version", version), ("name", name)]).await;
    assert_eq!(rename("1", "Morning").await.location(), address);
    owner.get(&address).await.must_say(&[">Morning</h1>"]);
    assert_eq!(rename("1", "Evening").await.status, 409);
    assert_eq!(rename("2", &"x".repeat(256)).await.status, 422);
    assert_eq!(rename("2", " ").await.location(), address);
    owner.get(&address).await.must_say(&[">Mug</h1>"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_copy_has_the_settings_of_its_model_and_nothing_that_was_made() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let mug = catalogue::product(&house, "Mug").await;
    let id = catalogue::flow(&house, None, std::slice::from_ref(&mug)).await;
    let address = format!("/generation-flows/{id}");
    owner.post(&format!("{address}/settings"), &[("version", "1"), ("scene", "Kitchen")]).await;
    let copy = led_to(&owner.post(&format!("{address}/duplicate"), &[]).await);
    assert_ne!(copy, id);
    let page = owner.get(&format!("/generation-flows/{copy}")).await;
    page.must_say(&["value=\"Kitchen\" selected", "Nothing made yet in this flow"]);
    assert_eq!(shown(&house, &copy).await, [mug]);
    database.remove().await;
}

#[actix_web::test]
async fn favourites_and_deleted_flows_are_found_in_their_lists_and_come_back() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let mug = catalogue::product(&house, "Mug").await;
    let id = catalogue::flow(&house, None, &[mug]).await;
    let address = format!("/generation-flows/{id}");
    let link = format!("href=\"{address}\"");
    let is_in = async |list: &str| owner.get(&format!("/generation-flows?{list}")).await.says(&link);
    assert!(is_in("").await && !is_in("favorite=true").await && !is_in("q=lamp").await);
    owner.post(&format!("{address}/favorite"), &[("is_favorite", "true")]).await;
    assert!(is_in("favorite=true").await);
    assert_eq!(owner.post(&format!("{address}/delete"), &[]).await.location(), "/generation-flows");
    assert!(!is_in("").await && is_in("deleted=true").await);
    assert_eq!(owner.get(&address).await.status, 404);
    assert_eq!(owner.post(&format!("{address}/restore"), &[]).await.location(), address);
    assert!(is_in("").await && !is_in("deleted=true").await);
    database.remove().await;
}

#[actix_web::test]
async fn nothing_is_taken_from_under_pictures_that_are_being_made() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let (mug, _) = factory::product(&house.control.db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let id = catalogue::flow(&house, None, std::slice::from_ref(&mug)).await;
    runs::generate(&house.control, &house.owner, &id, Admit::default(), house.now()).await.expect("a run");
    let address = format!("/generation-flows/{id}");
    owner.get(&format!("{address}/products")).await.must_say(&["Locked while pictures are made"]);
    let changes = [
        ("delete", vec![]),
        ("settings", vec![("version", "1"), ("scene", "Kitchen")]),
        ("products", vec![("version", "1"), ("do", "save")]),
    ];
    for (what, fields) in changes {
        let told = owner.post(&format!("{address}/{what}"), &fields).await;
        assert_eq!(told.status, 409, "{what}");
        told.must_say(&["Pictures of this flow are being made."]);
    }
    assert_eq!(shown(&house, &id).await, [mug]);
    database.remove().await;
}
