//! `nutgraf publish [TARGET]`: the site sent to where it is read.

use std::io;
use std::path::Path;

use crate::cli::End;
use crate::cli::say::Say;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// A name under `[publish.NAME]` in site.toml; not needed where there is only one
    target: Option<String>,
    /// Print what would be sent and deleted, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(say: &Say, _: &Path, flags: &Flags) -> End {
    let what = match (&flags.target, flags.dry_run) {
        (Some(target), false) => format!("cannot publish to `{target}`"),
        (Some(target), true) => format!("cannot try to publish to `{target}`"),
        (None, _) => "cannot publish".to_string(),
    };
    say.world(&what, &io::Error::other("this version has no way to publish yet; copy the output folder"))
}
