//! `visualizer-migrate`: the steps from the command line. It parses, calls the library once and prints; decisions are in the library.

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use visualizer_domain::Clock;
use visualizer_migration::{Confirmed, MigrateError, Migrator, Status, StepState};

/// Brings a Visualizer database to the schema of this program.
#[derive(Parser)]
#[command(name = "visualizer-migrate", version)]
struct Arguments {
    /// sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, value_name = "URL")]
    database: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Apply every missing step.
    Up,
    /// Take back the last steps, with every row they hold.
    Down {
        /// How many steps.
        #[arg(default_value_t = 1)]
        count: usize,
        /// Losing those rows is meant.
        #[arg(long)]
        yes: bool,
    },
    /// Show each step and when it was applied. Ends with 1 unless the database is exactly as this program needs it.
    Status,
    /// Erase everything in the database, then apply every step.
    Fresh {
        /// Losing everything is meant.
        #[arg(long)]
        yes: bool,
    },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(code) => code,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<ExitCode, MigrateError> {
    let migrator = Migrator::new(&arguments.database)?;
    let now = || Clock::System.now();
    match &arguments.command {
        Command::Up => list("applied", &migrator.up(now).await?),
        Command::Down { yes: false, .. } => return Ok(unconfirmed("down removes tables with all their rows")),
        Command::Down { count, yes: true } => list("taken back", &migrator.down(*count).await?),
        Command::Status => return Ok(show(&migrator.status().await?)),
        Command::Fresh { yes: false } => return Ok(unconfirmed("fresh erases the whole database")),
        Command::Fresh { yes: true } => list("applied", &migrator.fresh(Confirmed::EraseEverything, now).await?),
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

fn show(status: &Status) -> ExitCode {
    for step in &status.steps {
        let state = match step.state {
            StepState::Pending => "to apply".to_owned(),
            StepState::Applied(at) => format!("applied {at}"),
            StepState::Changed(at) => format!("applied {at} in another form than this program has"),
            StepState::Unknown(at) => format!("applied {at} by a newer program"),
        };
        println!("{:24} {state}", step.name);
    }
    match status.require_current() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

fn unconfirmed(what: &str) -> ExitCode {
    eprintln!("{what}; say --yes if that is meant. Nothing was changed.");
    ExitCode::FAILURE
}

/// Prints the error and what caused it, one line each.
fn report(error: &dyn Error) {
    eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        eprintln!("  because: {inner}");
        cause = inner.source();
    }
}
