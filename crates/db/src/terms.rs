//! The WHERE of a list: terms joined by `and`, with the values they bind.

use sea_orm::Value;
use visualizer_domain::page::Cursor;

use crate::engine::Engine;
use crate::param::Param;

/// Terms with their values. Places are numbered in the order of binding.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    terms: Vec<String>,
    values: Vec<Value>,
}

impl Terms {
    /// No terms yet; values are bound after these.
    pub fn binding_after(values: Vec<Value>) -> Self {
        Self { terms: Vec::new(), values }
    }

    /// Binds a value and gives its place (`$3`).
    pub fn bind<T: Param + ?Sized>(&mut self, value: &T) -> String {
        self.values.push(value.value());
        format!("${}", self.values.len())
    }

    /// Adds a term as it stands.
    pub fn push(&mut self, term: impl Into<String>) {
        self.terms.push(term.into());
    }

    /// Adds `column = value`.
    pub fn equals<T: Param + ?Sized>(&mut self, column: &str, value: &T) {
        let place = self.bind(value);
        self.push(format!("{column} = {place}"));
    }

    /// One of the columns contains the text, whatever its case. SQLite folds the case of ASCII letters only. Nothing to look for, no term.
    pub fn contains(&mut self, engine: Engine, columns: &[&str], text: Option<&str>) {
        let text = text.map(without_nul).unwrap_or_default();
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let place = self.bind(&format!("%{}%", escaped(text)));
        let like = engine.pick("like", "ilike");
        let any: Vec<String> = columns.iter().map(|column| format!("{column} {like} {place} escape '\\'")).collect();
        self.push(format!("({})", any.join(" or ")));
    }

    /// Adds `column = text`, for text that somebody typed.
    pub fn is(&mut self, column: &str, text: &str) {
        self.equals(column, &without_nul(text));
    }

    /// Rows behind the cursor, for a list with the newest first.
    pub fn after(&mut self, at: &str, id: &str, cursor: Option<&Cursor>) {
        let Some(cursor) = cursor else { return };
        let (cursor_at, cursor_id) = (self.bind(&cursor.at), self.bind(&cursor.id));
        self.push(format!("({at}, {id}) < ({cursor_at}, {cursor_id})"));
    }

    /// The terms as they stand in a WHERE.
    pub fn sql(&self) -> String {
        self.terms.join(" and ")
    }

    /// The bound values, in order.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }
}

/// No text of a row has a NUL in it, and PostgreSQL takes none.
fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}

/// The text as a pattern of LIKE that means only itself.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_for_a_wildcard_means_the_character() {
        assert_eq!(escaped(r"50%_\"), r"50\%\_\\");
    }

    #[test]
    fn an_empty_search_adds_no_term() {
        let mut terms = Terms::default();
        terms.equals("a", "x");
        terms.contains(Engine::Sqlite, &["name"], Some("  "));
        assert_eq!((terms.sql().as_str(), terms.into_values().len()), ("a = $1", 1));
    }
}
