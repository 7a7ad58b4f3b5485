//! Which products an address asks for: the filter of the list as it stands in queries and links, for pages and programs alike.

use schemars::JsonSchema;
use serde::Deserialize;
use visualizer_control::products::ProductFilter;
use visualizer_domain::page::{Cursor, Limit};

use crate::answer::failure::Failure;
use crate::request::paging::PageQuery;

/// The query of a list of products. Every part narrows; what is empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ProductQuery {
    /// Part of a name or SKU.
    pub q: Option<String>,
    /// Products of this category.
    pub category: Option<String>,
    /// Only favourites.
    pub favorite: bool,
    /// Only deleted ones, instead of none of them.
    pub deleted: bool,
    /// Where the page begins: `next` of the page before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 200. Without it 50.
    pub limit: Option<u16>,
}

impl ProductQuery {
    /// What the list shows.
    #[must_use]
    pub fn filter(&self) -> ProductFilter {
        let said = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        ProductFilter { search: said(&self.q), category: said(&self.category), favorite: self.favorite, deleted: self.deleted }
    }

    /// Where the page begins, and how many rows it has.
    ///
    /// # Errors
    /// [`Failure::Address`] when `after` is no cursor of ours.
    pub fn page(&self) -> Result<(Option<Cursor>, Limit), Failure> {
        let page = PageQuery { after: self.after.clone(), limit: self.limit };
        Ok((page.cursor()?, page.limit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::web::Query;

    #[test]
    fn what_is_left_empty_does_not_narrow() {
        let query = Query::<ProductQuery>::from_query("q=+&category=&favorite=true").unwrap().into_inner();
        assert_eq!(query.filter(), ProductFilter { favorite: true, ..ProductFilter::default() });
        assert!(ProductQuery { after: Some("rubbish".into()), ..query }.page().is_err());
    }
}
