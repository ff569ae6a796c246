//! Names that no table and no head word knows, told by what is said of them: what stands behind "the firm", makes a
//! deal or is dealt with is a company; who says something is a person. A name that only says where is neither.
//! In scripts without capitals only the words beside "company" tell a name.

mod beside;
mod runs;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::actors::{Form, Found, Mention, actor};
use super::governors::{governors, past_gloss};
use super::lang::{Lang, Marker};
use super::lexicon::{Beside, Lexicon};
use super::people;
use super::rules::Rules;
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// What speaks for one name.
#[derive(Debug, Default)]
struct Case {
    places: Vec<(usize, Range<usize>)>,
    company: usize,
    person: usize,
    place: usize,
    /// As a noun beside it says.
    kind: Option<ActorKind>,
}

impl Case {
    fn is_company(&self) -> bool {
        self.company > 0 && self.place == 0 || self.company >= SURE && self.company > self.place
    }
}

/// What a noun beside a name weighs: more than a preposition that may be one of place.
const SURE: usize = 2;

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
    let inside = reading.inside(found, paragraphs);
    let mut cases: HashMap<String, Case> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for (n, p) in paragraphs.iter().enumerate() {
        let mut last: Option<(String, Range<usize>)> = None;
        for run in reading.runs(found, n, p) {
            // "Mostly Harbour Bulk": the first word of a sentence is none of a name that stands without it elsewhere.
            let rest = run.start + 1..run.end;
            let first = p.sentences.iter().any(|s| s.start == run.start);
            let run = if first && inside.contains(&people::key(p.slice(rest.clone()), lang)) { rest } else { run };
            let key = people::key(p.slice(run.clone()), lang);
            if authors.iter().any(|a| people::key(a, lang) == key) {
                continue;
            }
            let case = cases.entry(key.clone()).or_insert_with(|| {
                order.push(key.clone());
                Case::default()
            });
            reading.judge(found, n, p, &run, case);
            case.places.push((n, run.clone()));
            if let Some((before, _)) = last.filter(|(_, before)| reading.is_joined(p, before, &run)) {
                share(&mut cases, &before, &key);
            }
            last = Some((key, run));
        }
    }
    // Longer names first, so that their short forms join them.
    order.sort_by_key(|key| std::cmp::Reverse(key.split(' ').count()));
    for key in order {
        if let Some(case) = cases.get(&key) {
            reading.decide(found, paragraphs, &key, case);
        }
    }
    people::join_short(found, paragraphs, lexicon);
}

