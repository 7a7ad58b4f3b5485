//! Reads bodies with bounds: so many bytes, so long a pause, so long in all. Nothing is read before the guard let the caller in.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::header;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use visualizer_domain::Problem;

use crate::answer::failure::Failure;
use crate::settings::Limits;

/// Reads a whole body.
///
/// # Errors
/// [`Problem::TooLarge`] over `max_bytes` (before reading, when the caller says how much comes), [`Failure::SlowBody`] when it
/// does not arrive in time, [`Failure::Malformed`] when it breaks off.
pub async fn read(
    request: &HttpRequest,
    mut body: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin,
    max_bytes: u64,
    limits: &Limits,
) -> Result<Bytes, Failure> {
    let too_large = || Failure::from(Problem::TooLarge { max_bytes });
    if announced(request).is_some_and(|bytes| bytes > max_bytes) {
        return Err(too_large());
    }
    let whole = async {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = next(&mut body, limits.body_pause).await? {
            if (bytes.len() + chunk.len()) as u64 > max_bytes {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    };
    tokio::time::timeout(limits.body_total, whole).await.map_err(|_| Failure::SlowBody)?
}

/// Waits for the next piece of a body, no longer than `pause`.
///
/// # Errors
/// [`Failure::SlowBody`], or [`Failure::Malformed`] when it breaks off.
pub async fn next<E: std::fmt::Display>(
    body: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
    pause: Duration,
) -> Result<Option<Bytes>, Failure> {
    match tokio::time::timeout(pause, body.next()).await {
        Err(_) => Err(Failure::SlowBody),
        Ok(None) => Ok(None),
        Ok(Some(Ok(chunk))) => Ok(Some(chunk)),
        Ok(Some(Err(error))) => Err(Failure::Malformed(error.to_string())),
    }
}

/// How many bytes the caller says that the body has.
#[must_use]
pub fn announced(request: &HttpRequest) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// # Errors
/// [`Problem::UnsupportedMedia`] when the body is of another type than `wanted`.
pub fn check_type(request: &HttpRequest, wanted: &str) -> Result<(), Failure> {
    let found = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = found.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        Ok(())
    } else {
        let found = if essence.is_empty() { "a body without Content-Type".to_owned() } else { essence.chars().take(80).collect() };
        Err(Problem::UnsupportedMedia { found }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use futures_util::stream;

    fn chunks(chunks: &[&'static str]) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin {
        stream::iter(chunks.iter().map(|c| Ok(Bytes::from_static(c.as_bytes()))).collect::<Vec<_>>())
    }

    #[actix_web::test]
    async fn a_body_over_the_bound_is_refused_at_the_bound() {
        let request = TestRequest::default().to_http_request();
        let limits = Limits::default();
        assert_eq!(read(&request, chunks(&["abc", "de"]), 5, &limits).await.unwrap(), "abcde");
        assert!(matches!(
            read(&request, chunks(&["abc", "def"]), 5, &limits).await,
            Err(Failure::Problem(Problem::TooLarge { max_bytes: 5 }))
        ));
    }

    #[actix_web::test]
    async fn a_body_that_says_it_is_too_large_is_not_read() {
        let request = TestRequest::default().insert_header((header::CONTENT_LENGTH, "6")).to_http_request();
        let never = stream::pending::<Result<Bytes, PayloadError>>();
        assert!(matches!(read(&request, never, 5, &Limits::default()).await, Err(Failure::Problem(Problem::TooLarge { .. }))));
    }

    #[actix_web::test]
    async fn a_body_that_stalls_is_given_up() {
        let limits = Limits { body_pause: Duration::from_millis(10), ..Limits::default() };
        let stalls = chunks(&["abc"]).chain(stream::pending());
        assert!(matches!(read(&TestRequest::default().to_http_request(), stalls, 5, &limits).await, Err(Failure::SlowBody)));
    }
}
