//! The names of a sentence with what governs them: the small words beside them, as the language has it, before or behind.

use std::ops::Range;

use super::super::actors::{Form, Mention};
use super::super::governors::{self, governors};
use super::super::lang::Marker;
use super::super::parties::Reading;
use super::super::rules::Rules;
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
    /// "Kenyan" before some other word.
    pub is_adjective: bool,
    /// Who says so.
    pub speaks: bool,
    pub is_person: bool,
    /// "it", "the company": what it means is told elsewhere.
    pub is_pointer: bool,
    /// Names that are joined to each other have one number.
    pub group: usize,
    pub clause: usize,
}

impl Name {
    pub fn has(&self, marker: Marker) -> bool {
        self.governors.contains(&marker)
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
pub fn names(rules: &Rules, r: &Reading, clauses: &Clauses, memory: &Memory) -> Vec<Name> {
    let mentions = r.found.mentions.get(r.n).into_iter().flatten();
    let inside = |m: &&Mention| r.start <= m.range.start && m.range.end <= r.end;
    let mut out: Vec<Name> = Vec::new();
    for m in mentions.filter(inside) {
        let Some((actor, _)) = r.party(m.range.start) else { continue };
        let kind = r.found.actor(actor).map(|a| a.kind);
        let acts_for = stands_for(rules, r, m);
        let range = with_head(rules, r, m);
        let speaks = speaks(rules, r, &range);
        let mut governors = governors(rules.lang, r.p, &range, m.joined, &Known { rules, r });
        if governors.is_empty() {
            governors = by_ending(r, m);
        }
        out.push(Name {
            actor,
            governors,
            is_adjective: m.form == Form::Adjective && !acts_for,
            speaks,
            is_person: kind == Some(ActorKind::Person),
            is_pointer: false,
            group: 0,
            clause: clauses.of(m.range.start),
            range,
        });
    }
    for (actor, range) in memory.pointers(rules, r, &out) {
        let governors = governors(rules.lang, r.p, &range, None, &Known { rules, r });
        let (is_person, clause) = (false, clauses.of(range.start));
        let speaks = speaks(rules, r, &range);
        let is_pointer = true;
        out.push(Name { actor, range, governors, is_adjective: false, speaks, is_person, is_pointer, group: 0, clause });
    }
    out.sort_by_key(|n| n.range.start);
    join(rules, r, &mut out);
    out
}

/// "A, B and C with D": names joined to each other have one part.
fn join(rules: &Rules, r: &Reading, names: &mut [Name]) {
    for (i, name) in names.iter_mut().enumerate() {
        name.group = i;
    }
    let lang = rules.lang;
    let sign = |k: usize| matches!(r.p.word(k), "-" | "–" | "/" | "&");
    let is_and = |k: usize| lang.is(Marker::And, r.p, k);
    let and = |a: &Name, b: &Name| {
        let between = a.range.end..b.range.start;
        // "X und das marokkanische Unternehmen Y", "A's B and C"
        let small = |k: usize| {
            matches!(r.p.word(k), "," | "،" | "'" | "’" | "“" | "”" | "«" | "»")
                || sign(k)
                || is_and(k)
                || lang.is(Marker::The, r.p, k)
                || lang.is_company(r.p.lower(k))
                || r.found.at(r.n, k).is_some_and(|m| m.form == Form::Adjective)
                || governors::is_apposed(lang, r.p, k) && !rules.is_verb(r.p, k) && rules.nouns.at(r.p, k).is_none()
        };
        // An adjective that belongs to a name is no other party; of two adjectives each is.
        if a.is_adjective != b.is_adjective {
            return false;
        }
        // A glued pair: "SinoFrench".
        between.is_empty() && is_glued(r, b.range.start)
            || between.len() <= 6
                && between.clone().any(|k| is_and(k) || sign(k))
                && between.clone().all(small)
                && governing_between(rules, r, &between).is_none()
    };
    let comma = |a: &Name, b: &Name| {
        let between = a.range.end..b.range.start;
        !between.is_empty()
            && between.len() <= 2
            && between.clone().all(|k| matches!(r.p.word(k), "," | "،") || lang.is(Marker::The, r.p, k))
    };
    let pair = |i: usize, joins: &dyn Fn(&Name, &Name) -> bool| match names.get(i - 1..=i) {
        Some([a, b]) => a.actor != b.actor && joins(a, b),
        _ => false,
    };
    // A comma joins only what an "and" closes.
    let closed: Vec<bool> = (1..names.len()).map(|i| pair(i, &and)).collect();
    let joined: Vec<bool> = (1..names.len())
        .map(|i| {
            closed.get(i - 1).copied().unwrap_or(false)
                || pair(i, &comma) && closed.iter().skip(i).take(4).any(|c| *c)
        })
        .collect();
    let is_joined = |i: usize| i > 0 && joined.get(i - 1).copied().unwrap_or(false);
    if lang.is_postpositional {
        for i in (1..names.len()).rev() {
            if let Some([a, b]) = names.get_mut(i - 1..=i)
                && is_joined(i)
                && (a.governors.is_empty() || a.governors == b.governors)
            {
                a.governors = b.governors.clone();
                a.group = b.group;
            }
        }
    } else {
        for i in 1..names.len() {
            if let Some([a, b]) = names.get_mut(i - 1..=i)
                && is_joined(i)
                && (b.governors.is_empty() || a.governors == b.governors)
            {
                b.governors = a.governors.clone();
                b.group = a.group;
            }
        }
    }
}

/// Whether no blank stands before a token.
fn is_glued(r: &Reading, k: usize) -> bool {
    let end = k.checked_sub(1).and_then(|i| r.p.tokens.get(i)).map(|t| t.end);
    end.is_some() && end == r.p.tokens.get(k).map(|t| t.start)
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

/// The part that a Russian ending gives a name that nothing governs.
fn by_ending(r: &Reading, m: &Mention) -> Vec<Marker> {
    if r.lang.code != "ru" || m.form == Form::Adjective {
        return Vec::new();
    }
    let written = r.p.lower(m.range.end - 1);
    let name = r.found.actor(m.actor).map(|a| r.lang.fold(&a.name)).unwrap_or_default();
    let last = name.rsplit(' ').next().unwrap_or("");
    if written == last || written.chars().count() < 4 {
        return Vec::new();
    }
    let ends = |list: &[&str]| list.iter().any(|end| written.ends_with(end));
    if ends(&["ией", "ей", "ой", "ом", "ем", "ами", "ями"]) {
        vec![Marker::By]
    } else if ends(&["ии", "ы", "и", "а", "я"]) {
        vec![Marker::Of]
    } else if ends(&["е", "у", "ю", "ам", "ям"]) {
        vec![Marker::To]
    } else {
        Vec::new()
    }
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
        (rules.heads_of_state.at(r.p, k).is_some() || rules.lang.is(Marker::Acting, r.p, k))
            && r.found.at(r.n, k).is_none()
    };
    acts(m.range.end) || m.range.start.checked_sub(1).is_some_and(acts)
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
