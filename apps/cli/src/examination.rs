//! What `doctor` found, line by line.

use std::error::Error;

use crate::failure::Failure;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    what: &'static str,
    state: State,
    told: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Ok,
    Warn { mend: String },
    Fail { mend: String },
}

/// As it should be.
pub(crate) fn ok(what: &'static str, told: impl Into<String>) -> Finding {
    Finding { what, state: State::Ok, told: told.into() }
}

/// It works, and may not for long.
pub(crate) fn warn(what: &'static str, told: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { what, state: State::Warn { mend: mend.into() }, told: told.into() }
}

/// It does not work.
pub(crate) fn fail(what: &'static str, told: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { what, state: State::Fail { mend: mend.into() }, told: told.into() }
}

/// A failure as a finding.
pub(crate) fn of_failure(what: &'static str, failure: &Failure) -> Finding {
    fail(what, failure.told(), failure.how_to_mend().unwrap_or("see docs/operating.md"))
}

/// An error with all that caused it, in one line.
pub(crate) fn whole(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_told = inner.to_string();
        if !told.contains(&inner_told) {
            told = format!("{told}: {inner_told}");
        }
        cause = inner.source();
    }
    told
}

impl Finding {
    /// Prints it, with how to mend it.
    pub(crate) fn print(&self) {
        let (word, mend) = match &self.state {
            State::Ok => ("ok", None),
            State::Warn { mend } => ("warn", Some(mend)),
            State::Fail { mend } => ("fail", Some(mend)),
        };
        println!("{word:5} {:14} {}", self.what, self.told);
        if let Some(mend) = mend {
            println!("{:5} {:14} mend it: {mend}", "", "");
        }
    }

    /// True when the program will not work as it is.
    pub(crate) fn must_be_mended(&self) -> bool {
        matches!(self.state, State::Fail { .. })
    }
}
