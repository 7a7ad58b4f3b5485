//! Which installation a command is about: the file, the environment and the options that say so.

use std::path::{Path, PathBuf};

use clap::Args;
use visualizer_domain::configuration::{Configuration, StoragePlace};
use visualizer_domain::configuration_source::Sources;

use crate::failure::Failure;

/// The file that is read when it is there and no other is named.
const USUAL_FILE: &str = "visualizer.toml";

/// Options that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Installation {
    /// TOML file with settings [otherwise visualizer.toml, when it is there]
    #[arg(long, global = true, value_name = "FILE", env = "VISUALIZER_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// The database: sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/NAME
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// Folder for what is kept on this machine [otherwise data]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

impl Installation {
    /// Reads the settings; `more` are options of one command.
    pub(crate) fn read(&self, more: &[(&'static str, &'static str, Option<String>)]) -> Result<Configuration, Failure> {
        let data = self.data.as_ref().map(|path| path.display().to_string());
        let own = [("--database", "database.url", self.database.clone()), ("--data", "data", data)];
        let options = own.iter().chain(more).filter_map(|(option, key, value)| Some((*option, *key, value.clone()?))).collect();
        let sources = Sources { file: self.file()?, environment: std::env::vars().collect(), options };
        Ok(Configuration::read(&sources)?)
    }

    fn file(&self) -> Result<Option<(String, String)>, Failure> {
        let path = match &self.config {
            Some(named) => named.as_path(),
            None if Path::new(USUAL_FILE).exists() => Path::new(USUAL_FILE),
            None => return Ok(None),
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::new(format!("the configuration file {} cannot be read", path.display())).because(&error))?;
        Ok(Some((path.display().to_string(), text)))
    }
}

/// Makes the folders that the settings name.
pub(crate) fn make_folders(configuration: &Configuration) -> Result<(), Failure> {
    let mut folders = vec![configuration.data.as_path()];
    if let StoragePlace::Folder(folder) = &configuration.storage {
        folders.push(folder);
    }
    for folder in folders {
        std::fs::create_dir_all(folder).map_err(|error| {
            Failure::new(format!("the folder {} cannot be made", folder.display()))
                .because(&error)
                .mend("give this user the right to write there, or name another folder with --data")
        })?;
        // Made long ago, it may still refuse us now; SQLite would only say that it cannot open a file.
        tempfile::tempfile_in(folder).map_err(|error| {
            Failure::new(format!("nothing can be written into the folder {}", folder.display()))
                .because(&error)
                .mend("give this user the right to write there, make room, or name another folder with --data")
        })?;
    }
    Ok(())
}
