//! The query of an address as a value. One that cannot be read is refused by the name of the part that is wrong, not in the framework's words.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use visualizer_domain::page::Cursor;

use crate::answer::failure::Failure;
use crate::answer::links;

/// The query of an address.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

/// Reads the query of an address.
///
/// # Errors
/// [`Failure::Address`] names the part that is wrong, [`Failure::Malformed`] says what is wrong with the whole.
pub fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    web::Query::<T>::from_query(query).map(web::Query::into_inner).map_err(|error| match wrong_part::<T>(query) {
        Some(part) => Failure::Address { part },
        None => Failure::Malformed(error.to_string()),
    })
}

/// A place in a list, as the part of an address with this name gives it.
///
/// # Errors
/// [`Failure::Address`] when it is none of ours.
pub fn cursor(part: &str, text: Option<&str>) -> Result<Option<Cursor>, Failure> {
    match text {
        None | Some("") => Ok(None),
        Some(text) => Cursor::parse(text).map(Some).ok_or_else(|| Failure::Address { part: part.to_owned() }),
    }
}

/// The first part that is refused even when it stands alone: the framework does not tell which it was.
fn wrong_part<T: DeserializeOwned>(query: &str) -> Option<String> {
    let parts = web::Query::<Vec<(String, String)>>::from_query(query).ok()?.into_inner();
    let alone = |(name, value): &&(String, String)| {
        let alone = links::with_query("", [(name.as_str(), value.as_str())]);
        web::Query::<T>::from_query(alone.trim_start_matches('?')).is_err()
    };
    parts.iter().find(alone).map(|(name, _)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::asset_query::AssetQuery;

    #[test]
    fn what_is_wrong_with_an_address_is_named() {
        for (query, wrong) in [("approval=banana", "approval"), ("pinned=true&from=9999-99-99", "from"), ("product=a%2Fb", "product")] {
            let Err(Failure::Address { part }) = parse::<AssetQuery>(query) else { panic!("{query} is refused") };
            assert_eq!(part, wrong, "{query}");
        }
        assert!(matches!(cursor("after", Some("garbage")), Err(Failure::Address { part }) if part == "after"));
        assert!(matches!(cursor("after", Some("")), Ok(None)));
    }
}
