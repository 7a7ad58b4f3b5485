//! The log: to the standard error, as the settings say, and above a progress bar where there is one.

use std::io::{self, IsTerminal as _, Write};

use indicatif::MultiProgress;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use visualizer_domain::configuration::{LogFormat, LogSettings};

use crate::failure::Failure;

/// Begins to log. Called once.
pub(crate) fn begin(settings: &LogSettings, bars: &MultiProgress) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&settings.filter).map_err(|error| {
        Failure::new(format!("log.filter is {:?}, which is no filter", settings.filter))
            .because(&error)
            .mend("write a level (error, warn, info, debug, trace), or levels by target: info,visualizer_worker=debug")
    })?;
    let coloured = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(coloured).with_writer(AboveBars(bars.clone()));
    match settings.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
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
