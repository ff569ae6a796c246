//! A site as it stands: sources, docs, knowledge base and pages, brought up to date with what is on disk.
//! It does not know where pages go.
//!
//! [`Site::update`] reads what changed, rebuilds the knowledge base whole, and finds the pages that rest on a fact that
//! is no longer true; [`Site::settle`] makes those, and no others. Byte for byte the result is that of a new site.

mod calls;
mod outputs;
mod snapshot;
mod why;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::diag::{self, Diag, Diags, Place};
use crate::doc::{self, Doc};
use crate::hash;
pub use crate::kb::Drafts;
use crate::kb::facts::{Changed, Code, Fact};
use crate::kb::proof::Lock;
use crate::kb::reader::Reader;
use crate::kb::{self, Kb, check, evidence};
use crate::render::{SiteFile, Theme, is_template, theme};
use crate::source::{self, Sources};
use crate::view::{self, Key};
use outputs::Output;
pub use snapshot::Snapshot;
pub use why::{Because, Why};

/// How a site is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub drafts: Drafts,
    pub reads: Reads,
}

/// Whether pages remember what they rest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reads {
    /// For one build: an update makes every page.
    #[default]
    Forget,
    /// An update makes the pages that rest on something that changed.
    Remember,
}

/// What an update found.
#[derive(Debug, Default)]
pub struct Delta {
    /// Paths in the output that must be made anew, sorted, each with what made it so.
    pub stale: Vec<(String, Because)>,
    pub gone: Vec<String>,
    /// Every fault of the sources as they are now.
    pub diags: Diags,
    /// Whether there is a new [`Site::now`].
    pub is_new: bool,
}

/// What was made of the stale pages.
#[derive(Debug)]
pub struct Settled<E> {
    /// How many pages were made.
    pub made: usize,
    /// How many are still to be made.
    pub left: usize,
    /// Faults of templates that only show when a page is made: all so far.
    pub diags: Diags,
    /// The first failure of the caller's own.
    pub failed: Option<E>,
}

/// A site in memory. After an update with errors, it still has the pages of the last good one.
pub struct Site {
    root: PathBuf,
    options: Options,
    sources: Sources,
    scanned: Diags,
    config: Read<Config>,
    lock: Read<Lock>,
    docs: HashMap<Arc<str>, Arc<Doc>>,
    /// The last one, with errors or not.
    kb: Option<Arc<Kb>>,
    theme: Option<(u128, Arc<Theme>, Diags)>,
    /// The last without errors.
    now: Option<Arc<Snapshot>>,
    /// What is remembered of each output of `now`, in its order.
    memos: Vec<Memo>,
    /// Faults that showed when pages of `now` were made.
    late: Diags,
    diags: Diags,
    read: bool,
}

/// A page made, or the template's fault, or the caller's failure.
type Outcome<E> = Result<Memo, Result<Diag, E>>;

/// What a file says, read once for the bytes it has.
#[derive(Default)]
struct Read<T> {
    hash: Option<u128>,
    value: Arc<T>,
    diags: Diags,
}

impl<T> Read<T> {
    fn read(&mut self, hash: u128, read: impl FnOnce() -> (T, Diags)) {
        if self.hash != Some(hash) {
            let (value, diags) = read();
            *self = Read { hash: Some(hash), value: Arc::new(value), diags };
        }
    }
}

/// What is remembered of an output.
#[derive(Clone, Debug, Default)]
struct Memo {
    /// Of the bytes that it had when it was made last.
    hash: Option<u128>,
    reads: Box<[Code]>,
    templates: u128,
    components: Vec<String>,
    is_stale: bool,
}

impl Site {
    /// A site at `root`, not read yet.
    pub fn open(root: PathBuf, options: Options) -> io::Result<Site> {
        let root = root.canonicalize()?;
        Ok(Site {
            sources: Sources { root: root.clone(), files: BTreeMap::new() },
            root,
            options,
            scanned: Diags::new(),
            config: Read::default(),
            lock: Read::default(),
            docs: HashMap::new(),
            kb: None,
            theme: None,
            now: None,
            memos: Vec::new(),
            late: Diags::new(),
            diags: Diags::new(),
            read: false,
        })
    }

