//! Products, pictures, clients and members for programs, over a real house.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use visualizer_domain::Role;
use visualizer_tests::visitor::{Told, Visitor};
use visualizer_tests::{House, catalogue, on_both};

fn request(method: Method, address: &str) -> TestRequest {
    TestRequest::default().method(method).uri(address)
}

async fn send(visitor: &Visitor<'_>, method: Method, address: &str, body: Value) -> Told {
    visitor.api(request(method, address).set_json(body)).await
}

async fn change(visitor: &Visitor<'_>, address: &str, version: &str, body: Value) -> Told {
    visitor.api(request(Method::PUT, address).insert_header(("if-match", version)).set_json(body)).await
}

on_both!(a_product_is_made_read_changed_deleted_and_restored, |house| {
    let owner = Visitor::owner(house).await;
    let made = send(&owner, Method::POST, "/api/products", json!({ "name": "Mug", "default_settings": { "style": "Rustic" } })).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.body);
    let address = made.location().to_owned();
    let product = owner.api(request(Method::GET, &address)).await;
    assert_eq!((product.json()["name"].as_str(), product.json()["default_settings"]["style"].as_str()), (Some("Mug"), Some("Rustic")));
    let changed = change(&owner, &address, "\"1\"", json!({ "name": "Blue mug" })).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.body);
    let late = change(&owner, &address, "\"1\"", json!({ "name": "Red mug" })).await;
    assert_eq!((late.status, late.json()["current_version"].as_i64()), (412, Some(2)), "{}", late.body);
    let unsaid = send(&owner, Method::PUT, &address, json!({ "name": "Red mug" })).await;
    assert_eq!((unsaid.status, unsaid.header("content-type")), (428, "application/problem+json"));
    assert_eq!(owner.api(request(Method::DELETE, &address)).await.status, 204);
    assert_eq!(owner.api(request(Method::DELETE, &address)).await.status, 404);
    assert_eq!(owner.api(request(Method::POST, &format!("{address}/restore"))).await.status, 200);
});

on_both!(the_same_key_makes_one_product_and_another_request_by_it_is_refused, |house| {
    let owner = Visitor::owner(house).await;
    let make = async |name: &str| {
        let request = request(Method::POST, "/api/products").insert_header(("idempotency-key", "order-17"));
        owner.api(request.set_json(json!({ "name": name }))).await
    };
    let (first, again, other) = (make("Mug").await, make("Mug").await, make("Vase").await);
    assert_eq!((first.status, first.location(), &first.body), (again.status, again.location(), &again.body));
    assert_eq!(other.status, 422, "{}", other.body);
    assert_eq!(owner.api(request(Method::GET, "/api/products")).await.json()["items"].as_array().map(Vec::len), Some(1));
});

#[actix_web::test]
async fn every_bad_field_is_named_by_its_pointer() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let told =
        send(&owner, Method::POST, "/api/products", json!({ "name": " ", "sku": "x".repeat(300), "default_settings": { "variants": 0 } }))
            .await;
    let pointers: Vec<_> = told.json()["errors"].as_array().into_iter().flatten().map(|error| error["pointer"].clone()).collect();
    assert_eq!((told.status, pointers), (422, vec![json!("/name"), json!("/sku"), json!("/settings/variants")]), "{}", told.body);
    assert_eq!(send(&owner, Method::POST, "/api/products", json!({ "nmae": "Mug" })).await.status, 400);
    database.remove().await;
}

on_both!(lists_page_by_cursor, |house| {
    let owner = Visitor::owner(house).await;
    catalogue::products(house, "Mug", 3).await;
    let first = owner.api(request(Method::GET, "/api/products?limit=2")).await;
    let next = first.json()["next"].as_str().expect("a next page").to_owned();
    assert!(first.header("link").contains("rel=\"next\""));
    let last = owner.api(request(Method::GET, &format!("/api/products?limit=2&after={next}"))).await.json();
    assert_eq!((last["items"][0]["name"].as_str(), last["next"].as_str()), (Some("Mug 1"), None));
});

