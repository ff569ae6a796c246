//! The names of a sentence with what governs them: the small words beside them, as the language has it, before or behind.

use std::ops::Range;

use super::super::actors::{Form, Mention};
use super::super::goods::Sum;
use super::super::governors::{self, governors};
use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::Rules;
use super::cases;
use super::clauses::Clauses;
use super::memory::Memory;
use crate::doc::record::ActorKind;

/// A name, or words that point to one.
#[derive(Clone, Debug)]
pub struct Name {
    pub actor: usize,
    /// With the words that act for it ("the government of").
    pub range: Range<usize>,
    pub governors: Vec<Marker>,
    /// Belongs to some other word: "Kenyan" before a noun, "of Kenya" behind a company.
    pub is_adjective: bool,
    /// An adjective by its form: "Kenyan troops" too.
    is_demonym: bool,
    /// Who says so.
    pub speaks: bool,
    pub is_person: bool,
    /// "it", "the company": what it means is told elsewhere.
    pub is_pointer: bool,
    /// Whether an "and" is joined to it (Arabic "وإيران").
    is_joined: bool,
    /// Names that are joined to each other have one number.
    pub group: usize,
    pub clause: usize,
}

impl Name {
    pub fn has(&self, marker: Marker) -> bool {
        self.governors.contains(&marker)
    }

    /// Whether it says no more than whose another name is: "Hayabusa of Japan".
    pub fn is_origin(&self) -> bool {
        self.is_adjective && !self.is_demonym
    }

    /// Whether nothing governs it.
    pub fn is_free(&self) -> bool {
        self.governors.is_empty() && !self.is_adjective
    }
}

struct Known<'a> {
    rules: &'a Rules<'a>,
    r: &'a Reading<'a>,
}

impl governors::Around for Known<'_> {
    fn name(&self, k: usize) -> Option<(usize, bool)> {
        self.r.found.at(self.r.n, k).map(|m| (m.range.start, m.form == Form::Adjective))
    }

    fn is_verb(&self, k: usize) -> bool {
        self.rules.is_verb(self.r.p, k)
    }
}

/// The names of a sentence in their order.
pub fn names(rules: &Rules, r: &Reading, clauses: &Clauses, memory: &Memory, sums: &[Sum]) -> Vec<Name> {
    let mentions = r.found.mentions.get(r.n).into_iter().flatten();
    let inside = |m: &&Mention| r.start <= m.range.start && m.range.end <= r.end;
    let mut out: Vec<Name> = Vec::new();
    // "US dollars" are no state.
    let is_money = |m: &&Mention| {
        sums.iter()
            .any(|s| s.range.contains(&m.range.start) || s.range.start == m.range.end && r.p.is_glued(m.range.end))
    };
    for m in mentions.filter(inside).filter(|m| !is_money(m)) {
        let Some((actor, _)) = r.party(m.range.start) else { continue };
        let kind = r.found.actor(actor).map(|a| a.kind);
        let is_adjunct = is_adjunct(rules, r, m);
        let acts_for = stands_for(rules, r, m) || is_people(rules, r, m);
        let range = with_head(rules, r, m);
        let speaks = speaks(rules, r, &range);
        let mut governors = governors(rules.lang, r.p, &range, m.joined, &Known { rules, r });
        if governors.is_empty() {
            governors = cases::of_name(rules, r, m);
        }
        out.push(Name {
            actor,
            governors,
            is_adjective: (m.form == Form::Adjective || is_adjunct) && !acts_for,
            is_demonym: m.form == Form::Adjective,
            speaks,
            is_person: kind == Some(ActorKind::Person),
            is_pointer: false,
            is_joined: m.joined == Some(Some(Marker::And)),
            group: 0,
            clause: clauses.of(m.range.start),
            range,
        });
    }
    let mut pointers = memory.pointers(rules, r, clauses, &out);
    // "the Colombian government" is told by its adjective, "the Abidjan firm" is the firm.
    let of_state = |a: usize| {
        let kind = r.found.actor(a).map(|a| a.kind);
        matches!(kind, Some(ActorKind::State | ActorKind::Government | ActorKind::Military))
    };
    pointers.retain(|(a, p)| !of_state(*a) || !out.iter().any(|n| p.start <= n.range.start && n.range.end <= p.end));
    out.retain(|n| !pointers.iter().any(|(_, p)| p.start < n.range.start && n.range.end <= p.end));
    for (actor, range) in pointers {
        let mut governors = governors(rules.lang, r.p, &range, None, &Known { rules, r });
        if governors.is_empty() {
            governors = cases::of_pointer(rules, r, &range);
        }
        let (is_person, clause) = (false, clauses.of(range.start));
        let speaks = speaks(rules, r, &range);
        let is_pointer = true;
        out.push(Name {
            actor,
            range,
            governors,
            is_adjective: false,
            is_demonym: false,
            speaks,
            is_person,
            is_pointer,
            is_joined: false,
            group: 0,
            clause,
        });
    }
    out.sort_by_key(|n| n.range.start);
    for of_other in [belongs, is_origin] {
        let all: Vec<bool> = (0..out.len()).map(|i| of_other(rules, r, &out, i)).collect();
        let mut all = all.into_iter();
        out.retain(|_| !all.next().unwrap_or(false));
    }
    owners(rules, r, &mut out);
    join(rules, r, &mut out);
    with_bodies(rules, r, &mut out);
    infinitives(rules, r, &mut out);
    out
}

