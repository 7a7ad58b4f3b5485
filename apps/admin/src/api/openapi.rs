//! The description of the API (OpenAPI 3.1), made from the same table that serves it, so that the two cannot differ.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use crate::answer::problem_json::ProblemJson;
use crate::guard::access::Access;
use crate::routes::operation::Operation;
use crate::routes::route::{Row, Surface};
use crate::words::Words;

/// The description. Sentences are in the language of `words`; everything else is the same in both.
#[must_use]
pub fn document(rows: &[Row], words: Words) -> Value {
    // The same schemas serve both directions; what a client sends is never more than what it may read back.
    let mut schemas =
        SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator();
    let problem = schemas.subschema_for::<ProblemJson>();
    let mut paths: Map<String, Value> = Map::new();
    for row in rows.iter().filter(|row| row.surface == Surface::Api) {
        if let Some(operation) = &row.operation {
            let path = paths.entry(row.path).or_insert_with(|| json!({}));
            path[row.method.as_str().to_ascii_lowercase()] = described(row, operation, &mut schemas, words);
        }
    }
    let mut components = schemas.take_definitions(true);
    components.entry("Problem").or_insert_with(|| problem.to_value());
    json!({
        "openapi": "3.1.1",
        "info": { "title": "Visualizer", "version": env!("CARGO_PKG_VERSION"), "description": words.t("api-about").to_string() },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": {
                "Problem": {
                    "description": words.t("api-problem").to_string(),
                    "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
                }
            },
            "securitySchemes": { "signIn": { "type": "apiKey", "in": "cookie", "name": "visualizer-sign-in" } }
        },
        "security": [{ "signIn": [] }]
    })
}

fn described(row: &Row, operation: &Operation, schemas: &mut SchemaGenerator, words: Words) -> Value {
    let mut value = json!({
        "operationId": operation.name,
        "summary": words.t(format!("api-{}", operation.name)).to_string(),
        "tags": [tag(row.path)],
        "parameters": parameters(row, operation, schemas),
        "responses": responses(operation, schemas),
        "x-access": access(row.gate.access),
    });
    if let Some(takes) = operation.takes {
        value["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": takes(schemas) } } });
    }
    if let Some(field) = operation.takes_files {
        let files = json!({ "type": "array", "items": { "type": "string", "contentMediaType": "image/*" } });
        let schema = json!({ "type": "object", "required": [field], "properties": { field: files } });
        value["requestBody"] = json!({ "required": true, "content": { "multipart/form-data": { "schema": schema } } });
    }
    if matches!(row.gate.access, Access::Anyone | Access::Public) {
        value["security"] = json!([]);
    }
    value
}

/// The part of the path behind `/api/`.
#[must_use]
pub fn tag(path: &str) -> &str {
    path.trim_start_matches("/api/").split('/').next().unwrap_or_default()
}

/// What a caller must be, as a short word: `public`, `signed-in`, a permission, `platform-admin`.
#[must_use]
pub fn access(access: Access) -> String {
    match access {
        Access::Anyone | Access::Public => "public".to_owned(),
        Access::SignedIn => "signed-in".to_owned(),
        Access::Client(permission) => permission.to_string(),
        Access::PlatformAdmin => "platform-admin".to_owned(),
    }
}

fn parameters(row: &Row, operation: &Operation, schemas: &mut SchemaGenerator) -> Vec<Value> {
    let text = json!({ "type": "string" });
    let mut parameters: Vec<Value> = row
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": text }))
        .collect();
    for query in &operation.query {
        let schema = resolved(query(schemas), schemas);
        let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            parameters.push(json!({
                "name": name, "in": "query", "required": required.contains(&name.as_str()),
                "description": field["description"], "schema": field,
            }));
        }
    }
    if operation.needs_version {
        parameters.push(json!({ "name": "If-Match", "in": "header", "required": true, "schema": text }));
    }
    if operation.obeys_key {
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false, "schema": text }));
    }
    parameters
}

fn responses(operation: &Operation, schemas: &mut SchemaGenerator) -> Value {
    let mut responses = json!({ "default": { "$ref": "#/components/responses/Problem" } });
    if let Some(media_type) = operation.gives_file {
        let bytes = json!({ "type": "string", "contentMediaType": media_type });
        responses["200"] = json!({ "description": "OK", "content": { media_type: { "schema": bytes } } });
    }
    if let Some((status, schema)) = operation.gives {
        let described = match status {
            201 => "Created",
            202 => "Accepted",
            204 => "No content",
            _ => "OK",
        };
        responses[status.to_string()] = match schema {
            Some(schema) => json!({ "description": described, "content": { "application/json": { "schema": schema(schemas) } } }),
            None => json!({ "description": described }),
        };
    }
    responses
}

/// The schema itself, where the generator gave a reference to one of its definitions.
fn resolved(schema: schemars::Schema, schemas: &SchemaGenerator) -> Value {
    let schema = schema.to_value();
    let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    name.and_then(|name| schemas.definitions().get(name).cloned()).unwrap_or(schema)
}
