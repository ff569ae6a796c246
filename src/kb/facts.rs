//! Facts: the smallest things that a page can rest on. A [`Reader`](super::reader::Reader) writes down each fact that
//! it hands out; when the site changed, [`Changed`] says which facts are no longer as they were, so that exactly the
//! pages that read one of them are made again. Absence and order are facts like any other.
//!
//! Two knowledge bases are compared value by value, not by hashes that somebody must keep in step with the values.

use std::cell::RefCell;
use std::sync::Arc;

use super::head::Head;
use super::{Kb, Sym};
use crate::doc::body::HoleKind;
use crate::doc::record::Kind;

/// Something that a page can rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A record as others show it, and in how many deals it is.
    Head(Sym),
    /// Its front matter.
    Record(Sym),
    /// Its text, and the names found in it.
    Body(Sym),
    /// Who points to it, and the order of the deals that do.
    Back(Sym),
    /// The sentences that name it.
    Mentions(Sym),
    /// How often it is named, in how many deals it is, and how many quotes rest on it.
    Weight(Sym),
    /// What the lock says of a source's quotes.
    Proofs(Sym),
    /// The published text of a source.
    Text(Sym),
    /// The records of a kind, in their order.
    List(Kind),
    /// Whether a kind has records, and whether it has a list page.
    Has(Kind),
    /// The introduction of a list page.
    Intro(Kind),
    /// Everything in site.toml.
    Config,
    /// How many records there are of each kind.
    Counts,
    /// How many quotes the site rests on.
    Quotes,
    /// Whether there is a feed.
    Feed,
    /// The records with a list of changes.
    Changes,
    /// Which records the old ids lead to.
    Old,
    /// That some id leads nowhere.
    Absent,
    /// Which records there are.
    All,
}

/// How many facts belong to one record.
const FACES: u32 = 8;
/// Where the numbers of facts begin that belong to no record.
const GLOBAL: u32 = 1 << 31;

/// A fact as a number: cheap to write down a million times.
pub type Code = u32;

impl Fact {
    pub fn code(self) -> Code {
        let of = |sym: Sym, face: u32| sym.0 * FACES + face;
        match self {
            Fact::Head(s) => of(s, 0),
            Fact::Record(s) => of(s, 1),
            Fact::Body(s) => of(s, 2),
            Fact::Back(s) => of(s, 3),
            Fact::Mentions(s) => of(s, 4),
            Fact::Weight(s) => of(s, 5),
            Fact::Proofs(s) => of(s, 6),
            Fact::Text(s) => of(s, 7),
            Fact::Config => GLOBAL,
            Fact::Counts => GLOBAL + 1,
            Fact::Feed => GLOBAL + 2,
            Fact::Changes => GLOBAL + 3,
            Fact::Old => GLOBAL + 4,
            Fact::Absent => GLOBAL + 5,
            Fact::All => GLOBAL + 6,
            Fact::Quotes => GLOBAL + 7,
            Fact::List(kind) => GLOBAL + 16 + kind as u32,
            Fact::Has(kind) => GLOBAL + 32 + kind as u32,
            Fact::Intro(kind) => GLOBAL + 48 + kind as u32,
        }
    }

    pub fn of(code: Code) -> Fact {
        let kind = |n: u32| Kind::RECORDS.into_iter().find(|k| *k as u32 == n % 16).unwrap_or(Kind::Page);
        let sym = Sym(code / FACES);
        match code.checked_sub(GLOBAL) {
            None => match code % FACES {
                0 => Fact::Head(sym),
                1 => Fact::Record(sym),
                2 => Fact::Body(sym),
                3 => Fact::Back(sym),
                4 => Fact::Mentions(sym),
                5 => Fact::Weight(sym),
                6 => Fact::Proofs(sym),
                _ => Fact::Text(sym),
            },
            Some(0) => Fact::Config,
            Some(1) => Fact::Counts,
            Some(2) => Fact::Feed,
            Some(3) => Fact::Changes,
            Some(4) => Fact::Old,
            Some(5) => Fact::Absent,
            Some(7) => Fact::Quotes,
            Some(n @ 16..32) => Fact::List(kind(n)),
            Some(n @ 32..48) => Fact::Has(kind(n)),
            Some(n @ 48..64) => Fact::Intro(kind(n)),
            Some(_) => Fact::All,
        }
    }

