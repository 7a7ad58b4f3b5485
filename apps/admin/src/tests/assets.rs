//! Assets as a browser fetches them.

use actix_web::test::TestRequest;

use super::ask;
use crate::answer::assets;

async fn fetch(address: &str) -> super::Told {
    ask(TestRequest::get().uri(address)).await
}

#[actix_web::test]
async fn the_style_sheet_is_one_file_that_may_be_kept_for_ever() {
    let told = fetch(&format!("{}/css/look.css", assets::prefix())).await;
    assert_eq!((told.status, told.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(told.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(!told.body.contains("@import"), "every import was followed");
    let layers = ["tokens", "base", "layout", "components", "pages"];
    let found: Vec<_> = layers.iter().map(|layer| told.body.find(&format!("@layer {layer} {{")).expect(layer)).collect();
    assert!(found.is_sorted(), "{found:?}");
}

#[actix_web::test]
async fn every_imported_style_file_is_in_the_sheet() {
    let entry = include_str!("../../assets/css/look.css");
    let sheet = fetch(&format!("{}/css/look.css", assets::prefix())).await.body;
    assert_eq!(sheet.matches("@layer ").count(), entry.matches("@import").count() + 1);
}

#[actix_web::test]
async fn what_a_browser_has_is_not_sent_again() {
    let address = format!("{}/icons/sprite.svg", assets::prefix());
    let etag = fetch(&address).await.header("etag").to_owned();
    let again = ask(TestRequest::get().uri(&address).insert_header(("if-none-match", etag))).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[actix_web::test]
async fn a_page_of_another_build_still_gets_its_files_but_may_not_keep_them() {
    let told = fetch("/assets/0123456789ab/js/page.js").await;
    assert_eq!((told.status, told.header("cache-control")), (200, "no-cache"));
}

#[actix_web::test]
async fn nothing_outside_the_assets_is_served() {
    for address in ["/assets/x/../Cargo.toml", "/assets/x/..%2f..%2fCargo.toml", "/assets/x/css/tokens.css", "/assets/x/"] {
        assert_eq!(fetch(address).await.status, 404, "{address}");
    }
}

#[test]
fn every_built_in_font_is_whole() {
    let fonts = crate::answer::assets::fonts();
    assert!(!fonts.is_empty() && fonts.iter().all(|(_, is_whole)| *is_whole), "{fonts:?}");
}
