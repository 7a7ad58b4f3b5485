//! Values that come out of a row, as the domain's types.

use sea_orm::{QueryResult, TryGetable};
use time::OffsetDateTime;

use crate::error::{DbError, DbResult};

/// A row of an answer.
pub struct Row<'a>(pub(crate) &'a QueryResult);

impl Row<'_> {
    /// Reads a column.
    ///
    /// # Errors
    /// [`DbError::Inconsistent`] when the column holds what the type does not know, or NULL where none may be.
    pub fn get<T: Column>(&self, name: &str) -> DbResult<T> {
        T::read(self, name)?.ok_or_else(|| DbError::Inconsistent { column: name.to_owned(), value: "NULL".to_owned(), wanted: T::WANTED })
    }

    /// Reads a JSON column as a value of the domain.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn json<T: serde::de::DeserializeOwned>(&self, name: &str) -> DbResult<T> {
        let value: serde_json::Value = self.get(name)?;
        from_json(name, value)
    }

    /// Reads a JSON column that may be NULL.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn maybe_json<T: serde::de::DeserializeOwned>(&self, name: &str) -> DbResult<Option<T>> {
        let value: Option<serde_json::Value> = self.get(name)?;
        value.map(|value| from_json(name, value)).transpose()
    }

    fn raw<T: TryGetable>(&self, name: &str) -> DbResult<Option<T>> {
        Ok(self.0.try_get::<Option<T>>("", name)?)
    }
}

fn from_json<T: serde::de::DeserializeOwned>(name: &str, value: serde_json::Value) -> DbResult<T> {
    let shown = value.to_string();
    serde_json::from_value(value).map_err(|_| DbError::Inconsistent {
        column: name.to_owned(),
        value: shortened(&shown),
        wanted: "its JSON",
    })
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Something that a row can be read as.
pub trait FromRow: Sized {
    /// Reads the row.
    ///
    /// # Errors
    /// As [`Row::get`].
    fn from_row(row: &Row<'_>) -> DbResult<Self>;
}

/// Something that a column can be read as.
pub trait Column: Sized {
    /// What it is called in an error.
    const WANTED: &'static str;
    /// Reads it; `None` for NULL.
    ///
    /// # Errors
    /// As [`Row::get`].
    fn read(row: &Row<'_>, name: &str) -> DbResult<Option<Self>>;
}

macro_rules! plain_columns {
    ($($type:ty),+) => {$(
        impl Column for $type {
            const WANTED: &'static str = stringify!($type);
            fn read(row: &Row<'_>, name: &str) -> DbResult<Option<Self>> { row.raw(name) }
        }
    )+};
}
plain_columns!(String, i64, bool, OffsetDateTime, serde_json::Value);

impl<T: Column> Column for Option<T> {
    const WANTED: &'static str = T::WANTED;
    fn read(row: &Row<'_>, name: &str) -> DbResult<Option<Self>> {
        Ok(Some(T::read(row, name)?))
    }
}

macro_rules! text_columns {
    ($($type:path),+ $(,)?) => {$(
        impl Column for $type {
            const WANTED: &'static str = stringify!($type);
            fn read(row: &Row<'_>, name: &str) -> DbResult<Option<Self>> {
                let Some(text) = row.raw::<String>(name)? else { return Ok(None) };
                text.parse().map(Some).map_err(|_| DbError::Inconsistent { column: name.to_owned(), value: shortened(&text), wanted: Self::WANTED })
            }
        }
    )+};
}

text_columns! {
    visualizer_domain::ids::AssetId, visualizer_domain::ids::AuditEventId, visualizer_domain::ids::ClientId,
    visualizer_domain::ids::CollectionSessionId, visualizer_domain::ids::GenerationFlowId, visualizer_domain::ids::JobId,
    visualizer_domain::ids::MemberId, visualizer_domain::ids::ProductId, visualizer_domain::ids::ProductImageId,
    visualizer_domain::ids::RunId, visualizer_domain::ids::SignInId, visualizer_domain::ids::SlotId,
    visualizer_domain::ids::UserId, visualizer_domain::ids::WorkerId,
    visualizer_domain::generated_asset::ApprovalStatus, visualizer_domain::generated_asset::AssetStatus,
    visualizer_domain::generated_asset::AssetType, visualizer_domain::edge::InputKind,
    visualizer_domain::job::JobClass, visualizer_domain::job::JobKind, visualizer_domain::job::JobState,
    visualizer_domain::run::Flip, visualizer_domain::run::RunKind, visualizer_domain::run::RunOutcome,
    visualizer_domain::rendition::RenditionKind, visualizer_domain::role::Role,
    visualizer_domain::product::ProductSource, visualizer_domain::product_image::CheckState,
    visualizer_domain::user::Locale, visualizer_domain::user::Theme,
}

/// Binds a domain value as JSON.
///
/// # Errors
/// [`DbError::Inconsistent`] when the value cannot be written as JSON, which no value of the domain does.
pub fn to_json<T: serde::Serialize>(name: &str, value: &T) -> DbResult<serde_json::Value> {
    serde_json::to_value(value).map_err(|err| DbError::Inconsistent { column: name.to_owned(), value: err.to_string(), wanted: "JSON" })
}

/// Reads rows of one text column.
impl FromRow for String {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        row.get("text")
    }
}

/// Reads rows of one number column.
impl FromRow for i64 {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        row.get("n")
    }
}
