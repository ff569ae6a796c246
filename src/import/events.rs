//! Events: visits, elections, meetings, attacks, with someone who takes part. A deal's signing is no event.

use std::ops::Range;

use super::actors::{Form, Found};
use super::dates;
use super::lang::Lang;
use super::phrases::Phrases;
use super::reading::{Named, Reading};
use super::table::{self, Table};
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    pub name: String,
    pub kind: String,
    pub actors: Vec<usize>,
    pub date: Option<String>,
    pub date_text: Option<String>,
    pub evidence: (usize, Range<usize>),
}

/// The events of the article, in the order of the text.
pub fn find(found: &Found, paragraphs: &[Paragraph], lang: &Lang) -> Vec<Event> {
    let rows = table::rows(lang.table(Table::Events)).flat_map(|row| {
        let meaning = (table::column(&row, 1), table::column(&row, 2));
        table::list(&row, 0).into_iter().map(move |form| (form, meaning)).collect::<Vec<_>>()
    });
    let rules = Phrases::new(lang, rows);
    let mut out: Vec<Event> = Vec::new();
    for (n, p) in paragraphs.iter().enumerate() {
        let quoted = super::quotes::marks(p);
        for sentence in p.sentences.iter().filter(|s| s.len() <= 400) {
            let r = Reading { found, p, n, start: sentence.start, end: sentence.end, lang };
            for k in sentence.clone() {
                if quoted.iter().any(|(a, b)| (a..b).contains(&&k)) {
                    continue;
                }
                let Some((len, &(kind, how))) = rules.at(p, k).filter(|_| p.is_word(k)) else { continue };
                let Some(event) = event(&r, lang, k, len, kind, how) else { continue };
                let again = |e: &Event| e.kind == event.kind && e.actors.iter().any(|a| event.actors.contains(a));
                if !out.iter().any(again) {
                    out.push(event);
                }
            }
        }
    }
    out
}

fn event(r: &Reading, lang: &Lang, k: usize, len: usize, kind: &str, how: &str) -> Option<Event> {
    let p = r.p;
    let after = k + len;
    let never =
        (r.start.max(k.saturating_sub(4))..k).any(|i| matches!(p.word(i), "no" | "not" | "never" | "if" | "will"));
    if never || p.is_capital(k) && k > r.start {
        return None;
    }
    let of = direct(r, after, &["of"], 3);
    let to = match kind {
        "meeting" => direct(r, after, &["with"], 3).or_else(|| right_behind(r, after)),
        "visit" => direct(r, after, &["to"], 3).or_else(|| right_behind(r, after)),
        "attack" | "invasion" => direct(r, after, &["on", "against", "in"], 3).or_else(|| right_behind(r, after)),
        _ => direct(r, after, &["in"], 3),
    };
    let by = direct(r, after, &["by"], 3);
    // Who does it: before the word, in the same breath.
    let doer = (r.start.max(k.saturating_sub(24))..k).rev().find_map(|i| {
        let m = r.found.at(r.n, i)?;
        let actor = r.found.actor(m.actor)?;
        let near = i + m.range.len() + 3 > k;
        let acts = matches!(actor.kind, ActorKind::Person)
            || (near && matches!(p.word(m.range.end), "’s" | "'s" | "’" | "'"))
            || (near && m.form == Form::Adjective)
            || m.range.end == k;
        (acts && m.range.end <= k).then(|| (m.actor, m.range.clone()))
    });
    let mut actors: Named = Vec::new();
    let mut add = |named: &Option<(usize, Range<usize>)>| {
        if let Some((a, range)) = named
            && !actors.iter().any(|(b, _)| a == b)
        {
            actors.push((*a, range.clone()));
        }
    };
    let name =
        |a: &Option<(usize, Range<usize>)>| a.as_ref().and_then(|(a, _)| r.found.actor(*a)).map(|a| a.name.clone());
    let title = match how {
        "of" => {
            let who = of.clone().or_else(|| doer.clone());
            add(&who);
            format!("{} of {}", capital(kind), name(&who)?)
        }
        "in" => {
            add(&to);
            add(&of);
            add(&doer);
            let place = name(&to).or_else(|| name(&doer)).or_else(|| name(&of))?;
            format!("{} in {place}", capital(kind))
        }
        _ => {
            let who = doer.clone().or_else(|| by.clone()).or_else(|| of.clone());
            add(&who);
            add(&to);
            let who = name(&who)?;
            match (kind, name(&to)) {
                ("visit", Some(to)) => format!("Visit of {who} to {to}"),
                ("meeting", Some(to)) => format!("Meeting of {who} with {to}"),
                ("visit" | "meeting" | "attack", None) => return None,
                (_, _) => format!("{} by {who}", capital(kind)),
            }
        }
    };
    let mut tokens = k..after;
    for (_, range) in &actors {
        tokens.start = tokens.start.min(range.start);
        tokens.end = tokens.end.max(range.end);
    }
    let date = dates::find(p, lang, r.start..r.end).into_iter().next();
    if let Some(date) = &date {
        tokens.start = tokens.start.min(date.range.start);
        tokens.end = tokens.end.max(date.range.end);
    }
    Some(Event {
        name: title,
        kind: kind.to_string(),
        actors: actors.into_iter().map(|(a, _)| a).collect(),
        date: date.as_ref().and_then(|d| d.date.clone()),
        date_text: date.map(|d| d.as_written),
        evidence: (r.n, tokens),
    })
}

/// The name right behind one of some words, within a few tokens.
fn direct(r: &Reading, after: usize, words: &[&str], reach: usize) -> Option<(usize, Range<usize>)> {
    let at = (after..(after + reach).min(r.end)).find(|&k| words.contains(&r.p.word(k)))?;
    (at + 1..(at + 3).min(r.end)).find_map(|k| r.found.at(r.n, k)).map(|m| (m.actor, m.range.clone()))
}

/// The name right behind a verb: "visited Turkey", "met the Dutch minister" not.
fn right_behind(r: &Reading, after: usize) -> Option<(usize, Range<usize>)> {
    let from = if r.p.word(after) == "the" { after + 1 } else { after };
    let m = r.found.at(r.n, from).filter(|m| m.form != Form::Adjective && m.range.end <= r.end)?;
    Some((m.actor, m.range.clone()))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
