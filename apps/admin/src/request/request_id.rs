//! Names every request, so that the line on an error page and the line in the log are the same one.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use tracing::Instrument;

use crate::admin::Admin;

/// A request's name: its milliseconds since 1970 and 32 random bits, as 12 and 8 hexadecimal digits.
#[derive(Debug, Clone)]
pub struct RequestId(String);

impl RequestId {
    /// The name of a request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> String {
        request.extensions().get::<Self>().map(|id| id.0.clone()).unwrap_or_default()
    }
}

/// The outermost middleware: names the request, logs it with its outcome, sends the name back in `X-Request-Id`.
///
/// A name that a caller sends is not taken over: it would end up in our log as theirs to choose.
///
/// # Errors
/// Only what the inner service gives.
pub async fn name(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let millis = request.app_data::<web::Data<Admin>>().map_or(0, |admin| admin.clock.now().unix_timestamp_nanos() / 1_000_000);
    let id = format!("{millis:012x}-{:08x}", rand::random::<u32>());
    request.extensions_mut().insert(RequestId(id.clone()));
    // The query may hold what a person searched for; it stays out of the log.
    let span = tracing::info_span!("request", %id, method = %request.method(), path = request.path());
    let begun = Instant::now();
    let mut response = next.call(request).instrument(span.clone()).await?;
    let ms = begun.elapsed().as_millis();
    let status = response.status().as_u16();
    // A page is a hundred pictures: what was only looked at, and was there, would bury the rest.
    let is_quiet = response.request().method().is_safe() && status < 400;
    span.in_scope(|| match is_quiet {
        true => tracing::debug!(status, %ms, "answered"),
        false => tracing::info!(status, %ms, "answered"),
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}
