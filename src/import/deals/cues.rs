//! What makes a clause tell of a deal: a deal noun, with the verb that makes it one, or a verb that hands something over.

use std::ops::Range;

use super::super::goods::{self, Sum};
use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::{Noun, Rules, Transfer};
use super::clauses::Clauses;
use super::names::Name;
use super::same::is_over;
use crate::doc::record::{ActorKind, DealKind, Status};
use crate::text::fold;

/// A word that tells of a deal.
#[derive(Clone, Debug)]
pub struct Cue {
    pub what: What,
    /// Its tokens.
    pub at: Range<usize>,
    /// The verb of a noun; the transfer itself.
    pub verb: Option<Range<usize>>,
    pub status: Option<Status>,
    /// The field that a date fills.
    pub field: &'static str,
    /// Whether the subject of the verb gets what the noun tells.
    pub subject_takes: bool,
    /// Whether its verb describes who does it, who is named behind: "बेचने वाली कंपनी X".
    pub describes: bool,
    /// The word by which one asks for it.
    pub asks: Option<usize>,
    /// Whether the noun is one that was spoken of: "the deal", "ce contrat".
    pub is_definite: bool,
}

#[derive(Clone, Debug)]
pub enum What {
    Noun(Noun),
    Transfer(Transfer),
    /// Something that is built, with a verb of a deal.
    Project,
}

impl Cue {
    /// The token by which names are told to stand before or behind.
    pub fn pivot(&self) -> usize {
        self.verb.as_ref().map_or(self.at.start, |verb| verb.start)
    }

    pub fn is_noun(&self) -> bool {
        matches!(self.what, What::Noun(_))
    }

    /// Whether it says no more than that something was agreed.
    pub fn is_plain(&self) -> bool {
        match &self.what {
            What::Noun(noun) => noun.is_plain(),
            What::Transfer(t) => t.alone == Some(DealKind::Agreement),
            What::Project => false,
        }
    }

    /// Whether an article makes of its noun one that is known ("the contract"), or a new one ("another contract").
    pub fn articles(&self, rules: &Rules, r: &Reading) -> (bool, bool) {
        let (at, lang) = (&self.at, rules.lang);
        let from = self.phrase(rules, r, 4);
        let is_new = (from..at.start + 1).any(|k| lang.marker_at(Marker::Another, r.p, k).is_some())
            || lang.marker_at(Marker::Another, r.p, at.end).is_some();
        let is_the = (from..at.start).any(|k| lang.marker_at(Marker::The, r.p, k).is_some());
        (is_the && !is_new && self.is_noun(), is_new)
    }

    /// Where the words before its noun begin, up to so many: no verb and no name is among them.
    fn phrase(&self, rules: &Rules, r: &Reading, most: usize) -> usize {
        let plain = |k: usize| r.p.is_word(k) && !rules.is_verb(r.p, k) && r.found.at(r.n, k).is_none();
        (r.start..self.at.start).rev().take(most).take_while(|&k| plain(k)).last().unwrap_or(self.at.start)
    }

    /// Whether a word beside its noun says that there is one more.
    pub fn is_more(&self, rules: &Rules, r: &Reading) -> bool {
        let from = self.phrase(rules, r, 3);
        (from..self.at.start).any(|k| rules.lang.marker_at(Marker::More, r.p, k).is_some())
    }

    /// Both words.
    pub fn tokens(&self) -> Range<usize> {
        let verb = self.verb.clone().unwrap_or(self.at.clone());
        self.at.start.min(verb.start)..self.at.end.max(verb.end)
    }
}

/// The cues of a sentence, in their order.
pub fn cues(rules: &Rules, r: &Reading, clauses: &Clauses, is_quoted: &dyn Fn(usize) -> bool) -> Vec<Cue> {
    let mut out = Vec::new();
    let mut k = r.start;
    while k < r.end {
        if !r.p.is_word(k) || is_quoted(k) || r.found.at(r.n, k).is_some() || r.lang.is_suffix(r.p, k) {
            k += 1;
            continue;
        }
        if let Some((len, transfer)) = rules.transfers.at(r.p, k)
            && let Some(cue) = handed_over(rules, r, clauses, k..k + len, transfer)
        {
            k = cue.at.end;
            out.push(cue);
            continue;
        }
        let Some((len, noun)) = rules.nouns.at(r.p, k) else {
            k += 1;
            continue;
        };
        let (at, noun) = whole_noun(rules, r, k..k + len, *noun);
        k = at.end;
        out.extend(agreed(rules, r, clauses, at, noun));
    }
    if out.is_empty() {
        out.extend(project(rules, r, clauses, is_quoted));
    }
    if out.is_empty() {
        out.extend(signing(rules, r, clauses, is_quoted));
    }
    out
}

