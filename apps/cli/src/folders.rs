//! The folders of an installation.

use std::path::Path;

use visualizer_domain::configuration::{Configuration, StoragePlace};

use visualizer_migration::DatabaseUrl;

use crate::failure::Failure;

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

/// Refuses a database file whose folder is neither there nor the one that [`make_folders`] makes.
pub(crate) fn require_database_folder(configuration: &Configuration) -> Result<(), Failure> {
    let url = DatabaseUrl::parse(configuration.database.url.reveal())?;
    let folder = url.file().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.exists() && folder != configuration.data => {
            Err(Failure::new(format!("the folder {} of the database is not there", folder.display()))
                .mend("make the folder, or name another file with --database"))
        }
        _ => Ok(()),
    }
}