    /// Reads what changed on disk, and finds what must be made anew.
    pub fn update(&mut self) -> io::Result<Delta> {
        let read = Mutex::new(Vec::new());
        let (sources, scanned) = source::scan_texts(&self.root, Some(&self.sources), &|path, bytes, hash| {
            if self.docs.get(path).is_none_or(|doc| doc.hash != hash)
                && let Some(doc) = doc::parse(path, bytes, hash)
            {
                read.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::new(doc));
            }
        })?;
        for doc in read.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.docs.insert(doc.path.clone(), doc);
        }
        let same = self.read && source::diff(&self.sources, &sources).is_empty() && scanned == self.scanned;
        self.sources = sources;
        if same {
            return Ok(Delta { diags: self.diags.clone(), ..Delta::default() });
        }
        self.read = true;
        self.scanned = scanned;
        let mut diags = self.scanned.clone();
        let next = self.next(&mut diags);
        diag::sort(&mut diags);
        diags.dedup();
        self.diags = diags.clone();
        let mut delta = Delta { diags, ..Delta::default() };
        if let Some(next) = next.filter(|_| !diag::has_errors(&self.diags)) {
            self.compare(&next, &mut delta);
            self.now = Some(Arc::new(next));
            delta.is_new = true;
        }
        Ok(delta)
    }

    /// Reads and checks everything.
    fn next(&mut self, diags: &mut Diags) -> Option<Snapshot> {
        self.read_config(diags);
        self.read_docs(diags);
        let lock = self.read_lock(diags);
        let (theme, faults) = self.read_theme();
        diags.extend(faults);
        let files: BTreeSet<Arc<str>> = self.sources.files.keys().cloned().collect();
        let input = kb::Input {
            config: self.config.value.clone(),
            docs: self.docs.values().cloned().collect(),
            lock,
            drafts: self.options.drafts,
            kept: kept(&self.root, files.clone()),
            files: Arc::new(move |path: &str| files.contains(path)),
        };
        let (kb, faults) = Kb::build(input, self.kb.as_deref());
        diags.extend(faults);
        calls::check(&kb, &theme, diags);
        let kb = Arc::new(kb);
        self.kb = Some(kb.clone());
        if diag::has_errors(diags) {
            return None;
        }
        let (assets, files) = outputs::assets(&self.sources, &self.config.value);
        let outputs = outputs::all(&kb, &self.sources, files, diags);
        Some(Snapshot::new(&self.root, kb, theme, assets, outputs, self.options.reads))
    }

    /// What of the old moment's pages holds in the next.
    fn compare(&mut self, next: &Snapshot, delta: &mut Delta) {
        self.late.clear();
        let old = self.now.take();
        let mut memos = std::mem::take(&mut self.memos);
        let Some(old) = old.filter(|_| self.options.reads == Reads::Remember) else {
            self.memos = next.outputs.iter().map(|_| Memo { is_stale: true, ..Memo::default() }).collect();
            delta.stale = next.outputs.iter().map(|(path, _)| (path.clone(), Because::New)).collect();
            return;
        };
        let changed = Changed::between(&old.kb, &next.kb);
        // Which of the old outputs each new one was.
        let mut was: Vec<Option<usize>> = Vec::with_capacity(next.outputs.len());
        let mut at = 0;
        for (path, _) in &next.outputs {
            while let Some((gone, _)) = old.outputs.get(at).filter(|(p, _)| p < path) {
                delta.gone.push(gone.clone());
                at += 1;
            }
            let known = old.outputs.get(at).is_some_and(|(p, _)| p == path);
            was.push(known.then_some(at));
            at += usize::from(known);
        }
        delta.gone.extend(old.outputs.iter().skip(at).map(|(path, _)| path.clone()));
        let same_words = old.theme.strings == next.theme.strings && old.assets == next.assets;
        let because: Vec<Option<Because>> = was
            .par_iter()
            .zip(&next.outputs)
            .with_min_len(256)
            .map(|(was, (_, output))| match was {
                Some(at) => because(&memos[*at], (&old, &old.outputs[*at].1), (next, output), &changed, same_words),
                None => Some(Because::New),
            })
            .collect();
        for ((because, was), (path, _)) in because.into_iter().zip(was).zip(&next.outputs) {
            let mut memo = was.map(|at| std::mem::take(&mut memos[at])).unwrap_or_default();
            memo.is_stale = because.is_some();
            if because.is_none() {
                changed.renumber(&mut memo.reads);
            }
            self.memos.push(memo);
            delta.stale.extend(because.map(|because| (path.clone(), because)));
        }
        // Whoever still shows it keeps it; taking its memory back is nobody's wait.
        rayon::spawn(move || drop(old));
    }

    /// Makes stale pages, `most` of them at most, and hands each to `put`.
    pub fn settle<E: Send>(&mut self, most: usize, put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync) -> Settled<E> {
        let mut out = Settled { made: 0, left: 0, diags: Diags::new(), failed: None };
        let Some(now) = self.now.clone() else { return out };
        let mut stale: Vec<usize> = (0..self.memos.len()).filter(|at| self.memos[*at].is_stale).collect();
        out.left = stale.len().saturating_sub(most);
        stale.truncate(most);
        out.made = stale.len();
        let made: Vec<(usize, Outcome<E>)> = stale
            .into_par_iter()
            .map(|at| {
                let made = now.make(at).map_err(Ok).and_then(|made| {
                    put(&now.outputs[at].0, &made.bytes).map_err(Err)?;
                    Ok(Memo {
                        hash: Some(hash::of(&made.bytes)),
                        reads: made.reads,
                        templates: made.templates,
                        components: made.components,
                        is_stale: false,
                    })
                });
                (at, made)
            })
            .collect();
        for (at, made) in made {
            match made {
                Ok(memo) => self.memos[at] = memo,
                Err(Ok(fault)) => {
                    // It would fail again until something changes.
                    self.memos[at] = Memo::default();
                    faults_once(&mut self.late, fault);
                }
                Err(Err(failed)) => out.failed = out.failed.or(Some(failed)),
            }
        }
        diag::sort(&mut self.late);
        out.diags = self.late.clone();
        out
    }

    /// Makes stale pages, `most` of them at most, to know what they rest on, their hashes and their faults.
    pub fn make(&mut self, most: usize) -> Settled<Infallible> {
        self.settle(most, |_, _| Ok(()))
    }

    /// The outputs that were made and are not stale, with the hash of their bytes.
    pub fn settled(&self) -> impl Iterator<Item = (&str, u128)> {
        let outputs = self.now.iter().flat_map(|now| now.paths());
        outputs.zip(&self.memos).filter(|(_, memo)| !memo.is_stale).filter_map(|(path, memo)| Some((path, memo.hash?)))
    }

    /// Makes outputs stale, whatever they rest on.
    pub fn remake(&mut self, paths: &BTreeSet<String>) {
        let Some(now) = &self.now else { return };
        for (path, memo) in now.paths().zip(&mut self.memos) {
            memo.is_stale |= paths.contains(path);
        }
    }

    /// The paths of outputs that another site does not have, or has with other bytes; both ways.
    pub fn differing(&self, other: &Site) -> Vec<String> {
        let (mine, others): (BTreeMap<_, _>, BTreeMap<_, _>) = (self.settled().collect(), other.settled().collect());
        let differs = |path: &&&str| mine.get(**path) != others.get(**path);
        let all: BTreeSet<&&str> = mine.keys().chain(others.keys()).collect();
        all.iter().filter(|path| differs(path)).map(|path| path.to_string()).collect()
    }

    /// The site at this moment; none before the first update without errors.
    pub fn now(&self) -> Option<&Arc<Snapshot>> {
        self.now.as_ref()
    }

    /// The knowledge base and the theme of the last update, faulty or not; none before the first.
    pub fn known(&self) -> Option<(&Arc<Kb>, &Arc<Theme>)> {
        self.kb.as_ref().zip(self.theme.as_ref().map(|(_, theme, _)| theme))
    }

    /// Every file of `content/` as it was read, drafts too, in no order.
    pub fn docs(&self) -> impl Iterator<Item = &Arc<Doc>> {
        self.docs.values()
    }

    /// One hash of all that the pages are made from: every source, how it is built, and the program that does it.
    pub fn print(&self, program: u128) -> u128 {
        let mut all = format!("{program:x} {:?}\n", self.options.drafts);
        for (path, source) in &self.sources.files {
            all.push_str(&format!("{path}\0{:x}\n", source.hash));
        }
        hash::of(all.as_bytes())
    }

    /// How many outputs are still to be made.
    pub fn left(&self) -> usize {
        self.memos.iter().filter(|memo| memo.is_stale).count()
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    fn read_config(&mut self, diags: &mut Diags) {
        let path: Arc<str> = "site.toml".into();
        let Some(source) = self.sources.files.get(&path) else {
            diags.push(config::missing(&path));
            return;
        };
        self.config.read(source.hash, || config::read(&path, &source.bytes));
        diags.extend(self.config.diags.iter().cloned());
    }

    /// The docs have been parsed as their files were read.
    fn read_docs(&mut self, diags: &mut Diags) {
        let files = &self.sources.files;
        self.docs.retain(|path, _| files.contains_key(path));
        diags.extend(self.docs.values().flat_map(|doc| doc.diags.iter().cloned()));
        diags.extend(doc::paths::check(files.keys()));
    }

    fn read_lock(&mut self, diags: &mut Diags) -> Arc<Lock> {
        let path: Arc<str> = "evidence.lock".into();
        match self.sources.files.get(&path) {
            Some(source) => self.lock.read(source.hash, || lock(&path, &source.bytes)),
            None if self.lock.hash.is_some() => self.lock = Read::default(),
            None => {}
        }
        diags.extend(self.lock.diags.iter().cloned());
        self.lock.value.clone()
    }

    fn read_theme(&mut self) -> (Arc<Theme>, Diags) {
        let files: Vec<SiteFile> = self
            .sources
            .files
            .iter()
            .filter_map(|(path, source)| {
                let name = path.strip_prefix("templates/")?;
                let wanted = is_template(name) || name.starts_with("strings/");
                wanted.then(|| (path.clone(), String::from_utf8_lossy(&source.bytes).into()))
            })
            .collect();
        let mut all = self.config.value.lang.clone().into_bytes();
        for (path, text) in &files {
            all.extend_from_slice(path.as_bytes());
            all.extend_from_slice(&hash::of(text.as_bytes()).to_le_bytes());
        }
        let key = hash::of(&all);
        match &self.theme {
            Some((known, theme, diags)) if *known == key => (theme.clone(), diags.clone()),
            _ => {
                let (theme, diags) = Theme::load(&files, &self.config.value.lang);
                let theme = Arc::new(theme);
                self.theme = Some((key, theme.clone(), diags.clone()));
                (theme, diags)
            }
        }
    }

    pub fn diags(&self) -> Diags {
        self.diags.clone()
    }

    /// The text of a source file, for excerpts.
    pub fn text_of(&self, path: &str) -> Option<Arc<str>> {
        if let Some(name) = path.strip_prefix("default/") {
            return theme::TEMPLATES.iter().find(|(n, _)| *n == name).map(|(_, text)| Arc::from(*text));
        }
        let source = self.sources.files.get(path)?;
        if !source.bytes.is_empty() {
            return Some(String::from_utf8_lossy(&source.bytes).into());
        }
        // Places count in the text that was read: of a newer one nothing is shown.
        let bytes = source::open(&self.root, path).ok().filter(|bytes| hash::of(bytes) == source.hash)?;
        Some(String::from_utf8_lossy(&bytes).into())
    }

    /// Where `build` writes, from the site's root or absolute.
    pub fn output(&self) -> &str {
        &self.config.value.output.value
    }

    /// What only `nutgraf check` says.
    pub fn lints(&self, today: jiff::civil::Date) -> Diags {
        self.kb.as_ref().map(|kb| check::lints(kb, today)).unwrap_or_default()
    }

    /// The lock as it should be, and the quotes that could not be proven.
    pub fn prove(&self) -> (String, Diags) {
        let Some(kb) = &self.kb else { return (String::new(), self.diags.clone()) };
        let kept = kept(&self.root, self.sources.files.keys().cloned().collect());
        let (lock, diags) = evidence::prove(kb, kept.as_ref());
        (lock.write(), diags)
    }
}

