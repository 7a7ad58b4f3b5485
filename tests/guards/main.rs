//! Proves guards by removing them: for each, a copy of the tree without it must turn the named tests red. Run by `bin/prove-guards`,
//! not by `bin/test`: every guard costs a build.

use std::path::{Path, PathBuf};
use std::process::Command;

use visualizer_tests::guards::{self, Guard};

/// Builds the program that some tests kill. Named together with the tests, so that both are built with the same features, once.
const WORKER: [&str; 7] = ["build", "-p", "visualizer-worker", "-p", "visualizer-tests", "--bin", "visualizer-worker"];

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let root = guards::root();
    let (copy, target) = (Worktree::of(&root), root.join("target/guards"));
    let (mut proved, mut unproved) = (0, 0);
    for guard in guards::all().iter().filter(|guard| guard.promise.contains(&wanted)) {
        let verdict = prove(guard, copy.path(), &target);
        println!("{}  {}", if verdict { "proved  " } else { "UNPROVED" }, guard.promise);
        *(if verdict { &mut proved } else { &mut unproved }) += 1;
    }
    // Dropped by hand: an exit runs no destructors.
    drop(copy);
    println!("{proved} proved, {unproved} failed");
    std::process::exit(i32::from(unproved > 0));
}

/// A copy of the tree as it is committed, removed again also when a proof breaks off.
struct Worktree {
    root: PathBuf,
    folder: tempfile::TempDir,
}

impl Worktree {
    fn of(root: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the copy");
        let status = Command::new("git").args(["worktree", "add", "--detach"]).arg(folder.path()).arg("HEAD").current_dir(root).status();
        assert!(status.is_ok_and(|status| status.success()), "git worktree add");
        Self { root: root.to_owned(), folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Worktree {
    fn drop(&mut self) {
        let _ = Command::new("git").args(["worktree", "remove", "--force"]).arg(self.folder.path()).current_dir(&self.root).status();
    }
}

/// True when the tests pass with the guard and fail without it.
fn prove(guard: &Guard, copy: &Path, target: &Path) -> bool {
    let whole = guard.text(copy);
    let file = copy.join(&guard.file);
    let with = passes(guard, copy, target);
    std::fs::write(&file, whole.replace(&guard.find, &guard.replace)).expect("the file without its guard");
    let without = passes(guard, copy, target);
    std::fs::write(&file, whole).expect("the file with its guard");
    with && !without
}

fn passes(guard: &Guard, copy: &Path, target: &Path) -> bool {
    // Tests that kill workers start this program, which no test build makes.
    let program = Command::new("cargo").args(WORKER).current_dir(copy).env("CARGO_TARGET_DIR", target).output();
    let program = program.expect("cargo");
    assert!(program.status.success(), "{}: no worker without its guard:\n{}", guard.promise, String::from_utf8_lossy(&program.stderr));
    let tests = ["nextest", "run", "-p", "visualizer-tests", "--test", "all"].map(str::to_owned);
    // Named together with the others, so that both are built with the same features, once.
    let own = guard.package.iter().flat_map(|package| ["-p".to_owned(), package.clone(), "--lib".to_owned()]);
    let tests: Vec<String> = tests.into_iter().chain(own).collect();
    let built = Command::new("cargo").args(&tests).arg("--no-run").current_dir(copy).env("CARGO_TARGET_DIR", target).output();
    let built = built.expect("cargo");
    assert!(built.status.success(), "{}: does not build without its guard:\n{}", guard.promise, String::from_utf8_lossy(&built.stderr));
    let run = Command::new("cargo").args(&tests).args(["-E", &guard.tests]).current_dir(copy).env("CARGO_TARGET_DIR", target).output();
    run.expect("cargo").status.success()
}
