//! Where an output may lie, and what lies beside it. Refuses folders that are read; writes nothing.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Fault;

/// What belongs to the sources or to other tools, and is never built into.
const SOURCES: [&str; 10] =
    ["content", "templates", "static", "assets", "strings", "kept", "reports", "site.toml", ".nutgraf", ".git"];

/// An output folder that may be written, and the two names it needs for the time of the writing.
#[derive(Debug)]
pub(super) struct Spot {
    /// Absolute, without links or `..` in it.
    pub output: PathBuf,
    pub staging: PathBuf,
    pub lock: PathBuf,
    /// Whether the folder was there.
    pub exists: bool,
}

/// Names that the writing needs at the top of the output; never a file of the site, never foreign.
pub(super) const MANIFEST: &str = ".nutgraf-files";
pub(super) const STAGING: &str = ".nutgraf-staging";
pub(super) const LOCK: &str = ".nutgraf-lock";

/// Looks at the place of the output and refuses what must not be one.
pub(super) fn find(output: &Path, root: &Path) -> Result<Spot, Fault> {
    let output = resolve(output).map_err(Fault::disk("find the output", output))?;
    let root = fs::canonicalize(root).map_err(Fault::disk("find the sources", root))?;
    refuse_sources(&output, &root)?;
    let exists = match fs::symlink_metadata(&output) {
        Ok(meta) if meta.is_dir() => true,
        Ok(meta) => {
            let what = if meta.is_symlink() { "a symbolic link" } else { "a file" };
            return Err(Fault::NoFolder { output, what });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(Fault::Disk { doing: "look at", path: output, error }),
    };
    let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
        return Err(Fault::Sources { source: root, output });
    };
    // A rename works within one file system only: where the output is a mount point, the staging lies in it.
    let (staging, lock) = if exists && !same_device(parent, &output) {
        (output.join(STAGING), output.join(LOCK))
    } else {
        let name = name.to_string_lossy();
        (parent.join(format!(".{name}{STAGING}")), parent.join(format!(".{name}{LOCK}")))
    };
    Ok(Spot { staging, lock, exists, output })
}

/// Absolute; links in the folders above are followed, the last name is left as it is.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut found = PathBuf::new();
    let mut rest = absolute.components().peekable();
    while let Some(part) = rest.next() {
        if part == Component::ParentDir {
            found.pop();
            continue;
        }
        found.push(part);
        let is_link = fs::symlink_metadata(&found).is_ok_and(|m| m.is_symlink());
        if is_link && rest.peek().is_some() {
            found = fs::canonicalize(&found)?;
        }
    }
    Ok(found)
}

fn refuse_sources(output: &Path, root: &Path) -> Result<(), Fault> {
    // The output may itself be a link into the sources: say that, rather than "a link".
    let real = fs::canonicalize(output).unwrap_or_else(|_| output.to_path_buf());
    if root.starts_with(&real) {
        return Err(Fault::Sources { output: output.to_path_buf(), source: root.to_path_buf() });
    }
    for name in SOURCES {
        let lexical = root.join(name);
        let source = fs::canonicalize(&lexical).unwrap_or_else(|_| lexical.clone());
        let overlaps = |a: &Path, b: &Path| a.starts_with(b) || b.starts_with(a);
        if overlaps(&real, &source) || overlaps(&real, &lexical) {
            return Err(Fault::Sources { output: output.to_path_buf(), source: lexical });
        }
    }
    Ok(())
}

#[cfg(unix)]
fn same_device(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => a.dev() == b.dev(),
        _ => true,
    }
}

#[cfg(not(unix))]
fn same_device(_: &Path, _: &Path) -> bool {
    true
}

/// Whether a path may be one of the site's files: relative, within the output, and not one of our own names.
pub(super) fn refuse_path(path: &str) -> Result<(), Fault> {
    let fault = |why| Err(Fault::Path { path: path.to_string(), why });
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return fault("it has a control character or a backslash in it");
    }
    for (n, part) in path.split('/').enumerate() {
        match part {
            "" | "." | ".." => return fault("it leaves the output folder or has an empty name in it"),
            ".git" => return fault("`.git` belongs to git"),
            MANIFEST | STAGING | LOCK if n == 0 => return fault("nutgraf keeps its own notes under this name"),
            _ => {}
        }
    }
    Ok(())
}
