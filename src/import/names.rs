//! Who is named where: states from the table, organisations known or told by a head word, and the actors they make.
//! Persons are found by `people`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::actors::{Actor, Form, Found, Mention, actor};
use super::table;
use super::words::{Paragraph, phrase};
use crate::doc::record::ActorKind;

#[derive(Clone, Copy, Debug)]
enum Known {
    State(usize, Form),
    Organisation(usize, Form),
    Media,
}

struct State {
    name: &'static str,
    iso: &'static str,
    wikidata: &'static str,
    regions: Vec<&'static str>,
}

struct Head {
    words: Vec<String>,
    kind: ActorKind,
    is_lower: bool,
}

/// The tables of names, ready to be matched.
pub struct Lexicon {
    /// By spelling without blanks and hyphens, as line breaks and typing lose them.
    known: HashMap<String, Known>,
    states: Vec<State>,
    organisations: Vec<(&'static str, ActorKind)>,
    heads: Vec<Head>,
    common: Vec<&'static str>,
    given: HashSet<&'static str>,
}

const LONGEST: usize = 11;

impl Lexicon {
    pub fn new() -> Lexicon {
        let mut lexicon = Lexicon {
            known: HashMap::new(),
            states: Vec::new(),
            organisations: Vec::new(),
            heads: Vec::new(),
            given: table::lines(table::GIVEN).collect(),
            common: table::lines(table::COMMON).flat_map(|l| l.split(' ')).collect(),
        };
        for row in table::rows(table::STATES) {
            let n = lexicon.states.len();
            let names = std::iter::once(table::column(&row, 0)).chain(table::list(&row, 1));
            for name in names {
                lexicon.known.insert(squash(name), Known::State(n, Form::Name));
            }
            for adjective in table::list(&row, 2) {
                lexicon.known.entry(squash(adjective)).or_insert(Known::State(n, Form::Adjective));
                if adjective.ends_with(['n', 'i']) {
                    let plural = format!("{}s", squash(adjective));
                    lexicon.known.entry(plural).or_insert(Known::State(n, Form::Adjective));
                }
            }
            for capital in table::list(&row, 3) {
                lexicon.known.entry(squash(capital)).or_insert(Known::State(n, Form::Metonym));
            }
            lexicon.states.push(State {
                name: table::column(&row, 0),
                iso: table::column(&row, 4),
                wikidata: table::column(&row, 5),
                regions: table::list(&row, 6),
            });
        }
        for row in table::rows(table::ORGANISATIONS) {
            let Some(kind) = ActorKind::read(table::column(&row, 1)) else { continue };
            let n = lexicon.organisations.len();
            lexicon.organisations.push((table::column(&row, 0), kind));
            for name in std::iter::once(table::column(&row, 0)).chain(table::list(&row, 3)) {
                lexicon.known.insert(squash(name), Known::Organisation(n, Form::Name));
            }
            for acronym in table::list(&row, 2) {
                lexicon.known.insert(squash(acronym), Known::Organisation(n, Form::Acronym));
            }
        }
        for name in table::lines(table::MEDIA) {
            lexicon.known.insert(squash(name), Known::Media);
        }
        for row in table::rows(table::HEADS) {
            if let Some(kind) = ActorKind::read(table::column(&row, 1)) {
                let is_lower = table::column(&row, 2) == "lower";
                lexicon.heads.push(Head { words: phrase(table::column(&row, 0)), kind, is_lower });
            }
        }
        lexicon
    }

    /// Whether a word glued from two is to be cut: both halves are names of states.
    pub fn parts(&self, left: &str, right: &str) -> bool {
        let state = |w: &str| matches!(self.known.get(&squash(w)), Some(Known::State(_, Form::Name | Form::Adjective)));
        state(left) && state(right)
    }

    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(&word)
    }

    pub fn is_head(&self, word: &str) -> bool {
        self.heads.iter().any(|h| h.words.len() == 1 && h.words.first().is_some_and(|w| *w == word.to_lowercase()))
    }

