//! Files that are there whole or not at all.

use crate::weights::FileError;
use std::path::Path;

/// Writes `bytes` beside `path`, creating its folder, and then gives them its name: whoever is interrupted leaves no torn file.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |error| FileError::Write { path: path.into(), error };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    std::fs::write(&name, bytes).map_err(failed)?;
    std::fs::rename(&name, path).map_err(failed)
}
