//! Names that no table and no head word knows, told by what is said of them: what stands behind "the firm", makes a
//! deal or is dealt with is a company; who says something is a person. A name that only says where is neither.
//! In scripts without capitals only the words beside "company" tell a name.

use std::collections::HashMap;
use std::ops::Range;

use super::actors::{Form, Found, Mention, actor};
use super::lang::{Lang, Marker};
use super::lexicon::Lexicon;
use super::rules::Rules;
use super::words::Paragraph;
use super::governors::governors;
use super::people;
use crate::doc::record::ActorKind;

/// What speaks for one name.
#[derive(Debug, Default)]
struct Case {
    places: Vec<(usize, Range<usize>)>,
    company: usize,
    person: usize,
    place: usize,
}

/// Finds them and adds them to what was found.
pub fn find(found: &mut Found, paragraphs: &[Paragraph], lexicon: &Lexicon, rules: &Rules, authors: &[String]) {
    let lang = lexicon.lang;
    let reading = Unknown { lexicon, lang, rules };
    if !lang.is_cased {
        for (n, p) in paragraphs.iter().enumerate() {
            reading.beside_company(found, n, p);
        }
        return;
    }
    let mut cases: HashMap<String, Case> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for (n, p) in paragraphs.iter().enumerate() {
        for run in reading.runs(found, n, p) {
            let key = people::key(p.slice(run.clone()), lang);
            if authors.iter().any(|a| people::key(a, lang) == key) {
                continue;
            }
            let case = cases.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Case::default()
            });
            reading.judge(found, n, p, &run, case);
            case.places.push((n, run));
        }
    }
    // Longer names first, so that their short forms join them.
    order.sort_by_key(|key| std::cmp::Reverse(key.split(' ').count()));
    for key in order {
        let Some(case) = cases.get(&key) else { continue };
        let words = key.split(' ').count();
        let Some((first, run)) = case.places.first().cloned() else { continue };
        let Some(p) = paragraphs.get(first) else { continue };
        let longer = longer(found, p.slice(run.clone()));
        let is_family = words == 1
            && found.actors.iter().any(|a| {
                let full = people::key(&a.name, lang);
                a.kind == ActorKind::Person && full.split(' ').next_back() == Some(key.as_str())
            });
        if is_family {
            continue;
        }
        let person = case.person > 0 && words >= 2 && case.person >= case.company;
        let company = case.company > 0 && case.place == 0;
        if !(person || company || longer.is_some()) {
            continue;
        }
        if let Some(one) = longer {
            for (n, run) in &case.places {
                if let Some(p) = paragraphs.get(*n).filter(|_| found.is_free(*n, run)) {
                    found.mention(*n, p, Mention { actor: one, range: run.clone(), form: Form::Name, joined: None });
                }
            }
            continue;
        }
        let kind = if person { ActorKind::Person } else { ActorKind::Company };
        let name = p.slice(run.clone()).to_string();
        let a = found.take(&format!("unknown {key}"), || actor(&name, kind, (first, run)));
        for (n, run) in &case.places {
            if let Some(p) = paragraphs.get(*n).filter(|_| found.is_free(*n, run)) {
                found.mention(*n, p, Mention { actor: a, range: run.clone(), form: Form::Name, joined: None });
            }
        }
    }
    people::join_short(found, paragraphs, lexicon);
}

/// The one body or company whose name begins with a shorter one: "Nordvik" of "Nordvik Maritime ASA".
fn longer(found: &Found, short: &str) -> Option<usize> {
    let start = format!("{short} ");
    let mut fits = found
        .actors
        .iter()
        .enumerate()
        .filter(|(_, a)| !matches!(a.kind, ActorKind::Person | ActorKind::State) && a.name.starts_with(&start));
    match (fits.next(), fits.next()) {
        (Some((i, _)), None) => Some(i),
        _ => None,
    }
}

struct Unknown<'a> {
    lexicon: &'a Lexicon<'a>,
    lang: &'a Lang,
    rules: &'a Rules<'a>,
}

