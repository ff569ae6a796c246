//! `nutgraf serve`: the live preview. Keeps one site and hands its pages to the server; what is wrong is told on the
//! terminal too, whenever it changes.

use std::path::Path;
use std::sync::Arc;

use crate::cli::End;
use crate::cli::say::Say;
use crate::diag::{self, Diag, Diags};
use crate::serve::{self, FaultView, Open, Pages, Update};
use crate::site::{self, Drafts, Reads, Site, Snapshot};
use crate::source::watch::Mode;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The port on this computer's own address [default: 4747, or the next that is free]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
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
    let mut site = match Site::open(root.to_path_buf(), site::Options { drafts, reads: Reads::Remember }) {
        Ok(site) => site,
        Err(error) => return say.world(&format!("cannot read the site in `{}`", root.display()), &error),
    };
    let options = serve::Options {
        port: flags.port,
        open: if flags.open { Open::Yes } else { Open::No },
        watch: if flags.poll { Mode::Poll } else { Mode::Notify },
    };
    let mut told = Told::Nothing;
    match serve::run(options, root, || build(say, &mut site, &mut told), |line| say.note(line)) {
        Ok(()) => End::Done,
        Err(fault) => {
            say.diag(Diag::error("no-preview", fault.to_string()));
            End::World
        }
    }
}

/// What the terminal has been told last.
enum Told {
    Nothing,
    Diags(Diags),
}

/// One look at the sources.
fn build(say: &Say, site: &mut Site, told: &mut Told) -> Update {
    let delta = match site.update() {
        Ok(delta) => delta,
        Err(error) => {
            let diag = Diag::error("world", format!("cannot read the site: {error}"));
            let faults = vec![FaultView::of(&diag, None)];
            tell(say, site, told, vec![diag]);
            return Update { pages: None, faults };
        }
    };
    let mut delta = delta;
    // Some faults of templates only show when a page is made.
    if delta.is_new {
        delta.diags.extend(site.settle(usize::MAX, |_, _| Ok::<(), ()>(())).diags);
        diag::sort(&mut delta.diags);
    }
    let text_of = |path: &str| site.text_of(path);
    let text_of = diag::remembering(&text_of);
    let view = |diag: &Diag| {
        let text = diag.place.as_ref().and_then(|place| text_of(&place.path));
        FaultView::of(diag, text.as_deref())
    };
    let faults = delta.diags.iter().map(view).collect();
    let pages = site.now().filter(|_| delta.is_new).cloned().map(pages);
    tell(say, site, told, delta.diags);
    Update { pages, faults }
}

fn tell(say: &Say, site: &Site, told: &mut Told, diags: Diags) {
    match told {
        Told::Diags(old) if *old == diags => return,
        // A fault that is mended is worth a word, so that nobody looks for it further up.
        Told::Diags(old) if diags.is_empty() && !old.is_empty() => say.note("all is well again"),
        _ => {}
    }
    say.diags(&diags, &|path| site.text_of(path));
    say.count(&diags);
    *told = Told::Diags(diags);
}

fn pages(now: Arc<Snapshot>) -> Pages {
    Arc::new(move |path| now.page(path)?.ok())
}
