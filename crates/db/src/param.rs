//! Values that go into a statement.

use sea_orm::Value;
use time::OffsetDateTime;
use visualizer_domain::ids;

/// Something that can be bound.
pub trait Param {
    /// The value as the driver takes it.
    fn value(&self) -> Value;
    /// The NULL of this type; PostgreSQL wants to know whose NULL it is.
    fn null() -> Value;
}

/// Binds values in order: `params![client, id, now]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::param::Param::value(&$value)),*] };
}

macro_rules! params_of {
    ($($type:ty: |$v:ident| $value:expr, $null:expr;)+) => {$(
        impl Param for $type {
            fn value(&self) -> Value { let $v = self; $value }
            fn null() -> Value { $null }
        }
    )+};
}

params_of! {
    str: |v| Value::String(Some(v.to_owned())), Value::String(None);
    String: |v| Value::String(Some(v.clone())), Value::String(None);
    i64: |v| Value::BigInt(Some(*v)), Value::BigInt(None);
    bool: |v| Value::Bool(Some(*v)), Value::Bool(None);
    OffsetDateTime: |v| Value::TimeDateTimeWithTimeZone(Some(*v)), Value::TimeDateTimeWithTimeZone(None);
    serde_json::Value: |v| Value::Json(Some(Box::new(v.clone()))), Value::Json(None);
}

impl<T: Param + ?Sized> Param for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
    fn null() -> Value {
        T::null()
    }
}

impl<T: Param> Param for Option<T> {
    fn value(&self) -> Value {
        self.as_ref().map_or_else(T::null, Param::value)
    }
    fn null() -> Value {
        T::null()
    }
}

macro_rules! text_params {
    ($($type:path),+ $(,)?) => {$(
        impl Param for $type {
            fn value(&self) -> Value { Value::String(Some(self.as_str().to_owned())) }
            fn null() -> Value { Value::String(None) }
        }
    )+};
}

text_params! {
    ids::AssetId, ids::AuditEventId, ids::ClientId, ids::CollectionSessionId, ids::GenerationFlowId, ids::JobId, ids::MemberId,
    ids::ProductId, ids::ProductImageId, ids::RunId, ids::SignInId, ids::SlotId, ids::UserId, ids::WorkerId,
    visualizer_domain::generated_asset::ApprovalStatus, visualizer_domain::generated_asset::AssetStatus,
    visualizer_domain::generated_asset::AssetType, visualizer_domain::edge::InputKind,
    visualizer_domain::job::JobClass, visualizer_domain::job::JobKind, visualizer_domain::job::JobState,
    visualizer_domain::run::Flip, visualizer_domain::run::RunKind, visualizer_domain::run::RunOutcome,
    visualizer_domain::rendition::RenditionKind, visualizer_domain::role::Role,
    visualizer_domain::product::ProductSource, visualizer_domain::product_image::CheckState,
    visualizer_domain::user::Locale, visualizer_domain::user::Theme, visualizer_domain::user::Email,
    visualizer_domain::client::Slug, visualizer_domain::text::Name, visualizer_domain::text::Description,
    visualizer_domain::text::Reason,
}

/// A list as a JSON array of texts, to be opened by `Engine::each`.
#[must_use]
pub fn list<T: ToString>(items: impl IntoIterator<Item = T>) -> serde_json::Value {
    items.into_iter().map(|item| serde_json::Value::String(item.to_string())).collect()
}
