//! What an operator may ask for on the command line, the same for every program that offers it. Printing is theirs.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::{Confirmed, MigrateError, Migrator, Status, StepState};

/// What to do with the steps.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Command {
    /// Apply every missing step.
    Up,
    /// Take back the last steps, with every row that they hold.
    Down {
        /// How many.
        #[arg(default_value_t = 1)]
        count: usize,
        /// Losing those rows is meant.
        #[arg(long)]
        yes: bool,
    },
    /// Show each step. Ends with 1 unless the database is as this program needs it.
    Status,
    /// Erase the whole database, then apply every step.
    Fresh {
        /// Losing everything is meant.
        #[arg(long)]
        yes: bool,
    },
}

/// What came of it.
#[derive(Debug)]
pub enum Answer {
    /// It was done; a line for each step.
    Done(Vec<String>),
    /// A line for each step, and why the database does not fit the program, if it does not.
    Shown(Vec<String>, Result<(), MigrateError>),
    /// It destroys rows and was asked for without `--yes`: what would be lost. Nothing was changed.
    Unconfirmed(&'static str),
}

impl Command {
    /// Does it on the database at `url`.
    ///
    /// # Errors
    /// As [`Migrator`] refuses.
    pub async fn run(&self, url: &str, now: impl Fn() -> OffsetDateTime) -> Result<Answer, MigrateError> {
        let migrator = Migrator::new(url)?;
        Ok(match self {
            Self::Up => Answer::Done(lines("applied", &migrator.up(now).await?)),
            Self::Down { yes: false, .. } => Answer::Unconfirmed("taking steps back removes tables with all their rows"),
            Self::Down { count, yes: true } => Answer::Done(lines("taken back", &migrator.down(*count).await?)),
            Self::Status => shown(&migrator.status().await?),
            Self::Fresh { yes: false } => Answer::Unconfirmed("this erases the whole database"),
            Self::Fresh { yes: true } => Answer::Done(lines("applied", &migrator.fresh(Confirmed::EraseEverything, now).await?)),
        })
    }
}

fn lines(done: &str, steps: &[&str]) -> Vec<String> {
    match steps {
        [] => vec!["nothing to do".to_owned()],
        steps => steps.iter().map(|step| format!("{done} {step}")).collect(),
    }
}

fn shown(status: &Status) -> Answer {
    let line = |state| match state {
        StepState::Pending => "to apply".to_owned(),
        StepState::Applied(at) => format!("applied {}", instant(at)),
        StepState::Changed(at) => format!("applied {} in another form than this program has", instant(at)),
        StepState::Unknown(at) => format!("applied {} by a newer program", instant(at)),
    };
    Answer::Shown(status.steps.iter().map(|step| format!("{:24} {}", step.name, line(step.state))).collect(), status.require_current())
}

/// As in RFC 3339, to the second.
fn instant(at: OffsetDateTime) -> String {
    at.truncate_to_second().format(&Rfc3339).unwrap_or_else(|_| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_step_says_to_the_second_when_it_was_applied() {
        assert_eq!(instant(datetime!(2026-11-21 17:06:01.932099 UTC)), "2026-11-21T17:06:01Z");
    }
}
