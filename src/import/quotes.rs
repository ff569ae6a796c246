//! Quotations: direct speech whose speaker is a named actor. No speaker, no draft.

mod insets;
mod interview;
mod marks;
mod scene;
mod speaker;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use marks::marks;
use scene::Scene;
use speaker::{Last, Place};

use super::actors::Found;
use super::lang::Marker;
use super::records::MOST;
use super::rules::Rules;
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// A quotation.
#[derive(Clone, Debug)]
pub struct Quote {
    pub paragraph: usize,
    pub text: String,
    pub speaker: usize,
    /// The states named in it.
    pub about: Vec<usize>,
}

/// Fewer words are a quoted expression; what says so beside the marks may introduce shorter sentences.
const LEAST: usize = 5;
const LEAST_TOLD: usize = 3;

/// The quotations of the article, in the order of the text.
pub fn find(found: &Found, paragraphs: &[Paragraph], rules: &Rules) -> Vec<Quote> {
    let scene = Scene::new(found, paragraphs, rules);
    let mut out: Vec<Quote> = Vec::new();
    for said in scene.said() {
        let Some(p) = paragraphs.get(said.paragraph).filter(|_| out.len() < MOST) else { continue };
        let text = trimmed(p.slice(said.words.clone()));
        // A sentence set out of the text repeats one of it.
        if text.is_empty() || out.iter().any(|q| q.text.contains(text)) {
            continue;
        }
        let about = scene.about(&said);
        out.push(Quote { paragraph: said.paragraph, text: text.to_string(), speaker: said.speaker, about });
    }
    out
}

fn trimmed(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '—' | '–' | '-'));
    rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | '—' | '–' | '-'))
}

/// What a paragraph opens again has the speaker of the paragraph before, wherever he is told.
fn share(speeches: &mut [Speech]) {
    let runs_on = |a: &Speech, b: &Speech| a.runs && a.paragraph + 1 == b.paragraph;
    for k in (1..speeches.len()).rev().chain(1..speeches.len()) {
        let Some([a, b]) = speeches.get_mut(k - 1..k + 1) else { continue };
        if runs_on(a, b) {
            let speaker = a.speaker.or(b.speaker);
            (a.speaker, b.speaker) = (speaker, b.speaker.or(speaker));
        }
    }
}

/// Words that someone has said.
struct Said {
    paragraph: usize,
    words: Range<usize>,
    speaker: usize,
}

/// What stands between two marks.
struct Speech {
    paragraph: usize,
    parts: Vec<Range<usize>>,
    speaker: Option<usize>,
    /// Whether the next paragraph opens it again.
    runs: bool,
}

impl Scene<'_> {
    fn said(&self) -> Vec<Said> {
        let mut speeches = self.speeches();
        share(&mut speeches);
        let mut out = self.answers_said();
        for speech in speeches {
            let Some(speaker) = speech.speaker else { continue };
            out.extend(speech.parts.into_iter().map(|words| Said { paragraph: speech.paragraph, words, speaker }));
        }
        out.sort_by_key(|said| said.paragraph);
        out
    }

    /// All that stands between marks, in the order of the text: who spoke before tells who goes on.
    fn speeches(&self) -> Vec<Speech> {
        let mut out = Vec::new();
        let mut last: Option<Last> = None;
        for (n, p) in self.paragraphs.iter().enumerate() {
            out.extend(self.dash_said(n, p));
            for (i, &(open, close)) in self.marks_of(n).iter().enumerate() {
                let inset = self.inset(n, p, (open, close));
                let speaker = match &inset {
                    Some(inset) => self.told_inside(Place { n, k: open }, inset, last),
                    None => self.speaker(n, i, last),
                };
                last = speaker.map(|speaker| Last { speaker, paragraph: n, close }).or(last);
                let parts = inset.map_or_else(|| std::iter::once(open + 1..close).collect(), |inset| inset.said);
                let parts = parts.into_iter().filter(|words| self.is_enough(n, p, i, words)).collect();
                out.push(Speech { paragraph: n, parts, speaker, runs: close == p.tokens.len() });
            }
        }
        out
    }

    fn answers_said(&self) -> Vec<Said> {
        let answers = self.answers().into_iter();
        answers.map(|a| Said { paragraph: a.paragraph, words: a.words, speaker: a.speaker }).collect()
    }

    /// Speech that a dash opens.
    fn dash_said(&self, n: usize, p: &Paragraph) -> Option<Speech> {
        let inset = self.dashed(n, p)?;
        let speaker = self.told_inside(Place { n, k: 0 }, &inset, None);
        let enough = |words: &Range<usize>| words.clone().filter(|&k| p.is_word(k)).count() >= LEAST;
        let parts = inset.said.into_iter().take(1).filter(enough).collect();
        Some(Speech { paragraph: n, parts, speaker, runs: false })
    }

    /// Whether words between marks are a sentence, and no expression that is only quoted.
    fn is_enough(&self, n: usize, p: &Paragraph, i: usize, words: &Range<usize>) -> bool {
        let count = p.slice(words.clone()).split_whitespace().count();
        let ahead = self.ahead(n, p, i);
        let before = ahead.end.checked_sub(1).filter(|k| *k >= ahead.start).map_or("", |k| p.word(k));
        let close = self.marks_of(n).get(i).map_or(0, |(_, close)| *close);
        let signs = ["", ",", "،", ".", "!", "?", "…", "۔", "।", "؟"];
        let ended = words.end.checked_sub(1).is_some_and(|k| signs.contains(&p.word(k)));
        let behind = matches!(p.word(close + 1), "," | "،" | "—" | "–");
        let that = before == ":" || self.lang.is(Marker::That, p, ahead.end.saturating_sub(1));
        let told = that || before == "," || ended || behind;
        count >= LEAST || told && count >= LEAST_TOLD
    }

    /// The states that are named in what is said.
    fn about(&self, said: &Said) -> Vec<usize> {
        let mut out = Vec::new();
        for k in said.words.clone() {
            if let Some(m) = self.found.at(said.paragraph, k)
                && self.kind(m.actor) == Some(ActorKind::State)
                && !out.contains(&m.actor)
                && m.actor != said.speaker
            {
                out.push(m.actor);
            }
        }
        out
    }
}
