//! The walk over a site's folders, on all cores: what changed is read, what did not is taken over from the scan before.
//! What counts as a file of the site is decided here; what its bytes mean is not.
//!
//! A file is taken over when nothing that the system tells of it is different: size, both times, and which file it is.
//! Two writes within one tick of the disk's clock leave no such trace, so a file that was changed of late is in doubt:
//! it is read at every scan, until it was read once when it had not changed for longer than a tick can be.

use std::collections::HashSet;
use std::fs::{self, DirEntry, FileType, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;

use super::{FILES, FOLDERS, Keep, Source, Sources, is_ignored, ordinary};
use crate::diag::{self, Diag, Diags, Place};
use crate::hash;

/// The longest tick of a disk's clock: that of a memory card.
const TICK: Duration = Duration::from_secs(2);
/// A file that looks older than this is in no doubt. It is far more than a tick, because the clock of a shared disk need
/// not agree with ours.
const RECENT: Duration = Duration::from_secs(60);
/// Folders deeper than this are no site.
const DEPTH: usize = 64;
/// Files shorter than this are read in one go.
const BUFFER: usize = 1 << 16;
/// So many entries of a folder are worth a task of their own.
const TASK: usize = 128;

/// What the system tells of a file beyond its size and the time of its last write, and whether it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The time that no program can set back.
    changed: Option<SystemTime>,
    /// Another file may have come to the same path.
    inode: u64,
    /// In doubt, and since when this mark has been seen, by our own clock.
    pub(super) doubt: Option<Instant>,
}

/// Gets the path of a text, its bytes and their hash, in the thread that read them.
pub type See<'a> = dyn Fn(&Arc<str>, &[u8], u128) + Sync + 'a;

/// Reads a site's files, as [`scan_texts`] does, with nobody to see its texts.
pub fn scan(root: &Path, before: Option<&Sources>) -> Result<(Sources, Diags), io::Error> {
    scan_texts(root, before, &|_, _, _| {})
}

/// Reads a site's files, and shows each text in `content/` that it reads to `see`, while it is at hand. Those of `before` that did not change are taken over; a file that cannot be read or may not be
/// there is a diagnostic, and only a root that cannot be read is an error.
pub fn scan_texts(root: &Path, before: Option<&Sources>, see: &See) -> Result<(Sources, Diags), io::Error> {
    fs::read_dir(root)?;
    let before = before.filter(|b| b.root == root);
    let scan = Scan { root, before, see, clock: SystemTime::now() };
    let files = FILES.par_iter().map(|name| (*name, Keep::Bytes));
    let folders = FOLDERS.par_iter().copied();
    let walk = || files.chain(folders).map(|(name, keep)| scan.top(name, keep)).reduce(Found::default, Found::and);
    let (found, mut files) = rayon::join(walk, || before.map(|b| b.files.clone()).unwrap_or_default());

    let still = found.same.len() + found.read.iter().filter(|s| files.contains_key(&s.path)).count();
    if still < files.len() {
        let there: HashSet<&str> = found.same.iter().copied().chain(&found.read).map(|s| &*s.path).collect();
        files.retain(|path, _| there.contains(&**path));
    }
    files.extend(found.read.into_iter().map(|source| (source.path.clone(), source)));
    let mut diags = found.diags;
    diag::sort(&mut diags);
    Ok((Sources { root: root.to_path_buf(), files }, diags))
}

struct Scan<'a> {
    root: &'a Path,
    before: Option<&'a Sources>,
    see: &'a See<'a>,
    /// When it began.
    clock: SystemTime,
}

/// What a walk found, in no order.
#[derive(Default)]
struct Found<'a> {
    /// Files of the scan before.
    same: Vec<&'a Source>,
    read: Vec<Source>,
    diags: Diags,
}

/// One entry of a folder.
enum Look<'a> {
    /// Not of the site, or gone since its folder was read: an editor at work.
    Nothing,
    Same(&'a Source),
    Read(Source),
    /// A folder, by its path from the root.
    Folder(String),
    Fault(Diag),
}

/// What one worker needs again and again.
struct Desk {
    path: String,
    buffer: Vec<u8>,
}