    /// The record that the fact is about.
    pub fn sym(self) -> Option<Sym> {
        match self {
            Fact::Head(s)
            | Fact::Record(s)
            | Fact::Body(s)
            | Fact::Back(s)
            | Fact::Mentions(s)
            | Fact::Weight(s)
            | Fact::Proofs(s)
            | Fact::Text(s) => Some(s),
            _ => None,
        }
    }

    /// What of the record, or of the site, it is, in a few words.
    pub fn words(self) -> String {
        let words = match self {
            Fact::Head(_) => "name and summary",
            Fact::Record(_) => "fields",
            Fact::Body(_) => "text",
            Fact::Back(_) => "what points to it",
            Fact::Mentions(_) => "sentences that name it",
            Fact::Weight(_) => "how often it is named and used",
            Fact::Proofs(_) => "proofs of its quotes",
            Fact::Text(_) => "its published text",
            Fact::List(kind) => return format!("list of {}", kind.folder()),
            Fact::Has(_) => "which kinds of record there are",
            Fact::Intro(kind) => return format!("introduction to the {}", kind.folder()),
            Fact::Config => "site.toml",
            Fact::Counts => "how many records there are",
            Fact::Quotes => "how many quotes there are",
            Fact::Feed => "whether there is a feed",
            Fact::Changes => "corrections and updates",
            Fact::Old => "old ids",
            Fact::Absent => "an id that leads nowhere",
            Fact::All => "which records there are",
        };
        words.to_string()
    }
}

/// What has been read, as it is read.
#[derive(Debug, Default)]
pub struct Log(RefCell<Vec<Code>>);

impl Log {
    pub fn add(&self, fact: Fact) {
        let mut codes = self.0.borrow_mut();
        let code = fact.code();
        if codes.last() != Some(&code) {
            codes.push(code);
        }
    }

    pub fn also(&self, codes: &[Code]) {
        self.0.borrow_mut().extend_from_slice(codes);
    }

    /// Each fact once, in a fixed order.
    pub fn finish(self) -> Box<[Code]> {
        let mut codes = self.0.into_inner();
        codes.sort_unstable();
        codes.dedup();
        codes.into()
    }
}

/// Which facts of an older knowledge base are no longer true in a newer one.
pub struct Changed {
    faces: Vec<u64>,
    globals: u64,
    /// The records of the older one in the newer one.
    now: Vec<Option<Sym>>,
    is_moved: bool,
}

impl Changed {
    pub fn between(old: &Kb, new: &Kb) -> Changed {
        let now: Vec<Option<Sym>> = old.docs.iter().map(|d| new.ids.get(d.id.as_str()).copied()).collect();
        let is_moved = now.iter().enumerate().any(|(n, s)| *s != Some(Sym(n as u32)));
        let faces = vec![0; (old.docs.len() * FACES as usize).div_ceil(64)];
        let mut changed = Changed { faces, globals: 0, now, is_moved };
        let mut bodies = vec![true; old.docs.len()];
        let renamed = changed.is_moved
            || old
                .docs
                .iter()
                .zip(&new.docs)
                .any(|(a, b)| !Arc::ptr_eq(a, b) && Head::of(a).name() != Head::of(b).name());
        for sym in old.syms() {
            let Some(at) = changed.now(sym) else {
                (0..FACES).for_each(|face| changed.mark(sym.0 * FACES + face));
                continue;
            };
            let same = Two { old, new, changed: &changed, sym, at };
            let (head, record) = (same.head(), same.record());
            let (body, text) = (same.body(), same.text());
            let (back, proofs, weight) = (same.back(), same.proofs(), same.weight());
            let told = body && (!renamed || same.names_in_it());
            let facts = [
                (Fact::Head(sym), head),
                (Fact::Record(sym), record),
                (Fact::Body(sym), body),
                (Fact::Back(sym), back),
                (Fact::Weight(sym), weight),
                (Fact::Proofs(sym), proofs),
                (Fact::Text(sym), text),
            ];
            bodies[sym.0 as usize] = !told;
            facts.into_iter().filter(|(_, same)| !same).for_each(|(fact, _)| changed.mark(fact.code()));
        }
        // Sentences last: they are cut from the bodies of others.
        for sym in old.syms() {
            if let Some(at) = changed.now(sym)
                && !(Two { old, new, changed: &changed, sym, at }).sentences(&bodies)
            {
                changed.mark(Fact::Mentions(sym).code());
            }
        }
        changed.globals(old, new);
        changed
    }

