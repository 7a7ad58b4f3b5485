//! Why a command was not done, in lines for a person: what, because of what, and how to mend it.

use std::error::Error;
use std::process::ExitCode;

use visualizer_admin::words::problem_words;
use visualizer_control::opening::OpeningProblem;
use visualizer_domain::Problem;
use visualizer_migration::MigrateError;
use visualizer_program::StartProblem;

use crate::words::words;

/// A command that was not done.
#[derive(Debug)]
pub(crate) struct Failure {
    says: String,
    because: Vec<String>,
    mend: Option<String>,
    asked_wrongly: bool,
}

impl Failure {
    /// A failure without a known cause.
    pub(crate) fn new(says: impl Into<String>) -> Self {
        Self { says: says.into(), because: Vec::new(), mend: None, asked_wrongly: false }
    }

    /// Adds a cause, with all that caused it.
    pub(crate) fn because(mut self, cause: &dyn Error) -> Self {
        let mut cause = Some(cause);
        while let Some(error) = cause {
            self.because.push(error.to_string());
            cause = error.source();
        }
        self
    }

    /// Adds how to mend it.
    pub(crate) fn mend(self, mend: impl Into<String>) -> Self {
        Self { mend: Some(mend.into()), ..self }
    }

    /// Says which thing it is about, such as a file.
    pub(crate) fn about(self, what: &str) -> Self {
        Self { says: format!("{what}: {}", self.says), ..self }
    }

    /// Nothing is wrong but what was asked for.
    pub(crate) fn asked_wrongly(self) -> Self {
        Self { asked_wrongly: true, ..self }
    }

    /// What and because of what, in one line.
    pub(crate) fn told(&self) -> String {
        std::iter::once(self.says.as_str()).chain(self.causes()).collect::<Vec<_>>().join(": ")
    }

    /// How to mend it, when that is known.
    pub(crate) fn how_to_mend(&self) -> Option<&str> {
        self.mend.as_deref()
    }

    /// Prints it, and gives the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        eprintln!("error: {}", self.says);
        for cause in self.causes() {
            eprintln!("  because: {cause}");
        }
        if let Some(mend) = &self.mend {
            eprintln!("  mend it: {mend}");
        }
        ExitCode::from(if self.asked_wrongly { 2 } else { 1 })
    }
}

impl From<StartProblem> for Failure {
    fn from(problem: StartProblem) -> Self {
        let failure = Self::new(problem.to_string()).because_of_source(&problem);
        match problem.how_to_mend() {
            Some(mend) => failure.mend(mend),
            None => failure,
        }
    }
}

impl From<MigrateError> for Failure {
    fn from(error: MigrateError) -> Self {
        let failure = Self::new(error.to_string()).because_of_source(&error);
        match &error {
            MigrateError::Open { database, .. } if database.starts_with("postgres") => {
                failure.mend(format!("is PostgreSQL running there, and are host, port and database of {database} right?"))
            }
            _ => failure,
        }
    }
}

impl From<OpeningProblem> for Failure {
    fn from(problem: OpeningProblem) -> Self {
        Self::new(problem.to_string()).because_of_source(&problem)
    }
}

/// The sentences are those of the pages, in the language of the terminal.
impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let words = words();
        let fields = match &problem {
            Problem::Invalid { fields } => {
                fields.iter().map(|field| format!("\n  {}: {}", field.field, problem_words::field(field, words))).collect()
            }
            _ => String::new(),
        };
        let ours = matches!(problem, Problem::Internal { .. } | Problem::Unavailable { .. } | Problem::StorageFull);
        let told = visualizer_admin::answer::failure::Failure::from(problem);
        let says = if fields.is_empty() { problem_words::detail(&told, words) } else { problem_words::title(&told, words) };
        let failure = Self::new(says + &fields);
        match (ours, &told) {
            (true, visualizer_admin::answer::failure::Failure::Problem(problem)) => failure.because(problem),
            _ => failure.asked_wrongly(),
        }
    }
}

impl Failure {
    /// The causes, without what was said just before: drivers repeat themselves at several depths.
    fn causes(&self) -> impl Iterator<Item = &str> {
        let before = std::iter::once(&self.says).chain(&self.because);
        before.zip(&self.because).filter(|(before, cause)| !before.contains(cause.as_str())).map(|(_, cause)| cause.as_str())
    }

    fn because_of_source(self, error: &dyn Error) -> Self {
        match error.source() {
            Some(source) => self.because(source),
            None => self,
        }
    }
}
