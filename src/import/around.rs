//! What stands around a trigger: the words of its noun, whose doing it is, where, when, and who says so.

use std::ops::Range;

use super::dates;
use super::deals::Deal;
use super::parties::{Named, Reading};
use super::triggers::{Rules, grow};
use crate::doc::record::{ActorKind, DealKind, Standing};
use crate::text::fold;

impl Rules<'_> {
    /// Where the words that belong to a noun begin: "a [hefty economic] deal".
    pub fn phrase_start(&self, r: &Reading, k: usize) -> usize {
        let mut at = k;
        while at > r.start && k - at < 4 {
            let word = r.p.word(at - 1);
            let plain = r.p.is_word(at - 1)
                && !word.starts_with(char::is_uppercase)
                && !word.starts_with(|c: char| c.is_ascii_digit());
            let small = matches!(
                word,
                "a" | "an"
                    | "the"
                    | "of"
                    | "in"
                    | "on"
                    | "to"
                    | "for"
                    | "with"
                    | "by"
                    | "and"
                    | "or"
                    | "its"
                    | "their"
                    | "this"
                    | "that"
                    | "as"
                    | "at"
                    | "from"
                    | "more"
                    | "into"
                    | "has"
                    | "had"
                    | "have"
                    | "was"
                    | "were"
                    | "new"
                    | "his"
                    | "s"
                    | "both"
                    | "first"
                    | "several"
                    | "two"
                    | "is"
                    | "than"
                    | "also"
            );
            let verb = self.is_verb(r.p, at - 1);
            let hyphen = word == "-" && at >= r.start + 2 && r.p.is_word(at - 2);
            if verb || small || !(plain || hyphen) || r.found.at(r.n, at - 1).is_some() {
                break;
            }
            at -= 1;
        }
        while at < k && (r.p.word(at) == "-" || r.p.word(at) == "ever") {
            at += 1;
        }
        at
    }

    /// "Russian-Pakistani" or "Russian" right before a noun and its words.
    pub fn compound(&self, r: &Reading, begin: usize) -> Named {
        let Some(last) = begin.checked_sub(1).filter(|k| *k >= r.start) else { return Named::new() };
        let Some(mention) = r.found.at(r.n, last) else { return Named::new() };
        let mut first = mention.range.start;
        // Joined by a sign, or glued to it.
        let joined = |first: usize| {
            let (before, this) = (r.p.tokens.get(first.checked_sub(1)?)?, r.p.tokens.get(first)?);
            let gap = if matches!(r.p.word(first - 1), "-" | "/") { 2 } else { 1 };
            if gap == 1 && before.end != this.start {
                return None;
            }
            r.found.at(r.n, first.checked_sub(gap)?).filter(|m| m.range.start >= r.start).map(|m| m.range.start)
        };
        while let Some(before) = joined(first) {
            first = before;
        }
        r.list(first).into_iter().filter(|(_, range)| range.end <= begin).collect()
    }

    /// Whose doing it is: "US' gradually cutting aid", "US announcement of halting aid".
    pub fn holder(&self, r: &Reading, verb: usize) -> Named {
        let range = r.start.max(verb.saturating_sub(5))..verb;
        range.rev().find_map(|k| r.party(k)).into_iter().collect()
    }

    /// "in Russia" makes Russia the host of an exercise.
    pub fn host(&self, r: &Reading, after: usize, parties: &mut [(usize, String)], tokens: &mut Range<usize>) {
        let host = (after..r.end).rev().find_map(|k| (r.p.word(k) == "in").then(|| r.party(k + 1)).flatten());
        let Some((host, range)) = host else { return };
        if parties.iter().any(|(a, _)| *a == host) {
            for (actor, role) in parties.iter_mut() {
                *role = if *actor == host { "host".to_string() } else { "guest".to_string() };
            }
            grow(tokens, &range);
        }
    }

    /// "from Karachi to Lahore": two places.
    pub fn route(&self, r: &Reading, after: usize) -> Vec<(String, Range<usize>)> {
        let place = |k: usize| {
            let end = (k..(k + 3).min(r.end)).find(|&i| !r.p.is_capital(i)).unwrap_or(k);
            let free = (k..end).all(|i| r.found.at(r.n, i).is_none());
            (end > k && free).then(|| (r.p.slice(k..end).to_string(), k..end))
        };
        for k in after..r.end {
            if r.p.word(k) == "from"
                && let Some(first) = place(k + 1)
                && r.p.word(first.1.end) == "to"
                && let Some(second) = place(first.1.end + 1)
            {
                return vec![first, second];
            }
        }
        Vec::new()
    }

    /// The date that stands with a deal: the first behind its noun or verb, else one before it in the same breath.
    pub fn date(&self, r: &Reading, deal: &mut Deal, tokens: &mut Range<usize>, k: usize, field: &'static str) {
        let all = dates::find(r.p, self.lang, r.start..r.end);
        let comma = |range: Range<usize>| range.clone().any(|i| matches!(r.p.word(i), "," | ";" | "and"));
        let behind =
            all.iter().find(|d| d.range.start >= k && d.range.start < k + 40 && !comma(tokens.end..d.range.start));
        let ahead = all.iter().rfind(|d| d.range.end <= k && !comma(d.range.end..k));
        let Some(date) = behind.or(ahead) else { return };
        deal.date_text = Some(date.as_written.clone());
        grow(tokens, &date.range);
        if let Some(edtf) = date.date.clone().filter(|_| !field.is_empty()) {
            deal.date = Some((field, edtf));
        }
    }

    /// Who says so: "X endorsed the news that …", "according to X"; else a grave claim without a source is alleged.
    pub fn standing(&self, r: &Reading, deal: &mut Deal, tokens: &mut Range<usize>) {
        let that = (r.start..tokens.start + 1).rev().find(|&i| r.p.word(i) == "that");
        let verb = that.and_then(|that| {
            (r.start.max(that.saturating_sub(5))..that).rev().find(|&i| self.says.at(r.p, i).is_some())
        });
        let named = |k: usize| r.found.at(r.n, k).map(|m| (m.actor, m.range.clone()));
        let speaker = verb.and_then(|verb| (r.start.max(verb.saturating_sub(6))..verb).rev().find_map(named));
        let according = (r.start..r.end).find(|&i| fold(r.p.word(i)) == "according" && r.p.word(i + 1) == "to");
        let speaker = speaker.or_else(|| according.and_then(|at| (at + 2..(at + 8).min(r.end)).find_map(named)));
        if let Some((actor, range)) = speaker {
            deal.standing = Some(Standing::Attributed);
            deal.attributed_to = Some(actor);
            grow(tokens, &range);
            return;
        }
        let hedged = (r.start..r.end).any(|i| {
            matches!(
                fold(r.p.word(i)).as_str(),
                "reportedly" | "allegedly" | "alleged" | "purportedly" | "rumoured" | "rumored"
            )
        });
        let armed = deal.kind == DealKind::ArmsTransfer
            && deal.parties.iter().any(|(a, _)| r.found.actor(*a).is_some_and(|a| a.kind == ActorKind::ArmedGroup));
        if hedged || armed {
            deal.standing = Some(Standing::Alleged);
        }
    }
}