    /// Whether a fact of the older knowledge base has changed.
    pub fn has(&self, code: Code) -> bool {
        match code.checked_sub(GLOBAL) {
            Some(n) => self.globals & (1 << n.min(63)) != 0,
            None => self.faces.get(code as usize / 64).is_none_or(|word| word & (1 << (code % 64)) != 0),
        }
    }

    /// A record of the older knowledge base in the newer one.
    pub fn now(&self, sym: Sym) -> Option<Sym> {
        self.now.get(sym.0 as usize).copied().flatten()
    }

    /// What an unchanged page has read, in the numbers of the newer knowledge base.
    pub fn renumber(&self, codes: &mut [Code]) {
        if !self.is_moved {
            return;
        }
        for code in codes.iter_mut().filter(|c| **c < GLOBAL) {
            // A page that read a fact of a record that went is not unchanged.
            let now = self.now(Sym(*code / FACES)).map_or(*code / FACES, |s| s.0);
            *code = now * FACES + *code % FACES;
        }
        codes.sort_unstable();
    }

    fn mark(&mut self, code: Code) {
        match code.checked_sub(GLOBAL) {
            Some(n) => self.globals |= 1 << n.min(63),
            None => self.faces[code as usize / 64] |= 1 << (code % 64),
        }
    }

    fn globals(&mut self, old: &Kb, new: &Kb) {
        let list = |a: &[Sym], b: &[Sym]| a.len() == b.len() && a.iter().zip(b).all(|(x, y)| self.now(*x) == Some(*y));
        let mut facts = vec![
            (Fact::Config, Arc::ptr_eq(&old.config, &new.config)),
            (Fact::Counts, old.counts == new.counts),
            (Fact::Quotes, old.quotes == new.quotes),
            (Fact::Feed, old.has_feed == new.has_feed),
            (
                Fact::Changes,
                list(&old.changed, &new.changed)
                    && old.changed.iter().zip(&new.changed).all(|(a, b)| old.doc(*a).front == new.doc(*b).front),
            ),
            (
                Fact::Old,
                old.old.len() == new.old.len()
                    && old.old.iter().all(|(id, sym)| new.old.get(id).copied() == self.now(*sym)),
            ),
            (Fact::Absent, old.docs.len() == new.docs.len() && !self.is_moved && old.old == new.old),
            (Fact::All, old.docs.len() == new.docs.len() && !self.is_moved),
        ];
        for kind in Kind::RECORDS {
            let of = |kb: &Kb| kb.lists.get(&kind).cloned().unwrap_or_default();
            let (a, b) = (of(old), of(new));
            let intro = |kb: &Kb| kb.intros.get(&kind).map(|d| (d.hash, d.path.clone()));
            let has = |kb: &Kb, list: &[Sym]| (!list.is_empty(), kb.intros.contains_key(&kind));
            facts.push((Fact::List(kind), list(&a, &b)));
            facts.push((Fact::Intro(kind), intro(old) == intro(new)));
            facts.push((Fact::Has(kind), has(old, &a) == has(new, &b)));
        }
        facts.into_iter().filter(|(_, same)| !same).for_each(|(fact, _)| self.mark(fact.code()));
    }
}

