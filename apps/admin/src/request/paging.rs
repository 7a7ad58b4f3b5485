//! Lists in pages: `?after=<cursor>&limit=<rows>` in, the next page's address out; for JSON also as a `Link` header (RFC 8288).

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_domain::page::{Cursor, Limit, Page};

use crate::answer::failure::{Answer, Failure};
use crate::answer::links;
use crate::request::address_query;

/// The part of a query that pages a list. Lists with filters repeat these two fields beside their own.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct PageQuery {
    /// Where the page begins: `next` of the page before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 200. Without it 50.
    pub limit: Option<u16>,
}

impl PageQuery {
    /// Where the page begins.
    ///
    /// # Errors
    /// [`Failure::Address`] when the text is no cursor of ours.
    pub fn cursor(&self) -> Result<Option<Cursor>, Failure> {
        address_query::cursor("after", self.after.as_deref())
    }

    /// How many rows.
    #[must_use]
    pub fn limit(&self) -> Limit {
        self.limit.map_or_else(Limit::default, Limit::new)
    }
}

/// One page of a list as JSON.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Listed<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// Send this as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Listed<T> {
    /// A page, each row as JSON shows it.
    #[must_use]
    pub fn of<R>(page: Page<R>, one: impl FnMut(R) -> T) -> Self {
        let page = page.map(one);
        Self { items: page.rows, next: page.next.map(|cursor| cursor.to_string()) }
    }
}

/// Answers with a page of a list, and with the address of the next one.
///
/// # Errors
/// None; the type is that of handlers.
pub fn listed<T: Serialize>(request: &HttpRequest, page: &Listed<T>) -> Answer {
    let mut response = HttpResponse::Ok();
    if let Some(next) = &page.next {
        response.insert_header((header::LINK, format!("<{}>; rel=\"next\"", links::changed(request, "after", Some(next)))));
    }
    Ok(response.json(page))
}

/// The links of a list's page: on to the next, and back to the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    /// The first page, unless this is it.
    pub first: Option<String>,
    /// The next page, unless this is the last.
    pub next: Option<String>,
}

impl Pager {
    /// The links of this page.
    #[must_use]
    pub fn of(request: &HttpRequest, next: Option<&Cursor>) -> Self {
        let later = request.query_string().split('&').any(|pair| pair.starts_with("after=") && pair.len() > 6);
        Self {
            first: later.then(|| links::changed(request, "after", None)),
            next: next.map(|cursor| links::changed(request, "after", Some(&cursor.to_string()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use time::macros::datetime;

    #[test]
    fn the_next_page_keeps_the_filter() {
        let cursor = Cursor { at: datetime!(2026-11-21 8:00 UTC), id: "p-1".into() };
        let request = TestRequest::with_uri("/products?q=lamp").to_http_request();
        let pager = Pager::of(&request, Some(&cursor));
        assert_eq!(pager.first, None);
        assert_eq!(pager.next.as_deref(), Some(&*format!("/products?q=lamp&after={cursor}")));
        let last = Pager::of(&TestRequest::with_uri("/products?q=lamp&after=1.a").to_http_request(), None);
        assert_eq!((last.first.as_deref(), last.next), (Some("/products?q=lamp"), None));
    }

    #[test]
    fn a_cursor_of_another_make_is_refused_and_a_limit_is_bounded() {
        let query = |after: &str| PageQuery { after: Some(after.into()), limit: Some(9_999) };
        assert!(query("rubbish").cursor().is_err());
        assert_eq!(query("").cursor().unwrap(), None);
        assert_eq!(query("").limit().rows(), 200);
    }
}
