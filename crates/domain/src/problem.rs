//! What can go wrong for a person, once for every surface.
//!
//! A problem is a code with values. Pages and problem+json turn the code into words of the reader's language
//! (`admin/locales`); `Display` is the English for logs and the command line. Nothing here knows HTTP.

use std::error::Error;

use crate::ids::UserId;
use crate::role::Permission;
use crate::text::{TextProblem, text_enum};
use serde::{Deserialize, Serialize};

/// The result of everything that a person may ask for.
pub type Outcome<T> = Result<T, Problem>;

text_enum! {
    /// What kind of thing a problem is about.
    pub enum Noun {
        /// A generated asset.
        Asset = "asset",
        /// A client.
        Client = "client",
        /// A generation flow.
        Flow = "flow",
        /// A job.
        Job = "job",
        /// A member of a client.
        Member = "member",
        /// A page or address.
        Page = "page",
        /// A product.
        Product = "product",
        /// A product image.
        ProductImage = "product_image",
        /// A run.
        Run = "run",
        /// A collection session.
        Session = "session",
        /// A person's account.
        User = "user",
    }
}

/// One field that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field as the form or the JSON body calls it (`settings.aspect_ratio`).
    pub field: String,
    /// What is wrong with it; the key of its sentence is `field-<code>`.
    pub code: &'static str,
    /// Values of the sentence, by name.
    pub values: Vec<(&'static str, String)>,
}

impl FieldProblem {
    /// A refused field without values.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, values: Vec::new() }
    }

    /// Adds a value that the sentence names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// A refused text.
    #[must_use]
    pub fn text(field: impl Into<String>, problem: &TextProblem) -> Self {
        match problem {
            TextProblem::Empty => Self::new(field, "empty"),
            TextProblem::TooLong { max } => Self::new(field, "too-long").with("max", max),
            TextProblem::Control => Self::new(field, "control-character"),
        }
    }
}

/// Who made the newer version that stands against a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedBy {
    /// The person.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
}

/// Why something was not done. Whenever one of these comes back, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nobody is signed in, or the sign-in ended.
    #[error("sign in first")]
    Unauthenticated,
    /// The person is known and may not. Carries what would be needed.
    #[error("this needs the permission to {needs}")]
    Forbidden {
        /// The missing permission.
        needs: Permission,
    },
    /// Only a platform admin may.
    #[error("only a platform admin may do this")]
    PlatformOnly,
    /// There is no such thing here; another client's thing is no such thing.
    #[error("there is no {what} {id:?}")]
    NotFound {
        /// What was looked for.
        what: Noun,
        /// The id as asked.
        id: String,
    },
    /// One or more fields were refused.
    #[error("refused: {}", fields.iter().map(|f| format!("{} {}", f.field, f.code)).collect::<Vec<_>>().join(", "))]
    Invalid {
        /// Each refused field; never empty.
        fields: Vec<FieldProblem>,
    },
    /// The request is fine in itself but not in the present state; the key of its sentence is `conflict-<code>`.
    #[error("not now: {code}")]
    Conflict {
        /// Which rule stands against it.
        code: &'static str,
        /// Values of the sentence.
        values: Vec<(&'static str, String)>,
    },
    /// Somebody changed it in between.
    #[error("the {what} changed: you saw version {seen}, now it is {current}")]
    Stale {
        /// What changed.
        what: Noun,
        /// The version that the request was made from.
        seen: i64,
        /// The version now.
        current: i64,
        /// Who changed it last, when that is known. It may be the same person in another window.
        changed_by: Option<ChangedBy>,
    },
    /// More bytes than the bound.
    #[error("more than {max_bytes} bytes")]
    TooLarge {
        /// The bound, in bytes.
        max_bytes: u64,
    },
    /// Not a type that we take.
    #[error("not a type that is accepted here: {found}")]
    UnsupportedMedia {
        /// What it looks like.
        found: String,
    },
    /// Too often.
    #[error("too many requests; try again in {retry_after_s} s")]
    TooMany {
        /// Seconds until the next try can succeed.
        retry_after_s: u64,
    },
    /// No room left to store bytes or rows.
    #[error("the disk is full")]
    StorageFull,
    /// A part that we need does not answer in time.
    #[error("{part} does not answer")]
    Unavailable {
        /// Which part.
        part: &'static str,
        /// What it said.
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
    /// Our own failure. The cause is for the log, never for the page.
    #[error("{doing}")]
    Internal {
        /// What we were doing, and to which id.
        doing: String,
        /// What happened.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl Problem {
    /// Nothing by this id.
    #[must_use]
    pub fn not_found(what: Noun, id: impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }

    /// One refused field.
    #[must_use]
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid { fields: vec![FieldProblem::new(field, code)] }
    }

    /// A conflict without values.
    #[must_use]
    pub fn conflict(code: &'static str) -> Self {
        Self::Conflict { code, values: Vec::new() }
    }

    /// Our own failure while doing something.
    pub fn internal(doing: impl Into<String>, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal { doing: doing.into(), source: source.into() }
    }

    /// A stable name for programs: the last part of the problem type's URI.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden { .. } => "forbidden",
            Self::PlatformOnly => "platform-only",
            Self::NotFound { .. } => "not-found",
            Self::Invalid { .. } => "invalid",
            Self::Conflict { code, .. } => code,
            Self::Stale { .. } => "stale",
            Self::TooLarge { .. } => "too-large",
            Self::UnsupportedMedia { .. } => "unsupported-media",
            Self::TooMany { .. } => "too-many",
            Self::StorageFull => "storage-full",
            Self::Unavailable { .. } => "unavailable",
            Self::Internal { .. } => "internal",
        }
    }
}

/// Collects refused fields, so that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct FieldProblems(Vec<FieldProblem>);

impl FieldProblems {
    /// Notes a refused field.
    pub fn push(&mut self, problem: FieldProblem) {
        self.0.push(problem);
    }

    /// Keeps a good text, or notes why it is refused.
    pub fn text<T>(&mut self, field: &str, parsed: Result<T, TextProblem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push(FieldProblem::text(field, &problem))).ok()
    }

    /// # Errors
    /// [`Problem::Invalid`] when a field was refused.
    pub fn check(self) -> Outcome<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::Invalid { fields: self.0 }) }
    }
}
