//! A note of what the last build was made from and what it made, beside the site and not in its output, which is the
//! same bytes for the same site. It is only a short cut: without it all is made again, and what it says of the output is
//! held against every byte there.

use std::fs;
use std::path::PathBuf;

/// Where the note is kept, and what a build is made from.
#[derive(Clone, Debug)]
pub struct Note {
    /// In a folder that is made when there is something to note.
    pub path: PathBuf,
    /// The hash of all that the files are made from, and of where they go.
    pub from: u128,
}

impl Note {
    /// The hash of the files that were made from the same.
    pub(super) fn read(&self) -> Option<u128> {
        let text = fs::read_to_string(&self.path).ok()?;
        let (from, into) = text.trim_end().split_once(' ')?;
        (u128::from_str_radix(from, 16) == Ok(self.from)).then_some(())?;
        u128::from_str_radix(into, 16).ok()
    }

    /// Notes the hash of the files. Where that cannot be done, the next build does what it would have spared.
    pub(super) fn write(&self, into: u128) {
        let made = self.path.parent().map(fs::create_dir_all);
        if matches!(made, Some(Ok(()))) {
            let _ = super::replace(&self.path, format!("{:032x} {into:032x}\n", self.from).as_bytes());
        }
    }
}