impl Unknown<'_> {
    /// Capitalised words in a row that no name covers.
    fn runs(&self, found: &Found, n: usize, p: &Paragraph) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < p.tokens.len() {
            if !self.is_name_word(found, n, p, i) {
                i += 1;
                continue;
            }
            let start = i;
            while i < p.tokens.len() {
                if self.is_name_word(found, n, p, i) || self.joins(found, n, p, i) {
                    i += 1;
                } else if matches!(p.word(i), "al" | "el")
                    && p.word(i + 1) == "-"
                    && self.is_name_word(found, n, p, i + 2)
                {
                    i += 3;
                } else {
                    break;
                }
            }
            let run = start..i;
            // The first word of a sentence has its capital anyhow.
            let quoted = matches!(p.word(start.wrapping_sub(1)), "“" | "\"" | "«" | "„");
            let first = p.sentences.iter().any(|s| s.start == start) || quoted && !self.is_apposed(found, n, p, start);
            let german_noun = self.lang.code == "de" && run.len() == 1;
            let shouted = !p.slice(run.clone()).chars().any(char::is_lowercase);
            // "Ministry of Energy and Minerals": the rest of a name, or a head word alone.
            let of =
                start.checked_sub(1).is_some_and(|k| self.lang.is(Marker::Of, p, k) || self.lang.is(Marker::And, p, k));
            let part = run.len() == 1 && (self.lexicon.heads.at(p, start).is_some() || of && !self.is_headed(p, start));
            // "Mi-35" is a thing; "Security" beside "Advisor" belongs to the office.
            let thing = p.word(run.end) == "-" && p.word(run.end + 1).starts_with(|c: char| c.is_ascii_digit());
            let tight =
                |a: usize, b: usize| p.tokens.get(a).zip(p.tokens.get(b)).is_some_and(|(a, b)| b.start <= a.end + 1);
            let beside = run.len() == 1
                && self.lang.code == "en"
                && (p.is_capital(run.end) && tight(start, run.end)
                    || start > 0 && p.is_capital(start - 1) && tight(start - 1, start));
            if part || thing || beside && !self.is_apposed(found, n, p, start) {
                continue;
            }
            let alone = run.len() == 1 && (first || german_noun && !self.is_apposed(found, n, p, start));
            if run.len() <= 5 && !alone && !shouted {
                out.push(run);
            }
        }
        out
    }

    fn is_name_word(&self, found: &Found, n: usize, p: &Paragraph, k: usize) -> bool {
        p.is_capital(k)
            && found.at(n, k).is_none()
            && !self.lang.is_common(p.word(k))
            && self.lang.month(p.word(k)).is_none()
            && !self.lang.is_weekday(p.word(k))
            && self.lexicon.apposed.at(p, k).is_none()
            && self.rules.nouns.at(p, k).is_none()
            && p.word(k).chars().count() > 1
            && !self.lexicon.titles.at(p, k).is_some_and(|(_, is_role)| *is_role)
    }

    /// "&" and signs inside a name: "Hadj & Sons", "Xin-Li", "N’Diaye".
    fn joins(&self, found: &Found, n: usize, p: &Paragraph, k: usize) -> bool {
        let tight = |a: usize, b: usize| p.tokens.get(a).zip(p.tokens.get(b)).is_some_and(|(a, b)| a.end == b.start);
        let next = self.is_name_word(found, n, p, k + 1);
        let particle = matches!(p.word(k), "de" | "del" | "do" | "da" | "di" | "van" | "von" | "el" | "la" | "of");
        // "Aguas del Alba"; "company of Kenya" has no name before it.
        if particle && next && self.lang.code != "fr" && k > 0 && self.is_name_word(found, n, p, k - 1) {
            return true;
        }
        next && (p.word(k) == "&"
            || (matches!(p.word(k), "-" | "’" | "'") && k > 0 && tight(k - 1, k) && tight(k, k + 1)))
    }

    /// What the words around one mention say.
    fn judge(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>, case: &mut Case) {
        if self.is_apposed(found, n, p, run.start) || self.is_apposed_behind(p, run.end) || self.is_headed(p, run.start)
        {
            case.company += 2;
            return;
        }
        let sentence = p.sentence_of(run.start);
        let after = if p.word(run.end) == "," { run.end + 1 } else { run.end };
        let says = |k: usize| self.rules.says.at(p, k).is_some();
        let before = run.start.checked_sub(1).filter(|k| *k >= sentence.start);
        let said = says(run.end) || before.is_some_and(says) || (self.lang.is_postpositional && says(run.end + 1));
        let who = after > run.end
            && self.lang.marker_at(Marker::Relative, p, after).is_some()
            && matches!(p.lower(after), "who" | "whose" | "qui" | "quien");
        // "X has been the ambassador since": who is something.
        let is = (run.end..run.end + 2).any(|k| matches!(p.lower(k), "is" | "was" | "been"))
            && self.lang.code == "en"
            && (run.end..run.end + 9).any(|k| self.lexicon.titles.at(p, k).is_some_and(|(_, is_role)| *is_role));
        if run.len() >= 2 && (said || who || is) {
            case.person += 1;
        }
        let governors = governors(self.lang, p, run, None, &());
        let has = |list: &[Marker]| governors.iter().any(|m| list.contains(m));
        // "a licence from X", "sold to X": dealt with, not a place.
        let led_by = run
            .start
            .checked_sub(2)
            .is_some_and(|k| self.rules.transfers.at(p, k).is_some() || self.rules.nouns.before(p, k + 1).is_some());
        if run.len() >= 2 && led_by && has(&[Marker::From, Marker::To]) {
            case.company += 1;
            return;
        }
        if has(&[Marker::In, Marker::On]) || (has(&[Marker::From, Marker::To]) && !has(&[Marker::With, Marker::By])) {
            case.place += 1;
            return;
        }
        let deals =
            sentence.clone().any(|k| self.rules.nouns.at(p, k).is_some() || self.rules.transfers.at(p, k).is_some());
        // "X and Y have signed"
        let reach = match self.lang.marker_at(Marker::And, p, run.end) {
            _ if self.lang.is_postpositional => 40,
            Some(_) => 8,
            None if self.lang.marker_at(Marker::Of, p, run.end).is_some() => 5,
            None => 3,
        };
        let acts = (run.end..(run.end + reach).min(sentence.end)).any(|k| self.rules.is_verb(p, k) && !p.is_capital(k));
        // "Midori Gıda Genel Müdürü Kenji Hoshino": what someone is the head of.
        let led = self.lexicon.titles.at(p, run.end).is_some_and(|(len, is_role)| {
            *is_role
                && (run.end + len..run.end + len + 3).any(|k| {
                    found.at(n, k).is_some_and(|m| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::Person))
                })
        });
        if led {
            case.company += 1;
        }
        let dealt_with = has(&[Marker::With, Marker::Between, Marker::By]) && deals;
        if (acts && deals && governors.is_empty()) || dealt_with {
            case.company += 1;
        }
    }

    /// "the firm X", "la empresa alemana X": a common noun for a company before the name.
    fn is_apposed(&self, found: &Found, n: usize, p: &Paragraph, start: usize) -> bool {
        let mut k = start;
        for _ in 0..4 {
            let Some(before) = k.checked_sub(1) else { return false };
            if matches!(p.word(before), "«" | "“" | "\"" | "„" | "-") {
                k = before;
                continue;
            }
            if self.lexicon.apposed.before(p, k).is_some() {
                return true;
            }
            let state = found.at(n, before).filter(|m| m.form == Form::Adjective);
            let adjective = p.is_word(before)
                && !p.is_capital(before)
                && !self.lang.is_stop(p.lower(before))
                && self.lang.code != "en";
            match state {
                Some(m) => k = m.range.start,
                None if adjective && k == start => k = before,
                None => return false,
            }
        }
        false
    }

    /// "X şirketi"
    fn is_apposed_behind(&self, p: &Paragraph, end: usize) -> bool {
        let end = if matches!(p.word(end), "»" | "”" | "\"") { end + 1 } else { end };
        let noun = |k: usize| self.lexicon.apposed.at(p, k).is_some() && !p.is_capital(k);
        // "X, a Norwegian builder of ferries"
        let comma = p.word(end) == "," && self.lang.marker_at(Marker::The, p, end + 1).is_some();
        // Where the common noun stands last as a rule; "Korean carmaker" names nobody.
        noun(end) && self.lang.is_postpositional || comma && (end + 2..end + 6).take_while(|&k| p.is_word(k)).any(noun)
    }

    /// "chief executive of X": what someone is the head of.
    fn is_headed(&self, p: &Paragraph, start: usize) -> bool {
        let Some(of) = start.checked_sub(1).filter(|&k| self.lang.is(Marker::Of, p, k)) else { return false };
        self.lexicon.titles.before(p, of).is_some_and(|(_, is_role)| *is_role)
    }

    /// "شركة X", "जर्मन कंपनी X": the words between "company" and the next small word.
    fn beside_company(&self, found: &mut Found, n: usize, p: &Paragraph) {
        let mut k = 0;
        while k < p.tokens.len() {
            let Some((len, _)) = self.lexicon.apposed.at(p, k).filter(|_| found.at(n, k).is_none()) else {
                k += 1;
                continue;
            };
            let mut start = k + len;
            k = start;
            while found.at(n, start).is_some_and(|m| m.form == Form::Adjective) {
                start += 1;
            }
            if matches!(p.word(start), "«" | "“" | "\"") {
                start += 1;
            }
            let plain = |i: usize| {
                p.is_word(i)
                    && found.at(n, i).is_none()
                    && !self.lang.is_stop(p.lower(i))
                    && !self.rules.is_verb(p, i)
                    && self.rules.nouns.at(p, i).is_none()
                    && !p.word(i).starts_with(|c: char| c.is_numeric())
                    && !(self.lang.code == "ar" && (p.word(i).starts_with("ال") || p.word(i).starts_with('و')))
            };
            let end = (start..start + 3).take_while(|&i| plain(i)).count() + start;
            if end == start {
                continue;
            }
            let name = p.slice(start..end).to_string();
            let key = format!("unknown {}", self.lang.fold(&name));
            let a = found.take(&key, || actor(&name, ActorKind::Company, (n, start..end)));
            found.mention(n, p, Mention { actor: a, range: start..end, form: Form::Name, joined: None });
            k = end;
        }
    }
}
