//! The files of a site: what there is, what changed, and the one way to open one. Nothing here knows what they say.
//! Symbolic links and special files are refused by name, so that no path leads out of the project.

mod scan;
pub mod watch;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

pub use scan::{See, scan, scan_texts};

/// Folders that are read whole, with what is done with their bytes.
const FOLDERS: [(&str, Keep); 6] = [
    ("assets", Keep::Bytes),
    ("content", Keep::Text),
    ("kept", Keep::Nothing),
    ("static", Keep::Nothing),
    ("strings", Keep::Bytes),
    ("templates", Keep::Bytes),
];
/// Files at the root that are read.
const FILES: [&str; 2] = ["evidence.lock", "site.toml"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Bytes,
    /// Markdown is handed to whoever reads it, and then let go; the rest is read when it is copied.
    Text,
    /// Only their hash: they are read when they are copied.
    Nothing,
}

/// All files of a site, by path from its root, with `/`.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub root: PathBuf,
    pub files: BTreeMap<Arc<str>, Source>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub path: Arc<str>,
    /// Empty for texts and for files that are only copied: [`open`] reads them.
    pub bytes: Arc<[u8]>,
    /// Of the bytes, kept or not.
    pub hash: u128,
    pub size: u64,
    pub modified: Option<SystemTime>,
    /// How the next scan knows that the bytes are still these.
    mark: scan::Mark,
}

/// What is different between two scans; each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub added: Vec<Arc<str>>,
    pub changed: Vec<Arc<str>>,
    pub gone: Vec<Arc<str>>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }
}

impl Sources {
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.files.get(path)
    }

    /// The files under a folder, which ends in `/`, sorted.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Source> {
        let start = (Bound::Included(folder), Bound::Unbounded);
        self.files.range::<str, _>(start).map(|(_, source)| source).take_while(move |s| s.path.starts_with(folder))
    }
}

impl Source {
    /// The file as text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// What is different in `new`.
pub fn diff(old: &Sources, new: &Sources) -> Changes {
    let mut changes = Changes::default();
    let (mut before, mut after) = (old.files.values().peekable(), new.files.values().peekable());
    // Both are sorted, so one walk along the two finds all.
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return changes,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            // A file that was taken over has the very same path.
            (Some(b), Some(a)) if Arc::ptr_eq(&b.path, &a.path) => Ordering::Equal,
            (Some(b), Some(a)) => b.path.cmp(&a.path),
        };
        let was = if order.is_le() { before.next() } else { None };
        let is = if order.is_ge() { after.next() } else { None };
        match (was, is) {
            (Some(was), None) => changes.gone.push(was.path.clone()),
            (None, Some(is)) => changes.added.push(is.path.clone()),
            (Some(was), Some(is)) if was.hash != is.hash => changes.changed.push(is.path.clone()),
            _ => {}
        }
    }
}

/// Reads one file by its path from the site's root. Refuses links on the way, special files, and paths that leave.
pub fn open(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let refuse = |why: &str| io::Error::new(ErrorKind::InvalidInput, format!("{path}: {why}"));
    let mut at = root.to_path_buf();
    if path.is_empty() || path.contains(['\\', '\0']) || path.split('/').any(|p| matches!(p, "" | "." | "..")) {
        return Err(refuse("not a path inside the project"));
    }
    let mut meta = None;
    for part in path.split('/') {
        if part.contains(':') && cfg!(windows) {
            return Err(refuse("not a path inside the project"));
        }
        at.push(part);
        let found = fs::symlink_metadata(&at)?;
        if found.file_type().is_symlink() {
            return Err(refuse("a symbolic link"));
        }
        meta = Some(found);
    }
    match meta {
        Some(meta) if meta.is_file() => read(&at),
        Some(meta) if meta.is_dir() => Err(refuse("a folder")),
        _ => Err(refuse("a special file")),
    }
}

/// Opens an ordinary file, and tells how long it is.
fn ordinary(path: &Path) -> io::Result<(File, u64)> {
    let file = options().open(path)?;
    // Asked of the open file, so that nobody can exchange it in between.
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "a special file"));
    }
    Ok((file, meta.len()))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let (mut file, size) = ordinary(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(1 << 26));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn options() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    // Neither follow a link nor wait for the other end of a pipe that took the file's place.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const FLAGS: i32 =
        if cfg!(any(target_arch = "aarch64", target_arch = "arm")) { 0o100000 } else { 0o400000 } | 0o4000;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const FLAGS: i32 = 0x0100 | 0x0004;
    let mut options = File::options();
    options.read(true).custom_flags(FLAGS);
    options
}

#[cfg(not(unix))]
fn options() -> fs::OpenOptions {
    let mut options = File::options();
    options.read(true);
    options
}

/// Files that editors and systems leave behind, and whatever is hidden.
fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || name.ends_with(".swp")
        || name.ends_with(".swo")
        || name.ends_with(".swx")
        || name.contains("___jb_")
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
        // `x.md.tmp`, `x.md.tmp.4711`, `x.md.tmp-a1b2`, but not the ending of templates.
        || name.split('.').skip(1).any(|part| part.starts_with("tmp") && part != "tmpl")
}

#[cfg(test)]
mod tests;
