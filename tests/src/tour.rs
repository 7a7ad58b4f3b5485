//! Every page of the route table, found as people find it: by following links from where they come in. What nothing leads to is told.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;
use visualizer_admin::routes;
use visualizer_admin::routes::route::Surface;

use crate::browser::Browser;

/// A page of the table, at one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its row: `/products/{id}`.
    pub row: &'static str,
    /// Where it was found: `/products/01f...`.
    pub path: String,
}

impl Stop {
    /// A name for files: `products-id`.
    #[must_use]
    pub fn name(&self) -> String {
        let words: Vec<&str> = self.row.split(['/', '{', '}']).filter(|word| !word.is_empty()).collect();
        if words.is_empty() { "home".to_owned() } else { words.join("-") }
    }
}

/// What a tour found.
#[derive(Debug)]
pub struct Tour {
    /// One address for every page that was found, nearest first.
    pub stops: Vec<Stop>,
    /// Rows that no link leads to.
    pub missed: BTreeSet<&'static str>,
}

const LINKS: &str = "return [...document.querySelectorAll('a[href]')].filter((a) => a.origin === location.origin).map((a) => a.pathname)";

impl Tour {
    /// Follows links from these paths until every page was seen once. `site` is the address that the paths are below.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn through(browser: &Browser, site: &str, from: &[&str]) -> Self {
        let rows = pages();
        let mut found: BTreeMap<&'static str, String> = BTreeMap::new();
        let mut to_visit: VecDeque<Stop> = VecDeque::new();
        let mut stops = Vec::new();
        let mut offer = |path: &str, to_visit: &mut VecDeque<Stop>| {
            if let Some(row) = row_of(&rows, path)
                && !found.contains_key(row)
            {
                found.insert(row, path.to_owned());
                to_visit.push_back(Stop { row, path: path.to_owned() });
            }
        };
        from.iter().for_each(|path| offer(path, &mut to_visit));
        while let Some(stop) = to_visit.pop_front() {
            browser.go(&format!("{site}{}", stop.path)).await;
            for link in browser.evaluate(LINKS, Vec::new()).await.as_array().into_iter().flatten().filter_map(Value::as_str) {
                offer(link, &mut to_visit);
            }
            stops.push(stop);
        }
        let missed = rows.into_iter().filter(|row| !stops.iter().any(|stop| stop.row == *row)).collect();
        Self { stops, missed }
    }
}

/// The paths of all pages; those with fewer gaps first, so that `/products/new` is not taken for `/products/{id}`.
fn pages() -> Vec<&'static str> {
    let table = routes::table();
    let mut paths: Vec<_> =
        table.iter().filter(|row| row.surface == Surface::Page && row.method.as_str() == "GET").map(|row| row.path).collect();
    paths.sort_by_key(|path| (path.matches('{').count(), *path));
    paths
}

fn row_of(rows: &[&'static str], path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    rows.iter().copied().find(|row| {
        let gaps: Vec<&str> = row.split('/').collect();
        gaps.len() == parts.len() && gaps.iter().zip(&parts).all(|(gap, part)| gap == part || (gap.starts_with('{') && !part.is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_the_table() {
        let rows = pages();
        assert_eq!(row_of(&rows, "/sign-in"), Some("/sign-in"));
        assert_eq!(row_of(&rows, "/products/new"), Some("/products/new"));
        assert_eq!(row_of(&rows, "/products/a-product"), Some("/products/{id}"));
        assert_eq!(row_of(&rows, "/products/"), None);
    }

    #[test]
    fn files_are_called_after_rows() {
        let name = |row| Stop { row, path: String::new() }.name();
        assert_eq!((name("/"), name("/products/{id}/edit")), ("home".to_owned(), "products-id-edit".to_owned()));
    }
}
