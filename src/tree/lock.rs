//! One build at a time for one output. The system frees the lock of a process that died.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Fault;
use super::place::Spot;

/// Held while it lives; the file goes when it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

/// Waits up to `wait` for whoever holds the output.
pub(super) fn take(spot: &Spot, wait: Duration) -> Result<Lock, Fault> {
    let path = &spot.lock;
    let disk = |error| Fault::Disk { doing: "lock the output with", path: path.clone(), error };
    let until = Instant::now() + wait;
    loop {
        if let Ok(meta) = fs::symlink_metadata(path)
            && !meta.is_file()
        {
            return Err(disk(io::Error::other("it is not a plain file")));
        }
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(disk)?;
        match file.try_lock() {
            Ok(()) => {}
            // Some network file systems know no locks: better built unguarded than not at all.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(disk(error)),
            Err(TryLockError::WouldBlock) if Instant::now() >= until => {
                let mut text = String::new();
                let _ = file.read_to_string(&mut text);
                return Err(Fault::Locked { output: spot.output.clone(), holder: text.trim().parse().ok() });
            }
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(Duration::from_millis(50));
                continue;
            }
        }
        // The holder before us takes the file away: what we locked may have no name any more.
        if is_still_there(&file, path) {
            let _ = file.set_len(0);
            let _ = write!(file, "{}", std::process::id());
            return Ok(Lock { file, path: path.clone() });
        }
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(a), Ok(b)) => a.ino() == b.ino() && a.dev() == b.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Taken away while still held, so that nobody's new lock is taken away.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}
