//! The files of a site: what there is, what changed, and the one way to open one. Nothing here knows what they say.
//! Symbolic links and special files are refused by name, so that no path leads out of the project.

pub mod watch;

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::diag::{Diag, Diags, Place};
use crate::hash;

/// Folders that are read whole, with what is done with their bytes.
const FOLDERS: [(&str, Keep); 6] = [
    ("assets", Keep::Bytes),
    ("content", Keep::Bytes),
    ("kept", Keep::Bytes),
    ("static", Keep::Nothing),
    ("strings", Keep::Bytes),
    ("templates", Keep::Bytes),
];
/// Files at the root that are read.
const FILES: [&str; 2] = ["evidence.lock", "site.toml"];
/// A file changed this recently may change again within the same tick of its clock.
const FRESH: Duration = Duration::from_secs(2);
/// Folders deeper than this are no site.
const DEPTH: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Bytes,
    /// Read when it is copied.
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
    /// Empty for files that are only copied: [`open`] reads them.
    pub bytes: Arc<[u8]>,
    /// Of the bytes; of size and time where the bytes are not read.
    pub hash: u128,
    pub size: u64,
    pub modified: Option<SystemTime>,
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
        let start: Arc<str> = folder.into();
        self.files.range(start..).map(|(_, source)| source).take_while(move |s| s.path.starts_with(folder))
    }
}

impl Source {
    /// The file as text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// Reads a site's files. Bytes of `before` are taken over where size and time are the same; a file that cannot be read
/// or may not be there is a diagnostic, and only a root that cannot be read is an error.
pub fn scan(root: &Path, before: Option<&Sources>) -> Result<(Sources, Diags), io::Error> {
    fs::read_dir(root)?;
    let mut scan = Scan {
        root,
        before: before.filter(|b| b.root == root),
        now: SystemTime::now(),
        files: BTreeMap::new(),
        diags: Diags::new(),
    };
    for name in FILES {
        scan.entry(name.to_string(), Keep::Bytes, 0);
    }
    for (name, keep) in FOLDERS {
        scan.entry(name.to_string(), keep, 0);
    }
    Ok((Sources { root: root.to_path_buf(), files: scan.files }, scan.diags))
}

/// What is different in `new`.
pub fn diff(old: &Sources, new: &Sources) -> Changes {
    let mut changes = Changes::default();
    for (path, source) in &new.files {
        match old.files.get(path) {
            None => changes.added.push(path.clone()),
            Some(was) if was.hash != source.hash || was.size != source.size => changes.changed.push(path.clone()),
            Some(_) => {}
        }
    }
    changes.gone = old.files.keys().filter(|path| !new.files.contains_key(*path)).cloned().collect();
    changes
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
        Some(meta) if meta.is_file() => read(&at, meta.len()),
        Some(meta) if meta.is_dir() => Err(refuse("a folder")),
        _ => Err(refuse("a special file")),
    }
}

fn read(path: &Path, size: u64) -> io::Result<Vec<u8>> {
    let mut file = options().open(path)?;
    // Asked of the open file, so that nobody can exchange it in between.
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "a special file"));
    }
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
        || name.ends_with(".swp")
        || name.ends_with(".swo")
        || name.ends_with(".swx")
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
}

struct Scan<'a> {
    root: &'a Path,
    before: Option<&'a Sources>,
    now: SystemTime,
    files: BTreeMap<Arc<str>, Source>,
    diags: Diags,
}

impl Scan<'_> {
    fn refuse(&mut self, code: &'static str, path: &str, message: &str, help: &str) {
        let path: Arc<str> = path.into();
        self.diags.push(Diag::error(code, format!("`{path}` {message}")).at(Place::new(&path, 0..0)).help(help));
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        self.refuse("unreadable", path, &format!("cannot be read: {error}"), "look at its permissions");
    }

    /// One entry of a folder, whatever it is.
    fn entry(&mut self, path: String, keep: Keep, depth: usize) {
        let at = self.root.join(&path);
        let meta = match fs::symlink_metadata(&at) {
            Ok(meta) => meta,
            // Gone since its folder was read: an editor at work.
            Err(error) if error.kind() == ErrorKind::NotFound => return,
            Err(error) => return self.unreadable(&path, &error),
        };
        let kind = meta.file_type();
        if kind.is_symlink() {
            let help = "put the file itself there: what a link leads to may lie outside of the project";
            self.refuse("link-refused", &path, "is a symbolic link", help);
        } else if kind.is_dir() {
            if depth >= DEPTH {
                return self.refuse("too-deep", &path, "lies too deep", "move it up");
            }
            self.folder(&path, &at, keep, depth);
        } else if kind.is_file() {
            self.file(path, &at, &meta, keep);
        } else {
            self.refuse("special-file", &path, "is not an ordinary file", "take it out of the project");
        }
    }

    fn folder(&mut self, path: &str, at: &Path, keep: Keep, depth: usize) {
        let entries = match fs::read_dir(at) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(path, &error),
        };
        let mut names = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => names.push(entry.file_name()),
                Err(error) => self.unreadable(path, &error),
            }
        }
        names.sort();
        for name in names {
            let Some(name) = name.to_str() else {
                let shown = format!("{path}/{}", name.to_string_lossy());
                self.refuse("not-utf8", &shown, "has a name that is not UTF-8", "rename it");
                continue;
            };
            if is_ignored(name) {
                continue;
            }
            if name.chars().any(|c| c.is_control() || c == '\\') {
                let shown: String = format!("{path}/{name}").escape_debug().collect();
                self.refuse("control-character", &shown, "has a name that no address can hold", "rename it");
                continue;
            }
            self.entry(format!("{path}/{name}"), keep, depth + 1);
        }
    }

    fn file(&mut self, path: String, at: &Path, meta: &Metadata, keep: Keep) {
        let (size, modified) = (meta.len(), meta.modified().ok());
        let path: Arc<str> = path.into();
        if keep == Keep::Nothing {
            let stamp = modified.and_then(|m| m.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
            let hash = hash::of(format!("{size} {}", stamp.as_nanos()).as_bytes());
            self.files.insert(path.clone(), Source { path, bytes: Arc::from([]), hash, size, modified });
            return;
        }
        let was = self.before.and_then(|b| b.files.get(&path));
        if let Some(was) = was
            && was.size == size
            && was.modified == modified
            && modified.is_some_and(|m| self.now.duration_since(m).is_ok_and(|age| age > FRESH))
        {
            self.files.insert(path, was.clone());
            return;
        }
        match read(at, size) {
            Ok(bytes) => {
                let hash = hash::of(&bytes);
                let size = bytes.len() as u64;
                self.files.insert(path.clone(), Source { path, bytes: bytes.into(), hash, size, modified });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => self.unreadable(&path, &error),
        }
    }
}

#[cfg(test)]
mod tests;
