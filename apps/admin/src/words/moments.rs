//! Instants and spans as people read them: "40 s left", "18 h ago", then the date with its zone.
//!
//! Pages are written in UTC and say so; `moments.js` rewrites `<time>` in the reader's own zone where scripts run.

use time::{Month, OffsetDateTime, UtcOffset};
use visualizer_domain::user::Locale;

use crate::words::Words;
use crate::words::phrase::Phrase;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Words {
    /// A span of whole seconds in its largest unit: `40 s`, `5 min`, `18 h`, `3 d`.
    #[must_use]
    pub fn span(&self, seconds: i64) -> String {
        let phrase: Phrase<'static> = match seconds.max(0) {
            s if s < MINUTE => self.t("span-seconds").with("count", s),
            s if s < HOUR => self.t("span-minutes").with("count", s / MINUTE),
            s if s < 3 * DAY => self.t("span-hours").with("count", s / HOUR),
            s => self.t("span-days").with("count", s / DAY),
        };
        phrase.to_string()
    }

    /// How long ago: `42 s`, `18 h`.
    #[must_use]
    pub fn age(&self, at: &OffsetDateTime) -> String {
        self.span((self.now() - *at).whole_seconds())
    }

    /// About how long it will still take: `40 s left`.
    #[must_use]
    pub fn left(&self, seconds: i64) -> String {
        self.t("span-left").with("span", self.span(seconds)).to_string()
    }

    /// When: within a day how long ago, then the date with its zone.
    #[must_use]
    pub fn when(&self, at: &OffsetDateTime) -> String {
        match (self.now() - *at).whole_seconds() {
            s if (0..MINUTE).contains(&s) => self.t("moment-now").to_string(),
            s if (MINUTE..DAY).contains(&s) => self.t("moment-ago").with("span", self.span(s)).to_string(),
            _ => self.date_time(at),
        }
    }

    /// A date: `20 Nov`, in another year `20 Nov 2025`; `11月20日`, `2025年11月20日`.
    #[must_use]
    pub fn date(&self, at: &OffsetDateTime) -> String {
        let at = at.to_offset(UtcOffset::UTC);
        if at.year() != self.now().to_offset(UtcOffset::UTC).year() {
            return self.full_date(&at);
        }
        match self.locale() {
            Locale::En => format!("{} {}", at.day(), month(at.month())),
            Locale::Ja => format!("{}月{}日", u8::from(at.month()), at.day()),
        }
    }

    /// A date with its year, whichever that is: `20 Nov 2026`, `2026年11月20日`.
    #[must_use]
    pub fn full_date(&self, at: &OffsetDateTime) -> String {
        let at = at.to_offset(UtcOffset::UTC);
        match self.locale() {
            Locale::En => format!("{} {} {}", at.day(), month(at.month()), at.year()),
            Locale::Ja => format!("{}年{}月{}日", at.year(), u8::from(at.month()), at.day()),
        }
    }

    /// A date with the time of day and the zone: `20 Nov, 16:12 UTC`.
    #[must_use]
    pub fn date_time(&self, at: &OffsetDateTime) -> String {
        let utc = at.to_offset(UtcOffset::UTC);
        let comma = if self.locale() == Locale::En { "," } else { "" };
        format!("{}{comma} {:02}:{:02} UTC", self.date(at), utc.hour(), utc.minute())
    }

    /// The instant for `<time datetime>`.
    #[must_use]
    pub fn machine_time(&self, at: &OffsetDateTime) -> String {
        let at = at.to_offset(UtcOffset::UTC);
        let (h, m, s) = (at.hour(), at.minute(), at.second());
        format!("{:04}-{:02}-{:02}T{h:02}:{m:02}:{s:02}Z", at.year(), u8::from(at.month()), at.day())
    }
}

fn month(month: Month) -> &'static str {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][usize::from(u8::from(month)) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-21 8:00 UTC);

    #[test]
    fn the_last_day_is_told_by_its_age_and_the_rest_by_its_date() {
        let w = Words::new(Locale::En, NOW);
        let ago = |seconds| w.when(&(NOW - Duration::seconds(seconds)));
        assert_eq!(ago(20), "just now");
        assert_eq!(ago(300), "5 min ago");
        assert_eq!(ago(18 * HOUR), "18 h ago");
        assert_eq!(ago(2 * DAY), "19 Nov, 08:00 UTC");
        assert_eq!(ago(400 * DAY), "17 Oct 2025, 08:00 UTC");
        assert_eq!(w.when(&(NOW + Duration::hours(1))), "21 Nov, 09:00 UTC", "the future is a date");
    }

    #[test]
    fn japanese_dates_and_spans_are_written_the_japanese_way() {
        let w = Words::new(Locale::Ja, NOW);
        assert_eq!(w.date_time(&datetime!(2026-11-20 16:12 +9)), "11月20日 07:12 UTC");
        assert_eq!(w.left(40), "残り約40秒");
        assert_eq!(w.age(&(NOW - Duration::hours(18))), "18時間");
    }

    #[test]
    fn an_instant_for_programs_is_in_utc() {
        assert_eq!(Words::new(Locale::En, NOW).machine_time(&datetime!(2026-11-20 16:12:09 +9)), "2026-11-20T07:12:09Z");
    }
}
