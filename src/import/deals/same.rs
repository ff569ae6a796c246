//! When two tellings are of one deal: in one sentence, in sentences apart, and where a later one only points back.

use std::collections::BTreeSet;

use super::super::actors::Found;
use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::Rules;
use super::super::words::gap;
use super::clauses::Clauses;
use super::names::Name;
use super::told::grow;
use super::{Deal, Telling, principals};
use crate::doc::record::{ActorKind, DealKind, Status};

/// The actors that take part.
pub fn who(deal: &Deal) -> BTreeSet<usize> {
    deal.parties.iter().map(|(a, _)| *a).collect()
}

/// The actors that take part in each of two tellings. Where one of them says little, an army or a ministry counts as
/// its state: "handed over to the Kenyan army", "that Nairobi bought".
fn sides(found: &Found, a: &Deal, b: &Deal) -> (BTreeSet<usize>, BTreeSet<usize>) {
    (as_states(found, a, b, who(a)), as_states(found, a, b, who(b)))
}

fn as_states(found: &Found, a: &Deal, b: &Deal, actors: BTreeSet<usize>) -> BTreeSet<usize> {
    if !a.is_plain() && !b.is_plain() {
        return actors;
    }
    let state = |a: usize| {
        let body = found.actor(a).filter(|a| matches!(a.kind, ActorKind::Military | ActorKind::Government));
        body.and_then(|a| a.parent).unwrap_or(a)
    };
    actors.into_iter().map(state).collect()
}

/// Whether one gives in one telling what he gets in another.
pub fn is_turned(a: &Deal, b: &Deal) -> bool {
    let turned = |(actor, role): &(usize, String)| {
        let other = b.parties.iter().find(|(other, _)| other == actor).and_then(|(_, role)| gives(role));
        gives(role).zip(other).is_some_and(|(a, b)| a != b)
    };
    a.parties.iter().any(turned)
}

/// Whether a role is that of the side something comes from; a plain party is on none.
pub fn gives(role: &str) -> Option<bool> {
    match role {
        "supplier" | "seller" | "lender" | "donor" | "licensor" | "imposer" => Some(true),
        "recipient" | "buyer" | "borrower" | "licensee" | "target" => Some(false),
        _ => None,
    }
}

/// "sold to X and Y": who sells is not told.
pub fn is_one_sided(deal: &Deal) -> bool {
    let mut sides = principals(deal).map(|(_, role)| gives(role));
    sides.next().flatten().is_some_and(|first| sides.all(|side| side == Some(first)))
}

/// Whether two tellings in one sentence are of one deal. A noun and a verb of the same two tell one as a rule, whatever
/// kind the goods beside the verb give it.
pub fn is_same(found: &Found, a: &Telling, b: &Telling) -> bool {
    // "handed over the last of them, and weighs a further donation", "a treaty, a memorandum and an order"
    let further = a.is_more != b.is_more;
    let listed = a.is_noun && b.is_noun && a.is_new && b.is_new && a.deal.kind != b.deal.kind;
    if further || listed {
        return false;
    }
    let noun_and_verb = a.is_noun != b.is_noun;
    let plain = a.is_plain || b.is_plain;
    // "lends X a sum to build a port", "sanctions on X for shipping oil": an aim of the same two.
    let aim = a.is_aim != b.is_aim && who(&a.deal) == who(&b.deal);
    let gap = gap(&a.at, &b.at);
    // "a memorandum on training"
    let about = a.is_noun && b.is_noun && gap <= 6 && a.deal.kind == DealKind::Mou && b.at.start > a.at.start;
    let (a, b) = (&a.deal, &b.deal);
    let (x, y) = sides(found, a, b);
    let parties = (x.is_subset(&y) || y.is_subset(&x)) && !(forbids(a.kind) && is_turned(a, b));
    let kinds = match forbids(a.kind) == forbids(b.kind) {
        true => a.kind == b.kind || plain || a.is_plain() || b.is_plain() || noun_and_verb || aim || about,
        // "an embargo on arms sales"
        false => gap <= 4 || aim,
    };
    parties && kinds && have_one_sum(a, b)
}

/// An embargo on arms sales is no arms sale.
pub fn forbids(kind: DealKind) -> bool {
    matches!(kind, DealKind::Embargo | DealKind::Sanction)
}

