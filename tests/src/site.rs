//! A whole installation for a browser to visit: the real program, started as an operator starts it, with a house's rows and bytes behind
//! it, and people who can sign in. It ends with its test, however that ends.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use visualizer_control::users::{self, UserDraft};
use visualizer_control::{Control, sign_ins};
use visualizer_db::{Db, DbOptions};
use visualizer_domain::registry::Registry;
use visualizer_domain::{Clock, Role};
use visualizer_storage::Storage;

use crate::database::Database;
use crate::workshop::program;
use crate::{House, factory};

/// Longest wait for the first answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);
/// The owner's e-mail address.
pub const EMAIL: &str = "owner@example.test";
/// The owner's password.
pub const PASSWORD: &str = "a long enough password";

/// A running installation.
#[derive(Debug)]
pub struct Site {
    /// Where it answers: `http://127.0.0.1:PORT`.
    pub address: String,
    /// Its rows and bytes, with the owner of a client called “Test shop”. The clock is the machine's, as the program's is.
    pub house: House,
    server: Server,
}

impl Site {
    /// On SQLite.
    pub async fn on_sqlite() -> (Self, Database) {
        Self::on(Database::sqlite().await).await
    }

    /// On PostgreSQL.
    pub async fn on_postgres() -> (Self, Database) {
        Self::on(Database::postgres().await).await
    }

    async fn on(database: Database) -> (Self, Database) {
        let folder = tempfile::Builder::new().prefix("site-").tempdir().expect("a folder for the site");
        let mut server = Server::start(folder, &["--database", &database.url]);
        let address = server.address().await;
        let house = house(&database, &server.folder.path().join("data")).await;
        (Self { address, house, server }, database)
    }

    /// An address on the site.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// What the program has logged.
    #[must_use]
    pub fn log(&self) -> String {
        self.server.words()
    }
}

async fn house(database: &Database, data: &Path) -> House {
    let clock = Clock::System;
    let db = Db::connect(&DbOptions::new(&database.url)).await.expect("the test database answers");
    let storage = Storage::local(&data.join("objects")).expect("the folder that the site made");
    let control = Control { db, storage, registry: Registry::built_in() };
    let client = factory::client(&control.db, "Test shop", clock.now()).await;
    let draft = UserDraft { email: EMAIL.into(), name: "Owner".into(), password: PASSWORD.into(), is_platform_admin: true };
    let user = users::create_by_operator(&control, &draft, clock.now()).await.expect("an account");
    factory::member(&control.db, &client, &user, Role::Owner, clock.now()).await;
    let owner = sign_ins::actor_of(&control, &user, Some(&client)).await.expect("a member");
    House { control, clock, url: database.url.clone(), client, owner }
}

/// `visualizer up` in a folder of its own.
#[derive(Debug)]
pub struct Server {
    process: Child,
    folder: TempDir,
}

impl Server {
    /// Starts it on a port that is free.
    ///
    /// # Panics
    /// When the program is not built.
    #[must_use]
    pub fn start(folder: TempDir, arguments: &[&str]) -> Self {
        let words = File::create(folder.path().join("log")).expect("a log");
        let process = Command::new(program("visualizer"))
            .args(["up", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path().join("data"))
            .args(arguments)
            // Settings of whoever runs the tests are not the site's.
            .env_clear()
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(words.try_clone().expect("the same log again"))
            .stderr(words)
            .spawn()
            .expect("the program starts");
        Self { process, folder }
    }

    /// Waits until it says where it answers.
    ///
    /// # Panics
    /// When it ends or takes too long.
    pub async fn address(&mut self) -> String {
        self.address_within(PATIENCE).await
    }

    /// Waits until it says where it answers, for as long as it may take.
    ///
    /// # Panics
    /// When it ends or takes too long.
    pub async fn address_within(&mut self, longest: Duration) -> String {
        let deadline = Instant::now() + longest;
        loop {
            let words = self.words();
            let said = words.split_once("ready at ").and_then(|(_, rest)| rest.split_once('\n'));
            if let Some((address, _)) = said {
                return address.trim().to_owned();
            }
            let ended = self.process.try_wait().ok().flatten();
            assert!(ended.is_none() && Instant::now() < deadline, "the site does not start ({ended:?}): {words}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// What it has said and logged.
    #[must_use]
    pub fn words(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        if std::thread::panicking() {
            eprintln!("--- the site says\n{}---", self.words());
        }
    }
}
