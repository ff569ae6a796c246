//! `nutgraf build`: the site, made and written into its output folder; with `--watch` again after each change.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cli::End;
use crate::cli::say::{Say, short};
use crate::diag::{self, Diag, Diags};
use crate::site::{Drafts, Options, Site};
use crate::source::watch::{Cause, Mode, Watcher};
use crate::tree::{self, TakeOver};

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Where to write [default: `output` in site.toml, or `public`]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Stay, and build again after each change
    #[arg(long)]
    watch: bool,
    /// With --watch, look at the files four times a second: for network drives and containers, where file events do not
    /// arrive
    #[arg(long, requires = "watch")]
    poll: bool,
    /// Build drafts too
    #[arg(long)]
    drafts: bool,
    /// Build a second time from nothing and compare every byte
    #[arg(long)]
    verify: bool,
    /// Build into a folder that holds HTML or files that are not nutgraf's
    #[arg(long)]
    force: bool,
}

pub(super) fn run(say: &Say, root: &Path, flags: &Flags) -> End {
    let options = Options { drafts: if flags.drafts { Drafts::Show } else { Drafts::Leave } };
    // Before the first scan, so that no edit falls between the two.
    let mode = if flags.poll { Mode::Poll } else { Mode::Notify };
    let watcher = flags.watch.then(|| Watcher::start(root, mode));
    let mut site = match Site::open(root.to_path_buf(), options) {
        Ok(site) => site,
        Err(error) => return say.world(&format!("cannot read the site in `{}`", root.display()), &error),
    };
    let end = once(say, root, flags, options, &mut site);
    match watcher {
        // What was typed does not get right by waiting.
        Some(watcher) if end != End::Usage => watch(say, root, flags, options, site, watcher, end),
        _ => end,
    }
}

/// Reads, tells what is wrong, and writes where nothing is.
fn once(say: &Say, root: &Path, flags: &Flags, options: Options, site: &mut Site) -> End {
    let diags = match site.update() {
        Ok(delta) => delta.diags,
        Err(error) => return say.world("cannot read the site", &error),
    };
    say.diags(&diags, &|path| site.text_of(path));
    say.count(&diags);
    if diag::has_errors(&diags) {
        say.note("nothing was written");
        return End::Faults;
    }
    if flags.verify
        && let Some(end) = verify(say, root, options, site)
    {
        return end;
    }
    write(say, root, flags, site)
}

fn write(say: &Say, root: &Path, flags: &Flags, site: &Site) -> End {
    // What was typed counts from here, what site.toml says from the site.
    let output = flags.output.clone().unwrap_or_else(|| root.join(site.output()));
    let take_over = if flags.force { TakeOver::Yes } else { TakeOver::No };
    let options = tree::Options { take_over, ..tree::Options::default() };
    match tree::write(&output, root, files(site), options) {
        Ok(report) => {
            let (written, same, deleted) = (report.written, report.unchanged, report.deleted);
            say.note(format!("{}: {written} written, {same} unchanged, {deleted} deleted", short(&output)));
            if !report.kept_foreign.is_empty() {
                say.note(format!("not nutgraf's, and left alone: {}", some(&report.kept_foreign)));
            }
            End::Done
        }
        Err(fault) => say.fault(&fault),
    }
}

fn files(site: &Site) -> impl Iterator<Item = (String, Arc<[u8]>)> {
    site.paths().filter_map(|path| site.page(path).map(|bytes| (path.to_string(), bytes)))
}

/// What could not be written is tried again after this long, without any edit.
const AGAIN: Duration = Duration::from_secs(5);

/// Ends when it is stopped. `end` is what the first build came to.
fn watch(
    say: &Say,
    root: &Path,
    flags: &Flags,
    options: Options,
    mut site: Site,
    mut watcher: Watcher,
    mut end: End,
) -> End {
    let mut told: Diags = site.diags();
    let mut output = site.output().to_string();
    let mut unread = None;
    let mut tried = Instant::now();
    say.note("watching; stop with Ctrl-C");
    loop {
        let wake = watcher.wait();
        if let Some(notice) = wake.notice {
            say.note(notice);
        }
        let delta = match site.update() {
            Ok(delta) => delta,
            // A root that is away is told once, and looked for until it is back.
            Err(error) => {
                if unread != Some(error.kind()) {
                    say.world("cannot read the site", &error);
                }
                unread = Some(error.kind());
                continue;
            }
        };
        unread = None;
        let is_same = delta.changed.is_empty() && delta.gone.is_empty() && delta.diags == told;
        let is_owed = matches!(end, End::World | End::Usage) && (wake.cause == Cause::Event || tried.elapsed() > AGAIN);
        if is_same && !is_owed && site.output() == output {
            continue;
        }
        if delta.diags != told {
            say.diags(&delta.diags, &|path| site.text_of(path));
            say.count(&delta.diags);
        }
        let is_faulty = diag::has_errors(&delta.diags) || (flags.verify && verify(say, root, options, &site).is_some());
        if !is_faulty {
            end = write(say, root, flags, &site);
            tried = Instant::now();
        }
        output = site.output().to_string();
        told = delta.diags;
    }
}

/// Whether a site made from nothing has the same bytes; `None` when it has.
fn verify(say: &Say, root: &Path, options: Options, site: &Site) -> Option<End> {
    let fresh = Site::open(root.to_path_buf(), options).and_then(|mut fresh| fresh.update().map(|_| fresh));
    let fresh = match fresh {
        Ok(fresh) => fresh,
        Err(error) => return Some(say.world("cannot read the site a second time", &error)),
    };
    let mut differing: Vec<String> =
        site.paths().filter(|path| site.page(path) != fresh.page(path)).map(String::from).collect();
    differing.extend(fresh.paths().filter(|path| site.page(path).is_none()).map(String::from));
    if differing.is_empty() {
        say.note("verified: a second build has the same bytes");
        return None;
    }
    let fault = Diag::error("not-the-same", format!("a second build gave other bytes: {}", some(&differing)));
    say.diag(fault.help("where no file changed meanwhile, this is a fault of nutgraf: please report it"));
    Some(End::World)
}

/// The first few of a list, and how many more.
fn some(list: &[String]) -> String {
    let first: Vec<&str> = list.iter().take(10).map(String::as_str).collect();
    let more = list.len() - first.len();
    if more == 0 { first.join(", ") } else { format!("{} and {more} more", first.join(", ")) }
}
