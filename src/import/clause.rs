//! Deals in languages other than English: what stands in one clause with a deal noun and a deal verb, or with a verb
//! that hands something over. A name's part is told by the small word that governs it, before or behind it as the
//! language has it; word order matters only where no such word stands.

mod told;

use std::ops::Range;

use super::actors::{Form, Mention};
use super::deals::Deal;
use super::lang::{Lang, Marker};
use super::parties::Reading;
use super::triggers::{Noun, Rules, Transfer};
use super::words::Paragraph;
use crate::doc::record::{ActorKind, DealKind, Status};
use told::Told;

/// A name's part in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Nothing governs it.
    Subject,
    With,
    Giver,
    Taker,
    Of,
    Place,
    /// An adjective that belongs to some other word.
    None,
}

struct Party {
    actor: usize,
    range: Range<usize>,
    part: Part,
    /// Names that are joined to each other have one number.
    group: usize,
}

const GOVERNORS: [Marker; 10] = [
    Marker::With,
    Marker::Between,
    Marker::By,
    Marker::Against,
    Marker::To,
    Marker::For,
    Marker::From,
    Marker::Of,
    Marker::In,
    Marker::On,
];

const SUFFIXES: [(Marker, Marker); 5] = [
    (Marker::SuffixWith, Marker::With),
    (Marker::SuffixTo, Marker::To),
    (Marker::SuffixFrom, Marker::From),
    (Marker::SuffixOf, Marker::Of),
    (Marker::SuffixIn, Marker::In),
];

/// What governs a name: the meanings of the small words beside it, the longest words first.
pub fn governors(lang: &Lang, p: &Paragraph, range: &Range<usize>, joined: Option<Option<Marker>>) -> Vec<Marker> {
    let mut out: Vec<Marker> = Vec::new();
    if let Some(Some(marker)) = joined.filter(|m| *m != Some(Marker::And)) {
        out.push(marker);
    }
    // An ending behind an apostrophe, and a word behind that ("Rusya'nın ile").
    let mut after = past_gloss(p, range.end);
    if matches!(p.word(after), "'" | "’") && !lang.markers.get(&Marker::SuffixTo).is_none_or(Vec::is_empty) {
        let ending = |m: &Marker| lang.marker_at(*m, p, after + 1).is_some();
        out.extend(SUFFIXES.iter().filter(|(suffix, _)| ending(suffix)).map(|(_, meaning)| *meaning));
        after += 2;
    }
    if lang.is_postpositional {
        let longest = GOVERNORS.iter().filter_map(|m| lang.marker_at(*m, p, after)).max();
        let fits = |m: &&Marker| lang.marker_at(**m, p, after) == longest;
        // What stands behind the name governs it more closely than its ending.
        if longest.is_some() {
            let words: Vec<Marker> = GOVERNORS.iter().filter(fits).copied().collect();
            out.splice(0..0, words);
        }
        return out;
    }
    let start = p.sentence_of(range.start).start;
    let mut k = range.start;
    let mut apposed = 0;
    for _ in 0..6 {
        if k <= start {
            break;
        }
        let ends = |m: &&Marker| lang.is(**m, p, k - 1);
        let here: Vec<Marker> = GOVERNORS.iter().filter(ends).copied().collect();
        // "der" is an article and "of"; an article alone says nothing.
        let article = lang.is(Marker::The, p, k - 1);
        let only_article = article && here == [Marker::Of] && lang.code == "de";
        if !here.is_empty() && !only_article {
            out.extend(here);
            break;
        }
        let sign = matches!(p.word(k - 1), "'" | "’" | "“" | "«" | "„");
        // One adjective; two words are already another phrase.
        if !article && !sign {
            apposed += 1;
            // "con la empresa alemana X": behind a noun for a company the preposition governs that.
            let noun = (k.saturating_sub(3).max(start)..k).any(|i| lang.is_company(p.lower(i)));
            if apposed > if noun { 3 } else { 1 } || !is_apposed(lang, p, k - 1) {
                break;
            }
        }
        k -= 1;
    }
    out
}

/// The token behind a short bracket: "the bank (ADB) has".
fn past_gloss(p: &Paragraph, k: usize) -> usize {
    if p.word(k) != "(" {
        return k;
    }
    (k + 1..k + 6).find(|&i| p.word(i) == ")").map_or(k, |close| close + 1)
}

