//! The pages of the catalogue over a real house: products, their pictures, and every file that is refused.

use visualizer_control::products::{self, ProductFilter};
use visualizer_domain::Role;
use visualizer_domain::ids::ProductId;
use visualizer_tests::visitor::{Told, Visitor};
use visualizer_tests::{House, catalogue, on_both};

/// The header of a PNG of this size, with nothing behind it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

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
async fn every_refused_file_is_named_with_its_reason_and_the_others_are_kept() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let product = catalogue::product(&house, "Mug").await;
    let address = format!("/products/{product}/images");
    let (good, moving) = (catalogue::picture(1), [png(100, 100), b"\0\0\0\x08acTL\0\0\0\0\0\0\0\0".to_vec()].concat());
    let (large, huge) = (vec![7; 10 * 1024 * 1024 + 1], png(40_000, 30_000));
    let tiny = png(10, 10);
    let refused: [(&str, &[u8], &str); 9] = [
        ("logo.svg", b"<svg xmlns='x'/>", "This is an SVG. Send a JPEG, PNG or WebP."),
        ("party.gif", b"GIF89a", "This is a GIF."),
        ("photo.jpg", b"GIF89a, called a photograph", "This is a GIF."),
        ("sheet.pdf", b"%PDF-1.7", "This is a PDF."),
        ("empty.png", b"", "This is an empty file."),
        ("cut.png", &good[..20], "The file is broken or breaks off."),
        ("large.jpg", &large, "It is larger than 10 MB."),
        ("huge.png", &huge, "40,000 × 30,000 pixels are too many."),
        ("tiny.png", &tiny, "10 × 10 pixels are too few."),
    ];
    for (name, bytes, sentence) in refused {
        let told = owner.upload(&address, &[], &[(name, bytes)]).await;
        assert_eq!(told.status, 422, "{name}");
        told.must_say(&[name, sentence]);
        assert!(images(&house, &product).await.is_empty(), "{name} changed nothing");
    }
    let told = owner.upload(&address, &[], &[("moving.png", &moving), ("good.png", &good), ("again.png", &good)]).await;
    told.must_say(&["The picture moves. Send a still one.", "The product has this picture already."]);
    told.must_say(&["2 files were not taken", "The other one was added."]);
    assert_eq!(told.header("content-location"), format!("/products/{product}"));
    assert_eq!(images(&house, &product).await, ["good.png"]);
    database.remove().await;
}

#[actix_web::test]
async fn a_file_beyond_the_fifth_is_refused_by_itself() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let product = catalogue::product(&house, "Mug").await;
    let pictures: Vec<_> = (0..6).map(catalogue::picture).collect();
    let files: Vec<(&str, &[u8])> =
        ["1.png", "2.png", "3.png", "4.png", "5.png", "6.png"].into_iter().zip(pictures.iter().map(|p| &p[..])).collect();
    let told = owner.upload(&format!("/products/{product}/images"), &[], &files).await;
    told.must_say(&["6.png", "Only 5 files are taken at a time."]);
    assert_eq!(images(&house, &product).await.len(), 5);
    database.remove().await;
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
    let id = catalogue::product(house, "Mug").await;
    let edit = format!("/products/{id}/edit");
    let seen = owner.get(&edit).await.hidden("version");
    let first = owner.post(&edit, &[("version", &seen), ("name", "Blue mug"), ("style", "Rustic")]).await;
    assert_eq!((first.status, first.location()), (303, format!("/products/{id}").as_str()));
    let late = owner.post(&edit, &[("version", &seen), ("name", "Red mug"), ("sku", "KO-1")]).await;
    assert_eq!(late.status, 409);
    late.must_say(&["saved this before you", "<dd>Blue mug</dd>", "<dd>Rustic</dd>"]);
    assert!(late.says("value=\"Red mug\"") && late.says("value=\"KO-1\""), "what was typed is kept");
    let now = late.hidden("version");
    let product = products::find(&house.control, &house.owner, &id).await.expect("the product");
    assert_eq!((product.name.as_str(), product.version.to_string()), ("Blue mug", now.clone()));
    assert_eq!(owner.post(&edit, &[("version", &now), ("name", "Red mug")]).await.status, 303, "saving again is a choice");
});

#[actix_web::test]
async fn pictures_are_ordered_chosen_deleted_and_taken_back_without_scripts() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let id = catalogue::product(&house, "Mug").await;
    let (a, b) = (catalogue::upload(&house, &id, 1).await, catalogue::upload(&house, &id, 2).await);
    let order = async |house: &House| -> Vec<String> {
        let view = products::view(&house.control, &house.owner, &id).await.expect("the product");
        view.images.iter().map(|image| format!("{}{}", image.id, if image.is_primary { "*" } else { "" })).collect()
    };
    let at = |what: &str| format!("/products/{id}/images/{what}");
    owner.post(&at("order"), &[("later", a.as_str())]).await;
    assert_eq!(order(&house).await, [b.to_string(), format!("{a}*")]);
    owner.post(&at("order"), &[("order", a.as_str()), ("order", b.as_str())]).await;
    owner.post(&at("primary"), &[("image", b.as_str())]).await;
    assert_eq!(order(&house).await, [a.to_string(), format!("{b}*")]);
    let deleted = owner.post(&at("delete"), &[("image", b.as_str())]).await;
    assert_eq!(order(&house).await, [format!("{a}*")]);
    let page = owner.get(deleted.location()).await;
    page.must_say(&["Picture deleted", "Undo"]);
    let restored = owner.post(&at("restore"), &[("image", b.as_str()), ("primary", &page.hidden("primary"))]).await;
    assert_eq!(restored.status, 303);
    assert_eq!(order(&house).await, [a.to_string(), format!("{b}*")], "in its place and standing");
    assert_eq!(owner.post(&at("order"), &[("order", a.as_str())]).await.status, 409, "a list that is not all of them");
    database.remove().await;
}

#[actix_web::test]
async fn a_picture_shows_how_far_its_check_is_and_why_it_was_refused() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let id = catalogue::product(&house, "Mug").await;
    let image = catalogue::upload(&house, &id, 1).await;
    let page = owner.get(&format!("/products/{id}")).await;
    page.must_say(&["Being checked", &format!("data-events=\"/products/{id}/events\"")]);
    assert!(page.says("<noscript><meta http-equiv=\"refresh\""), "without scripts the page loads itself again");
    catalogue::refused(&house, &image).await;
    let page = owner.get(&format!("/products/{id}")).await;
    page.must_say(&["Refused"]);
    assert!(!page.says("data-events"), "{}", page.body);
    assert_eq!(owner.post(&format!("/products/{id}/images/primary"), &[("image", image.as_str())]).await.status, 409);
    database.remove().await;
}

#[actix_web::test]
async fn what_a_picture_shows_is_said_in_words() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let id = catalogue::product(&house, "Mug").await;
    let image = catalogue::upload(&house, &id, 1).await;
    let address = format!("/products/{id}/images/{image}");
    let seen = owner.get(&address).await.hidden("version");
    let told = owner.post(&address, &[("version", &seen), ("alt_text", "A blue mug")]).await;
    assert_eq!(told.location(), format!("/products/{id}"));
    let late = owner.post(&address, &[("version", &seen), ("alt_text", "A red mug")]).await;
    assert_eq!(late.status, 409);
    late.must_say(&["A blue mug", "A red mug"]);
    database.remove().await;
}

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
