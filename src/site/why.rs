//! Why a page is as it is: the facts that it rests on, and which pages rest on a record. Both are answered from what the
//! pages themselves wrote down while they were made.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Reads, Site, Snapshot};
use crate::diag;
use crate::doc::Doc;
use crate::kb::facts::Fact;
use crate::kb::{Kb, Sym};

/// What made a page stale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// It was not there before, or is another thing now.
    New,
    /// A template, the words of the theme or the address of a style changed.
    Theme,
    /// The file that is copied changed.
    File,
    /// Something of a record: its id, and what of it.
    Record(String, String),
    /// Something of the whole site.
    Site(String),
}

impl Because {
    pub(super) fn of(fact: Fact, kb: &Kb) -> Because {
        match fact.sym() {
            Some(sym) => Because::Record(kb.doc(sym).id.clone(), fact.words()),
            None => Because::Site(fact.words()),
        }
    }
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Why {
    /// The page that rests on it.
    pub page: String,
    /// The record that it rests on; none for something of the whole site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The record's file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What of it: `fields`, `text`, `name and summary`.
    pub what: Vec<String>,
}

impl Why {
    fn of(page: &str, doc: &Doc, what: Vec<String>) -> Why {
        Why { page: page.to_string(), id: Some(doc.id.clone()), file: Some(doc.path.to_string()), what }
    }
}

impl Site {
    /// What a page rests on, or which pages rest on a record. The error offers the nearest name. Pages that remember
    /// nothing are made again for it.
    pub fn why(&mut self, what: &str) -> Result<Vec<Why>, Option<String>> {
        let Some(now) = self.now.clone() else { return Err(None) };
        let page = what.trim_start_matches("./");
        match (now.kb.sym(what), now.find(page)) {
            (Some(sym), _) => Ok(self.pages_of(&now, sym)),
            (None, Some(at)) => Ok(self.facts_of(&now, at)),
            (None, None) => Err(diag::nearest(what, now.kb.known_ids().chain(now.paths())).map(String::from)),
        }
    }

    /// The pages that read something of a record.
    fn pages_of(&mut self, now: &Snapshot, sym: Sym) -> Vec<Why> {
        self.remember();
        let mut out = Vec::new();
        for (page, memo) in now.paths().zip(&self.memos) {
            let facts = memo.reads.iter().map(|code| Fact::of(*code)).filter(|fact| fact.sym() == Some(sym));
            let what: Vec<String> = facts.map(Fact::words).collect();
            if !what.is_empty() {
                out.push(Why::of(page, now.kb.doc(sym), what));
            }
        }
        out
    }

    /// The facts that a page read, by record.
    fn facts_of(&mut self, now: &Snapshot, at: usize) -> Vec<Why> {
        self.remember();
        let page = now.paths().nth(at).unwrap_or_default();
        let mut records: BTreeMap<Sym, Vec<String>> = BTreeMap::new();
        let mut site = Vec::new();
        for fact in self.memos.get(at).into_iter().flat_map(|m| m.reads.iter()).map(|code| Fact::of(*code)) {
            match fact.sym() {
                Some(sym) => records.entry(sym).or_default().push(fact.words()),
                None => site.push(fact.words()),
            }
        }
        let mut out: Vec<Why> = records.into_iter().map(|(sym, what)| Why::of(page, now.kb.doc(sym), what)).collect();
        site.dedup();
        if !site.is_empty() {
            out.push(Why { page: page.to_string(), id: None, file: None, what: site });
        }
        out
    }

    /// Makes every page that has not told yet what it rests on.
    fn remember(&mut self) {
        debug_assert!(self.options.reads == Reads::Remember, "a site that forgets cannot tell why");
        drop(self.make(usize::MAX));
    }
}
