//! Moving a staged output in: manifest of old and new, files in an order that leaves no link dangling for long,
//! deletions, manifest of the new. Stopped anywhere, every file is whole and the next run ends the work.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::PoisonError;

use super::manifest::Manifest;
use super::place::MANIFEST;
use super::walk::Thing;
use super::{Fault, Put, Report, Stage, State, TakeOver, is_html};

impl Stage {
    /// Makes the output hold exactly what was put.
    pub fn commit(self) -> Result<Report, Fault> {
        let state = std::mem::take(&mut *self.state.lock().unwrap_or_else(PoisonError::into_inner));
        let new = self.manifest(&state);
        let report = if self.spot.exists {
            self.refuse_replacing(&state)?;
            self.merge(&state, &new)?
        } else {
            self.move_whole(&state, &new)?
        };
        let hashes: Option<Vec<(&String, u128)>> =
            state.files.iter().map(|(path, (_, hash))| Some((path, (*hash)?))).collect();
        if let Some((note, hashes)) = self.note.as_ref().zip(hashes) {
            note.write(super::whole(hashes.into_iter()));
        }
        Ok(report)
    }

    fn manifest(&self, state: &State) -> Manifest {
        let files: BTreeSet<String> = state.files.keys().cloned().collect();
        // Whatever HTML is foreign by now was there with `--force`, today or before.
        let foreign = self.found.foreign(&self.old.files).filter(|p| is_html(p) && !files.contains(*p));
        let kept = foreign.map(String::from).collect();
        Manifest { files, kept }
    }

    fn report(&self, state: &State, deleted: usize) -> Report {
        let foreign = self.found.foreign(&self.old.files).filter(|p| !state.files.contains_key(*p));
        let mut kept_foreign: Vec<String> = foreign.map(String::from).collect();
        kept_foreign.sort_unstable();
        let written = state.files.values().filter(|(put, _)| *put == Put::Staged).count();
        Report { written, unchanged: state.files.len() - written, deleted, kept_foreign }
    }

    /// No output yet: the staging folder becomes it, at once.
    fn move_whole(&self, state: &State, new: &Manifest) -> Result<Report, Fault> {
        let manifest = self.spot.staging.join(MANIFEST);
        fs::write(&manifest, new.text()).map_err(Fault::disk("write", &manifest))?;
        fs::rename(&self.spot.staging, &self.spot.output).map_err(Fault::disk("make", &self.spot.output))?;
        Ok(self.report(state, 0))
    }

    fn merge(&self, state: &State, new: &Manifest) -> Result<Report, Fault> {
        let output = &self.spot.output;
        let union = self.old.union(new);
        self.put_manifest(&union)?;
        let gone: Vec<&String> = self.old.files.difference(&new.files).collect();
        let mut deleted = 0;
        // A file of ours where a folder is needed, or the reverse: the old must go first.
        for path in &gone {
            if self.is_in_the_way(path, state) {
                deleted += usize::from(self.delete(path)?);
            }
        }
        let mut moves: Vec<&String> =
            state.files.iter().filter(|(_, (put, _))| *put == Put::Staged).map(|(path, _)| path).collect();
        moves.sort_by_key(|path| (turn(path), path.as_str()));
        let mut made = BTreeSet::new();
        for path in moves {
            let target = output.join(path);
            if let Some((folder, _)) = path.rsplit_once('/')
                && made.insert(folder)
            {
                let folder = output.join(folder);
                fs::create_dir_all(&folder).map_err(Fault::disk("make the folder", &folder))?;
            }
            if self.found.things.get(path) == Some(&Thing::Folder) {
                remove_empty_folders(&target).map_err(Fault::disk("replace the folder", &target))?;
            }
            fs::rename(self.spot.staging.join(path), &target).map_err(Fault::disk("write", &target))?;
        }
        for path in &gone {
            deleted += usize::from(self.delete(path)?);
        }
        self.put_manifest(new)?;
        Ok(self.report(state, deleted))
    }

    /// Writes nothing where the same bytes stand.
    fn put_manifest(&self, manifest: &Manifest) -> Result<(), Fault> {
        let path = self.spot.output.join(MANIFEST);
        let text = manifest.text();
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        // Through the staging folder, so that a killed run leaves no file of another name in the output.
        let staged = self.spot.staging.join(MANIFEST);
        fs::write(&staged, text).map_err(Fault::disk("write", &staged))?;
        fs::rename(&staged, &path).map_err(Fault::disk("write", &path))
    }

