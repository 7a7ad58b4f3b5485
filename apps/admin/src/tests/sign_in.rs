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
    assert!(told.body.contains("name=\"password\"") && told.body.contains("value=\"editor@example.com\""), "the form stays: {}", told.body);
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
    let page =
        || TestRequest::get().uri("/sign-in").insert_header(HTML).insert_header((header::COOKIE, format!("visualizer-flash={flash}")));
    let told = ask_of(&admin, page().insert_header(("x-passing", "1"))).await;
    assert_eq!(
        (told.body.contains("You are signed out."), told.cookie("visualizer-flash")),
        (false, None),
        "a script that passes through leaves it"
    );
    let told = ask_of(&admin, page()).await;
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

#[actix_web::test]
async fn a_program_signs_in_with_json_and_learns_who_it_is() {
    let sign_in = |password: &str| {
        TestRequest::post().uri("/api/sign-in").set_json(serde_json::json!({ "email": "editor@example.com", "password": password }))
    };
    let wrong = ask(sign_in("wrong password")).await;
    assert_eq!((wrong.status, wrong.json()["errors"][0]["pointer"].as_str()), (422, Some("/password")));
    let right = ask(sign_in("right password")).await;
    assert_eq!((right.status, right.cookie("visualizer-sign-in").as_deref()), (204, Some("editor")));
    let account = ask(signed_in(TestRequest::get().uri("/api/account"), "editor")).await.json();
    assert_eq!((account["role"].as_str(), account["client_id"].as_str()), (Some("editor"), Some("kiln-oak")));
}

#[actix_web::test]
async fn json_that_says_too_much_or_is_broken_is_refused_with_the_place() {
    let send =
        |body: &'static str| TestRequest::post().uri("/api/sign-in").insert_header(("content-type", "application/json")).set_payload(body);
    let told = ask(send("{\"email\": \"a\",\n \"pasword\": \"b\"}")).await;
    assert_eq!(told.status, 400);
    assert!(told.json()["detail"].as_str().unwrap().contains("line 2"), "{}", told.body);
    assert_eq!(ask(send("{")).await.status, 400);
    assert_eq!(ask(TestRequest::post().uri("/api/sign-in").set_payload("email=a")).await.status, 415);
}

#[actix_web::test]
async fn a_person_changes_to_a_client_of_theirs_and_to_no_other() {
    let enter = |client: &str| {
        signed_in(TestRequest::post().uri("/clients/enter"), "editor")
            .set_form([("form_token", super::form_token("editor")), ("client", client.to_owned())])
    };
    let told = ask(enter("north-shop")).await;
    assert_eq!((told.status, told.header("location")), (303, "/"));
    assert_eq!(ask(enter("somebody-elses")).await.status, 404);
    assert_eq!(ask(enter("not/an/id")).await.status, 404);
}

#[actix_web::test]
async fn the_account_keeps_language_theme_and_keys() {
    let admin = admin(Settings::default());
    let page = ask_of(&admin, signed_in(TestRequest::get().uri("/account").insert_header(HTML), "editor")).await;
    assert!(page.body.contains("value=\"dark\" checked") && page.body.contains("data-letter-keys"), "{}", page.body);
    let change = |theme: &str| {
        signed_in(TestRequest::post().uri("/account"), "editor").set_form([
            ("form_token", super::form_token("editor")),
            ("language", "ja".to_owned()),
            ("theme", theme.to_owned()),
        ])
    };
    let told = ask_of(&admin, change("light")).await;
    assert_eq!((told.status, told.cookie("visualizer-letter-keys").as_deref()), (303, Some("off")), "an empty box is off");
    assert_eq!(ask_of(&admin, change("purple")).await.status, 422);
}
