//! What stands in an output folder before we write. Follows no link, looks into no `.git`, changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::Fault;
use super::place::{LOCK, MANIFEST, STAGING};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    File,
    Folder,
    Link,
    /// A socket, a device, a pipe; also a `.git` folder.
    Other,
}

/// Everything in an output, by path.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub things: BTreeMap<String, Thing>,
    /// Names that are not UTF-8, and so cannot be ours.
    odd: Vec<String>,
}

impl Found {
    /// All but folders that `ours` does not name.
    pub fn foreign<'a>(&'a self, ours: &'a BTreeSet<String>) -> impl Iterator<Item = &'a str> {
        let named = self.things.iter().filter(|(path, thing)| **thing != Thing::Folder && !ours.contains(*path));
        named.map(|(path, _)| path.as_str()).chain(self.odd.iter().map(String::as_str))
    }
}

pub(super) fn walk(output: &Path) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut folders = vec![(output.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Fault::disk("read", &folder))? {
            let entry = entry.map_err(Fault::disk("read", &folder))?;
            let kind = entry.file_type().map_err(Fault::disk("read", &entry.path()))?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                found.odd.push(format!("{prefix}{}", name.to_string_lossy()));
                continue;
            };
            if prefix.is_empty() && matches!(name, MANIFEST | STAGING | LOCK) {
                continue;
            }
            let path = format!("{prefix}{name}");
            let thing = if kind.is_symlink() {
                Thing::Link
            } else if kind.is_dir() && name != ".git" {
                folders.push((entry.path(), format!("{path}/")));
                Thing::Folder
            } else if kind.is_file() {
                Thing::File
            } else {
                Thing::Other
            };
            found.things.insert(path, thing);
        }
    }
    Ok(found)
}
