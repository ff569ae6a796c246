//! Deals: a deal noun with a deal verb, or a verb that hands something over with goods or a sum; then who takes part.
//! Where fewer than two parties are told, there is no draft, only a line in the report.

mod clauses;
mod cues;
mod memory;
mod names;
mod roles;
mod sides;
mod told;

use std::collections::BTreeSet;
use std::ops::Range;

use super::actors::Found;
use super::goods::{Item, Sum};
use super::lang::Marker;
use super::reading::{Named, Reading};
use super::rules::Rules;
use super::words::{Paragraph, gap};
use crate::doc::record::{ActorKind, DealKind, Standing, Status};
use clauses::Clauses;
use cues::{Cue, What};
use memory::Memory;
use names::Name;
use sides::{Other, Party, Sides, Taking};
use told::{Words, grow};

/// A deal that the text tells of.
#[derive(Clone, Debug)]
pub struct Deal {
    pub name: String,
    pub kind: DealKind,
    /// With their roles; an empty role is a plain party.
    pub parties: Vec<(usize, String)>,
    pub status: Option<Status>,
    /// The field and the EDTF date.
    pub date: Option<(&'static str, String)>,
    pub date_text: Option<String>,
    pub items: Vec<Item>,
    pub value: Option<Sum>,
    /// Number and unit.
    pub quantity: Option<(String, String)>,
    pub standing: Option<Standing>,
    pub attributed_to: Option<usize>,
    pub places: Vec<String>,
    /// Paragraph (index) and tokens.
    pub evidence: Vec<(usize, Range<usize>)>,
}

impl Deal {
    /// Takes the sum and the date from another telling where it has none.
    fn complete(&mut self, other: &Deal) {
        self.value = self.value.take().or_else(|| other.value.clone());
        self.date = self.date.take().or_else(|| other.date.clone());
        self.date_text = self.date_text.take().or_else(|| other.date_text.clone());
    }
}

/// A passage that sounds like a deal, but does not say between whom.
#[derive(Clone, Debug)]
pub struct Unresolved {
    pub paragraph: usize,
    pub text: String,
}

/// All deals of the article, in the order of the text.
pub fn find(found: &Found, paragraphs: &[Paragraph], rules: &Rules) -> (Vec<Deal>, Vec<Unresolved>) {
    let mut deals: Vec<Deal> = Vec::new();
    let mut unresolved = Vec::new();
    let mut memory = Memory::new(found);
    for (n, p) in paragraphs.iter().enumerate() {
        let quoted = super::quotes::marks(p);
        for (at, sentence) in p.sentences.iter().enumerate() {
            // A sentence of hundreds of words is a list, and a question claims nothing.
            let asks = sentence.end.checked_sub(1).is_some_and(|last| matches!(p.word(last), "?" | "؟"));
            if sentence.len() > 400 {
                continue;
            }
            let r = Reading { found, p, n, start: sentence.start, end: sentence.end, lang: rules.lang };
            let clauses = Clauses::new(&r, &|k| rules.is_verb(p, k));
            let sums = rules.goods.sums(p, rules.lang, sentence.clone());
            let names = names::names(rules, &r, &clauses, &memory, &sums);
            // "Tehran denied it.": what the next sentence takes back was not.
            let denied = p.sentences.get(at + 1).is_some_and(|next| rules.takes_back(p, next));
            if !asks && !denied {
                let is_quoted = |k: usize| quoted.iter().any(|(a, b)| (*a..*b).contains(&k));
                for deal in told(rules, &r, &clauses, &names, &sums, &memory, &is_quoted) {
                    if merge(&mut deals, &deal) || fill(&mut deals, &deal, n) {
                        continue;
                    }
                    if principals(&deal) >= 2 {
                        deals.push(deal);
                    } else if let Some((_, tokens)) = deal.evidence.first() {
                        unresolved.push(Unresolved { paragraph: n, text: p.slice(tokens.clone()).to_string() });
                    }
                }
            }
            memory.heard(&names);
        }
    }
    for deal in &mut deals {
        // Jets that one company sells to another are no arms.
        let company = |(a, _): &(usize, String)| found.actor(*a).is_some_and(|a| a.kind == ActorKind::Company);
        if deal.kind == DealKind::ArmsTransfer && deal.parties.iter().all(company) {
            deal.kind = DealKind::Trade;
        }
    }
    (deals, unresolved)
}

/// The actors that take part.
fn who(deal: &Deal) -> BTreeSet<usize> {
    deal.parties.iter().map(|(a, _)| *a).collect()
}

/// Parties that are no mere mediators.
fn principals(deal: &Deal) -> usize {
    deal.parties.iter().filter(|(_, role)| role != "mediator").count()
}

/// The deals that one sentence tells; two words that tell the same deal make one.
fn told(
    rules: &Rules,
    r: &Reading,
    clauses: &Clauses,
    names: &[Name],
    sums: &[Sum],
    memory: &Memory,
    is_quoted: &dyn Fn(usize) -> bool,
) -> Vec<Deal> {
    let cues = cues::cues(rules, r, clauses, is_quoted);
    let mut out: Vec<Telling> = Vec::new();
    let mut left: Vec<(&Cue, Taking)> = Vec::new();
    let others = |cue: &Cue| -> Vec<Other> {
        cues.iter().filter(|other| other.at != cue.at).map(|other| (other.at.clone(), other.is_noun())).collect()
    };
    for cue in &cues {
        let others = &others(cue);
        let taking = Sides { rules, r, clauses, names, cue, others }.parties();
        if taking.parties.len() < 2 {
            left.push((cue, taking));
            continue;
        }
        let words = Words { rules, r, clauses, cue, others, sums };
        let (things, sum) = (words.things(), words.sum());
        let is_told = match &cue.what {
            What::Transfer(t) => {
                t.alone.is_some() || !things.is_empty() || sum.is_some() || taking.is_bought || t.is_trade()
            }
            What::Noun(_) => true,
            What::Project => taking.is_close,
        };
        if is_told {
            tell(&mut out, Telling::new(cue, words.deal(taking, things, sum)));
        }
    }
    // A cue without two parties tells more of a deal beside it, or its parties are told elsewhere.
    for (cue, taking) in left {
        let others = &others(cue);
        let words = Words { rules, r, clauses, cue, others, sums };
        let (things, sum) = (words.things(), words.sum());
        let is_told = match &cue.what {
            // Without a verb it may still be of the two named before.
            What::Noun(_) => true,
            What::Transfer(t) => t.alone.is_none() && (!things.is_empty() || sum.is_some()),
            What::Project => false,
        };
        if !is_told {
            continue;
        }
        let is_noun = cue.is_noun();
        let few = Telling::new(cue, words.deal(taking.clone(), things.clone(), sum.clone()));
        if out.iter().any(|old| is_same(old, &few)) {
            tell(&mut out, few);
            continue;
        }
        let mut taking = Sides { rules, r, clauses, names, cue, others }.widened(taking);
        let told: Vec<usize> = taking.parties.iter().map(|(a, _, _)| *a).collect();
        // Towns and persons beside it take no part.
        let idle = |n: &Name| n.is_person || n.is_adjective || n.has(Marker::In);
        let alone = names.iter().all(|n| told.contains(&n.actor) || idle(n));
        if alone && told.len() < 2 && (is_noun || !things.is_empty()) {
            let more = memory.missing(&told, is_noun && cue.verb.is_some()).into_iter();
            taking.parties.extend(more.map(|a| (a, String::new(), cue.at.clone())));
        }
        // A noun alone is no more than talk.
        if cue.verb.is_none() && (taking.parties.len() < 2 || !alone) {
            continue;
        }
        tell(&mut out, Telling::new(cue, words.deal(taking, things, sum)));
    }
    out.into_iter().map(|telling| telling.deal).collect()
}

/// A deal as one cue tells it.
struct Telling {
    is_noun: bool,
    /// Whether its noun says no more than that something was agreed.
    is_plain: bool,
    /// The tokens of the cue.
    at: Range<usize>,
    deal: Deal,
}

impl Telling {
    fn new(cue: &Cue, deal: Deal) -> Telling {
        Telling { is_noun: cue.is_noun(), is_plain: cue.is_plain(), at: cue.at.clone(), deal }
    }
}

/// Adds a telling to those of its sentence.
fn tell(out: &mut Vec<Telling>, new: Telling) {
    match out.iter_mut().find(|old| is_same(old, &new)) {
        Some(old) if new.is_noun && !old.is_noun => {
            old.deal = joined(new.deal, &old.deal, new.is_plain);
            (old.is_noun, old.is_plain) = (true, false);
        }
        Some(old) => {
            old.deal = joined(old.deal.clone(), &new.deal, old.is_plain);
            old.is_plain &= new.is_plain;
        }
        None => out.push(new),
    }
}

/// Whether two tellings in one sentence are of one deal. A noun and a verb of the same two tell one as a rule, whatever
/// kind the goods beside the verb give it.
fn is_same(a: &Telling, b: &Telling) -> bool {
    let noun_and_verb = a.is_noun != b.is_noun;
    let plain = a.is_plain || b.is_plain;
    let gap = gap(&a.at, &b.at);
    let (a, b) = (&a.deal, &b.deal);
    let (x, y) = (who(a), who(b));
    let parties = x.is_subset(&y) || y.is_subset(&x);
    let kinds = match forbids(a.kind) == forbids(b.kind) {
        true => a.kind == b.kind || plain || is_plain(a.kind) || is_plain(b.kind) || noun_and_verb,
        // "an embargo on arms sales"
        false => gap <= 4,
    };
    let sums = match (&a.value, &b.value) {
        (Some(a), Some(b)) => a.written == b.written,
        _ => true,
    };
    parties && kinds && sums
}

/// An embargo on arms sales is no arms sale.
fn forbids(kind: DealKind) -> bool {
    matches!(kind, DealKind::Embargo | DealKind::Sanction)
}

/// One deal of two tellings: what the noun says of where it stands, what the verb says of who does what.
fn joined(noun: Deal, verb: &Deal, plain: bool) -> Deal {
    let mut out = noun;
    let has_roles = |d: &Deal| d.parties.iter().any(|(_, role)| !role.is_empty());
    // What one of three does is a part of what they agreed.
    let is_part = principals(&out) >= 2 && principals(verb) >= 2 && who(verb).len() < who(&out).len();
    if principals(verb) >= 2 && !is_part && (principals(&out) < 2 || !has_roles(&out)) {
        out.parties = verb.parties.clone();
    }
    if !is_part && (plain || is_plain(out.kind)) || forbids(verb.kind) {
        out.kind = verb.kind;
    }
    out.status = if verb.status.is_some_and(is_over) { verb.status } else { out.status.or(verb.status) };
    if out.items.is_empty() {
        out.items = verb.items.clone();
    }
    out.quantity = out.quantity.take().or_else(|| verb.quantity.clone());
    out.complete(verb);
    for (n, tokens) in &verb.evidence {
        match out.evidence.iter_mut().find(|(m, _)| m == n) {
            Some((_, old)) => grow(old, tokens),
            None => out.evidence.push((*n, tokens.clone())),
        }
    }
    out
}

/// Adds a deal to one told before, where nothing speaks against it.
fn merge(deals: &mut [Deal], new: &Deal) -> bool {
    let same = deals.iter_mut().find(|d| {
        let (old, fresh) = (who(d), who(new));
        let overlap = !fresh.is_empty() && fresh.is_subset(&old);
        let fits = |a: &str, b: &str| a == b || a.is_empty() || b.is_empty();
        let whole = new.parties.iter().all(|(a, role)| d.parties.iter().any(|(b, old)| a == b && fits(role, old)));
        let dates = d.date.is_none() || new.date.is_none() || d.date == new.date;
        let values = match (&d.value, &new.value) {
            (Some(a), Some(b)) => a.written == b.written,
            _ => true,
        };
        let items = d.items == new.items || new.items.is_empty();
        // Two old agreements of the same two: each has its own time.
        let times = match (&d.date_text, &new.date_text) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        // "the deal" behind "the joint venture deal": the plain word says no less.
        let kinds = d.kind == new.kind || old == fresh && (is_plain(d.kind) || is_plain(new.kind)) && is_near(d, new);
        kinds && overlap && whole && dates && values && items && (times || d.kind != new.kind)
    });
    let Some(old) = same else { return false };
    if is_plain(old.kind) {
        old.kind = new.kind;
    }
    old.status =
        if new.status.is_some_and(is_over) && is_near(old, new) { new.status } else { old.status.or(new.status) };
    old.complete(new);
    old.evidence.extend(new.evidence.iter().cloned());
    true
}

/// Whether a deal has come to its end.
fn is_over(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Ended | Status::Suspended)
}

