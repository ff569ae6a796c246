//! A site at one moment: everything that its pages are made of, and where they stand. It never changes, so that any
//! thread may ask for any page while the next moment is being read.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Diag;
use crate::hash;
use crate::kb::Kb;
use crate::kb::facts::{Code, Log};
use crate::kb::reader::Reader;
use crate::render::Theme;
use crate::source;
use crate::view::ctx::{Setting, Wants};
use crate::view::fill::Part;
use crate::view::shelf::Shelf;
use crate::view::{self, Assets};

use super::Reads;
use super::outputs::Output;

/// A site at one moment.
pub struct Snapshot {
    pub(super) root: PathBuf,
    pub(super) kb: Arc<Kb>,
    pub(super) theme: Arc<Theme>,
    pub(super) assets: Assets,
    /// Sorted by path.
    pub(super) outputs: Vec<(String, Output)>,
    shelves: [Shelf; 2],
    reads: Reads,
}

/// A file of the output, made.
pub(super) struct Made<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// The facts that it rests on.
    pub reads: Box<[Code]>,
    /// Of the templates that it rests on.
    pub templates: u128,
    /// The components that its body calls.
    pub components: Vec<String>,
}

impl Snapshot {
    pub(super) fn new(
        root: &Path,
        kb: Arc<Kb>,
        theme: Arc<Theme>,
        assets: Assets,
        outputs: Vec<(String, Output)>,
        reads: Reads,
    ) -> Snapshot {
        let records = kb.docs.len();
        let shelves = [Shelf::new(records, ""), Shelf::new(records, "../")];
        Snapshot { root: root.to_path_buf(), kb, theme, assets, outputs, shelves, reads }
    }

    /// The paths of all outputs, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.outputs.iter().map(|(path, _)| path.as_str())
    }

    /// The bytes of an output, made now; none where there is no such path.
    pub fn page(&self, path: &str) -> Option<Result<Arc<[u8]>, Diag>> {
        Some(self.make(self.find(path)?).map(|made| made.bytes.into()))
    }

    /// The place of an output among the others.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.outputs.binary_search_by(|(p, _)| p.as_str().cmp(path)).ok()
    }

    pub(super) fn make(&self, at: usize) -> Result<Made<'_>, Diag> {
        let log = (self.reads == Reads::Remember).then(Log::default);
        let (mut templates, mut components) = (0, Vec::new());
        let bytes = {
            let reader = Reader::new(&self.kb, log.as_ref());
            let setting = Setting { strings: &self.theme.strings, assets: &self.assets, shelves: &self.shelves };
            match &self.outputs[at].1 {
                Output::Page(key) => {
                    let template = view::template(reader, key);
                    let wants = self.theme.closures.template(&template).map_or(&Wants::ALL, |c| &c.wants);
                    let view = view::view(reader, setting, wants, key);
                    if let Some(subject) = &view.subject {
                        components = called(&subject.parts);
                    }
                    templates = self.templates(&view.template, &components);
                    match self.theme.render(view) {
                        Ok(bytes) => bytes.into(),
                        // The whole view tells best what there is, and what was asked for in a way that nobody foresaw.
                        Err(_) => self.theme.render(view::view(reader, setting, &Wants::ALL, key))?.into(),
                    }
                }
                Output::Plain(plain) => plain.bytes(reader, setting).into(),
                Output::Asset(bytes) => (&**bytes).into(),
                Output::File(path, _) => match source::open(&self.root, path) {
                    Ok(bytes) => bytes.into(),
                    Err(error) => return Err(Diag::error("read", format!("cannot read `{path}`: {error}"))),
                },
            }
        };
        Ok(Made { bytes, reads: log.map(Log::finish).unwrap_or_default(), templates, components })
    }

    /// The hash of the templates of a page: its own, and those of the components in its body.
    pub(super) fn templates(&self, template: &str, components: &[String]) -> u128 {
        let closures = &self.theme.closures;
        let own = closures.template(template).map_or(0, |c| c.hash);
        if components.is_empty() {
            return own;
        }
        let mut all = own.to_le_bytes().to_vec();
        components.iter().for_each(|name| all.extend_from_slice(&closures.component(name).to_le_bytes()));
        hash::of(&all)
    }
}

fn called(parts: &[Part]) -> Vec<String> {
    let mut names: Vec<String> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Component { name, .. } => Some(name.clone()),
            Part::Html(_) => None,
        })
        .collect();
    names.sort();
    names.dedup();
    names
}