/// "Kyrgyz and Tajik border guards": an adjective joined to a body that has its own.
fn with_bodies(rules: &Rules, r: &Reading, names: &mut [Name]) {
    for i in 0..names.len() {
        let [Some(name), Some(body)] = [names.get(i), names.get(i + 1)] else { continue };
        let is_body = r.found.actor(body.actor).is_some_and(|a| a.kind == ActorKind::Military);
        let and = name.range.end;
        let joined = name.is_demonym
            && name.is_adjective
            && is_body
            && rules.lang.is(Marker::And, r.p, and)
            && body.range.start.saturating_sub(and) <= 2;
        if !joined {
            continue;
        }
        let (governors, group) = (body.governors.clone(), body.group);
        if let Some(name) = names.get_mut(i) {
            (name.is_adjective, name.governors, name.group) = (false, governors, group);
        }
    }
}

/// "This led to X and Y to supply", "asked for Z to pay": before an infinitive they act.
fn infinitives(rules: &Rules, r: &Reading, names: &mut [Name]) {
    if rules.lang.code != "en" {
        return;
    }
    let acts = |n: &&Name| {
        (n.has(Marker::To) || n.has(Marker::For))
            && r.p.word(n.range.end) == "to"
            && rules.is_verb(r.p, n.range.end + 1)
    };
    let groups: Vec<usize> = names.iter().filter(acts).map(|n| n.group).collect();
    names.iter_mut().filter(|n| groups.contains(&n.group)).for_each(|n| n.governors.clear());
}

/// "der finnischen Reederei X", "la naviera griega X", "X السعودية": an adjective that says where another name is from.
fn belongs(rules: &Rules, r: &Reading, names: &[Name], i: usize) -> bool {
    let Some(name) = names.get(i) else { return false };
    // "«X» السعودية": the name of a state may be its adjective too.
    let closes = |k: usize| matches!(r.p.word(k), "»" | "”" | "\"" | "’" | "“");
    let next_to = |k: usize| closes(k) || r.found.at(r.n, k).is_some_and(|m| is_body_of(r, m.actor));
    let state = r.found.actor(name.actor).is_some_and(|a| a.kind == ActorKind::State);
    let of_quoted = rules.lang.adjectives_follow
        && state
        && !name.is_joined
        && name.governors.is_empty()
        && name.range.start.checked_sub(1).is_some_and(next_to);
    if of_quoted {
        return true;
    }
    if !(name.is_demonym && name.is_adjective) {
        return false;
    }
    let body = |n: &&Name| {
        !n.is_demonym && r.found.actor(n.actor).is_some_and(|a| !matches!(a.kind, ActorKind::State | ActorKind::Person))
    };
    let sign = |k: usize| matches!(r.p.word(k), "«" | "»" | "“" | "”" | "„" | "\"" | "‘" | "’" | "'");
    let noun = |k: usize| {
        sign(k)
            || r.p.is_word(k)
                && !rules.lang.is_stop(r.p.lower(k))
                && !rules.is_verb(r.p, k)
                && rules.nouns.at(r.p, k).is_none()
    };
    let before = i.checked_sub(1).and_then(|b| names.get(b)).filter(body);
    // "an Italian hotelier, X": where he is from.
    let person = |n: &&Name| !n.is_demonym && n.is_person;
    let man = names.get(i + 1).filter(person).is_some_and(|b| {
        let between = name.range.end..b.range.start;
        let comma = usize::from(between.end > between.start && r.p.word(between.end - 1) == ",");
        (1..=4).contains(&(between.len() - comma)) && (between.start..between.end - comma).all(noun)
    });
    let behind = names.get(i + 1).filter(body);
    man || behind.is_some_and(|b| {
        let between = name.range.end..b.range.start;
        between.len() <= 4 && between.clone().all(noun)
    }) || before
        .is_some_and(|b| (b.range.end..name.range.start).len() <= 1 && (b.range.end..name.range.start).all(sign))
}

