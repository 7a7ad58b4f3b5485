//! Which clients an address asks for, for pages and programs alike.

use schemars::JsonSchema;
use serde::Deserialize;
use visualizer_domain::page::{Cursor, Limit};

use crate::answer::failure::Failure;
use crate::request::paging::PageQuery;

/// The query of a list of clients.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ClientQuery {
    /// Part of a name or slug.
    pub q: Option<String>,
    /// Where the page begins: `next` of the page before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 200. Without it 50.
    pub limit: Option<u16>,
}

impl ClientQuery {
    /// What is looked for.
    #[must_use]
    pub fn search(&self) -> Option<&str> {
        self.q.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Where the page begins, and how many rows it has.
    ///
    /// # Errors
    /// As [`PageQuery::cursor`].
    pub fn page(&self) -> Result<(Option<Cursor>, Limit), Failure> {
        let page = PageQuery { after: self.after.clone(), limit: self.limit };
        Ok((page.cursor()?, page.limit()))
    }
}
