//! What stands beside a name and says whose it is: a common noun, an office, a state, a town.

use std::ops::Range;

use super::super::actors::{Form, Found, Mention};
use super::super::governors::governors;
use super::super::lang::Marker;
use super::super::lexicon::Beside;
use super::super::words::Paragraph;
use super::Unknown;
use crate::doc::record::ActorKind;

impl Unknown<'_> {
    /// What a common noun beside a name makes of it: "the firm X", "la empresa alemana X", "X, a builder of ferries".
    pub(super) fn noun_beside(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> Option<Beside> {
        if let Some(what) = self.noun_before(found, n, p, run) {
            return Some(what);
        }
        // "Winter Games", "Salt River", "Copa Norte": the name says itself that it is no actor's.
        let own = if self.lang.code == "en" { run.end - 1 } else { run.start };
        let own = self.lexicon.noun_at(p, own).map(|(_, what)| what).filter(|_| run.len() >= 2);
        if let Some(what) = own.filter(|what| !matches!(what, Beside::Actor(_))) {
            return Some(what);
        }
        let of = run.start.checked_sub(1).filter(|&k| self.lang.is(Marker::Of, p, k));
        let place = of.and_then(|of| self.lexicon.noun_before(p, of)).filter(|(_, what)| *what == Beside::Place);
        // "the Mirage jets", "the Kharkiv region": the noun behind says what it is.
        let behind = self.lexicon.noun_at(p, run.end).map(|(_, what)| what);
        let behind = behind.filter(|what| !matches!(what, Beside::Actor(_)));
        let goods = self.rules.goods.items(p, self.lang, run.end..run.end + 2);
        let thing = goods.iter().any(|thing| thing.range.start == run.end && self.lang.code == "en");
        // "the Genoa yard X", "Bursalı aile şirketi X": where the firm is from.
        let origin = self.lexicon.noun_at(p, run.end).is_some_and(|(len, what)| {
            let name = run.end + len;
            matches!(what, Beside::Actor(_)) && p.is_capital(name) && p.sentence_of(run.start).contains(&name)
        });
        if origin && matches!(self.lang.code, "en" | "tr") {
            return Some(Beside::Place);
        }
        // "exercise Blue Water": the name of a deal.
        let thing = thing || self.lang.code == "en" && self.rules.nouns.before(p, run.start).is_some();
        place
            .map(|(_, what)| what)
            .or(behind)
            .or(thing.then_some(Beside::Thing))
            .or_else(|| self.noun_behind(p, run.end))
    }

    fn noun_before(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> Option<Beside> {
        let mut k = run.start;
        for step in 0..4 {
            let before = k.checked_sub(1)?;
            if matches!(p.word(before), "«" | "“" | "\"" | "„" | "-") {
                k = before;
                continue;
            }
            // "two tractor makers, X and Y": the comma, where something closes the apposition.
            let closes = matches!(p.word(run.end), "," | "." | ";" | ":" | ")" | "–" | "—" | "")
                || self.lang.marker_at(Marker::And, p, run.end).is_some();
            if p.word(before) == "," && step == 0 && closes {
                let noun = self.lexicon.noun_before(p, before).filter(|(at, _)| !p.is_capital(*at));
                return noun.map(|(_, what)| what).filter(|what| matches!(what, Beside::Actor(_)));
            }
            if let Some((_, what)) = self.lexicon.noun_before(p, k) {
                return Some(what);
            }
            let state = found.at(n, before).filter(|m| m.form == Form::Adjective);
            let adjective = p.is_word(before)
                && !p.is_capital(before)
                && !self.lang.is_stop(p.lower(before))
                && p.word(before).chars().count() > 3
                && self.lang.code != "en";
            match state {
                Some(m) => k = m.range.start,
                None if adjective && k == run.start => k = before,
                None => return None,
            }
        }
        None
    }

    /// "X şirketi"; "X, a Norwegian builder of ferries".
    fn noun_behind(&self, p: &Paragraph, end: usize) -> Option<Beside> {
        let end = if matches!(p.word(end), "»" | "”" | "\"") { end + 1 } else { end };
        let noun = |k: usize| {
            let what = self.lexicon.noun_at(p, k).filter(|_| !p.is_capital(k) || self.lang.code == "de")?.1;
            matches!(what, Beside::Actor(_)).then_some(what)
        };
        // Where the common noun stands last as a rule; "Korean carmaker" names nobody.
        let begins = end > 0 && p.sentences.iter().any(|s| s.start == end - 1);
        if self.lang.is_postpositional
            && !begins
            && let Some(what) = noun(end)
        {
            return Some(what);
        }
        let comma = p.word(end) == "," && self.lang.marker_at(Marker::The, p, end + 1).is_some();
        comma.then(|| (end + 2..end + 7).take_while(|&k| p.is_word(k) || p.word(k) == "-").find_map(noun)).flatten()
    }

    /// "chief executive of X": what someone is the head of.
    pub(super) fn is_headed(&self, p: &Paragraph, start: usize) -> bool {
        // The Russian word for "of" is "from", too: "a teacher from X".
        let of = start.checked_sub(1).filter(|&k| self.lang.code != "ru" && self.lang.is(Marker::Of, p, k));
        let Some(of) = of else { return false };
        self.lexicon.titles.before(p, of).is_some_and(|(_, is_role)| *is_role)
    }

    /// "X of Basel", where "Bay of Bengal" is a place.
    pub(super) fn is_from_town(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let place = self.lexicon.noun_before(p, run.end).is_some();
        let of = p.word(run.end) == "of" || p.word(run.end) == "," && p.word(run.end + 1) == "of";
        let town = if p.word(run.end) == "," { run.end + 2 } else { run.end + 1 };
        self.lang.code == "en" && of && !place && p.is_capital(town) && self.lexicon.heads.at(p, run.start).is_none()
    }

    /// A name that its state tells: "Norway's X", "la china X", "X of Switzerland".
    pub(super) fn is_of_state(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> bool {
        let state =
            |k: usize| found.at(n, k).filter(|m| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State));
        let before = run.start.checked_sub(1);
        if self.lang.code == "en" {
            let sign = before.filter(|&k| matches!(p.word(k), "’s" | "'s" | "’" | "'"));
            let owner = sign.and_then(|k| k.checked_sub(1)).and_then(state);
            // "in Ukraine's Donbas" is a place.
            let place = |m: &Mention| {
                let governors = governors(self.lang, p, &m.range, None, &());
                governors.iter().any(|g| matches!(g, Marker::In | Marker::On))
            };
            let of = p.word(run.end) == "of" && state(run.end + 1).is_some_and(|m| m.form == Form::Name);
            return owner.is_some_and(|m| !place(m)) || of;
        }
        // Where adjectives have no capital, one without a noun stands for "the Chinese firm".
        let adjective = before.and_then(|k| found.at(n, k)).filter(|m| m.form == Form::Adjective);
        // "an der polnischen Grenze": one German noun is any noun.
        let noun = self.lang.code == "de" && run.len() == 1;
        !noun && adjective.is_some_and(|m| self.lang.code == "tr" || !p.is_capital(m.range.start))
    }
}
