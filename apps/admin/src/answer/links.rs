//! Addresses of ours with a query. Used by paging, filters and the way back after signing in.

use std::fmt::Write as _;

use actix_web::HttpRequest;

/// `path?name=value&...`, each value encoded. Without values just the path.
#[must_use]
pub fn with_query<'a>(path: &str, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut link = path.to_owned();
    for (index, (name, value)) in values.into_iter().enumerate() {
        link.push(if index == 0 { '?' } else { '&' });
        encode(name, &mut link);
        link.push('=');
        encode(value, &mut link);
    }
    link
}

/// The address of this request with one value of its query changed, added or (with `None`) dropped.
#[must_use]
pub fn changed(request: &HttpRequest, name: &str, value: Option<&str>) -> String {
    let query = actix_web::web::Query::<Vec<(String, String)>>::from_query(request.query_string());
    let mut values = query.map(actix_web::web::Query::into_inner).unwrap_or_default();
    values.retain(|(known, _)| known != name);
    values.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    with_query(request.path(), values.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// Everything but unreserved characters (RFC 3986, 2.3) as `%XX`.
fn encode(text: &str, link: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => link.push(char::from(byte)),
            byte => drop(write!(link, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn values_are_encoded() {
        assert_eq!(with_query("/sign-in", [("next", "/products?q=a b&c")]), "/sign-in?next=%2Fproducts%3Fq%3Da%20b%26c");
        assert_eq!(with_query("/products", []), "/products");
    }

    #[test]
    fn one_value_changes_and_the_others_stay() {
        let request = TestRequest::with_uri("/products?q=m%C3%BCgge&after=1.a").to_http_request();
        assert_eq!(changed(&request, "after", Some("2.b")), "/products?q=m%C3%BCgge&after=2.b");
        assert_eq!(changed(&request, "after", None), "/products?q=m%C3%BCgge");
    }
}