    /// Whether the words at `i` are the name of an outlet or a network.
    fn longest(&self, p: &Paragraph, i: usize) -> Option<(usize, Known)> {
        let mut key = String::new();
        let mut best = None;
        for n in 0..LONGEST {
            let word = p.word(i + n);
            if word.is_empty() || !(p.is_word(i + n) || word == "-" || word == "(" || word == ")" || word == "'") {
                break;
            }
            key.push_str(&squash(word));
            if p.is_word(i + n)
                && let Some(known) = self.known.get(&key)
            {
                best = Some((n + 1, *known));
            }
        }
        best
    }

    fn head_at(&self, p: &Paragraph, i: usize) -> Option<(usize, &Head)> {
        let found = self.heads.iter().filter_map(|h| Some((p.phrase_at(i, &h.words)?, h)));
        found.max_by_key(|(n, _)| *n)
    }

    fn state(&self, found: &mut Found, n: usize, shown: (usize, Range<usize>)) -> Option<usize> {
        let state = self.states.get(n)?;
        Some(found.take(&format!("state {n}"), || Actor {
            iso: state.iso,
            wikidata: state.wikidata,
            regions: state.regions.clone(),
            ..actor(state.name, ActorKind::State, shown)
        }))
    }

    /// Finds states and organisations in all paragraphs.
    pub fn find(&self, paragraphs: &[Paragraph]) -> Found {
        let mut found = Found::new(paragraphs.len());
        let mut acronyms: HashMap<String, usize> = HashMap::new();
        for (n, p) in paragraphs.iter().enumerate() {
            self.known_names(&mut found, n, p);
            self.headed(&mut found, n, p);
            self.beside_states(&mut found, n, p);
            self.pairs(&mut found, n, p, &mut acronyms);
        }
        if !acronyms.is_empty() {
            for (n, p) in paragraphs.iter().enumerate() {
                for i in 0..p.tokens.len() {
                    if let Some(&actor) = acronyms.get(p.word(i))
                        && found.is_free(n, &(i..i + 1))
                    {
                        found.mention(n, p, Mention { actor, range: i..i + 1, form: Form::Acronym });
                    }
                }
            }
        }
        found
    }

    fn known_names(&self, found: &mut Found, n: usize, p: &Paragraph) {
        let mut i = 0;
        while i < p.tokens.len() {
            let begins = p.is_word(i) && p.word(i).chars().next().is_some_and(|c| c.is_uppercase() || c == 'a');
            let Some((len, known)) = begins.then(|| self.longest(p, i)).flatten() else {
                i += 1;
                continue;
            };
            let range = i..i + len;
            i += len;
            match known {
                Known::Media => {
                    let name = p.slice(range).to_string();
                    if !found.media.contains(&name) {
                        found.media.push(name);
                    }
                }
                // A longer organisation ("Pakistan Air Force") takes the words of a state with it.
                Known::State(..) if self.headed_run(p, range.start).is_some_and(|r| r.0.end > range.end) => {}
                Known::State(_, Form::Metonym) if !is_metonym(p, &range) || self.follows_name(p, range.start) => {}
                // "Michael Jordan" is no state.
                Known::State(_, Form::Name) if range.len() == 1 && self.follows_given(p, range.start) => {}
                Known::State(state, form) => {
                    if let Some(actor) = self.state(found, state, (n, range.clone())) {
                        found.mention(n, p, Mention { actor, range, form });
                    }
                }
                Known::Organisation(organisation, form) => {
                    let Some(&(name, kind)) = self.organisations.get(organisation) else { continue };
                    let shown = (n, range.clone());
                    let i = found.take(&format!("organisation {organisation}"), || actor(name, kind, shown));
                    found.mention(n, p, Mention { actor: i, range, form });
                }
            }
        }
    }

