//! Which installation a program belongs to: the file, the environment and the options that say so.

use std::path::{Path, PathBuf};

use clap::Args;
use visualizer_domain::configuration::Configuration;
use visualizer_domain::configuration_source::Sources;

use crate::start_problem::StartProblem;

/// The file that is read when it is there and no other is named.
const USUAL_FILE: &str = "visualizer.toml";

/// Options that every program and command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Installation {
    /// TOML file with settings [otherwise visualizer.toml, when it is there]
    #[arg(long, global = true, value_name = "FILE", env = "VISUALIZER_CONFIG")]
    pub config: Option<PathBuf>,
    /// The database: sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/NAME
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Folder for what is kept on this machine [otherwise data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

impl Installation {
    /// Reads the settings. `more` are options of one command: what the option is called, the key that it sets, and its value.
    ///
    /// # Errors
    /// When the file cannot be read, or with everything that is wrong in the settings.
    pub fn read(&self, more: &[(&'static str, &'static str, Option<String>)]) -> Result<Configuration, StartProblem> {
        let data = self.data.as_ref().map(|path| path.display().to_string());
        let own = [("--database", "database.url", self.database.clone()), ("--data", "data", data)];
        let options = own.iter().chain(more).filter_map(|(option, key, value)| Some((*option, *key, value.clone()?))).collect();
        let sources = Sources { file: self.file()?, environment: std::env::vars().collect(), options };
        Ok(Configuration::read(&sources)?)
    }

    fn file(&self) -> Result<Option<(String, String)>, StartProblem> {
        let path = match &self.config {
            Some(named) => named.as_path(),
            None if Path::new(USUAL_FILE).exists() => Path::new(USUAL_FILE),
            None => return Ok(None),
        };
        let text = std::fs::read_to_string(path).map_err(|source| StartProblem::File { path: path.to_owned(), source })?;
        Ok(Some((path.display().to_string(), text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_stronger_than_the_file_that_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("ours.toml");
        std::fs::write(&file, "data = \"from-the-file\"\n[worker]\nrenders = 3\n").expect("a file");
        let installation = Installation { config: Some(file), data: Some("from-the-option".into()), ..Installation::default() };
        let configuration = installation.read(&[("--renders", "worker.renders", None)]).expect("settings");
        assert_eq!((configuration.data, configuration.renders), (PathBuf::from("from-the-option"), 3));
    }

    #[test]
    fn a_file_that_is_named_and_not_there_is_told() {
        let installation = Installation { config: Some("nowhere.toml".into()), ..Installation::default() };
        let told = installation.read(&[]).expect_err("nothing to read").to_string();
        assert!(told.contains("nowhere.toml"), "{told}");
    }
}