/// "Hayabusa of Japan", "die Werft X aus Polen", "the Tokyo-based importer": where the other name is at home, and no party.
fn is_origin(rules: &Rules, r: &Reading, names: &[Name], i: usize) -> bool {
    let Some(name) = names.get(i) else { return false };
    // "the Tokyo-based importer", "ومقرها أبوظبي", "based in Tokyo"
    let hyphen = usize::from(r.p.word(name.range.end) == "-");
    let at = [name.range.start.checked_sub(1), name.range.start.checked_sub(2).filter(|_| name.has(Marker::In))];
    let based = |k: usize| k >= r.start && rules.lang.is(Marker::Based, r.p, k);
    let at_home = based(name.range.end + hyphen) || at.into_iter().flatten().any(based);
    if at_home && !rules.lang.is_postpositional {
        return true;
    }
    if r.found.actor(name.actor).is_none_or(|a| a.kind != ActorKind::State) {
        return false;
    }
    let before = i.checked_sub(1).and_then(|b| names.get(b)).filter(|n| is_body(r, n));
    let small =
        |k: usize| rules.lang.is_small(r.p.lower(k)) || rules.lang.is(Marker::From, r.p, k) || r.p.word(k) == ",";
    // "اشترت X من روسيا": where adjectives alone tell an origin, a small word tells who gives.
    let tells = |m: &Marker| name.has(*m) && (rules.lang.is_cased || *m == Marker::Of && !name.has(Marker::From));
    // "Petrofac, Umman'dan …": where endings govern, a comma only closes the subject.
    let of_it = before.filter(|_| !rules.lang.is_postpositional).is_some_and(|b| {
        let between = b.range.end..name.range.start;
        [Marker::Of, Marker::From].iter().any(tells) && (1..=2).contains(&between.len()) && between.clone().all(small)
    });
    let behind = names.get(i + 1).filter(|n| is_body(r, n));
    let its = rules.lang.is_postpositional
        && name.governors.iter().all(|m| *m == Marker::Of)
        && behind.is_some_and(|b| {
            let between = name.range.end..b.range.start;
            let company = |k: usize| {
                rules.lang.is_company(r.p.lower(k))
                    || rules.lang.is(Marker::Based, r.p, k)
                    || rules.pointers.at(r.p, k).is_some()
            };
            let its = name.has(Marker::Of) && between.len() <= 2;
            between.len() <= 4
                && (its || between.clone().any(company))
                && !between.clone().any(|k| rules.is_verb(r.p, k))
        });
    of_it || its
}

/// A name that may have an origin: a body or a company.
fn is_body(r: &Reading, name: &Name) -> bool {
    is_body_of(r, name.actor)
}

fn is_body_of(r: &Reading, actor: usize) -> bool {
    r.found.actor(actor).is_some_and(|a| !matches!(a.kind, ActorKind::State | ActorKind::Person))
}

