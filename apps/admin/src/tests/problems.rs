//! How failures are told: to people as pages, to programs as problem+json, in the reader's language, without their causes.

use actix_web::test::TestRequest;

use super::{HTML, admin, ask, ask_of, signed_in};
use crate::answer::security_headers::CONTENT_SECURITY_POLICY;
use crate::settings::{Limits, Settings};

#[actix_web::test]
async fn a_person_gets_a_page_with_a_way_out_and_the_name_of_the_request() {
    let told = ask(signed_in(TestRequest::get().uri("/no/such'page").insert_header(HTML), "editor")).await;
    assert_eq!(told.status, 404);
    assert!(told.header("content-type").starts_with("text/html"));
    assert!(told.body.contains("There is no page at this address"), "{}", told.body);
    assert!(told.body.contains("/no/such&#39;page"), "escaped: {}", told.body);
    assert!(told.body.contains(told.header("x-request-id")));
    assert!(told.body.contains("data-theme=\"dark\""), "in the person's theme");
}

#[actix_web::test]
async fn a_program_gets_problem_json_in_its_language() {
    let told = ask(TestRequest::get().uri("/api/no-such-thing").insert_header(HTML).insert_header(("accept-language", "ja"))).await;
    assert_eq!((told.status, told.header("content-type")), (404, "application/problem+json"));
    let problem = told.json();
    assert_eq!(problem["title"], "このアドレスにページはありません");
    assert_eq!(problem["type"], "/api/docs#problem-not-found");
    assert_eq!(problem["request_id"], told.header("x-request-id"));
}

#[actix_web::test]
async fn our_own_failures_are_told_without_their_causes() {
    let told = ask(signed_in(TestRequest::get().uri("/sign-in").insert_header(HTML), "broken")).await;
    assert_eq!((told.status, told.header("retry-after")), (503, "5"));
    assert!(!told.body.contains("disk on fire"));
}

#[actix_web::test]
async fn every_answer_carries_the_headers_that_bind_a_browser() {
    for request in [TestRequest::get().uri("/sign-in"), TestRequest::get().uri("/nowhere"), TestRequest::delete().uri("/sign-in")] {
        let told = ask(request).await;
        assert_eq!(told.header("content-security-policy"), CONTENT_SECURITY_POLICY);
        assert_eq!(told.header("x-content-type-options"), "nosniff");
        assert_eq!(told.header("cache-control"), "no-store");
        assert_eq!(told.header("x-request-id").len(), 21);
    }
}

#[actix_web::test]
async fn a_peer_that_asks_too_often_is_told_when_to_come_back() {
    let admin =
        admin(Settings { limits: Limits { requests_per_second: 1, requests_burst: 2, ..Limits::default() }, ..Settings::default() });
    let ask = async || ask_of(&admin, TestRequest::get().uri("/health")).await;
    assert_eq!((ask().await.status, ask().await.status), (200, 200));
    let told = ask().await;
    assert_eq!((told.status, told.header("retry-after")), (429, "1"));
    assert_eq!(told.json()["code"], "too-many");
}

#[actix_web::test]
async fn a_form_over_the_bound_and_broken_text_are_refused() {
    let form = |body: Vec<u8>| {
        TestRequest::post().uri("/sign-in").insert_header(("content-type", "application/x-www-form-urlencoded")).set_payload(body)
    };
    assert_eq!(ask(form(vec![b'a'; 300 * 1024])).await.status, 413);
    assert_eq!(ask(form(b"a=\xff".to_vec())).await.status, 400);
    assert_eq!(ask(TestRequest::get().uri("/sign-in?language=klingon")).await.status, 400);
}
