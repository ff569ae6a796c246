//! Words of a table, ready to be met in a text: the longest that stands at a token wins.

use std::collections::HashMap;

use super::lang::Lang;
use super::words::Paragraph;

/// Phrases that each mean something.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// By their first word.
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
    /// Ends of compound words ("-ministerium").
    endings: Vec<(String, T)>,
    by_last: HashMap<String, Vec<(Vec<String>, T)>>,
    /// Phrases in two parts by their first word ("teilte … mit").
    parted: HashMap<String, Vec<Parted<T>>>,
    /// Whether letters may be joined before the first word (Arabic "and", "to", "the").
    is_joined: bool,
}

/// A phrase whose second part stands later in the clause.
#[derive(Clone, Debug)]
struct Parted<T> {
    start: Vec<String>,
    rest: Vec<String>,
    /// Whether the second part may stand anywhere in the clause ("üben … gemeinsam …").
    is_open: bool,
    meaning: T,
}

/// What Arabic joins to a word, longest first, and what is then put in its place.
const JOINED: [(&str, &str); 9] =
    [("وال", "ال"), ("بال", "ال"), ("فال", "ال"), ("لل", "ال"), ("ال", ""), ("و", ""), ("ف", ""), ("ب", ""), ("ل", "")];

impl<T: Clone> Phrases<T> {
    /// Each form with its meaning; of a form that stands twice the first counts.
    pub fn new<'a>(lang: &Lang, forms: impl Iterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut out = Phrases {
            by_first: HashMap::new(),
            endings: Vec::new(),
            by_last: HashMap::new(),
            parted: HashMap::new(),
            is_joined: lang.code == "ar",
        };
        // What is written out counts before what a stem makes.
        let mut made = Vec::new();
        for (form, meaning) in forms {
            let of_stem = lang.endings.forms(form);
            if of_stem.is_empty() {
                out.add(lang, form, meaning);
            } else {
                made.extend(of_stem.into_iter().map(|form| (form, meaning.clone())));
            }
        }
        made.into_iter().for_each(|(form, meaning)| out.add(lang, &form, meaning));
        out
    }

    fn add(&mut self, lang: &Lang, form: &str, meaning: T) {
        if let Some(ending) = form.strip_prefix('-') {
            self.endings.push((lang.fold(ending), meaning));
            return;
        }
        if let Some((start, rest)) = form.split_once('…') {
            let is_open = rest.ends_with('…');
            let (start, rest) = (lang.phrase(start), lang.phrase(rest.trim_end_matches('…')));
            if let Some(first) = start.first().cloned() {
                self.parted.entry(first).or_default().push(Parted { start, rest, is_open, meaning });
            }
            return;
        }
        let words = lang.phrase(form);
        let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else { return };
        let here = self.by_first.entry(first).or_default();
        if !here.iter().any(|(w, _)| *w == words) {
            self.by_last.entry(last).or_default().push((words.clone(), meaning.clone()));
            here.push((words, meaning));
        }
    }

    /// The longest phrase that begins at a token: how many tokens it takes, and what it means.
    pub fn at(&self, p: &Paragraph, k: usize) -> Option<(usize, &T)> {
        let word = p.lower(k);
        let whole = self.by_first.get(word).into_iter().flatten();
        if self.is_joined && !self.by_first.contains_key(word) {
            return self.joined(p, k);
        }
        // The second part of a German verb ends its clause.
        let parted =
            self.parted.get(word).into_iter().flatten().find_map(|Parted { start, rest, is_open, meaning }| {
                let len = p.phrase_at(k, start)?;
                let end = p.sentence_of(k).end.min(k + 24);
                let closes = |i: usize| {
                    let after = p.phrase_at(i, rest).map(|n| i + n);
                    after.is_some_and(|after| after >= end || !p.is_word(after) || p.lower(after) == "und")
                };
                if *is_open {
                    let clause = (k + len..end).take_while(|&i| !matches!(p.word(i), "," | ";" | ":"));
                    return clause.into_iter().any(|i| p.phrase_at(i, rest).is_some()).then_some((len, meaning));
                }
                (k + len..end).any(closes).then_some((len, meaning))
            });
        if parted.is_some() {
            return parted;
        }
        let longest =
            whole.filter_map(|(words, meaning)| Some((p.phrase_at(k, words)?, meaning))).max_by_key(|(n, _)| *n);
        longest.or_else(|| {
            let ends = |(ending, _): &&(String, T)| word.len() > ending.len() + 2 && word.ends_with(ending.as_str());
            self.endings.iter().filter(ends).max_by_key(|(ending, _)| ending.len()).map(|(_, meaning)| (1, meaning))
        })
    }

    /// The same where letters are joined to the first word.
    fn joined(&self, p: &Paragraph, k: usize) -> Option<(usize, &T)> {
        JOINED.iter().find_map(|(letters, instead)| {
            let rest = p.lower(k).strip_prefix(letters).filter(|rest| rest.chars().count() >= 3)?;
            let first = format!("{instead}{rest}");
            let whole = self.by_first.get(&first).into_iter().flatten();
            let fits = whole.filter_map(|(words, meaning)| Some((p.phrase_at(k + 1, words.get(1..)?)? + 1, meaning)));
            fits.max_by_key(|(len, _)| *len)
        })
    }

    /// Whether a phrase begins with a word as it stands.
    pub fn begins(&self, lower: &str) -> bool {
        self.by_first.contains_key(lower)
    }

    /// The longest phrase that ends right before a token: where it begins, and what it means.
    pub fn before(&self, p: &Paragraph, k: usize) -> Option<(usize, &T)> {
        let last = k.checked_sub(1)?;
        let whole = self.by_last.get(p.lower(last)).into_iter().flatten();
        let fits = whole.filter_map(|(words, meaning)| Some((p.phrase_before(k, words)?, meaning)));
        fits.min_by_key(|(from, _)| *from)
    }

    /// Whether a word alone is one of the phrases.
    pub fn has(&self, lower: &str) -> bool {
        self.by_first.get(lower).into_iter().flatten().any(|(words, _)| words.len() == 1)
    }
}
