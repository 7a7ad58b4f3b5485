//! A sentence on its way to the page: its key, and the values that it names. Where sentences come from is `words`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use fluent_templates::fluent_bundle::FluentValue;
use visualizer_domain::user::Locale;

use crate::words;

/// Values that are figures wherever they appear in a problem or a message.
const FIGURES: [&str; 7] = ["count", "max", "min", "left", "width", "height", "version"];

/// A sentence that is still collecting its values. It becomes text when it is displayed; templates escape it like any text.
#[derive(Debug, Clone)]
pub struct Phrase<'a> {
    locale: Locale,
    key: Cow<'a, str>,
    values: Values,
}

/// Values of a sentence by their names.
pub type Values = HashMap<Cow<'static, str>, FluentValue<'static>>;

impl<'a> Phrase<'a> {
    /// A sentence without values.
    #[must_use]
    pub fn new(locale: Locale, key: Cow<'a, str>) -> Self {
        Self { locale, key, values: Values::new() }
    }

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

    /// The sentence; `None` when there is none by this key, or when it asks for a value that was not given.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        words::sentence(self.locale, &self.key, &self.values)
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
