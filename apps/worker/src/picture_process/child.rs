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
/// CPU time between the signal of [`CPU_MAX`] and the end by force, in seconds. With none, a picture that eats all its time would die of
/// the same SIGKILL as one that was in the way of somebody else, and the parent could not tell them apart.
const CPU_GRACE: u64 = 2;
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
    let limits = [
        (Resource::AS, MEMORY_MAX, 0),
        (Resource::CPU, CPU_MAX, CPU_GRACE),
        (Resource::FSIZE, 0, 0),
        (Resource::CORE, 0, 0),
        (Resource::NOFILE, FILES_MAX, 0),
    ];
    for (resource, most, grace) in limits {
        // Never above what the parent itself may have.
        let (_, hard) = resource.get()?;
        resource.set(most.min(hard), (most + grace).min(hard))?;
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
