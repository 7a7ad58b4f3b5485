//! Versions in headers: `ETag` out; `If-None-Match` (send it only if I do not have it) and `If-Match` (change it only if it still
//! is what I saw) in. The version of a thing is its row's version number.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, ETag, EntityTag, Header, IfMatch as IfMatchHeader, IfNoneMatch};
use actix_web::{FromRequest, HttpRequest};

use crate::answer::failure::Failure;

/// The tag of a version.
#[must_use]
pub fn of_version(version: i64) -> ETag {
    ETag(EntityTag::new_strong(version.to_string()))
}

/// True when the caller has this already.
#[must_use]
pub fn not_modified(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => request.headers().contains_key(header::IF_NONE_MATCH),
        // Compression in between makes tags weak; for "do I have it" the weak comparison is the right one (RFC 9110, 13.1.2).
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// The version that a change was made from. Extracting it refuses a request that names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMatch {
    /// Whatever version it has now.
    Any,
    /// This version only.
    Version(i64),
}

impl IfMatch {
    /// The version to compare with; `None` for any.
    #[must_use]
    pub fn version(self) -> Option<i64> {
        match self {
            Self::Any => None,
            Self::Version(version) => Some(version),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if !request.headers().contains_key(header::IF_MATCH) {
            return ready(Err(Failure::PreconditionRequired));
        }
        ready(match IfMatchHeader::parse(request) {
            Ok(IfMatchHeader::Any) => Ok(Self::Any),
            Ok(IfMatchHeader::Items(tags)) => match tags.as_slice() {
                [tag] if !tag.weak => tag.tag().parse().map(Self::Version).map_err(|_| unknown(tag.tag())),
                _ => Err(Failure::Malformed("If-Match: one strong tag is expected".to_owned())),
            },
            Err(error) => Err(Failure::Malformed(format!("If-Match: {error}"))),
        })
    }
}

fn unknown(tag: &str) -> Failure {
    Failure::Malformed(format!("If-Match: {tag:?} is not a version"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    async fn extracted(value: &str) -> Result<IfMatch, Failure> {
        IfMatch::extract(&TestRequest::patch().insert_header((header::IF_MATCH, value)).to_http_request()).await
    }

    #[actix_web::test]
    async fn a_change_names_the_version_it_was_made_from() {
        assert_eq!(extracted("\"7\"").await.unwrap().version(), Some(7));
        assert_eq!(extracted("*").await.unwrap().version(), None);
        for bad in ["W/\"7\"", "\"7\", \"8\"", "\"seven\"", "7"] {
            assert!(matches!(extracted(bad).await, Err(Failure::Malformed(_))), "{bad}");
        }
        let without = TestRequest::patch().to_http_request();
        assert!(matches!(IfMatch::extract(&without).await, Err(Failure::PreconditionRequired)));
    }

    #[test]
    fn what_the_caller_has_is_not_sent_again() {
        let tag = EntityTag::new_strong("abc".into());
        let has = |value: &str| not_modified(&TestRequest::get().insert_header((header::IF_NONE_MATCH, value)).to_http_request(), &tag);
        assert!(has("\"abc\"") && has("W/\"abc\"") && has("\"x\", \"abc\"") && has("*"));
        assert!(!has("\"x\""));
        assert!(!not_modified(&TestRequest::get().to_http_request(), &tag));
    }
}
