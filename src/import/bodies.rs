//! Organisations that a head word tells, in languages other than English: "Ministerio de Defensa", "Verteidigungs-
//! ministerium", "Савёловский завод", "Savunma Bakanlığı", "وزارة الدفاع", "रक्षा मंत्रालय". The word order is the
//! language's; what ends a name is a small word, a sign, or another name.

mod words;

use std::ops::Range;

use super::actors::{Actor, Form, Found, Mention, actor};
use super::declined;
use super::lang::{Lang, Marker};
use super::lexicon::{Head, Lexicon, Side};
use super::rules::Rules;
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// The longest name, in tokens to each side of its head word.
const REACH: usize = 9;

/// Finds the bodies of one paragraph.
pub fn find(lexicon: &Lexicon, rules: &Rules, found: &mut Found, n: usize, p: &Paragraph) {
    let reading = Bodies { lexicon, rules, lang: lexicon.lang, p };
    let mut i = 0;
    while i < p.tokens.len() {
        // "the firm X" is told by `unknown`; as a part of the name the word has a capital ("Bank").
        // "البنك المركزي" is more than a bank.
        let common = |i: usize, len: usize| {
            let apposed = lexicon.apposed.at(p, i).is_some_and(|(other, _)| other >= len);
            let called = reading.is_called(found, n, i) || reading.is_named(found, n, i..i + len);
            let plain = (!p.is_capital(i) || lexicon.lang.code == "de") && !called;
            apposed && plain || reading.is_beside_name(found, n, i)
        };
        // "se" is no "SE", and "Enerji Bakanı" no company of energy.
        let shown = |len: usize, head: &Head| {
            !reading.is_plain_word(i, head) && !reading.goes_on(found, n, i..i + len, head) && !reading.is_in_title(i)
        };
        let head = lexicon.heads.at(p, i).filter(|(len, head)| {
            p.is_word(i) && found.is_free(n, &(i..i + 1)) && !common(i, *len) && shown(*len, head)
        });
        let Some((len, head)) = head.map(|(len, head)| (len, *head)) else {
            i += 1;
            continue;
        };
        let range = reading.around(found, n, i..i + len, head);
        let firm = head.kind == ActorKind::Collective && lexicon.apposed.at(p, i).is_some();
        // "مجموعة الحبتور": the noun is one of firms, too.
        let head = if firm { Head { kind: ActorKind::Company, ..head } } else { head };
        i += len;
        let Some(range) = range else { continue };
        i = i.max(range.end);
        let state = found
            .mentions
            .get(n)
            .into_iter()
            .flatten()
            .filter(|m| m.range.start + 1 >= range.start && m.range.start <= range.end && m.form != Form::Metonym)
            .find(|m| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State))
            .map(|m| m.actor);
        let name = p.slice(range.clone());
        // Marks stay where they are around a part of the name.
        let inside = name.trim_start_matches(['«', '"', '“', '„']).contains(['«', '“', '„']);
        let name = if inside { name } else { name.trim_matches(['«', '»', '"', '“', '”', '„']) };
        // "وجبهة": "and" is joined to the name.
        let joined = lexicon.lang.code == "ar" && !lexicon.heads.begins(p.lower(range.start));
        let bare = |name: &str| {
            // "للجيش" is "ل" and "الجيش".
            let article = ["ولل", "لل"].iter().find_map(|l| name.strip_prefix(l)).map(|rest| format!("ال{rest}"));
            let begins =
                |name: &String| lexicon.heads.begins(&lexicon.lang.fold(name.split(' ').next().unwrap_or_default()));
            let letters = ["ولل", "لل", "و", "ب", "ل", "ف"];
            article.filter(begins).or_else(|| letters.iter().find_map(|l| name.strip_prefix(l)).map(str::to_string))
        };
        let name = reading.nominative(&range, name);
        let name = name.as_str();
        let name = if joined { bare(name).unwrap_or_else(|| name.to_string()) } else { name.to_string() };
        let marker = match (joined, p.word(range.start).chars().next()) {
            (true, Some('و')) => Some(Some(Marker::And)),
            (true, Some('ل')) => Some(Some(Marker::To)),
            (true, _) => Some(None),
            (false, _) => None,
        };
        if head.kind == ActorKind::Media {
            if !found.media.contains(&name) {
                found.media.push(name);
            }
            continue;
        }
        let shown = (n, range.clone());
        let key = format!("name {}", if joined { lexicon.lang.fold(&name) } else { reading.key(&range) });
        let a = found.take(&key, || Actor { parent: state, ..actor(&name, head.kind, shown) });
        // What stands inside the name is part of it.
        found.clear(n, &range);
        found.mention(n, p, Mention { actor: a, range, form: Form::Name, joined: marker });
    }
}