impl Found<'_> {
    fn and(mut self, mut other: Self) -> Self {
        // The longer list stays where it is.
        if self.same.len() < other.same.len() {
            std::mem::swap(&mut self.same, &mut other.same);
        }
        if self.read.len() < other.read.len() {
            std::mem::swap(&mut self.read, &mut other.read);
        }
        self.same.append(&mut other.same);
        self.read.append(&mut other.read);
        self.diags.append(&mut other.diags);
        self
    }
}

impl Desk {
    fn new() -> Desk {
        Desk { path: String::new(), buffer: Vec::new() }
    }
}

fn refuse(code: &'static str, path: &str, message: &str, help: &str) -> Diag {
    let path: Arc<str> = path.into();
    Diag::error(code, format!("`{path}` {message}")).at(Place::new(&path, 0..0)).help(help)
}

fn unreadable(path: &str, error: &io::Error) -> Diag {
    refuse("unreadable", path, &format!("cannot be read: {error}"), "look at its permissions")
}

impl<'a> Scan<'a> {
    /// A file or folder that stands at the root.
    fn top(&self, name: &str, keep: Keep) -> Found<'a> {
        let at = self.root.join(name);
        let look = match fs::symlink_metadata(&at) {
            Ok(meta) => self.look(name, meta.file_type(), || Ok(meta.clone()), || at.clone(), keep, &mut Vec::new()),
            Err(error) if error.kind() == ErrorKind::NotFound => Look::Nothing,
            Err(error) => Look::Fault(unreadable(name, &error)),
        };
        self.gather([look], keep, 0)
    }

    /// Whatever an entry is.
    fn look(
        &self,
        path: &str,
        mut kind: FileType,
        meta: impl Fn() -> io::Result<Metadata>,
        at: impl Fn() -> PathBuf,
        keep: Keep,
        buffer: &mut Vec<u8>,
    ) -> Look<'a> {
        if kind.is_file() {
            match meta() {
                Ok(meta) if meta.is_file() => return self.file(path, at, &meta, keep, buffer),
                // It was exchanged a moment ago.
                Ok(meta) => kind = meta.file_type(),
                Err(error) if error.kind() == ErrorKind::NotFound => return Look::Nothing,
                Err(error) => return Look::Fault(unreadable(path, &error)),
            }
        }
        if kind.is_symlink() {
            let help = "put the file itself there: what a link leads to may lie outside of the project";
            Look::Fault(refuse("link-refused", path, "is a symbolic link", help))
        } else if kind.is_dir() {
            Look::Folder(path.to_string())
        } else {
            Look::Fault(refuse("special-file", path, "is not an ordinary file", "take it out of the project"))
        }
    }

    fn folder(&self, path: &str, keep: Keep, depth: usize) -> Found<'a> {
        let fault = |diag| Found { diags: vec![diag], ..Found::default() };
        if depth >= DEPTH {
            return fault(refuse("too-deep", path, "lies too deep", "move it up"));
        }
        let entries = match fs::read_dir(self.root.join(path)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Found::default(),
            Err(error) => return fault(unreadable(path, &error)),
        };
        let entries: Vec<io::Result<DirEntry>> = entries.collect();
        // All looks are taken before any folder is entered, so that few folders are open at a time.
        let looks: Vec<Look> = entries
            .into_par_iter()
            .with_min_len(TASK)
            .map_init(Desk::new, |desk, entry| match entry {
                Ok(entry) => self.entry(path, &entry, keep, desk),
                Err(error) => Look::Fault(unreadable(path, &error)),
            })
            .collect();
        self.gather(looks, keep, depth + 1)
    }

    /// One entry of the folder `path`.
    fn entry(&self, path: &str, entry: &DirEntry, keep: Keep, desk: &mut Desk) -> Look<'a> {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            let shown = format!("{path}/{}", name.to_string_lossy());
            return Look::Fault(refuse("not-utf8", &shown, "has a name that is not UTF-8", "rename it"));
        };
        if is_ignored(name) {
            return Look::Nothing;
        }
        if name.chars().any(|c| c.is_control() || c == '\\') {
            let shown: String = format!("{path}/{name}").escape_debug().collect();
            return Look::Fault(refuse(
                "control-character",
                &shown,
                "has a name that no address can hold",
                "rename it",
            ));
        }
        desk.path.clear();
        desk.path.push_str(path);
        desk.path.push('/');
        desk.path.push_str(name);
        match entry.file_type() {
            Ok(kind) => self.look(&desk.path, kind, || entry.metadata(), || entry.path(), keep, &mut desk.buffer),
            Err(error) if error.kind() == ErrorKind::NotFound => Look::Nothing,
            Err(error) => Look::Fault(unreadable(&desk.path, &error)),
        }
    }

    /// Sorts out what was looked at, and goes into the folders.
    fn gather(&self, looks: impl IntoIterator<Item = Look<'a>>, keep: Keep, depth: usize) -> Found<'a> {
        let mut found = Found::default();
        let mut folders = Vec::new();
        for look in looks {
            match look {
                Look::Nothing => {}
                Look::Same(source) => found.same.push(source),
                Look::Read(source) => found.read.push(source),
                Look::Folder(path) => folders.push(path),
                Look::Fault(diag) => found.diags.push(diag),
            }
        }
        let below = folders.par_iter().map(|path| self.folder(path, keep, depth));
        below.reduce(Found::default, Found::and).and(found)
    }

    fn file(
        &self,
        path: &str,
        at: impl Fn() -> PathBuf,
        meta: &Metadata,
        keep: Keep,
        buffer: &mut Vec<u8>,
    ) -> Look<'a> {
        let (size, modified) = (meta.len(), meta.modified().ok());
        let (changed, inode) = identity(meta);
        let was = self.before.and_then(|b| b.files.get(path));
        let same = was.filter(|was| {
            was.size == size && was.modified == modified && was.mark.changed == changed && was.mark.inode == inode
        });
        let doubt = match same.map(|was| was.mark.doubt) {
            Some(None) => return same.map_or(Look::Nothing, Look::Same),
            Some(Some(since)) => (since.elapsed() <= TICK).then_some(since),
            None => self.is_recent(modified, changed).then(Instant::now),
        };
        let keep = if keep == Keep::Text && !path.ends_with(".md") { Keep::Nothing } else { keep };
        let (len, hash) = match read(&at(), keep, buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::NotFound => return Look::Nothing,
            Err(error) => return Look::Fault(unreadable(path, &error)),
        };
        let mark = Mark { changed, inode, doubt };
        let path = was.map_or_else(|| path.into(), |was| was.path.clone());
        let whole = buffer.get(..len).unwrap_or_default();
        let bytes = match keep {
            Keep::Bytes => whole.into(),
            Keep::Text => {
                (self.see)(&path, whole, hash);
                Arc::from([])
            }
            Keep::Nothing => Arc::from([]),
        };
        Look::Read(Source { path, bytes, hash, size, modified, mark })
    }

    /// Whether a file may be written again within the tick in which it was written last.
    fn is_recent(&self, modified: Option<SystemTime>, changed: Option<SystemTime>) -> bool {
        let last = modified.max(changed);
        // A time that is still to come says nothing.
        !last.is_some_and(|last| self.clock.duration_since(last).is_ok_and(|age| age > RECENT))
    }
}

