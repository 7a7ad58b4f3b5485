//! Uploads are decoded in a process of their own, which may die: of memory, of time, of a decoder's fault. It takes nothing down with it.
//!
//! The parent starts its own program again with one hidden argument ([`ARGUMENT`]), writes the upload to its stdin and reads one framed
//! answer. The child has no secrets (its environment is empty), no files to write, bounded memory and bounded time.

mod child;
mod frame;

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use visualizer_domain::job::JobProblem;

pub use child::child_main;
pub(crate) use frame::PictureAnswer;

/// The hidden argument. A program that starts workers calls [`child_main`] first thing when it is given it.
pub const ARGUMENT: &str = "picture-process";
/// How long one picture may take, waiting for a free core included. The child's own limit of CPU time is shorter.
const DEADLINE: Duration = Duration::from_secs(30);
/// Most bytes of an answer: the working copy of a picture without any compression, its display copy and thumbnails.
const ANSWER_BYTES_MAX: u64 = 32 << 20;
/// Most bytes that are kept of what the child says on its way out.
const LAST_WORDS_MAX: u64 = 2_000;

/// How a system that runs out of memory ends a process; nothing that a decoder does to itself.
const SIGKILL: i32 = 9;

/// How to start the process.
#[derive(Debug, Clone)]
pub struct PictureProcess {
    program: PathBuf,
    arguments: Vec<OsString>,
    deadline: Duration,
}

impl PictureProcess {
    /// This program itself, which handles [`ARGUMENT`].
    ///
    /// # Errors
    /// When the system does not say where the program is.
    pub fn of_this_program() -> std::io::Result<Self> {
        Ok(Self::of(std::env::current_exe()?))
    }

    /// Another program that handles [`ARGUMENT`].
    #[must_use]
    pub fn of(program: PathBuf) -> Self {
        Self { program, arguments: vec![ARGUMENT.into()], deadline: DEADLINE }
    }

    /// The same with another deadline.
    #[must_use]
    pub fn with_deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Checks an upload. Dropping the future kills the process.
    ///
    /// # Errors
    /// `picture-hostile` when the process died of the picture: another try would go the same way. `picture-unfinished` when the machine
    /// had no time or no memory for it, and `picture-process` when it could not be started at all: another try may find it better.
    pub(crate) async fn check(&self, upload: Bytes) -> Result<PictureAnswer, JobProblem> {
        let mut child = self.start().map_err(|e| JobProblem::retry("picture-process", format!("{}: {e}", self.program.display())))?;
        match tokio::time::timeout(self.deadline, converse(&mut child, upload)).await {
            Ok(answer) => answer,
            // What a picture alone takes too much of is CPU time, and the child's own limit ends that first.
            Err(_) => Err(unfinished(&format!("took longer than {} s", self.deadline.as_secs()))),
        }
    }

    fn start(&self) -> std::io::Result<Child> {
        Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            // Address space is what is limited, and every thread and every arena of the allocator reserves much of it.
            .env("RAYON_NUM_THREADS", "1")
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
    }
}

/// Writes the upload, reads the answer, waits for the end.
async fn converse(child: &mut Child, upload: Bytes) -> Result<PictureAnswer, JobProblem> {
    let (Some(mut to), Some(from), Some(words)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
        return Err(JobProblem::retry("picture-process", "the process has no pipes"));
    };
    let write = async move {
        // A child that dies early closes its end; how it died says more than this error.
        let _ = to.write_all(&upload).await;
    };
    let (mut answer, mut last_words) = (Vec::new(), Vec::new());
    // Each pipe is closed as soon as nobody wants more from it, so that a child that talks on is told.
    let listen = async { from.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).await };
    let overhear = async { words.take(LAST_WORDS_MAX).read_to_end(&mut last_words).await };
    let (_, read, _) = tokio::join!(write, listen, overhear);
    let ended = match read {
        Ok(_) => child.wait().await,
        Err(error) => Err(error),
    };
    match ended {
        Ok(status) if status.success() => frame::read(&answer).map_err(|e| hostile(&format!("answered nonsense: {e}"))),
        Ok(status) => Err(died(status, String::from_utf8_lossy(&last_words).trim())),
        Err(error) => Err(JobProblem::retry("picture-process", error.to_string())),
    }
}

/// Whose fault the end of the process was. Its own limits end it by other signals: SIGXCPU for time, SIGABRT for memory.
fn died(status: ExitStatus, last_words: &str) -> JobProblem {
    let detail = format!("{status}: {last_words}");
    if status.signal() == Some(SIGKILL) { unfinished(&detail) } else { hostile(&detail) }
}

fn hostile(detail: &str) -> JobProblem {
    JobProblem::fail("picture-hostile", format!("the process that looked at the picture: {detail}"))
}

fn unfinished(detail: &str) -> JobProblem {
    JobProblem::retry("picture-unfinished", format!("the process that looked at the picture: {detail}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    async fn problem_of(process: PictureProcess) -> JobProblem {
        process.check(Bytes::from(vec![0; 1 << 20])).await.expect_err("no program of pictures")
    }

    fn script(folder: &tempfile::TempDir, name: &str, lines: &str) -> PathBuf {
        let script = folder.path().join(name);
        std::fs::write(&script, format!("#!/bin/sh\n{lines}\n")).expect("written");
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("may be run");
        script
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_is_worth_another_try() {
        let problem = problem_of(PictureProcess::of("/nowhere/at/all".into())).await;
        assert_eq!((problem.code.as_str(), problem.again), ("picture-process", true), "{problem:?}");
    }

    #[tokio::test]
    async fn a_process_that_dies_or_talks_without_end_is_the_pictures_fault() {
        for program in ["/bin/false", "/usr/bin/yes", "/bin/true"] {
            let problem = problem_of(PictureProcess::of(program.into())).await;
            assert_eq!((problem.code.as_str(), problem.again), ("picture-hostile", false), "{program}: {problem:?}");
        }
    }

    #[tokio::test]
    async fn a_process_that_hangs_is_ended_and_worth_another_try() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = script(&folder, "hang", "exec sleep 60");
        let problem = problem_of(PictureProcess::of(script).with_deadline(Duration::from_millis(200))).await;
        assert_eq!((problem.code.as_str(), problem.again), ("picture-unfinished", true), "the machine may be slow: {problem:?}");
    }

    #[tokio::test]
    async fn a_process_that_the_system_kills_is_worth_another_try_and_one_that_falls_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        for (signal, told) in [
            ("KILL", ("picture-unfinished", true)),
            ("XCPU", ("picture-hostile", false)),
            ("SEGV", ("picture-hostile", false)),
            ("ABRT", ("picture-hostile", false)),
        ] {
            let script = script(&folder, signal, &format!("ulimit -c 0; kill -{signal} $$"));
            let problem = problem_of(PictureProcess::of(script)).await;
            assert_eq!((problem.code.as_str(), problem.again), told, "{signal}: {problem:?}");
        }
    }
}
