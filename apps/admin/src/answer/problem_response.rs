//! The one place that turns a failure into what a caller sees: a page for people, problem+json (RFC 9457) for programs, in the
//! reader's language, with the request's name. Causes go to the log and nowhere else.

use std::error::Error as _;
use std::fmt::Write as _;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use askama::Template as _;
use visualizer_domain::Problem;

use crate::answer::failure::Failure;
use crate::answer::links;
use crate::answer::problem_json::ProblemJson;
use crate::guard::visit::Visit;
use crate::pages::problem::ProblemPage;
use crate::request::negotiate;

/// The middleware: lets answers through, tells failures.
///
/// # Errors
/// None: whatever fails inside is told.
pub async fn tell(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?;
    let failed = response.response().error().map(|error| (error.as_error::<Failure>().is_some(), response.status()));
    let Some((ours, status)) = failed else { return Ok(response.map_into_boxed_body()) };
    let (request, inner) = response.into_parts();
    let told = match inner.error().and_then(|error| error.as_error::<Failure>()).filter(|_| ours) {
        Some(failure) => told(failure, &request),
        None => told(&of_framework(inner.error(), status, &request), &request),
    };
    Ok(ServiceResponse::new(request, told))
}

/// What the framework itself refused, in our words.
fn of_framework(error: Option<&Error>, status: StatusCode, request: &HttpRequest) -> Failure {
    let text = error.map(ToString::to_string).unwrap_or_default();
    match status {
        StatusCode::NOT_FOUND => Failure::no_page(request),
        status if status.is_client_error() => Failure::Malformed(text),
        _ => Problem::internal("answering a request", text).into(),
    }
}

fn told(failure: &Failure, request: &HttpRequest) -> HttpResponse {
    log(failure);
    if let Some(sign_in) = sign_in_first(failure, request) {
        return sign_in;
    }
    let visit = request.extensions().get::<Visit>().cloned();
    let visit = visit.unwrap_or_else(|| Visit::of_stranger(request));
    let status = status(failure, request);
    let mut response = HttpResponse::build(status);
    match failure {
        Failure::MethodNotAllowed { allow } => drop(response.insert_header((header::ALLOW, allow.as_str()))),
        Failure::Problem(Problem::TooMany { retry_after_s }) => drop(response.insert_header((header::RETRY_AFTER, *retry_after_s))),
        Failure::Problem(Problem::Unavailable { .. }) => drop(response.insert_header((header::RETRY_AFTER, 5))),
        _ => {}
    }
    if negotiate::reads_pages(request)
        && let Ok(page) = ProblemPage::of(failure, status, &visit).render()
    {
        return response.content_type("text/html; charset=utf-8").body(page);
    }
    let problem = ProblemJson::of(failure, status, &visit);
    response.content_type("application/problem+json").body(serde_json::to_string(&problem).unwrap_or_default())
}

/// A person who opens a page without being signed in is sent to the door and comes back. What they were about to change is not
/// sent away: it gets a page that leaves the form in the browser's history.
fn sign_in_first(failure: &Failure, request: &HttpRequest) -> Option<HttpResponse> {
    let opens_a_page = matches!(*request.method(), Method::GET | Method::HEAD) && negotiate::reads_pages(request);
    let address =
        request.uri().path_and_query().filter(|_| opens_a_page && matches!(failure, Failure::Problem(Problem::Unauthenticated)))?;
    let door = match address.as_str() {
        "/" => "/sign-in".to_owned(),
        address => links::with_query("/sign-in", [("next", address)]),
    };
    Some(HttpResponse::SeeOther().insert_header((header::LOCATION, door)).finish())
}

/// A version that no longer holds is a failed precondition where the caller stated one, and a conflict otherwise.
fn status(failure: &Failure, request: &HttpRequest) -> StatusCode {
    match failure {
        Failure::Problem(Problem::Stale { .. }) if request.headers().contains_key(header::IF_MATCH) => StatusCode::PRECONDITION_FAILED,
        other => other.status(),
    }
}

fn log(failure: &Failure) {
    match failure {
        Failure::Problem(Problem::Internal { .. } | Problem::Unavailable { .. } | Problem::StorageFull) => {
            let mut told = failure.to_string();
            // `Failure` is transparent over the problem, so its source is the problem's cause.
            let mut cause = failure.source();
            while let Some(error) = cause {
                let _ = write!(told, ": {error}");
                cause = error.source();
            }
            tracing::error!(code = failure.code(), "{told}");
        }
        other => tracing::debug!(code = other.code(), "{other}"),
    }
}
