//! Which capitalised words of a sentence may be a name that nobody knows.

use std::ops::Range;

use super::super::actors::Found;
use super::super::governors::past_gloss;
use super::super::lang::Marker;
use super::super::lexicon::{Beside, Known};
use super::super::words::Paragraph;
use super::Unknown;
use crate::doc::record::ActorKind;

impl Unknown<'_> {
    /// Capitalised words in a row that no name covers.
    pub(super) fn runs(&self, found: &Found, n: usize, p: &Paragraph) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < p.tokens.len() {
            if !self.is_name_word(found, n, p, i) {
                i += 1;
                continue;
            }
            let start = i;
            while i < p.tokens.len() {
                if self.is_name_word(found, n, p, i) {
                    i += 1;
                } else if self.closes(found, n, p, start..i) {
                    i += 1;
                    break;
                } else if self.joins(found, n, p, i) {
                    // What is joined is part of the name, whatever it means elsewhere: "Brisas del Este".
                    i += if p.is_capital(i + 1) { 2 } else { 1 };
                } else if matches!(p.word(i), "al" | "el")
                    && p.word(i + 1) == "-"
                    && self.is_name_word(found, n, p, i + 2)
                {
                    i += 3;
                } else {
                    break;
                }
            }
            let run = self.with_article(found, n, p, self.past_origin(p, start..i))..i;
            if self.is_run(found, n, p, &run) {
                out.push(run);
            }
        }
        out
    }

    /// "die Meyenburg Werft": in German the common noun for a company may close its name.
    fn closes(&self, found: &Found, n: usize, p: &Paragraph, run: Range<usize>) -> bool {
        let company = self.lexicon.noun_at(p, run.end) == Some((1, Beside::Actor(ActorKind::Company)));
        self.lang.code == "de"
            && company
            && found.at(n, run.end).is_none()
            && p.is_capital(run.end)
            && !p.is_capital(run.end + 1)
    }

    /// "Konyalı Ova Makina", "die Kölner Nordlicht Energie": who comes from where is no part of the name.
    fn past_origin(&self, p: &Paragraph, run: Range<usize>) -> usize {
        let origin = |k: usize| {
            let ends: &[&str] = match self.lang.code {
                "tr" => &["lı", "li", "lu", "lü"],
                "de" => &["er"],
                _ => &[],
            };
            // German has family names of that form: two words must follow.
            let more = if self.lang.code == "de" { p.is_capital(k + 1) && k + 2 < run.end } else { k + 1 < run.end };
            more && ends.iter().any(|end| p.lower(k).ends_with(end)) && p.word(k).chars().count() >= 5
        };
        if origin(run.start) { run.start + 1 } else { run.start }
    }

    /// "The Long Road", "Le Phare": in mid-sentence an article with a capital is the first word of a name.
    fn with_article(&self, found: &Found, n: usize, p: &Paragraph, start: usize) -> usize {
        let begins = |k: usize| p.sentences.iter().any(|s| s.start == k);
        let inside = |k: usize| {
            let before = k.checked_sub(1).map(|before| p.word(before)).unwrap_or_default();
            let opens = matches!(before, "," | "«" | "“" | "„" | "\"");
            !begins(k) && k > 0 && (p.is_word(k - 1) && !p.is_capital(k - 1) || opens)
        };
        let article = start.checked_sub(1).filter(|&k| {
            let the = self.lang.marker_at(Marker::The, p, k) == Some(1);
            the && p.is_capital(k) && inside(k) && found.at(n, k).is_none() && self.lang.code != "de"
        });
        article.unwrap_or(start)
    }

    /// Whether capitalised words may be a name: not the first word of a sentence alone, nor a part of something else.
    fn is_run(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> bool {
        let start = run.start;
        let quoted = matches!(p.word(start.wrapping_sub(1)), "“" | "\"" | "«" | "„");
        let apposed = self.noun_beside(found, n, p, run).is_some_and(|what| matches!(what, Beside::Actor(_)));
        // "Siemag-Chef Thiele", "die Stadt Graz"
        let told = apposed || self.has_office(p, run) || self.is_of_state(found, n, p, run) || self.is_town(p, run);
        // The first word of a sentence has its capital anyhow.
        let first = p.sentences.iter().any(|s| s.start == start) || quoted;
        let german_noun = self.lang.code == "de" && run.len() == 1;
        let shouted = !p.slice(run.clone()).chars().any(char::is_lowercase);
        // "Ministry of Energy and Minerals": the rest of a name, or a head word alone.
        let before = start.checked_sub(2);
        let of =
            before.is_some_and(|k| self.lang.is(Marker::Of, p, k + 1) && (found.at(n, k).is_some() || p.is_capital(k)));
        // "Molkrona and Alpgold" are two.
        let body = |k: usize| found.at(n, k).and_then(|m| found.actor(m.actor)).map(|a| a.kind);
        let and = before.is_some_and(|k| {
            self.lang.is(Marker::And, p, k + 1)
                && matches!(body(k), Some(ActorKind::Government | ActorKind::Military | ActorKind::Igo))
        });
        let named = of || and;
        let part = run.len() == 1 && (self.lexicon.heads.at(p, start).is_some() || named && !self.is_headed(p, start));
        // "Mi-35" is a thing; "Security" beside "Advisor" belongs to the office.
        let thing = p.word(run.end) == "-" && p.word(run.end + 1).starts_with(|c: char| c.is_ascii_digit());
        let tight =
            |a: usize, b: usize| p.tokens.get(a).zip(p.tokens.get(b)).is_some_and(|(a, b)| b.start <= a.end + 1);
        let beside = run.len() == 1
            && self.lang.code == "en"
            && (p.is_capital(run.end) && tight(start, run.end)
                || start > 0
                    && p.is_capital(start - 1)
                    && tight(start - 1, start)
                    && !self.lang.is_common(p.word(start - 1)));
        // "Vienna", where it does not stand for its state, is a town; so is what alone stands in brackets.
        let known = self.lexicon.longest(p, start).filter(|met| !matches!(met.known, Known::Town));
        let town = known.is_some_and(|met| met.len == run.len())
            || run.len() == 1
                && (matches!(self.lexicon.noun_at(p, start), Some((_, Beside::Place | Beside::Thing)))
                    || known.is_some()
                    || start > 0 && p.word(start - 1) == "(" && p.word(run.end) == ")" && !shouted);
        // "Bulancaklı": somebody from there, where no ending marks a name.
        let origin = self.lang.code == "tr"
            && !matches!(p.word(run.end), "’" | "'")
            && ["lı", "li", "lu", "lü"].iter().any(|end| p.lower(start).ends_with(end));
        // "KSW", "İSKİ": an acronym among words that are not shouted.
        let low = |k: usize| !p.is_word(k) || p.word(k).chars().any(char::is_lowercase);
        let acronym = run.len() == 1
            && (3..=6).contains(&p.word(start).chars().count())
            && start.checked_sub(1).is_none_or(low)
            && low(run.end)
            && self.lexicon.noun_at(p, start).is_none()
            && self.lexicon.titles.at(p, start).is_none()
            && !self.lang.is_unit(p.word(start))
            && !start
                .checked_sub(1)
                .is_some_and(|k| self.lang.is_unit(p.word(k)) || self.lang.is_unit(p.slice(k..run.end)))
            && self.rules.goods.items(p, self.lang, run.clone()).is_empty();
        let alone = run.len() == 1 && (first && !self.begins(p, run) || german_noun || origin);
        run.len() <= 5 && !part && !thing && !town && (told || !beside && !alone) && (!shouted || told || acronym)
    }

    /// Whether a name is a town's that stands for no state.
    pub(super) fn is_known_town(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let known = self.lexicon.longest(p, run.start);
        known.is_some_and(|met| matches!(met.known, Known::Town) && met.len == run.len())
    }

    /// Whether the first word of a sentence does what only a name does: it deals, or a deal is its own.
    fn begins(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let after = past_gloss(p, run.end);
        let deals = (after..after + 2).any(|k| self.rules.is_verb(p, k) || self.rules.wishes.at(p, k).is_some());
        let plural = p.lower(run.start).ends_with('s');
        let word = self.lang.is_stop(p.lower(run.start))
            || self.rules.is_verb(p, run.start)
            || self.lexicon.given.contains(p.lower(run.start))
            || self.lexicon.noun_at(p, run.start).is_some()
            || self.lexicon.titles.at(p, run.start).is_some()
            || !self.rules.goods.items(p, self.lang, run.clone()).is_empty();
        // "SolarVista" can be nothing but a name.
        if p.word(run.start)
            .chars()
            .zip(p.word(run.start).chars().skip(1))
            .any(|(a, b)| a.is_lowercase() && b.is_uppercase())
        {
            return true;
        }
        // Where a comma parts a subject from its long sentence: "Aselkon, Katar’a araç satacak."
        let comma =
            self.lang.is_postpositional && p.word(run.end) == "," && self.lexicon.heads.at(p, run.start).is_none();
        let sentence = p.sentence_of(run.start);
        if comma && p.is_capital(run.end + 1) && !word && (run.end..sentence.end).any(|k| self.rules.is_verb(p, k)) {
            return true;
        }
        // A noun without an article is no subject in Spanish and French, but for plurals and masses.
        let bare = matches!(self.lang.code, "en" | "es" | "fr");
        !word && (bare && deals && !plural || self.is_owner(p, run))
    }

    fn is_name_word(&self, found: &Found, n: usize, p: &Paragraph, k: usize) -> bool {
        p.is_capital(k)
            && found.at(n, k).is_none()
            && !self.lang.is_common(p.word(k))
            && self.lang.month(p.word(k)).is_none()
            && !self.lang.is_weekday(p.word(k))
            && !self.is_plain_noun(p, k)
            && self.rules.nouns.at(p, k).is_none()
            && p.word(k).chars().count() > 1
            && !self.lexicon.titles.at(p, k).is_some_and(|(_, is_role)| *is_role)
    }

    /// A common noun that has a capital for other reasons than a name has: it is German, begins a sentence, or is
    /// shortened ("ONG").
    fn is_plain_noun(&self, p: &Paragraph, k: usize) -> bool {
        let begins = p.sentences.iter().any(|s| s.start == k);
        let shouts = p.word(k).chars().all(char::is_uppercase);
        (begins || shouts || self.lang.code == "de") && self.lexicon.noun_at(p, k).is_some()
    }

    /// "&" and signs inside a name: "Hadj & Sons", "Xin-Li", "N’Diaye".
    fn joins(&self, found: &Found, n: usize, p: &Paragraph, k: usize) -> bool {
        let next = self.is_name_word(found, n, p, k + 1);
        let particle = matches!(
            p.word(k),
            "de" | "del"
                | "do"
                | "du"
                | "da"
                | "di"
                | "van"
                | "von"
                | "el"
                | "la"
                | "des"
                | "der"
                | "den"
                | "ter"
                | "ten"
        );
        // "Van der Meer"; German "der" is an article between other names.
        let particle = particle
            && (!matches!(p.word(k), "der" | "den" | "des") || matches!(p.lower(k.wrapping_sub(1)), "van" | "von"));
        let named = k > 0 && self.is_name_word(found, n, p, k - 1);
        // "Aguas del Alba", "Minera del Sur"; "company of Kenya" has no name before it.
        let whole =
            next || p.is_capital(k + 1) && found.at(n, k + 1).is_none() && self.lang.month(p.word(k + 1)).is_none();
        if particle && whole && named {
            return true;
        }
        let glued = p.is_glued(k) && p.is_glued(k + 1);
        whole
            && p.word(k) == "-"
            && glued
            && named
            && !self.is_plain_noun(p, k + 1)
            && self.lexicon.titles.at(p, k + 1).is_none()
            || next && (p.word(k) == "&" || (matches!(p.word(k), "-" | "’" | "'") && glued))
    }
}
