//! The command line: what there is to call, and the run of one call.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use visualizer_program::Installation;

use crate::failure::Failure;
use crate::{doctor, generate, migrate, up, user};

/// Turns product photographs into reviewed pictures.
#[derive(Debug, Parser)]
#[command(
    name = "visualizer",
    version,
    after_help = "Settings come from visualizer.toml, VISUALIZER_* variables and options; docs/operating.md lists them."
)]
struct Arguments {
    #[command(flatten)]
    installation: Installation,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and make pictures, in one process.
    Up(up::Up),
    /// Look at configuration, database, storage, clock and machine; say what is wrong and how to mend it.
    Doctor,
    /// Make pictures of a product without a browser.
    Generate(generate::Generate),
    /// Apply the steps of the schema, take them back, or show them.
    #[command(subcommand)]
    Migrate(visualizer_migration::Command),
    /// Make accounts and set passwords.
    #[command(subcommand)]
    User(user::User),
}

/// Reads the command line, does what it says, and gives the exit code: 0 done, 1 not done, 2 asked wrongly.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    // Two threads wait for the network and for timers; pixels have threads of their own.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(arguments.command.run(&arguments.installation)),
        Err(error) => Err(Failure::new("the threads of the program cannot be started").because(&error)),
    };
    done.unwrap_or_else(|failure| failure.report())
}

impl Command {
    async fn run(self, installation: &Installation) -> Result<ExitCode, Failure> {
        match self {
            Self::Up(asked) => up::run(asked, installation).await,
            Self::Doctor => Ok(doctor::run(installation).await),
            Self::Generate(asked) => generate::run(asked).await,
            Self::Migrate(command) => migrate::run(command, installation).await,
            Self::User(command) => user::run(command, installation).await,
        }
    }
}
