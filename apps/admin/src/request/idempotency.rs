//! A key that makes sending twice the same as sending once: a header for programs, a hidden field for forms. Control keeps the
//! first answer by it; this module only reads keys and makes new ones.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use visualizer_control::idempotency::KEY_MAX;

use crate::answer::failure::Failure;
use crate::forms::Form;
use crate::hex;

/// Name of the hidden field.
pub const FIELD: &str = "idempotency_key";

/// A caller's key; `None` when it sent none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl IdempotencyKey {
    /// A new key for a form.
    #[must_use]
    pub fn fresh() -> String {
        hex::encode(&rand::random::<[u8; 16]>())
    }

    /// The key of a form that was sent.
    #[must_use]
    pub fn of_form(form: &Form) -> Self {
        Self(Some(form.get(FIELD).to_owned()).filter(|key| is_key(key)))
    }

    /// The key as control takes it.
    #[must_use]
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

fn is_key(key: &str) -> bool {
    (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic())
}

impl FromRequest for IdempotencyKey {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get("idempotency-key") {
            None => Ok(Self(None)),
            Some(value) => match value.to_str() {
                Ok(key) if is_key(key) => Ok(Self(Some(key.to_owned()))),
                _ => Err(Failure::Malformed(format!("Idempotency-Key: 1 to {KEY_MAX} visible ASCII characters"))),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[actix_web::test]
    async fn a_key_is_short_and_visible() {
        let read =
            async |key: &str| IdempotencyKey::extract(&TestRequest::post().insert_header(("idempotency-key", key)).to_http_request()).await;
        assert_eq!(read("order-17").await.unwrap().as_deref(), Some("order-17"));
        for bad in ["", "a b", &"x".repeat(KEY_MAX + 1)] {
            assert!(read(bad).await.is_err(), "{bad:?}");
        }
        assert_eq!(IdempotencyKey::extract(&TestRequest::post().to_http_request()).await.unwrap().as_deref(), None);
        assert_ne!(IdempotencyKey::fresh(), IdempotencyKey::fresh());
    }
}
