//! Instants in JSON: RFC 3339 in UTC with microseconds, which is how they are stored. Pages tell them in words (`moments`).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

const FORM: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// An instant as programs read it: `2026-11-21T08:00:00.000000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant(pub OffsetDateTime);

impl From<OffsetDateTime> for Instant {
    fn from(at: OffsetDateTime) -> Self {
        Self(at)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.to_offset(UtcOffset::UTC).format(FORM).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl JsonSchema for Instant {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// An instant as a word in a form: microseconds since 1970, in UTC.
#[must_use]
pub fn micros(at: OffsetDateTime) -> String {
    (at.unix_timestamp_nanos() / 1_000).to_string()
}

/// Reads such a word.
#[must_use]
pub fn of_micros(text: &str) -> Option<OffsetDateTime> {
    let micros: i64 = text.parse().ok()?;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_word_in_a_form_comes_back_as_it_was() {
        let at = datetime!(2026-11-20 16:12:09.000120 UTC);
        assert_eq!(of_micros(&micros(at)), Some(at));
        assert_eq!((of_micros(""), of_micros("now"), of_micros(&i64::MAX.to_string())), (None, None, None));
    }

    #[test]
    fn an_instant_is_told_in_utc_with_all_its_digits() {
        let at = Instant(datetime!(2026-11-20 16:12:09.000120 +9));
        assert_eq!(serde_json::to_string(&at).unwrap(), "\"2026-11-20T07:12:09.000120Z\"");
    }
}
