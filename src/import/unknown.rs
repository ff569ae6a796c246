//! Names that no table and no head word knows, told by what is said of them: what stands behind "the firm", makes a
//! deal or is dealt with is a company; who says something is a person. A name that only says where is neither.
//! In scripts without capitals only the words beside "company" tell a name.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::actors::{Form, Found, Mention, actor};
use super::governors::governors;
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
        let inside = run.clone().rev().find_map(|k| self.lexicon.heads.at(p, k)).map(|(_, head)| head.kind);
        // "the Coast Wire" is an outlet, and no actor where it only reports.
        if inside == Some(ActorKind::Media) && case.kind.is_none() && longer.is_none() {
            found.media.push(p.slice(run).to_string());
            return;
        }
        let kind = if person { ActorKind::Person } else { self.kind(p, &run, case) };
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

    /// The kind that a head word in the name or a noun beside it tells; a company where there is none.
    fn kind(&self, p: &Paragraph, run: &Range<usize>, case: &Case) -> ActorKind {
        let inside = run.clone().rev().find_map(|k| self.lexicon.heads.at(p, k)).map(|(_, head)| head.kind);
        inside.or(case.kind).unwrap_or(ActorKind::Company)
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
            let run = self.with_article(found, n, p, self.past_origin(p, start..i))..i;
            if self.is_run(found, n, p, &run) {
                out.push(run);
            }
        }
        out
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
        let inside =
            |k: usize| !begins(k) && k > 0 && (p.is_word(k - 1) && !p.is_capital(k - 1) || p.word(k - 1) == ",");
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
        let told = apposed || self.is_of_state(found, n, p, run);
        // The first word of a sentence has its capital anyhow.
        let first = p.sentences.iter().any(|s| s.start == start) || quoted;
        let german_noun = self.lang.code == "de" && run.len() == 1;
        let shouted = !p.slice(run.clone()).chars().any(char::is_lowercase);
        // "Ministry of Energy and Minerals": the rest of a name, or a head word alone.
        let of =
            start.checked_sub(1).is_some_and(|k| self.lang.is(Marker::Of, p, k) || self.lang.is(Marker::And, p, k));
        let named = of && start >= 2 && (found.at(n, start - 2).is_some() || p.is_capital(start - 2));
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
        let town = run.len() == 1
            && (matches!(self.lexicon.noun_at(p, start), Some((_, Beside::Place | Beside::Thing)))
                || self.lexicon.longest(p, start).is_some()
                || start > 0 && p.word(start - 1) == "(" && p.word(run.end) == ")" && !shouted);
        // "Bulancaklı": somebody from there, where no ending marks a name.
        let origin = self.lang.code == "tr"
            && !matches!(p.word(run.end), "’" | "'")
            && ["lı", "li", "lu", "lü"].iter().any(|end| p.lower(start).ends_with(end));
        let alone = run.len() == 1 && (first && !self.begins(p, run) || german_noun || origin);
        run.len() <= 5 && !part && !thing && !town && (told || !beside && !alone) && (!shouted || told)
    }

    /// Whether the first word of a sentence does what only a name does: it deals, or a deal is its own.
    fn begins(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let deals = (run.end..run.end + 2).any(|k| self.rules.is_verb(p, k) || self.rules.wishes.at(p, k).is_some());
        let plural = self.lang.code == "en" && p.lower(run.start).ends_with('s');
        let word = self.lexicon.noun_at(p, run.start).is_some()
            || self.lexicon.titles.at(p, run.start).is_some()
            || !self.rules.goods.items(p, self.lang, run.clone()).is_empty();
        !word && (self.lang.code == "en" && deals && !plural || self.is_owner(p, run))
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

    /// A common noun that has a capital for other reasons than a name has: it is German, or begins a sentence.
    fn is_plain_noun(&self, p: &Paragraph, k: usize) -> bool {
        let begins = p.sentences.iter().any(|s| s.start == k);
        (begins || self.lang.code == "de") && self.lexicon.noun_at(p, k).is_some()
    }

    /// "&" and signs inside a name: "Hadj & Sons", "Xin-Li", "N’Diaye".
    fn joins(&self, found: &Found, n: usize, p: &Paragraph, k: usize) -> bool {
        let tight = |a: usize, b: usize| p.tokens.get(a).zip(p.tokens.get(b)).is_some_and(|(a, b)| a.end == b.start);
        let next = self.is_name_word(found, n, p, k + 1);
        let particle = matches!(p.word(k), "de" | "del" | "do" | "du" | "da" | "di" | "van" | "von" | "el" | "la");
        // "Aguas del Alba"; "company of Kenya" has no name before it.
        if particle && next && k > 0 && self.is_name_word(found, n, p, k - 1) {
            return true;
        }
        next && (p.word(k) == "&"
            || (matches!(p.word(k), "-" | "’" | "'") && k > 0 && tight(k - 1, k) && tight(k, k + 1)))
    }

    /// What the words around one mention say.
    fn judge(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>, case: &mut Case) {
        let governors = governors(self.lang, p, run, None, &());
        let has = |list: &[Marker]| governors.iter().any(|m| list.contains(m));
        match self.noun_beside(found, n, p, run) {
            Some(Beside::Actor(kind)) => {
                case.company += SURE;
                case.kind = case.kind.or(Some(kind));
                return;
            }
            Some(Beside::Place | Beside::Thing) => {
                case.place += SURE + 1;
                return;
            }
            None => {}
        }
        if self.is_headed(p, run.start) || self.is_of_state(found, n, p, run) {
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
            if self.is_trade_with(p, run.start) {
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

    /// The same where one trades with somebody, not with a place: "bought from X", where goods may be "sent to" a city.
    fn is_trade_with(&self, p: &Paragraph, start: usize) -> bool {
        let trades = |role: &str| matches!(role, "seller" | "buyer" | "lender" | "borrower" | "licensor" | "licensee");
        start
            .checked_sub(2)
            .is_some_and(|k| self.rules.transfers.at(p, k).is_some_and(|(_, t)| trades(t.roles.0) && trades(t.roles.1)))
    }

    /// Whether a verb of a deal stands behind a name that nothing governs: "X and Y have signed".
    fn acts(&self, p: &Paragraph, run: &Range<usize>, sentence: &Range<usize>) -> bool {
        let reach = match self.lang.marker_at(Marker::And, p, run.end) {
            _ if self.lang.is_postpositional => 40,
            Some(_) => 8,
            None if self.lang.marker_at(Marker::Of, p, run.end).is_some() => 5,
            None => 3,
        };
        (run.end..(run.end + reach).min(sentence.end)).any(|k| self.rules.is_verb(p, k) && !p.is_capital(k))
    }

    /// "Midori Gıda Genel Müdürü Kenji Hoshino": what someone is the head of.
    fn is_led(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> bool {
        let person = |k: usize| {
            found.at(n, k).is_some_and(|m| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::Person))
        };
        self.lexicon
            .titles
            .at(p, run.end)
            .is_some_and(|(len, is_role)| *is_role && (run.end + len..run.end + len + 3).any(person))
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

    /// What a common noun beside a name makes of it: "the firm X", "la empresa alemana X", "X, a builder of ferries".
    fn noun_beside(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> Option<Beside> {
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
    fn is_headed(&self, p: &Paragraph, start: usize) -> bool {
        // The Russian word for "of" is "from", too: "a teacher from X".
        let of = start.checked_sub(1).filter(|&k| self.lang.code != "ru" && self.lang.is(Marker::Of, p, k));
        let Some(of) = of else { return false };
        self.lexicon.titles.before(p, of).is_some_and(|(_, is_role)| *is_role)
    }

    /// "X of Basel", where "Bay of Bengal" is a place.
    fn is_from_town(&self, p: &Paragraph, run: &Range<usize>) -> bool {
        let place = self.lexicon.noun_before(p, run.end).is_some();
        let of = p.word(run.end) == "of" || p.word(run.end) == "," && p.word(run.end + 1) == "of";
        let town = if p.word(run.end) == "," { run.end + 2 } else { run.end + 1 };
        self.lang.code == "en" && of && !place && p.is_capital(town) && self.lexicon.heads.at(p, run.start).is_none()
    }

    /// A name that its state tells: "Norway's X", "la china X", "X of Switzerland".
    fn is_of_state(&self, found: &Found, n: usize, p: &Paragraph, run: &Range<usize>) -> bool {
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
                    && !(self.lang.code == "ar"
                        && ["ال", "و", "بال", "لل"].iter().any(|joined| p.word(i).starts_with(joined)))
            };
            let end = (start..start + 3).take_while(|&i| plain(i)).count() + start;
            // A name has its part in the sentence: a small word behind it.
            let governed = !self.lang.is_postpositional
                || !governors(self.lang, p, &(start..end), None, &()).is_empty()
                || self.lang.marker_at(Marker::And, p, end).is_some();
            if end == start || !governed {
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