/// A lower-case word that may stand between a preposition and the name it governs: an adjective or a title.
fn is_apposed(lang: &Lang, p: &Paragraph, k: usize) -> bool {
    p.is_word(k)
        && !lang.is_stop(p.lower(k))
        && match lang.is_cased {
            true => !p.is_capital(k) && !p.word(k).starts_with(|c: char| c.is_numeric()),
            false => false,
        }
}

impl Rules<'_> {
    /// The part of a sentence around a token that tells one thing.
    fn segment(&self, r: &Reading, k: usize) -> Range<usize> {
        let parts = |i: usize| {
            matches!(r.p.word(i), ";" | "؛" | "—" | ":")
                || (i > r.start
                    && !self.lang.is_postpositional
                    && self.lang.marker_at(Marker::Clause, r.p, i).is_some())
        };
        let start = (r.start..k).rev().find(|&i| parts(i)).map_or(r.start, |i| i + 1);
        let end = (k..r.end).find(|&i| parts(i)).unwrap_or(r.end);
        start..end
    }

    /// The names of a clause with their parts; `noun` are the tokens of the deal noun, if there is one.
    fn parts(&self, r: &Reading, clause: &Range<usize>, noun: Option<&Range<usize>>) -> Vec<Party> {
        let inside = |m: &&Mention| clause.start <= m.range.start && m.range.end <= clause.end;
        let mentions: Vec<&Mention> = r.found.mentions.get(r.n).into_iter().flatten().filter(inside).collect();
        let mut out: Vec<Party> = Vec::new();
        for m in &mentions {
            let Some((actor, _)) = r.party(m.range.start) else { continue };
            // Who says so is no party to it.
            let speaks = [m.range.end, m.range.end + 1].iter().any(|&k| self.speaks(r, k))
                || [1, 2].iter().filter_map(|back| m.range.start.checked_sub(*back)).any(|k| {
                    let article = k + 1 == m.range.start || self.lang.is(Marker::The, r.p, k + 1);
                    article && self.speaks(r, k) && !self.lang.is_postpositional
                });
            // A person signs for someone; who that is, the words do not say.
            let person = r.found.actor(actor).is_some_and(|a| a.kind == ActorKind::Person);
            let part = if speaks || person { Part::None } else { self.part(r, m, noun) };
            let group = out.len();
            out.push(Party { actor, range: m.range.clone(), part, group });
        }
        // "A and B with C": a name joined to another has its part.
        let and = |a: &Party, b: &Party| {
            let between = a.range.end..b.range.start;
            let sign = |k: usize| matches!(r.p.word(k), "-" | "–" | "/");
            let is_and = |k: usize| self.lang.is(Marker::And, r.p, k);
            // "X und das marokkanische Unternehmen Y"
            let small = |k: usize| {
                matches!(r.p.word(k), "," | "،" | "'" | "’")
                    || sign(k)
                    || is_and(k)
                    || self.lang.is(Marker::The, r.p, k)
                    || self.lang.is_company(r.p.lower(k))
                    || r.found.at(r.n, k).is_some_and(|m| m.form == Form::Adjective)
            };
            between.is_empty()
                || between.len() <= 5 && between.clone().any(|k| is_and(k) || sign(k)) && between.clone().all(small)
        };
        let comma = |a: &Party, b: &Party| {
            let between = a.range.end..b.range.start;
            between.len() <= 2
                && !between.is_empty()
                && between.clone().all(|k| matches!(r.p.word(k), "," | "،") || self.lang.is(Marker::The, r.p, k))
        };
        // A comma joins only what an "and" closes.
        let closed: Vec<bool> =
            (1..out.len()).map(|i| matches!(out.get(i - 1..=i), Some([a, b]) if and(a, b))).collect();
        let joins: Vec<bool> = (1..out.len())
            .map(|i| {
                let Some([a, b]) = out.get(i - 1..=i) else { return false };
                and(a, b) || comma(a, b) && closed.iter().skip(i).take(4).any(|c| *c)
            })
            .collect();
        let joined = |i: usize| i.checked_sub(1).and_then(|i| joins.get(i)).copied().unwrap_or(false);
        if self.lang.is_postpositional {
            for i in (1..out.len()).rev() {
                let [a, b] = out.get_mut(i - 1..=i).unwrap_or_default() else { continue };
                if a.part == Part::Subject && joined(i) {
                    (a.part, a.group) = (b.part, b.group);
                }
            }
        } else {
            for i in 1..out.len() {
                let [a, b] = out.get_mut(i - 1..=i).unwrap_or_default() else { continue };
                if b.part == Part::Subject && joined(i) {
                    (b.part, b.group) = (a.part, a.group);
                }
            }
        }
        out
    }

    /// A verb of saying that is no verb of a deal.
    fn speaks(&self, r: &Reading, k: usize) -> bool {
        self.says.at(r.p, k).is_some() && self.verbs.at(r.p, k).is_none() && self.transfers.at(r.p, k).is_none()
    }

    fn part(&self, r: &Reading, m: &Mention, noun: Option<&Range<usize>>) -> Part {
        if m.form == Form::Adjective && !self.stands_for(r, m) {
            // "the Russian-Pakistani agreement": beside the noun it names a party.
            let near = noun.is_some_and(|noun| {
                let gap = if m.range.end <= noun.start {
                    noun.start - m.range.end
                } else {
                    m.range.start.saturating_sub(noun.end)
                };
                let between = if m.range.end <= noun.start { m.range.end..noun.start } else { noun.end..m.range.start };
                gap <= 3
                    && between.into_iter().all(|k| {
                        r.p.word(k) == "-"
                            || r.found.at(r.n, k).is_some()
                            || is_apposed(self.lang, r.p, k)
                            || !self.lang.is_cased && !self.lang.is_stop(r.p.lower(k))
                    })
            });
            return if near { Part::Of } else { Part::None };
        }
        // "Azerbaycan şirketi X": whose company it is.
        if self.lang.code == "tr"
            && self.lang.is_company(r.p.lower(m.range.end))
            && r.found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State)
        {
            return Part::None;
        }
        let governors = governors(self.lang, r.p, &self.with_head(r, m), m.joined);
        let has = |marker| governors.contains(&marker);
        if has(Marker::With) || has(Marker::Between) {
            // "से" is "from" and "with" in one: which, the verb tells.
            return if has(Marker::From) { Part::Giver } else { Part::With };
        }
        if has(Marker::Against) || has(Marker::To) || has(Marker::For) {
            return Part::Taker;
        }
        if has(Marker::By) && !has(Marker::Of) {
            return Part::Giver;
        }
        if has(Marker::Of) {
            return Part::Of;
        }
        if has(Marker::From) || has(Marker::By) {
            return Part::Giver;
        }
        if has(Marker::On) {
            return Part::Taker;
        }
        if has(Marker::In) { Part::Place } else { Part::Subject }
    }

    /// "el Gobierno de Bolivia", "भारत की सेना ने": the tokens of a state with the word that acts for it.
    fn with_head(&self, r: &Reading, m: &Mention) -> Range<usize> {
        let free = |k: usize| r.found.at(r.n, k).is_none();
        if self.lang.is_postpositional {
            let of = self.lang.marker_at(Marker::Of, r.p, m.range.end);
            let head = of.and_then(|of| {
                let at = m.range.end + of;
                Some(at + self.heads_of_state.at(r.p, at).filter(|_| free(at))?.0)
            });
            return head.map_or(m.range.clone(), |end| m.range.start..end);
        }
        let mut k = m.range.start;
        while k > r.start && self.lang.is(Marker::The, r.p, k - 1) && !self.lang.is(Marker::Of, r.p, k - 1) {
            k -= 1;
        }
        let of = k.checked_sub(1).filter(|&of| of > r.start && self.lang.is(Marker::Of, r.p, of));
        let head = of.and_then(|of| self.heads_of_state.before(r.p, of)).filter(|(at, _)| *at >= r.start && free(*at));
        head.map_or(m.range.clone(), |(at, _)| at..m.range.end)
    }

    /// "the Russian government": an adjective beside a word that means the state.
    fn stands_for(&self, r: &Reading, m: &Mention) -> bool {
        let government = |k: usize| self.heads_of_state.at(r.p, k).is_some() && r.found.at(r.n, k).is_none();
        government(m.range.end) || m.range.start.checked_sub(1).is_some_and(government)
    }

    /// What begins at a token, in a language other than English.
    pub(super) fn clause_at(&self, r: &Reading, k: usize) -> (usize, Option<Deal>) {
        if let Some((len, transfer)) = self.transfers.at(r.p, k)
            && let Some(deal) = self.handed_over(r, k, len, transfer)
        {
            return (k + len, Some(deal));
        }
        match self.nouns.at(r.p, k) {
            Some((len, noun)) => (k + len, self.agreed(r, k, len, noun)),
            None => (k + 1, None),
        }
    }

    fn is_negated(&self, r: &Reading, clause: &Range<usize>, at: usize, end: usize) -> bool {
        // Who denies a thing may do so at the other end of the sentence; a plain "no" stands beside its word.
        let near = clause.start.max(at.saturating_sub(6))
            ..clause.end.min(end + if self.lang.is_postpositional { 8 } else { 4 });
        (r.start..r.end)
            .any(|i| self.denials.at(r.p, i).is_some() || near.contains(&i) && self.negations.at(r.p, i).is_some())
    }

    /// The wish beside a verb: before it, or behind it where the verb stands last.
    fn wished(&self, r: &Reading, clause: &Range<usize>, verb: usize, end: usize) -> Option<Option<Status>> {
        let before = clause.start.max(verb.saturating_sub(6))..verb;
        let behind = verb..clause.end.min(end + 4);
        let range = if self.lang.is_postpositional { behind } else { before };
        range.into_iter().find_map(|i| self.wishes.at(r.p, i)).map(|(_, status)| *status)
    }

    /// The verb that makes a deal of a noun.
    fn deal_verb(
        &self,
        r: &Reading,
        clause: &Range<usize>,
        k: usize,
        after: usize,
    ) -> Option<(usize, usize, Status, &'static str)> {
        // "समझौता हुआ": a light verb that has the noun in it.
        let light = (k..after).find_map(|i| {
            let (len, (status, field)) = self.verbs.at(r.p, i)?;
            (i + len > after).then_some((i, len, *status, *field))
        });
        if light.is_some() {
            return light;
        }
        let (back, on) = if self.lang.is_postpositional { (6, 24) } else { (10, 14) };
        let range = clause.start.max(k.saturating_sub(back))..clause.end.min(after + on);
        let found = range.filter(|i| *i < k || *i >= after).filter_map(|i| {
            let (len, (status, field)) = self.verbs.at(r.p, i)?;
            let distance = if i < k { k - i } else { i - after + 1 };
            Some((distance, (i, len, *status, *field)))
        });
        found.min_by_key(|(distance, _)| *distance).map(|(_, verb)| verb)
    }

    fn agreed(&self, r: &Reading, k: usize, len: usize, noun: &Noun) -> Option<Deal> {
        let p = r.p;
        let mut after = k + len;
        let covers = |i: usize| self.idioms.at(p, i).is_some_and(|(n, _)| i + n > k);
        if (r.start.max(k.saturating_sub(3))..=k).any(covers) {
            return None;
        }
        let mut noun = *noun;
        // "işbirliği anlaşması": the noun behind tells what it is; "accord de prêt": so does the one it governs.
        let second = (after..after + 3).find_map(|i| self.nouns.at(p, i).map(|(len, noun)| (i, len, *noun)));
        if let Some((at, len, other)) = second
            && (after..at).all(|i| self.lang.is_small(p.lower(i)) || p.word(i) == "-" || matches!(p.word(i), "'" | "’"))
        {
            if at == after && (self.lang.is_postpositional || self.lang.code == "de") && noun.is_plain() {
                return None;
            }
            if noun.is_plain() && !other.is_plain() {
                noun = other;
            }
            after = at + len;
        }
        let clause = self.segment(r, k);
        let (at, verb_len, verb_status, field) =
            self.deal_verb(r, &clause, k, after).or_else(|| self.deal_verb(r, &(r.start..r.end), k, after))?;
        let verb_end = at + verb_len;
        if self.is_negated(r, &clause, at, verb_end) || self.is_negated(r, &clause, k, k) {
            return None;
        }
        let wish = self.wished(r, &clause, at, verb_end).flatten();
        let status = wish.unwrap_or(verb_status);
        let tokens = k.min(at)..after.max(verb_end);
        let mut names = self.parts(r, &clause, Some(&(k..after)));
        let told = |names: &[Party]| names.iter().filter(|n| !matches!(n.part, Part::None | Part::Place)).count();
        if told(&names) < 2 {
            names = self.parts(r, &(r.start..r.end), Some(&(k..after)));
        }
        let parties = match noun.roles {
            Some((from, to)) => directed(&names, at, from, to),
            None => self.partners(&names, &(k..after), at),
        };
        let mut parties = self.without_bodies(r, once(parties));
        if parties.len() < 2 && noun.roles.is_none() {
            parties = self.both(r, &clause).unwrap_or(parties);
        }
        let things = self.goods.items(p, self.lang, clause.start.max(k.saturating_sub(8))..clause.end.min(after + 16));
        let kind = match (noun.kind, things.first()) {
            (DealKind::Other, Some(thing)) => thing.kind,
            (DealKind::Agreement | DealKind::Mou, Some(thing))
                if matches!(thing.kind, DealKind::Energy | DealKind::Infrastructure | DealKind::ArmsTransfer) =>
            {
                thing.kind
            }
            (DealKind::Other, None) => DealKind::Agreement,
            (kind, _) => kind,
        };
        let words = p.slice(k..after).to_string();
        Some(self.told(
            r,
            Told {
                words,
                kind,
                parties,
                status: Some(status),
                field: if wish.is_some() { "" } else { field },
                tokens,
                k,
                clause,
                items: Vec::new(),
            },
        ))
    }

    fn handed_over(&self, r: &Reading, k: usize, len: usize, t: &Transfer) -> Option<Deal> {
        let p = r.p;
        let clause = self.segment(r, k);
        let end = k + len;
        if self.is_negated(r, &clause, k, end) {
            return None;
        }
        let near = clause.start.max(k.saturating_sub(16))..clause.end.min(end + 18);
        let mut things = self.goods.items(p, self.lang, near.clone());
        // A word in a company's name is no goods.
        things.retain(|t| t.range.end.checked_sub(1).is_some_and(|last| r.found.at(r.n, last).is_none()));
        let sum = self.goods.sums(p, self.lang, near).into_iter().next();
        if things.is_empty() && sum.is_none() {
            return None;
        }
        // A deal noun beside it tells more: "contract to supply".
        if (clause.clone()).any(|i| self.nouns.at(p, i).is_some() && self.transfers.at(p, i).is_none()) {
            return None;
        }
        let kind = t.kind(things.first().map(|thing| thing.kind));
        let names = self.parts(r, &clause, None);
        let parties = if t.gives {
            directed(&names, k, t.roles.0, t.roles.1)
        } else {
            let turned: Vec<Party> = names
                .into_iter()
                .map(|n| Party {
                    part: match n.part {
                        Part::Subject => Part::Taker,
                        Part::With | Part::Of => Part::Giver,
                        part => part,
                    },
                    ..n
                })
                .collect();
            directed(&turned, k, t.roles.0, t.roles.1)
        };
        let wish = self.wished(r, &clause, k, end);
        let status = wish.unwrap_or(t.status);
        let field = if wish.is_some() { "" } else { t.field };
        let words = match (things.first(), &sum) {
            (Some(thing), _) => thing.words.clone(),
            (None, Some(sum)) => sum.as_written.clone(),
            (None, None) => p.slice(k..end).to_string(),
        };
        let items = if kind == DealKind::Loan { Vec::new() } else { things.into_iter().map(|t| t.item).collect() };
        let parties = self.without_bodies(r, once(parties));
        Some(self.told(r, Told { words, kind, parties, status, field, tokens: k..end, k, clause, items }))
    }

    /// Those who agree: the subject nearest the verb, with those joined to it, and those it agrees with.
    fn partners(&self, names: &[Party], noun: &Range<usize>, verb: usize) -> Vec<(usize, String, Range<usize>)> {
        let gap = |n: &Party| if n.range.end <= verb { verb - n.range.end } else { n.range.start.saturating_sub(verb) };
        let subjects = || names.iter().filter(|n| n.part == Part::Subject);
        let nearest = subjects().min_by_key(|n| gap(n)).map(|n| n.group);
        let with = names.iter().any(|n| matches!(n.part, Part::With | Part::Giver));
        let takes = |n: &&Party| match n.part {
            Part::With | Part::Giver => true,
            Part::Subject => !with || Some(n.group) == nearest,
            Part::Of => self.is_near(&n.range, noun, verb),
            _ => false,
        };
        names.iter().filter(takes).map(|n| (n.actor, String::new(), n.range.clone())).collect()
    }

    fn is_near(&self, name: &Range<usize>, noun: &Range<usize>, verb: usize) -> bool {
        let gap = |at: usize| if name.end <= at { at - name.end } else { name.start.saturating_sub(at) };
        gap(noun.start) <= 5 || gap(noun.end) <= 4 || (self.lang.is_postpositional && gap(verb) <= 3)
    }

    /// A ministry beside its own state signs for it.
    fn without_bodies(
        &self,
        r: &Reading,
        mut parties: Vec<(usize, String, Range<usize>)>,
    ) -> Vec<(usize, String, Range<usize>)> {
        let all: Vec<usize> = parties.iter().map(|(a, _, _)| *a).collect();
        let is_body = |a: usize| r.found.actor(a).and_then(|a| a.parent).is_some_and(|state| all.contains(&state));
        if parties.len() > 2 {
            parties.retain(|(a, _, _)| !is_body(*a));
        }
        parties
    }

    /// Whether no state is named more often in the article than two.
    fn are_foremost(&self, r: &Reading, pair: &[usize]) -> bool {
        let count = |actor: usize| r.found.mentions.iter().flatten().filter(|m| m.actor == actor).count();
        let least = pair.iter().map(|a| count(*a)).min().unwrap_or(0);
        let states = r.found.actors.iter().enumerate().filter(|(_, a)| a.kind == ActorKind::State);
        states.filter(|(i, _)| !pair.contains(i)).all(|(i, _)| count(i) <= least)
    }

    /// "the two countries": the nearest two states named before.
    fn both(&self, r: &Reading, clause: &Range<usize>) -> Option<Vec<(usize, String, Range<usize>)>> {
        let at = clause.clone().find_map(|i| Some((i, self.lang.marker_at(Marker::Both, r.p, i)?)))?;
        let mut pair: Vec<usize> = Vec::new();
        let state = |m: &Mention| r.found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State);
        for n in [Some(r.n), r.n.checked_sub(1)].into_iter().flatten() {
            let list = r.found.mentions.get(n).map(Vec::as_slice).unwrap_or_default();
            for m in list.iter().rev().filter(|m| (n < r.n || m.range.end <= at.0) && state(m)) {
                if !pair.contains(&m.actor) {
                    pair.push(m.actor);
                }
                if pair.len() == 2 {
                    // Two others that the article tells more of may be meant: then it is asked in the report.
                    if n < r.n && !self.are_foremost(r, &pair) {
                        return None;
                    }
                    pair.reverse();
                    return Some(pair.into_iter().map(|a| (a, String::new(), at.0..at.0 + at.1)).collect());
                }
            }
        }
        None
    }
}

