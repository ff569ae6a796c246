//! `nutgraf prove`: every quote checked against the kept texts, and evidence.lock written.

use std::path::Path;

use crate::cli::End;
use crate::cli::root;
use crate::cli::say::Say;
use crate::diag;
use crate::site::{Options, Reads, Site};
use crate::tree;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {}

pub(super) fn run(say: &Say, root: &Path, _: &Flags) -> End {
    let site = match root::read(say, root, Reads::Forget) {
        Ok(site) => site,
        Err(end) => return end,
    };
    let (lock, diags) = site.prove();
    say.diags(&diags, &|path| site.text_of(path));
    say.count(&diags);
    if diag::has_errors(&diags) {
        say.note("evidence.lock stays as it was");
        return End::Faults;
    }
    let path = root.join("evidence.lock");
    // The same bytes are left alone, so that no watcher wakes for nothing.
    if std::fs::read(&path).is_ok_and(|old| old == lock.as_bytes()) {
        say.note("evidence.lock is as it should be");
        return End::Done;
    }
    match tree::replace(&path, lock.as_bytes()) {
        Ok(()) => {
            say.note("evidence.lock written");
            End::Done
        }
        Err(fault) => say.fault(&fault),
    }
}

/// The lock of a site that `init` just made. Where it cannot be written the site builds all the same, with a warning
/// that names `nutgraf prove`, so a failure here is left to that.
pub(super) fn write_first_lock(root: &Path) {
    let made = Site::open(root.to_path_buf(), Options::default()).and_then(|mut site| {
        site.update()?;
        Ok(site.prove())
    });
    if let Ok((lock, diags)) = made
        && !diag::has_errors(&diags)
    {
        let _ = tree::write_new(&root.join("evidence.lock"), lock.as_bytes());
    }
}
