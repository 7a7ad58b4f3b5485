//! Why a program did not start.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use visualizer_domain::configuration_problem::ConfigurationProblems;

/// Why a program did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartProblem {
    /// The file with the settings.
    #[error("the configuration file {} cannot be read", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The settings; all that is wrong with them.
    #[error(transparent)]
    Configuration(#[from] ConfigurationProblems),
    /// The setting `log.filter`.
    #[error("log.filter is {filter:?}, which is no filter")]
    Filter {
        /// What it is.
        filter: String,
        /// Why that is none.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The signals that end a program.
    #[error("signals cannot be listened to")]
    Signals(#[source] io::Error),
}

impl StartProblem {
    /// How to mend it, where that is known.
    #[must_use]
    pub fn how_to_mend(&self) -> Option<&'static str> {
        match self {
            Self::Configuration(_) => Some("docs/operating.md lists every setting"),
            Self::Filter { .. } => {
                Some("write a level (error, warn, info, debug, trace), or levels by target: info,visualizer_worker=debug")
            }
            Self::File { .. } | Self::Signals(_) => None,
        }
    }
}

/// Tells on the standard error why a program ended, with every cause, and gives its exit code.
pub fn tell(program: &str, error: &dyn Error) -> ExitCode {
    eprintln!("{program}: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  because {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}
