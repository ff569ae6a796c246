//! A site as it stands: sources, docs, knowledge base and pages, brought up to date with what is on disk.
//! It does not know where pages go.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::diag::{self, Diag, Diags, Place};
use crate::doc::body::HoleKind;
use crate::doc::component::Literal;
use crate::doc::record::*;
use crate::doc::{self, Doc};
use crate::hash;
pub use crate::kb::Drafts;
use crate::kb::proof::Lock;
use crate::kb::reader::Reader;
use crate::kb::{self, Kb, check, evidence};
use crate::render::{SiteFile, Theme, is_template, theme};
use crate::source::{self, Sources};
use crate::view::{self, Assets, component, fill};

/// Paths in the output, and bytes.
type Files = Vec<(String, Arc<[u8]>)>;

/// How a site is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub drafts: Drafts,
}

/// What an update changed.
#[derive(Debug, Default)]
pub struct Delta {
    /// Paths in the output whose bytes are new.
    pub changed: Vec<String>,
    pub gone: Vec<String>,
    /// Every fault of the sources as they are now.
    pub diags: Diags,
}

/// A site in memory. After an update with errors, the pages are those of the last good one.
pub struct Site {
    root: PathBuf,
    options: Options,
    sources: Sources,
    scanned: Diags,
    config: Arc<Config>,
    docs: HashMap<Arc<str>, Arc<Doc>>,
    kb: Option<Arc<Kb>>,
    theme: Option<(u128, Arc<Theme>, Diags)>,
    pages: BTreeMap<String, Arc<[u8]>>,
    diags: Diags,
    read: bool,
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
            config: Arc::new(Config::default()),
            docs: HashMap::new(),
            kb: None,
            theme: None,
            pages: BTreeMap::new(),
            diags: Diags::new(),
            read: false,
        })
    }

    /// Brings everything up to date with the disk.
    pub fn update(&mut self) -> io::Result<Delta> {
        let (sources, scanned) = source::scan(&self.root, Some(&self.sources))?;
        let same = self.read && source::diff(&self.sources, &sources).is_empty() && scanned == self.scanned;
        self.sources = sources;
        if same {
            return Ok(Delta { diags: self.diags.clone(), ..Delta::default() });
        }
        self.read = true;
        self.scanned = scanned;
        let mut diags = self.scanned.clone();
        let pages = self.make(&mut diags);
        diag::sort(&mut diags);
        diags.dedup();
        self.diags = diags.clone();
        let mut delta = Delta { diags, ..Delta::default() };
        if let Some(pages) = pages
            && !diag::has_errors(&self.diags)
        {
            delta.changed =
                pages.iter().filter(|(p, b)| self.pages.get(*p) != Some(b)).map(|(p, _)| p.clone()).collect();
            delta.gone = self.pages.keys().filter(|p| !pages.contains_key(*p)).cloned().collect();
            self.pages = pages;
        }
        Ok(delta)
    }

    /// Reads and checks everything, and makes every page where nothing is wrong.
    fn make(&mut self, diags: &mut Diags) -> Option<BTreeMap<String, Arc<[u8]>>> {
        self.read_config(diags);
        self.read_docs(diags);
        let lock = Arc::new(self.read_lock(diags));
        let theme = self.read_theme();
        diags.extend(theme.1.iter().cloned());
        let theme = theme.0;
        let files: BTreeSet<Arc<str>> = self.sources.files.keys().cloned().collect();
        let input = kb::Input {
            config: self.config.clone(),
            docs: self.docs.values().cloned().collect(),
            lock,
            drafts: self.options.drafts,
            kept: kept(&self.root, files.clone()),
            files: Arc::new(move |path: &str| files.contains(path)),
        };
        let (kb, faults) = Kb::build(input);
        diags.extend(faults);
        components(&kb, &theme, diags);
        let kb = Arc::new(kb);
        self.kb = Some(kb.clone());
        if diag::has_errors(diags) {
            return None;
        }
        self.pages(&kb, &theme, diags)
    }

    fn pages(&self, kb: &Arc<Kb>, theme: &Theme, diags: &mut Diags) -> Option<BTreeMap<String, Arc<[u8]>>> {
        let reader = Reader::new(kb);
        let (assets, files) = self.assets();
        let keys = view::keys(reader);
        let made: Vec<Result<(String, Vec<u8>), Diag>> = keys
            .par_iter()
            .map(|key| {
                let view = view::view(reader, &theme.strings, &assets, key);
                let path = view.path.clone();
                theme.render(view).map(|bytes| (path, bytes))
            })
            .collect();
        let mut out = Outputs::default();
        for page in made {
            match page {
                Ok((path, bytes)) => out.add(path, bytes.into(), "a page", diags),
                Err(fault) => faults_once(diags, fault),
            }
        }
        for (path, bytes) in view::files(reader, &theme.strings) {
            out.add(path, bytes.into(), "a file of data", diags);
        }
        for (path, bytes) in files {
            out.add(path, bytes, "a file of the theme", diags);
        }
        for path in self.referenced(kb).into_iter().chain(self.statics()) {
            match source::open(&self.root, &path) {
                Ok(bytes) => {
                    let what = if path.starts_with("static/") { "a file in static/" } else { "a file in content/" };
                    out.add(fill::published(&path), bytes.into(), what, diags);
                }
                Err(error) => diags.push(Diag::error("read", format!("cannot read `{path}`: {error}"))),
            }
        }
        (!diag::has_errors(diags)).then_some(out.files)
    }

    fn read_config(&mut self, diags: &mut Diags) {
        let path: Arc<str> = "site.toml".into();
        match self.sources.files.get(&path) {
            Some(source) => {
                let (config, faults) = config::read(&path, &source.bytes);
                diags.extend(faults);
                self.config = Arc::new(config);
            }
            None => diags.push(config::missing(&path)),
        }
    }

    fn read_docs(&mut self, diags: &mut Diags) {
        let before = std::mem::take(&mut self.docs);
        let files: Vec<_> =
            self.sources.files.iter().filter(|(p, _)| p.starts_with("content/") && p.ends_with(".md")).collect();
        let docs: Vec<Arc<Doc>> = files
            .par_iter()
            .filter_map(|(path, source)| match before.get(*path) {
                Some(doc) if doc.hash == source.hash => Some(doc.clone()),
                _ => doc::parse(path, &source.bytes, source.hash).map(Arc::new),
            })
            .collect();
        for doc in docs {
            diags.extend(doc.diags.iter().cloned());
            self.docs.insert(doc.path.clone(), doc);
        }
        diags.extend(doc::paths::check(self.sources.files.keys()));
    }

    fn read_lock(&self, diags: &mut Diags) -> Lock {
        let path: Arc<str> = "evidence.lock".into();
        let Some(source) = self.sources.files.get(&path) else { return Lock::default() };
        match Lock::parse(&String::from_utf8_lossy(&source.bytes)) {
            Ok(lock) => lock,
            Err((message, span)) => {
                diags.push(
                    Diag::error("lock", format!("evidence.lock cannot be read: {message}"))
                        .at(Place::new(&path, span))
                        .help("delete it and write it anew: nutgraf prove"),
                );
                Lock::default()
            }
        }
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
        let mut all = self.config.lang.clone().into_bytes();
        for (path, text) in &files {
            all.extend_from_slice(path.as_bytes());
            all.extend_from_slice(&hash::of(text.as_bytes()).to_le_bytes());
        }
        let key = hash::of(&all);
        match &self.theme {
            Some((known, theme, diags)) if *known == key => (theme.clone(), diags.clone()),
            _ => {
                let (theme, diags) = Theme::load(&files, &self.config.lang);
                let theme = Arc::new(theme);
                self.theme = Some((key, theme.clone(), diags.clone()));
                (theme, diags)
            }
        }
    }

    /// The theme's files under names that hold their hash, and the addresses that pages use.
    fn assets(&self) -> (Assets, Files) {
        let own = |path: &str| self.sources.files.get(path).map(|s| s.bytes.clone());
        let mut out: Vec<(String, Arc<[u8]>)> = Vec::new();
        let mut names: BTreeMap<String, Arc<[u8]>> =
            theme::ASSETS.iter().map(|(name, bytes)| (name.to_string(), Arc::from(*bytes))).collect();
        for (path, source) in &self.sources.files {
            if let Some(name) = path.strip_prefix("templates/assets/") {
                names.insert(name.to_string(), source.bytes.clone());
            }
        }
        let mut hashed: BTreeMap<String, String> = BTreeMap::new();
        for (name, bytes) in names.iter().filter(|(n, _)| !n.ends_with(".css") && !n.ends_with(".js")) {
            // Licences stand beside the fonts under their own names.
            let path = if name.ends_with(".txt") || name.ends_with(".md") {
                format!("assets/{name}")
            } else {
                hashed_name(name, bytes)
            };
            hashed.insert(name.clone(), path.trim_start_matches("assets/").to_string());
            out.push((path, bytes.clone()));
        }
        let mut add = |name: &str, bytes: Arc<[u8]>| {
            let path = hashed_name(name, &bytes);
            out.push((path.clone(), bytes));
            path
        };
        let mut style = names.get("style.css").map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default();
        for (name, to) in &hashed {
            style = style
                .replace(&format!("url({name})"), &format!("url({to})"))
                .replace(&format!("url(\"{name}\")"), &format!("url(\"{to}\")"));
        }
        if let Some(accent) = &self.config.theme.accent {
            style.push_str(&format!("\n:root{{--accent:{}}}\n", accent.value));
        }
        let script = names.get("script.js").cloned().unwrap_or_else(|| Arc::from(&b""[..]));
        let assets = Assets {
            style: add("style.css", style.into_bytes().into()),
            script: add("script.js", script),
            icon: hashed.get("icon.svg").map(|name| format!("assets/{name}")),
            site_style: own("assets/site.css").map(|bytes| add("site.css", bytes)),
        };
        (assets, out)
    }

    /// Files in `content/` that something refers to.
    fn referenced(&self, kb: &Kb) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        for doc in kb.docs.iter().chain(kb.intros.values()) {
            let fragments = std::iter::once(&doc.body.main).chain(doc.body.footnotes.iter().map(|(_, _, f)| f));
            for hole in fragments.flat_map(|f| &f.holes) {
                if let HoleKind::File { path } = &hole.kind {
                    out.insert(path.clone());
                }
            }
            let image = match &doc.record.own {
                Own::Article(a) => a.image.as_ref(),
                Own::Actor(a) => a.image.as_ref(),
                _ => None,
            };
            if let Some(image) = image
                && let doc::address::Address::File(path) = doc::address::of(&doc.path, &image.src.value)
            {
                out.insert(path);
            }
        }
        out.retain(|p| p.starts_with("content/") && self.sources.files.contains_key(p.as_str()));
        out
    }

    fn statics(&self) -> impl Iterator<Item = String> {
        self.sources.files.keys().filter(|p| p.starts_with("static/")).map(|p| p.to_string())
    }

    pub fn page(&self, path: &str) -> Option<Arc<[u8]>> {
        self.pages.get(path).cloned()
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.pages.keys().map(String::as_str)
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
        Some(String::from_utf8_lossy(&source.bytes).into())
    }

    /// Where `build` writes, from the site's root or absolute.
    pub fn output(&self) -> &str {
        &self.config.output.value
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

    /// The records that a page rests on, or the pages that rest on a record, each with the reason; the error offers
    /// the nearest name.
    pub fn why(&self, what: &str) -> Result<Vec<String>, Option<String>> {
        let (Some(kb), Some(strings)) = (&self.kb, self.strings()) else { return Err(None) };
        let reader = Reader::new(kb);
        let page_of = |sym| view::path(reader, &view::Key::Record(sym));
        let mut lines: Vec<String> = Vec::new();
        if let Some(sym) = reader.sym(what) {
            let kind = reader.doc(sym).kind;
            lines.push(format!("{} (its own page)", page_of(sym)));
            if kind != Kind::Page {
                lines.push(format!("{}/index.html (its list)", kind.folder()));
            }
            lines.extend(reader.back(sym).iter().map(|(s, field)| format!("{} ({field})", page_of(*s))));
            lines.extend(reader.mentions(sym).iter().map(|m| format!("{} (named in its text)", page_of(m.from))));
        } else {
            let page = what.trim_start_matches("./");
            let Some(sym) = reader.all().find(|s| page_of(*s) == page) else {
                return Err(diag::nearest(what, reader.all().map(|s| reader.doc(s).id.as_str())).map(String::from));
            };
            let ctx = view::ctx::Ctx::new(reader, strings, page);
            lines.push(format!("{} (its own file)", reader.doc(sym).path));
            doc::refs::each(&reader.doc(sym).record, |field, reference, _| {
                lines.extend(reader.sym(&reference.value).map(|s| format!("{} ({field})", reader.doc(s).path)));
            });
            lines.extend(
                view::record::used(&ctx, sym)
                    .into_iter()
                    .map(|s| format!("{} (named in its text)", reader.doc(s).path)),
            );
            lines.extend(reader.back(sym).iter().map(|(s, field)| format!("{} ({field})", reader.doc(*s).path)));
            lines.extend(reader.mentions(sym).iter().map(|m| format!("{} (names it)", reader.doc(m.from).path)));
        }
        lines.sort();
        lines.dedup();
        Ok(lines)
    }

    fn strings(&self) -> Option<&crate::text::strings::Strings> {
        self.theme.as_ref().map(|(_, theme, _)| &theme.strings)
    }

    /// The knowledge base and the theme of the last update, faulty or not; none before the first.
    pub fn known(&self) -> Option<(&Arc<Kb>, &Arc<Theme>)> {
        self.kb.as_ref().zip(self.theme.as_ref().map(|(_, theme, _)| theme))
    }

    /// Every file of `content/` as it was read, drafts too, in no order.
    pub fn docs(&self) -> impl Iterator<Item = &Arc<Doc>> {
        self.docs.values()
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

/// The files of the output, and what made each of them.
#[derive(Default)]
struct Outputs {
    files: BTreeMap<String, Arc<[u8]>>,
    what: HashMap<String, &'static str>,
}

impl Outputs {
    fn add(&mut self, path: String, bytes: Arc<[u8]>, what: &'static str, diags: &mut Diags) {
        if let Some(other) = self.what.insert(path.clone(), what) {
            diags.push(
                Diag::error("address-taken", format!("`{path}` would be two things: {other} and {what}"))
                    .help("rename one of them"),
            );
        }
        self.files.insert(path, bytes);
    }
}

/// A template that fails, fails on many pages: it is told once for each place.
fn faults_once(diags: &mut Diags, fault: Diag) {
    if !diags.iter().any(|d| d.code == fault.code && d.place == fault.place && d.message == fault.message) {
        diags.push(fault);
    }
}

/// `style.css` -> `assets/style-0123456789.css`
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = hash::short(hash::of(bytes));
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}-{hash}.{ending}"),
        None => format!("assets/{name}-{hash}"),
    }
}

