//! The one way by which views see the knowledge base. Every method hands out one fact, and writes down which.

use std::sync::Arc;

use super::facts::{Code, Fact, Log};
use super::head::Head;
use super::proof::Proof;
use super::sentences::Sentence;
use super::totals::{self, Totals};
use super::{AutoLink, Kb, Mention, Name, Sym};
use crate::config::Config;
use crate::doc::Doc;
use crate::doc::body::Body;
use crate::doc::record::*;

/// A view's access to the site.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    kb: &'a Kb,
    /// Where reads are written down; nowhere in a build that ends with its pages.
    log: Option<&'a Log>,
}

impl<'a> Reader<'a> {
    pub fn new(kb: &'a Kb, log: Option<&'a Log>) -> Reader<'a> {
        Reader { kb, log }
    }

    /// The same access, written down elsewhere.
    pub fn logging<'b>(self, log: Option<&'b Log>) -> Reader<'b>
    where
        'a: 'b,
    {
        Reader { kb: self.kb, log }
    }

    pub fn is_logging(self) -> bool {
        self.log.is_some()
    }

    /// Writes down what was read for a piece that is shared.
    pub fn also(self, codes: &[Code]) {
        if let Some(log) = self.log {
            log.also(codes);
        }
    }

    fn read(self, fact: Fact) -> &'a Kb {
        if let Some(log) = self.log {
            log.add(fact);
        }
        self.kb
    }

    fn doc(self, fact: Fact, sym: Sym) -> &'a Doc {
        self.read(fact).doc(sym)
    }

    pub fn config(self) -> &'a Config {
        &self.read(Fact::Config).config
    }

    /// A record as others show it.
    pub fn head(self, sym: Sym) -> Head<'a> {
        Head::of(self.doc(Fact::Head(sym), sym))
    }

    /// The fields of a record.
    pub fn record(self, sym: Sym) -> &'a Record {
        &self.doc(Fact::Record(sym), sym).record
    }

    /// The file of a record, from the site's root.
    pub fn path(self, sym: Sym) -> &'a Arc<str> {
        &self.doc(Fact::Record(sym), sym).path
    }

    pub fn body(self, sym: Sym) -> &'a Body {
        &self.doc(Fact::Body(sym), sym).body
    }

    /// What an id means, an old one too.
    pub fn sym(self, id: &str) -> Option<Sym> {
        if let Some(sym) = self.kb.ids.get(id) {
            // Whoever asks reads something of the record next; if it goes, so does that.
            return Some(*sym);
        }
        let old = self.read(Fact::Old).old.get(id).copied();
        if old.is_none() {
            self.read(Fact::Absent);
        }
        old
    }

    /// The records of a kind in the order of their list.
    pub fn list(self, kind: Kind) -> &'a [Sym] {
        self.read(Fact::List(kind)).lists.get(&kind).map_or(&[], |l| l.as_slice())
    }

    /// Whether a kind has a list page: it has records, or an introduction.
    pub fn has_list(self, kind: Kind) -> bool {
        self.has_records(kind) || self.kb.intros.contains_key(&kind)
    }

    /// Whether there are records of a kind.
    pub fn has_records(self, kind: Kind) -> bool {
        self.read(Fact::Has(kind)).lists.get(&kind).is_some_and(|l| !l.is_empty())
    }

    /// Sorts records as the list of their kind has them.
    pub fn sort(self, syms: &mut [Sym]) {
        // The order of two follows from their heads alone.
        for sym in syms.iter() {
            self.read(Fact::Head(*sym));
        }
        syms.sort_by_key(|s| self.kb.positions.get(s.0 as usize).copied().unwrap_or(u32::MAX));
    }

    /// What a record's body names, in the order of the text.
    pub fn named(self, sym: Sym) -> &'a [Name] {
        of(&self.read(Fact::Body(sym)).named, sym)
    }

    /// The links that nutgraf makes in a record's body.
    pub fn links(self, sym: Sym) -> &'a [AutoLink] {
        of(&self.read(Fact::Body(sym)).links, sym)
    }

    /// How many records of a kind stand on the site and are not ranked down.
    pub fn count(self, kind: Kind) -> usize {
        self.read(Fact::Counts).counts.get(&kind).copied().unwrap_or(0)
    }

    /// How many quotes the site rests on.
    pub fn quotes(self) -> usize {
        self.read(Fact::Quotes).quotes
    }

    /// Every record and page, withdrawn ones too, by id.
    pub fn all(self) -> impl Iterator<Item = Sym> + 'a {
        self.read(Fact::All).syms()
    }

    /// The records with a list of changes, by id.
    pub fn changed(self) -> &'a [Sym] {
        &self.read(Fact::Changes).changed
    }

    /// Whether there is a feed: the site has an address, and an article a date.
    pub fn has_feed(self) -> bool {
        self.read(Fact::Feed).has_feed
    }

    pub fn intro(self, kind: Kind) -> Option<&'a Arc<Doc>> {
        self.read(Fact::Intro(kind)).intros.get(&kind)
    }

    /// Who points here, with the field that does.
    pub fn back(self, sym: Sym) -> &'a [(Sym, &'static str)] {
        of(&self.read(Fact::Back(sym)).back, sym)
    }

    /// The deals that an actor is party to, in the order of the table, without those ranked down.
    pub fn deals(self, actor: Sym) -> &'a [Sym] {
        of(&self.read(Fact::Back(actor)).deals, actor)
    }

    /// How many deals an actor is party to.
    pub fn count_deals(self, actor: Sym) -> usize {
        self.read(Fact::Head(actor)).deals(actor)
    }

    /// Where the prose of other records names this one.
    pub fn mentions(self, sym: Sym) -> &'a [Mention] {
        of(&self.read(Fact::Mentions(sym)).mentions, sym)
    }

    /// The sentence of a mention, as [`Reader::mentions`] gave it.
    pub fn sentence(self, mention: &Mention) -> Option<&'a Sentence> {
        self.kb.sentence(mention)
    }

    /// How much there is about a record: mentions, and deals three times.
    pub fn weight(self, sym: Sym) -> usize {
        self.read(Fact::Weight(sym)).weight(sym)
    }

    /// How many quotes rest on a source.
    pub fn uses(self, source: Sym) -> usize {
        self.read(Fact::Weight(source)).uses(source)
    }

    /// What the lock says of a quote.
    pub fn proof(self, source: Sym, quote: &str, at: Option<&str>) -> Option<&'a Proof> {
        let kb = self.read(Fact::Proofs(source));
        kb.lock.get(&kb.doc(source).id, quote, at)
    }

    /// The text of a source, where it is published.
    pub fn text(self, source: Sym) -> Option<&'a Arc<str>> {
        let kb = self.read(Fact::Text(source));
        kb.texts.get(&kb.doc(source).id)
    }

    pub fn totals(self, deals: &[Sym]) -> Totals {
        for sym in deals {
            self.read(Fact::Record(*sym));
        }
        totals::of(self.kb, deals)
    }
}

fn of<L: std::ops::Deref<Target = [T]>, T>(lists: &[L], sym: Sym) -> &[T] {
    lists.get(sym.0 as usize).map_or(&[], |l| l)
}