/// "Kenya's operator Simba", "the Kampala company": whose the other name is.
fn owners(rules: &Rules, r: &Reading, names: &mut [Name]) {
    if rules.lang.code != "en" {
        return;
    }
    for i in 0..names.len() {
        let Some(name) = names.get(i) else { continue };
        let state = r.found.actor(name.actor).is_some_and(|a| a.kind == ActorKind::State);
        let its = names.get(i + 1).filter(|n| is_body(r, n)).is_some_and(|b| {
            let between = name.range.end..b.range.start;
            let possessive = matches!(r.p.word(name.range.end), "’s" | "'s" | "’" | "'");
            let plain = |k: usize| {
                r.found.at(r.n, k).is_some()
                    || r.p.word(k) == "-"
                    || r.p.is_word(k)
                        && !rules.lang.is_stop(r.p.lower(k))
                        && !rules.is_verb(r.p, k)
                        && rules.nouns.at(r.p, k).is_none()
            };
            possessive && between.len() <= 6 && between.clone().skip(1).all(plain)
        });
        // "Slovakia's southern neighbour Hungary"
        let next = names.get(i + 1).map_or(r.end, |b| b.range.start);
        let neighbour = matches!(r.p.word(name.range.end), "’s" | "'s")
            && name.range.end + 1 < next
            && next - name.range.end <= 4
            && (name.range.end + 1..next).all(|k| {
                governors::is_apposed(rules.lang, r.p, k) && !rules.is_verb(r.p, k) && rules.nouns.at(r.p, k).is_none()
            });
        let adjunct = rules.lang.is_company(r.p.lower(name.range.end));
        if state
            && (its || neighbour || adjunct)
            && let Some(name) = names.get_mut(i)
        {
            name.is_adjective = true;
        }
    }
}