/// "X and Y": what the one is the other is too.
fn share(cases: &mut HashMap<String, Case>, one: &str, other: &str) {
    for (from, to) in [(one, other), (other, one)] {
        let Some((is_company, person, kind)) = cases.get(from).map(|c| (c.is_company(), c.person, c.kind)) else {
            continue;
        };
        if let Some(case) = cases.get_mut(to).filter(|case| case.company + case.person + case.place == 0) {
            case.company = usize::from(is_company);
            case.person = usize::from(person > 0 && !is_company);
            case.kind = case.kind.or(kind);
        }
    }
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
    /// The names that stand in the middle of a sentence.
    fn inside(&self, found: &Found, paragraphs: &[Paragraph]) -> HashSet<String> {
        let mut out = HashSet::new();
        for (n, p) in paragraphs.iter().enumerate() {
            let runs = self.runs(found, n, p).into_iter();
            let inner = runs.filter(|run| !p.sentences.iter().any(|s| s.start == run.start));
            out.extend(inner.map(|run| people::key(p.slice(run), self.lang)));
        }
        out
    }

    /// Makes an actor of a name for which enough speaks.
    fn decide(&self, found: &mut Found, paragraphs: &[Paragraph], key: &str, case: &Case) {
        let words = key.split(' ').count();
        let Some((first, run)) = case.places.first().cloned() else { return };
        let Some(p) = paragraphs.get(first) else { return };
        let longer = longer(found, p.slice(run.clone()));
        let is_family = words == 1
            && found.actors.iter().any(|a| {
                let full = people::key(&a.name, self.lang);
                a.kind == ActorKind::Person && full.split(' ').next_back() == Some(key)
            });
        let person = case.person > 0 && words >= 2 && case.person >= case.company;
        if is_family || !(person || case.is_company() || longer.is_some()) {
            return;
        }
        let inside = self.lexicon.head_inside(p, &run);
        // "the Coast Wire" is an outlet, and no actor where it only reports.
        if inside == Some(ActorKind::Media) && case.kind.is_none() && longer.is_none() {
            found.media.push(p.slice(run).to_string());
            return;
        }
        // A head word in the name or a noun beside it tells its kind; a company where there is none.
        let kind = if person { ActorKind::Person } else { inside.or(case.kind).unwrap_or(ActorKind::Company) };
        let name = p.slice(run.clone()).to_string();
        // "die Nordvik-Führung" is of "Nordvik".
        let whole = name
            .split_once('-')
            .filter(|_| self.lang.code == "de")
            .and_then(|(first, _)| found.actors.iter().position(|a| a.name == first && a.kind == ActorKind::Company));
        let one = longer
            .or(whole)
            .unwrap_or_else(|| found.take(&format!("unknown {key}"), || actor(&name, kind, (first, run))));
        for (n, run) in &case.places {
            if let Some(p) = paragraphs.get(*n).filter(|_| found.is_free(*n, run)) {
                found.mention(*n, p, Mention { actor: one, range: run.clone(), form: Form::Name, joined: None });
            }
        }
    }

    /// Whether only "and", a comma, an article, a noun for a company or a state's mention stands between two names.
    fn is_joined(&self, p: &Paragraph, one: &Range<usize>, other: &Range<usize>) -> bool {
        let mut between = one.end..other.start;
        let small = |k: usize| {
            matches!(p.word(k), "," | "’s" | "'s" | "’" | "'")
                || self.lang.is(Marker::And, p, k)
                || self.lang.is(Marker::The, p, k)
                || self.lexicon.noun_at(p, k).is_some()
        };
        let joins = between.clone().any(|k| p.word(k) == "," || self.lang.is(Marker::And, p, k));
        between.len() <= 4 && joins && between.all(small)
    }

    /// What the words around one mention say.
    fn judge(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>, case: &mut Case) {
        // "to X's port": what stands before governs the port.
        let owns = self.lang.code == "en" && matches!(p.word(run.end), "’s" | "'s" | "’" | "'");
        let governors = if owns { vec![Marker::Of] } else { governors(self.lang, p, run, None, &()) };
        let has = |list: &[Marker]| governors.iter().any(|m| list.contains(m));
        if self.is_known_town(p, run) {
            let dealt_with = has(&[Marker::With, Marker::Between]) && !has(&[Marker::In, Marker::On]);
            let acts = self.is_town(p, run) || self.is_headed(p, run.start) || dealt_with;
            (case.company, case.place) = (case.company + SURE * usize::from(acts), case.place + usize::from(!acts));
            case.kind = case.kind.or(Some(ActorKind::Government));
            return;
        }
        match self.noun_beside(found, n, p, run) {
            Some(Beside::Actor(kind)) => {
                case.company += SURE;
                case.kind = case.kind.or(Some(kind));
                return;
            }
            Some(Beside::Place) if self.is_town(p, run) => {
                case.company += SURE;
                case.kind = case.kind.or(Some(ActorKind::Government));
                return;
            }
            Some(Beside::Place | Beside::Thing) => {
                case.place += SURE + 1;
                return;
            }
            None => {}
        }
        if self.is_department(found, n, p, run) {
            return;
        }
        if self.is_staffed(p, run) || self.is_headed(p, run.start) || self.is_of_state(found, n, p, run) {
            case.company += SURE;
            return;
        }
        let sentence = p.sentence_of(run.start);
        if self.is_someone(p, run, &sentence) || self.is_beside_person(found, n, p, run) {
            case.person += 1;
        }
        let deals = sentence.clone().any(|k| self.rules.nouns.at(p, k).is_some() || self.rules.is_verb(p, k));
        if self.is_from_town(p, run) {
            case.company += 1;
            return;
        }
        if run.len() >= 2 && self.is_dealt_with(p, run.start) && has(&[Marker::From, Marker::To]) {
            case.company += 1;
            return;
        }
        if has(&[Marker::In, Marker::On]) || (has(&[Marker::From, Marker::To]) && !has(&[Marker::With, Marker::By])) {
            let placed = self.lang.is_postpositional && has(&[Marker::In, Marker::On]);
            if !placed && self.is_trade_with(p, run.start, &sentence) {
                case.company += 1;
            } else {
                case.place += 1;
            }
            return;
        }
        let dealt_with = has(&[Marker::With, Marker::Between, Marker::By]) && deals;
        let acts = governors.is_empty() && deals && self.acts(p, run, &sentence);
        let clear =
            acts || dealt_with || self.is_led(found, n, p, run) || self.is_owner(p, run) || self.is_object(p, run);
        // Two capitalised words in a sentence that tells of a deal name somebody.
        let likely = run.len() >= 2 && deals && case.person == 0 && self.lang.code != "de" && self.is_foreign(p, run);
        case.company += usize::from(clear) + usize::from(!clear && likely);
    }

    /// Whether a name is written as Russian writes one without quotation marks: in other letters. True elsewhere.
    fn is_foreign(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        self.lang.code != "ru" || p.slice(run.clone()).chars().any(|c| c.is_ascii_alphabetic())
    }

    /// Whether what stands beside a name makes it a person: a verb of saying, "who", an office.
    fn is_someone(&self, p: &Paragraph, run: &Range<usize>, sentence: &Range<usize>) -> bool {
        let after = if p.word(run.end) == "," { run.end + 1 } else { run.end };
        let says = |k: usize| self.rules.says.at(p, k).is_some();
        let before = run.start.checked_sub(1).filter(|k| *k >= sentence.start);
        let said = says(run.end) || before.is_some_and(says) || (self.lang.is_postpositional && says(run.end + 1));
        let who = after > run.end
            && self.lang.marker_at(Marker::Relative, p, after).is_some()
            && matches!(p.lower(after), "who" | "whose" | "qui" | "quien");
        let role = |k: usize| self.lexicon.titles.at(p, k).is_some_and(|(_, is_role)| *is_role);
        // "X has been the ambassador since": who is something.
        let is = (run.end..run.end + 2).any(|k| matches!(p.lower(k), "is" | "was" | "been"))
            && self.lang.code == "en"
            && (run.end..run.end + 9).any(role);
        // "their leaders, X and Y,"
        let comma = before.filter(|&k| p.word(k) == ",").unwrap_or(run.start);
        let titled = self.lexicon.titles.before(p, comma).is_some_and(|(_, is_role)| *is_role);
        run.len() >= 2 && (said || who || is || titled)
    }

    /// "Anna Petrova and X Y"
    fn is_beside_person(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> bool {
        let and = run.start.checked_sub(1).filter(|&k| self.lang.is(Marker::And, p, k));
        let before = and.and_then(|k| k.checked_sub(1)).and_then(|k| found.at(n, k));
        let person = |m: &Mention| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::Person);
        run.len() >= 2 && before.is_some_and(person)
    }

    /// "a licence from X", "sold to X": a verb or a noun of a deal right before the preposition.
    fn is_dealt_with(&self, p: &Paragraph, start: usize) -> bool {
        start
            .checked_sub(2)
            .is_some_and(|k| self.rules.transfers.at(p, k).is_some() || self.rules.nouns.before(p, k + 1).is_some())
    }

    /// The same where one trades with somebody, not with a place: "bought from X", "sold its Polish shops to X", where
    /// goods may be "sent to" a city.
    fn is_trade_with(&self, p: &Paragraph, start: usize, sentence: &Range<usize>) -> bool {
        let trades = |role: &str| matches!(role, "seller" | "buyer" | "lender" | "borrower" | "licensor" | "licensee");
        let trade =
            |k: usize| self.rules.transfers.at(p, k).is_some_and(|(_, t)| trades(t.roles.0) && trades(t.roles.1));
        let parts = [Marker::From, Marker::To, Marker::With];
        let part = |k: usize| parts.iter().any(|m| self.lang.is(*m, p, k));
        // "to the X": an article may stand between.
        let small = (1..=2).filter_map(|back| start.checked_sub(back)).find(|&k| part(k));
        // "X’ten satın aldı": the verb ends the sentence.
        if self.lang.is_postpositional {
            return (start..sentence.end).any(trade);
        }
        let Some(small) = small.filter(|&k| k > sentence.start) else { return false };
        // What is traded stands between, and nothing else that has a part of its own.
        (sentence.start.max(small.saturating_sub(7))..small)
            .rev()
            .take_while(|&k| trade(k) || !part(k) && (p.is_word(k) || matches!(p.word(k), "’s" | "'s" | "-")))
            .any(trade)
    }

    /// Whether a verb of a deal stands behind a name that nothing governs: "X and Y have signed".
    fn acts(&self, p: &Paragraph, run: &Range<usize>, sentence: &Range<usize>) -> bool {
        // "X (Namur) a conclu"
        let end = past_gloss(p, run.end);
        let reach = match self.lang.marker_at(Marker::And, p, end) {
            _ if self.lang.is_postpositional => 40,
            Some(_) => 8,
            None if self.lang.marker_at(Marker::Of, p, end).is_some() => 5,
            None => 3,
        };
        (end..(end + reach).min(sentence.end)).any(|k| self.rules.is_verb(p, k) && !p.is_capital(k))
    }

    /// "Midori Gıda Genel Müdürü Kenji Hoshino": what someone is the head of.
    fn is_led(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> bool {
        let person = |k: usize| {
            found.at(n, k).is_some_and(|m| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::Person))
        };
        let office = self.lexicon.titles.at(p, run.end);
        let named = office.is_some_and(|(len, is_role)| *is_role && (run.end + len..run.end + len + 3).any(person));
        named || self.has_office(p, run)
    }

    /// "Skanvik’s chief executive", "Siemag-Chef": an office in what is named.
    fn has_office(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let begins = |k: usize| self.lexicon.titles.at(p, k).is_some_and(|(_, is_role)| *is_role);
        match p.word(run.end) {
            "’s" | "'s" => (run.end + 1..run.end + 3).any(begins),
            "-" => begins(run.end + 1),
            _ => false,
        }
    }

    /// "X's order", "X'in teklifi": whose deal it is; "the purchase of X": what it is made with.
    fn is_owner(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let noun = |k: usize| self.rules.nouns.at(p, k).is_some();
        let behind = match p.word(run.end) {
            "’s" | "'s" => Some(run.end + 1),
            "’" | "'" if self.lang.code == "en" => Some(run.end + 1),
            "’" | "'" if self.lang.marker_at(Marker::SuffixOf, p, run.end + 1).is_some() => Some(run.end + 2),
            _ => None,
        };
        let of = run.start.checked_sub(1).filter(|&k| self.lang.is(Marker::Of, p, k));
        behind.is_some_and(|from| (from..from + 3).any(noun))
            || of.is_some_and(|of| self.rules.nouns.before(p, of).is_some())
    }

    /// "bought X", "X'i satın aldı": the object of a verb of a deal.
    fn is_object(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let before = run.start.checked_sub(1).is_some_and(|k| self.rules.is_verb(p, k) && !p.is_capital(k));
        let ending = matches!(p.word(run.end), "’" | "'")
            && self.lang.marker_at(Marker::SuffixObject, p, run.end + 1).is_some()
            && (run.end + 2..run.end + 8).any(|k| self.rules.is_verb(p, k) || self.rules.nouns.at(p, k).is_some());
        before || ending
    }

    /// "شركة X", "जर्मन कंपनी X": the words between "company" and the next small word.
    fn beside_company(&self, found: &mut Found, n: usize, p: &Paragraph) {
        let mut k = 0;
        while k < p.tokens.len() {
            // "سپانسر شپ" is no sponsor.
            let thing = matches!(self.lexicon.noun_at(p, k), Some((_, Beside::Place | Beside::Thing)));
            let Some((len, _)) = self.lexicon.apposed.at(p, k).filter(|_| found.at(n, k).is_none() && !thing) else {
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
                    && !self.lang.is_everyday(p.lower(i))
                    && !self.rules.is_verb(p, i)
                    && self.rules.nouns.at(p, i).is_none()
                    && !p.word(i).starts_with(|c: char| c.is_numeric())
                    && !(self.lang.code == "ar"
                        && ["ال", "و", "بال", "لل"].iter().any(|joined| p.word(i).starts_with(joined)))
            };
            // "کمپنی بحر مسقط": the town in its name.
            let town =
                |i: usize| i > start && found.at(n, i).is_some_and(|m| m.form == Form::Metonym && m.range.len() == 1);
            let end = (start..start + 3).take_while(|&i| plain(i) || town(i)).count() + start;
            // A name has its part in the sentence: a small word behind it.
            let governors = governors(self.lang, p, &(start..end), None, &());
            // "प्लेटफॉर्म अहमदाबाद में": that is where it is.
            let inside = governors.iter().any(|m| matches!(m, Marker::In | Marker::On));
            let governed = !self.lang.is_postpositional
                || !governors.is_empty() && !inside
                || self.lang.marker_at(Marker::And, p, end).is_some();
            if end == start || !governed {
                continue;
            }
            let name = p.slice(start..end).to_string();
            let key = format!("unknown {}", self.lang.fold(&name));
            let a = found.take(&key, || actor(&name, ActorKind::Company, (n, start..end)));
            found.clear(n, &(start..end));
            found.mention(n, p, Mention { actor: a, range: start..end, form: Form::Name, joined: None });
            k = end;
        }
    }
}
