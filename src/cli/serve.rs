//! `nutgraf serve`: the live preview. Keeps one site and hands its pages to the server; what is wrong is told on the
//! terminal too, whenever it changes.

use std::env;
use std::path::Path;
use std::sync::Arc;

use crate::cli::End;
use crate::cli::say::Say;
use crate::diag::{self, Diag, Diags, Level, lines};
use crate::kb::Kb;
use crate::kb::head::Head;
use crate::kb::spots::{self, Pointed};
use crate::render::Theme;
use crate::serve::{self, DraftView, Editor, FaultView, Finder, Notes, Open, OpenView, Pages, Spot, Update};
use crate::site::{self, Drafts, Reads, Site, Snapshot};
use crate::source;
use crate::source::watch::Mode;
use crate::view::ctx::path_of;

/// The environment variable that names the author's editor.
const EDITOR: &str = "NUTGRAF_EDITOR";

const AFTER: &str = "\
NUTGRAF_EDITOR, if it is set, is an address that opens a file in your editor, such as
vscode://file/{path}:{line}:{column}; places in the preview are then links into it, and a click with Alt held on a value
of a page opens the line it stands in.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
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
    let root = &root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut desk =
        Desk { say, root, told: Told::Nothing, known: None, late: Diags::new(), good: None, editor: editor(say, root) };
    match serve::run(options, root, || desk.build(&mut site), |line| say.note(line)) {
        Ok(()) => End::Done,
        Err(fault) => {
            say.diag(Diag::error("no-preview", fault.to_string()));
            End::World
        }
    }
}

/// The author's editor, where one is named; a pattern that names none is told once.
fn editor(say: &Say, root: &Path) -> Option<Editor> {
    let pattern = env::var_os(EDITOR).filter(|pattern| !pattern.is_empty())?;
    match Editor::new(&pattern.to_string_lossy(), root) {
        Ok(editor) => Some(editor),
        Err(why) => {
            let message = format!("{EDITOR} names no editor: {why}");
            let help = format!("write it like this: {EDITOR}='vscode://file/{{path}}:{{line}}:{{column}}'");
            say.diag(Diag::warning("no-editor", message).help(help));
            None
        }
    }
}

/// What is kept between two looks at the sources.
struct Desk<'a> {
    say: &'a Say,
    /// The site's root, absolute.
    root: &'a Path,
    /// What the terminal has been told last.
    told: Told,
    /// Faults that showed when pages were made.
    late: Diags,
    /// The last moment of the site at which every page could be made.
    good: Option<Arc<Snapshot>>,
    /// The knowledge base that the last notes were made from.
    known: Option<Arc<Kb>>,
    editor: Option<Editor>,
}

enum Told {
    Nothing,
    Diags(Diags),
}

