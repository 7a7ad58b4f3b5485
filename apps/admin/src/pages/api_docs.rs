//! `/api/docs`: the description of the API as a page, without scripts and without anything from elsewhere.

use askama::Template;
use serde_json::Value;

use crate::answer::failure::Answer;
use crate::api::openapi;
use crate::guard::visit::Visit;
use crate::parts::shell::Shell;
use crate::routes;
use crate::words::Words;

#[derive(Template)]
#[template(path = "api_docs.html")]
struct ApiDocsPage {
    shell: Shell,
    w: Words,
    groups: Vec<Group>,
    problems: Vec<ProblemKind>,
    schemas: Vec<NamedSchema>,
}

/// Operations about one noun.
struct Group {
    name: String,
    operations: Vec<OperationView>,
}

/// One operation.
struct OperationView {
    name: String,
    verb: String,
    path: String,
    summary: String,
    access: String,
    parameters: Vec<ParameterView>,
    takes: Option<String>,
    gives: Vec<(String, Option<String>)>,
}

/// A value in the path, the query or a header.
struct ParameterView {
    name: String,
    place: String,
    required: bool,
    about: String,
}

/// A kind of problem; the address of its type leads here.
struct ProblemKind {
    code: &'static str,
    status: u16,
    about: String,
}

struct NamedSchema {
    name: String,
    text: String,
}

/// Problems that any operation may give. Conflicts share one entry, since each rule has a code of its own.
const PROBLEMS: [(&str, u16); 19] = [
    ("malformed", 400),
    ("unauthenticated", 401),
    ("forbidden", 403),
    ("platform-only", 403),
    ("no-client", 403),
    ("foreign-origin", 403),
    ("unknown-host", 421),
    ("form-expired", 403),
    ("not-found", 404),
    ("method-not-allowed", 405),
    ("slow-body", 408),
    ("conflict", 409),
    ("stale", 412),
    ("too-large", 413),
    ("unsupported-media", 415),
    ("invalid", 422),
    ("precondition-required", 428),
    ("too-many", 429),
    ("internal", 500),
];

/// The page.
///
/// # Errors
/// When the page cannot be written.
pub async fn show(visit: Visit) -> Answer {
    let document = openapi::document(&routes::table(), visit.words);
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let page = ApiDocsPage {
        shell: visit.shell(None),
        w: visit.words,
        groups: groups(&document),
        problems: PROBLEMS
            .map(|(code, status)| ProblemKind { code, status, about: visit.words.t(format!("api-problem-{code}")).to_string() })
            .into(),
        schemas: schemas.map(|(name, schema)| NamedSchema { name: name.clone(), text: pretty(schema) }).collect(),
    };
    visit.page(&page)
}

fn groups(document: &Value) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (path, verbs) in document["paths"].as_object().into_iter().flatten() {
        for (verb, operation) in verbs.as_object().into_iter().flatten() {
            let view = operation_view(document, path, verb, operation);
            let name = openapi::tag(path);
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.operations.push(view),
                None => groups.push(Group { name: name.to_owned(), operations: vec![view] }),
            }
        }
    }
    groups
}

fn operation_view(document: &Value, path: &str, verb: &str, operation: &Value) -> OperationView {
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| ParameterView {
        name: text(&parameter["name"]),
        place: text(&parameter["in"]),
        required: parameter["required"] == true,
        about: text(&parameter["description"]),
    });
    let body = operation["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
    let gives = operation["responses"].as_object().into_iter().flatten().filter(|(status, _)| *status != "default");
    OperationView {
        name: text(&operation["operationId"]),
        verb: verb.to_ascii_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        access: text(&operation["x-access"]),
        parameters: parameters.collect(),
        takes: body.map(|(media_type, body)| format!("{media_type}\n{}", pretty(named(document, &body["schema"])))),
        gives: gives
            .map(|(status, answer)| {
                let schema = &answer["content"]["application/json"]["schema"];
                (status.clone(), (!schema.is_null()).then(|| pretty(named(document, schema))))
            })
            .collect(),
    }
}

/// A schema that only names another is that other one: what it has stands where it is used.
fn named<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let place = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
    place.and_then(|place| document.pointer(place)).unwrap_or(schema)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
