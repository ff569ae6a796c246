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
        let thing = thing || self.lang.code == "en" && of.is_none() && self.rules.nouns.before(p, run.start).is_some();
        place.map(|(_, what)| what).or(behind).or(thing.then_some(Beside::Thing)).or_else(|| self.noun_behind(p, run))
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
                None => return self.noun_of(p, k),
            }
        }
        None
    }

    /// "el gigante de la celulosa X", "le constructeur de navires X": before a name, a firm and what it makes.
    fn noun_of(&self, p: &Paragraph, k: usize) -> Option<Beside> {
        // "l’aciérie de Gand" is in a town.
        if p.is_capital(k) {
            return None;
        }
        let small = |k: usize| self.lang.is(Marker::The, p, k) || matches!(p.word(k), "’" | "'");
        let of =
            (1..=3).filter_map(|back| k.checked_sub(back)).take_while(|&k| small(k) || self.lang.is(Marker::Of, p, k));
        let of = of.filter(|&k| self.lang.is(Marker::Of, p, k)).last()?;
        let adjective =
            of.checked_sub(1).filter(|&k| p.is_word(k) && !p.is_capital(k) && !self.lang.is_stop(p.lower(k)));
        let noun = self.lexicon.noun_before(p, of).or_else(|| self.lexicon.noun_before(p, adjective?));
        let lower = |at: usize| !p.is_capital(at) && matches!(self.lang.code, "es" | "fr");
        noun.filter(|(at, what)| lower(*at) && *what == Beside::Actor(ActorKind::Company)).map(|(_, what)| what)
    }

    /// "X şirketi"; "X, a Norwegian builder of ferries".
    fn noun_behind(&self, p: &Paragraph, run: &Range<usize>) -> Option<Beside> {
        let end = run.end;
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
        // "X, the shipyard, has"; not "X, the firm Y has".
        let is_own = |k: &usize| {
            let after = self.lexicon.noun_at(p, *k).map_or(k + 1, |(len, _)| k + len);
            !p.is_capital(after) && self.rules.says.at(p, after).is_none()
        };
        let apposed = |from: usize| {
            let words = (from..from + 5).take_while(|&k| p.is_word(k) || p.word(k) == "-");
            words.filter(is_own).find_map(noun)
        };
        // "in Aswan, the shipyard"
        let governors = governors(self.lang, p, run, None, &());
        if p.word(end) == "," && governors.iter().any(|m| matches!(m, Marker::In | Marker::On)) {
            return None;
        }
        if p.word(end) == "," {
            // "X, su propietaria": whose, too.
            let whose = self.lang.is_stop(p.lower(end + 1))
                && noun(end + 2).is_some()
                && super::super::governors::governors(self.lang, p, &(end + 2..end + 3), None, &()).is_empty();
            let article = self.lang.marker_at(Marker::The, p, end + 1);
            let article = end + 1 + article.unwrap_or(usize::from(whose));
            // Without an article the noun itself stands there: "X, constructeur de navires".
            return if article > end + 1 { apposed(article) } else { noun(end + 1).filter(|_| is_own(&(end + 1))) };
        }
        // "X is a Norwegian builder of ferries."
        let after = |from: usize, marker: Marker| {
            let mut words = (from..from + 3).take_while(|&k| p.is_word(k));
            words.find_map(|k| self.lang.marker_at(marker, p, k).map(|len| k + len))
        };
        let is = after(end, Marker::Copula)?;
        // "is about to become the"
        let is = (is..is + 4).take_while(|&k| p.is_word(k)).find_map(|k| after(k, Marker::Copula)).unwrap_or(is);
        let article = (is..is + 2).find_map(|k| self.lang.marker_at(Marker::The, p, k).map(|len| k + len));
        article.and_then(apposed)
    }

    /// "analysts at X", "shares in X", "la direction de X": who works there, and what one has of a company.
    pub(super) fn is_staffed(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let article = run.start.checked_sub(1).filter(|&k| self.lang.is(Marker::The, p, k));
        [Some(run.start), article].into_iter().flatten().filter_map(|k| k.checked_sub(1)).any(|k| {
            // One is from a town, too: of two words the name is hardly a town's.
            self.lang.is(Marker::Staff, p, k) && (run.len() >= 2 || !self.lang.is(Marker::From, p, k))
        })
    }

    /// "by the city of X", "la ville de X cède": a town acts or is dealt with, where no word of place governs it.
    pub(super) fn is_town(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let of = run.start.checked_sub(1).filter(|&k| self.lang.is(Marker::Of, p, k)).unwrap_or(run.start);
        let Some((noun, _)) = self.lexicon.noun_before(p, of) else { return false };
        let governors = governors(self.lang, p, &(noun..run.end), None, &());
        let party = |m: &Marker| matches!(m, Marker::By | Marker::With | Marker::Between | Marker::Against);
        self.lang.is(Marker::Town, p, of - 1) && (governors.is_empty() || governors.iter().any(party))
    }

    /// "chief executive of X": what someone is the head of.
    pub(super) fn is_headed(&self, p: &Paragraph, start: usize) -> bool {
        // The Russian word for "of" is "from", too: "a teacher from X".
        let of = start.checked_sub(1).filter(|&k| self.lang.code != "ru" && self.lang.is(Marker::Of, p, k));
        let Some(of) = of else { return false };
        self.lexicon.titles.before(p, of).is_some_and(|(_, is_role)| *is_role)
    }

    /// "director general de Relaciones Internacionales del Ministerio": a part of a body, and no firm.
    pub(super) fn is_department(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> bool {
        let of = self.lang.marker_at(Marker::Of, p, run.end).map(|len| run.end + len);
        let body = |k: usize| found.at(n, k).and_then(|m| found.actor(m.actor)).map(|a| a.kind);
        let kinds = of.map(|of| [body(of), body(of + 1)]).into_iter().flatten().flatten();
        kinds.into_iter().any(|kind| matches!(kind, ActorKind::Government | ActorKind::Military))
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
        let adjective = |k: usize| found.at(n, k).filter(|m| m.form == Form::Adjective);
        // "los italianos de Filatura Biella": those who are called by their country, and their firm.
        let of = before.filter(|&k| run.len() >= 2 && self.lang.is(Marker::Of, p, k));
        let people = of.and_then(|of| adjective(of.checked_sub(1)?)).and_then(|m| m.range.start.checked_sub(1));
        if people.is_some_and(|k| self.lang.is(Marker::The, p, k)) && self.lang.code != "de" {
            return true;
        }
        // Where adjectives have no capital, one without a noun stands for "the Chinese firm".
        let adjective = before.and_then(adjective);
        // "an der polnischen Grenze": one German noun is any noun.
        let noun = self.lang.code == "de" && run.len() == 1 && p.word(run.start).chars().any(char::is_lowercase);
        !noun && adjective.is_some_and(|m| self.lang.code == "tr" || !p.is_capital(m.range.start))
    }
}