/// "A, B and C with D": names joined to each other have one part.
fn join(rules: &Rules, r: &Reading, names: &mut [Name]) {
    for (i, name) in names.iter_mut().enumerate() {
        name.group = i;
    }
    // An adjective that belongs to a name is no other party; of two adjectives each is.
    for adjectives in [false, true] {
        let these: Vec<usize> = names
            .iter()
            .enumerate()
            .filter(|(_, n)| if adjectives { n.is_demonym } else { !n.is_adjective })
            .map(|(i, _)| i)
            .collect();
        let pairs: Vec<[usize; 2]> = these.windows(2).filter_map(|w| w.try_into().ok()).collect();
        let joins = |[a, b]: &[usize; 2], how: Joins| match (names.get(*a), names.get(*b)) {
            (Some(a), Some(b)) => a.actor != b.actor && joined(rules, r, a.range.end..b.range.start, how, b.is_joined),
            _ => false,
        };
        // A comma joins only what an "and" closes.
        let closed: Vec<bool> = pairs.iter().map(|pair| joins(pair, Joins::And)).collect();
        let all: Vec<bool> = pairs
            .iter()
            .enumerate()
            .map(|(i, pair)| {
                // Three in a row need no "and": "A, B, C and others".
                let long = |i: usize| pairs.get(i).is_some_and(|pair| joins(pair, Joins::Comma));
                let row = i > 0 && long(i - 1) || long(i + 1);
                closed.get(i) == Some(&true)
                    || joins(pair, Joins::Comma) && (row || closed.iter().skip(i + 1).take(4).any(|c| *c))
            })
            .collect();
        let list = pairs.iter().zip(all).filter(|(_, joined)| *joined).map(|(pair, _)| *pair);
        let ordered: Vec<[usize; 2]> =
            if rules.lang.is_postpositional { list.rev().map(|[a, b]| [b, a]).collect() } else { list.collect() };
        for [from, to] in ordered {
            let Some(first) = names.get(from).cloned() else { continue };
            let Some(name) = names.get_mut(to) else { continue };
            if name.governors.is_empty() || name.governors == first.governors {
                (name.governors, name.group) = (first.governors, first.group);
            }
            // "Greek and Jordanian troops": what stands for the one stands for the other.
            if adjectives && first.is_adjective != name.is_adjective {
                let (governors, group) = (name.governors.clone(), name.group);
                for i in [from, to] {
                    if let Some(name) = names.get_mut(i) {
                        (name.is_adjective, name.group) = (false, group);
                        name.governors.clone_from(&governors);
                    }
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Joins {
    And,
    Comma,
}

/// Whether what stands between two names joins them.
fn joined(rules: &Rules, r: &Reading, between: Range<usize>, how: Joins, has_and: bool) -> bool {
    let lang = rules.lang;
    let comma = |k: usize| matches!(r.p.word(k), "," | "،" | "、");
    if how == Joins::Comma {
        return !between.is_empty()
            && between.len() <= 3
            && between.clone().all(|k| comma(k) || lang.is(Marker::The, r.p, k) || r.found.at(r.n, k).is_some());
    }
    // "العراق وتركيا"
    if has_and && between.is_empty() {
        return true;
    }
    // "SinoFrench", "Russia-Pakistan", "ZDF/ARD"
    let sign = |k: usize| matches!(r.p.word(k), "-" | "–" | "/");
    if between.len() <= 1 && between.clone().all(sign) {
        return between.len() == 1 || r.p.is_glued(between.end);
    }
    let is_and = |k: usize| {
        lang.is(Marker::And, r.p, k)
            || r.p.word(k) == "&"
            // "وشركة X"
            || lang.joined_to(r.p.lower(k)) == Some(Some(Marker::And))
    };
    // "A, a builder of ferries, and B": what is said of A stands between.
    let mut start = between.start;
    if comma(start) && lang.marker_at(Marker::The, r.p, start + 1).is_some() {
        start = (start + 1..between.end.min(start + 12)).find(|&k| comma(k)).unwrap_or(start);
    }
    // "X und das marokkanische Unternehmen Y"
    let small = |k: usize| {
        comma(k)
            || matches!(r.p.word(k), "'" | "’" | "“" | "”" | "«" | "»" | "„" | "\"" | "’s" | "'s")
            || is_and(k)
            || lang.is(Marker::The, r.p, k)
            || lang.is_company(r.p.lower(k))
            || r.found.at(r.n, k).is_some()
            || r.p.is_capital(k)
            || governors::is_apposed(lang, r.p, k) && !rules.is_verb(r.p, k) && rules.nouns.at(r.p, k).is_none()
    };
    let rest = start..between.end;
    // "with X and substitute the Y": a plain word before an article is a verb.
    let verb =
        |k: usize| r.p.is_word(k) && !is_and(k) && !lang.is_stop(r.p.lower(k)) && lang.is(Marker::The, r.p, k + 1);
    rest.len() <= 7
        && !rest.clone().any(verb)
        && (has_and || rest.clone().any(is_and))
        && rest.clone().all(small)
        && governing_between(rules, r, &rest).is_none()
}

/// A small word that governs what follows, among some tokens.
fn governing_between(rules: &Rules, r: &Reading, between: &Range<usize>) -> Option<usize> {
    if rules.lang.is_postpositional {
        return None;
    }
    let list = [Marker::With, Marker::From, Marker::To, Marker::By, Marker::For, Marker::In];
    between.clone().find(|&k| {
        list.iter().any(|m| rules.lang.marker_at(*m, r.p, k).is_some())
            && !rules.lang.is(Marker::And, r.p, k)
            && !rules.lang.is(Marker::The, r.p, k)
    })
}

/// Whether a name is that of a speaker: a verb of saying beside it that is no verb of a deal.
fn speaks(rules: &Rules, r: &Reading, range: &Range<usize>) -> bool {
    let says = |k: usize| {
        rules.says.at(r.p, k).is_some()
            && rules.verbs.at(r.p, k).is_none()
            && rules.transfers.at(r.p, k).is_none()
            && rules.nouns.at(r.p, k).is_none()
    };
    if [range.end, range.end + 1].iter().any(|&k| k < r.end && says(k)) {
        return true;
    }
    if rules.lang.is_postpositional {
        return false;
    }
    [1, 2].iter().filter_map(|back| range.start.checked_sub(*back)).any(|k| {
        let article = k + 1 == range.start || rules.lang.is(Marker::The, r.p, k + 1);
        k >= r.start && article && says(k)
    })
}

/// "the Russian government", "Greek troops": an adjective beside a word that means the state.
fn stands_for(rules: &Rules, r: &Reading, m: &Mention) -> bool {
    let acts = |k: usize| {
        let acting = rules.lang.is(Marker::Acting, r.p, k) || rules.lang.marker_at(Marker::Acting, r.p, k).is_some();
        (rules.heads_of_state.at(r.p, k).is_some() || acting) && r.found.at(r.n, k).is_none()
    };
    acts(m.range.end) || !rules.lang.is_postpositional && m.range.start.checked_sub(1).is_some_and(acts)
}

/// "a $64m World Bank credit", "the UN arms embargo": a name before a deal noun, with its article or its sum.
fn is_adjunct(rules: &Rules, r: &Reading, m: &Mention) -> bool {
    let before = m.range.start.checked_sub(1).filter(|&k| k >= r.start);
    let begins = before.is_some_and(|k| {
        let number = r.p.word(k).starts_with(|c: char| c.is_ascii_digit());
        number || [Marker::The, Marker::Another].iter().any(|marker| rules.lang.is(*marker, r.p, k))
    });
    rules.lang.code == "en" && begins && rules.nouns.at(r.p, m.range.end).is_some()
}

/// "the Turkmen have agreed": an adjective with an article and without a noun.
fn is_people(rules: &Rules, r: &Reading, m: &Mention) -> bool {
    let (before, end) = (m.range.start.checked_sub(1), m.range.end);
    let article = before.is_some_and(|k| k >= r.start && rules.lang.is(Marker::The, r.p, k));
    let closes = matches!(r.p.word(end), "." | ";" | ":" | "?" | "!") || rules.is_verb(r.p, end);
    let small = r.p.is_word(end) && rules.lang.is_stop(r.p.lower(end)) && !rules.lang.is(Marker::And, r.p, end);
    article && !rules.lang.is_postpositional && (closes || small)
}

/// "el Gobierno de Bolivia", "Kenya's government", "भारत की सेना ने": the tokens of a state with the word that acts for it.
fn with_head(rules: &Rules, r: &Reading, m: &Mention) -> Range<usize> {
    let lang = rules.lang;
    let free = |k: usize| r.found.at(r.n, k).is_none();
    let head = |at: usize| {
        let len = rules.heads_of_state.at(r.p, at).map(|(len, _)| len).or(lang.marker_at(Marker::Acting, r.p, at));
        len.filter(|_| free(at) && at < r.end).map(|len| at + len)
    };
    if m.form == Form::Adjective {
        return head(m.range.end).map_or(m.range.clone(), |end| m.range.start..end);
    }
    if lang.is_postpositional {
        let end = lang.marker_at(Marker::Of, r.p, m.range.end).and_then(|of| head(m.range.end + of));
        return end.map_or(m.range.clone(), |end| m.range.start..end);
    }
    if lang.code == "en" {
        let possessive = matches!(r.p.word(m.range.end), "’s" | "'s" | "’" | "'");
        let behind = if possessive { m.range.end + 1 } else { m.range.end };
        let end = (behind..behind + 2).find_map(head).filter(|_| possessive || head(behind).is_some());
        if let Some(end) = end {
            return m.range.start..end;
        }
    }
    let mut k = m.range.start;
    while k > r.start && lang.is(Marker::The, r.p, k - 1) && !lang.is(Marker::Of, r.p, k - 1) {
        k -= 1;
    }
    let of = k.checked_sub(1).filter(|&of| of > r.start && lang.is(Marker::Of, r.p, of));
    let of = if lang.code == "ru" { Some(k) } else { of };
    let before = of.and_then(|of| {
        let acting = of.checked_sub(1).filter(|&at| lang.is(Marker::Acting, r.p, at)).map(|at| (at, ()));
        rules.heads_of_state.before(r.p, of).map(|(at, _)| (at, ())).or(acting)
    });
    let before = before.filter(|(at, _)| *at >= r.start && free(*at));
    before.map_or(m.range.clone(), |(at, _)| at..m.range.end)
}
