//! The names that the tables know: states, organisations, outlets, and the words by which others are told.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::actors::Form;
use super::governors::SUFFIXES;
use super::lang::{JOINED, Lang, Marker};
use super::phrases::Phrases;
use super::table::{self, Table};
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// What a known name means.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    State(usize, Form),
    Organisation(usize, Form),
    Media,
    /// A town that stands for no state: no actor.
    Town,
    /// A part of the world, which never acts.
    Region,
}

pub struct State {
    /// As the language writes it.
    pub name: &'static str,
    /// As its id is made.
    pub english: &'static str,
    /// "Kenyan": English only.
    pub adjective: &'static str,
    pub iso: &'static str,
    pub wikidata: &'static str,
    pub regions: Vec<&'static str>,
}

/// Where a head word stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    First,
    Last,
    Any,
}

/// The head word of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub kind: ActorKind,
    pub side: Side,
    pub lower: Lower,
}

/// Whether an English head word also makes a body in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lower {
    Not,
    /// Beside a state: "the Pakistani military", "Kenya's navy".
    State,
    /// The same, called by the state's name: "Peru's foreign ministry" is the "Foreign Ministry of Peru".
    Of,
    /// The same, and told by its seat: "the central bank in Addis Ababa".
    Seat,
    /// With a word before it that says what it is for: "the Algerian cereals office".
    Office,
    /// The same, also beside a town: "Bogotá's health secretariat".
    Local,
}

/// What a common noun beside a name makes of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    Actor(ActorKind),
    /// A place or a thing: the name is no actor's.
    Place,
    Thing,
}

/// A known name met in a text.
#[derive(Clone, Copy, Debug)]
pub struct Met {
    /// Tokens.
    pub len: usize,
    pub known: Known,
    /// The part that a letter joined to the name gives it (Arabic "لروسيا": to Russia).
    pub joined: Option<Option<Marker>>,
}

/// The tables of names of a language.
pub struct Lexicon<'l> {
    pub lang: &'l Lang,
    /// By spelling without blanks and hyphens, as line breaks and typing lose them.
    known: HashMap<String, Known>,
    /// Names that only their signs tell from another state's: "عمّان" is a town, "عُمان" a state.
    signed: HashMap<String, Known>,
    /// The state whose capital is written as another state is, by that name.
    twins: HashMap<String, usize>,
    pub states: Vec<State>,
    /// Name, kind, name that its id is made of.
    pub organisations: Vec<(&'static str, ActorKind, &'static str)>,
    pub heads: Phrases<Head>,
    /// Words beside a name that make it a person; whether they are a role, and not an address alone ("Mr").
    pub titles: Phrases<bool>,
    /// Common nouns beside the name of a company.
    pub apposed: Phrases<()>,
    /// Other common nouns beside a name.
    beside: Phrases<Beside>,
    pub given: HashSet<String>,
}

/// The least letters of a word for the people of a state that may have an ending.
const PEOPLE: usize = 6;

/// The longest name, in tokens.
const LONGEST: usize = 11;

