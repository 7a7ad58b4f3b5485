//! Sessions, flows and runs for programs, over a real house.

use actix_web::test::TestRequest;
use serde_json::{Value, json};
use visualizer_domain::ids::ProductId;
use visualizer_tests::visitor::Visitor;
use visualizer_tests::{House, factory, on_both};

/// A product that could be generated.
async fn ready(house: &House, name: &str) -> ProductId {
    factory::product(&house.control.db, &house.client, &house.owner.user_id, name, house.now()).await.0
}

/// A flow of one product, made by a program; its address.
async fn flow(house: &House, owner: &Visitor<'_>) -> String {
    let product = ready(house, "Mug").await;
    owner.api(TestRequest::post().uri("/api/generation-flows").set_json(json!({ "products": [product] }))).await.location().to_owned()
}

on_both!(a_flow_is_made_once_by_key, |house| {
    let owner = Visitor::owner(house).await;
    let product = ready(house, "Mug").await;
    let make = async || {
        let request = TestRequest::post().uri("/api/generation-flows").insert_header(("idempotency-key", "k1"));
        owner.api(request.set_json(json!({ "products": [product] }))).await
    };
    let (first, again) = (make().await, make().await);
    assert_eq!((first.status, again.status, first.location()), (201, 201, again.location()), "{}", first.body);
    let flows = owner.api(TestRequest::get().uri("/api/generation-flows")).await.json();
    assert_eq!(flows["items"].as_array().map(Vec::len), Some(1), "{flows}");
});

on_both!(the_settings_of_a_flow_are_changed_from_the_version_that_was_seen, |house| {
    let owner = Visitor::owner(house).await;
    let address = format!("{}/settings", flow(house, &owner).await);
    let put =
        |tag: &str, scene: &str| TestRequest::put().uri(&address).insert_header(("if-match", tag)).set_json(json!({ "scene": scene }));
    let set = owner.api(put("\"1\"", "Kitchen")).await;
    assert_eq!((set.status, set.header("etag")), (200, "\"2\""), "{}", set.body);
    assert_eq!(set.json()["resolved"]["scene"], "Kitchen");
    let stale = owner.api(put("\"1\"", "Garden")).await;
    assert_eq!((stale.status, stale.json()["current_version"].as_i64()), (412, Some(2)), "{}", stale.body);
    let wrong = owner.api(put("\"2\"", "Moon")).await;
    assert_eq!((wrong.status, wrong.json()["errors"][0]["pointer"].as_str()), (422, Some("/settings/scene")), "{}", wrong.body);
    let unsaid = owner.api(TestRequest::put().uri(&address).set_json(json!({}))).await;
    assert_eq!(unsaid.status, 428, "{}", unsaid.body);
});

on_both!(a_plan_is_admitted_once_by_key_and_only_as_it_was_shown, |house| {
    let owner = Visitor::owner(house).await;
    let address = flow(house, &owner).await;
    let preview = owner.api(TestRequest::get().uri(&format!("{address}/preview"))).await.json();
    assert_eq!((preview["would_make"]["pictures"].as_i64(), preview["would_make"]["width"].as_i64()), (Some(4), Some(1024)), "{preview}");
    let generate = async |plan: &Value| {
        let request = TestRequest::post().uri(&format!("{address}/generate")).insert_header(("idempotency-key", "k2"));
        owner.api(request.set_json(json!({ "plan": plan }))).await
    };
    let other = generate(&json!("another")).await;
    assert_eq!((other.status, other.json()["code"].as_str()), (409, Some("plan-changed")), "{}", other.body);
    let (first, again) = (generate(&preview["plan"]).await, generate(&preview["plan"]).await);
    assert_eq!((first.status, again.status, first.location()), (202, 202, again.location()), "{}", again.body);
    let run = owner.api(TestRequest::get().uri(first.location())).await.json();
    assert_eq!(run["counts"]["ready"], 4, "{run}");
});

on_both!(a_session_is_gathered_filled_and_generated, |house| {
    let owner = Visitor::owner(house).await;
    let (mug, lamp) = (ready(house, "Mug").await, ready(house, "Lamp").await);
    let made =
        owner.api(TestRequest::post().uri("/api/collection-sessions").set_json(json!({ "name": "Autumn", "products": [mug] }))).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.body);
    let address = made.location().to_owned();
    let put = TestRequest::put()
        .uri(&format!("{address}/products"))
        .insert_header(("if-match", "*"))
        .set_json(json!({ "products": [lamp, mug] }));
    assert_eq!(owner.api(put).await.json()["products"][0]["name"], "Lamp");
    let filled = owner.api(TestRequest::post().uri(&format!("{address}/fill")).set_json(json!({}))).await;
    assert_eq!(filled.json()["made"].as_array().map(Vec::len), Some(2), "{}", filled.body);
    let preview = owner.api(TestRequest::get().uri(&format!("{address}/preview"))).await.json();
    assert_eq!(preview["flows"].as_array().map(Vec::len), Some(2));
    let admitted = owner.api(TestRequest::post().uri(&format!("{address}/generate")).set_json(json!({ "plan": preview["plan"] }))).await;
    assert_eq!((admitted.status, admitted.location()), (202, format!("{address}/status").as_str()), "{}", admitted.body);
    let status = owner.api(TestRequest::get().uri(admitted.location())).await.json();
    assert_eq!((status["state"].as_str(), status["runs"][0]["total"].as_i64()), (Some("generating"), Some(4)));
});

on_both!(a_session_that_is_being_made_is_not_deleted_and_is_nobody_elses, |house| {
    let owner = Visitor::owner(house).await;
    let mug = ready(house, "Mug").await;
    let made = json!({ "name": "Autumn", "products": [mug] });
    let address = owner.api(TestRequest::post().uri("/api/collection-sessions").set_json(made)).await.location().to_owned();
    owner.api(TestRequest::post().uri(&format!("{address}/fill")).set_json(json!({}))).await;
    let admitted = owner.api(TestRequest::post().uri(&format!("{address}/generate")).set_json(json!({}))).await;
    assert_eq!(admitted.status, 202, "{}", admitted.body);
    let busy = owner.api(TestRequest::delete().uri(&address).insert_header(("if-match", "*"))).await;
    assert_eq!((busy.status, busy.json()["code"].as_str()), (409, Some("generating")), "{}", busy.body);
    let stranger = Visitor::of(house, &house.stranger().await).await;
    assert_eq!(stranger.api(TestRequest::get().uri(&address)).await.status, 404);
});