#[cfg(unix)]
fn identity(meta: &Metadata) -> (Option<SystemTime>, u64) {
    use std::os::unix::fs::MetadataExt;
    let since = u64::try_from(meta.ctime()).ok().zip(u32::try_from(meta.ctime_nsec()).ok());
    let changed = since.and_then(|(s, ns)| SystemTime::UNIX_EPOCH.checked_add(Duration::new(s, ns)));
    (changed, meta.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (Option<SystemTime>, u64) {
    (None, 0)
}

/// Reads a file into the buffer, which may be longer, and says how long the file is and its hash. One that nobody wants
/// is only hashed.
fn read(at: &Path, keep: Keep, buffer: &mut Vec<u8>) -> io::Result<(usize, u128)> {
    let (mut file, size) = ordinary(at)?;
    if buffer.len() < BUFFER {
        buffer.resize(BUFFER, 0);
    }
    let mut len = 0;
    loop {
        if len == buffer.len() {
            if keep == Keep::Nothing {
                // It may be a film: it is never whole in memory.
                return Ok((len, hash::stream(buffer.as_slice().chain(file))?));
            }
            buffer.resize(len * 2, 0);
        }
        let n = match file.read(buffer.get_mut(len..).unwrap_or_default()) {
            Ok(n) => n,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        len += n;
        // The second is true of nearly all, and spares asking again.
        if n == 0 || len as u64 == size {
            break;
        }
    }
    Ok((len, hash::of(buffer.get(..len).unwrap_or_default())))
}
