//! Signing in and out as a browser does it.

use actix_web::http::header;
use actix_web::test::TestRequest;
use actix_web::web;

use super::{HTML, admin, ask, ask_of, signed_in};
use crate::admin::Admin;
use crate::settings::{Limits, Settings};

/// Opens the page like a browser: its cookie and the token of its form.
async fn door(admin: &web::Data<Admin>) -> (String, String) {
    let told = ask_of(admin, TestRequest::get().uri("/sign-in").insert_header(HTML)).await;
    let token = told.body.split("name=\"form_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
    (told.cookie("visualizer-door").expect("a door cookie"), token.to_owned())
}

async fn try_password(admin: &web::Data<Admin>, password: &str, next: &str) -> super::Told {
    let (cookie, token) = door(admin).await;
    let request = TestRequest::post()
        .uri("/sign-in")
        .insert_header(HTML)
        .insert_header((header::COOKIE, format!("visualizer-door={cookie}")))
        .set_form([("form_token", token.as_str()), ("email", "editor@example.com"), ("password", password), ("next", next)]);
    ask_of(admin, request).await
}

#[actix_web::test]
async fn the_right_password_opens_a_login_and_leads_on() {
    let told = try_password(&admin(Settings::default()), "right password", "/products?after=1").await;
    assert_eq!((told.status, told.header("location")), (303, "/products?after=1"));
    assert_eq!(told.cookie("visualizer-sign-in").as_deref(), Some("editor"));
    let attributes =
        told.headers.get_all(header::SET_COOKIE).filter_map(|v| v.to_str().ok()).find(|v| v.starts_with("visualizer-sign-in")).unwrap();
    assert!(attributes.contains("HttpOnly") && attributes.contains("SameSite=Lax") && attributes.contains("Path=/"), "{attributes}");
}

#[actix_web::test]
async fn nobody_is_led_to_another_site() {
    let told = try_password(&admin(Settings::default()), "right password", "//evil.example/").await;
    assert_eq!(told.header("location"), "/");
}

#[actix_web::test]
async fn a_wrong_password_keeps_the_address_and_says_how_many_tries_are_left() {
    let told = try_password(&admin(Settings::default()), "wrong password", "/").await;
    assert_eq!(told.status, 422);
    assert!(told.body.contains("value=\"editor@example.com\""));
    assert!(told.body.contains("E-mail and password do not match. 4 tries left."), "{}", told.body);
    assert!(!told.body.contains("wrong password"), "a password never comes back");
}

#[actix_web::test]
async fn after_too_many_wrong_passwords_even_the_right_one_waits() {
    let admin = admin(Settings { limits: Limits { sign_in_failures: 2, ..Limits::default() }, ..Settings::default() });
    for _ in 0..2 {
        try_password(&admin, "wrong password", "/").await;
    }
    let told = try_password(&admin, "right password", "/").await;
    assert_eq!((told.status, told.header("retry-after")), (429, "901"));
    assert!(told.body.contains("Wait 15 min"), "{}", told.body);
    admin.clock.advance(time::Duration::minutes(16));
    assert_eq!(try_password(&admin, "right password", "/").await.status, 303);
}

#[actix_web::test]
async fn signing_out_forgets_the_login_and_says_so_once() {
    let admin = admin(Settings::default());
    let out = signed_in(TestRequest::post().uri("/sign-out"), "editor").set_form([("form_token", super::form_token("editor"))]);
    let told = ask_of(&admin, out).await;
    assert_eq!((told.status, told.header("location")), (303, "/sign-in"));
    assert_eq!(told.cookie("visualizer-sign-in").as_deref(), Some(""));
    let flash = told.cookie("visualizer-flash").expect("a message");
    let page = TestRequest::get().uri("/sign-in").insert_header(HTML).insert_header((header::COOKIE, format!("visualizer-flash={flash}")));
    let told = ask_of(&admin, page).await;
    assert!(told.body.contains("You are signed out."));
    assert_eq!(told.cookie("visualizer-flash").as_deref(), Some(""), "said once");
}

#[actix_web::test]
async fn the_door_speaks_the_language_that_was_chosen_there() {
    let told = ask(TestRequest::get().uri("/sign-in?language=ja").insert_header(HTML)).await;
    assert!(told.body.contains("<html lang=\"ja\"") && told.body.contains("サインイン"));
    assert_eq!(told.cookie("visualizer-language").as_deref(), Some("ja"));
    let later = TestRequest::get()
        .uri("/sign-in")
        .insert_header(("accept-language", "en"))
        .insert_header((header::COOKIE, "visualizer-language=ja"));
    assert!(ask(later).await.body.contains("パスワード"));
}

#[actix_web::test]
async fn behind_https_cookies_are_bound_to_it() {
    let admin = admin(Settings { secure: true, ..Settings::default() });
    let told = ask_of(&admin, TestRequest::get().uri("/sign-in").insert_header(HTML)).await;
    let cookie = told.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.starts_with("__Host-visualizer-door=") && cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
    assert!(told.header("strict-transport-security").starts_with("max-age="));
}