/// One record in both knowledge bases.
struct Two<'a> {
    old: &'a Kb,
    new: &'a Kb,
    changed: &'a Changed,
    sym: Sym,
    at: Sym,
}

impl Two<'_> {
    fn docs(&self) -> (&Arc<crate::doc::Doc>, &Arc<crate::doc::Doc>) {
        (self.old.doc(self.sym), self.new.doc(self.at))
    }

    fn head(&self) -> bool {
        let (a, b) = self.docs();
        Head::of(a).is_same(Head::of(b)) && self.old.deals(self.sym) == self.new.deals(self.at)
    }

    fn record(&self) -> bool {
        let (a, b) = self.docs();
        Arc::ptr_eq(a, b) || a.front == b.front && a.path == b.path
    }

    fn body(&self) -> bool {
        let (a, b) = self.docs();
        let (sym, at) = (self.sym.0 as usize, self.at.0 as usize);
        let own = Arc::ptr_eq(a, b) || a.text == b.text && a.path == b.path;
        let (links, names) = (&self.old.links[sym], &self.old.named[sym]);
        if own && !self.changed.is_moved && Arc::ptr_eq(names, &self.new.named[at]) {
            return true;
        }
        own && links.len() == self.new.links[at].len()
            && names.len() == self.new.named[at].len()
            && links.iter().zip(&*self.new.links[at]).all(|(x, y)| x.html == y.html && self.is(x.to, y.to))
            && names.iter().zip(&*self.new.named[at]).all(|(x, y)| x.html == y.html && self.is(x.of, y.of))
    }

    fn is(&self, old: Sym, new: Sym) -> bool {
        self.changed.now(old) == Some(new)
    }

    /// Whether the names are the same that a body shows for links without a text of their own.
    fn names_in_it(&self) -> bool {
        let (a, _) = self.docs();
        let name = |kb: &Kb, id: &str| kb.sym(id).map(|s| Head::of(kb.doc(s)).name().into_owned());
        a.body.main.holes.iter().all(|hole| match &hole.kind {
            HoleKind::Name { id } => name(self.old, id) == name(self.new, id),
            _ => true,
        })
    }

    fn back(&self) -> bool {
        let (a, b) = (&self.old.back[self.sym.0 as usize], &self.new.back[self.at.0 as usize]);
        let (deals, now) = (&self.old.deals[self.sym.0 as usize], &self.new.deals[self.at.0 as usize]);
        a.len() == b.len()
            && a.iter().zip(b).all(|(x, y)| x.1 == y.1 && self.is(x.0, y.0))
            && deals.len() == now.len()
            && deals.iter().zip(now).all(|(x, y)| self.is(*x, *y))
    }

    fn weight(&self) -> bool {
        self.old.weight(self.sym) == self.new.weight(self.at) && self.old.uses(self.sym) == self.new.uses(self.at)
    }

    fn proofs(&self) -> bool {
        let id = &self.old.doc(self.sym).id;
        Arc::ptr_eq(&self.old.lock, &self.new.lock) || self.old.lock.proven(id) == self.new.lock.proven(id)
    }

    fn text(&self) -> bool {
        let id = &self.old.doc(self.sym).id;
        self.old.texts.get(id) == self.new.texts.get(id)
    }

    /// Whether the same sentences of the same pages name it. `told` says of which records the text may tell another.
    fn sentences(&self, told: &[bool]) -> bool {
        let (a, b) = (&self.old.mentions[self.sym.0 as usize], &self.new.mentions[self.at.0 as usize]);
        a.len() == b.len()
            && a.iter().zip(b).all(|(x, y)| {
                self.is(x.from, y.from)
                    && (!told[x.from.0 as usize] && x.n == y.n || self.old.sentence(x) == self.new.sentence(y))
            })
    }
}
