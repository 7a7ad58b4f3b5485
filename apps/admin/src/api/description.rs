//! `/api/openapi.json`: the description of the API, in English for tools.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use time::OffsetDateTime;
use visualizer_domain::user::Locale;

use crate::answer::failure::Answer;
use crate::api::openapi;
use crate::routes;
use crate::words::Words;

// No sentence of the description tells a time.
static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| openapi::document(&routes::table(), Words::new(Locale::En, OffsetDateTime::UNIX_EPOCH)).to_string());

/// The description as JSON.
pub async fn show() -> Answer {
    Ok(HttpResponse::Ok().content_type("application/json").body(DOCUMENT.as_str()))
}
