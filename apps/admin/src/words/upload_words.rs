//! Why a file of an upload was not taken, in a sentence that stands beside its name.

use visualizer_domain::Problem;
use visualizer_domain::problem::FieldProblem;

use crate::request::intake::Intake;
use crate::request::upload::RefusedFile;
use crate::words::Words;
use crate::words::problem_words;

/// What a page says about an upload of which not everything was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadNotice {
    /// How many pictures were taken.
    pub added: usize,
    /// Each file that was not, by its name, with why.
    pub refused: Vec<(String, String)>,
    /// Why nothing behind these was looked at.
    pub broken_off: Option<String>,
}

impl UploadNotice {
    /// What there is to say; `None` when everything was taken.
    #[must_use]
    pub fn of(intake: Intake, words: Words) -> Option<Self> {
        let notice = Self {
            added: intake.added.len(),
            refused: intake.refused.into_iter().map(|file| told(file, words)).collect(),
            broken_off: intake.broken_off.map(|failure| problem_words::title(&failure, words)),
        };
        (!notice.refused.is_empty() || notice.broken_off.is_some()).then_some(notice)
    }
}

fn told(file: RefusedFile, words: Words) -> (String, String) {
    let name = if file.name.is_empty() { words.t("upload-nameless").to_string() } else { file.name };
    (name, problem_words::field(&refusal(String::new(), file.problem, words), words))
}

/// Why one file was not taken, as a refused field: a problem of its own for each file of an upload.
#[must_use]
pub fn refusal(field: String, problem: Problem, words: Words) -> FieldProblem {
    match problem {
        Problem::UnsupportedMedia { found } => {
            FieldProblem::new(field, "picture-type").with("found", problem_words::look_word(&found, words))
        }
        Problem::TooLarge { max_bytes } => FieldProblem::new(field, "file-too-large").with("size", words.bytes(max_bytes)),
        // A rule against the file: its sentence is that of the field by the same name.
        Problem::Conflict { code, values } => FieldProblem { field, code, values },
        Problem::Invalid { mut fields } if !fields.is_empty() => FieldProblem { field, ..fields.swap_remove(0) },
        _ => FieldProblem::new(field, "other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::user::Locale;

    #[test]
    fn each_refusal_says_what_the_file_is_and_what_to_send() {
        let say = |locale, problem| {
            let words = Words::new(locale, datetime!(2026-11-21 8:00 UTC));
            problem_words::field(&refusal(String::new(), problem, words), words)
        };
        let svg = || Problem::UnsupportedMedia { found: "an SVG".into() };
        assert_eq!(say(Locale::En, svg()), "This is an SVG. Send a JPEG, PNG or WebP.");
        assert_eq!(say(Locale::Ja, svg()), "この種類（SVG）は使えません。JPEG、PNG、WebPを送ってください。");
        let large = Problem::TooLarge { max_bytes: 10 * 1024 * 1024 };
        assert_eq!(say(Locale::En, large), "It is larger than 10 MB. Choose a smaller file.");
        let sixth = Problem::Invalid { fields: vec![FieldProblem::new("images", "too-many-files").with("max", 5)] };
        assert_eq!(say(Locale::En, sixth), "Only 5 files are taken at a time. Send this one again.");
        assert_eq!(say(Locale::En, Problem::conflict("duplicate-image")), "The product has this picture already.");
    }
}
