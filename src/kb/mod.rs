//! The knowledge base: all records of a site by symbol, what points to what, where names stand in prose, in which
//! order things are listed, and which quotes are proven. A pure function of docs, configuration and lock, rebuilt whole.
//! It knows no pages and no templates; views read it through [`reader::Reader`].

pub mod check;
pub mod evidence;
pub mod lists;
pub mod names;
pub mod proof;
pub mod reader;
pub mod spots;
pub mod totals;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil;

use crate::config::Config;
use crate::date::Key;
use crate::diag::{Diag, Diags, Place};
use crate::doc::body::HoleKind;
use crate::doc::record::*;
use crate::doc::{Doc, Slot, refs};
use names::{Match, Names};
use proof::Lock;

/// A record of this site, by its place among the docs sorted by id. Lives in one run: never in output, never an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Drafts {
    #[default]
    Leave,
    Show,
}

/// A record's name in the prose of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub from: Sym,
    pub html: Range<usize>,
    pub section: usize,
}

/// A link that nutgraf makes: this stretch of a body's HTML leads to that record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutoLink {
    pub html: Range<usize>,
    pub to: Sym,
}

/// Everything that is known, indexed by [`Sym`] where it belongs to a record.
pub struct Kb {
    pub config: Arc<Config>,
    pub docs: Vec<Arc<Doc>>,
    ids: HashMap<String, Sym>,
    old: HashMap<String, Sym>,
    pub intros: BTreeMap<Kind, Arc<Doc>>,
    /// `(from, field)` for each record that points here.
    pub back: Vec<Vec<(Sym, &'static str)>>,
    pub mentions: Vec<Vec<Mention>>,
    pub links: Vec<Vec<AutoLink>>,
    /// Records of a kind in the order of their list page; drafts and withdrawn ones left out.
    pub lists: BTreeMap<Kind, Vec<Sym>>,
    /// Where each record stands in the list of its kind.
    pub positions: Vec<u32>,
    /// What each body names, in the order of the text: where in the HTML, and whom.
    pub named: Vec<Vec<(usize, Sym)>>,
    /// How many records of each kind are neither drafts nor ranked down.
    pub counts: BTreeMap<Kind, usize>,
    /// How many quotes the site rests on.
    pub quotes: usize,
    pub lock: Arc<Lock>,
    /// `static/…` and `content/…` files that may be linked, by path from the site's root.
    pub files: Files,
    /// Kept texts that may be published, by the id of their source.
    pub texts: BTreeMap<String, Arc<str>>,
}

/// Whether a file of the project is there.
pub type Files = Arc<dyn Fn(&str) -> bool + Send + Sync>;
/// The text kept at a path, if it is at hand.
pub type Texts = Arc<dyn Fn(&str) -> Option<Arc<str>> + Send + Sync>;

/// What the knowledge base is made of.
pub struct Input {
    pub config: Arc<Config>,
    pub docs: Vec<Arc<Doc>>,
    pub lock: Arc<Lock>,
    pub drafts: Drafts,
    /// Whether a file of the project is there.
    pub files: Files,
    /// The text kept at a path, if it is at hand.
    pub kept: Texts,
}

impl Kb {
    /// Builds it, with every fault that needs more than one file to be seen.
    pub fn build(input: Input) -> (Kb, Diags) {
        let mut diags = Diags::new();
        let (mut records, intros): (Vec<_>, Vec<_>) = input.docs.into_iter().partition(|d| d.slot != Slot::Intro);
        records.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.path.cmp(&b.path)));
        check::doubled(&records, &mut diags);
        records.dedup_by(|b, a| a.id == b.id);
        let drafts: HashMap<String, Arc<Doc>> = match input.drafts {
            Drafts::Show => HashMap::new(),
            Drafts::Leave => {
                records.iter().filter(|d| d.record.common.draft).map(|d| (d.id.clone(), d.clone())).collect()
            }
        };
        // Drafts are checked like all others, with everything in sight; then they go.
        let mut kb = Kb::empty(&input.config, records, intros, input.lock, input.files);
        kb.index(&mut diags);
        check::records(&kb, &drafts, &mut diags);
        kb.match_names(&mut diags);
        evidence::check(&mut kb, input.kept.as_ref(), &mut diags);
        if !drafts.is_empty() {
            let Kb { config, docs, intros, lock, files, texts, .. } = kb;
            let docs = docs.into_iter().filter(|d| !drafts.contains_key(&d.id)).collect();
            kb = Kb::empty(&config, docs, intros.into_values().collect(), lock, files);
            kb.texts = texts;
            kb.index(&mut Diags::new());
            kb.match_names(&mut Diags::new());
        }
        kb.sort_lists();
        (kb, diags)
    }

    fn empty(config: &Arc<Config>, docs: Vec<Arc<Doc>>, intros: Vec<Arc<Doc>>, lock: Arc<Lock>, files: Files) -> Kb {
        let n = docs.len();
        Kb {
            config: config.clone(),
            docs,
            ids: HashMap::with_capacity(n),
            old: HashMap::new(),
            intros: intros.into_iter().map(|d| (d.kind, d)).collect(),
            back: vec![Vec::new(); n],
            mentions: vec![Vec::new(); n],
            links: vec![Vec::new(); n],
            lists: BTreeMap::new(),
            positions: vec![u32::MAX; n],
            named: vec![Vec::new(); n],
            counts: BTreeMap::new(),
            quotes: 0,
            lock,
            files,
            texts: BTreeMap::new(),
        }
    }

    /// Ids, old ids and who points to whom.
    fn index(&mut self, diags: &mut Diags) {
        for (n, doc) in self.docs.iter().enumerate() {
            self.ids.insert(doc.id.clone(), Sym(n as u32));
        }
        for (n, doc) in self.docs.iter().enumerate() {
            for was in &doc.record.common.was {
                let taken = self.ids.get(&was.value).or(self.old.get(&was.value)).copied();
                match taken {
                    Some(sym) => diags.push(check::old_id_taken(doc, was, &self.docs[sym.0 as usize])),
                    None => {
                        self.old.insert(was.value.clone(), Sym(n as u32));
                    }
                }
            }
        }
        for n in 0..self.docs.len() {
            let doc = self.docs[n].clone();
            refs::each(&doc.record, |field, reference, _| {
                if let Some(to) = self.sym(&reference.value) {
                    let back = &mut self.back[to.0 as usize];
                    if back.last() != Some(&(Sym(n as u32), field)) {
                        back.push((Sym(n as u32), field));
                    }
                }
            });
        }
    }

    /// Where names stand in every body: mentions, and the links that nutgraf makes of them.
    fn match_names(&mut self, diags: &mut Diags) {
        let names = Names::new(self.docs.iter().enumerate().flat_map(|(n, doc)| {
            let c = &doc.record.common;
            let listed = doc.kind != Kind::Page
                && !matches!(doc.kind, Kind::Article | Kind::Quote | Kind::Source | Kind::Deal | Kind::Event)
                || matches!(doc.kind, Kind::Deal | Kind::Event | Kind::Source) && !c.aliases.is_empty();
            let own =
                c.name.as_ref().filter(|_| listed && c.rank.is_none()).map(|t| (Sym(n as u32), t.value.as_str(), None));
            let aliases = c
                .aliases
                .iter()
                .filter(|_| c.rank.is_none())
                .map(move |a| (Sym(n as u32), a.text.value.as_str(), Some(a.kind)));
            own.into_iter().chain(aliases)
        }));
        for (name, a, b) in &names.shared {
            diags.push(check::shared_alias(name, &self.docs[a.0 as usize], &self.docs[b.0 as usize]));
        }
        for n in 0..self.docs.len() {
            let doc = self.docs[n].clone();
            let me = Sym(n as u32);
            let mut all: Vec<(usize, Match, bool)> =
                names.find(&doc.body.main).into_iter().map(|m| (m.html.start, m, false)).collect();
            for (at, hole) in doc.body.main.holes.iter().enumerate() {
                let HoleKind::Link { id, .. } = &hole.kind else { continue };
                let Some(sym) = self.sym(id) else { continue };
                let end =
                    doc.body.main.holes.iter().skip(at).find(|h| h.kind == HoleKind::LinkEnd).map_or(hole.at, |h| h.at);
                let section =
                    doc.body.main.blocks.iter().rev().find(|b| b.html.start <= hole.at).map_or(0, |b| b.section);
                all.push((hole.at, Match { html: hole.at..end, sym, section, links: false }, true));
            }
            all.sort_by_key(|(at, m, _)| (*at, m.html.end));
            let scope = match &doc.record.own {
                Own::Article(a) => a.autolink.unwrap_or(self.config.autolink),
                _ => self.config.autolink,
            };
            let mut linked: HashMap<(Sym, usize), ()> = HashMap::new();
            let mut last = None;
            for (_, m, explicit) in all {
                // A name inside a link to the same record is that mention, not another.
                if m.sym == me || last.as_ref().is_some_and(|l: &Range<usize>| m.html.start < l.end) {
                    continue;
                }
                last = Some(m.html.clone());
                self.named[n].push((m.html.start, m.sym));
                self.mentions[m.sym.0 as usize].push(Mention { from: me, html: m.html.clone(), section: m.section });
                let key = (m.sym, if scope == Autolink::Page { 0 } else { m.section });
                let first = !linked.contains_key(&key);
                if explicit {
                    linked.insert(key, ());
                } else if m.links && scope != Autolink::Off && first {
                    linked.insert(key, ());
                    self.links[n].push(AutoLink { html: m.html, to: m.sym });
                }
            }
        }
    }

    /// The record that an id means, an old one too.
    pub fn sym(&self, id: &str) -> Option<Sym> {
        self.ids.get(id).or_else(|| self.old.get(id)).copied()
    }

    /// The record that now has an old id.
    pub fn renamed(&self, id: &str) -> Option<Sym> {
        if self.ids.contains_key(id) { None } else { self.old.get(id).copied() }
    }

    pub fn doc(&self, sym: Sym) -> &Arc<Doc> {
        &self.docs[sym.0 as usize]
    }

    pub fn syms(&self) -> impl Iterator<Item = Sym> {
        (0..self.docs.len() as u32).map(Sym)
    }

    /// All ids, for "did you mean".
    pub fn known_ids(&self) -> impl Iterator<Item = &str> {
        self.docs.iter().map(|d| d.id.as_str())
    }

    fn sort_lists(&mut self) {
        for kind in Kind::RECORDS {
            let mut list: Vec<Sym> = self
                .syms()
                .filter(|s| {
                    let doc = self.doc(*s);
                    doc.kind == kind && doc.record.common.rank.as_ref().is_none_or(|r| r.value != Rank::Withdrawn)
                })
                .collect();
            list.sort_by_cached_key(|s| self.order(*s));
            for (position, sym) in list.iter().enumerate() {
                self.positions[sym.0 as usize] = position as u32;
            }
            self.counts.insert(kind, list.iter().filter(|s| self.doc(**s).record.common.rank.is_none()).count());
            self.lists.insert(kind, list);
        }
        let quotes = |d: &Arc<Doc>| {
            let own = usize::from(d.kind == Kind::Quote);
            own + d.record.common.evidence.iter().filter(|e| e.quote.is_some()).count()
        };
        self.quotes = self.docs.iter().map(quotes).sum();
    }

    /// The order of a list page, as a key: what the content model says of each kind, then the name, then the id.
    fn order(&self, sym: Sym) -> (i64, Reverse<Option<civil::Date>>, Key, String, String) {
        let doc = self.doc(sym);
        let name = crate::text::fold(&reader::name_of(doc));
        let (mut n, mut newest, mut date) = (0, None, Key::UNDATED);
        match &doc.record.own {
            // Newest first; undated last.
            Own::Article(a) => newest = a.published.as_ref().and_then(|d| d.value.earliest()),
            Own::Deal(d) => {
                n = Stage::of(d.status.as_ref().map(|s| s.value)).rank();
                date = Key::of(deal_date(d));
            }
            Own::Event(e) => date = Key::of(e.date.as_ref().map(|d| &d.value)),
            Own::Actor(a) => n = a.kind.map_or(99, |k| k as i64),
            _ => {}
        }
        (n, Reverse(newest), date, name, doc.id.clone())
    }
}

/// A deal's one date: the first known of signed, in force, announced, delivered.
pub fn deal_date(deal: &Deal) -> Option<&crate::date::Date> {
    [&deal.signed, &deal.in_force, &deal.announced, &deal.delivered].into_iter().flatten().next().map(|d| &d.value)
}

/// An error at a reference in a record's file.
pub(crate) fn error_at(code: &'static str, message: String, doc: &Doc, span: &Range<usize>) -> Diag {
    Diag::error(code, message).at(Place::new(&doc.path, span.clone()))
}
