//! Lists come in pages: a bounded number, a fixed order, and a cursor that says where the next page begins.

use time::OffsetDateTime;

/// How many rows a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u16);

impl Limit {
    /// Most rows of a page.
    pub const MAX: u16 = 200;

    /// A limit between 1 and [`Self::MAX`]; what lies outside is moved to the nearer end.
    #[must_use]
    pub fn new(rows: u16) -> Self {
        Self(rows.clamp(1, Self::MAX))
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(self) -> usize {
        usize::from(self.0)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

/// The last microsecond of the year 9999, since 1970: both engines take instants up to there, and no row is older than 1970.
const MICROS_MAX: i64 = 253_402_300_799_999_999;

/// The last row of a page, in the order `(at, id)`. As text `<microseconds since 1970>.<id>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Its instant.
    pub at: OffsetDateTime,
    /// Its id, the tie-breaker.
    pub id: String,
}

impl Cursor {
    /// Reads a cursor that came from outside; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('.')?;
        let micros: i64 = micros.parse().ok().filter(|micros| (0..=MICROS_MAX).contains(micros))?;
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).ok()?;
        let id = crate::ids::AssetId::parse(id).ok()?.to_string();
        Some(Self { at, id })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.at.unix_timestamp_nanos() / 1_000, self.id)
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Makes a page of rows that were read with one more than the limit.
    #[must_use]
    pub fn of(mut rows: Vec<T>, limit: Limit, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        let next = if more { rows.last().map(cursor) } else { None };
        Self { rows, next }
    }

    /// The same page of something else.
    #[must_use]
    pub fn map<U>(self, one: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(one).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_cursor_survives_its_text() {
        let cursor = Cursor { at: datetime!(2026-11-21 8:00:00.123456 UTC), id: "a-1.jpg".into() };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for bad in ["", ".", "12", "x.y", "99999999999999999999.a", "9223372036854775807.a", "-1.a", "253402300800000000.a", "1.a b"] {
            assert_eq!(Cursor::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn the_row_beyond_the_limit_only_says_that_there_is_more() {
        let at = datetime!(2026-11-21 8:00 UTC);
        let cursor = |n: &u32| Cursor { at, id: n.to_string() };
        let page = Page::of(vec![1, 2, 3], Limit::new(2), cursor);
        assert_eq!((page.rows, page.next.map(|c| c.id)), (vec![1, 2], Some("2".into())));
        assert_eq!(Page::of(vec![1, 2], Limit::new(2), cursor).next, None);
    }
}
