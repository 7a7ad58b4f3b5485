//! `visualizer migrate`: the schema's steps, on the database of the configuration.

use std::process::ExitCode;

use visualizer_domain::Clock;
use visualizer_migration::{Answer, Command};
use visualizer_program::Installation;

use crate::failure::Failure;
use crate::folders::{make_folders, require_database_folder};

pub(crate) async fn run(command: Command, installation: &Installation) -> Result<ExitCode, Failure> {
    let configuration = installation.read(&[])?;
    match command {
        Command::Up | Command::Fresh { yes: true } => make_folders(&configuration)?,
        Command::Status => require_database_folder(&configuration)?,
        Command::Down { .. } | Command::Fresh { yes: false } => {}
    }
    let (lines, fits) = match command.run(configuration.database.url.reveal(), || Clock::System.now()).await? {
        Answer::Done(lines) => (lines, Ok(())),
        Answer::Shown(lines, fits) => (lines, fits),
        Answer::Unconfirmed(what) => return Err(unconfirmed(what)),
    };
    lines.iter().for_each(|line| println!("{line}"));
    fits?;
    Ok(ExitCode::SUCCESS)
}

fn unconfirmed(what: &str) -> Failure {
    Failure::new(format!("{what}; nothing was changed")).mend("say --yes if that is meant").asked_wrongly()
}