/// Who gives and who takes.
fn directed(names: &[Party], verb: usize, from: &str, to: &str) -> Vec<(usize, String, Range<usize>)> {
    let of = |part: Part| names.iter().filter(move |n| n.part == part);
    let mut givers: Vec<&Party> = of(Part::Giver).collect();
    let mut takers: Vec<&Party> = of(Part::Taker).collect();
    let subjects: Vec<&Party> = of(Part::Subject).collect();
    if givers.is_empty() {
        let first = subjects.iter().find(|s| s.range.end <= verb).or(subjects.first()).map(|s| s.group);
        givers.extend(subjects.iter().filter(|s| Some(s.group) == first));
        if givers.is_empty() {
            givers.extend(of(Part::Of).take(1));
        }
        if takers.is_empty() {
            // Where nothing marks it, the first that is not joined to the giver is given to.
            let group = givers.first().map(|g| g.group);
            takers.extend(subjects.iter().filter(|s| Some(s.group) != group));
            givers.retain(|g| Some(g.group) == group);
        }
    } else if takers.is_empty() {
        takers.extend(subjects.iter());
    }
    if takers.is_empty() {
        takers.extend(of(Part::With));
    }
    let list = |side: Vec<&Party>, role: &str| {
        side.into_iter().map(|n| (n.actor, role.to_string(), n.range.clone())).collect::<Vec<_>>()
    };
    let mut out = list(givers, from);
    out.extend(list(takers, to));
    out
}

/// Each actor once, with its first role.
fn once(parties: Vec<(usize, String, Range<usize>)>) -> Vec<(usize, String, Range<usize>)> {
    let mut out: Vec<(usize, String, Range<usize>)> = Vec::new();
    for party in parties {
        if !out.iter().any(|(a, _, _)| *a == party.0) {
            out.push(party);
        }
    }
    out
}