#[actix_web::test]
async fn files_are_added_each_by_itself() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let product = catalogue::product(&house, "Mug").await;
    let address = format!("/api/products/{product}/images");
    let picture = catalogue::picture(1);
    let mixed = owner.upload_api(&address, &[("logo.svg", b"<svg/>"), ("mug.png", &picture)]).await;
    let told = mixed.json();
    assert_eq!((mixed.status, told["added"][0]["file_name"].as_str()), (201, Some("mug.png")), "{}", mixed.body);
    assert_eq!(
        told["refused"][0],
        json!({ "file_name": "logo.svg", "code": "picture-type", "detail": "This is an SVG. Send a JPEG, PNG or WebP." })
    );
    let image = owner.api(request(Method::GET, mixed.location())).await;
    assert_eq!((image.json()["check_state"].as_str(), image.json()["is_primary"].as_bool()), (Some("pending"), Some(true)));
    assert_eq!(owner.upload_api(&address, &[("mug.png", &picture)]).await.status, 409, "the same bytes again");
    assert_eq!(owner.upload_api(&address, &[("logo.svg", b"<svg/>")]).await.status, 415);
    assert_eq!(owner.upload_api(&address, &[("large.png", &vec![0; 10 * 1024 * 1024 + 1])]).await.status, 413);
    let both = owner.upload_api(&address, &[("logo.svg", b"<svg/>"), ("mug.png", &picture)]).await.json();
    let errors: Vec<_> = both["errors"].as_array().into_iter().flatten().map(|error| (&error["pointer"], &error["code"])).collect();
    assert_eq!(errors, [(&json!("/images/0"), &json!("picture-type")), (&json!("/images/1"), &json!("duplicate-image"))], "{both}");
    assert_eq!(owner.upload_api(&address, &[]).await.status, 422, "nothing was sent");
    database.remove().await;
}

#[actix_web::test]
async fn a_member_is_added_once_by_key_and_the_password_is_told_once() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let add = async || {
        let request = request(Method::POST, "/api/members").insert_header(("idempotency-key", "hire-1"));
        owner.api(request.set_json(json!({ "email": "new@example.test", "name": "New", "role": "editor" }))).await
    };
    let (first, again) = (add().await, add().await);
    assert_eq!((first.status, again.status, first.location()), (201, 201, again.location()), "{}", first.body);
    assert!(first.json()["password"].is_string() && again.json()["password"].is_null(), "{}", again.body);
    let changed = change(&owner, first.location(), "\"1\"", json!({ "role": "reviewer" })).await;
    assert_eq!((changed.status, changed.json()["role"].as_str()), (200, Some("reviewer")));
    let removed = owner.api(request(Method::DELETE, first.location()).insert_header(("if-match", "\"1\""))).await;
    assert_eq!(removed.status, 412);
    assert_eq!(owner.api(request(Method::DELETE, first.location()).insert_header(("if-match", "*"))).await.status, 204);
    database.remove().await;
}

#[actix_web::test]
async fn roles_bind_programs_as_they_bind_people() {
    let (house, database) = House::on_sqlite().await;
    let (viewer, platform) =
        (Visitor::of(&house, &house.member("Viewer", Role::Viewer).await).await, Visitor::platform_admin(&house).await);
    let refused = send(&viewer, Method::POST, "/api/products", json!({ "name": "Mug" })).await;
    assert_eq!((refused.status, refused.json()["needs"].as_str()), (403, Some("edit")));
    assert_eq!(send(&viewer, Method::POST, "/api/clients", json!({ "name": "X" })).await.status, 403);
    let made = send(&platform, Method::POST, "/api/clients", json!({ "name": "North", "slug": "north" })).await;
    assert_eq!((made.status, made.json()["four_eyes"].as_bool()), (201, Some(true)), "{}", made.body);
    assert_eq!(platform.api(request(Method::GET, made.location())).await.json()["name"], "North");
    let other_verb = viewer.api(request(Method::PATCH, "/api/products")).await;
    assert_eq!((other_verb.status, other_verb.header("allow")), (405, "GET, HEAD, POST"));
    database.remove().await;
}
