//! Deals: a deal noun with a deal verb, or a verb that hands something over with goods or a sum; then who takes part.
//! Where fewer than two parties are told, there is no draft, only a line in the report.

mod clauses;
mod cues;
mod memory;
mod names;
mod sides;
mod told;

use std::collections::BTreeSet;
use std::ops::Range;

use super::actors::Found;
use super::goods::{Item, Sum};
use super::parties::{Named, Reading};
use super::rules::Rules;
use super::words::Paragraph;
use clauses::Clauses;
use cues::What;
use memory::Memory;
use names::Name;
use sides::{Party, Sides};
use told::{Telling, grow};
use crate::doc::record::{ActorKind, DealKind, Standing, Status};

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
    let mut memory = Memory::default();
    for (n, p) in paragraphs.iter().enumerate() {
        let quoted = super::quotes::marks(p);
        for (at, sentence) in p.sentences.iter().enumerate() {
            // A sentence of hundreds of words is a list, and a question claims nothing.
            let asks = sentence.end.checked_sub(1).is_some_and(|last| matches!(p.word(last), "?" | "؟"));
            if sentence.len() > 400 {
                continue;
            }
            let r = Reading { found, p, n, start: sentence.start, end: sentence.end, lang: rules.lang };
            let clauses = Clauses::new(&r);
            let names = names::names(rules, &r, &clauses, &memory);
            // "Tehran denied it.": what the next sentence takes back was not.
            let denied = p.sentences.get(at + 1).is_some_and(|next| rules.takes_back(p, next));
            if !asks && !denied {
                let is_quoted = |k: usize| quoted.iter().any(|(a, b)| (*a..*b).contains(&k));
                for deal in told(rules, &r, &clauses, &names, &is_quoted) {
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
    is_quoted: &dyn Fn(usize) -> bool,
) -> Vec<Deal> {
    let mut out: Vec<(Deal, bool)> = Vec::new();
    for cue in &cues::cues(rules, r, clauses, is_quoted) {
        let taking = Sides { rules, r, clauses, names, cue }.parties();
        let telling = Telling { rules, r, clauses, cue };
        let (things, sum) = (telling.things(), telling.sum());
        let is_whole = taking.is_close && taking.parties.len() >= 2;
        let is_told = match &cue.what {
            What::Noun(_) => cue.verb.is_some() || is_whole,
            What::Transfer(t) if t.alone.is_some() => is_whole,
            What::Transfer(_) => !things.is_empty() || sum.is_some() || is_whole,
        };
        if !is_told {
            continue;
        }
        let is_noun = matches!(cue.what, What::Noun(_));
        let deal = telling.deal(taking, things, sum);
        match out.iter_mut().find(|(old, was_noun)| is_same(old, &deal, is_noun != *was_noun)) {
            Some((old, was_noun)) => {
                let (noun, verb) = if *was_noun { (old.clone(), deal) } else { (deal, old.clone()) };
                *old = if is_noun == *was_noun { joined(old.clone(), &verb) } else { joined(noun, &verb) };
                *was_noun |= is_noun;
            }
            None => out.push((deal, is_noun)),
        }
    }
    out.into_iter().map(|(deal, _)| deal).collect()
}

/// Whether two tellings in one sentence are of one deal. A noun and a verb of the same two tell one as a rule, whatever
/// kind the goods beside the verb give it.
fn is_same(a: &Deal, b: &Deal, noun_and_verb: bool) -> bool {
    let set = |d: &Deal| d.parties.iter().map(|(a, _)| *a).collect::<BTreeSet<_>>();
    let (x, y) = (set(a), set(b));
    let parties = x.is_subset(&y) || y.is_subset(&x);
    let kinds = a.kind == b.kind || is_plain(a.kind) || is_plain(b.kind) || noun_and_verb || forbids(a.kind) != forbids(b.kind);
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
fn joined(noun: Deal, verb: &Deal) -> Deal {
    let mut out = noun;
    let has_roles = |d: &Deal| d.parties.iter().any(|(_, role)| !role.is_empty());
    if principals(verb) >= 2 && (principals(&out) < 2 || !has_roles(&out)) {
        out.parties = verb.parties.clone();
    }
    if is_plain(out.kind) || forbids(verb.kind) {
        out.kind = verb.kind;
    }
    out.status = out.status.or(verb.status);
    if out.items.is_empty() {
        out.items = verb.items.clone();
    }
    out.value = out.value.take().or_else(|| verb.value.clone());
    out.quantity = out.quantity.take().or_else(|| verb.quantity.clone());
    out.date = out.date.take().or_else(|| verb.date.clone());
    out.date_text = out.date_text.take().or_else(|| verb.date_text.clone());
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
    let parties = |d: &Deal| d.parties.iter().map(|(a, _)| *a).collect::<BTreeSet<_>>();
    let same = deals.iter_mut().find(|d| {
        let (old, fresh) = (parties(d), parties(new));
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
    old.status = old.status.or(new.status);
    old.value = old.value.take().or_else(|| new.value.clone());
    old.date = old.date.take().or_else(|| new.date.clone());
    old.date_text = old.date_text.take().or_else(|| new.date_text.clone());
    old.evidence.extend(new.evidence.iter().cloned());
    true
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
    let over = matches!(new.status, Some(Status::Cancelled | Status::Ended | Status::Suspended));
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
