//! Which record files a site has, by their names alone: for the commands that make or edit one, faulty sites included.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Every id in `content/`, with the files that have it (more than one is the author's fault). List introductions have
/// no id, and `ID.LANG.md` belongs to its record. Links are passed over: they are never read.
pub(super) fn all(root: &Path) -> io::Result<BTreeMap<String, Vec<PathBuf>>> {
    let mut found: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut folders = vec![root.join("content")];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            }
            let name = entry.file_name();
            let Some(stem) = name.to_str().and_then(|n| n.strip_suffix(".md")) else { continue };
            if kind.is_file() && stem != "index" && !stem.contains('.') {
                found.entry(stem.to_string()).or_default().push(entry.path());
            }
        }
    }
    for files in found.values_mut() {
        files.sort();
    }
    Ok(found)
}

/// A file's path from the site's root, with `/`.
pub(super) fn relative(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(file);
    let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