    /// Whether a capitalised word of no everyday meaning stands right before: then this is the rest of its name.
    fn follows_name(&self, p: &Paragraph, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|k| p.is_capital(k) && !self.is_common(p.word(k)) && self.longest(p, k).is_none())
    }

    fn follows_given(&self, p: &Paragraph, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|k| p.is_capital(*k));
        before.is_some_and(|k| self.given.contains(p.word(k).to_lowercase().as_str()))
    }

    /// A run of capitalised words with a head word, that begins at `i`: its tokens and its head.
    fn headed_run(&self, p: &Paragraph, i: usize) -> Option<(Range<usize>, &Head)> {
        if !p.is_capital(i) {
            return None;
        }
        let mut end = i;
        let mut head: Option<(usize, &Head)> = None;
        while end < p.tokens.len() && end < i + 10 {
            if p.is_capital(end) {
                if let Some((len, h)) = self.head_at(p, end).filter(|(n, _)| (0..*n).all(|k| p.is_capital(end + k))) {
                    if head.is_some_and(|(at, _)| p.word(at) == "and") {
                        break;
                    }
                    head = Some((end + len, h));
                    end += len;
                } else {
                    end += 1;
                }
            } else if matches!(p.word(end), "of" | "for" | "&" | "-" | "and") && p.is_capital(end + 1) && end > i {
                // "and" joins two names, unless the head word comes first ("Ministry of Trade and Industry").
                if p.word(end) == "and" && !(head.is_some() && (i..end).any(|k| p.word(k) == "of")) {
                    break;
                }
                end += 1;
            } else {
                break;
            }
        }
        let (after, head) = head?;
        // What follows the head belongs to it only behind "of" or "for".
        let end = if matches!(p.word(after), "of" | "for") { end } else { after };
        (end > i + 1).then_some((i..end, head))
    }

    fn headed(&self, found: &mut Found, n: usize, p: &Paragraph) {
        let mut i = 0;
        while i < p.tokens.len() {
            if self.is_common(p.word(i)) || !p.is_capital(i) {
                i += 1;
                continue;
            }
            let Some((range, head)) = self.headed_run(p, i).filter(|(r, _)| found.is_free(n, r)) else {
                i += 1;
                continue;
            };
            i = range.end;
            let name = p.slice(range.clone()).to_string();
            if head.kind == ActorKind::Media {
                if !found.media.contains(&name) {
                    found.media.push(name);
                }
                continue;
            }
            let state = self.longest(p, range.start).and_then(|(_, known)| match known {
                Known::State(state, Form::Name | Form::Adjective) => Some(state),
                _ => None,
            });
            // "Armed Forces" alone are nobody's.
            if head.kind == ActorKind::Military && state.is_none() && range.len() <= 2 {
                continue;
            }
            let parent = state.and_then(|s| self.state(found, s, (n, range.clone())));
            let shown = (n, range.clone());
            let a =
                found.take(&format!("name {}", squash(&name)), || Actor { parent, ..actor(&name, head.kind, shown) });
            found.mention(n, p, Mention { actor: a, range, form: Form::Name });
        }
    }

    /// "the Pakistani military", "the foreign office of Pakistan", "the Trump administration".
    fn beside_states(&self, found: &mut Found, n: usize, p: &Paragraph) {
        let mut i = 1;
        while i < p.tokens.len() {
            let Some((len, head)) = self.head_at(p, i).filter(|(_, h)| h.is_lower) else {
                i += 1;
                continue;
            };
            let range = i..i + len;
            i += 1;
            if !found.is_free(n, &range) || p.is_capital(i.saturating_sub(1)) {
                continue;
            }
            let words = p.slice(range.clone()).to_string();
            let is_state = |found: &Found, m: &Mention| {
                found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State).then_some(m.actor)
            };
            let begin = range.start;
            let before = found.mentions.get(n).and_then(|list| {
                list.iter().rfind(|m| {
                    let possessive = matches!(p.word(m.range.end), "’s" | "'s" | "’" | "'") && m.range.end + 1 == begin;
                    m.range.end == begin || possessive
                })
            });
            let before = before.and_then(|m| Some((m.range.clone(), m.form, is_state(found, m)?)));
            let after = if p.word(range.end) == "of" { found.at(n, range.end + 1).cloned() } else { None };
            let after = after.and_then(|m| Some((m.range.clone(), is_state(found, &m)?)));
            let (state, name, span) = if let Some((at, form, state)) = before {
                let holder = found.actor(state).map(|a| a.name.clone()).unwrap_or_default();
                let adjective = form == Form::Adjective;
                let name = if adjective {
                    format!("{} {words}", p.slice(at.clone()))
                } else {
                    format!("{} of {holder}", capitals(&words))
                };
                (state, name, at.start..range.end)
            } else if let Some((at, state)) = after {
                let holder = found.actor(state).map(|a| a.name.clone()).unwrap_or_default();
                (state, format!("{} of {holder}", capitals(&words)), begin..at.end)
            } else if p.is_capital(begin.saturating_sub(1))
                && matches!(words.as_str(), "administration" | "government")
                && !self.is_common(p.word(begin.saturating_sub(1)))
                && found.is_free(n, &(begin - 1..begin))
            {
                let range = begin - 1..range.end;
                let name = p.slice(range.clone()).to_string();
                let shown = (n, range.clone());
                let a = found.take(&format!("name {}", squash(&name)), || actor(&name, ActorKind::Government, shown));
                found.mention(n, p, Mention { actor: a, range, form: Form::Name });
                continue;
            } else {
                continue;
            };
            let shown = (n, span.clone());
            let key = format!("of {state} {}", words.to_lowercase());
            let a = found.take(&key, || Actor { parent: Some(state), ..actor(&name, head.kind, shown) });
            if let Some(list) = found.mentions.get_mut(n) {
                // "of Pakistan" is part of the name; an adjective before it stays a mention of the state.
                let range = range.start..span.end;
                list.retain(|m| m.range.end <= range.start || m.range.start >= range.end);
                let at = list.partition_point(|m| m.range.start < range.start);
                list.insert(at, Mention { actor: a, range, form: Form::Name });
            }
        }
    }

    /// "Long Name (LN)": the short form joins the name; an unknown name becomes an actor.
    fn pairs(&self, found: &mut Found, n: usize, p: &Paragraph, acronyms: &mut HashMap<String, usize>) {
        for i in 2..p.tokens.len() {
            let short = p.word(i);
            let is_short = (2..=8).contains(&short.len()) && short.chars().all(|c| c.is_uppercase());
            if !(is_short && p.word(i - 1) == "(" && p.word(i + 1) == ")") {
                continue;
            }
            let Some(range) = (0..i - 1)
                .rev()
                .take(12)
                .filter(|&k| p.is_capital(k))
                .find_map(|k| initials(p.slice(k..i - 1)).eq_ignore_ascii_case(short).then_some(k..i - 1))
            else {
                continue;
            };
            let same: Option<usize> = found.at(n, i).map(|m| m.actor);
            let covered = found.mentions.get(n).and_then(|l| l.iter().find(|m| m.range == range)).map(|m| m.actor);
            if covered.is_some() && same.is_some() {
                continue;
            }
            let name = p.slice(range.clone()).to_string();
            if let Some(list) = found.mentions.get_mut(n) {
                list.retain(|m| m.range.end <= range.start || m.range.start >= range.end || m.range == range);
            }
            let shown = (n, range.start..i + 2);
            let a = match covered.or(same) {
                Some(a) => a,
                None => found
                    .take(&format!("name {}", squash(&name)), || actor(&name, ActorKind::Collective, shown.clone())),
            };
            if covered.is_none() {
                found.mention(n, p, Mention { actor: a, range, form: Form::Name });
            }
            if same.is_none() {
                acronyms.insert(short.to_string(), a);
            }
        }
    }
}

