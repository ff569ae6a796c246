//! The knowledge base: all records of a site by symbol, what points to what, where names stand in prose, in which
//! order things are listed, and which quotes are proven. A pure function of docs, configuration and lock, rebuilt whole.
//! It knows no pages and no templates; views read it through [`reader::Reader`].

pub mod check;
pub mod evidence;
pub mod facts;
pub mod head;
pub mod lists;
pub mod names;
pub mod proof;
pub mod reader;
pub mod sentences;
pub mod spots;
pub mod totals;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::{Diag, Diags, Place};
use crate::doc::body::HoleKind;
use crate::doc::record::*;
use crate::doc::{Doc, Slot, refs};
use head::{Head, Order};
use names::{Match, Names};
use proof::Lock;
use sentences::Sentence;

/// The names found in a text.
type Found = Arc<[Match]>;

/// What is found in a body, what of it names a record, and what becomes a link.
type InBody = (Found, Arc<[Name]>, Arc<[AutoLink]>);

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    pub from: Sym,
    /// Which of the names in that body it is.
    pub n: u32,
}

/// What a body names, and where in its HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub html: Range<usize>,
    pub of: Sym,
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
    names: Arc<Names>,
    /// By record, what of `names` stands in its text.
    found: Vec<Found>,
    pub links: Vec<Arc<[AutoLink]>>,
    /// Records of a kind in the order of their list page; drafts and withdrawn ones left out.
    pub lists: BTreeMap<Kind, Vec<Sym>>,
    /// Where each record stands in the list of its kind.
    pub positions: Vec<u32>,
    /// What each body names, in the order of the text.
    pub named: Vec<Arc<[Name]>>,
    /// The deals of each actor, in the order of the table, without those ranked down.
    deals: Vec<Vec<Sym>>,
    /// How many quotes rest on each source.
    uses: Vec<u32>,
    /// The sentences of the names in each body, cut when first asked for.
    sentences: Vec<OnceLock<Box<[Option<Sentence>]>>>,
    /// Records with a list of changes.
    changed: Vec<Sym>,
    has_feed: bool,
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
    /// What `before` knows of texts and names that did not change is taken over.
    pub fn build(input: Input, before: Option<&Kb>) -> (Kb, Diags) {
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
        let unmoved = kb.unmoved(before);
        let names = kb.all_names(unmoved);
        for (name, a, b) in &names.shared {
            diags.push(check::shared_alias(name, kb.doc(*a), kb.doc(*b)));
        }
        evidence::check(&mut kb, input.kept.as_ref(), &mut diags);
        if drafts.is_empty() {
            kb.match_names(before, unmoved, names);
        } else {
            let Kb { config, docs, intros, lock, files, texts, .. } = kb;
            let docs = docs.into_iter().filter(|d| !drafts.contains_key(&d.id)).collect();
            kb = Kb::empty(&config, docs, intros.into_values().collect(), lock, files);
            kb.texts = texts;
            kb.index(&mut Diags::new());
            let unmoved = kb.unmoved(before);
            let names = kb.all_names(unmoved);
            kb.match_names(before, unmoved, names);
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
            names: Arc::default(),
            found: Vec::new(),
            links: vec![Arc::from([]); n],
            lists: BTreeMap::new(),
            positions: vec![u32::MAX; n],
            named: vec![Arc::from([]); n],
            deals: vec![Vec::new(); n],
            uses: vec![0; n],
            sentences: std::iter::repeat_with(OnceLock::new).take(n).collect(),
            changed: Vec::new(),
            has_feed: false,
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

    /// `before`, if it has the same records under the same numbers, so that whatever is found by id is found again.
    fn unmoved<'a>(&self, before: Option<&'a Kb>) -> Option<&'a Kb> {
        before.filter(|kb| {
            Arc::ptr_eq(&kb.config, &self.config)
                && kb.docs.len() == self.docs.len()
                && kb.docs.iter().zip(&self.docs).all(|(a, b)| a.id == b.id)
                && kb.old == self.old
        })
    }

    /// The names of all records; those of [`Kb::unmoved`] if they are the same.
    fn all_names(&self, unmoved: Option<&Kb>) -> Arc<Names> {
        let same = |kb: &&Kb| kb.docs.iter().zip(&self.docs).all(|(a, b)| have_same_names(a, b));
        match unmoved.filter(same) {
            Some(kb) => kb.names.clone(),
            None => {
                Arc::new(Names::new(self.docs.iter().enumerate().flat_map(|(n, doc)| names_of(Sym(n as u32), doc))))
            }
        }
    }

    /// Where names stand in every body: mentions, and the links that nutgraf makes of them. What `before` found in the
    /// same text, with the same names, is taken over.
    fn match_names(&mut self, before: Option<&Kb>, unmoved: Option<&Kb>, names: Arc<Names>) {
        let same_all = unmoved.filter(|kb| Arc::ptr_eq(&kb.names, &names));
        let moves = match before.filter(|_| same_all.is_none()) {
            Some(kb) => names.moves(&kb.names).map(|moves| (kb, moves)),
            None => None,
        };
        let all: Vec<InBody> = (0..self.docs.len())
            .into_par_iter()
            .with_min_len(64)
            .map(|n| {
                let doc = &self.docs[n];
                if let Some(kb) = same_all.filter(|kb| Arc::ptr_eq(&kb.docs[n], doc)) {
                    return (kb.found[n].clone(), kb.named[n].clone(), kb.links[n].clone());
                }
                let known = moves.as_ref().and_then(|(kb, moves)| {
                    let at = kb.ids.get(&doc.id)?.0 as usize;
                    if !Arc::ptr_eq(&kb.docs[at], doc) {
                        return None;
                    }
                    let kept = moves.keep(&doc.body.main, &kb.found[at])?;
                    // The same records by the same names: they are named and linked as before.
                    let is_same = |m: &Match| moves.now(m.name).and_then(|n| names.sym(n)) == kb.names.sym(m.name);
                    let same = unmoved.is_some() && kb.found[at].iter().all(is_same);
                    Some((Found::from(kept), same.then_some((kb, at))))
                });
                let found = match known {
                    Some((found, Some((kb, at)))) => return (found, kb.named[at].clone(), kb.links[at].clone()),
                    Some((found, None)) => found,
                    None => names.find(&doc.body.main).into(),
                };
                let (named, links) = self.names_in(n, &names, &found);
                (found, named.into(), links.into())
            })
            .collect();
        for (n, (found, named, links)) in all.into_iter().enumerate() {
            for (at, name) in named.iter().enumerate() {
                self.mentions[name.of.0 as usize].push(Mention { from: Sym(n as u32), n: at as u32 });
            }
            self.found.push(found);
            self.named[n] = named;
            self.links[n] = links;
        }
        self.names = names;
    }

    /// The names in one body, and those of them that become links.
    fn names_in(&self, n: usize, names: &Names, found: &[Match]) -> (Vec<Name>, Vec<AutoLink>) {
        let doc = &self.docs[n];
        let me = Sym(n as u32);
        let holes = &doc.body.main.holes;
        // Where it stands, whom it names, and whether nutgraf may link it; none: the author did.
        let mut all: Vec<(Name, Option<bool>)> = found
            .iter()
            .filter_map(|m| {
                Some((Name { html: m.html.clone(), of: names.sym(m.name)?, section: m.section }, Some(m.links)))
            })
            .collect();
        for (at, hole) in holes.iter().enumerate() {
            let HoleKind::Link { id, .. } = &hole.kind else { continue };
            let Some(of) = self.sym(id) else { continue };
            let end = holes.iter().skip(at).find(|h| h.kind == HoleKind::LinkEnd).map_or(hole.at, |h| h.at);
            let section = doc.body.main.blocks.iter().rev().find(|b| b.html.start <= hole.at).map_or(0, |b| b.section);
            all.push((Name { html: hole.at..end, of, section }, None));
        }
        all.sort_by_key(|(name, _)| (name.html.start, name.html.end));
        let scope = match &doc.record.own {
            Own::Article(a) => a.autolink.unwrap_or(self.config.autolink),
            _ => self.config.autolink,
        };
        let (mut named, mut links) = (Vec::with_capacity(all.len()), Vec::new());
        let mut linked: Vec<(Sym, usize)> = Vec::new();
        let mut last = 0..0;
        for (name, may_link) in all {
            // A name inside a link to the same record is that mention, not another.
            if name.of == me || name.html.start < last.end {
                continue;
            }
            last = name.html.clone();
            let key = (name.of, if scope == Autolink::Page { 0 } else { name.section });
            let first = !linked.contains(&key);
            let is_auto = may_link == Some(true) && scope != Autolink::Off;
            if first && (is_auto || may_link.is_none()) {
                linked.push(key);
            }
            if first && is_auto {
                links.push(AutoLink { html: name.html.clone(), to: name.of });
            }
            named.push(name);
        }
        (named, links)
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
        let mut keys: Vec<(Kind, Order, Sym)> = self
            .docs
            .par_iter()
            .enumerate()
            .filter(|(_, doc)| doc.kind != Kind::Page)
            .map(|(n, doc)| (doc.kind, Head::of(doc).order(), Sym(n as u32)))
            .collect();
        keys.par_sort_unstable();
        for kind in Kind::RECORDS {
            let first = keys.partition_point(|(k, _, _)| *k < kind);
            let of_kind = keys.iter().skip(first).take_while(|(k, _, _)| *k == kind);
            let rank = |s: &Sym| self.doc(*s).record.common.rank.as_ref().map(|r| r.value);
            let list: Vec<Sym> = of_kind.map(|(_, _, s)| *s).filter(|s| rank(s) != Some(Rank::Withdrawn)).collect();
            self.counts.insert(kind, list.iter().filter(|s| rank(s).is_none()).count());
            for (position, sym) in list.iter().enumerate() {
                self.positions[sym.0 as usize] = position as u32;
            }
            self.lists.insert(kind, list);
        }
        let quotes = |d: &Arc<Doc>| {
            let own = usize::from(d.kind == Kind::Quote);
            own + d.record.common.evidence.iter().filter(|e| e.quote.is_some()).count()
        };
        self.quotes = self.docs.iter().map(quotes).sum();
        let uses: Vec<Sym> =
            self.docs.iter().flat_map(|doc| evidence::sources(doc)).filter_map(|id| self.sym(id)).collect();
        uses.into_iter().for_each(|source| self.uses[source.0 as usize] += 1);
        self.changed = self.syms().filter(|s| !self.doc(*s).record.common.changes.is_empty()).collect();
        let dated = |s: &Sym| Head::of(self.doc(*s)).published().is_some();
        self.has_feed =
            self.config.url.is_some() && self.lists.get(&Kind::Article).is_some_and(|l| l.iter().any(dated));
        for sym in self.lists.get(&Kind::Deal).cloned().unwrap_or_default() {
            let doc = self.doc(sym).clone();
            let Own::Deal(deal) = &doc.record.own else { continue };
            for party in deal.parties.iter().filter(|_| doc.record.common.rank.is_none()) {
                if let Some(actor) = self.sym(&party.actor.value)
                    && self.deals[actor.0 as usize].last() != Some(&sym)
                {
                    self.deals[actor.0 as usize].push(sym);
                }
            }
        }
    }

    /// How many deals an actor is party to.
    pub fn deals(&self, actor: Sym) -> usize {
        self.deals.get(actor.0 as usize).map_or(0, Vec::len)
    }

    /// How many quotes rest on a source.
    pub fn uses(&self, source: Sym) -> usize {
        self.uses.get(source.0 as usize).map_or(0, |n| *n as usize)
    }

    /// How much there is about a record: mentions, and deals three times.
    pub fn weight(&self, sym: Sym) -> usize {
        self.mentions.get(sym.0 as usize).map_or(0, Vec::len) + 3 * self.deals(sym)
    }
}

