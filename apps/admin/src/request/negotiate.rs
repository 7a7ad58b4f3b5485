//! What a caller would like: the language, and whether it reads pages or JSON.

use actix_web::HttpRequest;
use actix_web::http::header;
use visualizer_domain::user::Locale;

use crate::guard::cookies::Ours;

/// The language of somebody who has not told us theirs by signing in: the cookie, then `Accept-Language`, then English.
#[must_use]
pub fn locale(request: &HttpRequest, secure: bool) -> Locale {
    let chosen = Ours::Language.read(request, secure).and_then(|text| text.parse().ok());
    chosen.or_else(|| accepted(request)).unwrap_or(Locale::En)
}

/// The language of ours with the highest quality; the first one wins a tie (RFC 9110, 12.5.4).
fn accepted(request: &HttpRequest) -> Option<Locale> {
    let header = request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Locale)> = None;
    for range in header.split(',').take(20) {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let quality = parameters.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0f32);
        let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let Ok(locale) = primary.parse::<Locale>() else { continue };
        if quality > 0.0 && best.is_none_or(|(known, _)| quality > known) {
            best = Some((quality, locale));
        }
    }
    best.map(|(_, locale)| locale)
}

/// True when a problem should be told as a page: the caller asked for a page, and not for the API.
#[must_use]
pub fn reads_pages(request: &HttpRequest) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !is_api(request.path()) && accepts.contains("text/html")
}

/// True for an address of the JSON API.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// The path to go on to after signing in: a path of ours, never another host's.
///
/// Browsers read `//host` and `/\host` as another host, and drop tabs and line breaks before they read.
#[must_use]
pub fn local_path(wanted: &str) -> Option<&str> {
    let ours = wanted.starts_with('/') && !wanted[1..].starts_with(['/', '\\']) && !wanted.chars().any(|c| c.is_control() || c == '\\');
    (ours && wanted.len() <= 1_024).then_some(wanted)
}

/// The page of ours that a form was sent from, by `Referer`; our policy lets browsers send it whole to ourselves.
#[must_use]
pub fn sent_from(request: &HttpRequest) -> Option<String> {
    let referer = request.headers().get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    let path = &rest[rest.find('/')?..];
    // Whatever host it names, only the path is taken, and only where a page of ours could be.
    local_path(path).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_page_that_a_form_was_sent_from_is_found_again() {
        let from = |referer: &str| sent_from(&TestRequest::post().insert_header((header::REFERER, referer)).to_http_request());
        assert_eq!(from("https://app.example/products/p1?edit=1").as_deref(), Some("/products/p1?edit=1"));
        assert_eq!(from("https://app.example//evil.example"), None);
        assert_eq!(from("rubbish"), None);
    }

    #[test]
    fn the_best_language_of_ours_wins() {
        let of = |text: &str| locale(&TestRequest::default().insert_header(("accept-language", text)).to_http_request(), false);
        assert_eq!(of("ja,en-US;q=0.9"), Locale::Ja);
        assert_eq!(of("fr;q=1, en;q=0.4, ja-JP;q=0.8"), Locale::Ja);
        assert_eq!(of("en;q=0.5, ja;q=0"), Locale::En);
        assert_eq!(of("de"), Locale::En);
        assert_eq!(of(";;q=,,"), Locale::En);
    }

    #[test]
    fn nobody_is_sent_to_another_host() {
        assert_eq!(local_path("/products?after=1"), Some("/products?after=1"));
        for bad in ["", "products", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/\t/evil.example"] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }
}
