//! Single files among the sources, as `init`, `new`, `confirm`, `prove` and `import` write them: whole or not at all.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::Fault;

/// Makes a file that is not there yet, and the folders above it. Never overwrites.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    make_parents(path)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Fault::Exists { path: path.to_path_buf() },
        _ => Fault::Disk { doing: "write", path: path.to_path_buf(), error },
    })?;
    // The name is ours since create_new: a half file is taken away again.
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        let _ = fs::remove_file(path);
        Fault::Disk { doing: "write", path: path.to_path_buf(), error }
    })
}

/// Puts new bytes in the place of a file, or makes it: a reader sees the old or the new, never a half.
/// A symbolic link is refused, since the rename would replace it by a file.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let old = fs::symlink_metadata(path).ok();
    if let Some(meta) = &old
        && !meta.is_file()
    {
        let error = io::Error::other("it is not a plain file");
        return Err(Fault::Disk { doing: "replace", path: path.to_path_buf(), error });
    }
    make_parents(path)?;
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".nutgraf-new");
    let temporary = path.with_file_name(name);
    let written = (|| {
        // Left over from a killed run; made anew, so that nothing is written through a link of this name.
        let _ = fs::remove_file(&temporary);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        if let Some(meta) = &old {
            file.set_permissions(meta.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    })();
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Fault::Disk { doing: "write", path: path.to_path_buf(), error }
    })
}

fn make_parents(path: &Path) -> Result<(), Fault> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            fs::create_dir_all(folder).map_err(Fault::disk("make the folder", folder))
        }
        _ => Ok(()),
    }
}
