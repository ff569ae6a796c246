//! `nutgraf init DIR`: the example site under `init/`, written into a new or empty folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::End;
use crate::cli::prove;
use crate::cli::say::Say;
use crate::diag::Diag;
use crate::tree;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The folder to make; it must be new or empty
    dir: PathBuf,
}

/// Each file of the example, by its path in the new site; site.toml last, so that a half-written folder is no site.
const FILES: [(&str, &str); 8] = [
    (".gitignore", include_str!("init/gitignore")),
    ("kept/example.txt", include_str!("init/kept/example.txt")),
    ("content/sources/fernhill-gazette.md", include_str!("init/content/sources/fernhill-gazette.md")),
    ("content/actors/fernhill-council.md", include_str!("init/content/actors/fernhill-council.md")),
    (
        "content/actors/friends-of-fernhill-library.md",
        include_str!("init/content/actors/friends-of-fernhill-library.md"),
    ),
    ("content/deals/reading-garden-grant.md", include_str!("init/content/deals/reading-garden-grant.md")),
    ("content/articles/reading-garden.md", include_str!("init/content/articles/reading-garden.md")),
    ("site.toml", include_str!("init/site.toml")),
];

pub(super) fn run(say: &Say, root: Option<&Path>, flags: &Flags) -> End {
    // `--root` stands for where to start from, as everywhere.
    let dir = root.map_or_else(|| flags.dir.clone(), |root| root.join(&flags.dir));
    let shown = dir.display();
    match fs::read_dir(&dir).map(|mut entries| entries.next().is_none()) {
        Ok(true) => {}
        Ok(false) => {
            let fault = Diag::error("folder-not-empty", format!("the folder `{shown}` is not empty"));
            say.diag(fault.help("give a folder that is new or empty; nothing was written"));
            return End::Faults;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            say.diag(Diag::error("folder-not-empty", format!("`{shown}` is not a folder")));
            return End::Faults;
        }
        Err(error) => return say.world(&format!("cannot look at `{shown}`"), &error),
    }
    for (path, text) in FILES {
        if let Err(fault) = tree::write_new(&dir.join(path), text.as_bytes()) {
            return say.fault(&fault);
        }
    }
    prove::write_first_lock(&dir);
    say.note(format!("made a site in {shown}; to see it:\n\n    nutgraf serve --root {shown} --open"));
    End::Done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_toml_where_it_says_so() {
        for (path, text) in FILES {
            let toml = match path.rsplit('.').next() {
                Some("md") => text.split("+++\n").nth(1).unwrap(),
                Some("toml") => text,
                _ => continue,
            };
            toml.parse::<toml::Table>().unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }

    #[test]
    fn quotes_stand_in_the_kept_text_once() {
        let kept = FILES.iter().find(|f| f.0 == "kept/example.txt").unwrap().1;
        for (path, text) in FILES.iter().filter(|f| f.1.contains("evidence = [")) {
            let table: toml::Table = text.split("+++\n").nth(1).unwrap().parse().unwrap();
            for entry in table["evidence"].as_array().unwrap() {
                let quote = entry.as_str().or_else(|| entry["quote"].as_str()).unwrap();
                assert_eq!(kept.matches(quote).count(), 1, "{path}: {quote}");
            }
        }
    }
}
