//! `visualizer-migrate`: the steps from the command line, on a database named there and without a configuration. `visualizer migrate` is
//! the same on the database of an installation.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use visualizer_domain::Clock;
use visualizer_migration::{Answer, Command, MigrateError};

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

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command.run(&arguments.database, || Clock::System.now()).await.and_then(told) {
        Ok(code) => code,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

fn told(answer: Answer) -> Result<ExitCode, MigrateError> {
    let (lines, fits) = match answer {
        Answer::Done(lines) => (lines, Ok(())),
        Answer::Shown(lines, fits) => (lines, fits),
        Answer::Unconfirmed(what) => {
            eprintln!("{what}; say --yes if that is meant. Nothing was changed.");
            return Ok(ExitCode::FAILURE);
        }
    };
    lines.iter().for_each(|line| println!("{line}"));
    fits.map(|()| ExitCode::SUCCESS)
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
