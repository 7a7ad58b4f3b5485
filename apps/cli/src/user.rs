//! `visualizer user`: accounts, as whoever operates the machine. Clients and roles are given out in the pages.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use visualizer_control::Control;
use visualizer_control::users::{self, UserDraft};
use visualizer_domain::user::Email;
use visualizer_domain::{Clock, Problem};
use visualizer_program::Installation;

use crate::failure::Failure;
use crate::folders::make_folders;

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Make an account. The password is asked for, or read from a pipe.
    Create(Create),
    /// Give an account another password, and end its sign-ins.
    Password {
        /// The account's e-mail address.
        email: String,
    },
    /// Keep a person out: end their sign-ins, and refuse new ones. What they made and decided stays.
    KeepOut {
        /// The account's e-mail address.
        email: String,
    },
    /// Let a person in again who was kept out, with the password that they had.
    LetIn {
        /// The account's e-mail address.
        email: String,
    },
}

/// An account to make.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Their e-mail address.
    #[arg(long)]
    email: String,
    /// What they are called.
    #[arg(long)]
    name: String,
    /// May make clients and see all of them.
    #[arg(long)]
    platform_admin: bool,
}

pub(crate) async fn run(command: User, installation: &Installation) -> Result<ExitCode, Failure> {
    let configuration = installation.read(&[])?;
    make_folders(&configuration)?;
    // The first account is often made before anything was ever started.
    visualizer_migration::up(configuration.database.url.reveal(), || Clock::System.now()).await?;
    let control = Control::open(&configuration.database, &configuration.storage).await?;
    match command {
        User::Create(asked) => create(&control, asked).await?,
        User::Password { email } => password(&control, &email).await?,
        User::KeepOut { email } => keep_out(&control, &email).await?,
        User::LetIn { email } => let_in(&control, &email).await?,
    }
    control.close().await.map_err(|error| Failure::new("the database cannot be closed").because(&error))?;
    Ok(ExitCode::SUCCESS)
}

async fn create(control: &Control, asked: Create) -> Result<(), Failure> {
    let draft = UserDraft { email: asked.email, name: asked.name, password: ask_password()?, is_platform_admin: asked.platform_admin };
    let id = users::create_by_operator(control, &draft, Clock::System.now()).await?;
    println!("made the account {} ({id})", draft.email);
    Ok(())
}

async fn password(control: &Control, email: &str) -> Result<(), Failure> {
    let email = address(email)?;
    users::reset_password_by_operator(control, &email, &ask_password()?, Clock::System.now()).await?;
    println!("{email} has another password, and is signed out everywhere");
    Ok(())
}

async fn keep_out(control: &Control, email: &str) -> Result<(), Failure> {
    let email = address(email)?;
    match users::keep_out_by_operator(control, &email, Clock::System.now()).await? {
        true => println!("{email} is kept out, and is signed out everywhere"),
        false => println!("{email} was kept out already"),
    }
    Ok(())
}

async fn let_in(control: &Control, email: &str) -> Result<(), Failure> {
    let email = address(email)?;
    match users::let_in_by_operator(control, &email, Clock::System.now()).await? {
        true => println!("{email} is let in again"),
        false => println!("{email} was not kept out"),
    }
    Ok(())
}

fn address(email: &str) -> Result<Email, Problem> {
    Email::parse(email).map_err(|field| Problem::Invalid { fields: vec![field] })
}

/// Asked for without showing it, or one line of a pipe.
fn ask_password() -> Result<String, Failure> {
    let unread = |error| Failure::new("the password cannot be read").because(&error);
    if io::stdin().is_terminal() {
        return rpassword::prompt_password("Password: ").map_err(unread);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(unread)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
