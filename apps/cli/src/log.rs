//! The log, above a progress bar where there is one.

use std::io::{self, IsTerminal as _, Write};

use indicatif::MultiProgress;
use tracing_subscriber::fmt::MakeWriter;
use visualizer_domain::configuration::LogSettings;
use visualizer_program::{StartProblem, begin_log};

/// Begins to log to the standard error. Called once.
pub(crate) fn begin(settings: &LogSettings, bars: &MultiProgress) -> Result<(), StartProblem> {
    begin_log(settings, io::stderr().is_terminal(), AboveBars(bars.clone()))
}

/// Takes the bars away for as long as a line is written, so that they never stand in the middle of it.
#[derive(Clone)]
struct AboveBars(MultiProgress);

impl Write for AboveBars {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().lock().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}

impl MakeWriter<'_> for AboveBars {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
