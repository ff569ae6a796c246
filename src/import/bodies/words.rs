//! What a word beside the head word of a body is to its name: its state, an adjective, a joint, or the end of it.

use std::ops::Range;

use super::super::actors::{Form, Found};
use super::super::declined;
use super::super::lang::Marker;
use super::super::lexicon::Side;
use super::Bodies;

impl Bodies<'_> {
    /// "Волго-Каспийская верфь": a Russian adjective with a capital makes a name of a common noun.
    pub(super) fn is_called(&self, found: &Found, n: usize, head: usize) -> bool {
        let p = self.p;
        // "Петербургский тракторный завод": more adjectives may stand between.
        let lower = |k: &usize| {
            p.is_word(*k) && !p.is_capital(*k) && found.at(n, *k).is_none() && declined::is_adjective(p.word(*k))
        };
        let between = (head.saturating_sub(2)..head).rev().take_while(lower).count();
        (head - between).checked_sub(1).is_some_and(|k| {
            self.lang.code == "ru"
                && p.is_capital(k)
                && found.at(n, k).is_none()
                && !self.lang.is_common(p.word(k))
                && declined::is_called_after_place(p.word(k))
        })
    }

    /// "مجموعة الحبتور", "पंजाब नेशनल बैंक": a common noun for a company that is a part of its name. "The oil company" and
    /// "the German firm" have none.
    pub(super) fn is_named(&self, found: &Found, n: usize, noun: Range<usize>) -> bool {
        let (p, next) = (self.p, noun.end);
        if self.lang.is_cased || found.at(n, noun.start).is_some() {
            return false;
        }
        if !self.lang.is_postpositional {
            let construct = !self.is_definite(noun.start) && self.is_definite(next) && found.at(n, next).is_none();
            // "شركة الاتصالات الكويتية «زين»"
            let quoted = (next..next + 4)
                .find(|&k| !self.is_definite(k) && found.at(n, k).is_none_or(|m| !p.is_word(m.range.start)));
            let quoted = quoted.is_some_and(|k| matches!(p.word(k), "«" | "“" | "\"" | "”"));
            let firm = self.lexicon.heads.at(p, noun.start).is_some_and(|(_, head)| head.side == Side::Any);
            return firm
                && construct
                && !quoted
                && !self.lang.is_everyday(p.lower(next))
                && self.rules.nouns.at(p, next).is_none();
        }
        // A bank or a shipyard is called so, where "company" only says what somebody is.
        let called = self.lexicon.heads.at(p, noun.start).is_some_and(|(_, head)| head.side == Side::Any);
        let Some(before) = noun.start.checked_sub(1).filter(|_| called) else { return false };
        let goods = self.rules.goods.items(p, self.lang, before..noun.start);
        p.is_word(before) && found.at(n, before).is_none() && !self.ends(before) && goods.is_empty()
    }

    /// "таджикского МЧС": where a body has a capital, the adjective of its state is a part of its name.
    pub(super) fn with_adjective(&self, found: &Found, n: usize, head: usize) -> usize {
        let p = self.p;
        let inside = self.lang.code == "ru" && p.is_capital(head) && !p.sentences.iter().any(|s| s.start == head);
        let before = head.checked_sub(1).filter(|_| inside).and_then(|k| found.at(n, k));
        before.filter(|m| m.form == Form::Adjective).map_or(head, |m| m.range.start)
    }

    /// "बैंक ऑफ बड़ौदा": behind the head word, what it is of.
    pub(super) fn past_of(&self, found: &Found, n: usize, end: usize) -> usize {
        let p = self.p;
        let Some(len) = self.lang.marker_at(Marker::NameOf, p, end) else { return end };
        let next = end + len;
        match found.at(n, next) {
            Some(m) => m.range.end,
            None if p.is_word(next) && !self.ends(next) => next + 1,
            None => end,
        }
    }

    /// A name with the state that it is of, where that stands before it.
    pub(super) fn with_state(&self, found: &Found, n: usize, name: Range<usize>) -> Range<usize> {
        let of = name
            .start
            .checked_sub(1)
            .filter(|&k| self.lang.is_postpositional && !self.lang.is_cased && self.lang.is(Marker::Of, self.p, k));
        let state = of
            .and_then(|of| found.at(n, of.checked_sub(1)?))
            .filter(|m| m.form == Form::Name && self.is_state(found, n, m.range.start));
        state.map_or(name.clone(), |m| m.range.start..name.end)
    }

    /// Whether nothing stands in a name before its head word but a state's own name.
    pub(super) fn is_led_by_state(&self, found: &Found, n: usize, range: &Range<usize>, head: usize) -> bool {
        found.at(n, range.start).is_some_and(|m| m.form == Form::Name && m.range == (range.start..head))
    }

    /// Whether an Arabic word has the article, with or without letters joined before it.
    pub(super) fn is_definite(&self, k: usize) -> bool {
        ["ال", "لل", "وال", "بال", "فال", "كال", "ولل"].iter().any(|start| self.p.word(k).starts_with(start))
    }

    /// "الهيئة الاتهام": an adjective behind a feminine noun with the article is feminine, too.
    pub(super) fn agrees(&self, noun: usize, k: usize) -> bool {
        let feminine = ["ة", "ات"].iter().any(|end| self.p.word(noun).ends_with(end));
        !feminine || self.p.word(k).ends_with(['ة', 'ا', 'ى'])
    }

    /// A second thing that an office is for: "والتجارة", and no other name, body or title.
    pub(super) fn is_and(&self, k: usize) -> bool {
        let (p, lexicon) = (self.p, self.lexicon);
        p.word(k).starts_with("وال")
            && lexicon.heads.at(p, k).is_none()
            && lexicon.titles.at(p, k).is_none()
            && lexicon.noun_at(p, k).is_none()
            && self.rules.nouns.at(p, k).is_none()
    }

    /// "جرمن کمپنی فالکن ٹیک": a common noun for a company that begins what is said of it.
    pub(super) fn is_before_name(&self, found: &Found, n: usize, k: usize) -> bool {
        let first = k.checked_sub(1).is_none_or(|k| found.at(n, k).is_some() || self.ends(k) || !self.p.is_word(k));
        first && self.lexicon.apposed.at(self.p, k).is_some()
    }

    /// A small word that may stand inside a name: "die Opposition in Riga" and "der Gesellschaft ein Darlehen" are
    /// not called so.
    pub(super) fn is_joint(&self, at: usize) -> bool {
        let p = self.p;
        let has = |markers: &[Marker]| markers.iter().any(|m| self.lang.marker_at(*m, p, at).is_some());
        match self.lang.code {
            "de" => has(&[Marker::Of, Marker::For]),
            "es" => has(&[Marker::Of, Marker::The]),
            _ => self.lang.is_small(p.lower(at)),
        }
    }

    /// Whether a hyphen joins a word to the one before it: "Nord-Land".
    pub(super) fn is_hyphened(&self, at: usize) -> bool {
        let p = self.p;
        at >= 2 && p.word(at - 1) == "-" && p.is_glued(at - 1) && p.is_glued(at)
    }

    /// A lower-case adjective between a head word and what it is of, in Spanish and French.
    pub(super) fn is_attributed(&self, from: usize, at: usize) -> bool {
        let p = self.p;
        let of = self.lang.marker_at(Marker::Of, p, at + 1).is_some();
        matches!(self.lang.code, "es" | "fr")
            && at == from
            && of
            && p.is_word(at)
            && p.is_capital(from.saturating_sub(1))
            && !self.lang.is_small(p.lower(at))
            && !self.lang.is_stop(p.lower(at))
    }

    /// "Уральский технический университет": an adjective in lower case behind one with a capital.
    pub(super) fn is_long_adjective(&self, k: usize) -> bool {
        let p = self.p;
        let adjective = |k: usize| p.is_word(k) && declined::is_adjective(p.word(k));
        self.lang.code == "ru"
            && !p.is_capital(k)
            && adjective(k)
            && k.checked_sub(1)
                .is_some_and(|k| adjective(k) && (p.is_capital(k) || k > 0 && adjective(k - 1) && p.is_capital(k - 1)))
    }
}