/// One deal of two tellings: what the noun says of where it stands, what the verb says of who does what.
pub fn joined(noun: Deal, verb: &Deal, plain: bool) -> Deal {
    let mut out = noun;
    let has_roles = |d: &Deal| d.parties.iter().any(|(_, role)| !role.is_empty());
    // What one of three does is a part of what they agreed.
    let is_part = principals(&out).count() >= 2 && principals(verb).count() >= 2 && who(verb).len() < who(&out).len();
    // "supplied under a contract signed by A and B": those who sign are told.
    let is_more = principals(&out).count() >= 2 && who(&out).len() < who(verb).len();
    if principals(verb).count() >= 2 && !is_part && !is_more && (principals(&out).count() < 2 || !has_roles(&out)) {
        out.parties = verb.parties.clone();
    }
    if !is_part && plain && !out.is_vague || forbids(verb.kind) && !forbids(out.kind) {
        (out.kind, out.is_vague) = (verb.kind, verb.is_vague);
    } else if !is_part {
        out.specify(verb);
    }
    out.stands(verb.status);
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

/// Adds a deal to one told before, where nothing speaks against it; "a deal in 2014" only to one of its kind.
pub fn merge(found: &Found, deals: &mut [Deal], new: &Deal, is_new: bool) -> bool {
    let same = deals.iter_mut().find(|d| {
        let (old, fresh) = sides(found, d, new);
        let overlap = !fresh.is_empty() && fresh.is_subset(&old);
        let whole = !is_turned(d, new);
        let dates = d.date.is_none() || new.date.is_none() || d.date == new.date;
        let items = d.items == new.items || new.items.is_empty();
        // Two old agreements of the same two: each has its own time.
        let times = match (&d.date_text, &new.date_text) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        // "the deal" behind "the joint venture deal": the plain word says no less.
        let kinds = d.kind == new.kind
            || !(is_new && new.date_text.is_some())
                && old == fresh
                && (d.is_plain() || new.is_plain())
                && is_near(d, new);
        kinds && overlap && whole && dates && have_one_sum(d, new) && items && (times || d.kind != new.kind)
    });
    let Some(old) = same else { return false };
    old.specify(new);
    old.status =
        if new.status.is_some_and(is_over) && is_near(old, new) { new.status } else { old.status.or(new.status) };
    old.complete(new);
    old.evidence.extend(new.evidence.iter().cloned());
    true
}

/// Whether a deal has come to its end.
pub fn is_over(status: Status) -> bool {
    matches!(status, Status::Cancelled | Status::Ended | Status::Suspended)
}

/// Whether two deals are told in one paragraph or in neighbours.
fn is_near(a: &Deal, b: &Deal) -> bool {
    match (a.evidence.last(), b.evidence.first()) {
        (Some((a, _)), Some((b, _))) => b.abs_diff(*a) <= 1,
        _ => false,
    }
}

/// The deal without those who can be no party of its kind: states do not merge, and who allows it takes no part.
pub fn plausible(found: &Found, mut deal: Deal) -> Deal {
    let public = [ActorKind::State, ActorKind::Igo, ActorKind::Government, ActorKind::Military];
    let odd: &[ActorKind] = match deal.kind {
        DealKind::Merger => &public,
        DealKind::Ceasefire => &[ActorKind::Company, ActorKind::Igo, ActorKind::Media],
        _ => return deal,
    };
    let is_odd = |actor: usize| found.actor(actor).is_some_and(|a| odd.contains(&a.kind));
    // A state may buy a firm, of which it is told with its part.
    let others = deal.parties.iter().filter(|(a, _)| !is_odd(*a)).count();
    if others >= 2 || others == 0 {
        deal.parties.retain(|(a, role)| role == "mediator" || !is_odd(*a));
    }
    deal
}

/// The parties of a deal but for mediators, and for persons of whom it only says that they spoke of it.
pub fn partakers<'a>(found: &'a Found, deal: &'a Deal) -> impl Iterator<Item = usize> + 'a {
    let is_person = |a: usize| found.actor(a).is_some_and(|a| a.kind == ActorKind::Person);
    principals(deal).filter(move |(a, role)| !(role.is_empty() && is_person(*a))).map(|(a, _)| *a)
}

/// What a telling that names too few is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refers {
    /// Of a deal told before; what it says of that has been taken up.
    Taken,
    /// Of one of those it names no party of, so of none that is known.
    Stranger,
    /// There is none before that it could mean.
    Nothing,
}

