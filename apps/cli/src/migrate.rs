//! `visualizer migrate`: the schema's steps, on the database of the configuration.

use std::process::ExitCode;

use clap::Subcommand;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use visualizer_domain::Clock;
use visualizer_migration::{Confirmed, Status, StepState};
use visualizer_program::Installation;

use crate::failure::Failure;
use crate::folders::{make_folders, require_database_folder};

/// What to do with the steps.
#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
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

pub(crate) async fn run(command: Migrate, installation: &Installation) -> Result<ExitCode, Failure> {
    let configuration = installation.read(&[])?;
    let url = configuration.database.url.reveal();
    let now = || Clock::System.now();
    match command {
        Migrate::Up => {
            make_folders(&configuration)?;
            list("applied", &visualizer_migration::up(url, now).await?);
        }
        Migrate::Down { yes: false, .. } => return Err(unconfirmed("taking steps back removes tables with all their rows")),
        Migrate::Down { count, yes: true } => list("taken back", &visualizer_migration::down(url, count).await?),
        Migrate::Status => {
            require_database_folder(&configuration)?;
            return show(&visualizer_migration::status(url).await?);
        }
        Migrate::Fresh { yes: false } => return Err(unconfirmed("this erases the whole database")),
        Migrate::Fresh { yes: true } => {
            make_folders(&configuration)?;
            list("applied", &visualizer_migration::fresh(url, Confirmed::EraseEverything, now).await?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list(done: &str, steps: &[&str]) {
    if steps.is_empty() {
        println!("nothing to do");
    }
    for step in steps {
        println!("{done} {step}");
    }
}

fn show(status: &Status) -> Result<ExitCode, Failure> {
    for step in &status.steps {
        let state = match step.state {
            StepState::Pending => "to apply".to_owned(),
            StepState::Applied(at) => format!("applied {}", instant(at)),
            StepState::Changed(at) => format!("applied {} in another form than this program has", instant(at)),
            StepState::Unknown(at) => format!("applied {} by a newer program", instant(at)),
        };
        println!("{:24} {state}", step.name);
    }
    status.require_current()?;
    Ok(ExitCode::SUCCESS)
}

/// As in RFC 3339, to the second.
fn instant(at: OffsetDateTime) -> String {
    at.truncate_to_second().format(&Rfc3339).unwrap_or_else(|_| at.to_string())
}

fn unconfirmed(what: &str) -> Failure {
    Failure::new(format!("{what}; nothing was changed")).mend("say --yes if that is meant").asked_wrongly()
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
