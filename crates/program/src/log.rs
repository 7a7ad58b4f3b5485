//! The log: lines of text or JSON, filtered as the settings say.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use visualizer_domain::configuration::{LogFormat, LogSettings};

use crate::start_problem::StartProblem;

/// Begins to log to a writer. Called once in a process.
///
/// # Errors
/// [`StartProblem::Filter`] when `log.filter` is none.
pub fn begin_log<W>(settings: &LogSettings, coloured: bool, writer: W) -> Result<(), StartProblem>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(&settings.filter)
        .map_err(|source| StartProblem::Filter { filter: settings.filter.clone(), source: Box::new(source) })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(coloured).with_writer(writer);
    match settings.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}
