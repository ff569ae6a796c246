//! Direct quotations with a speaker who is named beside a verb of saying. No speaker, no draft.

use std::ops::Range;

use super::actors::Found;
use super::lang::{Lang, Marker};
use super::phrases::Phrases;
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

/// The quotations of the article.
pub fn find(found: &Found, paragraphs: &[Paragraph], rules: &Rules) -> Vec<Quote> {
    let says = &rules.says;
    let mut out = Vec::new();
    for (n, p) in paragraphs.iter().enumerate() {
        for (open, close) in marks(p) {
            let text = p.slice(open + 1..close).trim_end_matches([',', ' ']).to_string();
            // Behind a colon even a short sentence is a quotation.
            let least = if open > 0 && p.word(open - 1) == ":" { 3 } else { 5 };
            if text.split(' ').count() < least {
                continue;
            }
            let Some(speaker) = after(found, n, p, (open, close), says, rules.lang)
                .or_else(|| before(found, n, p, open, says, rules.lang))
            else {
                continue;
            };
            let mut about = Vec::new();
            for k in open..close {
                if let Some(m) = found.at(n, k)
                    && found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State)
                    && !about.contains(&m.actor)
                    && m.actor != speaker
                {
                    about.push(m.actor);
                }
            }
            out.push(Quote { paragraph: n, text, speaker, about });
        }
    }
    out
}

/// The tokens that open and close each quotation of a paragraph.
pub fn marks(p: &Paragraph) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for i in 0..p.tokens.len() {
        // Urdu sets two single marks: ’’…‘‘.
        let twice = |sign: &str| p.word(i) == sign && p.word(i + 1) == sign;
        if twice("’") && open.is_none() {
            open = Some((i + 1, "’’"));
            continue;
        }
        if let Some((from, "’’")) = open.filter(|_| twice("‘") || twice("’") && i > 1) {
            if i > from {
                out.push((from, i));
                open = None;
            }
            continue;
        }
        match (p.word(i), open) {
            ("“" | "«" | "„", None) => open = Some((i, p.word(i))),
            ("\"", None) => open = Some((i, "\"")),
            ("”" | "»", Some((from, "“" | "«"))) | ("“" | "”", Some((from, "„"))) | ("\"", Some((from, "\""))) =>
            {
                out.push((from, i));
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// Who speaks, told behind the quotation, up to the end of its sentence.
fn after(
    found: &Found,
    n: usize,
    p: &Paragraph,
    (open, close): (usize, usize),
    says: &Phrases<()>,
    lang: &Lang,
) -> Option<usize> {
    let end = (close + 1..p.tokens.len())
        .take(24)
        .find(|&k| matches!(p.word(k), "." | "“" | "\"" | "!" | "?" | "۔" | "।" | "«" | "„"));
    let end = end.unwrap_or((close + 25).min(p.tokens.len()));
    let verb = (close + 1..end).find(|&k| says.at(p, k).is_some())?;
    // "said X" or "X said"; between them only a few words.
    let behind = (verb + 1..end.min(verb + 8)).find_map(|k| speaker(found, n, k, verb));
    let ahead = (close + 1..verb).rev().find_map(|k| speaker(found, n, k, verb));
    if ahead.is_some() {
        return ahead;
    }
    let pronoun = (close + 1..verb + 2).any(|k| lang.marker_at(Marker::He, p, k).is_some());
    if pronoun || behind.is_some() {
        return if pronoun { last_person(found, n, close) } else { behind };
    }
    // Languages that need no pronoun: “…”, afirmó.
    if verb <= close + 2
        && matches!(lang.code, "es" | "ar")
        && let Some(person) = last_person(found, n, close)
    {
        return Some(person);
    }
    // "X, speaking there, “…” said": who speaks stands before the quotation, the verb behind it.
    let sentence = p.sentence_of(open);
    let near = verb < close + 4;
    near.then(|| {
        let named = (sentence.start..open).rev().filter_map(|k| speaker(found, n, k, verb));
        let is_person = |a: &usize| found.actor(*a).is_some_and(|a| a.kind == ActorKind::Person);
        let all: Vec<usize> = named.collect();
        all.iter().copied().find(is_person).or_else(|| all.first().copied())
    })?
}

/// Who speaks, told before the quotation in the same sentence.
fn before(found: &Found, n: usize, p: &Paragraph, open: usize, says: &Phrases<()>, lang: &Lang) -> Option<usize> {
    let sentence: Range<usize> = p.sentence_of(open);
    let start = if sentence.start == open { return None } else { sentence.start };
    let verb = (start..open).rev().find(|&k| says.at(p, k).is_some())?;
    if open - verb > 12 {
        return None;
    }
    let ahead = (start..verb).rev().take(12).find_map(|k| speaker(found, n, k, verb));
    if ahead.is_some() {
        return ahead;
    }
    let pronoun = (start..verb + 2).any(|k| lang.marker_at(Marker::He, p, k).is_some());
    let behind = (verb + 1..open).take(8).find_map(|k| speaker(found, n, k, verb));
    if behind.is_some() {
        return behind;
    }
    if pronoun { last_person(found, n, start) } else { None }
}

/// Who can speak: by name, and a state only right beside the verb ("Moscow said").
fn speaker(found: &Found, n: usize, k: usize, verb: usize) -> Option<usize> {
    let mention = found.at(n, k)?;
    let state = found.actor(mention.actor).is_some_and(|a| a.kind == ActorKind::State);
    let near = mention.range.end + 1 >= verb && mention.range.start <= verb + 1;
    (mention.form != super::actors::Form::Adjective && (!state || near)).then_some(mention.actor)
}

fn last_person(found: &Found, n: usize, until: usize) -> Option<usize> {
    let list = found.mentions.get(n)?;
    let is_person = |a: usize| found.actor(a).is_some_and(|a| a.kind == ActorKind::Person);
    list.iter().rfind(|m| m.range.end <= until && is_person(m.actor)).map(|m| m.actor)
}
