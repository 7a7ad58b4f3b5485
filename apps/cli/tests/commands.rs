//! The program as an operator calls it: what it prints, what it leaves behind, how it ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A call in a folder of its own, in English, without settings from outside.
fn visualizer(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_visualizer"));
    let ours = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("VISUALIZER_"));
    for name in ours.chain(["LC_ALL".to_owned(), "LC_MESSAGES".to_owned(), "LANG".to_owned()]) {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn call(folder: &Path, arguments: &[&str]) -> Output {
    visualizer(folder, arguments).output().expect("the program starts")
}

fn piped(folder: &Path, arguments: &[&str], line: &str) -> Output {
    let mut child = visualizer(folder, arguments).stdin(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(line.as_bytes()).expect("the program reads");
    child.wait_with_output().expect("the program ends")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

#[test]
fn every_wrong_setting_is_told_at_once() {
    let folder = folder();
    std::fs::write(folder.path().join("visualizer.toml"), "[http]\nlisten = \"here\"\n[strorage]\nbucket = \"b\"\n").expect("a file");
    let refused = visualizer(folder.path(), &["up"]).env("VISUALIZER_WORKER__RENDERS", "many").output().expect("the program starts");
    let told = err(&refused);
    assert_eq!(code(&refused), Some(1));
    for part in ["3 problems", "http.listen (visualizer.toml, line 2)", "strorage (visualizer.toml, line 3)", "VISUALIZER_WORKER__RENDERS"]
    {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    assert!(!folder.path().join("data").exists(), "nothing was touched");
}

#[test]
fn steps_are_shown_applied_and_taken_back_only_when_that_is_said() {
    let folder = folder();
    assert_eq!(code(&call(folder.path(), &["migrate", "status"])), Some(1), "not as the program needs it yet");
    assert!(out(&call(folder.path(), &["migrate", "up"])).contains("applied 0001_identity"));
    assert_eq!(code(&call(folder.path(), &["migrate", "status"])), Some(0));
    assert_eq!(code(&call(folder.path(), &["migrate", "down"])), Some(2));
    assert_eq!(code(&call(folder.path(), &["migrate", "status"])), Some(0), "nothing was taken back");
    assert_eq!(code(&call(folder.path(), &["migrate", "down", "--yes"])), Some(0));
    assert_eq!(code(&call(folder.path(), &["migrate", "status"])), Some(1));
}

#[test]
fn an_account_is_made_once_and_its_bad_fields_are_named() {
    let folder = folder();
    let create = ["user", "create", "--email", "you@example.com", "--name", "You", "--platform-admin"];
    let short = piped(folder.path(), &create, "short\n");
    assert_eq!((code(&short), err(&short).contains("password:")), (Some(2), true), "{}", err(&short));
    assert_eq!(code(&piped(folder.path(), &create, "long enough\n")), Some(0));
    let again = piped(folder.path(), &create, "long enough\n");
    assert_eq!((code(&again), err(&again).contains("email:")), (Some(2), true), "{}", err(&again));
    assert_eq!(code(&piped(folder.path(), &["user", "password", "you@example.com"], "another one\n")), Some(0));
    assert_eq!(code(&piped(folder.path(), &["user", "password", "nobody@example.com"], "another one\n")), Some(2));
    let (keep_out, let_in) = (["user", "keep-out", "you@example.com"], ["user", "let-in", "you@example.com"]);
    for (arguments, said) in [
        (keep_out, "is kept out, and is signed out everywhere"),
        (keep_out, "was kept out already"),
        (let_in, "is let in again"),
        (let_in, "was not kept out"),
    ] {
        assert!(out(&call(folder.path(), &arguments)).contains(said), "{said}");
    }
    assert_eq!(code(&call(folder.path(), &["user", "keep-out", "nobody@example.com"])), Some(2));
}

#[test]
fn a_japanese_terminal_is_told_in_japanese() {
    let folder = folder();
    let mut command = visualizer(folder.path(), &["user", "create", "--email", "nowhere", "--name", "You"]);
    let told = err(&command.env("LANG", "ja_JP.UTF-8").output().expect("the program starts"));
    assert!(told.contains("メールアドレス"), "{told}");
}

#[test]
fn the_doctor_is_content_with_a_sound_installation_and_not_with_a_broken_one() {
    let folder = folder();
    call(folder.path(), &["migrate", "up"]);
    let sound = call(folder.path(), &["doctor"]);
    assert_eq!(code(&sound), Some(0), "{}", out(&sound));
    for part in ["ok    configuration", "ok    database       SQLite 3.", "ok    storage", "ok    clock", "ok    uploads"] {
        assert!(out(&sound).contains(part), "{part} is not in {}", out(&sound));
    }
    std::fs::write(folder.path().join("data/visualizer.db"), "not a database, but long enough to be looked at as one").expect("a file");
    let broken = call(folder.path(), &["doctor"]);
    assert_eq!(code(&broken), Some(1));
    assert!(out(&broken).contains("fail  database") && out(&broken).contains("mend it:"), "{}", out(&broken));
}

/// A program that serves; killed when the test is over.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(folder: &Path) -> Self {
        let mut child = visualizer(folder, &["up", "--listen", "127.0.0.1:0"]).spawn().expect("the program starts");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("the program prints");
        let address = first.trim().rsplit_once("http://").expect("the first line has the address").1.to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("somebody listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn up_answers_within_a_second_refuses_a_second_one_and_ends_when_asked() {
    let folder = folder();
    call(folder.path(), &["migrate", "up"]);
    let began = Instant::now();
    let mut served = Served::start(folder.path());
    assert!(served.get("/health").starts_with("HTTP/1.1 200"));
    // Loose, because other tests run beside this one; alone it takes a tenth of it.
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert!(served.get("/sign-in").contains("<form"));

    let second = call(folder.path(), &["up", "--listen", &served.address]);
    assert_eq!(code(&second), Some(1));
    assert!(err(&second).contains("cannot listen on") && err(&second).contains("--listen"), "{}", err(&second));

    Command::new("kill").args(["-TERM", &served.child.id().to_string()]).status().expect("kill is there");
    assert_eq!(served.child.wait().expect("it ends").code(), Some(0));
    assert!(!folder.path().join("data/visualizer.db-wal").exists(), "the log was folded into the file");
}

#[test]
fn a_photograph_without_a_plain_ground_becomes_a_framed_print_and_the_reason_is_said() {
    let folder = folder();
    let photo = sample("photos/coffee.png");
    let photo = photo.to_str().expect("a path");
    let asked = ["generate", "--photo", photo, "--scene", "kitchen", "--aspect", "3:2", "--variants", "1", "--seed", "7", "--out", "made"];
    let made = call(folder.path(), &asked);
    assert_eq!(code(&made), Some(0), "{}", err(&made));
    assert!(out(&made).contains("coffee.png is shown as a framed print: "), "{}", out(&made));
    let manifest = std::fs::read(folder.path().join("made/manifest.json")).expect("the manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let picture = &manifest["pictures"][0];
    assert_eq!((&picture["seed"], &picture["draft"], &manifest["photos"][0]["cut_out"]), (&7.into(), &true.into(), &false.into()));
    for file in [&picture["file"], &picture["display_file"]] {
        let size = std::fs::metadata(folder.path().join("made").join(file.as_str().expect("a name"))).expect("the file").len();
        assert!(size > 1_000, "{file} has {size} bytes");
    }
}

#[test]
fn what_cannot_be_made_is_refused_in_words_and_leaves_nothing_behind() {
    let folder = folder();
    let mug = sample("products/mug.jpg");
    let bytes = std::fs::read(&mug).expect("a sample");
    std::fs::write(folder.path().join("half.jpg"), &bytes[..bytes.len() / 2]).expect("a file");
    std::fs::write(folder.path().join("drawing.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
    let mug = mug.to_str().expect("a path");
    for (photo, more, says) in [
        (mug, ["--scene", "Moon"], "one of: Studio Set, Living Room"),
        (mug, ["--aspect", "5:4"], "21:9"),
        (mug, ["--variants", "9"], "not in 1..=8"),
        (mug, ["--variants", "-1"], "not in 1..=8"),
        ("missing.jpg", ["--variants", "1"], "missing.jpg cannot be read"),
        ("drawing.svg", ["--variants", "1"], "drawing.svg"),
        ("half.jpg", ["--variants", "1"], "half.jpg"),
    ] {
        let refused = call(folder.path(), &[["generate", "--photo", photo, "--out", "made"].as_slice(), more.as_slice()].concat());
        assert_eq!(code(&refused), Some(2), "{photo} {more:?}: {}", err(&refused));
        assert!(err(&refused).contains(says), "{says} is not in {}", err(&refused));
    }
    let left = std::fs::read_dir(folder.path().join("made")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
}