/// "have been discussing a pipeline": what two build is a deal without a noun that says so.
fn project(rules: &Rules, r: &Reading, clauses: &Clauses, is_quoted: &dyn Fn(usize) -> bool) -> Option<Cue> {
    let things = rules.goods.items(r.p, rules.lang, r.start..r.end);
    let built = |t: &goods::Thing| {
        t.kind == DealKind::Infrastructure && !is_quoted(t.range.start) && r.found.at(r.n, t.range.end - 1).is_none()
    };
    let thing = things.into_iter().find(built)?;
    let noun = Noun { kind: DealKind::Infrastructure, roles: None };
    let cue = agreed(rules, r, clauses, thing.range.end - 1..thing.range.end, noun)?;
    let near = |verb: &Range<usize>| verb.start.abs_diff(cue.at.start) <= 7;
    cue.verb.as_ref().is_some_and(near).then_some(Cue { what: What::Project, ..cue })
}

/// "what X and Y signed in May": a verb that needs no noun where two do it.
fn signing(rules: &Rules, r: &Reading, clauses: &Clauses, is_quoted: &dyn Fn(usize) -> bool) -> Option<Cue> {
    // What a noun told of was denied.
    if (r.start..r.end).any(|k| rules.nouns.at(r.p, k).is_some()) {
        return None;
    }
    (r.start..r.end).filter(|&k| r.p.is_word(k) && !is_quoted(k) && r.found.at(r.n, k).is_none()).find_map(|k| {
        let (len, (status, field)) = rules.verbs.at(r.p, k).filter(|(_, (status, _))| *status == Status::Signed)?;
        let roles = ("", "");
        let alone = Some(DealKind::Agreement);
        handed_over(
            rules,
            r,
            clauses,
            k..k + len,
            &Transfer { gives: true, roles, status: Some(*status), field, alone },
        )
    })
}

/// "will pay 40 million euros into X's fund": a sum is handed over, where no word tells more.
pub fn paid(
    rules: &Rules,
    r: &Reading,
    clauses: &Clauses,
    names: &[Name],
    sums: &[Sum],
    is_quoted: &dyn Fn(usize) -> bool,
) -> Option<Cue> {
    let is_price = |s: &Sum| rules.lang.marker_at(Marker::Each, r.p, s.range.end).is_some();
    let sum = sums.iter().find(|s| !is_quoted(s.range.start) && !is_price(s))?;
    let is_lender = |n: &Name| r.found.actor(n.actor).is_some_and(|a| a.kind == ActorKind::Igo);
    let lends = names.iter().any(|n| n.is_free() && is_lender(n));
    let roles = if lends { ("lender", "borrower") } else { ("supplier", "recipient") };
    handed_over(
        rules,
        r,
        clauses,
        sum.range.clone(),
        &Transfer { gives: true, roles, status: None, field: "", alone: None },
    )
}

/// "loan agreement", "işbirliği anlaşması", "accord de prêt": two nouns that tell one deal.
fn whole_noun(rules: &Rules, r: &Reading, first: Range<usize>, mut noun: Noun) -> (Range<usize>, Noun) {
    let mut at = first;
    for _ in 0..2 {
        let second = (at.end..at.end + 3).find_map(|i| rules.nouns.at(r.p, i).map(|(len, noun)| (i..i + len, *noun)));
        let Some((next, other)) = second.filter(|(next, _)| next.end <= r.end) else { break };
        let glue = |k: usize| {
            (rules.lang.is_small(r.p.lower(k)) && rules.lang.code != "en") || matches!(r.p.word(k), "-" | "'" | "’")
        };
        if !(at.end..next.start).all(glue) {
            break;
        }
        if noun.is_plain() || (!other.is_plain() && next.start == at.end) {
            noun = other;
        }
        at.end = next.end;
    }
    (at, noun)
}