struct Bodies<'a> {
    lexicon: &'a Lexicon<'a>,
    rules: &'a Rules<'a>,
    lang: &'a Lang,
    p: &'a Paragraph,
}

impl Bodies<'_> {
    /// "la milicia X", "l'ONG X": in Spanish and French the noun is no part of a name that stands right behind it.
    fn is_beside_name(&self, found: &Found, n: usize, i: usize) -> bool {
        let p = self.p;
        let shouts = p.word(i).chars().all(char::is_uppercase);
        if !matches!(self.lang.code, "es" | "fr") || p.is_capital(i) && !shouts {
            return false;
        }
        self.lexicon.noun_at(p, i).is_some_and(|(len, _)| {
            let next = i + len;
            let adjective = found.at(n, next).filter(|m| m.form == Form::Adjective).map_or(next, |m| m.range.end);
            p.is_capital(adjective) && found.at(n, adjective).is_none()
        })
    }

    /// "Yönetim Kurulu Başkanı": what stands inside an office is no body.
    fn is_in_title(&self, i: usize) -> bool {
        let covers = |k: usize| self.lexicon.titles.at(self.p, k).is_some_and(|(len, _)| k + len > i + 1);
        self.lang.code == "tr" && (i.saturating_sub(2)..=i).any(covers)
    }

    /// Whether the legal form of a company is here a word in lower case: "Rwandais se sont", where heads stand first.
    fn is_plain_word(&self, i: usize, head: &Head) -> bool {
        head.side == Side::Last && matches!(self.lang.code, "es" | "fr") && !self.p.is_capital(i)
    }

    /// Whether a word that ends the name of a company is followed by more of another name ("Savunma Sanayii") or by an
    /// office that it belongs to ("Rusya Enerji Bakanı").
    fn goes_on(&self, found: &Found, n: usize, at: Range<usize>, head: &Head) -> bool {
        let (p, i) = (self.p, at.start);
        // "پیٹرولیم کارپوریشن": the last word that ends a name ends it.
        if self.lang.is_postpositional && !self.lang.is_cased && found.at(n, at.end).is_none() {
            let firm = |head: &Head| head.kind == ActorKind::Company;
            return firm(head) && self.lexicon.heads.at(p, at.end).is_some_and(|(_, next)| firm(next));
        }
        if self.lang.code != "tr" || head.kind != ActorKind::Company || !p.is_capital(at.end) {
            return false;
        }
        let legal = p.word(i).chars().filter(|c| c.is_uppercase()).count() >= 2;
        let titled = self.lexicon.titles.at(p, at.end).is_some();
        let of_state = i.checked_sub(1).is_none_or(|k| self.is_state(found, n, k) || !p.is_capital(k));
        !legal && (!titled || of_state || self.lexicon.titles.at(p, i).is_some())
    }

    /// The tokens of the name around a head word; None where it is no name.
    fn around(&self, found: &Found, n: usize, head: Range<usize>, kind: Head) -> Option<Range<usize>> {
        let p = self.p;
        // Where the head word stands last as a rule, "any" means last too.
        let last = kind.side == Side::Last || kind.side == Side::Any && matches!(self.lang.code, "ur" | "hi" | "tr");
        // "Волго-Каспийская верфь" needs no more words.
        let whole = self.is_called(found, n, head.start) && self.lexicon.apposed.at(p, head.start).is_some();
        let end =
            if last || whole { self.past_of(found, n, head.end) } else { self.right(found, n, head.end, kind.kind) };
        let start = if (kind.side == Side::First || (end > head.end && !last)) && !self.is_called(found, n, head.start)
        {
            self.with_adjective(found, n, head.start)
        } else {
            self.left(found, n, head.start, kind.kind)
        };
        // Letters joined to an Arabic word are not seen here; a quoted name stands inside its marks.
        let range = start..end;
        // "إدارة النادي": whose it is, and nobody's name.
        let of_common =
            self.lang.code == "ar" && range.len() == head.len() + 1 && self.lexicon.noun_at(p, head.end).is_some();
        // Hindi and Urdu name a ministry or an army by its state: "तंज़ानिया की नौसेना".
        let own = kind.kind == ActorKind::Military || kind.kind == ActorKind::Government && range.len() > head.len();
        let range = if own && head.start - start < 2 { self.with_state(found, n, range) } else { range };
        let only = range.len() == head.len();
        let capital = p.is_capital(head.start);
        let compound = !self.lexicon.is_head(p.word(head.start)) || p.word(head.start).chars().count() > 12;
        let named = range.clone().filter(|k| !head.contains(k)).any(|k| p.is_capital(k) || self.is_state(found, n, k));
        // Beside its head word a government is named by its state alone: then it is the state.
        let plain_government = kind.kind == ActorKind::Government
            && range
                .clone()
                .filter(|k| !head.contains(k) && p.is_word(*k))
                .all(|k| self.is_state(found, n, k) || self.lang.is_small(p.lower(k)))
            // A central bank or a parliament is named by its state, but is not the state.
            && head.len() == 1
            && (self.lang.is_cased || self.lang.marker_at(Marker::Acting, p, head.start).is_some())
            // The Arabic one has its state's adjective: "الحكومة اليمنية".
            && self.lang.code != "ar"
            // "नेपाल सरकार" is a name, where "नेपाल की सरकार" is the state.
            && !(self.lang.is_postpositional && !self.lang.is_cased && self.is_led_by_state(found, n, &range, head.start))
            // "Минфин Казахстана" is a name, where "правительство Казахстана" is none.
            && !(self.lang.code == "ru" && p.is_capital(head.start) && !p.sentences.iter().any(|s| s.start == head.start));
        let fits = if !self.lang.is_cased {
            // "وزارت خزانہ", "مجلس النواب": two words say what it is, where the state is the reader's own.
            let own = matches!(kind.kind, ActorKind::Government | ActorKind::Military | ActorKind::Igo);
            (!only || head.len() >= 2 && own) && !plain_government && !of_common
        } else if self.lang.code == "tr" {
            // The ending of a compound is the head word ("Uşakspor").
            capital && (named && !plain_government || !self.lexicon.heads.begins(p.lower(head.start)))
        } else if self.lang.code == "de" {
            // A compound says by itself what it is ("Verteidigungsministerium").
            capital && (compound || named && !plain_government)
        } else {
            named && !plain_government
        };
        fits.then_some(range)
    }

    fn right(&self, found: &Found, n: usize, from: usize, kind: ActorKind) -> usize {
        let p = self.p;
        let last = from.saturating_sub(1);
        // Behind a noun with the article stand its adjectives, and no name of what it is of.
        let mut definite = self.lang.code == "ar" && self.is_definite(last);
        let (mut at, mut end) = (from, from);
        // "ПАО «Газпром»", "شركة «أرامكو»": the quoted words are the name, and may have been met as one.
        if found.at(n, from).is_some_and(|m| m.range.start == from && !p.is_word(from)) {
            return from;
        }
        if matches!(p.word(at), "«" | "“" | "\"" | "„") {
            let close = (at + 1..(at + 8).min(p.tokens.len())).find(|&k| matches!(p.word(k), "»" | "”" | "\"" | "“"));
            return close.map_or(from, |close| close + 1);
        }
        let mut words = 0;
        while at < p.tokens.len() && at < from + REACH {
            let small = self.is_joint(at) || matches!(p.word(at), "'" | "’" | "&" | "-");
            if self.is_state(found, n, at) {
                // "السعودية" is the state and its adjective.
                let adjective =
                    |m: &Mention| m.form == Form::Adjective || self.is_definite(at) && self.agrees(last, at);
                if definite && !found.at(n, at).is_some_and(adjective) {
                    break;
                }
                // What stands behind the state in lower case is no part of the name.
                words += if self.lang.code == "ru" { 2 } else { 0 };
                let (m, adjective) =
                    found.at(n, at).map_or((at + 1, false), |m| (m.range.end, m.form == Form::Adjective));
                (at, end) = (m, m);
                // "القوات المسلحة الأردنية": the state's adjective closes a name, but for what it is for.
                if self.lang.code == "ar" && adjective && !p.word(at).starts_with("لل") {
                    break;
                }
                continue;
            }
            // "Совет безопасности ООН"
            let acronym = found.at(n, at).filter(|m| m.form == Form::Acronym && at == end && end > from);
            if let Some(m) = acronym {
                end = m.range.end;
                break;
            }
            if found.at(n, at).is_some() || !(p.is_word(at) || small) {
                break;
            }
            if !self.lang.is_cased {
                let with_article = p.word(at).starts_with("ال") || p.word(at).starts_with("لل");
                let first = words == 0 && (kind == ActorKind::Company || matches!(self.lang.code, "ur" | "hi"));
                // "جبهة أحرار السرو": what it is of may itself be of something.
                let next = p.word(at + 1);
                let chain = words == 0
                    && self.lang.code == "ar"
                    && !p.word(from.saturating_sub(1)).contains("ال")
                    && (next.starts_with("ال") || next.starts_with("لل"));
                // "وزارة الصناعة والتجارة"
                let and = words > 0 && kind == ActorKind::Government && !self.is_definite(last) && self.is_and(at);
                let strays = definite && !p.word(at).starts_with("لل") && !self.agrees(last, at);
                // "وزارة الدفاع العام الماضي"
                let time = self.lang.is_weekday(p.word(at))
                    || self.lang.relative.iter().any(|(words, _)| p.phrase_at(at, words).is_some());
                if time || self.ends(at) || !(with_article || first || chain || and) || strays || words >= 4 {
                    break;
                }
                definite &= !p.word(at).starts_with("لل");
                words += 1;
                at += 1;
                end = at;
            } else if p.is_capital(at) && (!self.lang.is_common(p.word(at)) || self.is_hyphened(at)) {
                // "глава министерства Анна Петрова": a person's name is no part of it.
                let lower = !p.is_capital(from.saturating_sub(1)) && at == from && self.lang.code == "ru";
                if (lower || self.lexicon.given.contains(p.lower(at))) && p.is_capital(at + 1) && at == end {
                    break;
                }
                at += 1;
                end = at;
            } else if self.is_attributed(from, at) {
                // "Coopérative agricole des Plaines"
                at += 1;
            } else if self.lang.code == "ru" && p.is_word(at) && words < 2 && !small && at == end && !self.ends(at) {
                // "Министерство обороны": what it is of stands in the genitive, in lower case.
                words += 1;
                at += 1;
                end = at;
            } else if small || self.lang.marker_at(Marker::And, p, at).is_some() && p.is_capital(at + 1) && end == at {
                at += 1;
            } else {
                break;
            }
        }
        end
    }

    fn left(&self, found: &Found, n: usize, from: usize, kind: ActorKind) -> usize {
        let p = self.p;
        let mut start = from;
        let mut words = 0;
        // "Nordmeer Wasserstoff AG": before a legal form all words with a capital are the name.
        let legal = p.word(from).chars().filter(|c| c.is_uppercase()).count() >= 2;
        while start > 0 && from - start < REACH {
            let k = start - 1;
            if let Some(m) = found.at(n, k) {
                // A state as adjective, or by its name where the language has no adjective ("Pakistan Ordusu").
                // Hindi and Urdu put it right before the head word: "नेपाल सरकार".
                let beside = self.lang.code == "tr" || self.lang.is_postpositional && m.form == Form::Name;
                let joins = self.is_state(found, n, k) && (m.form == Form::Adjective || beside);
                if joins && !legal {
                    start = m.range.start;
                }
                break;
            }
            // "Lindner-Stiftung", "Maden-İş Sendikası"
            if p.word(k) == "-" && self.lang.is_cased && self.is_hyphened(k + 1) && p.is_capital(k.saturating_sub(1)) {
                words += 1;
                start = k - 1;
                continue;
            }
            if legal && self.lang.is_company(p.lower(k))
                || !p.is_word(k)
                || p.sentences.iter().any(|s| s.start == start)
            {
                break;
            }
            // "Kültür ve Turizm Bakanlığı"
            let and = self.lang.code == "tr" && kind == ActorKind::Government && self.lang.is(Marker::And, p, k);
            if and && words > 0 && k > 0 && p.is_capital(k - 1) && found.at(n, k - 1).is_none() {
                start = k - 1;
                continue;
            }
            // "Глава Минфина"
            if self.lang.code == "ru" && self.lexicon.titles.at(p, k).is_some() {
                break;
            }
            if self.is_long_adjective(k) {
                words += 1;
                start = k;
                continue;
            }
            if self.lang.is_cased {
                // German nouns all have capitals: only an adjective with one belongs to the name.
                let adjective = ["e", "en", "er", "es", "em"].iter().any(|end| p.word(k).ends_with(end)) && words == 0;
                let german = self.lang.code == "de" && !legal && !(adjective && p.sentence_of(k).start != k);
                // "İzmirli Körfez Tersanesi": where it is from.
                let origin = self.lang.code == "tr"
                    && words > 0
                    && ["lı", "li", "lu", "lü"].iter().any(|end| p.lower(k).ends_with(end));
                if !p.is_capital(k) || self.lang.is_common(p.word(k)) && !legal || german || origin {
                    break;
                }
            } else if self.ends(k)
                || self.lang.is_unit(p.word(k))
                || words >= if kind == ActorKind::Company { 5 } else { 3 }
                || !self.lang.is_cased && self.rules.is_verb(p, k)
                || self.rules.nouns.at(p, k).is_some() && kind == ActorKind::Company
                || self.is_before_name(found, n, k)
            {
                break;
            }
            words += 1;
            start = k;
        }
        start
    }

    /// Whether a word of a script without capitals is no part of a name: a small word or a verb of saying.
    fn ends(&self, k: usize) -> bool {
        let lower = self.p.lower(k);
        let everyday =
            self.lang.is_postpositional && self.lang.is_everyday(lower) && !self.lexicon.given.contains(lower);
        self.lang.is_stop(self.p.lower(k)) || everyday
    }

    fn is_state(&self, found: &Found, n: usize, k: usize) -> bool {
        let state = |m: &Mention| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State);
        found.at(n, k).is_some_and(state)
    }

    /// The name as one calls it, where the place in its sentence gave it other endings or signs.
    fn nominative(&self, range: &Range<usize>, written: &str) -> String {
        let p = self.p;
        let before = range.start.checked_sub(1).map(|k| p.lower(k)).unwrap_or_default();
        match self.lang.code {
            "ru" => {
                let head =
                    range.clone().find(|&k| p.is_word(k) && !declined::is_adjective(p.word(k)) && p.word(k + 1) != "-");
                let head = head.unwrap_or(range.end.saturating_sub(1));
                // "таджикского МЧС": letters have no cases, and the state is told beside them.
                let letters = p.word(head).chars().count() > 1 && p.word(head).chars().all(char::is_uppercase);
                if letters && head > range.start && !p.is_capital(range.start) {
                    return p.slice(head..range.end).to_string();
                }
                if head == range.start {
                    return written.to_string();
                }
                let rest = p.slice(head + 1..range.end);
                format!("{} {rest}", declined::name(p, &(range.start..head + 1))).trim_end().to_string()
            }
            // "bei der polnischen Förderbank"
            "de" if matches!(before, "der" | "einer") => match written.split_once(' ') {
                Some((first, rest)) if first.ends_with("en") && first.starts_with(char::is_lowercase) => {
                    format!("{} {rest}", first.trim_end_matches('n'))
                }
                _ => written.to_string(),
            },
            // "وزارتِ خزانہ": the vowel sign is not written as a rule.
            "ur" => written.chars().filter(|c| !matches!(c, '\u{64B}'..='\u{652}')).collect(),
            _ => written.to_string(),
        }
    }

    /// The name as it is compared: without articles and endings.
    fn key(&self, range: &Range<usize>) -> String {
        let words = range.clone().filter(|k| self.p.is_word(*k) && !self.lang.is_small(self.p.lower(*k)));
        words.map(|k| self.lang.stem(self.p.lower(k))).collect::<Vec<_>>().join(" ")
    }
}