fn is_plain(kind: DealKind) -> bool {
    kind == DealKind::Agreement
}

/// Whether two deals are told in one paragraph or in neighbours.
fn is_near(a: &Deal, b: &Deal) -> bool {
    match (a.evidence.last(), b.evidence.first()) {
        (Some((a, _)), Some((b, _))) => b.abs_diff(*a) <= 1,
        _ => false,
    }
}

/// "The contract is worth $2bn", "it was cancelled in 2013": what is told without parties belongs to the deal told
/// just before, where it is of the same kind and says nothing else of it.
fn fill(deals: &mut [Deal], new: &Deal, n: usize) -> bool {
    let Some(old) = deals.last_mut() else { return false };
    let near = old.evidence.last().is_some_and(|(at, _)| n == *at || n == at + 1);
    let same = old.kind == new.kind || is_plain(new.kind);
    let mediators: Vec<_> = new.parties.iter().filter(|(_, role)| role == "mediator").cloned().collect();
    let own = || new.parties.iter().filter(|(_, role)| role != "mediator");
    let strangers = own().any(|(a, _)| !old.parties.iter().any(|(b, _)| a == b));
    if own().count() >= 2 || !near || !same || strangers {
        return false;
    }
    let tells = (old.value.is_none() && new.value.is_some()) || (old.date.is_none() && new.date.is_some());
    let over = new.status.is_some_and(is_over);
    if !tells && !over && mediators.is_empty() {
        return false;
    }
    old.parties.extend(mediators);
    old.value = old.value.take().or_else(|| new.value.clone());
    if over {
        old.status = new.status;
    } else if old.date.is_none() {
        old.date = new.date.clone();
        old.date_text = new.date_text.clone().or(old.date_text.take());
    }
    old.evidence.extend(new.evidence.iter().cloned());
    true
}

/// The name of a deal that a noun tells.
pub fn name(found: &Found, what: &str, parties: &[Party], roles: Option<(&str, &str)>) -> String {
    let named = |role: &str| {
        let list: Named = parties.iter().filter(|(_, r, _)| r == role).map(|(a, _, g)| (*a, g.clone())).collect();
        names_of(found, &list)
    };
    match roles {
        Some((from, to)) => {
            let joint = if matches!(from, "imposer") { "on" } else { "to" };
            match (named(from), named(to)) {
                (f, t) if t.is_empty() => format!("{what} by {f}"),
                (f, t) => format!("{what} by {f} {joint} {t}"),
            }
        }
        None => {
            let all: Named = parties.iter().map(|(a, _, g)| (*a, g.clone())).collect();
            format!("{what} of {}", names_of(found, &all))
        }
    }
}

/// "A, B and C"
pub fn names_of(found: &Found, list: &Named) -> String {
    let names: Vec<&str> = list.iter().filter_map(|(a, _)| found.actor(*a)).map(|a| a.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// With a capital at its beginning.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
