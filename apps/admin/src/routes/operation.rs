//! What the description of the API says about one operation: its name, what goes in, what comes out.

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// Makes the schema of a type, once a generator is there.
pub type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// An operation of the API.
#[derive(Debug, Clone, Default)]
pub struct Operation {
    /// Stable name, like `list-products`. The sentence that says what it does is `api-<name>`.
    pub name: &'static str,
    /// Fields of the query; a list with filters has them beside those that page it.
    pub query: Vec<SchemaOf>,
    /// The JSON body.
    pub takes: Option<SchemaOf>,
    /// Takes files instead of JSON: `multipart/form-data` with this field, once or more.
    pub takes_files: Option<&'static str>,
    /// Status and JSON of the answer that went well.
    pub gives: Option<(u16, Option<SchemaOf>)>,
    /// Answers with bytes of this media type instead of JSON.
    pub gives_file: Option<&'static str>,
    /// Needs `If-Match` with the version that the change was made from.
    pub needs_version: bool,
    /// Obeys `Idempotency-Key`.
    pub obeys_key: bool,
}

impl Operation {
    /// An operation that answers 200 with this JSON.
    #[must_use]
    pub fn giving<T: JsonSchema>(name: &'static str) -> Self {
        Self::giving_as::<T>(200, name)
    }

    /// An operation that answers with another status and this JSON (201 made, 202 goes on).
    #[must_use]
    pub fn giving_as<T: JsonSchema>(status: u16, name: &'static str) -> Self {
        Self { name, gives: Some((status, Some(schema_of::<T>))), ..Self::default() }
    }

    /// An operation that answers 204.
    #[must_use]
    pub fn giving_nothing(name: &'static str) -> Self {
        Self { name, gives: Some((204, None)), ..Self::default() }
    }

    /// An operation that answers 200 with bytes of this media type.
    #[must_use]
    pub fn giving_file(name: &'static str, media_type: &'static str) -> Self {
        Self { name, gives_file: Some(media_type), ..Self::default() }
    }

    /// Adds a query, beside those that it has.
    #[must_use]
    pub fn with_query<T: JsonSchema>(mut self) -> Self {
        self.query.push(schema_of::<T>);
        self
    }

    /// Adds the JSON body.
    #[must_use]
    pub fn taking<T: JsonSchema>(mut self) -> Self {
        self.takes = Some(schema_of::<T>);
        self
    }

    /// Takes files by this field.
    #[must_use]
    pub fn taking_files(mut self, field: &'static str) -> Self {
        self.takes_files = Some(field);
        self
    }

    /// Needs the version that the change was made from.
    #[must_use]
    pub fn from_version(mut self) -> Self {
        self.needs_version = true;
        self
    }

    /// Obeys an idempotency key.
    #[must_use]
    pub fn once_by_key(mut self) -> Self {
        self.obeys_key = true;
        self
    }
}
