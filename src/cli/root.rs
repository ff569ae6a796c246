//! Which site a command is about: `--root`, or the nearest folder upwards with a `site.toml`.

use std::io;
use std::path::{Path, PathBuf};

use crate::cli::End;
use crate::cli::say::Say;
use crate::diag::Diag;
use crate::site::{Options, Reads, Site};

/// Runs a command in the site's root, or says that there is none.
pub(super) fn with(say: &Say, given: Option<&Path>, command: impl FnOnce(&Path) -> End) -> End {
    let start = given.unwrap_or(Path::new("."));
    let start = match start.canonicalize() {
        Ok(start) => start,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            say.diag(Diag::error("no-site", format!("there is no folder `{}`", start.display())));
            return End::Usage;
        }
        Err(error) => return say.world(&format!("cannot look at `{}`", start.display()), &error),
    };
    let found = match given {
        Some(_) => is_root(&start).then(|| start.clone()),
        None => upwards(&start),
    };
    match found {
        Some(root) => command(&root),
        None => {
            let place = if given.is_some() { "in" } else { "in or above" };
            let fault = Diag::error("no-site", format!("there is no site.toml {place} `{}`", start.display()));
            say.diag(
                fault
                    .help("go to a site's folder or name it with `--root DIR`")
                    .help("or make one: `nutgraf init DIR`"),
            );
            End::Usage
        }
    }
}

/// The site at a root, read; or the word that it cannot be.
pub(super) fn read(say: &Say, root: &Path, reads: Reads) -> Result<Site, End> {
    let made = Site::open(root.to_path_buf(), Options { reads, ..Options::default() }).and_then(|mut site| {
        site.update()?;
        Ok(site)
    });
    made.map_err(|error| say.world(&format!("cannot read the site in `{}`", root.display()), &error))
}

/// The nearest folder from here upwards that is a site.
pub(super) fn upwards(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| is_root(folder)).map(Path::to_path_buf)
}

fn is_root(folder: &Path) -> bool {
    folder.join("site.toml").is_file()
}
