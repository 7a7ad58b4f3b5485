//! Why a request is not answered as asked: a problem of the domain, or one of HTTP alone. Each has one status and one pair of
//! sentences (`problem-<key>-title`, `problem-<key>`). How it looks is the business of `problem_response`.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use visualizer_domain::Problem;
use visualizer_domain::problem::Noun;

/// What a handler gives.
pub type Answer = Result<HttpResponse, Failure>;

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The domain says no, or something of ours failed.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// The person belongs to no client, so there is nothing to show them.
    #[error("a member of no client")]
    NoClient,
    /// The request cannot be read; the text says where, in the words of the reader of JSON or of the query.
    #[error("cannot be read: {0}")]
    Malformed(String),
    /// The query of the address cannot be read; names the part that is wrong.
    #[error("cannot be read: {part} of the address")]
    Address {
        /// The name of the part, as it stands in the address.
        part: String,
    },
    /// The form was made for another login, or before signing in.
    #[error("the form's token does not belong to this login")]
    FormExpired,
    /// Another site asked for a change.
    #[error("asked by another site")]
    ForeignOrigin,
    /// The request names a host that this installation does not answer to.
    #[error("no host called {host}")]
    UnknownHost {
        /// What it named.
        host: String,
    },
    /// The path exists, the verb does not.
    #[error("only {allow}")]
    MethodNotAllowed {
        /// The verbs that exist, as the `Allow` header lists them.
        allow: String,
    },
    /// The body did not arrive in time.
    #[error("the body did not arrive in time")]
    SlowBody,
    /// A change that must name the version it was made from does not.
    #[error("If-Match is required")]
    PreconditionRequired,
}

impl Failure {
    /// No page at this address.
    #[must_use]
    pub fn no_page(request: &HttpRequest) -> Self {
        Problem::not_found(Noun::Page, request.path()).into()
    }

    /// Stable name for programs, the last part of the problem type.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Problem(problem) => problem.code(),
            Self::NoClient => "no-client",
            Self::Malformed(_) | Self::Address { .. } => "malformed",
            Self::FormExpired => "form-expired",
            Self::ForeignOrigin => "foreign-origin",
            Self::UnknownHost { .. } => "unknown-host",
            Self::MethodNotAllowed { .. } => "method-not-allowed",
            Self::SlowBody => "slow-body",
            Self::PreconditionRequired => "precondition-required",
        }
    }

    /// The kind of problem that the description of the API has an entry for.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Problem(Problem::Conflict { .. }) => "conflict",
            other => other.code(),
        }
    }

    /// Which sentences tell it. Conflicts share their title and have a sentence each; a missing page is no missing thing, and what is wrong with an address is
    /// told to whoever reads the address.
    #[must_use]
    pub fn sentences(&self) -> &'static str {
        match self {
            Self::Problem(Problem::Conflict { .. }) => "conflict",
            Self::Problem(Problem::NotFound { what: Noun::Page, .. }) => "no-page",
            Self::Address { .. } => "address-part",
            other => other.code(),
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Problem(problem) => of_problem(problem),
            Self::Malformed(_) | Self::Address { .. } => StatusCode::BAD_REQUEST,
            Self::NoClient | Self::FormExpired | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::UnknownHost { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        }
    }
}

fn of_problem(problem: &Problem) -> StatusCode {
    match problem {
        Problem::Unauthenticated => StatusCode::UNAUTHORIZED,
        Problem::Forbidden { .. } | Problem::PlatformOnly => StatusCode::FORBIDDEN,
        Problem::NotFound { .. } => StatusCode::NOT_FOUND,
        Problem::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::Conflict { .. } | Problem::Stale { .. } => StatusCode::CONFLICT,
        Problem::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Problem::UnsupportedMedia { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Problem::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        Problem::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Problem::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<askama::Error> for Failure {
    fn from(source: askama::Error) -> Self {
        Problem::internal("writing a page", source).into()
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    /// Bare: `problem_response` knows the reader and writes the real one.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status())
    }
}
