//! The output on disk: files are staged beside it, compared with what is there, and moved in only when all are ready.
//! A killed run leaves every file whole, and the next run finishes the work. Knows nothing of pages or records.
//!
//! The invariants: nothing in the output changes before [`Stage::commit`]; whatever `commit` moves in is named in the
//! manifest on disk before it arrives, and whatever it deletes still is when it goes.

mod commit;
mod fault;
mod lock;
mod manifest;
mod note;
mod place;
mod single;
mod walk;

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rayon::prelude::*;

use crate::hash;

pub use fault::Fault;
pub use note::Note;
pub use single::{replace, write_new};

use lock::Lock;
use manifest::Manifest;
use place::Spot;
use walk::{Found, Thing};

/// What to do about HTML, or files in a page's place, that are not ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TakeOver {
    #[default]
    No,
    /// Build among them: they stay, except where a file of the site has their name.
    Yes,
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub take_over: TakeOver,
    /// How long to wait for another build into the same folder.
    pub wait: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options { take_over: TakeOver::No, wait: Duration::from_secs(10) }
    }
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub deleted: usize,
    /// Files in the output that are not ours, sorted; they were left alone.
    pub kept_foreign: Vec<String>,
}

/// An output being made. Dropped without [`Stage::commit`], it leaves the output as it was and no trace beside it.
#[derive(Debug)]
pub struct Stage {
    spot: Spot,
    /// What the last build listed.
    old: Manifest,
    /// What stood in the output when we began.
    found: Found,
    take_over: TakeOver,
    note: Option<Note>,
    state: Mutex<State>,
    // Dropped last of all: the staging folder must go while the lock is held.
    _lock: Lock,
}

/// What was put so far.
#[derive(Debug, Default)]
struct State {
    /// By path, with the hash of the bytes where they were put.
    files: BTreeMap<String, (Put, Option<u128>)>,
    /// Folders made in the staging folder.
    folders: HashSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Put {
    Staged,
    Same,
}

impl Stage {
    /// Takes the lock, clears what a killed run left, and looks at what is there.
    pub fn begin(output: &Path, root: &Path, options: Options) -> Result<Stage, Fault> {
        let mut spot = place::find(output, root)?;
        if let Some(parent) = spot.output.parent() {
            fs::create_dir_all(parent).map_err(Fault::disk("make the folder", parent))?;
        }
        let lock = lock::take(&spot, options.wait)?;
        // Whoever held the lock may have made the folder meanwhile.
        spot.exists = spot.output.is_dir();
        clear(&spot.staging)?;
        let old = Manifest::read(&spot.output)?;
        let found = if spot.exists { walk::walk(&spot.output)? } else { Found::default() };
        // The root of another site is as much a source as ours.
        if found.things.contains_key("site.toml") && !old.files.contains("site.toml") {
            return Err(Fault::Sources { output: spot.output.clone(), source: spot.output.clone() });
        }
        if options.take_over == TakeOver::No {
            refuse_html(&spot, &old, &found)?;
        }
        fs::create_dir(&spot.staging).map_err(Fault::disk("make the folder", &spot.staging))?;
        let take_over = options.take_over;
        Ok(Stage { spot, old, found, take_over, note: None, state: Mutex::default(), _lock: lock })
    }

    /// Adds one file. May be called from many threads.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        place::refuse_path(path)?;
        let same = self.is_same(path, bytes);
        let hash = self.note.as_ref().map(|_| hash::of(bytes));
        {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            refuse_clash(&state.files, path)?;
            state.files.insert(path.to_string(), (if same { Put::Same } else { Put::Staged }, hash));
            if same {
                return Ok(());
            }
            if let Some((folder, _)) = path.rsplit_once('/')
                && !state.folders.contains(folder)
            {
                let staged = self.spot.staging.join(folder);
                fs::create_dir_all(&staged).map_err(Fault::disk("make the folder", &staged))?;
                state.folders.insert(folder.to_string());
            }
        }
        let staged = self.spot.staging.join(path);
        fs::write(&staged, bytes).map_err(Fault::disk("write", &staged))
    }

    /// Adds a file that the caller knows to be as it was put the last time. Says whether one is there to be kept.
    pub fn keep(&self, path: &str) -> Result<bool, Fault> {
        place::refuse_path(path)?;
        let is_there = self.old.files.contains(path) && self.found.things.get(path) == Some(&Thing::File);
        if is_there {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            refuse_clash(&state.files, path)?;
            state.files.insert(path.to_string(), (Put::Same, None));
        }
        Ok(is_there)
    }

