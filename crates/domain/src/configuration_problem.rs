//! What is wrong with what an operator said: the setting, where it was said, and how to mend it. All of it at once.

use std::fmt;

use crate::configuration_source::Source;

/// One thing that is wrong with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationProblem {
    /// The setting.
    pub setting: String,
    /// Where it was said; nowhere when it is missing.
    pub source: Option<Source>,
    /// What is wrong, and how to mend it.
    pub says: String,
}

impl ConfigurationProblem {
    pub(crate) fn new(setting: impl Into<String>, source: Option<Source>, says: impl Into<String>) -> Self {
        Self { setting: setting.into(), source, says: says.into() }
    }
}

impl fmt::Display for ConfigurationProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(f, "{} ({source}) {}", self.setting, self.says),
            None => write!(f, "{} {}", self.setting, self.says),
        }
    }
}

/// Everything that is wrong with what was said; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration has {} problem{}:{}", .0.len(), if .0.len() == 1 { "" } else { "s" }, .0.iter().map(|p| format!("\n  {p}")).collect::<String>())]
pub struct ConfigurationProblems(pub Vec<ConfigurationProblem>);
