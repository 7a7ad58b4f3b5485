//! The JSON of a problem (RFC 9457), with our members: `code`, `request_id`, and `errors` for refused fields.

use actix_web::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use visualizer_domain::Problem;
use visualizer_domain::problem::FieldProblem;

use crate::answer::failure::Failure;
use crate::guard::visit::Visit;
use crate::words::problem_words;

/// A problem as programs read it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct ProblemJson {
    /// Where the kind of problem is described.
    #[serde(rename = "type")]
    kind: String,
    /// What happened, in the reader's language.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What it means and what to do, in the reader's language.
    detail: String,
    /// A stable name of the problem.
    code: String,
    /// Names this request in the log.
    request_id: String,
    /// Refused fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// The permission that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<String>,
    /// The version that the thing has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_version: Option<i64>,
}

/// A refused field.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FieldError {
    /// Where it stands in the body, as a JSON pointer (RFC 6901).
    pointer: String,
    /// A stable name of what is wrong.
    code: String,
    /// What is wrong, in the reader's language.
    detail: String,
}

impl ProblemJson {
    /// The problem in the reader's language.
    #[must_use]
    pub fn of(failure: &Failure, status: StatusCode, visit: &Visit) -> Self {
        let words = visit.words;
        Self {
            kind: format!("/api/docs#problem-{}", failure.kind()),
            title: problem_words::title(failure, words),
            status: status.as_u16(),
            detail: problem_words::detail(failure, words),
            code: failure.code().to_owned(),
            request_id: visit.request_id.clone(),
            errors: match failure {
                Failure::Problem(Problem::Invalid { fields }) => fields.iter().map(|field| FieldError::of(field, visit)).collect(),
                _ => Vec::new(),
            },
            needs: match failure {
                Failure::Problem(Problem::Forbidden { needs }) => Some(needs.to_string()),
                _ => None,
            },
            current_version: match failure {
                Failure::Problem(Problem::Stale { current, .. }) => Some(*current),
                _ => None,
            },
        }
    }
}

impl FieldError {
    fn of(field: &FieldProblem, visit: &Visit) -> Self {
        Self { pointer: pointer(&field.field), code: field.code.to_owned(), detail: problem_words::field(field, visit.words) }
    }
}

/// `settings.props[2]` is `/settings/props/2`.
fn pointer(field: &str) -> String {
    let mut pointer = String::from("/");
    for c in field.chars() {
        match c {
            '.' | '[' => pointer.push('/'),
            ']' => {}
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_becomes_a_json_pointer() {
        assert_eq!(pointer("name"), "/name");
        assert_eq!(pointer("settings.props[2]"), "/settings/props/2");
        assert_eq!(pointer("a/b~c"), "/a~1b~0c");
    }
}
