//! What can be wrong, and how it is told: a level, a stable code, a message, a place, and what to type instead.
//! Nothing here knows records or pages; printing is done by `cli` with the writers in this folder.

use std::ops::Range;
use std::sync::Arc;

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
