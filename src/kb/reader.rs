//! The one way by which views see the knowledge base.
//! Every method hands out one fact about one record, one list or the configuration, and nothing else.

use std::sync::Arc;

use super::proof::Proof;
use super::totals::{self, Totals};
use super::{AutoLink, Kb, Mention, Sym};
use crate::config::Config;
use crate::doc::Doc;
use crate::doc::record::*;

/// A view's access to the site.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    kb: &'a Kb,
}

impl<'a> Reader<'a> {
    pub fn new(kb: &'a Kb) -> Reader<'a> {
        Reader { kb }
    }

    pub fn config(self) -> &'a Config {
        &self.kb.config
    }

    pub fn doc(self, sym: Sym) -> &'a Arc<Doc> {
        self.kb.doc(sym)
    }

    /// What an id means, an old one too.
    pub fn sym(self, id: &str) -> Option<Sym> {
        self.kb.sym(id)
    }

    /// The records of a kind in the order of their list.
    pub fn list(self, kind: Kind) -> &'a [Sym] {
        self.kb.lists.get(&kind).map_or(&[], |l| l.as_slice())
    }

    /// Where a record stands in the list of its kind.
    pub fn position(self, sym: Sym) -> u32 {
        self.kb.positions.get(sym.0 as usize).copied().unwrap_or(u32::MAX)
    }

    /// What a record's body names, in the order of the text: where in its HTML, and whom.
    pub fn named(self, sym: Sym) -> &'a [(usize, Sym)] {
        self.kb.named.get(sym.0 as usize).map_or(&[], |n| n.as_slice())
    }

    /// How many records of a kind stand on the site and are not ranked down.
    pub fn count(self, kind: Kind) -> usize {
        self.kb.counts.get(&kind).copied().unwrap_or(0)
    }

    /// How many quotes the site rests on.
    pub fn quotes(self) -> usize {
        self.kb.quotes
    }

    /// Plain pages, by id.
    pub fn pages(self) -> impl Iterator<Item = Sym> + 'a {
        self.kb.syms().filter(move |s| self.kb.doc(*s).kind == Kind::Page)
    }

    /// Every record and page, withdrawn ones too, by id.
    pub fn all(self) -> impl Iterator<Item = Sym> + 'a {
        self.kb.syms()
    }

    pub fn intro(self, kind: Kind) -> Option<&'a Arc<Doc>> {
        self.kb.intros.get(&kind)
    }

    /// Who points here, with the field that does.
    pub fn back(self, sym: Sym) -> &'a [(Sym, &'static str)] {
        self.kb.back.get(sym.0 as usize).map_or(&[], |b| b.as_slice())
    }

    /// Where the prose of other records names this one.
    pub fn mentions(self, sym: Sym) -> &'a [Mention] {
        self.kb.mentions.get(sym.0 as usize).map_or(&[], |m| m.as_slice())
    }

    /// The links that nutgraf makes in a record's body.
    pub fn links(self, sym: Sym) -> &'a [AutoLink] {
        self.kb.links.get(sym.0 as usize).map_or(&[], |l| l.as_slice())
    }

    /// What the lock says of a quote.
    pub fn proof(self, source: Sym, quote: &str, at: Option<&str>) -> Option<&'a Proof> {
        self.kb.lock.get(&self.kb.doc(source).id, quote, at)
    }

    /// The text of a source, where it is published.
    pub fn text(self, source: Sym) -> Option<&'a Arc<str>> {
        self.kb.texts.get(&self.kb.doc(source).id)
    }

    pub fn totals(self, deals: &[Sym]) -> Totals {
        totals::of(self.kb, deals)
    }
}

/// A record's name: its own, or for a quote its speaker and first words, or its id.
pub fn name_of(doc: &Doc) -> String {
    if let Some(name) = &doc.record.common.name {
        return name.value.clone();
    }
    if let Own::Quote(q) = &doc.record.own
        && let Some(text) = &q.text
    {
        let words: Vec<&str> = text.value.split_whitespace().take(6).collect();
        let more = if text.value.split_whitespace().count() > 6 { "…" } else { "" };
        return format!("“{}{more}”", words.join(" ").trim_end_matches([',', '.', ';', ':']));
    }
    doc.id.clone()
}