/// How many paragraphs back "the contract" may mean one.
const FAR: usize = 3;

/// "The contract is worth $2bn", "the licence was withdrawn in 1980": what is told of a deal that was told before.
pub fn refer(found: &Found, deals: &mut [Deal], new: &Telling, n: usize) -> Refers {
    let reach = if new.is_definite { FAR } else { 1 };
    let told = &new.deal;
    let own: BTreeSet<usize> = partakers(found, told).collect();
    let mut out = Refers::Nothing;
    for old in deals.iter_mut().rev() {
        let near = is_within(old, n, reach);
        let kind = old.kind == told.kind || told.is_plain() || old.is_plain() && new.is_noun;
        if !near || !kind || forbids(old.kind) != forbids(told.kind) && !told.is_plain() {
            continue;
        }
        let known = as_states(found, old, told, who(old));
        let strangers = !as_states(found, old, told, own.clone()).is_subset(&known);
        if strangers || !have_one_sum(old, told) {
            out = Refers::Stranger;
            continue;
        }
        take_up(old, told);
        return Refers::Taken;
    }
    out
}

/// "It was terminated in 2019": what a pronoun says of the deal told last.
pub fn ended(rules: &Rules, r: &Reading, clauses: &Clauses, names: &[Name], deals: &mut [Deal]) {
    let Some(deal) = deals.last_mut().filter(|deal| is_beside(deal, r.n)) else { return };
    let begins = |k: usize| k == r.start || clauses.of(k) != clauses.of(k - 1) || !r.p.is_word(k - 1);
    let it = (r.start..r.end).filter(|&k| begins(k)).find(|&k| rules.lang.marker_at(Marker::It, r.p, k).is_some());
    let Some(it) = it else { return };
    let here = clauses.of(it);
    let reach = it + 1..r.end.min(it + 8);
    let own = |k: &usize| clauses.of(*k) == here && !names.iter().any(|n| !n.is_pointer && n.range.contains(k));
    let verb = reach.take_while(own).find_map(|k| {
        let (len, (status, _)) = rules.verbs.at(r.p, k)?;
        Some((k..k + len, *status))
    });
    let negated = (it..r.end.min(it + 8)).any(|k| rules.negations.at(r.p, k).is_some());
    // "It suspended the talks": what it does is done to another.
    let Some((at, status)) = verb.filter(|(_, status)| is_over(*status) && !negated) else { return };
    let noun =
        (at.end..r.end.min(at.end + 6)).take_while(|k| r.p.is_word(*k)).any(|k| rules.nouns.at(r.p, k).is_some());
    let article = rules.lang.is(Marker::The, r.p, at.end);
    if !noun && !article {
        deal.status = Some(status);
        deal.evidence.push((r.n, it..at.end));
    }
}

/// Whether two tellings do not name different sums.
pub fn have_one_sum(a: &Deal, b: &Deal) -> bool {
    match (&a.value, &b.value) {
        (Some(a), Some(b)) => a.written == b.written,
        _ => true,
    }
}

/// Whether a deal was told last no more than so many paragraphs before one.
fn is_within(deal: &Deal, n: usize, reach: usize) -> bool {
    deal.evidence.last().is_some_and(|(at, _)| n.saturating_sub(*at) <= reach)
}

/// Whether a deal was told in a paragraph or in the one before it.
pub fn is_beside(deal: &Deal, n: usize) -> bool {
    is_within(deal, n, 1)
}

/// What a later telling says of a deal.
fn take_up(old: &mut Deal, new: &Deal) {
    let ends = new.status.is_some_and(is_over);
    let tells = old.value.is_none() && new.value.is_some() || old.date.is_none() && new.date.is_some() || ends;
    let more: Vec<(usize, String)> = new
        .parties
        .iter()
        .filter(|(a, role)| role == "mediator" && !old.parties.iter().any(|(b, _)| a == b))
        .cloned()
        .collect();
    if !tells && more.is_empty() {
        return;
    }
    old.parties.extend(more);
    old.value = old.value.take().or_else(|| new.value.clone());
    old.stands(new.status);
    if !ends && old.date.is_none() {
        old.date = new.date.clone();
        old.date_text = new.date_text.clone().or(old.date_text.take());
    }
    old.evidence.extend(new.evidence.iter().cloned());
}
