//! Proof that a change was asked for by a page of ours: where the request comes from, and a token in every form.
//!
//! Browsers say where a request comes from; what is not from here is refused. Forms also carry a token that is derived from the
//! login (before it, from a random cookie), so nothing needs to be stored. JSON needs no token: no foreign page can send it
//! without asking first, and we never say yes.

use actix_web::HttpRequest;
use actix_web::http::header;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use visualizer_domain::Problem;

use crate::answer::failure::Failure;
use crate::guard::visit::Visit;
use crate::hex;
use crate::settings::Settings;

/// Name of the hidden field.
pub const FIELD: &str = "form_token";

/// Name of the hidden field with the client that the page showed.
pub const CLIENT_FIELD: &str = "form_client";

/// Refuses what a page of another client sends: its reader has entered this one meanwhile, in another tab, and would change it without
/// meaning to. Callers that do not say what they saw mean the client that they are in.
///
/// # Errors
/// [`Problem::Conflict`] `client-changed`.
pub fn check_client(visit: &Visit, seen: &str) -> Result<(), Failure> {
    let is_here = visit.client().is_some_and(|client| client.as_str() == seen);
    if seen.is_empty() || is_here { Ok(()) } else { Err(Problem::conflict("client-changed").into()) }
}

/// What the tokens of one login are made from.
#[derive(Clone)]
pub struct FormSecret([u8; 32]);

impl FormSecret {
    /// Derives the secret from the value of the sign-in cookie or the door cookie.
    #[must_use]
    pub fn of(cookie: &str) -> Self {
        Self(Sha256::new().chain_update(b"visualizer form token\0").chain_update(cookie).finalize().into())
    }

    /// A token for one page. It looks different every time, so that compressing it together with what a caller sent
    /// (BREACH) gives nothing away.
    #[must_use]
    pub fn token(&self) -> String {
        let mask: [u8; 32] = rand::random();
        let masked: Vec<u8> = mask.iter().zip(self.0).map(|(m, s)| m ^ s).collect();
        hex::encode(&[&mask[..], &masked].concat())
    }

    /// True when the token was made from this secret.
    #[must_use]
    pub fn made(&self, token: &str) -> bool {
        let Some(bytes) = hex::decode(token).filter(|bytes| bytes.len() == 64) else { return false };
        let secret: Vec<u8> = bytes[..32].iter().zip(&bytes[32..]).map(|(m, s)| m ^ s).collect();
        bool::from(secret.ct_eq(&self.0))
    }
}

impl std::fmt::Debug for FormSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormSecret")
    }
}

/// Checks where a change comes from.
///
/// `Sec-Fetch-Site` decides where it is sent; else `Origin` must name our host; a caller that sends neither is no browser
/// and carries no cookies that it did not put there itself.
///
/// # Errors
/// [`Failure::ForeignOrigin`] when another site asked.
pub fn check_origin(request: &HttpRequest, settings: &Settings) -> Result<(), Failure> {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let ours = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = settings.public_host.as_deref().or_else(|| text(header::HOST.as_str()));
            let named = origin.split_once("://").map(|(_, authority)| authority);
            named.is_some() && named == host
        }
        (None, None) => true,
    };
    if ours { Ok(()) } else { Err(Failure::ForeignOrigin) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_token_is_new_every_time_and_good_for_its_own_login_only() {
        let secret = FormSecret::of("token-a");
        let (one, two) = (secret.token(), secret.token());
        assert_ne!(one, two);
        assert!(secret.made(&one) && secret.made(&two));
        assert!(!FormSecret::of("token-b").made(&one));
        for bad in ["", "00", &"0".repeat(128), &one[..126]] {
            assert!(!secret.made(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_change_from_another_site_is_refused() {
        let passes = |headers: &[(&'static str, &'static str)]| {
            let request = headers.iter().fold(TestRequest::post().insert_header(("host", "app.example:8080")), |r, h| r.insert_header(*h));
            check_origin(&request.to_http_request(), &Settings::default()).is_ok()
        };
        assert!(passes(&[("sec-fetch-site", "same-origin")]));
        assert!(!passes(&[("sec-fetch-site", "cross-site")]));
        assert!(!passes(&[("sec-fetch-site", "same-site"), ("origin", "http://app.example:8080")]));
        assert!(passes(&[("origin", "http://app.example:8080")]));
        assert!(!passes(&[("origin", "http://evil.example")]));
        assert!(!passes(&[("origin", "null")]));
        assert!(passes(&[]), "a program that is no browser");
    }
}
