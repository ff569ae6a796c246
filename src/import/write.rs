//! An import on disk: reads which records there are, writes the new files, never over one that is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Draft, Existing, ExistingActor, Input, draft};
use crate::diag::{Diag, Diags};
use crate::doc::record::Kind;
use crate::kb::proof::Lock;
use crate::tree;

/// What an import did.
#[derive(Debug)]
pub struct Run {
    pub draft: Draft,
    /// The files written, from the site's root, in the order they were written.
    pub written: Vec<String>,
}

/// Imports one article into the site at `root`, which is made where it is not there. The inner fault is the author's,
/// the outer one the world's; in both cases nothing that was there has changed.
pub fn run(root: &Path, input: &Input) -> io::Result<Result<Run, Diags>> {
    let existing = existing(root)?;
    let draft = match draft(input, &existing) {
        Ok(draft) => draft,
        Err(diags) => return Ok(Err(diags)),
    };
    let lock_path = root.join("evidence.lock");
    let mut lock = match read(&lock_path)? {
        None => Lock::default(),
        Some(text) => match Lock::parse(&text) {
            Ok(lock) => lock,
            Err((message, _)) => {
                let diag = Diag::error("lock-broken", format!("evidence.lock cannot be read: {message}"));
                return Ok(Err(vec![diag.help("run `nutgraf prove` to write it anew, then import again")]));
            }
        },
    };
    let mut diags = Diags::new();
    for (path, _) in &draft.files {
        if let Some(fault) = blocked(root, path) {
            diags.push(fault);
        }
    }
    if !diags.is_empty() {
        return Ok(Err(diags));
    }
    let mut written: Vec<String> = Vec::new();
    // The lock and the article come last: a run that is cut short leaves no article that claims to be whole.
    let (last, first): (Vec<_>, Vec<_>) =
        draft.files.iter().partition(|(path, _)| path.starts_with("content/articles/"));
    for (path, bytes) in first.into_iter().chain(last) {
        if let Err(e) = create(root, path, bytes) {
            undo(root, &written);
            return Err(e);
        }
        written.push(path.clone());
    }
    if let Some(proven) = draft.lock.proven(&draft.source_id) {
        lock.keep(&draft.source_id, proven.clone());
    }
    if let Err(e) = tree::replace(&lock_path, lock.write().as_bytes()).map_err(io::Error::other) {
        undo(root, &written);
        return Err(e);
    }
    written.push("evidence.lock".to_string());
    if !root.join("site.toml").exists() {
        let title = toml::Value::String(draft.site_title.clone());
        create(root, "site.toml", format!("title = {title}\n").as_bytes())?;
        written.push("site.toml".to_string());
    }
    Ok(Ok(Run { draft, written }))
}

/// The ids and the actors' names in a content folder. Files that cannot be read as records still take their id.
fn existing(root: &Path) -> io::Result<Existing> {
    let mut out = Existing::default();
    let mut folders: Vec<(PathBuf, Option<Kind>, usize)> = vec![(root.join("content"), None, 0)];
    while let Some((folder, kind, depth)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            Err(e) => return Err(e),
        };
        for entry in entries {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name());
            let Some(name) = name.to_str() else { continue };
            let is = entry.file_type()?;
            if is.is_dir() && depth < 16 {
                let kind = kind.or_else(|| Kind::from_folder(name));
                folders.push((path, kind, depth + 1));
            } else if is.is_file()
                && let Some(stem) = name.strip_suffix(".md").filter(|stem| *stem != "index")
            {
                out.ids.insert(stem.to_string());
                let list = match kind {
                    Some(Kind::Actor) => &mut out.actors,
                    Some(Kind::Place) => &mut out.places,
                    _ => continue,
                };
                if let Ok(text) = fs::read_to_string(&path) {
                    let (names, iso) = names(&text);
                    list.push(ExistingActor { id: stem.to_string(), names, iso });
                }
            }
        }
    }
    out.actors.sort_by(|a, b| a.id.cmp(&b.id));
    out.places.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(out)
}

/// The name and the aliases in a record's front matter, and its ISO code.
fn names(file: &str) -> (Vec<String>, Option<String>) {
    let Some(front) =
        file.trim_start_matches('\u{feff}').strip_prefix("+++").and_then(|rest| rest.split("\n+++").next())
    else {
        return (Vec::new(), None);
    };
    let Ok(table) = front.parse::<toml::Table>() else { return (Vec::new(), None) };
    let text = |v: &toml::Value| v.as_str().or_else(|| v.get("text")?.as_str()).map(str::to_string);
    let aliases = table.get("aliases").and_then(toml::Value::as_array).into_iter().flatten();
    let iso = table.get("ids").and_then(|ids| ids.get("iso")?.as_str()).map(str::to_string);
    (table.get("name").into_iter().chain(aliases).filter_map(text).collect(), iso)
}

/// Why a file cannot be made: something is there, or a link stands in its way.
fn blocked(root: &Path, path: &str) -> Option<Diag> {
    let mut at = root.to_path_buf();
    for part in path.split('/') {
        at.push(part);
        match fs::symlink_metadata(&at) {
            Ok(meta) if meta.file_type().is_symlink() => {
                let diag = Diag::error("import-link", format!("{} is a symbolic link", at.display()));
                return Some(diag.help("import writes through no link; replace it by a folder"));
            }
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => {
                let diag = Diag::error("import-exists", format!("{path} exists; import never overwrites"));
                return Some(diag.help("move that file away, or give the article another title"));
            }
            Err(_) => return None,
        }
    }
    let diag = Diag::error("import-exists", format!("{path} is a folder"));
    Some(diag.help("move that folder away"))
}

fn create(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    tree::write_new(&root.join(path), bytes).map_err(io::Error::other)
}

/// Takes back the files of a run that failed.
fn undo(root: &Path, written: &[String]) {
    for path in written {
        // The fault that led here is the one to tell.
        let _ = fs::remove_file(root.join(path));
    }
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}
