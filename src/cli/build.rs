//! `nutgraf build`: the site, made and written into its output folder; with `--watch` again after each change.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::cli::End;
use crate::cli::say::{Say, short};
use crate::diag::{self, Diag, Diags};
use crate::hash;
use crate::site::{Delta, Drafts, Options, Reads, Site};
use crate::source::watch::{Cause, Mode, Watcher};
use crate::tree::{self, Note, Report, Stage, TakeOver};

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
    let options = Options {
        drafts: if flags.drafts { Drafts::Show } else { Drafts::Leave },
        reads: if flags.watch { Reads::Remember } else { Reads::Forget },
    };
    // Before the first scan, so that no edit falls between the two.
    let mode = if flags.poll { Mode::Poll } else { Mode::Notify };
    let watcher = flags.watch.then(|| Watcher::start(root, mode));
    let mut site = match Site::open(root.to_path_buf(), options) {
        Ok(site) => site,
        Err(error) => return say.world(&format!("cannot read the site in `{}`", root.display()), &error),
    };
    let mut last = Last::default();
    let end = match site.update() {
        Ok(delta) => once(say, flags, options, &mut site, &delta, &mut last),
        Err(error) => return say.world("cannot read the site", &error),
    };
    match watcher {
        // What was typed does not get right by waiting.
        Some(watcher) if end != End::Usage => watch(say, flags, options, site, watcher, last, end),
        _ => {
            // Nobody needs it any more: the system takes all its memory back at once.
            std::mem::forget(site);
            end
        }
    }
}

/// What the last build said and left.
#[derive(Default)]
struct Last {
    told: Option<Diags>,
    /// The hash of each file as it was written last.
    written: HashMap<String, u128>,
}

/// Tells what is wrong, and writes where nothing is.
fn once(say: &Say, flags: &Flags, options: Options, site: &mut Site, delta: &Delta, last: &mut Last) -> End {
    let mut diags = delta.diags.clone();
    let written = if diag::has_errors(&diags) { None } else { Some(write(flags, site, &last.written, &mut diags)) };
    if last.told.as_ref() != Some(&diags) {
        say.diags(&diags, &|path| site.text_of(path));
        say.count(&diags);
    }
    let is_faulty = diag::has_errors(&diags);
    last.told = Some(diags);
    match written {
        Some(Err(fault)) => say.fault(&fault),
        Some(Ok(Written { output, stage, is_made: true })) => {
            done(say, &output, &stage.leave());
            End::Done
        }
        Some(Ok(Written { output, stage, .. })) if !is_faulty => {
            if flags.verify
                && let Some(end) = verify(say, options, site)
            {
                return end;
            }
            match stage.commit() {
                Ok(report) => {
                    last.written = match flags.watch {
                        true => site.settled().map(|(path, hash)| (path.to_string(), hash)).collect(),
                        false => HashMap::new(),
                    };
                    done(say, &output, &report);
                    End::Done
                }
                Err(fault) => say.fault(&fault),
            }
        }
        _ => {
            say.note("nothing was written");
            End::Faults
        }
    }
}

/// An output that only waits to be moved in.
struct Written {
    output: PathBuf,
    stage: Stage,
    /// Whether all of it stands there already.
    is_made: bool,
}

/// Makes what must be made into a staging folder.
fn write(
    flags: &Flags,
    site: &mut Site,
    written: &HashMap<String, u128>,
    diags: &mut Diags,
) -> Result<Written, tree::Fault> {
    // What was typed counts from here, what site.toml says from the site.
    let output = flags.output.clone().unwrap_or_else(|| site.root().join(site.output()));
    let take_over = if flags.force { TakeOver::Yes } else { TakeOver::No };
    let mut stage = Stage::begin(&output, site.root(), tree::Options { take_over, ..tree::Options::default() })?;
    // Whoever watches remembers by itself.
    if let Some(program) = program().filter(|_| !flags.watch) {
        let all = format!("{:x} {}", site.print(program), output.display());
        let path = site.root().join(".nutgraf/made");
        stage = stage.with_note(Note { path, from: hash::of(all.as_bytes()) });
    }
    if !flags.verify && stage.is_made() {
        return Ok(Written { output, stage, is_made: true });
    }
    // What a build that ended with faults made was never written, and a file may have been taken away.
    let mut missing = BTreeSet::new();
    for (path, hash) in site.settled() {
        if written.get(path) != Some(&hash) || !stage.keep(path)? {
            missing.insert(path.to_string());
        }
    }
    site.remake(&missing);
    let settled = site.settle(usize::MAX, |path, bytes| stage.put(path, bytes));
    diags.extend(settled.diags);
    diag::sort(diags);
    match settled.failed {
        Some(fault) => Err(fault),
        None => Ok(Written { output, stage, is_made: false }),
    }
}

/// The hash of this program's bytes: its version says too little of one that is being worked on.
fn program() -> Option<u128> {
    // The first is the program as it runs, also where another has taken its place on disk.
    let bytes = std::fs::read("/proc/self/exe").or_else(|_| std::fs::read(std::env::current_exe()?)).ok()?;
    Some(hash::of(&bytes))
}

fn done(say: &Say, output: &Path, report: &Report) {
    let (written, same, deleted) = (report.written, report.unchanged, report.deleted);
    say.note(format!("{}: {written} written, {same} unchanged, {deleted} deleted", short(output)));
    if !report.kept_foreign.is_empty() {
        say.note(format!("not nutgraf's, and left alone: {}", some(&report.kept_foreign)));
    }
}

/// What could not be written is tried again after this long, without any edit.
const AGAIN: Duration = Duration::from_secs(5);

/// Ends when it is stopped. `end` is what the first build came to.
fn watch(
    say: &Say,
    flags: &Flags,
    options: Options,
    mut site: Site,
    mut watcher: Watcher,
    mut last: Last,
    mut end: End,
) -> End {
    let mut known = site.diags();
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
        let is_owed = matches!(end, End::World | End::Usage) && (wake.cause == Cause::Event || tried.elapsed() > AGAIN);
        if site.output() != output {
            output = site.output().to_string();
            last.written.clear();
        } else if !delta.is_new && delta.diags == known && !is_owed {
            continue;
        }
        known = delta.diags.clone();
        end = once(say, flags, options, &mut site, &delta, &mut last);
        tried = Instant::now();
    }
}

/// Whether a site made from nothing has the same bytes; `None` when it has.
fn verify(say: &Say, options: Options, site: &Site) -> Option<End> {
    let fresh = Site::open(site.root().to_path_buf(), Options { reads: Reads::Forget, ..options });
    let fresh = fresh.and_then(|mut fresh| fresh.update().map(|_| fresh));
    let mut fresh = match fresh {
        Ok(fresh) => fresh,
        Err(error) => return Some(say.world("cannot read the site a second time", &error)),
    };
    drop(fresh.make(usize::MAX));
    let differing = site.differing(&fresh);
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
