//! The route table, walked: every address with every verb, by strangers and by those who may too little.

use std::collections::BTreeMap;

use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use visualizer_domain::Role;

use super::{HTML, ask, form_token, signed_in};
use crate::guard::access::{Access, Body};
use crate::routes;
use crate::routes::route::{Row, Surface};

const VERBS: [Method; 8] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS, Method::TRACE];

/// An address that matches the path.
fn address(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "some-id" } else { part }).collect::<Vec<_>>().join("/")
}

fn request(verb: &Method, path: &str) -> TestRequest {
    TestRequest::default().method(verb.clone()).uri(&address(path))
}

#[test]
fn every_verb_and_path_stands_in_the_table_once() {
    let mut seen = BTreeMap::new();
    for row in routes::table() {
        let before = seen.insert((row.path, row.method.to_string()), ());
        assert!(before.is_none(), "{} {} stands twice", row.method, row.path);
    }
}

#[actix_web::test]
async fn a_verb_without_a_row_is_answered_405_with_those_that_have_one() {
    let mut verbs: BTreeMap<&str, Vec<Method>> = BTreeMap::new();
    for row in routes::table() {
        verbs.entry(row.path).or_default().extend(row.verbs());
    }
    for (path, listed) in verbs {
        for verb in VERBS.iter().filter(|verb| !listed.contains(verb)) {
            let told = ask(request(verb, path)).await;
            let allow: Vec<_> = told.header("allow").split(", ").map(str::to_owned).collect();
            assert_eq!(told.status, 405, "{verb} {path}");
            assert_eq!(allow, listed.iter().map(ToString::to_string).collect::<Vec<_>>(), "{verb} {path}");
        }
    }
}

#[actix_web::test]
async fn a_stranger_gets_into_public_rows_only() {
    for row in routes::table() {
        for verb in row.verbs() {
            let told = ask(request(&verb, row.path)).await;
            match row.gate.access {
                Access::Anyone | Access::Public => assert_ne!(told.status, 401, "{verb} {}", row.path),
                _ => assert_eq!(told.status, 401, "{verb} {}", row.path),
            }
        }
        if !matches!(row.gate.access, Access::Anyone | Access::Public) && row.surface == Surface::Page && row.method == Method::GET {
            let told = ask(request(&row.method, row.path).insert_header(HTML)).await;
            assert_eq!((told.status, told.header("location").split('?').next()), (303, Some("/sign-in")), "{}", row.path);
        }
    }
}

#[actix_web::test]
async fn a_role_that_lacks_the_permission_is_refused_at_the_door() {
    for row in routes::table() {
        for role in Role::ALL {
            let refused = match row.gate.access {
                Access::Client(needs) => !role.may(needs),
                Access::PlatformAdmin => true,
                Access::Anyone | Access::Public | Access::SignedIn => false,
            };
            if refused {
                let told = ask(signed_in(request(&row.method, row.path), role.as_str())).await;
                assert_eq!(told.status, 403, "{role} {} {}", row.method, row.path);
            }
        }
    }
}

#[actix_web::test]
async fn who_belongs_to_no_client_is_told_so() {
    for row in routes::table().iter().filter(|row| matches!(row.gate.access, Access::Client(_))) {
        let told = ask(signed_in(request(&row.method, row.path), "newcomer")).await;
        assert_eq!((told.status, told.json()["code"].as_str()), (403, Some("no-client")), "{}", row.path);
    }
}

#[actix_web::test]
async fn no_form_is_taken_without_its_token_or_with_another_ones() {
    let someone = |row: &Row| signed_in(request(&row.method, row.path), "platform");
    for row in routes::table().iter().filter(|row| row.gate.body == Body::Form) {
        let urlencoded = ("content-type", "application/x-www-form-urlencoded");
        for body in ["a=b".to_owned(), format!("form_token={}", form_token("another-login"))] {
            let told = ask(someone(row).insert_header(urlencoded).set_payload(body)).await;
            assert_eq!((told.status, told.json()["code"].as_str()), (403, Some("form-expired")), "{}", row.path);
        }
        assert_eq!(ask(someone(row).set_payload("a=b")).await.status, 415, "{} without a type", row.path);
    }
    for row in routes::table().iter().filter(|row| row.gate.body == Body::Files) {
        let multipart = (header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let told = ask(someone(row)
            .insert_header(multipart)
            .set_payload("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n"))
        .await;
        assert_eq!((told.status, told.json()["code"].as_str()), (403, Some("form-expired")), "{}", row.path);
    }
}

#[actix_web::test]
async fn no_change_is_taken_from_another_site() {
    for row in routes::table().iter().filter(|row| row.gate.body != Body::None) {
        let told = ask(signed_in(request(&row.method, row.path), "platform").insert_header(("sec-fetch-site", "cross-site"))).await;
        assert_eq!((told.status, told.json()["code"].as_str()), (403, Some("foreign-origin")), "{}", row.path);
    }
}

#[test]
fn every_change_reads_a_body_that_the_guard_knows() {
    for row in routes::table().iter().filter(|row| row.method != Method::GET) {
        assert_ne!(row.gate.body, Body::None, "{} {} would pass without a look at where it comes from", row.method, row.path);
    }
}

#[actix_web::test]
async fn a_host_that_is_not_ours_gets_nothing_not_even_the_door() {
    let told = ask(TestRequest::get().uri("/sign-in").insert_header(("host", "rebound.example:8080")).insert_header(HTML)).await;
    assert_eq!(told.status, 421);
    assert!(told.body.contains("rebound.example") && !told.body.contains("<form"), "{}", told.body);
    let ours = ask(TestRequest::get().uri("/sign-in").insert_header(("host", "127.0.0.1:8080")).insert_header(HTML)).await;
    assert_eq!(ours.status, 200);
}
