//! The child's side: gives up what it does not need, reads one upload, answers, ends.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use rlimit::Resource;
use visualizer_domain::job::JobProblem;
use visualizer_domain::picture_limits::BYTES_MAX;
use visualizer_generation::image_check;

use super::frame::{self, PictureAnswer};

/// Most address space, in bytes. The largest picture that passes the limits takes 600 MB while it is converted.
const MEMORY_MAX: u64 = 1 << 30;
/// Most CPU time, in seconds.
const CPU_MAX: u64 = 20;
/// Most open files: the three pipes and what the loader needs.
const FILES_MAX: u64 = 16;

/// Checks the picture on stdin and answers on stdout. Call it before anything else: it limits the whole process, and threads that are
/// there already would not give back what they hold.
#[must_use]
pub fn child_main() -> ExitCode {
    match limit().and_then(|()| answer()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn limit() -> io::Result<()> {
    let limits =
        [(Resource::AS, MEMORY_MAX), (Resource::CPU, CPU_MAX), (Resource::FSIZE, 0), (Resource::CORE, 0), (Resource::NOFILE, FILES_MAX)];
    for (resource, most) in limits {
        // Never above what the parent itself may have.
        let (_, hard) = resource.get()?;
        resource.set(most.min(hard), most.min(hard))?;
    }
    Ok(())
}

fn answer() -> io::Result<()> {
    let mut upload = Vec::new();
    io::stdin().lock().take(BYTES_MAX + 1).read_to_end(&mut upload)?;
    let answer = match image_check::check(&upload) {
        Ok(checked) => PictureAnswer::Checked(checked),
        Err(problem) => PictureAnswer::Refused(JobProblem::fail(problem.code(), problem.to_string())),
    };
    let mut out = io::stdout().lock();
    out.write_all(&frame::write(&answer))?;
    out.flush()
}
