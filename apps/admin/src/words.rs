//! What the pages say, in the reader's language: `{{ w.t("sign-in") }}`, `{{ w.t("picked").with("count", n) }}`.
//!
//! The sentences live in `locales/<language>/*.ftl`. Figures and instants have files of their own (`figures`, `moments`);
//! which language a reader gets is decided in `negotiate`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, static_loader};
use time::OffsetDateTime;
use visualizer_domain::user::Locale;

use crate::figures;

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

/// Values that are figures wherever they appear in a problem or a message.
const FIGURES: [&str; 7] = ["count", "max", "min", "left", "width", "height", "version"];

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
        Phrase { locale: self.locale, key: key.phrase_key(), values: HashMap::new() }
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

/// A sentence that is still collecting its values. It becomes text when it is displayed; templates escape it like any text.
#[derive(Debug, Clone)]
pub struct Phrase<'a> {
    locale: Locale,
    key: Cow<'a, str>,
    values: HashMap<Cow<'static, str>, FluentValue<'static>>,
}

impl Phrase<'_> {
    /// Adds a value. A number also chooses the plural form.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl PhraseValue) -> Self {
        self.values.insert(Cow::Borrowed(name), value.phrase_value());
        self
    }

    /// Adds values that came with a problem, as text.
    #[must_use]
    pub fn with_texts(mut self, values: &[(&'static str, String)]) -> Self {
        for (name, value) in values {
            self = self.with_text(name, value);
        }
        self
    }

    /// Adds a value that came as text. Whether it is a figure tells its name: a product may be called "2024".
    #[must_use]
    pub fn with_text(mut self, name: &str, value: &str) -> Self {
        let figure = value.parse::<i64>().ok().filter(|_| FIGURES.contains(&name));
        let value = figure.map_or_else(|| FluentValue::from(value.to_owned()), FluentValue::from);
        self.values.insert(Cow::Owned(name.to_owned()), value);
        self
    }
}

impl Phrase<'_> {
    /// The sentence; `None` when there is none by this key, or when it asks for a value that was not given.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        SENTENCES.try_lookup_complete(identifier(self.locale), &self.key, Some(&self.values))
    }
}

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A test forbids that a sentence is missing; a page with one odd word is still better than no page.
        f.write_str(self.text().as_deref().unwrap_or(&self.key))
    }
}

/// What names a sentence. Templates pass literals by reference, hence the two kinds of `str`.
pub trait PhraseKey<'a> {
    /// The key.
    fn phrase_key(self) -> Cow<'a, str>;
}

impl<'a> PhraseKey<'a> for &'a str {
    fn phrase_key(self) -> Cow<'a, str> {
        Cow::Borrowed(self)
    }
}

impl<'a> PhraseKey<'a> for &&'a str {
    fn phrase_key(self) -> Cow<'a, str> {
        Cow::Borrowed(*self)
    }
}

impl PhraseKey<'static> for String {
    fn phrase_key(self) -> Cow<'static, str> {
        Cow::Owned(self)
    }
}

/// What can stand in a sentence. Implemented for references too, because templates pass those.
pub trait PhraseValue {
    /// The value as the sentences take it.
    fn phrase_value(&self) -> FluentValue<'static>;
}

impl<T: PhraseValue + ?Sized> PhraseValue for &T {
    fn phrase_value(&self) -> FluentValue<'static> {
        (**self).phrase_value()
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl PhraseValue for $number {
            fn phrase_value(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )+};
}
numbers!(u8, u16, u32, u64, usize, i32, i64);

impl PhraseValue for str {
    fn phrase_value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl PhraseValue for String {
    fn phrase_value(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}

impl PhraseValue for Phrase<'_> {
    fn phrase_value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_string())
    }
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
