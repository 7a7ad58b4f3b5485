//! The pictures of products at their pages: every file that is refused, their order, what their check says.

use actix_web::test::TestRequest;
use visualizer_control::products;
use visualizer_domain::ids::ProductId;
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{House, catalogue};

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
        ("cut.png", &good[..20], "The file is broken or ends in the middle"),
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

#[actix_web::test]
async fn a_picture_is_changed_at_its_own_product_only() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let (mug, lamp) = (catalogue::product(&house, "Mug").await, catalogue::product(&house, "Lamp").await);
    let image = catalogue::upload(&house, &mug, 1).await;
    let form = [("image", image.as_str())];
    for act in ["primary", "delete"] {
        assert_eq!(owner.post(&format!("/products/{lamp}/images/{act}"), &form).await.status, 404, "{act}");
    }
    assert_eq!(owner.post(&format!("/products/{mug}/images/delete"), &form).await.status, 303);
    assert_eq!(owner.post(&format!("/products/{lamp}/images/restore"), &form).await.status, 404);
    let restored = TestRequest::post().uri(&format!("/api/products/{lamp}/images/{image}/restore"));
    assert_eq!(owner.api(restored).await.status, 404);
    assert!(images(&house, &mug).await.is_empty(), "it is still deleted");
    assert_eq!(owner.post(&format!("/products/{mug}/images/restore"), &form).await.status, 303);
    assert_eq!(images(&house, &mug).await.len(), 1);
    database.remove().await;
}
