//! Every kind of id, in one list. Ids are text: a legacy id is kept as it is, a new one is a UUIDv7.
//!
//! Mixing two kinds is a type error. An id that came from outside passes `parse`, which bounds it.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Longest id that we accept, in bytes. Legacy ids are at most 50.
pub const ID_LENGTH_MAX: usize = 64;

/// The text is not an id: empty, longer than [`ID_LENGTH_MAX`], or with a character other than `A-Z a-z 0-9 - _ .`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

/// True when `text` may be an id.
fn is_id(text: &str) -> bool {
    (1..=ID_LENGTH_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// A new UUIDv7 as text. The instant orders ids of different milliseconds; the rest is random.
fn fresh(now: OffsetDateTime) -> String {
    let seconds = u64::try_from(now.unix_timestamp()).unwrap_or(0);
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.nanosecond())).to_string()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String")]
        pub struct $name(String);

        impl $name {
            /// A new id, ordered by `now`.
            #[must_use]
            pub fn new(now: OffsetDateTime) -> Self {
                Self(fresh(now))
            }

            /// An id that came from outside.
            ///
            /// # Errors
            /// [`NotAnId`] when the text cannot be one.
            pub fn parse(text: &str) -> Result<Self, NotAnId> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(NotAnId) }
            }

            /// The id as it is stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                if is_id(&text) { Ok(Self(text)) } else { Err(NotAnId) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )+};
}

ids! {
    /// One immutable version of something made.
    AssetId,
    /// A line of the audit trail.
    AuditEventId,
    /// The tenant: a brand or company.
    ClientId,
    /// A collection session.
    CollectionSessionId,
    /// A generation flow.
    GenerationFlowId,
    /// One row of the execution queue.
    JobId,
    /// A person's place in a client.
    MemberId,
    /// A product.
    ProductId,
    /// An uploaded picture of a product.
    ProductImageId,
    /// A plan that somebody admitted.
    RunId,
    /// A person's login.
    SignInId,
    /// A place that shows one asset.
    SlotId,
    /// A person.
    UserId,
    /// A worker process.
    WorkerId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_new_id_sorts_after_one_of_an_earlier_millisecond() {
        let (a, b) = (ProductId::new(datetime!(2026-11-21 8:00 UTC)), ProductId::new(datetime!(2026-11-21 8:00:00.001 UTC)));
        assert!(a < b, "{a} {b}");
    }

    #[test]
    fn a_legacy_id_is_kept_and_a_hostile_one_is_refused() {
        assert_eq!(AssetId::parse("generated-9f.jpg").map(|id| id.to_string()), Ok("generated-9f.jpg".into()));
        for bad in ["", "a/b", "a b", "é", "x'--", &"x".repeat(65)] {
            assert!(AssetId::parse(bad).is_err(), "{bad:?}");
        }
    }
}
