//! The description of the API against the table that it describes.

use actix_web::test::TestRequest;
use serde_json::Value;

use super::{HTML, ask};
use crate::routes;
use crate::routes::route::Surface;

async fn document() -> Value {
    ask(TestRequest::get().uri("/api/openapi.json")).await.json()
}

#[actix_web::test]
async fn every_operation_of_the_table_is_described_once() {
    let document = document().await;
    let mut names = std::collections::HashSet::new();
    for row in routes::table().iter().filter(|row| row.surface == Surface::Api) {
        let operation = row.operation.as_ref().unwrap_or_else(|| panic!("{} {} says nothing", row.method, row.path));
        assert!(names.insert(operation.name), "{} is used twice", operation.name);
        let described = &document["paths"][row.path][row.method.as_str().to_ascii_lowercase()];
        assert_eq!(described["operationId"], operation.name, "{} {}", row.method, row.path);
        assert!(!described["summary"].as_str().unwrap_or_default().starts_with("api-"), "{} has no sentence", operation.name);
    }
}

#[actix_web::test]
async fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.1");
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

#[actix_web::test]
async fn the_page_shows_every_operation_and_needs_nothing_from_elsewhere() {
    let told = ask(TestRequest::get().uri("/api/docs").insert_header(HTML)).await;
    assert_eq!(told.status, 200);
    for row in routes::table().iter().filter(|row| row.surface == Surface::Api) {
        assert!(told.body.contains(row.path), "{}", row.path);
    }
    assert!(told.body.contains("id=\"problem-not-found\""), "types of problems lead here");
    assert!(!told.body.contains("http://") && !told.body.contains("https://"));
}
