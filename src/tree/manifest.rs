//! The list of files that are ours, `.nutgraf-files`: what may be replaced and deleted.
//! The same bytes for the same site.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::Fault;
use super::place::{MANIFEST, refuse_path};

const HEADER: &str =
    "# nutgraf made the files below, and may replace or delete them; all others here it leaves alone\n";
const KEPT: &str = "# kept: ";

/// Which files are ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub files: BTreeSet<String>,
    /// Foreign HTML that `--force` was given for: not asked about again, never deleted.
    pub kept: BTreeSet<String>,
}

impl Manifest {
    /// The manifest in the output; an empty one where there is none.
    pub fn read(output: &Path) -> Result<Manifest, Fault> {
        let path = output.join(MANIFEST);
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_file() => {}
            Ok(_) => {
                let error = io::Error::other("it is not a plain file");
                return Err(Fault::Disk { doing: "read", path, error });
            }
            Err(_) => return Ok(Manifest::default()),
        }
        let bytes = fs::read(&path).map_err(Fault::disk("read", &path))?;
        Ok(Manifest::parse(&String::from_utf8_lossy(&bytes)))
    }

    /// Lines that are no path of a site are passed over: nobody's file is deleted because of them.
    fn parse(text: &str) -> Manifest {
        let mut manifest = Manifest::default();
        let (head, files) = text.split_once("\n\n").unwrap_or((text, ""));
        manifest.kept.extend(head.lines().filter_map(|l| l.strip_prefix(KEPT)).map(String::from));
        manifest.files.extend(files.lines().filter(|l| refuse_path(l).is_ok()).map(String::from));
        manifest
    }

    pub fn text(&self) -> String {
        let mut text = String::from(HEADER);
        for path in &self.kept {
            text.push_str(KEPT);
            text.push_str(path);
            text.push('\n');
        }
        text.push('\n');
        for path in &self.files {
            text.push_str(path);
            text.push('\n');
        }
        text
    }

    pub fn union(&self, other: &Manifest) -> Manifest {
        Manifest { files: &self.files | &other.files, kept: &self.kept | &other.kept }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut m = Manifest::default();
        assert_eq!(Manifest::parse(&m.text()), m);
        m.files.extend(["# odd".to_string(), "a/b.html".into()]);
        m.kept.insert("old.html".into());
        assert_eq!(Manifest::parse(&m.text()), m);
    }

    #[test]
    fn paths_that_leave_the_folder_are_passed_over() {
        let m = Manifest::parse("# x\n\n../a\n/etc/passwd\n.git/config\n.nutgraf-files\nb\n");
        assert_eq!(m.files, BTreeSet::from(["b".to_string()]));
    }
}
