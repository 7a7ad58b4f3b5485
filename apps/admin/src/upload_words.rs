//! Why a file of an upload was not taken, in a sentence that stands beside its name.

use visualizer_domain::Problem;

use crate::failure::Failure;
use crate::intake::Intake;
use crate::problem_words;
use crate::upload::RefusedFile;
use crate::words::Words;

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
    (name, why(file.problem, words))
}

/// Why one file was not taken.
#[must_use]
pub fn why(problem: Problem, words: Words) -> String {
    match problem {
        Problem::UnsupportedMedia { found } => {
            words.t("field-picture-type").with("found", problem_words::look_word(&found, words)).to_string()
        }
        Problem::TooLarge { max_bytes } => words.t("upload-refused-bytes").with("size", words.bytes(max_bytes)).to_string(),
        Problem::Invalid { fields } => match fields.as_slice() {
            [field, ..] if field.code == "too-many" => words.t("upload-refused-too-many").with_texts(&field.values).to_string(),
            [field, ..] => problem_words::field(field, words),
            [] => words.t("field-other").to_string(),
        },
        other => problem_words::detail(&Failure::from(other), words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::problem::FieldProblem;
    use visualizer_domain::user::Locale;

    #[test]
    fn each_refusal_says_what_the_file_is_and_what_to_send() {
        let say = |locale, problem| why(problem, Words::new(locale, datetime!(2026-11-21 8:00 UTC)));
        let svg = || Problem::UnsupportedMedia { found: "an SVG".into() };
        assert_eq!(say(Locale::En, svg()), "This is an SVG. Send a JPEG, PNG or WebP.");
        assert_eq!(say(Locale::Ja, svg()), "この種類（SVG）は使えません。JPEG、PNG、WebPを送ってください。");
        let large = Problem::TooLarge { max_bytes: 10 * 1024 * 1024 };
        assert_eq!(say(Locale::En, large), "It is larger than 10 MB. Choose a smaller file.");
        let sixth = Problem::Invalid { fields: vec![FieldProblem::new("images", "too-many").with("max", 5)] };
        assert_eq!(say(Locale::En, sixth), "Only 5 files are taken at a time. Send this one again.");
        assert_eq!(say(Locale::En, Problem::conflict("duplicate-image")), "The product has this picture already.");
    }
}
