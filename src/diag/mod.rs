//! What can be wrong, and how it is told: a level, a stable code, a message, a place, and what to type instead.
//! Nothing here knows records or pages; printing is done by `cli` with the writers in this folder.

pub mod json;
pub mod lines;
mod suggest;
pub mod terminal;

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

pub use suggest::nearest;

/// How bad it is. An error stops the build; a warning is said and the page is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Error,
    Warning,
}

/// A stretch of one file: its path from the site's root (always with `/`) and a byte range in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub path: Arc<str>,
    pub start: usize,
    pub end: usize,
}

impl Place {
    pub fn new(path: &Arc<str>, range: Range<usize>) -> Place {
        Place { path: path.clone(), start: range.start, end: range.end.max(range.start) }
    }

    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// One thing to tell the author.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diag {
    pub level: Level,
    /// Stable, kebab-case: `unknown-actor`.
    pub code: &'static str,
    /// One line, no full stop.
    pub message: String,
    pub place: Option<Place>,
    /// Further places, each with its words.
    pub labels: Vec<(Place, String)>,
    /// What to do or to type, a line each.
    pub help: Vec<String>,
}

impl Diag {
    pub fn error(code: &'static str, message: impl Into<String>) -> Diag {
        Diag { level: Level::Error, code, message: message.into(), place: None, labels: Vec::new(), help: Vec::new() }
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Diag {
        Diag { level: Level::Warning, ..Diag::error(code, message) }
    }

    pub fn at(mut self, place: Place) -> Diag {
        self.place = Some(place);
        self
    }

    pub fn label(mut self, place: Place, words: impl Into<String>) -> Diag {
        self.labels.push((place, words.into()));
        self
    }

    pub fn help(mut self, line: impl Into<String>) -> Diag {
        self.help.push(line.into());
        self
    }
}

/// All that a stage found. Order does not matter: the writers sort by file and offset.
pub type Diags = Vec<Diag>;

/// Whether anything here stops a build.
pub fn has_errors(diags: &[Diag]) -> bool {
    diags.iter().any(|d| d.level == Level::Error)
}

/// Puts diagnostics in the order they are told: by file and offset, errors before warnings at one place; one that has
/// no place comes first, one that was found twice stays once.
pub fn sort(diags: &mut Diags) {
    diags.sort_by(order);
    diags.dedup();
}

fn order(a: &Diag, b: &Diag) -> Ordering {
    let key = |d: &Diag| (d.level, d.code);
    let start = |d: &Diag| d.place.as_ref().map(|p| p.start);
    let path = |d: &Diag| d.place.as_ref().map(|p| p.path.clone());
    path(a)
        .cmp(&path(b))
        .then_with(|| start(a).cmp(&start(b)))
        .then_with(|| key(a).cmp(&key(b)))
        .then_with(|| a.place.cmp(&b.place))
        .then_with(|| a.message.cmp(&b.message))
        .then_with(|| a.help.cmp(&b.help))
        .then_with(|| a.labels.cmp(&b.labels))
}

/// `text_of`, asked once for each file: many faults stand in one.
pub fn remembering<'a>(text_of: &'a dyn Fn(&str) -> Option<Arc<str>>) -> impl Fn(&str) -> Option<Arc<str>> + use<'a> {
    let known: std::cell::RefCell<std::collections::HashMap<String, Option<Arc<str>>>> = std::cell::RefCell::default();
    move |path| {
        if let Some(text) = known.borrow().get(path) {
            return text.clone();
        }
        let text = text_of(path);
        known.borrow_mut().insert(path.to_string(), text.clone());
        text
    }
}

/// The order of [`sort`], for the writers, which change nothing.
fn ordered(diags: &[Diag]) -> Vec<&Diag> {
    let mut sorted: Vec<&Diag> = diags.iter().collect();
    sorted.sort_by(|a, b| order(a, b));
    sorted.dedup();
    sorted
}