fn agreed(rules: &Rules, r: &Reading, clauses: &Clauses, at: Range<usize>, noun: Noun) -> Option<Cue> {
    let covers = |i: usize| rules.idioms.at(r.p, i).is_some_and(|(n, _)| i + n > at.start);
    if (r.start.max(at.start.saturating_sub(3))..=at.start).any(covers) {
        return None;
    }
    // "a deal to supply": the verb tells more.
    let told = rules.lang.code == "en" && r.p.word(at.end) == "to" && rules.transfers.at(r.p, at.end + 1).is_some();
    if told && noun.is_plain() {
        return None;
    }
    // A capital in mid-sentence: a part of a name.
    let capital = rules.lang.is_cased && rules.lang.code != "de" && at.start > r.start && r.p.is_capital(at.start);
    if capital && !r.p.word(at.start).chars().all(char::is_uppercase) {
        return None;
    }
    let verb = verb_of(rules, r, clauses, &at);
    let near = verb.as_ref().map_or(at.clone(), |v| v.at.clone());
    if is_negated(rules, r, clauses, &near) || is_negated(rules, r, clauses, &at) {
        return None;
    }
    let wished = wished(rules, r, clauses, &near).or_else(|| wished(rules, r, clauses, &at));
    let wish = wished.and_then(|(_, status)| status);
    let status = match (&verb, wish) {
        // "decided to lift the embargo"
        (Some(verb), Some(Status::Agreed)) if is_over(verb.status) => Some(verb.status),
        (_, Some(wish)) => Some(wish),
        (Some(verb), None) => Some(verb.status),
        (None, None) => None,
    };
    let field = verb.as_ref().filter(|_| wish.is_none()).map_or("", |v| v.field);
    let takes = |k: usize| rules.takes.at(r.p, k).is_some();
    // "devolverá a China el crédito": no verb of a deal, but one of those who get it.
    let ahead = || (at.start.saturating_sub(12).max(r.start)..at.start).rev().take_while(|&k| r.p.word(k) != ",");
    let alone = || verb.is_none() && ahead().any(|k| clauses.of(k) == clauses.of(at.start) && takes(k));
    let subject_takes =
        verb.as_ref().is_some_and(|v| takes(v.at.start)) || wished.is_some_and(|(k, _)| takes(k)) || alone();
    let is_definite = is_definite(rules, r, &at);
    let verb = verb.map(|v| v.at);
    Some(Cue {
        what: What::Noun(noun),
        at,
        verb,
        status,
        field,
        subject_takes,
        asks: None,
        is_definite,
        describes: false,
    })
}

fn handed_over(rules: &Rules, r: &Reading, clauses: &Clauses, at: Range<usize>, transfer: &Transfer) -> Option<Cue> {
    let english = rules.lang.code == "en";
    let article =
        english && at.start > r.start && matches!(fold(r.p.word(at.start - 1)).as_str(), "the" | "a" | "an" | "its");
    // "seen by Sahara Wire"
    let in_name = |k: usize| r.p.is_capital(k) && r.p.is_word(k) && r.found.at(r.n, k).is_none();
    let capital = rules.lang.is_cased && rules.lang.code != "de" && at.start > r.start && in_name(at.start);
    if is_negated(rules, r, clauses, &at) || article || capital && in_name(at.start - 1) {
        return None;
    }
    // "मंज़ूरी दे दी": the word before says what is done.
    if at.len() <= 2 && at.start > r.start && rules.lang.is(Marker::Light, r.p, at.start - 1) {
        return None;
    }
    // "pledged to", "offered to": what is meant stands behind it.
    if rules.wishes.at(r.p, at.start).is_some_and(|(len, _)| len > at.len()) {
        return None;
    }
    let wished = wished(rules, r, clauses, &at);
    let asks = wished.filter(|(_, status)| *status == Some(Status::Sought)).map(|(k, _)| k);
    let wish = wished.map(|(_, status)| status);
    let (mut status, mut field) = (wish.unwrap_or(transfer.status), if wish.is_some() { "" } else { transfer.field });
    // "the sale … was frozen": where a verbal noun stands, another verb tells.
    if status.is_none()
        && wish.is_none()
        && let Some(verb) = verb_of(rules, r, clauses, &at)
        && clauses.of(verb.at.start) == clauses.of(at.start)
    {
        (status, field) = (Some(verb.status), verb.field);
    }
    let describes = rules.lang.marker_at(Marker::Doer, r.p, at.end).is_some();
    if describes {
        (status, field) = (transfer.status, transfer.field);
    }
    let named = at.start > r.start && rules.lang.is(Marker::Definite, r.p, at.start - 1);
    let (verb, is_definite) = (Some(at.clone()), named);
    let subject_takes = !transfer.gives;
    Some(Cue { what: What::Transfer(*transfer), at, verb, status, field, subject_takes, asks, is_definite, describes })
}

/// "the [new] deal", "diese Lieferung": a noun behind an article that points.
fn is_definite(rules: &Rules, r: &Reading, at: &Range<usize>) -> bool {
    let from = at.start.saturating_sub(3).max(r.start);
    let plain = |k: usize| r.p.is_word(k) && !rules.lang.is_stop(r.p.lower(k)) && r.found.at(r.n, k).is_none();
    let article = (from..at.start).rev().find(|&k| !plain(k));
    article.is_some_and(|k| rules.lang.is(Marker::Definite, r.p, k))
}

