//! Forms: what a person typed, kept so that a refused form comes back as it was, with a message at each refused field.
//!
//! The guard reads and checks the form; a handler takes it as [`Form`]. Files come through `upload`.

pub mod client_form;
pub mod product_form;
pub mod product_pick;
pub mod setting_field;
pub mod settings_fields;
pub mod settings_form;

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use visualizer_domain::Problem;
use visualizer_domain::problem::FieldProblem;

use crate::answer::failure::Failure;
use crate::words::Words;
use crate::words::problem_words;

/// Most fields of a form. A page of the gallery has 200 boxes to tick.
const FIELDS_MAX: usize = 2_000;

/// What a person sent, in the order of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// A form with these values, for a page that changes something that exists.
    #[must_use]
    pub fn holding<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        Self { fields: values.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }

    /// The first value of a field; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field: ticked boxes share a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// True when the field was sent, even empty.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// Every field with its value, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// True when the field was sent with this value; for boxes, segments and choices.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|sent| sent == value)
    }

    /// The value of a field in its type; `None` when the field is empty or missing.
    ///
    /// # Errors
    /// A field problem `not-a-choice` when the text is no such value.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, FieldProblem> {
        match self.get(name).trim() {
            "" => Ok(None),
            text => text
                .parse()
                .map(Some)
                .map_err(|_| FieldProblem::new(name, "not-a-choice").with("value", text.chars().take(60).collect::<String>())),
        }
    }

    /// Adds a field that came in another way (with an upload).
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.fields.push((name.into(), value.into()));
    }
}

/// Reads `application/x-www-form-urlencoded`.
///
/// # Errors
/// [`Failure::Malformed`] when it is none or has too many fields.
pub fn parse(bytes: &[u8]) -> Result<Form, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|error| Failure::Malformed(error.to_string()))?;
    let fields = web::Query::<Vec<(String, String)>>::from_query(text).map_err(|error| Failure::Malformed(error.to_string()))?.into_inner();
    if fields.len() > FIELDS_MAX {
        return Err(Failure::Malformed(format!("more than {FIELDS_MAX} fields")));
    }
    // Browsers send line breaks as two characters; ours are one.
    Ok(Form { fields: fields.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect() })
}

impl FromRequest for Form {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let form = request.extensions().get::<Rc<Self>>().map(|form| (**form).clone());
        // Only a row with `Body::Form` has one; a handler that asks elsewhere was put into the wrong row.
        ready(form.ok_or_else(|| Problem::internal("reading a form", "the route's row does not say that it takes a form").into()))
    }
}

/// A form on its page: what was typed, and what is wrong with it. Templates ask it by field name.
#[derive(Debug, Clone)]
pub struct Filled {
    form: Form,
    problems: Vec<FieldProblem>,
    words: Words,
}

impl Filled {
    /// A form without problems.
    #[must_use]
    pub fn of(form: Form, words: Words) -> Self {
        Self { form, problems: Vec::new(), words }
    }

    /// A form nobody filled yet.
    #[must_use]
    pub fn empty(words: Words) -> Self {
        Self::of(Form::default(), words)
    }

    /// The same form with what is wrong with it.
    ///
    /// # Errors
    /// Gives a problem back that is not about fields; it has a page of its own.
    pub fn refused(mut self, problem: Problem) -> Result<Self, Failure> {
        match problem {
            Problem::Invalid { fields } => {
                self.problems = fields;
                Ok(self)
            }
            other => Err(other.into()),
        }
    }

    /// What was typed.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// What was typed into a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.form.get(name)
    }

    /// True when a box was ticked or a choice made.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.form.has(name, value)
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.problems.iter().find(|problem| problem.field == name).map(|problem| problem_words::field(problem, self.words))
    }

    /// How many fields are refused; a form with several says so at its top.
    #[must_use]
    pub fn problem_count(&self) -> usize {
        self.problems.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::user::Locale;

    #[test]
    fn a_form_keeps_every_value_and_its_order() {
        let form = parse("name=M%C3%BCgge+%26+co&asset=1&asset=2&note=a%0D%0Ab".as_bytes()).unwrap();
        assert_eq!(form.get("name"), "Mügge & co");
        assert_eq!(form.all("asset").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.get("note"), "a\nb");
        assert_eq!(form.get("missing"), "");
    }

    #[test]
    fn a_flood_of_fields_and_broken_text_are_refused() {
        let flood = "a=1&".repeat(FIELDS_MAX + 1);
        assert!(matches!(parse(flood.as_bytes()), Err(Failure::Malformed(_))));
        assert!(matches!(parse(b"a=\xff"), Err(Failure::Malformed(_))));
    }

    #[test]
    fn a_refused_form_keeps_what_was_typed_and_says_what_is_wrong() {
        let words = Words::new(Locale::En, datetime!(2026-11-21 8:00 UTC));
        let typed = Form::holding([("name", ""), ("sku", "KO-1")]);
        let filled = Filled::of(typed, words).refused(Problem::invalid("name", "empty")).unwrap();
        assert_eq!(filled.value("sku"), "KO-1");
        assert_eq!(filled.error("name").as_deref(), Some("Fill this in."));
        assert_eq!(filled.error("sku"), None);
        assert!(Filled::empty(words).refused(Problem::StorageFull).is_err());
    }

    #[test]
    fn a_number_that_is_none_names_its_field() {
        let form = Form::holding([("variants", "many"), ("variety", " ")]);
        assert_eq!(form.parsed::<u8>("variants").unwrap_err().code, "not-a-choice");
        assert_eq!(form.parsed::<u8>("variety"), Ok(None));
    }
}
