//! What the pages say, in the reader's language: `{{ w.t("sign-in") }}`, `{{ w.t("picked").with("count", n) }}`.
//!
//! The sentences live in `locales/<language>/*.ftl`. Figures and instants have files of their own (`figures`, `moments`);
//! which language a reader gets is decided in `negotiate`.

pub mod count;
pub mod figures;
pub mod job_words;
pub mod moments;
pub mod phrase;
pub mod plan_words;
pub mod problem_words;
pub mod report_words;
pub mod role_words;
pub mod setting_words;
pub mod upload_words;

use std::fmt;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, static_loader};
use time::OffsetDateTime;
use visualizer_domain::user::Locale;

use crate::words::phrase::{Phrase, PhraseKey, Values};

static_loader! {
    static SENTENCES = {
        locales: "./locales",
        fallback_language: "en",
        customise: |bundle| {
            // The marks around values are meant for text of mixed direction; both our languages run left to right.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(|value, _| match value {
                FluentValue::Number(number) => Some(figures::grouped_decimal(number.value)),
                _ => None,
            }));
        },
    };
}

static ENGLISH: LazyLock<LanguageIdentifier> = LazyLock::new(|| language("en"));
static JAPANESE: LazyLock<LanguageIdentifier> = LazyLock::new(|| language("ja"));

fn language(tag: &'static str) -> LanguageIdentifier {
    tag.parse().expect("a language tag written in this file is valid")
}

/// The reader's language and the instant of the page. Small; every template holds one as `w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    locale: Locale,
    now: OffsetDateTime,
}

impl Words {
    /// Words for a reader at an instant.
    #[must_use]
    pub fn new(locale: Locale, now: OffsetDateTime) -> Self {
        Self { locale, now }
    }

    /// The reader's language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The language as `<html lang>` and `Content-Language` want it.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.locale.as_str()
    }

    /// The instant that "3 min ago" counts from.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// A sentence. Values are added with [`Phrase::with`].
    #[must_use]
    pub fn t<'a>(&self, key: impl PhraseKey<'a>) -> Phrase<'a> {
        Phrase::new(self.locale, key.phrase_key())
    }

    /// A count with its digits grouped: `12,481`.
    #[must_use]
    pub fn n(&self, count: impl TryInto<i64>) -> String {
        figures::grouped(count.try_into().unwrap_or(i64::MAX))
    }

    /// A size in bytes as people say it: `412 kB`.
    #[must_use]
    pub fn bytes(&self, bytes: impl TryInto<u64>) -> String {
        figures::bytes(bytes.try_into().unwrap_or(0))
    }
}

/// The sentence by a key; `None` when there is none, or when it asks for a value that is not among these.
#[must_use]
pub fn sentence(locale: Locale, key: &str, values: &Values) -> Option<String> {
    SENTENCES.try_lookup_complete(identifier(locale), key, Some(values))
}

fn identifier(locale: Locale) -> &'static LanguageIdentifier {
    match locale {
        Locale::En => &ENGLISH,
        Locale::Ja => &JAPANESE,
    }
}

/// The word for something that is stored as a word: `role-owner`, `theme-dark`.
#[must_use]
pub fn stored(words: &Words, kind: &str, word: impl fmt::Display) -> String {
    words.t(format!("{kind}-{word}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn words(locale: Locale) -> Words {
        Words::new(locale, datetime!(2026-11-21 8:00 UTC))
    }

    #[test]
    fn a_number_is_grouped_and_chooses_the_plural() {
        let picked = |locale, count: i64| words(locale).t("picked").with("count", count).to_string();
        assert_eq!(picked(Locale::En, 1), "1 selected");
        assert_eq!(picked(Locale::En, 12_481), "12,481 selected");
        assert_eq!(picked(Locale::Ja, 12_481), "12,481件を選択中");
    }

    #[test]
    fn values_of_a_problem_are_texts_and_numbers_alike() {
        let phrase = words(Locale::En).t("field-too-long").with_texts(&[("max", "5000".into())]);
        assert_eq!(phrase.to_string(), "At most 5,000 characters.");
    }

    #[test]
    fn a_sentence_without_a_key_shows_the_key_instead_of_failing() {
        assert_eq!(words(Locale::Ja).t("no-such-key").to_string(), "no-such-key");
        assert_eq!(words(Locale::Ja).t("no-such-key").text(), None);
    }
}
