//! Who takes part in what a sentence tells: subjects before a verb, and partners behind "between", "with", "from",
//! "to" and "on". A person acts for a state; "the South Asian country" is the nearest such state before it.

use std::ops::Range;

use super::actors::{Form, Found};
use super::lang::Lang;
use super::words::Paragraph;
use crate::doc::record::ActorKind;
use crate::text::fold;

/// One sentence that is being read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub found: &'a Found,
    pub p: &'a Paragraph,
    /// The index of the paragraph.
    pub n: usize,
    pub start: usize,
    pub end: usize,
    pub lang: &'a Lang,
}

/// Actors with the tokens that name them.
pub type Named = Vec<(usize, Range<usize>)>;

impl Reading<'_> {
    /// The actor named at a token, as one who can be a party: a person stands for the state of a role.
    pub fn party(&self, k: usize) -> Option<(usize, Range<usize>)> {
        let mention = self.found.at(self.n, k)?;
        let actor = self.found.actor(mention.actor)?;
        // "the Sudanese government": the state acts through it.
        if actor.kind == ActorKind::Government
            && let Some(state) = actor.parent
            && actor.name.to_lowercase().contains("government")
        {
            return Some((state, mention.range.clone()));
        }
        if actor.kind != ActorKind::Person {
            return Some((mention.actor, mention.range.clone()));
        }
        let state = actor
            .roles
            .iter()
            .filter_map(|r| r.of)
            .find(|&of| self.found.actor(of).is_some_and(|a| a.kind == ActorKind::State));
        Some((state.unwrap_or(mention.actor), mention.range.clone()))
    }

    /// The names joined by commas, "and", "-" and "/", from a token on (articles and adjectives may stand before).
    pub fn list(&self, from: usize) -> Named {
        let mut out = Named::new();
        let mut k = from;
        let mut gap = 0;
        // A comma joins only what an "and" closes: "A, B and C".
        let mut before_comma: Option<usize> = None;
        let mut is_closed = false;
        while k < self.end {
            if let Some((actor, range)) = self.party(k).or_else(|| self.described(k)) {
                k = range.end;
                if self.found.at(self.n, range.start).is_some_and(|m| m.form == Form::Adjective)
                    && !matches!(self.p.word(k), "-" | "/" | "and")
                    && self.found.at(self.n, k).is_none()
                    && out.is_empty()
                    && self.p.is_word(k)
                {
                    // "the French company X": the company, not the state.
                    let named = (k + 1..k + 3).find(|&i| self.found.at(self.n, i).is_some());
                    if let Some(at) = named.filter(|&at| (k..at).all(|i| self.p.is_word(i) && !self.p.is_capital(i))) {
                        k = at;
                        continue;
                    }
                    // "with Russian help" is no partner by name, but says whose; it ends the list.
                    out.push((actor, range));
                    break;
                }
                if !out.iter().any(|(a, _)| *a == actor) {
                    out.push((actor, range));
                }
                gap = 0;
                continue;
            }
            let word = self.p.word(k);
            let joins = matches!(
                word,
                "," | "and"
                    | "-"
                    | "/"
                    | "&"
                    | "the"
                    | "both"
                    | "its"
                    | "neighbouring"
                    | "’s"
                    | "'s"
                    | "’"
                    | "'"
                    | "as"
                    | "well"
            );
            let first =
                out.is_empty() && gap < 1 && self.p.is_word(k) && !matches!(word, "to" | "for" | "in" | "of" | "with");
            if joins {
                match word {
                    "," if !out.is_empty() => before_comma = before_comma.or(Some(out.len())),
                    "and" | "&" | "as" => is_closed = true,
                    _ => {}
                }
                k += 1;
            } else if first {
                gap += 1;
                k += 1;
            } else {
                break;
            }
        }
        if let Some(n) = before_comma.filter(|_| !is_closed) {
            out.truncate(n);
        }
        out
    }

    /// "the South Asian country": the nearest earlier state of that region.
    fn described(&self, k: usize) -> Option<(usize, Range<usize>)> {
        if fold(self.p.word(k)) != "the" {
            return None;
        }
        let noun = (k + 1..(k + 5).min(self.end))
            .find(|&j| matches!(self.p.word(j), "country" | "nation" | "state" | "republic" | "kingdom"))?;
        let region = self.p.slice(k + 1..noun);
        if region.is_empty() || !self.p.is_capital(k + 1) {
            return None;
        }
        let mentions = self.found.mentions.get(self.n)?;
        let nearest = mentions
            .iter()
            .filter(|m| m.range.end <= k)
            .rfind(|m| self.found.actor(m.actor).is_some_and(|a| a.regions.iter().any(|r| fold(r) == fold(region))))?;
        Some((nearest.actor, k..noun + 1))
    }

    /// The names behind the first of some words in a range of tokens.
    pub fn behind(&self, words: &[&str], range: Range<usize>) -> Named {
        for k in range.start..range.end.min(self.end) {
            if words.contains(&self.p.word(k)) {
                let mut list = self.list(k + 1);
                list.retain(|(_, range)| self.is_party(range));
                if !list.is_empty() {
                    return list;
                }
            }
        }
        Named::new()
    }

    /// An adjective names a party only with a word that means the state: "Syrian opposition" is not Syria.
    fn is_party(&self, range: &Range<usize>) -> bool {
        let adjective = self.found.at(self.n, range.start).is_some_and(|m| m.form == Form::Adjective);
        let next = self.p.word(range.end);
        let stands_for = matches!(
            next,
            "government"
                | "authorities"
                | "state"
                | "side"
                | "officials"
                | "leaders"
                | "troops"
                | "forces"
                | "companies"
                | "and"
        );
        !adjective || stands_for || !self.p.is_word(range.end) || self.found.at(self.n, range.end).is_some()
    }

    /// The subject of a verb: the nearest name before it that no preposition and no verb governs, with those it is
    /// joined to.
    pub fn subject(&self, verb: usize, verbs: &dyn Fn(usize) -> bool) -> Named {
        let mut k = verb;
        while k > self.start {
            k -= 1;
            if matches!(self.p.word(k), ";" | "—" | "”" | "“") {
                break;
            }
            let Some(mention) = self.found.at(self.n, k) else { continue };
            let range = mention.range.clone();
            k = range.start;
            // "Sudan's government signed": the state acts.
            let possessive =
                matches!(self.p.word(range.end), "’s" | "'s" | "’" | "'") && !self.stands_for(range.end + 1);
            let adjective = mention.form == Form::Adjective && !self.stands_for(range.end);
            let mut before = k;
            let mut front = self.before(before);
            if matches!(front.as_str(), "the" | "a" | "an" | "both") {
                before -= 1;
                front = self.before(before);
            }
            let governed = matches!(
                front.as_str(),
                "in" | "of"
                    | "to"
                    | "with"
                    | "from"
                    | "at"
                    | "on"
                    | "by"
                    | "despite"
                    | "against"
                    | "for"
                    | "into"
                    | "near"
                    | "towards"
                    | "toward"
                    | "between"
                    | "through"
                    | "under"
                    | "over"
                    | "across"
                    | "like"
            ) && !self.leads(before);
            let object = before > self.start && verbs(before - 1);
            if possessive || adjective || governed || object {
                continue;
            }
            // "A and B": go on to the left.
            let mut first = k;
            while let Some(before) = self.joined(first) {
                first = before;
            }
            let mut out = Named::new();
            for m in self.found.mentions.get(self.n).into_iter().flatten() {
                let adjective = m.form == Form::Adjective && !self.stands_for(m.range.end);
                let inside = first <= m.range.start && m.range.start < verb && !adjective;
                let possessive =
                    matches!(self.p.word(m.range.end), "’s" | "'s" | "’" | "'") && !self.stands_for(m.range.end + 1);
                if inside
                    && !possessive
                    && m.range.start <= range.start
                    && let Some((actor, range)) = self.party(m.range.start)
                    && !out.iter().any(|(a, _)| *a == actor)
                {
                    out.push((actor, range));
                }
            }
            return out;
        }
        Named::new()
    }

    /// A word that, beside its name, means the state.
    fn stands_for(&self, k: usize) -> bool {
        matches!(self.p.word(k), "government" | "authorities" | "cabinet") && self.found.at(self.n, k).is_none()
    }

    /// Where the name begins that "and" or a comma joins to the one at a token; titles and states may stand between
    /// ("A and the French minister B").
    fn joined(&self, at: usize) -> Option<usize> {
        let mut k = at;
        while k > self.start && at - k < 7 {
            k -= 1;
            let word = self.p.word(k);
            if matches!(word, "and" | ",") && k > self.start {
                // "X, a builder of ferries, and Y": what is said of X stands between.
                if word == "and" && self.p.word(k - 1) == "," {
                    let open = (self.start.max(k.saturating_sub(14))..k - 1).rev().find(|&i| self.p.word(i) == ",");
                    let apposed = open.filter(|&i| matches!(self.p.word(i + 1), "a" | "an" | "the" | "which" | "who"));
                    let m = apposed.and_then(|i| self.found.at(self.n, i.checked_sub(1)?));
                    if let Some(m) = m.filter(|m| m.form != Form::Adjective && m.range.start >= self.start) {
                        return Some(m.range.start);
                    }
                }
                let m = self
                    .found
                    .at(self.n, k - 1)
                    .filter(|m| m.form != Form::Adjective && m.range.start >= self.start)?;
                // "In Turkey, Russia signed": what a preposition governs does not sign.
                let governed = matches!(
                    self.before(m.range.start).as_str(),
                    "in" | "of"
                        | "to"
                        | "with"
                        | "from"
                        | "at"
                        | "on"
                        | "by"
                        | "despite"
                        | "against"
                        | "for"
                        | "near"
                        | "after"
                );
                return (!governed || self.leads(m.range.start)).then_some(m.range.start);
            }
            let belongs = self.p.is_capital(k)
                || self.found.at(self.n, k).is_some()
                || self.lang.is_company(self.p.lower(k))
                || matches!(
                    word,
                    "’s" | "'s" | "the" | "its" | "minister" | "president" | "foreign" | "prime" | "defence"
                );
            if !belongs {
                return None;
            }
        }
        None
    }

    /// "led to X": the X acts.
    fn leads(&self, to: usize) -> bool {
        to >= 2 && matches!(self.p.word(to - 2), "led" | "forced" | "allowed" | "caused")
    }

    fn before(&self, k: usize) -> String {
        if k > self.start { fold(self.p.word(k - 1)) } else { String::new() }
    }

    /// The states of the sentence before a token, each where it is named last.
    pub fn states(&self, before: usize) -> Named {
        let mut out = Named::new();
        let earlier = |m: &&super::actors::Mention| m.range.end <= before;
        for m in self.found.mentions.get(self.n).into_iter().flatten().filter(earlier).rev() {
            let inside = self.start <= m.range.start && m.range.end <= self.end;
            let state = self.found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State);
            if inside && state && !out.iter().any(|(a, _)| *a == m.actor) {
                out.push((m.actor, m.range.clone()));
            }
        }
        out
    }
}
