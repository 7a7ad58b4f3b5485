//! Which pictures an address asks for: the filter of the gallery as it stands in queries, links and forms.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId};

use crate::answer::failure::Failure;
use crate::answer::links;
use crate::request::address_query;

/// The filter of the gallery. Every part narrows; what is empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AssetQuery {
    /// Shows this product.
    #[serde(deserialize_with = "filled")]
    pub product: Option<ProductId>,
    /// Made in this flow.
    #[serde(deserialize_with = "filled")]
    pub flow: Option<GenerationFlowId>,
    /// Made in a flow of this session.
    #[serde(deserialize_with = "filled")]
    pub session: Option<CollectionSessionId>,
    /// What people decided.
    #[serde(deserialize_with = "filled")]
    pub approval: Option<ApprovalStatus>,
    /// Only pinned ones.
    pub pinned: bool,
    /// Only deleted ones, instead of none of them.
    pub deleted: bool,
    /// Made on this day or later, in UTC: `2026-11-21`.
    #[serde(deserialize_with = "filled")]
    pub from: Option<Day>,
    /// Made on this day or earlier, in UTC.
    #[serde(deserialize_with = "filled")]
    pub until: Option<Day>,
}

impl AssetQuery {
    /// Reads the query of an address.
    ///
    /// # Errors
    /// [`Failure::Address`] names the part that is wrong.
    pub fn parse(query: &str) -> Result<Self, Failure> {
        address_query::parse(query)
    }

    /// The filter as the gallery takes it.
    #[must_use]
    pub fn filter(&self) -> AssetFilter {
        AssetFilter {
            product: self.product.clone(),
            flow: self.flow.clone(),
            session: self.session.clone(),
            approval: self.approval,
            pinned: self.pinned,
            from: self.from.map(Day::begins),
            until: self.until.and_then(Day::ends),
            finished_by: None,
            deleted: self.deleted,
        }
    }

    /// The first day is later than the last, so nothing can match.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if from.date() > until.date())
    }

    /// Names and values, in the order of the page.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("approval", self.approval.map(|approval| approval.to_string()));
        add("pinned", self.pinned.then(|| "true".to_owned()));
        add("deleted", self.deleted.then(|| "true".to_owned()));
        add("product", self.product.as_ref().map(ToString::to_string));
        add("flow", self.flow.as_ref().map(ToString::to_string));
        add("session", self.session.as_ref().map(ToString::to_string));
        add("from", self.from.map(|day| day.to_string()));
        add("until", self.until.map(|day| day.to_string()));
        pairs
    }

    /// The address of a page with this filter.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        self.href_with(path, &[])
    }

    /// The address of a page with this filter and more beside it.
    #[must_use]
    pub fn href_with(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = self.pairs();
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        links::with_query(path, own.chain(more.iter().copied()))
    }

    /// The query alone, as a form carries it in one field.
    #[must_use]
    pub fn text(&self) -> String {
        self.href("").trim_start_matches('?').to_owned()
    }

    /// The same filter with a change.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }
}

/// An empty field of a form is no value.
fn filled<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    match Option::<String>::deserialize(deserializer)?.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|error: T::Err| de::Error::custom(format!("{text:?}: {error}"))),
    }
}

const DAY: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// A day in UTC, as `2026-11-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String")]
pub struct Day(Date);

/// The text is no day between 1970 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day like 2026-11-21")]
pub struct NotADay;

impl Day {
    /// The day itself.
    #[must_use]
    pub fn date(self) -> Date {
        self.0
    }

    /// Its first instant.
    #[must_use]
    pub fn begins(self) -> OffsetDateTime {
        self.0.midnight().assume_utc()
    }

    /// The first instant after it; none after the last day that there is.
    #[must_use]
    pub fn ends(self) -> Option<OffsetDateTime> {
        self.0.next_day().map(|next| next.midnight().assume_utc())
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let day = Date::parse(text, DAY).map_err(|_| NotADay)?;
        if (1970..=9999).contains(&day.year()) { Ok(Self(day)) } else { Err(NotADay) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn an_address_survives_being_read() {
        let text = "approval=pending&pinned=true&product=p-1&flow=f-1&session=s-1&from=2026-11-01&until=2026-11-21";
        let query = AssetQuery::parse(text).unwrap();
        assert_eq!(query.text(), text);
        assert_eq!(query.with(|q| q.approval = None).href("/generated-assets").matches('&').count(), 5);
    }

    #[test]
    fn the_last_day_is_part_of_the_range() {
        let filter = AssetQuery::parse("from=2026-11-21&until=2026-11-21").unwrap().filter();
        assert_eq!((filter.from, filter.until), (Some(datetime!(2026-11-21 0:00 UTC)), Some(datetime!(2026-11-22 0:00 UTC))));
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_known() {
        let reversed = |text| AssetQuery::parse(text).unwrap().is_reversed();
        assert!(reversed("from=2027-01-01&until=2026-01-01"));
        assert!(!reversed("from=2026-11-21&until=2026-11-21"));
        assert!(!reversed("from=2027-01-01"));
    }

    #[test]
    fn an_empty_field_narrows_nothing_and_a_wrong_one_is_named() {
        assert_eq!(AssetQuery::parse("product=&approval=&from=&q=x").unwrap(), AssetQuery::default());
        for (wrong, named) in
            [("approval=maybe", "approval"), ("product=a%2Fb", "product"), ("from=yesterday", "from"), ("until=0001-01-01", "until")]
        {
            let Err(Failure::Address { part }) = AssetQuery::parse(wrong) else { panic!("{wrong} is refused") };
            assert_eq!(part, named);
        }
    }
}
