//! Says when the sources may have changed. An event is only a hint: whoever waits here scans again and trusts the scan.
//! Nothing here reads a source, and no event carries a path outwards.
//!
//! Folders are watched, never files: a watch on a file goes deaf after the first atomic save. Beside the events a slow
//! timer always wakes, so an edit that no event told of (a swapped root, a folder that could not be watched in time) is
//! seen all the same.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{FILES, FOLDERS, is_ignored};

/// A save is over when this long nothing more was heard.
const QUIET: Duration = Duration::from_millis(30);
/// But a steady stream of events (a big checkout) is looked at after this long anyway.
const CAP: Duration = Duration::from_millis(300);
/// The net under the events: an edit that it has to catch is still built within two seconds.
const NET: Duration = Duration::from_secs(1);
/// The pace where there are no events.
const POLL: Duration = Duration::from_millis(250);

/// Where the hints come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The system's file events, and the slow timer under them.
    Notify,
    /// A timer alone: for network drives and containers, where events do not arrive.
    Poll,
}

/// What ended a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Something among the sources was touched.
    Event,
    /// The timer: most likely nothing happened.
    Timer,
}

/// The end of one wait: scan now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wake {
    pub cause: Cause,
    /// A sentence for the author, once, when the watcher had to fall back to polling.
    pub notice: Option<String>,
}

/// Waits for changes below one root.
pub struct Watcher {
    root: PathBuf,
    /// `None` when polling.
    events: Option<Events>,
    notice: Option<String>,
}

struct Events {
    watcher: RecommendedWatcher,
    hints: Receiver<Hint>,
    /// What the watches sit on: the root, and each of `FOLDERS` in that order. `None` where there is none.
    watched: [Option<Identity>; 1 + FOLDERS.len()],
}

/// Which folder it is that has a name: another one may come to the same name.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

/// Why there are no more events.
enum Lost {
    /// They cannot be trusted any more.
    Broken(String),
    /// Nobody is there who would tell of them.
    Ended,
}

enum Hint {
    /// A source was touched.
    Touched,
    /// A watched folder itself came, went or was swapped, or events were lost: its watch may sit on a dead folder.
    Moved,
    /// No more events can be had, and why.
    Broken(String),
}

impl Watcher {
    /// Watches from now on: start it before the first scan, so that no edit falls between the two. It never fails: where
    /// events are not to be had it polls, and the first [`Wake`] says so.
    pub fn start(root: &Path, mode: Mode) -> Watcher {
        // Events name real paths on some systems, so the root must be one too.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let (events, notice) = match mode {
            Mode::Poll => (None, None),
            Mode::Notify => match Events::start(&root) {
                Ok(events) => (Some(events), None),
                Err(error) => (None, Some(fallback(&reason(&error)))),
            },
        };
        Watcher { root, events, notice }
    }

    /// Whether it polls, by choice or because there was no other way.
    pub fn mode(&self) -> Mode {
        if self.events.is_some() { Mode::Notify } else { Mode::Poll }
    }

    /// Blocks until something was touched and has been quiet for a moment, or until the timer (a second; a quarter of one
    /// when polling). A notice that is due comes at once.
    pub fn wait(&mut self) -> Wake {
        if let Some(notice) = self.notice.take() {
            return Wake { cause: Cause::Timer, notice: Some(notice) };
        }
        let Some(events) = &mut self.events else {
            std::thread::sleep(POLL);
            return Wake { cause: Cause::Timer, notice: None };
        };
        let why = match events.wait(&self.root) {
            Ok(cause) => return Wake { cause, notice: None },
            Err(Lost::Broken(why)) => {
                self.events = None;
                why
            }
            Err(Lost::Ended) => {
                // Dropped, it would say goodbye to a thread that is not there, and panic.
                std::mem::forget(self.events.take());
                "they ended".to_string()
            }
        };
        Wake { cause: Cause::Event, notice: Some(fallback(&why)) }
    }
}

impl Events {
    fn start(root: &Path) -> notify::Result<Events> {
        let (send, hints) = channel();
        let base = root.to_path_buf();
        let handler = move |result: notify::Result<Event>| hear(&base, result, &send);
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(handler, config)?;
        let mut events = Events { watcher, hints, watched: [None; 1 + FOLDERS.len()] };
        events.cover(root)?;
        // Later it may come and go, but one that was never there is a slip.
        if events.watched[0].is_none() { Err(notify::Error::path_not_found()) } else { Ok(events) }
    }

