//! Which names this installation answers to. A page of another site can point a name of its own at this machine (DNS rebinding) and
//! would then be "the same site" to the browser; it cannot give itself our name, and it cannot make an address of numbers its own.

use std::net::IpAddr;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::admin::Admin;
use crate::answer::failure::Failure;

/// The middleware: one check for each request, before routing.
///
/// # Errors
/// Only what the inner service gives.
pub async fn check(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let host = request.headers().get(header::HOST).map(|value| value.to_str().unwrap_or_default().to_owned());
    let public = request.app_data::<web::Data<Admin>>().and_then(|admin| admin.settings.public_host.clone());
    match host {
        Some(host) if !is_ours(&host, public.as_deref()) => Ok(request.error_response(Failure::UnknownHost { host })),
        // Browsers always name the host that they ask.
        _ => Ok(next.call(request).await?.map_into_boxed_body()),
    }
}

/// The public name, an address of numbers, or `localhost`; each with any port.
fn is_ours(host: &str, public: Option<&str>) -> bool {
    let name = name_of(host);
    public.is_some_and(|public| name.eq_ignore_ascii_case(name_of(public)))
        || name.eq_ignore_ascii_case("localhost")
        || name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}

/// `name:port` without the port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_localhost_and_the_public_name_are_ours() {
        for host in ["127.0.0.1:8080", "192.168.1.7", "[::1]:8080", "[::1]", "localhost", "LOCALHOST:3000"] {
            assert!(is_ours(host, None), "{host}");
        }
        let public = Some("pictures.example:8443");
        assert!(is_ours("pictures.example", public) && is_ours("Pictures.Example:8443", public));
    }

    #[test]
    fn a_name_that_somebody_else_points_here_is_not() {
        for host in ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "", "pictures.example.evil"] {
            assert!(!is_ours(host, None), "{host}");
            assert!(!is_ours(host, Some("pictures.example")), "{host}");
        }
    }
}
