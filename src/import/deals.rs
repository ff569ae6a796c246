//! Deals: a deal noun with a deal verb, or a verb that hands something over with goods or a sum; then who takes part.
//! Where fewer than two parties are told, there is no draft, only a line in the report.

mod again;
mod cases;
mod clauses;
mod cues;
mod further;
mod memory;
mod names;
mod roles;
mod same;
mod sides;
mod told;

use std::ops::Range;

use super::actors::Found;
use super::goods::{Item, Sum};
use super::lang::Marker;
use super::reading::{Named, Reading};
use super::rules::{Rules, Transfer};
use super::words::Paragraph;
use crate::doc::record::{ActorKind, DealKind, Standing, Status};
use again::{borrowed, points_back};
use clauses::Clauses;
use cues::{Cue, What};
use memory::Memory;
use names::Name;
use same::{Refers, is_one_sided, is_same, joined, merge, refer, who};
use sides::{Other, Party, Sides, Taking};
use told::Words;

/// A deal that the text tells of.
#[derive(Clone, Debug)]
pub struct Deal {
    pub name: String,
    pub kind: DealKind,
    /// Whether no goods and no noun say what kind it is: another telling knows better.
    pub is_vague: bool,
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
    /// Whether the text says no more than that there is a deal.
    fn is_plain(&self) -> bool {
        self.is_vague || self.kind == DealKind::Agreement
    }

    /// Takes the kind of another telling where that one says more.
    fn specify(&mut self, other: &Deal) {
        if self.kind == DealKind::Agreement || self.is_vague && !other.is_plain() {
            (self.kind, self.is_vague) = (other.kind, other.is_vague);
        }
    }

    /// Takes up where it stands as a later telling has it: an end counts whatever was told before.
    fn stands(&mut self, status: Option<Status>) {
        self.status = if status.is_some_and(same::is_over) { status } else { self.status.or(status) };
    }

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
    let mut previous: Option<Reading> = None;
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
                let read = Sentence { rules, r: &r, clauses: &clauses, names: &names, sums: &sums };
                let before = deals.last().filter(|d| same::is_beside(d, n)).cloned();
                for telling in told(&read, &memory, before.as_ref(), &is_quoted) {
                    if same::partakers(found, &telling.deal).count() < 2 && !telling.is_new {
                        match refer(found, &mut deals, &telling, n) {
                            Refers::Taken => continue,
                            Refers::Stranger if telling.is_definite || telling.is_plain => continue,
                            Refers::Stranger | Refers::Nothing => {}
                        }
                    }
                    let (is_back, named, is_new) = (telling.points_back, telling.named, telling.is_new);
                    let mut deal = same::plausible(found, telling.whole());
                    memory.dealt(principals(&deal).map(|(a, _)| *a));
                    if is_back && points_back(&mut deals, &deal, named, n) || merge(found, &mut deals, &deal, is_new) {
                        continue;
                    }
                    // "Its gas stopped flowing. The contract …": what the sentence before is about.
                    let matter = previous.filter(|_| deal.is_plain()).and_then(|r| {
                        let kind = told::goods_in(rules, &r, r.start..r.end).first()?.kind;
                        memory.is_matter(kind, &who(&deal)).then_some(kind)
                    });
                    if let Some(matter) = matter {
                        (deal.kind, deal.is_vague) = (matter, false);
                    }
                    if principals(&deal).count() >= 2 && !is_one_sided(&deal) {
                        deals.push(deal);
                    } else if let Some((_, tokens)) = deal.evidence.first() {
                        unresolved.push(Unresolved { paragraph: n, text: p.slice(tokens.clone()).to_string() });
                    }
                }
            }
            if !asks {
                same::ended(rules, &r, &clauses, &names, &mut deals);
            }
            memory.heard(&names);
            previous = Some(r);
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
fn principals(deal: &Deal) -> impl Iterator<Item = &(usize, String)> {
    deal.parties.iter().filter(|(_, role)| role != "mediator")
}

/// One sentence with what was found in it.
#[derive(Clone, Copy)]
struct Sentence<'a> {
    rules: &'a Rules<'a>,
    r: &'a Reading<'a>,
    clauses: &'a Clauses,
    names: &'a [Name],
    sums: &'a [Sum],
}