/// The initials of a name: of its words, of parts after hyphens and of humps.
fn initials(name: &str) -> String {
    let mut out = String::new();
    for word in name.split([' ', '-']).filter(|w| !matches!(*w, "of" | "for" | "and" | "the" | "in" | "e" | "i")) {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            if first.is_uppercase() {
                out.push(first);
            }
            let shout = word.chars().all(|c| !c.is_lowercase());
            out.extend(chars.filter(|c| c.is_uppercase() && !shout));
        }
    }
    out
}

fn squash(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '\'' | '’' | '(' | ')')).collect()
}

fn capitals(words: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map(|c| c.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A capital stands for its state where it acts; where something is in it, at it or on the way to it, it is a town.
fn is_metonym(p: &Paragraph, range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).map(|i| p.word(i).to_lowercase()).unwrap_or_default();
    let town = matches!(
        before.as_str(),
        "in" | "at"
            | "to"
            | "from"
            | "near"
            | "outside"
            | "around"
            | "of"
            | "through"
            | "across"
            | "-"
            | "via"
            | "into"
            | "downtown"
            | "central"
    );
    let leads_to =
        before == "to" && range.start >= 2 && matches!(p.word(range.start - 2), "led" | "close" | "according");
    let next = p.word(range.end);
    let named = p.is_capital(range.end) || (next == "," && p.is_capital(range.end + 1));
    let dateline = next == ":" || next == "—" || next == "–";
    (!town || leads_to) && !named && !dateline
}