/// What makes an output stale that was there before.
fn because(
    memo: &Memo,
    (old, was): (&Snapshot, &Output),
    (next, output): (&Snapshot, &Output),
    changed: &Changed,
    same_words: bool,
) -> Option<Because> {
    if memo.is_stale || memo.hash.is_none() {
        return Some(Because::New);
    }
    let fact = || {
        let code = memo.reads.iter().find(|code| changed.has(**code))?;
        Some(Because::of(Fact::of(*code), &old.kb))
    };
    match (was, output) {
        (Output::Page(was), Output::Page(key)) if same_key(was, key, changed) => fact().or_else(|| {
            let template = || view::template(Reader::new(&next.kb, None), key);
            let same = same_words
                && (Arc::ptr_eq(&old.theme, &next.theme)
                    || next.templates(&template(), &memo.components) == memo.templates);
            (!same).then_some(Because::Theme)
        }),
        (Output::Plain(was), Output::Plain(plain)) if was == plain => fact(),
        (Output::Asset(was), Output::Asset(bytes)) if was == bytes => None,
        (Output::File(was, a), Output::File(path, b)) if was == path && a == b => None,
        _ => Some(Because::File),
    }
}

/// Whether two keys mean the same page, the records' numbers told apart.
fn same_key(old: &Key, new: &Key, changed: &Changed) -> bool {
    match (old, new) {
        (Key::Record(a), Key::Record(b)) => changed.now(*a) == Some(*b),
        (Key::Redirect { kind, old, to }, Key::Redirect { kind: k, old: o, to: t }) => {
            kind == k && old == o && changed.now(*to) == Some(*t)
        }
        (a, b) => a == b,
    }
}

fn lock(path: &Arc<str>, bytes: &[u8]) -> (Lock, Diags) {
    match Lock::parse(&String::from_utf8_lossy(bytes)) {
        Ok(lock) => (lock, Diags::new()),
        Err((message, span)) => {
            let fault = Diag::error("lock", format!("evidence.lock cannot be read: {message}"))
                .at(Place::new(path, span))
                .help("delete it and write it anew: nutgraf prove");
            (Lock::default(), vec![fault])
        }
    }
}

/// Opens the kept texts that stand among `files`.
fn kept(root: &Path, files: BTreeSet<Arc<str>>) -> kb::Texts {
    let root = root.to_path_buf();
    Arc::new(move |path: &str| {
        let bytes = files.contains(path).then(|| source::open(&root, path).ok())??;
        Some(String::from_utf8_lossy(&bytes).into())
    })
}

/// A template that fails, fails on many pages: it is told once for each place.
fn faults_once(diags: &mut Diags, fault: Diag) {
    if !diags.iter().any(|d| d.code == fault.code && d.place == fault.place && d.message == fault.message) {
        diags.push(fault);
    }
}
