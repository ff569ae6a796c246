//! Everything that a site puts into its output, by path, and what makes each of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::{Diag, Diags};
use crate::doc;
use crate::doc::body::HoleKind;
use crate::doc::record::Own;
use crate::hash;
use crate::kb::Kb;
use crate::kb::reader::Reader;
use crate::render::theme;
use crate::source::Sources;
use crate::view::plain::{self, Plain};
use crate::view::{self, Assets, Key, fill};

/// What makes a file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    Page(Key),
    Plain(Plain),
    /// A file of the theme.
    Asset(Arc<[u8]>),
    /// A file of the project, copied: its path from the root, and the hash of its bytes.
    File(Arc<str>, u128),
}

impl Output {
    fn words(&self) -> &'static str {
        match self {
            Output::Page(_) => "a page",
            Output::Plain(_) => "a file of data",
            Output::Asset(_) => "a file of the theme",
            Output::File(path, _) if path.starts_with("static/") => "a file in static/",
            Output::File(..) => "a file in content/",
        }
    }
}

/// Paths in the output, and bytes.
type Files = Vec<(String, Arc<[u8]>)>;

/// All outputs, sorted by path. Two with one path are a fault.
pub(super) fn all(kb: &Kb, sources: &Sources, assets: Files, diags: &mut Diags) -> Vec<(String, Output)> {
    let reader = Reader::new(kb, None);
    let mut out: Vec<(String, Output)> = view::keys(reader)
        .into_par_iter()
        .with_min_len(256)
        .map(|key| (view::path(Reader::new(kb, None), &key), Output::Page(key)))
        .collect();
    out.extend(plain::all(reader).into_iter().map(|plain| (plain.path(), Output::Plain(plain))));
    out.extend(assets.into_iter().map(|(path, bytes)| (path, Output::Asset(bytes))));
    let statics = sources.files.keys().filter(|p| p.starts_with("static/")).cloned();
    let files = referenced(kb, sources).into_iter().map(Arc::from).chain(statics);
    out.extend(files.filter_map(|path| {
        let hash = sources.files.get(&path)?.hash;
        Some((fill::published(&path), Output::File(path, hash)))
    }));
    // Stable, so that of two with one path the order above tells which is named first.
    out.par_sort_by(|a, b| a.0.cmp(&b.0));
    for pair in out.windows(2) {
        if let [(path, first), (other, second)] = pair
            && path == other
        {
            let (first, second) = (first.words(), second.words());
            diags.push(
                Diag::error("address-taken", format!("`{path}` would be two things: {first} and {second}"))
                    .help("rename one of them"),
            );
        }
    }
    out
}

/// The theme's files under names that hold their hash, and the addresses that pages use.
pub(super) fn assets(sources: &Sources, config: &Config) -> (Assets, Files) {
    // A site's own style stands in `assets/`, or beside the theme's other files.
    let own: Vec<&[u8]> = ["templates/assets/site.css", "assets/site.css"]
        .iter()
        .filter_map(|path| sources.files.get(*path).map(|s| &*s.bytes))
        .collect();
    let mut out: Vec<(String, Arc<[u8]>)> = Vec::new();
    let mut names: BTreeMap<String, Arc<[u8]>> =
        theme::ASSETS.iter().map(|(name, bytes)| (name.to_string(), Arc::from(*bytes))).collect();
    for (path, source) in &sources.files {
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
    if let Some(accent) = &config.theme.accent {
        style.push_str(&format!("\n:root{{--accent:{}}}\n", accent.value));
    }
    let script = names.get("script.js").cloned().unwrap_or_else(|| Arc::from(&b""[..]));
    let assets = Assets {
        style: add("style.css", style.into_bytes().into()),
        script: add("script.js", script),
        icon: hashed.get("icon.svg").map(|name| format!("assets/{name}")),
        site_style: (!own.is_empty()).then(|| add("site.css", own.join(&b'\n').into())),
    };
    (assets, out)
}

/// Files in `content/` that something refers to.
fn referenced(kb: &Kb, sources: &Sources) -> BTreeSet<String> {
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
    out.retain(|p| p.starts_with("content/") && sources.files.contains_key(p.as_str()));
    out
}

/// `style.css` -> `assets/style-0123456789.css`
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = hash::short(hash::of(bytes));
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}-{hash}.{ending}"),
        None => format!("assets/{name}-{hash}"),
    }
}