    /// Before anything changes: whatever the new files would replace must be ours, or free to take.
    fn refuse_replacing(&self, state: &State) -> Result<(), Fault> {
        let output = || self.spot.output.clone();
        let mut looked_at = BTreeSet::new();
        for (path, (put, _)) in &state.files {
            if *put == Put::Same {
                continue;
            }
            for (end, _) in path.match_indices('/') {
                let folder = path.get(..end).unwrap_or_default();
                if !looked_at.insert(folder) {
                    continue;
                }
                let what = match self.found.things.get(folder) {
                    None | Some(Thing::Folder) => continue,
                    Some(Thing::File) if self.old.files.contains(folder) => continue,
                    Some(Thing::File) => "a file",
                    Some(Thing::Link) => "a symbolic link",
                    Some(Thing::Other) => "no plain file",
                };
                return Err(Fault::InTheWay { output: output(), path: folder.to_string(), what });
            }
            let is_ours = self.old.files.contains(path);
            match self.found.things.get(path) {
                None => {}
                Some(Thing::File | Thing::Link) if is_ours || self.take_over == TakeOver::Yes => {}
                Some(Thing::File | Thing::Link) => {
                    return Err(Fault::Foreign { output: output(), path: path.clone() });
                }
                Some(Thing::Folder) => {
                    let inside = format!("{path}/");
                    let below = self.found.things.range(inside.clone()..);
                    let foreign = below
                        .take_while(|(p, _)| p.starts_with(&inside))
                        .find(|(p, thing)| **thing != Thing::Folder && !self.old.files.contains(*p));
                    if let Some((foreign, _)) = foreign {
                        let what = "not nutgraf's";
                        return Err(Fault::InTheWay { output: output(), path: foreign.clone(), what });
                    }
                }
                Some(Thing::Other) => {
                    return Err(Fault::InTheWay { output: output(), path: path.clone(), what: "no plain file" });
                }
            }
        }
        Ok(())
    }

    /// Whether an old file stands where a new one needs a folder, or lies in a folder where a new file must stand.
    fn is_in_the_way(&self, old: &str, state: &State) -> bool {
        let inside = format!("{old}/");
        let below = state.files.range(inside.clone()..).next();
        if below.is_some_and(|(path, _)| path.starts_with(&inside)) {
            return true;
        }
        old.match_indices('/').any(|(end, _)| old.get(..end).is_some_and(|p| state.files.contains_key(p)))
    }

    /// Takes a file of ours away, and the folders that it leaves empty. Says whether it was there.
    fn delete(&self, path: &str) -> Result<bool, Fault> {
        // What the manifest names was made by us as a plain file in plain folders; behind a link it is not ours.
        let is_behind_link = path
            .match_indices('/')
            .any(|(end, _)| path.get(..end).is_some_and(|p| self.found.things.get(p) == Some(&Thing::Link)));
        if is_behind_link {
            return Ok(false);
        }
        let target = self.spot.output.join(path);
        let deleted = match fs::symlink_metadata(&target) {
            Ok(meta) if meta.is_dir() => return Ok(false),
            Ok(_) => fs::remove_file(&target).map(|()| true).map_err(Fault::disk("delete", &target))?,
            Err(_) => false,
        };
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            // Fails where something is left in it, which is what we want.
            if fs::remove_dir(self.spot.output.join(above)).is_err() {
                break;
            }
            folder = above;
        }
        Ok(deleted)
    }
}

/// Removes a folder that holds nothing but empty folders.
fn remove_empty_folders(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty_folders(&entry.path())?;
        }
    }
    fs::remove_dir(folder)
}

/// When a file moves in: what pages need, pages, the lists and feeds that name pages, the front page.
fn turn(path: &str) -> u8 {
    let name = path.rsplit('/').next().unwrap_or(path);
    match path {
        "index.html" => 3,
        "feed.xml" | "sitemap.xml" => 2,
        _ if name == "index.html" => 2,
        _ if is_html(path) => 1,
        _ => 0,
    }
}