/// The deals that one sentence tells; two words that tell the same deal make one.
fn told(
    sentence: &Sentence,
    memory: &Memory,
    before: Option<&Deal>,
    is_quoted: &dyn Fn(usize) -> bool,
) -> Vec<Telling> {
    let Sentence { rules, r, clauses, names, sums } = *sentence;
    let cues = cues::cues(rules, r, clauses, is_quoted);
    if cues.is_empty() {
        let paid = cues::paid(rules, r, clauses, names, sums, is_quoted);
        return paid.and_then(|cue| paid_by(sentence, &cue)).into_iter().collect();
    }
    let mut out: Vec<Telling> = Vec::new();
    let (mut left, mut elsewhere): (Vec<(&Cue, Taking)>, Vec<Telling>) = (Vec::new(), Vec::new());
    // "The partnership saw the first exercises": what the verb says is said of one of them.
    let shares =
        |cue: &Cue| cues.iter().any(|o| o.at != cue.at && o.is_noun() && o.verb.is_some() && o.verb == cue.verb);
    let others = |cue: &Cue| -> Vec<Other> {
        cues.iter().filter(|other| other.at != cue.at).map(|other| (other.at.clone(), other.is_noun())).collect()
    };
    for cue in &cues {
        let others = &others(cue);
        let further = further::further(rules, r, clauses, names, cue, others);
        let first: Vec<Name> = names.iter().filter(|n| !further.iter().any(|f| f.range == n.range)).cloned().collect();
        let taking = Sides { rules, r, clauses, names: &first, cue, others }.parties();
        if taking.parties.len() < 2 {
            left.push((cue, taking));
            continue;
        }
        let words = Words { rules, r, clauses, cue, others, sums };
        let (things, sum) = (words.things(), words.sum());
        let is_told = match &cue.what {
            What::Transfer(t) => {
                t.alone.is_some() || !things.is_empty() || sum.is_some() || taking.is_bought || t.is_trade()
                    // "handed over the last of its X to Y": goods that no table knows.
                    || t.status.is_some() && taking.is_close && taking.has_both() && !is_placed(names, &taking)
            }
            What::Noun(_) => true,
            What::Project => taking.is_close,
        };
        if !is_told {
            continue;
        }
        for more in &further {
            let Some(parties) = more.parties(&taking.parties) else { continue };
            let own = rules.goods.items(r.p, rules.lang, more.segment.clone());
            let things = if own.is_empty() { things.clone() } else { own };
            let sum = sums.iter().find(|s| more.segment.contains(&s.range.start)).cloned();
            let taking = Taking { parties, ..taking.clone() };
            tell(r.found, &mut out, Telling::new(rules, r, cue, words.deal(taking, things, sum)));
        }
        let is_borrowed = taking.is_borrowed;
        let telling = Telling::new(rules, r, cue, words.deal(taking, things, sum));
        if is_borrowed { elsewhere.push(telling) } else { tell(r.found, &mut out, telling) }
    }
    for telling in elsewhere {
        // "sanctions on X, accusing it of shipping oil": a cue whose parties another clause names tells more of what is
        // told there.
        let is_known = out.iter().any(|old| is_same(r.found, old, &telling));
        // An embargo that is lifted is another matter than what was agreed.
        let alike = |old: &Telling| {
            who(&old.deal) == who(&telling.deal) && same::forbids(old.deal.kind) == same::forbids(telling.deal.kind)
        };
        match out.iter_mut().find(|old| !is_known && alike(old)) {
            Some(old) => old.deal.complete(&telling.deal),
            None => tell(r.found, &mut out, telling),
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
        let few = Telling::new(rules, r, cue, words.deal(taking.clone(), things.clone(), sum.clone()));
        if out.iter().any(|old| is_same(r.found, old, &few)) {
            tell(r.found, &mut out, few);
            continue;
        }
        let sides = Sides { rules, r, clauses, names, cue, others };
        // Who acts in the clause beside is taken only where the sentence before names nobody who fits.
        let is_shared = names.iter().any(|n| sides.acts_elsewhere(n));
        let mut taking = if is_shared { taking } else { sides.widened(taking) };
        let told: Vec<usize> = taking.parties.iter().map(|(a, _, _)| *a).collect();
        // Towns and persons beside it take no part.
        let idle = |n: &Name| n.is_person || n.is_adjective || n.has(Marker::In) || sides.acts_elsewhere(n);
        let alone = names.iter().all(|n| told.contains(&n.actor) || idle(n));
        let idler =
            |(a, role, _): &Party| role.is_empty() && r.found.actor(*a).is_some_and(|a| a.kind == ActorKind::Person);
        let may_guess =
            (is_noun || (!things.is_empty() || sum.is_some()) && !told.is_empty()) && !taking.parties.iter().any(idler);
        let mut guessed = taking.clone();
        if alone && told.len() < 2 && may_guess {
            let more = memory.missing(&told, is_noun && cue.verb.is_some()).into_iter();
            guessed.parties.extend(more.map(|a| (a, String::new(), cue.at.clone())));
        }
        if is_shared && guessed.parties.len() < 2 {
            taking = sides.widened(taking);
            guessed.clone_from(&taking);
        }
        if alone && guessed.parties.len() == 1 {
            guessed.parties.extend(before.and_then(|before| borrowed(cue, &taking.parties, before)));
        }
        // A noun alone is no more than talk.
        let tells = cue.verb.is_some() || sum.is_some() || alone && guessed.parties.len() >= 2;
        if tells {
            let more = guessed.parties.len() > told.len();
            let guessed = more.then(|| words.deal(guessed, things.clone(), sum.clone()));
            let mut telling = Telling::new(rules, r, cue, words.deal(taking, things, sum));
            telling.deal.status = telling.deal.status.filter(|status| *status != Status::Ended || !shares(cue));
            tell(r.found, &mut out, Telling { guessed, ..telling });
        }
    }
    let told = |telling: Telling| {
        let parties = who(telling.guessed.as_ref().unwrap_or(&telling.deal));
        let named = |a: &usize| names.iter().any(|n| n.actor == *a && !n.is_pointer && !n.is_adjective);
        let met = |a: &usize| names.iter().any(|n| n.actor == *a);
        let points_back = telling.points_back || !parties.iter().any(met);
        Telling { points_back, named: parties.iter().filter(|a| named(a)).count(), ..telling }
    };
    out.into_iter().map(told).collect()
}

/// "is expanding in X": where it happens, and not to whom.
fn is_placed(names: &[Name], taking: &Taking) -> bool {
    let taker = taking.parties.iter().find(|(_, role, _)| same::gives(role) == Some(false));
    let name = taker.and_then(|(_, _, at)| names.iter().find(|n| n.range == *at));
    name.is_some_and(|n| !n.is_free() && !n.has(Marker::To) && !n.has(Marker::Of))
}

/// A sum handed over without a word that tells a deal: only where both sides stand in its clause.
fn paid_by(sentence: &Sentence, cue: &Cue) -> Option<Telling> {
    let Sentence { rules, r, clauses, names, sums } = *sentence;
    let here: Vec<Name> = names.iter().filter(|n| n.clause == clauses.of(cue.at.start)).cloned().collect();
    let taking = Sides { rules, r, clauses, names: &here, cue, others: &[] }.parties();
    let giver = taking.parties.iter().find(|(_, role, _)| same::gives(role) == Some(true))?;
    if !taking.is_close || !taking.has_both() || giver.2.end > cue.at.start {
        return None;
    }
    let words = Words { rules, r, clauses, cue, others: &[], sums };
    let (things, sum) = (words.things(), words.sum());
    Some(Telling::new(rules, r, cue, words.deal(taking, things, sum)))
}

/// A deal as one cue tells it.
struct Telling {
    is_noun: bool,
    /// Whether its verb only says what is to be done, or what is built: "lends X a sum to build a port".
    is_aim: bool,
    /// Whether its noun says no more than that something was agreed.
    is_plain: bool,
    /// "the contract": told before, as a rule.
    is_definite: bool,
    /// "a contract", "another loan": not told before.
    is_new: bool,
    /// "another loan": one more, beside what else the sentence tells.
    is_more: bool,
    /// The tokens of the cue.
    at: Range<usize>,
    /// Whether it is told as one that was spoken of.
    points_back: bool,
    /// How many of its parties the sentence names.
    named: usize,
    deal: Deal,
    /// The same with those who may take part besides, by what the text spoke of last.
    guessed: Option<Deal>,
}

impl Telling {
    fn new(rules: &Rules, r: &Reading, cue: &Cue, deal: Deal) -> Telling {
        let (is_definite, is_new) = cue.articles(rules, r);
        let (at, points_back) = (cue.at.clone(), cue.is_definite);
        let (is_noun, is_plain) = (cue.is_noun(), cue.is_plain());
        let aims = |t: &Transfer| t.alone == Some(DealKind::Infrastructure) || t.status.is_none();
        let is_aim = matches!(&cue.what, What::Transfer(t) if aims(t));
        let is_more = is_noun && cue.is_more(rules, r);
        let named = 0;
        Telling { is_noun, is_aim, is_plain, is_definite, is_new, is_more, at, points_back, named, deal, guessed: None }
    }

    /// The deal, with those who may take part besides where it names too few.
    fn whole(self) -> Deal {
        match self.guessed {
            Some(guessed) if principals(&self.deal).count() < 2 => guessed,
            _ => self.deal,
        }
    }
}

/// Adds a telling to those of its sentence.
fn tell(found: &Found, out: &mut Vec<Telling>, new: Telling) {
    match out.iter_mut().find(|old| is_same(found, old, &new)) {
        Some(old) if new.is_noun && !old.is_noun => {
            old.points_back = new.points_back;
            old.deal = joined(new.deal, &old.deal, new.is_plain);
            (old.is_noun, old.is_plain) = (true, false);
        }
        Some(old) if old.is_aim && !new.is_aim && !old.is_noun && !new.is_noun => {
            old.deal = joined(new.deal, &old.deal, new.is_plain);
            old.is_aim = false;
        }
        Some(old) => {
            old.deal = joined(old.deal.clone(), &new.deal, old.is_plain);
            old.is_plain &= new.is_plain;
        }
        None => out.push(new),
    }
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
