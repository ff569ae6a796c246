//! Interviews whose answers carry a label: "Smith: …", "EW: …", "A: …". What the one asked answers is her own word, so
//! that the first sentence of each answer is a quotation without marks.

use std::collections::HashMap;
use std::ops::Range;

use super::scene::Scene;
use crate::import::words::Paragraph;

/// The first sentence of an answer and who gives it.
pub struct Answer {
    pub paragraph: usize,
    pub words: Range<usize>,
    pub speaker: usize,
}

/// The longest label, in tokens.
const LABEL: usize = 6;
/// A shorter first sentence ("Yes.") takes in the next.
const LEAST: usize = 4;

impl Scene<'_> {
    pub fn answers(&self) -> Vec<Answer> {
        let labels: Vec<Option<(usize, String)>> = self.paragraphs.iter().map(|p| self.label(p)).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (_, label) in labels.iter().flatten() {
            *counts.entry(label).or_default() += 1;
        }
        // Two who take turns make an interview, or one who is asked; one label twice may be a list.
        let asked = |n: usize| n.checked_sub(1).and_then(|n| self.paragraphs.get(n)).is_some_and(asks);
        let answered = labels.iter().enumerate().filter(|(n, label)| label.is_some() && asked(*n)).count();
        if answered < 2 && counts.values().filter(|n| **n >= 2).count() < 2 {
            return Vec::new();
        }
        let first = labels.iter().position(Option::is_some).unwrap_or(0);
        let mut out = Vec::new();
        for (n, p) in self.paragraphs.iter().enumerate() {
            let Some((from, label)) = labels.get(n).and_then(Option::as_ref) else { continue };
            if counts.get(label.as_str()).is_none_or(|n| *n < 2) {
                continue;
            }
            let Some(speaker) = self.labelled(n, p, *from, label, first) else { continue };
            out.extend(first_sentence(p, *from).map(|words| Answer { paragraph: n, words, speaker }));
        }
        out
    }

    /// Where the text begins behind the label of a paragraph, and the label.
    fn label(&self, p: &Paragraph) -> Option<(usize, String)> {
        let colon = (1..=LABEL).find(|&k| p.word(k) == ":").or_else(|| self.dotted(p))?;
        let plain = (0..colon).all(|k| p.is_word(k) || matches!(p.word(k), "." | "-" | "’" | "'" | "’s"));
        let label: Vec<&str> = (0..colon).map(|k| p.lower(k)).collect();
        let text = (colon + 1..colon + 3).find(|&k| p.is_word(k))?;
        plain.then(|| (text, label.join(" ")))
    }

    /// The full stop of "P." and "R.", where the language labels so.
    fn dotted(&self, p: &Paragraph) -> Option<usize> {
        let label = format!("{}.", p.lower(0));
        let known = ["question", "answer"].iter().any(|part| self.lang.head(part).contains(&label));
        (known && p.word(1) == ".").then_some(1)
    }

    /// Whom a label names: by name, by initials, or as the one who answers.
    fn labelled(&self, n: usize, p: &Paragraph, from: usize, label: &str, first: usize) -> Option<usize> {
        if let [one] = self.persons(&self.named(n, &(0..from)))[..] {
            return Some(one);
        }
        let short = label.replace(['.', ' '], "");
        if let Some(one) = self.one(|name| is_end_of(&self.lang.fold(name), label)) {
            return Some(one);
        }
        let answers = self.lang.head("answer").iter().any(|word| word.trim_end_matches([':', '.', ' ']) == short);
        if answers {
            return self.asked(first);
        }
        let is_initials =
            (2..=4).contains(&short.chars().count()) && p.slice(0..from).chars().all(|c| !c.is_lowercase());
        is_initials.then(|| self.by_initials(&short))?
    }

    /// The one person named before the first label.
    fn asked(&self, first: usize) -> Option<usize> {
        let mut all = Vec::new();
        for (n, p) in self.paragraphs.iter().enumerate().take(first) {
            for person in self.persons(&self.named(n, &(0..p.tokens.len()))) {
                if !all.contains(&person) {
                    all.push(person);
                }
            }
        }
        match all[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    fn by_initials(&self, short: &str) -> Option<usize> {
        self.one(|name| {
            let parts = name.split([' ', '-']).filter_map(|part| part.chars().next());
            self.lang.fold(&parts.collect::<String>()) == short
        })
    }

    /// The one person whose name fits.
    fn one(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let actors = self.found.actors.iter().enumerate();
        let mut all = actors.filter(|(i, a)| self.is_person(*i) && fits(&a.name)).map(|(i, _)| i);
        match (all.next(), all.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }
}

/// Whether a paragraph is a question.
fn asks(p: &Paragraph) -> bool {
    p.tokens.len().checked_sub(1).is_some_and(|last| matches!(p.word(last), "?" | "؟"))
}

/// Whether a label is the last words of a name, whatever joins them.
fn is_end_of(name: &str, label: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split([' ', '-', '’', '\'']).filter(|w| !w.is_empty()).map(str::to_string).collect()
    };
    let label = words(label);
    !label.is_empty() && words(name).ends_with(&label)
}

/// The first sentence from a token on, with the next where it is too short to say anything.
fn first_sentence(p: &Paragraph, from: usize) -> Option<Range<usize>> {
    let words = |range: &Range<usize>| range.clone().filter(|&k| p.is_word(k)).count();
    let mut out = from..p.sentence_of(from).end;
    while words(&out) < LEAST && out.end < p.tokens.len() {
        out.end = p.sentence_of(out.end).end;
    }
    (words(&out) >= LEAST).then_some(out)
}
