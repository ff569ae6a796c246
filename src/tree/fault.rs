//! Why nothing was written, or why writing stopped, in words a person can act on.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Diag;

/// Why a tree or a file was not written. Whatever it is, every file of the output is whole.
#[derive(Debug)]
pub enum Fault {
    /// The output is, holds or lies in something that is read.
    Sources { output: PathBuf, source: PathBuf },
    /// The output is a file, a link or something else that is no folder.
    NoFolder { output: PathBuf, what: &'static str },
    /// The output holds HTML that is not ours.
    Html { output: PathBuf, first: String, count: usize },
    /// A file to be written stands there already, with other bytes, and is not ours.
    Foreign { output: PathBuf, path: String },
    /// Something that is not ours, and that cannot be replaced by a file or folder, is in the way.
    InTheWay { output: PathBuf, path: String, what: &'static str },
    /// A path that may not be written.
    Path { path: String, why: &'static str },
    /// Two files want one path, or one wants a folder where another wants a file.
    Clash { first: String, second: String },
    /// Another build is at work on this output.
    Locked { output: PathBuf, holder: Option<u32> },
    /// The file to be made is there already.
    Exists { path: PathBuf },
    /// The disk said no.
    Disk { doing: &'static str, path: PathBuf, error: io::Error },
}

impl Fault {
    pub(super) fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Fault {
        move |error| Fault::Disk { doing, path: path.to_path_buf(), error }
    }

    /// The stable code of this fault.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Sources { .. } => "output-in-sources",
            Fault::NoFolder { .. } => "output-no-folder",
            Fault::Html { .. } => "foreign-html",
            Fault::Foreign { .. } => "foreign-file",
            Fault::InTheWay { .. } => "in-the-way",
            Fault::Path { .. } => "bad-path",
            Fault::Clash { .. } => "path-clash",
            Fault::Locked { .. } => "output-locked",
            Fault::Exists { .. } => "file-exists",
            Fault::Disk { .. } => "disk",
        }
    }

    /// The fault as it is told, with what to do about it.
    pub fn diag(&self) -> Diag {
        let diag = Diag::error(self.code(), self.to_string());
        match self {
            Fault::Sources { .. } => diag.help("choose a folder of its own, for example `--output public`"),
            Fault::NoFolder { what: "a symbolic link", .. } => {
                diag.help("give the folder it points to, or take the link away")
            }
            Fault::NoFolder { .. } => diag.help("take it away, or choose another folder with `--output`"),
            Fault::Html { .. } => diag
                .help("choose another folder with `--output`")
                .help("or give `--force` to build among these files; they stay, except where a page has their name"),
            Fault::Foreign { .. } => diag.help("move it away, or give `--force` to replace it"),
            Fault::InTheWay { .. } => diag.help("move it out of the output folder"),
            Fault::Locked { .. } => diag.help("wait for it to end, or choose another folder with `--output`"),
            Fault::Path { .. } | Fault::Clash { .. } => diag.help("rename one of the files it comes from"),
            Fault::Exists { .. } | Fault::Disk { .. } => diag,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Sources { output, source } if output == source => {
                write!(f, "the output folder `{}` is a folder of the sources", output.display())
            }
            Fault::Sources { output, source } if source.starts_with(output) => {
                write!(f, "the output folder `{}` holds the sources `{}`", output.display(), source.display())
            }
            Fault::Sources { output, source } => {
                write!(f, "the output folder `{}` lies in the sources `{}`", output.display(), source.display())
            }
            Fault::NoFolder { output, what } => {
                write!(f, "the output `{}` is {what}, not a folder", output.display())
            }
            Fault::Html { output, first, count: 1 } => {
                write!(f, "the output folder `{}` holds HTML that nutgraf did not make: `{first}`", output.display())
            }
            Fault::Html { output, first, count } => write!(
                f,
                "the output folder `{}` holds {count} HTML files that nutgraf did not make, `{first}` among them",
                output.display()
            ),
            Fault::Foreign { output, path } => {
                write!(f, "`{path}` in the output folder `{}` is not nutgraf's and has other content", output.display())
            }
            Fault::InTheWay { output, path, what } => {
                write!(f, "`{path}` in the output folder `{}` is {what} and in the way of a page", output.display())
            }
            Fault::Path { path, why } => write!(f, "`{}` cannot be a path in the output: {why}", path.escape_debug()),
            Fault::Clash { first, second } if first == second => write!(f, "two files would be written to `{first}`"),
            Fault::Clash { first, second } => {
                write!(f, "`{first}` would have to be a file and a folder, for `{second}`")
            }
            Fault::Locked { output, holder: Some(pid) } => {
                write!(f, "another nutgraf (process {pid}) is building into `{}`", output.display())
            }
            Fault::Locked { output, holder: None } => {
                write!(f, "another nutgraf is building into `{}`", output.display())
            }
            Fault::Exists { path } => write!(f, "`{}` exists already and stays as it is", path.display()),
            Fault::Disk { doing, path, error } => write!(f, "cannot {doing} `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Fault::Disk { error, .. } => Some(error),
            _ => None,
        }
    }
}
