//! The folders of an installation.

use visualizer_domain::configuration::{Configuration, StoragePlace};

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
