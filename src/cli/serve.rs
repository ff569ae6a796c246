//! `nutgraf serve`: the live preview.

use std::path::Path;

use crate::cli::End;
use crate::cli::say::Say;
use crate::cli::stub::serve::{self, Options};
use crate::cli::stub::site::Drafts;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The port on the loopback address [default: 8470, or the next that is free]
    #[arg(long, short, value_name = "N")]
    port: Option<u16>,
    /// Open the front page in your browser
    #[arg(long)]
    open: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Look at the files four times a second: for network drives and containers, where file events do not arrive
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(say: &Say, root: &Path, flags: &Flags) -> End {
    let drafts = if flags.drafts { Drafts::Show } else { Drafts::Leave };
    let options = Options { port: flags.port, open: flags.open, drafts, poll: flags.poll };
    match serve::run(root, options) {
        Ok(()) => End::Done,
        Err(error) => say.world("the preview ended", &error),
    }
}
