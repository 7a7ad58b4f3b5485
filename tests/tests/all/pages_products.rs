//! The pages of products over a real house: adding, changing, finding, deleting. Their pictures are in `pages_product_images`.

use time::Duration;
use visualizer_control::products::{self, ProductFilter};
use visualizer_domain::Role;
use visualizer_domain::ids::ProductId;
use visualizer_tests::visitor::{Told, Visitor};
use visualizer_tests::{House, catalogue, on_both};

async fn images(house: &House, id: &ProductId) -> Vec<String> {
    let view = products::view(&house.control, &house.owner, id).await.expect("the product");
    view.images.into_iter().filter_map(|image| image.file_name).collect()
}

async fn count(house: &House) -> i64 {
    products::count(&house.control, &house.owner, &ProductFilter::default()).await.expect("a count")
}

fn id_of(told: &Told) -> ProductId {
    let path = if told.location().is_empty() { told.header("content-location") } else { told.location() };
    ProductId::parse(path.rsplit('/').next().unwrap_or_default()).expect("the address of a product")
}

#[actix_web::test]
async fn a_new_product_comes_with_its_pictures_and_says_which_were_refused() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let picture = catalogue::picture(1);
    let key = owner.get("/products/new").await.hidden("idempotency_key");
    let fields = [("idempotency_key", key.as_str()), ("name", "Stoneware mug"), ("category", "Mug"), ("scene_types", "Kitchen")];
    let files: [(&str, &[u8]); 2] = [("mug.png", &picture), ("logo.svg", b"<svg/>")];
    let told = owner.upload("/products", &fields, &files).await;
    assert_eq!(told.status, 422);
    told.must_say(&["Stoneware mug", "logo.svg", "This is an SVG."]);
    assert_eq!(images(&house, &id_of(&told)).await, ["mug.png"]);
    assert!(told.says("Being checked") && !told.says("http-equiv=\"refresh\""), "what it says must not be refreshed away");
    let again = owner.upload("/products", &fields, &files).await;
    assert_eq!((again.status, id_of(&again)), (303, id_of(&told)), "the same form twice makes one product");
    assert_eq!(count(&house).await, 1);
    database.remove().await;
}

#[actix_web::test]
async fn a_refused_form_keeps_what_was_typed_and_adds_nothing() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let long = "x".repeat(256);
    let picture = catalogue::picture(1);
    let told = owner.upload("/products", &[("name", ""), ("sku", &long), ("category", "Mug & co")], &[("mug.png", &picture)]).await;
    assert_eq!(told.status, 422);
    told.must_say(&["Fill this in.", "At most 255 characters.", "Mug &#38; co"]);
    told.must_say(&["2 fields need another look"]);
    assert_eq!(count(&house).await, 0);
    database.remove().await;
}

on_both!(a_form_from_an_older_version_comes_back_with_both_and_changes_nothing, |house| {
    let owner = Visitor::owner(house).await;
    let other = Visitor::of(house, &house.member("Hanako", Role::Editor).await).await;
    let id = catalogue::product(house, "Mug").await;
    let edit = format!("/products/{id}/edit");
    let seen = owner.get(&edit).await.hidden("version");
    house.clock.advance(Duration::seconds(1));
    let first = other.post(&edit, &[("version", &seen), ("name", "Blue mug"), ("style", "Rustic")]).await;
    assert_eq!((first.status, first.location()), (303, format!("/products/{id}").as_str()));
    let late = owner.post(&edit, &[("version", &seen), ("name", "Red mug"), ("sku", "KO-1")]).await;
    assert_eq!(late.status, 409);
    late.must_say(&["Hanako saved this before you", "<dd>Blue mug</dd>", "<dd>Rustic</dd>"]);
    assert!(late.says("value=\"Red mug\"") && late.says("value=\"KO-1\""), "what was typed is kept");
    let now = late.hidden("version");
    let product = products::find(&house.control, &house.owner, &id).await.expect("the product");
    assert_eq!((product.name.as_str(), product.version.to_string()), ("Blue mug", now.clone()));
    assert_eq!(owner.post(&edit, &[("version", &now), ("name", "Red mug")]).await.status, 303, "saving again is a choice");
});

on_both!(the_list_finds_pages_and_says_what_hides_everything, |house| {
    let owner = Visitor::owner(house).await;
    owner.get("/products").await.must_say(&["No products yet"]);
    catalogue::products(house, "Mug", 3).await;
    let first = owner.get("/products?limit=2").await;
    first.must_say(&["Mug 3", "Mug 2", "rel=\"next\""]);
    assert!(!first.says("Mug 1<"), "{}", first.body);
    let none = owner.get("/products?q=lamp&favorite=true").await;
    none.must_say(&["No product matches", "search: lamp", "0 match"]);
    owner.get("/products?q=mug+2").await.must_say(&["Mug 2"]);
    assert_eq!(owner.get("/products?after=rubbish").await.status, 400);
});

#[actix_web::test]
async fn a_deleted_product_has_a_page_that_brings_it_back() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let id = catalogue::product(&house, "Mug").await;
    let gone = owner.post(&format!("/products/{id}/delete"), &[]).await;
    let page = owner.get(gone.location()).await;
    page.must_say(&["Deleted", "Restore"]);
    assert!(!page.says("/edit\""), "{}", page.body);
    assert_eq!(owner.get(&format!("/products/{id}/edit")).await.status, 409);
    owner.get("/products?deleted=true").await.must_say(&["Mug"]);
    owner.post(&format!("/products/{id}/restore"), &[]).await;
    assert_eq!(owner.get(&format!("/products/{id}/edit")).await.status, 200);
    database.remove().await;
}

#[actix_web::test]
async fn a_viewer_looks_and_another_client_sees_nothing() {
    let (house, database) = House::on_sqlite().await;
    let viewer = Visitor::of(&house, &house.member("Viewer", Role::Viewer).await).await;
    let id = catalogue::product(&house, "Mug").await;
    let page = viewer.get(&format!("/products/{id}")).await;
    assert!(page.status == 200 && !page.says("/delete\"") && !page.says("type=\"file\""), "{}", page.body);
    assert_eq!(viewer.post(&format!("/products/{id}/delete"), &[]).await.status, 403);
    let stranger = Visitor::of(&house, &house.stranger().await).await;
    assert_eq!(stranger.get(&format!("/products/{id}")).await.status, 404);
    assert_eq!(stranger.post(&format!("/products/{id}/delete"), &[]).await.status, 404);
    stranger.get("/products").await.must_say(&["No products yet"]);
    database.remove().await;
}