/// The names under which a record may be met in prose: kinds that are things, and others by their aliases.
fn names_of(sym: Sym, doc: &Doc) -> impl Iterator<Item = (Sym, &str, Option<AliasKind>)> {
    let c = &doc.record.common;
    let listed = doc.kind != Kind::Page
        && !matches!(doc.kind, Kind::Article | Kind::Quote | Kind::Source | Kind::Deal | Kind::Event)
        || matches!(doc.kind, Kind::Deal | Kind::Event | Kind::Source) && !c.aliases.is_empty();
    let own = c.name.as_ref().filter(|_| listed && c.rank.is_none()).map(|t| (sym, t.value.as_str(), None));
    let aliases = c.aliases.iter().filter(|_| c.rank.is_none());
    own.into_iter().chain(aliases.map(move |a| (sym, a.text.value.as_str(), Some(a.kind))))
}

fn have_same_names(a: &Arc<Doc>, b: &Arc<Doc>) -> bool {
    Arc::ptr_eq(a, b) || names_of(Sym(0), a).eq(names_of(Sym(0), b))
}

/// A deal's one date: the first known of signed, in force, announced, delivered.
pub fn deal_date(deal: &Deal) -> Option<&crate::date::Date> {
    [&deal.signed, &deal.in_force, &deal.announced, &deal.delivered].into_iter().flatten().next().map(|d| &d.value)
}

/// An error at a reference in a record's file.
pub(crate) fn error_at(code: &'static str, message: String, doc: &Doc, span: &Range<usize>) -> Diag {
    Diag::error(code, message).at(Place::new(&doc.path, span.clone()))
}