impl<'l> Lexicon<'l> {
    pub fn new(lang: &'l Lang) -> Lexicon<'l> {
        let heads = table::rows(lang.table(Table::Heads)).flat_map(|row| {
            let kind = ActorKind::read(table::column(&row, 1));
            let side = match table::column(&row, 2) {
                "first" => Side::First,
                "last" => Side::Last,
                _ => Side::Any,
            };
            let lower = match table::column(&row, 2) {
                "lower" => Lower::State,
                "of" => Lower::Of,
                "seat" => Lower::Seat,
                "office" => Lower::Office,
                "local" => Lower::Local,
                _ => Lower::Not,
            };
            let head = kind.map(|kind| Head { kind, side, lower });
            table::list(&row, 0).into_iter().filter_map(move |form| Some((form, head?))).collect::<Vec<_>>()
        });
        let titles = table::rows(lang.table(Table::Titles)).flat_map(|row| {
            let is_role = table::column(&row, 1) == "role";
            table::list(&row, 0).into_iter().map(move |form| (form, is_role)).collect::<Vec<_>>()
        });
        let beside = table::rows(lang.table(Table::Beside)).flat_map(|row| {
            let meaning = match table::column(&row, 1) {
                "place" => Some(Beside::Place),
                "thing" => Some(Beside::Thing),
                kind => ActorKind::read(kind).map(Beside::Actor),
            };
            table::list(&row, 0).into_iter().filter_map(move |form| Some((form, meaning?))).collect::<Vec<_>>()
        });
        let given = [lang.table(Table::Given), table::text("en", Table::Given)];
        let given = given.iter().take(if lang.is_cased { 2 } else { 1 });
        let mut lexicon = Lexicon {
            lang,
            known: HashMap::new(),
            signed: HashMap::new(),
            twins: HashMap::new(),
            states: Vec::new(),
            organisations: Vec::new(),
            heads: Phrases::new(lang, heads),
            titles: Phrases::new(lang, titles),
            apposed: Phrases::new(
                lang,
                table::lines(lang.table(Table::Apposed)).flat_map(|l| l.split(';')).map(|w| (w.trim(), ())),
            ),
            beside: Phrases::new(lang, beside),
            given: given.flat_map(|text| table::lines(text)).map(|name| lang.fold(name)).collect(),
        };
        if lang.code == "en" {
            lexicon.english_states()
        } else {
            lexicon.states()
        }
        for row in table::rows(lang.table(Table::Organisations)) {
            let Some(kind) = ActorKind::read(table::column(&row, 1)) else { continue };
            let n = lexicon.organisations.len();
            let name = table::column(&row, 0);
            let english = table::column(&row, 4);
            lexicon.organisations.push((name, kind, if english.is_empty() { name } else { english }));
            for name in std::iter::once(name).chain(table::list(&row, 3)) {
                lexicon.learn(name, Known::Organisation(n, Form::Name));
            }
            for seat in table::list(&row, 5) {
                lexicon.learn(seat, Known::Organisation(n, Form::Metonym));
            }
            for acronym in table::list(&row, 2) {
                lexicon.learn(acronym, Known::Organisation(n, Form::Acronym));
            }
        }
        for name in table::lines(lang.table(Table::Media)).flat_map(|l| l.split(';')) {
            lexicon.learn(name.trim(), Known::Media);
        }
        for name in table::lines(lang.table(Table::Towns)).flat_map(|l| l.split(';')) {
            let name = name.trim();
            let town = name.strip_suffix('!').map_or((name, Known::Town), |part| (part, Known::Region));
            lexicon.learn_new(town.0, town.1);
        }
        lexicon
    }

    fn english_states(&mut self) {
        for row in table::rows(table::text("en", Table::States)) {
            let n = self.states.len();
            for name in std::iter::once(table::column(&row, 0)).chain(table::list(&row, 1)) {
                self.learn(name, Known::State(n, Form::Name));
            }
            for adjective in table::list(&row, 2) {
                self.learn_new(adjective, Known::State(n, Form::Adjective));
                if adjective.ends_with(['n', 'i']) {
                    self.learn_new(&format!("{adjective}s"), Known::State(n, Form::Adjective));
                }
            }
            for capital in table::list(&row, 3) {
                self.learn_new(capital, Known::State(n, Form::Metonym));
            }
            self.states.push(State {
                name: table::column(&row, 0),
                english: table::column(&row, 0),
                adjective: table::list(&row, 2).first().copied().unwrap_or_default(),
                iso: table::column(&row, 4),
                wikidata: table::column(&row, 5),
                regions: table::list(&row, 6),
            });
        }
    }

    fn states(&mut self) {
        let english: HashMap<&str, (&'static str, &'static str)> = table::rows(table::text("en", Table::States))
            .map(|row| (table::column(&row, 4), (table::column(&row, 0), table::column(&row, 5))))
            .collect();
        let mut capitals = Vec::new();
        for row in table::rows(self.lang.table(Table::States)) {
            let n = self.states.len();
            let iso = table::column(&row, 0);
            let name = table::column(&row, 1);
            for name in std::iter::once(name).chain(table::list(&row, 2)) {
                self.learn(name, Known::State(n, Form::Name));
            }
            for adjective in table::list(&row, 3) {
                self.learn_new(adjective, Known::State(n, Form::Adjective));
            }
            capitals.extend(table::list(&row, 4).into_iter().map(|capital| (capital, n)));
            let (english, wikidata) = english.get(iso).copied().unwrap_or((name, ""));
            self.states.push(State { name, english, adjective: "", iso, wikidata, regions: Vec::new() });
        }
        // Behind all names, which a capital gives way to.
        for (capital, n) in capitals {
            self.learn_new(capital, Known::State(n, Form::Metonym));
        }
    }

    fn learn(&mut self, name: &str, known: Known) {
        let key = self.key(name);
        if name.contains(' ') && self.lang.code != "en" {
            self.known.entry(Self::long_key(&key)).or_insert(known);
        }
        if !key.is_empty() {
            self.known.insert(key, known);
        }
    }

    /// A name that gives way to one that is there; a lower-case one is also known at the start of a sentence.
    fn learn_new(&mut self, name: &str, known: Known) {
        let key = self.key(name);
        if let (Some(Known::State(other, Form::Name)), Known::State(state, Form::Metonym)) =
            (self.known.get(&key), known)
            && *other != state
        {
            if squash(name).chars().any(is_sign) {
                self.signed.insert(squash(name), known);
            }
            self.twins.insert(key, state);
            return;
        }
        let mut chars = key.chars();
        if let Some(first) = chars.next().filter(|c| c.is_lowercase()) {
            let capital: String = first.to_uppercase().chain(chars).collect();
            self.known.entry(capital).or_insert(known);
        }
        if !key.is_empty() {
            self.known.entry(key).or_insert(known);
        }
    }

    /// Names keep their capitals: "us" is not "US".
    fn key(&self, name: &str) -> String {
        match self.lang.code {
            "ar" | "ur" => squash(&self.lang.fold(name)),
            "ru" => squash(name).replace('ё', "е"),
            _ => squash(name),
        }
    }

    /// In a name of several words only the first capital tells: "Совет Безопасности" is "Совет безопасности".
    fn long_key(key: &str) -> String {
        let mut chars = key.chars();
        let first: String = chars.next().into_iter().collect();
        first + &chars.as_str().to_lowercase()
    }

    /// Whether a word glued from two is to be cut: both halves are names of states.
    pub fn parts(&self, left: &str, right: &str) -> bool {
        let state =
            |w: &str| matches!(self.known.get(&self.key(w)), Some(Known::State(_, Form::Name | Form::Adjective)));
        state(left) && state(right)
    }

    pub fn is_head(&self, word: &str) -> bool {
        self.heads.has(&self.lang.fold(word))
    }

    /// The kind that the last head word inside a name tells.
    pub fn head_inside(&self, p: &Paragraph, name: &Range<usize>) -> Option<ActorKind> {
        name.clone().rev().find_map(|k| self.heads.at(p, k)).map(|(_, head)| head.kind)
    }

    /// The common noun that begins at a token: its length, and what it makes of a name beside it.
    pub fn noun_at(&self, p: &Paragraph, k: usize) -> Option<(usize, Beside)> {
        let company = self.apposed.at(p, k).map(|(len, _)| (len, Beside::Actor(ActorKind::Company)));
        let other = self.beside.at(p, k).map(|(len, what)| (len, *what));
        [company, other].into_iter().flatten().max_by_key(|(len, _)| *len)
    }

    /// The same for the noun that ends right before a token: where it begins.
    pub fn noun_before(&self, p: &Paragraph, k: usize) -> Option<(usize, Beside)> {
        (k.saturating_sub(3)..k)
            .find_map(|from| self.noun_at(p, from).filter(|(len, _)| from + len == k).map(|(_, what)| (from, what)))
    }

    /// The longest known name that begins at a token.
    pub fn longest(&self, p: &Paragraph, i: usize) -> Option<Met> {
        let word = p.word(i);
        if let Some(known) = self.signed_at(word) {
            return Some(known);
        }
        // "وفداً صومالياً": an adjective in the accusative has an ending of its own.
        let first = self.key(word);
        let accusative = ACCUSATIVE.iter().any(|end| word.ends_with(end)).then(|| first.strip_suffix('ا')).flatten();
        let adjective = accusative.and_then(|first| self.longest_of(p, i, first));
        adjective
            .filter(|met| matches!(met.known, Known::State(_, Form::Adjective)))
            .or_else(|| self.longest_of(p, i, &first))
    }

    /// A name whose signs tell which it is, with or without letters joined to it.
    fn signed_at(&self, word: &str) -> Option<Met> {
        if self.signed.is_empty() || !word.chars().any(is_sign) {
            return None;
        }
        let word = squash(word);
        let met = |known: &Known, joined| Met { len: 1, known: *known, joined };
        self.signed.get(&word).map(|known| met(known, None)).or_else(|| {
            JOINED.iter().filter(|_| self.lang.code == "ar").find_map(|(letters, instead, part)| {
                let rest = word.strip_prefix(letters)?;
                self.signed.get(&format!("{instead}{rest}")).map(|known| met(known, Some(*part)))
            })
        })
    }

    /// The state whose capital is written like the state that is met at a token.
    pub fn twin(&self, p: &Paragraph, i: usize) -> Option<usize> {
        if self.twins.is_empty() {
            return None;
        }
        let key = self.key(p.word(i));
        self.twins
            .get(&key)
            .or_else(|| {
                JOINED.iter().filter(|_| self.lang.code == "ar").find_map(|(letters, instead, _)| {
                    self.twins.get(&format!("{instead}{}", key.strip_prefix(letters)?))
                })
            })
            .copied()
    }

    /// The longest known name whose first word is read so, where Arabic may have joined letters to it.
    fn longest_of(&self, p: &Paragraph, i: usize, first: &str) -> Option<Met> {
        let whole = self.longest_from(p, i, first, None);
        if whole.is_some() || self.lang.code != "ar" {
            return whole.or_else(|| self.people_with_ending(p, i));
        }
        JOINED.iter().find_map(|(letters, instead, part)| {
            let rest = first.strip_prefix(letters)?;
            // A word of two letters is no name.
            (rest.chars().count() > 2).then(|| self.longest_from(p, i, &format!("{instead}{rest}"), Some(*part)))?
        })
    }

    /// "Japonlarla", "Kırgızlara": those of a state with an ending, where no apostrophe parts it from the word.
    fn people_with_ending(&self, p: &Paragraph, i: usize) -> Option<Met> {
        if self.lang.markers.get(&Marker::SuffixTo).is_none_or(Vec::is_empty) || !p.is_capital(i) {
            return None;
        }
        let word = self.key(p.word(i));
        let object = (Marker::SuffixObject, None);
        let endings = SUFFIXES.iter().map(|(suffix, meaning)| (*suffix, Some(*meaning))).chain([object]);
        endings.into_iter().find_map(|(suffix, meaning)| {
            let forms = self.lang.markers.get(&suffix)?.iter().filter_map(|words| words.first());
            forms.into_iter().find_map(|form| {
                let rest = word.strip_suffix(form.as_str()).filter(|rest| rest.chars().count() >= PEOPLE)?;
                let known = self.known.get(rest).filter(|k| matches!(k, Known::State(_, Form::Adjective)))?;
                Some(Met { len: 1, known: *known, joined: Some(meaning) })
            })
        })
    }

    fn longest_from(&self, p: &Paragraph, i: usize, first: &str, joined: Option<Option<Marker>>) -> Option<Met> {
        let mut key = String::new();
        let mut best = None;
        for n in 0..LONGEST {
            let word = p.word(i + n);
            if word.is_empty() || !(p.is_word(i + n) || matches!(word, "-" | "(" | ")" | "'" | "’")) {
                break;
            }
            if n == 0 {
                key.push_str(first)
            } else {
                key.push_str(&self.key(word))
            }
            if p.is_word(i + n)
                && let Some(known) = self.known.get(&key).or_else(|| {
                    let long = n > 0 && self.lang.code != "en";
                    long.then(|| self.known.get(&Self::long_key(&key)))?
                })
            {
                // "In der" is not "Inder".
                let glued = n > 0 && matches!(known, Known::State(_, Form::Adjective)) && self.lang.is_stop(p.lower(i));
                if !glued {
                    best = Some(Met { len: n + 1, known: *known, joined });
                }
            }
        }
        best
    }
}

/// The ending of the Arabic accusative, in both orders that it is written in.
const ACCUSATIVE: [&str; 2] = ["ا\u{64B}", "\u{64B}ا"];

/// A vowel sign or the sign of a doubled letter.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{652}')
}

/// A name without what line breaks and typing lose.
pub fn squash(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '\'' | '’' | '(' | ')')).collect()
}
