//! `visualizer-migrate` as an operator runs it, also four at once.

use std::process::{Command, Output, Stdio};

use visualizer_migration::STEPS;

use crate::database::{TestDatabase, column};

fn command(database: &TestDatabase, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_visualizer-migrate"));
    command.arg("--database").arg(&database.url).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn four_migrators_at_once_apply_each_step_once() {
    for database in TestDatabase::both().await {
        let started: Vec<_> = (0..4).map(|_| command(&database, &["up"]).spawn().unwrap()).collect();
        let mut applied = Vec::new();
        for migrator in started {
            let output = migrator.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", text(&output));
            applied.extend(
                String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| line.strip_prefix("applied ")).map(str::to_owned),
            );
        }
        assert_eq!(applied, STEPS.iter().map(|step| step.name).collect::<Vec<_>>());
        let recorded: Vec<String> = column(&database.connect().await, "select name from schema_step order by position").await;
        assert_eq!(recorded, applied);
    }
}

#[tokio::test]
async fn status_says_whether_the_database_fits_the_program() {
    for database in TestDatabase::both().await {
        let before = command(&database, &["status"]).output().unwrap();
        assert!(!before.status.success());
        assert!(text(&before).contains("0001_identity            to apply"), "{}", text(&before));
        assert!(text(&before).contains("older than this program: 8 to apply (0001_identity, 0002_catalogue"), "{}", text(&before));
        assert!(command(&database, &["up"]).output().unwrap().status.success());
        let after = command(&database, &["status"]).output().unwrap();
        assert!(after.status.success() && text(&after).contains("0008_repetitions         applied"), "{}", text(&after));
    }
}

#[tokio::test]
async fn what_destroys_must_be_meant() {
    for database in TestDatabase::both_migrated().await {
        let whole = database.schema().await;
        for destroying in [&["fresh"][..], &["down"], &["down", "3"]] {
            let output = command(&database, destroying).output().unwrap();
            assert!(!output.status.success() && text(&output).contains("--yes"), "{}", text(&output));
        }
        assert_eq!(database.schema().await, whole);
        let down = command(&database, &["down", "1", "--yes"]).output().unwrap();
        assert_eq!(text(&down), "taken back 0008_repetitions\n");
        assert!(command(&database, &["fresh", "--yes"]).output().unwrap().status.success());
        assert_eq!(database.schema().await, whole);
    }
}

#[test]
fn a_wrong_address_is_explained_without_its_password() {
    for (url, words) in [
        ("mysql://host/shop", "it starts with sqlite: or postgres:"),
        ("sqlite::memory:", "needs a file"),
        ("sqlite:///nowhere/at/all/shop.db", "cannot lock /nowhere/at/all/shop.db"),
        ("postgres://app:hidden@127.0.0.1:1/shop", "cannot open the database postgres://127.0.0.1:1/shop"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_visualizer-migrate")).args(["--database", url, "up"]).output().unwrap();
        assert!(!output.status.success() && text(&output).contains(words), "{}", text(&output));
        assert!(!text(&output).contains("hidden"), "{}", text(&output));
    }
}