impl Desk<'_> {
    /// One look at the sources.
    fn build(&mut self, site: &mut Site) -> Update {
        let delta = match site.update() {
            Ok(delta) => delta,
            Err(error) => {
                let diag = Diag::error("world", format!("cannot read the site: {error}"));
                let faults = vec![FaultView::bare(diag.code, &diag.message)];
                self.tell(site, vec![diag]);
                return Update { faults, ..Update::default() };
            }
        };
        // What is new is shown before all pages are made: whoever looks at one has it made at once.
        let is_new = delta.is_new;
        if !is_new && site.left() > 0 {
            self.make_some(site);
        }
        let is_good = !diag::has_errors(&delta.diags);
        let mut diags = delta.diags;
        diags.extend(self.late.iter().filter(|_| is_good).cloned());
        diag::sort(&mut diags);
        let text_of = |path: &str| site.text_of(path);
        let text_of = diag::remembering(&text_of);
        // The theme inside the program has no files that an editor could open.
        let file = |path: &str| self.editor.as_ref().filter(|_| !path.starts_with("default/"));
        let href_of = |path: &str, line, column| file(path).map(|editor| editor.href(path, line, column));
        let faults: Vec<FaultView> = diags.iter().map(|diag| FaultView::of(diag, &text_of, &href_of)).collect();
        let was_good = matches!(&self.told, Told::Diags(old) if !diag::has_errors(old));
        let mut update = Update { faults, more: site.left() > 0, ..Update::default() };
        if is_new {
            update.pages = site.now().map(|now| pages(now.clone(), self.good.clone()));
        }
        if is_good && let Some((kb, theme)) = site.known() {
            // A line may move though no page changes.
            let is_known = was_good && self.known.as_ref().is_some_and(|known| Arc::ptr_eq(known, kb));
            if !is_known {
                // Those of unconfirmed fields have a list of their own.
                let isnt_listed = |fault: &&FaultView| fault.level == Level::Warning && fault.code != "unconfirmed";
                let warnings = update.faults.iter().filter(isnt_listed).cloned();
                update.notes = Some(self.notes(site, kb, warnings.collect(), &text_of));
                update.spot = self.editor.clone().map(|editor| finder(self.root, kb, theme, editor));
                self.known = Some(kb.clone());
            }
        }
        self.tell(site, diags);
        update
    }

    /// Makes some of the pages that nobody has asked for, so that their faults are told, too.
    fn make_some(&mut self, site: &mut Site) {
        const SOME: usize = 500;
        let settled = site.make(SOME);
        // Faults of before stay until it is known which are left.
        if settled.left == 0 {
            self.late = settled.diags;
            if self.late.is_empty() {
                self.good = site.now().cloned();
            }
        }
    }

    /// The lists of the bar.
    fn notes(&self, site: &Site, kb: &Kb, warnings: Vec<FaultView>, text_of: spots::TextOf) -> Notes {
        let spot = |path: &str, at: usize| {
            let at = text_of(path).map_or(lines::Spot { line: 1, column: 1 }, |text| lines::spot(&text, at));
            let href = self.editor.as_ref().map(|editor| editor.href(path, at.line, at.column));
            Spot { path: path.to_string(), line: at.line, column: at.column, href }
        };
        let drafts = spots::drafts(site.docs()).into_iter().map(|doc| DraftView {
            name: Head::of(doc).name().into_owned(),
            page: kb.sym(&doc.id).map(|_| path_of(doc.kind, &doc.id)),
            spot: spot(&doc.path, 0),
        });
        let unconfirmed = spots::unconfirmed(kb, text_of).into_iter().map(|open| OpenView {
            id: open.doc.id.clone(),
            page: path_of(open.doc.kind, &open.doc.id),
            source: open.source.map(|sym| Head::of(kb.doc(sym)).name().into_owned()),
            spot: spot(&open.doc.path, open.span.start),
            name: open.name,
            field: open.field,
            value: open.value,
            sentence: open.sentence,
        });
        Notes { warnings, drafts: drafts.collect(), unconfirmed: unconfirmed.collect() }
    }

    fn tell(&mut self, site: &Site, diags: Diags) {
        match &self.told {
            Told::Diags(old) if *old == diags => return,
            // A fault that is mended is worth a word, so that nobody looks for it further up.
            Told::Diags(old) if diags.is_empty() && !old.is_empty() => self.say.note("all is well again"),
            _ => {}
        }
        self.say.diags(&diags, &|path| site.text_of(path));
        self.say.count(&diags);
        self.told = Told::Diags(diags);
    }
}

/// Pages as they are now; one that cannot be made is shown as it was when it could.
fn pages(now: Arc<Snapshot>, good: Option<Arc<Snapshot>>) -> Pages {
    Arc::new(move |path| match now.page(path)? {
        Ok(bytes) => Some(bytes),
        Err(_) => good.as_ref()?.page(path)?.ok(),
    })
}

/// Finds the line of what is clicked, in the files as they are at that moment.
fn finder(root: &Path, kb: &Arc<Kb>, theme: &Arc<Theme>, editor: Editor) -> Finder {
    let (root, kb, theme) = (root.to_path_buf(), kb.clone(), theme.clone());
    Arc::new(move |page, words, href| {
        let text_of = |path: &str| {
            let bytes = source::open(&root, path).ok()?;
            Some(Arc::from(String::from_utf8_lossy(&bytes)))
        };
        let pointed = Pointed { page, words: words.lines().collect(), href };
        let (path, at) = spots::spot(&kb, &theme.strings, &pointed, &text_of)?;
        let at = lines::spot(&text_of(&path)?, at);
        Some(editor.spot(&path, at.line, at.column))
    })
}