/// Component calls in Markdown: the component and its arguments must exist, and the records they name.
fn components(kb: &Kb, theme: &Theme, diags: &mut Diags) {
    for doc in kb.docs.iter().chain(kb.intros.values()) {
        for hole in &doc.body.main.holes {
            let HoleKind::Component { name, args } = &hole.kind else { continue };
            let error = |code, message: String| kb::error_at(code, message, doc, &hole.span);
            let Some((_, known)) = component::OWN.iter().find(|(own, _)| own == name) else {
                let names: Vec<String> = args.iter().map(|(k, _)| k.clone()).collect();
                if !theme.has_component(name) {
                    let mut diag = error("unknown-component", format!("there is no component `{name}`"));
                    let all = component::OWN.iter().map(|(n, _)| *n).chain(theme.components());
                    if let Some(near) = diag::nearest(name, all) {
                        diag = diag.help(format!("did you mean `{near}`?"));
                    }
                    diags.push(diag);
                } else if let Some(fault) = theme.call_fault(name, &names) {
                    diags.push(error("component", fault));
                }
                continue;
            };
            for (key, value) in args {
                let Some((_, kind)) = known.iter().find(|(k, _)| k == key) else {
                    let all: Vec<&str> = known.iter().map(|(k, _)| *k).collect();
                    diags.push(
                        error("unknown-argument", format!("`{name}` takes no argument `{key}`"))
                            .help(format!("it takes: {}", if all.is_empty() { "none".into() } else { all.join(", ") })),
                    );
                    continue;
                };
                let named = matches!(key.as_str(), "id" | "actor");
                if let (true, Literal::Text(id)) = (named, value) {
                    let found = kb.sym(id).map(|s| kb.doc(s).kind);
                    if found.is_none() || kind.is_some_and(|k| found != Some(k)) {
                        let word = kind.map_or("record", Kind::word);
                        let mut diag = error("unknown-record", format!("no {word} has the id `{id}`"));
                        let fitting =
                            kb.docs.iter().filter(|d| kind.is_none_or(|k| d.kind == k)).map(|d| d.id.as_str());
                        if let Some(near) = diag::nearest(id, fitting) {
                            diag = diag.help(format!("did you mean `{near}`?"));
                        }
                        diags.push(diag);
                    }
                }
            }
            let needs = match name.as_str() {
                "card" | "quote" => Some("id"),
                _ => None,
            };
            if let Some(key) = needs.filter(|key| !args.iter().any(|(k, _)| k == key)) {
                diags.push(
                    error("component", format!("`{name}` needs the argument `{key}`"))
                        .help(format!("{{{{<{name} {key}=\"…\" />}}}}")),
                );
            }
        }
    }
}