    /// Notes what the files are made from, and finds what was noted before. Before any file is put.
    pub fn with_note(mut self, note: Note) -> Stage {
        self.note = Some(note);
        self
    }

    /// Whether the output holds, byte for byte, what a finished build made from the same.
    pub fn is_made(&self) -> bool {
        let Some(into) = self.note.as_ref().and_then(Note::read) else { return false };
        let files: Vec<&String> = self.old.files.iter().collect();
        let hashes: Option<Vec<u128>> = files
            .par_iter()
            .map_init(Vec::new, |buffer, path| {
                self.found.things.get(*path).filter(|thing| **thing == Thing::File)?;
                buffer.clear();
                File::open(self.spot.output.join(path)).ok()?.read_to_end(buffer).ok()?;
                Some(hash::of(buffer))
            })
            .collect();
        hashes.is_some_and(|hashes| whole(files.into_iter().zip(hashes)) == into)
    }

    /// Leaves an output that is made as it is.
    pub fn leave(self) -> Report {
        let mut kept_foreign: Vec<String> = self.found.foreign(&self.old.files).map(String::from).collect();
        kept_foreign.sort_unstable();
        Report { written: 0, unchanged: self.old.files.len(), deleted: 0, kept_foreign }
    }

    /// Whether a plain file with these bytes stands at the path, in folders that are no links.
    fn is_same(&self, path: &str, bytes: &[u8]) -> bool {
        if self.found.things.get(path) != Some(&Thing::File) {
            return false;
        }
        let compare = || -> io::Result<bool> {
            let mut file = File::open(self.spot.output.join(path))?;
            if file.metadata()?.len() != bytes.len() as u64 {
                return Ok(false);
            }
            let mut rest = bytes;
            let mut buffer = [0; 16 * 1024];
            loop {
                let n = file.read(&mut buffer)?;
                let (Some(read), Some(expected)) = (buffer.get(..n), rest.get(..n)) else { return Ok(false) };
                if read != expected {
                    return Ok(false);
                }
                rest = rest.get(n..).unwrap_or_default();
                if n == 0 {
                    return Ok(rest.is_empty());
                }
            }
        };
        compare().unwrap_or(false)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = clear(&self.spot.staging);
    }
}

/// One hash of many files, in the order of their paths.
fn whole<'a>(files: impl Iterator<Item = (&'a String, u128)>) -> u128 {
    let mut all = Vec::new();
    for (path, hash) in files {
        all.extend_from_slice(path.as_bytes());
        all.push(0);
        all.extend_from_slice(&hash.to_le_bytes());
    }
    hash::of(&all)
}

/// Takes a staging folder away; a link of its name goes, not what it points to.
fn clear(staging: &Path) -> Result<(), Fault> {
    let removed = match fs::symlink_metadata(staging) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(staging),
        Ok(_) => fs::remove_file(staging),
        Err(_) => return Ok(()),
    };
    removed.map_err(Fault::disk("take away", staging))
}

/// A path is put once, and is not a file and, for another path, a folder.
fn refuse_clash<T>(files: &BTreeMap<String, T>, path: &str) -> Result<(), Fault> {
    let clash = |first: &str, second: &str| Err(Fault::Clash { first: first.to_string(), second: second.to_string() });
    if files.contains_key(path) {
        return clash(path, path);
    }
    for (end, _) in path.match_indices('/') {
        let folder = path.get(..end).unwrap_or_default();
        if files.contains_key(folder) {
            return clash(folder, path);
        }
    }
    let inside = format!("{path}/");
    match files.range(inside.clone()..).next() {
        Some((below, _)) if below.starts_with(&inside) => clash(path, below),
        _ => Ok(()),
    }
}

/// HTML that no manifest of ours names may be somebody's site.
fn refuse_html(spot: &Spot, old: &Manifest, found: &Found) -> Result<(), Fault> {
    let mut foreign = found.foreign(&old.files).filter(|p| is_html(p) && !old.kept.contains(*p));
    match foreign.next() {
        Some(first) => {
            let (first, count) = (first.to_string(), 1 + foreign.count());
            Err(Fault::Html { output: spot.output.clone(), first, count })
        }
        None => Ok(()),
    }
}

fn is_html(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("html" | "htm" | "xhtml"))
}
