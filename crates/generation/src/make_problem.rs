//! Why a maker made nothing. None of these goes away by trying again: makers have no weather.

use visualizer_imaging::{DecodeProblem, EncodeProblem, ProvenanceProblem};

/// Why nothing was made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MakeProblem {
    /// It was asked to stop.
    #[error("asked to stop")]
    Cancelled,
    /// The recipe is for another maker, or asks for what this one cannot do.
    #[error("the recipe does not fit: {0}")]
    Recipe(String),
    /// A picture cannot be used.
    #[error(transparent)]
    Picture(#[from] DecodeProblem),
    /// The renderer could not.
    #[error("the picture could not be made: {0}")]
    Render(String),
    /// What was made could not be written as a file.
    #[error("the picture could not be written: {0}")]
    Write(String),
}

impl MakeProblem {
    /// A code that a page has words for.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Recipe(_) => "recipe",
            Self::Picture(problem) => problem.code(),
            Self::Render(_) => "render",
            Self::Write(_) => "write",
        }
    }
}

impl From<EncodeProblem> for MakeProblem {
    fn from(problem: EncodeProblem) -> Self {
        Self::Write(problem.to_string())
    }
}

impl From<ProvenanceProblem> for MakeProblem {
    fn from(problem: ProvenanceProblem) -> Self {
        Self::Write(problem.to_string())
    }
}
