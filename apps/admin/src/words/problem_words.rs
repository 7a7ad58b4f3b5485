//! The sentences of a failure: what happened, and what it means. Shared by the page and the JSON, so that both say the same.

use visualizer_domain::problem::FieldProblem;
use visualizer_domain::{Permission, Problem, Role};

use crate::answer::failure::Failure;
use crate::words::Words;
use crate::words::phrase::Phrase;

/// What happened, in a few words.
#[must_use]
pub fn title(failure: &Failure, words: Words) -> String {
    filled(failure, words.t(format!("problem-{}-title", failure.sentences())), words).to_string()
}

/// What it means and what to do.
#[must_use]
pub fn detail(failure: &Failure, words: Words) -> String {
    let key = match failure {
        Failure::Problem(Problem::Conflict { code, .. }) => format!("conflict-{code}"),
        other => format!("problem-{}", other.sentences()),
    };
    // A rule whose sentence was forgotten still says that nothing changed.
    filled(failure, words.t(key), words).text().unwrap_or_else(|| words.t("conflict-other").to_string())
}

/// What is wrong with a field.
#[must_use]
pub fn field(field: &FieldProblem, words: Words) -> String {
    let sentence = words.t(format!("field-{}", field.code)).with_texts(&field.values).text();
    sentence.unwrap_or_else(|| words.t("field-other").to_string())
}

/// "owner, reviewer": the roles that may do what was refused, within a sentence.
fn who_may(needs: Permission, words: Words) -> String {
    let roles: Vec<String> = Role::that_may(needs).iter().map(|role| words.t(format!("role-{role}")).to_string()).collect();
    roles.join(&words.t("list-separator").to_string())
}

/// "the database": which part, in the reader's language where the part is known.
fn part_word(part: &str, words: Words) -> String {
    words.t(format!("part-{}", part.trim_start_matches("the ").replace(' ', "-"))).text().unwrap_or_else(|| part.to_owned())
}

/// "an SVG": what a refused file looks like, in the reader's language where the look is known.
#[must_use]
pub fn look_word(found: &str, words: Words) -> String {
    let key: String =
        found.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    words.t(format!("look-{key}")).text().unwrap_or_else(|| found.to_owned())
}

fn filled<'a>(failure: &Failure, phrase: Phrase<'a>, words: Words) -> Phrase<'a> {
    match failure {
        Failure::Problem(problem) => match problem {
            Problem::NotFound { what, .. } => phrase.with("what", words.t(format!("noun-{what}"))),
            Problem::Forbidden { needs } => {
                phrase.with("needs", words.t(format!("permission-{needs}"))).with("roles", who_may(*needs, words))
            }
            Problem::Conflict { values, .. } => phrase.with_texts(values),
            Problem::Stale { what, seen, current, changed_by } => phrase
                .with("what", words.t(format!("noun-{what}")))
                .with("seen", seen)
                .with("current", current)
                .with("who", changed_by.as_ref().map_or_else(|| words.t("somebody").to_string(), |by| by.name.clone())),
            Problem::TooLarge { max_bytes } => phrase.with("max", words.bytes(*max_bytes)),
            Problem::UnsupportedMedia { found } => phrase.with("found", look_word(found, words)),
            Problem::TooMany { retry_after_s } => phrase.with("span", words.span(i64::try_from(*retry_after_s).unwrap_or(i64::MAX))),
            Problem::Unavailable { part, .. } => phrase.with("part", part_word(part, words)),
            Problem::Unauthenticated
            | Problem::PlatformOnly
            | Problem::Invalid { .. }
            | Problem::StorageFull
            | Problem::Internal { .. } => phrase,
        },
        Failure::Malformed(text) => phrase.with("found", text),
        Failure::Address { part } => phrase.with("part", part),
        Failure::UnknownHost { host } => phrase.with("host", host),
        Failure::MethodNotAllowed { allow } => phrase.with("allow", allow),
        Failure::NoClient | Failure::FormExpired | Failure::ForeignOrigin | Failure::SlowBody | Failure::PreconditionRequired => phrase,
    }
}
