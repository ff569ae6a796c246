//! `nutgraf check`: all that `build` would say, and what is only doubtful. Writes nothing.

use std::path::Path;

use crate::cli::End;
use crate::cli::root;
use crate::cli::say::Say;
use crate::diag;
use crate::site::Reads;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Fail on warnings too, as `publish` does
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(say: &Say, root: &Path, flags: &Flags) -> End {
    let mut site = match root::read(say, root, Reads::Forget) {
        Ok(site) => site,
        Err(end) => return end,
    };
    let mut diags = site.diags();
    // Some faults of templates only show when a page is made.
    diags.extend(site.make(usize::MAX).diags);
    diags.extend(site.lints(jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date()));
    say.diags(&diags, &|path| site.text_of(path));
    say.count(&diags);
    if diags.is_empty() {
        say.note("no faults");
    }
    if diag::has_errors(&diags) || (flags.strict && !diags.is_empty()) { End::Faults } else { End::Done }
}