struct Verb {
    at: Range<usize>,
    status: Status,
    field: &'static str,
}

/// The verb that makes a deal of a noun: the nearest in its clause, else in the sentence.
fn verb_of(rules: &Rules, r: &Reading, clauses: &Clauses, noun: &Range<usize>) -> Option<Verb> {
    let verb = |i: usize| {
        // "a sign of trust" is no verb.
        let noun = i > r.start && rules.lang.is(Marker::Another, r.p, i - 1);
        let (len, (status, field)) = rules.verbs.at(r.p, i).filter(|_| r.p.is_word(i) && !noun)?;
        Some(Verb { at: i..i + len, status: *status, field })
    };
    // "समझौता हुआ": a light verb that has the noun in it.
    let light = noun.clone().filter_map(verb).find(|v| v.at.end > noun.end);
    if light.is_some() {
        return light;
    }
    let (back, on) = if rules.lang.is_postpositional { (8, 28) } else { (14, 20) };
    let range = r.start.max(noun.start.saturating_sub(back))..r.end.min(noun.end + on);
    let here = clauses.of(noun.start);
    let distance = |i: usize| {
        let steps = if i < noun.start { noun.start - i } else { i - noun.end + 1 };
        let commas = if i < noun.start { i..noun.start } else { noun.end..i };
        // What stands behind a semicolon is another matter.
        let weight = |j: usize| match r.p.word(j) {
            "," | "،" => 4,
            ";" | "؛" => 40,
            _ => 0,
        };
        steps + commas.map(weight).sum::<usize>() + if clauses.of(i) == here { 0 } else { 12 }
    };
    let all: Vec<Verb> =
        range.filter(|i| !noun.contains(i)).filter_map(verb).filter(|v| distance(v.at.start) <= 32).collect();
    let nearest = all.iter().min_by_key(|v| distance(v.at.start))?;
    // "imzalanan anlaşma feshedildi": the verb behind says what became of what the one before tells.
    let inserted = (noun.end..nearest.at.start).any(|k| r.p.word(k) == ",");
    let ends = |v: &&Verb| {
        let before = rules.lang.is_postpositional && nearest.at.end <= noun.start && distance(v.at.start) <= 8;
        // "the contract, meant to run until 2026, was cancelled"
        let around = inserted && distance(v.at.start) <= 26 && (nearest.at.end..v.at.start).any(|k| r.p.word(k) == ",");
        (before || around) && v.at.start >= noun.end && is_over(v.status) && clauses.of(v.at.start) == here
    };
    let verb = all.iter().find(ends).unwrap_or(nearest);
    Some(Verb { at: nearest.at.clone(), ..*verb })
}

/// Whether what stands at some tokens is denied. Who denies a thing may do so at the other end of the sentence; a plain
/// "no" stands beside its word.
fn is_negated(rules: &Rules, r: &Reading, clauses: &Clauses, at: &Range<usize>) -> bool {
    let here = clauses.of(at.start);
    // "gibt es nicht" closes a German clause.
    let behind = if rules.lang.is_postpositional || rules.lang.code == "de" { 8 } else { 2 };
    let near = at.start.saturating_sub(5).max(r.start)..r.end.min(at.end + behind);
    (r.start..r.end).any(|i| {
        rules.denials.at(r.p, i).is_some()
            // A verb of refusal may close its clause: "X کی پیشکش یہ کہہ کر ٹھکرا دی".
            || (near.contains(&i) || rules.lang.is_postpositional && (at.end..at.end + 14).contains(&i))
                && clauses.of(i) == here
                && rules.negations.at(r.p, i).is_some_and(|(len, _)| {
                    (near.contains(&i) || len > 1) && (i + len <= at.start || i >= at.end)
                })
    })
}

/// The wish beside a verb: before it, or behind it where the verb stands last.
/// Where it stands, and what it makes of the deal. "quiere que España le venda": the wish may stand before the "that".
fn wished(rules: &Rules, r: &Reading, clauses: &Clauses, at: &Range<usize>) -> Option<(usize, Option<Status>)> {
    let here = clauses.of(at.start);
    let that = clauses.at(here);
    let around = rules.lang.marker_at(Marker::That, r.p, that).map(|_| clauses.parent(here));
    let before = r.start.max(at.start.saturating_sub(7))..at.start;
    let behind = at.start..r.end.min(at.end + 4);
    let range = if rules.lang.is_postpositional { behind } else { before };
    let is_wish = |i: &usize| clauses.of(*i) == here || Some(clauses.of(*i)) == around && *i + 3 >= that && *i < that;
    range.rev().filter(is_wish).find_map(|i| rules.wishes.at(r.p, i).map(|(_, status)| (i, *status)))
}