    /// Sees to it that the watches sit on the folders that are there now.
    fn cover(&mut self, root: &Path) -> notify::Result<()> {
        let names = std::iter::once(None).chain(FOLDERS.iter().map(|(name, _)| Some(*name)));
        for (name, watched) in names.zip(&mut self.watched) {
            let (folder, mode) = match name {
                None => (root.to_path_buf(), RecursiveMode::NonRecursive),
                Some(name) => (root.join(name), RecursiveMode::Recursive),
            };
            let there = identity(&folder);
            if there == *watched {
                continue;
            }
            if watched.take().is_some() {
                // It fails when the folder is gone, and then there is nothing to take away.
                let _ = self.watcher.unwatch(&folder);
            }
            if there.is_some() {
                match self.watcher.watch(&folder, mode) {
                    Ok(()) => *watched = there,
                    // It, or something inside, has just gone: the timer tries again.
                    Err(error) if gone(&error) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Watches all folders anew: an old watch may belong to a folder that was renamed away, and one that is missing
    /// inside is not seen from here.
    fn renew(&mut self, root: &Path) -> notify::Result<()> {
        let _ = self.watcher.unwatch(root);
        for (name, _) in FOLDERS {
            let _ = self.watcher.unwatch(&root.join(name));
        }
        self.watched = [None; 1 + FOLDERS.len()];
        self.cover(root)
    }

    fn wait(&mut self, root: &Path) -> Result<Cause, Lost> {
        let first = match self.hints.recv_timeout(NET) {
            Ok(hint) => hint,
            Err(RecvTimeoutError::Timeout) => {
                self.cover(root).map_err(|e| Lost::Broken(reason(&e)))?;
                return Ok(Cause::Timer);
            }
            Err(RecvTimeoutError::Disconnected) => return Err(Lost::Ended),
        };
        let mut moved = false;
        let mut next = first;
        let end = Instant::now() + CAP;
        loop {
            match next {
                Hint::Touched => {}
                Hint::Moved => moved = true,
                Hint::Broken(why) => return Err(Lost::Broken(why)),
            }
            let left = end.saturating_duration_since(Instant::now());
            match self.hints.recv_timeout(QUIET.min(left)) {
                Ok(hint) => next = hint,
                Err(_) => break,
            }
            if left.is_zero() {
                break;
            }
        }
        if moved {
            self.renew(root).map_err(|e| Lost::Broken(reason(&e)))?;
        }
        Ok(Cause::Event)
    }
}

/// Turns what the system says into a hint, or into nothing. A send fails only when nobody waits any more.
fn hear(root: &Path, result: notify::Result<Event>, send: &Sender<Hint>) {
    match result {
        Ok(event) => {
            if let Some(hint) = hint(root, &event) {
                let _ = send.send(hint);
            }
        }
        // A folder that vanished while it was being added is no loss.
        Err(error) if gone(&error) => drop(send.send(Hint::Touched)),
        Err(error) => drop(send.send(Hint::Broken(reason(&error)))),
    }
}

fn hint(root: &Path, event: &Event) -> Option<Hint> {
    if event.need_rescan() {
        return Some(Hint::Moved);
    }
    // Our own scan opens and reads the sources: only the end of a write counts, else it would wake itself for ever.
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        EventKind::Access(_) => return None,
        _ => {}
    }
    if event.paths.is_empty() {
        return Some(Hint::Touched);
    }
    let mut found = None;
    for path in &event.paths {
        match path.strip_prefix(root) {
            // The root's own dates change with every build beside the sources; but it may go, and another one come.
            Ok(inner) if inner.as_os_str().is_empty() => match event.kind {
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => return Some(Hint::Moved),
                _ => {}
            },
            Ok(inner) => match weigh(inner) {
                Some(Hint::Moved) => return Some(Hint::Moved),
                Some(other) => found = Some(other),
                None => {}
            },
            // A name that we cannot place: look.
            Err(_) => found = Some(Hint::Touched),
        }
    }
    found
}

/// What a touched path, seen from the root, means. All beside the sources (output, `.git`, `target`) is not ours.
fn weigh(inner: &Path) -> Option<Hint> {
    let mut parts = inner.iter().map(|part| part.to_string_lossy());
    let first = parts.next()?;
    if FILES.contains(&&*first) {
        return Some(Hint::Touched);
    }
    if !FOLDERS.iter().any(|(name, _)| *name == first) {
        return None;
    }
    let mut deeper = false;
    for part in parts {
        deeper = true;
        if is_ignored(&part) {
            return None;
        }
    }
    Some(if deeper { Hint::Touched } else { Hint::Moved })
}

/// A symbolic link is refused as a source, so it is not followed here either.
#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let meta = folder.symlink_metadata().ok().filter(|meta| meta.is_dir())?;
    Some(Identity(meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<Identity> {
    folder.symlink_metadata().ok().filter(|meta| meta.is_dir()).map(|_| Identity(0, 0))
}

fn gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => true,
        notify::ErrorKind::Io(io) => io.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "the system's limit of watched folders is reached".into(),
        // EMFILE: there are no more watchers to be had, or no more open files.
        notify::ErrorKind::Io(io) if cfg!(unix) && io.raw_os_error() == Some(24) => {
            "the system's limit of watchers or open files is reached".into()
        }
        _ => error.to_string(),
    }
}

fn fallback(why: &str) -> String {
    format!("cannot watch for file events ({why}); looking for changes every {} ms instead", POLL.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn site() -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("content")).expect("content");
        dir
    }

    /// Waits for an event, and takes less than the timer would.
    fn hears(watcher: &mut Watcher) -> bool {
        let start = Instant::now();
        while start.elapsed() < NET * 3 / 2 {
            if watcher.wait().cause == Cause::Event {
                return true;
            }
        }
        false
    }

    fn settle(watcher: &mut Watcher) {
        while watcher.wait().cause == Cause::Event {}
    }

    #[test]
    fn hears_atomic_saves_again_and_again() {
        let dir = site();
        let file = dir.path().join("content/a.md");
        fs::write(&file, "1").expect("write");
        let mut watcher = Watcher::start(dir.path(), Mode::Notify);
        for n in 0..3 {
            let temp = dir.path().join("content/.a.md.tmp");
            fs::write(&temp, n.to_string()).expect("write");
            fs::rename(&temp, &file).expect("rename");
            assert!(hears(&mut watcher), "save {n}");
            settle(&mut watcher);
        }
    }

    #[test]
    fn hears_in_a_folder_that_came_later_and_in_one_that_was_swapped() {
        let dir = site();
        let mut watcher = Watcher::start(dir.path(), Mode::Notify);
        fs::create_dir_all(dir.path().join("templates/components/deep")).expect("folders");
        assert!(hears(&mut watcher));
        settle(&mut watcher);
        fs::write(dir.path().join("templates/components/deep/x.html"), "x").expect("write");
        assert!(hears(&mut watcher), "a folder that came later");
        settle(&mut watcher);
        fs::create_dir(dir.path().join("other")).expect("folder");
        fs::rename(dir.path().join("content"), dir.path().join("old")).expect("rename");
        fs::rename(dir.path().join("other"), dir.path().join("content")).expect("rename");
        assert!(hears(&mut watcher), "the swap");
        settle(&mut watcher);
        fs::write(dir.path().join("content/b.md"), "b").expect("write");
        assert!(hears(&mut watcher), "the swapped folder");
    }

    /// As where events get lost without a word: nobody told of the swap, but the next timer finds another folder there.
    #[cfg(unix)]
    #[test]
    fn a_swap_that_nobody_told_of_is_found() {
        let dir = site();
        let mut watcher = Watcher::start(dir.path(), Mode::Notify);
        fs::create_dir(dir.path().join("other")).expect("folder");
        fs::rename(dir.path().join("content"), dir.path().join("old")).expect("rename");
        fs::rename(dir.path().join("other"), dir.path().join("content")).expect("rename");
        let events = watcher.events.as_ref().expect("events");
        while events.hints.recv_timeout(QUIET * 10).is_ok() {}
        assert_eq!(watcher.wait().cause, Cause::Timer);
        fs::write(dir.path().join("content/b.md"), "b").expect("write");
        assert!(hears(&mut watcher), "the swapped folder");
    }

    #[test]
    fn a_root_that_was_deleted_is_watched_when_it_is_back() {
        let dir = site();
        let mut watcher = Watcher::start(dir.path(), Mode::Notify);
        fs::remove_dir_all(dir.path()).expect("remove");
        settle(&mut watcher);
        fs::create_dir_all(dir.path().join("content")).expect("folders");
        settle(&mut watcher);
        fs::write(dir.path().join("content/b.md"), "b").expect("write");
        assert!(hears(&mut watcher), "the new root");
        fs::create_dir(dir.path().join("templates")).expect("folder");
        assert!(hears(&mut watcher), "a folder in it");
        assert_eq!(watcher.mode(), Mode::Notify);
    }

    #[test]
    fn reading_and_the_output_are_not_heard() {
        let dir = site();
        fs::write(dir.path().join("content/a.md"), "1").expect("write");
        let mut watcher = Watcher::start(dir.path(), Mode::Notify);
        settle(&mut watcher);
        fs::read(dir.path().join("content/a.md")).expect("read");
        fs::create_dir(dir.path().join("public")).expect("folder");
        fs::write(dir.path().join("public/index.html"), "1").expect("write");
        assert_eq!(watcher.wait(), Wake { cause: Cause::Timer, notice: None });
    }

    #[test]
    fn a_missing_root_is_polled_and_said() {
        let mut watcher = Watcher::start(Path::new("/nowhere/at/all"), Mode::Notify);
        assert_eq!(watcher.mode(), Mode::Poll);
        assert!(watcher.wait().notice.is_some_and(|n| n.contains("every 250 ms")));
        assert_eq!(watcher.wait().notice, None);
    }

    #[test]
    fn what_editors_leave_behind_is_not_heard() {
        let heard = |path: &str| weigh(Path::new(path)).is_some();
        assert!(heard("content/a.md") && heard("content") && heard("site.toml") && heard("content/target/a.md"));
        for path in ["public/a.html", ".git/index", "a.md", "content/a.md~", "content/.git/x", "content/.x/a.md"] {
            assert!(!heard(path), "{path}");
        }
    }

    #[test]
    fn lost_events_wake() {
        let event = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        assert!(matches!(hint(Path::new("/r"), &event), Some(Hint::Moved)));
    }
}
