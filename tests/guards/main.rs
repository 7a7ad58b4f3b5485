//! Proves guards by removing them: for each, a copy of the tree without it must turn the named tests red. Run by `bin/prove-guards`,
//! not by `bin/test`: every guard costs a build.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// The list of guards.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    guard: Vec<Guard>,
}

/// One guard: what it promises, where it stands, what removing it means, and which tests must notice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guard {
    promise: String,
    file: String,
    find: String,
    replace: String,
    tests: String,
}

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tests/guards/guards.toml")).expect("the list of guards");
    let list: List = toml::from_str(&text).expect("a list of guards");
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let copy = tempfile::tempdir().expect("a folder for the copy");
    let status = Command::new("git").args(["worktree", "add", "--detach"]).arg(copy.path()).arg("HEAD").current_dir(&root).status();
    assert!(status.is_ok_and(|status| status.success()), "git worktree add");
    let target = root.join("target/guards");
    let mut unproved = 0;
    for guard in list.guard.iter().filter(|guard| guard.promise.contains(&wanted)) {
        let verdict = prove(guard, copy.path(), &target);
        println!("{}  {}", if verdict { "proved  " } else { "UNPROVED" }, guard.promise);
        unproved += usize::from(!verdict);
    }
    let _ = Command::new("git").args(["worktree", "remove", "--force"]).arg(copy.path()).current_dir(&root).status();
    println!("{} proved, {unproved} failed", list.guard.len() - unproved);
    std::process::exit(i32::from(unproved > 0));
}

/// True when the tests pass with the guard and fail without it.
fn prove(guard: &Guard, copy: &Path, target: &Path) -> bool {
    let file = copy.join(&guard.file);
    let whole = std::fs::read_to_string(&file).unwrap_or_else(|err| panic!("{}: {err}", file.display()));
    assert_eq!(whole.matches(&guard.find).count(), 1, "{}: the guard must stand exactly once: {}", guard.file, guard.find);
    let with = passes(guard, copy, target);
    std::fs::write(&file, whole.replace(&guard.find, &guard.replace)).expect("the file without its guard");
    let without = passes(guard, copy, target);
    std::fs::write(&file, whole).expect("the file with its guard");
    with && !without
}

fn passes(guard: &Guard, copy: &Path, target: &Path) -> bool {
    // Tests that kill workers start this program, which no test build makes.
    let program =
        Command::new("cargo").args(["build", "-p", "visualizer-worker"]).current_dir(copy).env("CARGO_TARGET_DIR", target).output();
    let program = program.expect("cargo");
    assert!(program.status.success(), "{}: no worker without its guard:\n{}", guard.promise, String::from_utf8_lossy(&program.stderr));
    let built = Command::new("cargo")
        .args(["nextest", "run", "-p", "visualizer-tests", "--test", "all", "--no-run"])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .output();
    let built = built.expect("cargo");
    assert!(built.status.success(), "{}: does not build without its guard:\n{}", guard.promise, String::from_utf8_lossy(&built.stderr));
    let run = Command::new("cargo")
        .args(["nextest", "run", "-p", "visualizer-tests", "--test", "all", "-E", &guard.tests])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    run.status.success()
}
