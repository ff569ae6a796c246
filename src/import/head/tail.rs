//! The end of an article: notes on the author, contacts and other lines behind the last paragraph; and what is said
//! twice.

use std::collections::HashSet;

use super::super::blocks::Unit;
use super::super::lang::Lang;
use super::top::{authors, byline, ends_sentence, is_prose, marked_byline};
use super::{Author, Head, Part, Removed};
use crate::text::fold;
use crate::text::html::Kind;

/// The note on the author at the end, and what else follows the last paragraph.
pub(super) fn closing(head: &mut Head, body: &mut Vec<Unit>, lang: &Lang, is_body: bool) {
    if !is_body {
        behind(head, body, lang);
    }
    let from = body.len().saturating_sub(6);
    let mut i = body.len();
    while i > from {
        i -= 1;
        let Some(unit) = body.get(i) else { continue };
        let inner = unit.text.trim_end_matches('.').trim_matches(['(', ')', '[', ']', '*', '_']).trim();
        let lower = fold(inner);
        const STARTS: [&str; 9] = [
            "the writer ",
            "the author ",
            "writer is ",
            "author is ",
            "the columnist ",
            "about the author",
            "the writers ",
            "the authors ",
            "views expressed",
        ];
        let is_about =
            |a: &Author| lower.strip_prefix(&fold(&a.name)).is_some_and(|rest| rest.starts_with([' ', ',', '،']));
        let named = head.authors.iter().any(is_about) && unit.text.split(' ').count() <= 60;
        let noted = lang.head("note").iter().any(|s| lang.fold(inner).starts_with(s.as_str()));
        if !(named || noted || STARTS.iter().any(|s| lower.starts_with(s))) || unit.text.split(' ').count() > 80 {
            continue;
        }
        let (inner, text, block) = (inner.to_string(), unit.text.clone(), unit.block);
        if head.authors.is_empty() {
            head.removed.push(Removed { block, text, reason: "a note on an author whom the page does not name" });
        } else {
            note_on(&mut head.authors, &inner);
            head.removed.push(Removed {
                block,
                text,
                reason: "the note on the author; it is kept as the author's bio",
            });
        }
        body.remove(i);
    }
    // A byline that stands after the text.
    if head.authors.is_empty()
        && let Some(names) = body.last().and_then(|u| match marked_byline(&u.text, lang) {
            Some(_) => byline(&u.text, lang),
            None if u.text.contains(',') => None,
            None => signed(&u.text, lang).or_else(|| byline(&u.text, lang)),
        })
    {
        head.authors = authors(names);
        if let Some(unit) = body.pop() {
            head.removed.push(Removed { block: unit.block, text: unit.text, reason: "the byline" });
        }
    }
}

fn note_on(authors: &mut [Author], note: &str) {
    let Some(author) = authors.first_mut() else { return };
    author.handle = note
        .split([' ', '(', ')', ','])
        .map(|w| w.trim_end_matches(['.', ';', ':']))
        .find(|w| w.len() > 2 && w.starts_with('@'))
        .map(str::to_string);
    // The sentence that only gives the handle says nothing of the person.
    let tells = |s: &&str| !(author.handle.as_deref().is_some_and(|h| s.contains(h)) && s.split(' ').count() <= 9);
    let sentences = crate::text::sentences(note);
    let kept: Vec<&str> = sentences.iter().filter_map(|r| note.get(r.clone())).filter(tells).collect();
    let mut bio = kept.join(" ");
    if !bio.is_empty() && !bio.ends_with(['.', '!', '?']) {
        bio.push('.');
    }
    author.bio = (!bio.is_empty()).then_some(bio);
}

/// Lines behind the last paragraph that no article ends with: addresses, marks of the end, tags, lines without an end.
fn behind(head: &mut Head, body: &mut Vec<Unit>, lang: &Lang) {
    for unit in std::mem::take(body) {
        match furniture(&unit.text) {
            Some(reason) => head.removed.push(Removed { block: unit.block, text: unit.text, reason }),
            None => body.push(unit),
        }
    }
    let has_prose = body.iter().any(|u| is_prose(&u.text));
    for _ in 0..8 {
        let Some(unit) = body.last().filter(|_| has_prose) else { break };
        let short = unit.text.split_whitespace().count() <= 14;
        let listed = matches!(unit.kind, Kind::Item { .. } | Kind::Code | Kind::Row);
        let quoted = unit.text.starts_with(['“', '"', '«', '„']);
        let byline = head.authors.is_empty()
            && !unit.text.contains(',')
            && (byline(&unit.text, lang).is_some() || signed(&unit.text, lang).is_some());
        // "More letters: Why do gulls hate us?", "What is green steel?": the way to another article.
        let label = unit.text.split_once(": ").is_some_and(|(label, _)| label.split(' ').count() <= 3) && !quoted;
        let question = unit.text.ends_with(['?', '؟']) && unit.text.split_whitespace().count() <= 9 && !quoted;
        if ends_sentence(&unit.text) && !label && !question
            || !short
            || listed
            || quoted
            || byline
            || unit.text.ends_with(':') && unit.lines > 1
        {
            break;
        }
        let Some(unit) = body.pop() else { break };
        let reason = "a line behind the end of the text";
        head.removed.push(Removed { block: unit.block, text: unit.text, reason });
    }
}

/// What a line is that no article has, by its make in any language.
fn furniture(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 20 {
        return None;
    }
    let digits = |w: &str| w.chars().filter(char::is_ascii_digit).count();
    let mail = words.iter().any(|w| w.contains('@') && w.contains('.') && !w.starts_with('@'));
    let phone = words.iter().any(|w| w.starts_with('+') && digits(w) >= 1)
        && words.iter().map(|w| digits(w)).sum::<usize>() >= 7;
    let bare_number = words.len() <= 8
        && digits(text) >= 9
        && digits(text) * 2 >= text.chars().filter(|c| c.is_alphanumeric()).count();
    let copyright = text.contains('©') || text.to_lowercase().contains("(c) ") && digits(text) >= 4;
    let tags = words.len() >= 2 && words.iter().all(|w| w.starts_with('#') && w.len() > 1);
    let shortcode =
        (text.starts_with("{{<") && text.ends_with(">}}")) || (text.starts_with("{{%") && text.ends_with("%}}"));
    if mail || phone || bare_number {
        Some("an address for letters or calls")
    } else if copyright {
        Some("a notice of copyright")
    } else if tags {
        Some("tags")
    } else if shortcode {
        Some("a shortcode of another tool")
    } else if !text.chars().any(char::is_alphanumeric) {
        Some("a mark without words")
    } else {
        None
    }
}

/// "Bastien Aumont (special correspondent)": a name with what its bearer is, behind the text.
fn signed(text: &str, lang: &Lang) -> Option<Vec<String>> {
    let (name, rest) = text.split_once(" (")?;
    rest.ends_with(')').then(|| byline(name, lang))?
}

/// Splits pull quotes and doubled paragraphs off the body.
pub(super) fn repeats(head: &mut Head, body: Vec<Unit>, is_body: bool) {
    let is_open = |text: &str| !ends_sentence(text) && !text.ends_with([':', '”', '"', ')', '»', '“']);
    let words = |text: &str| text.split(' ').take(90).count();
    let candidates: Vec<usize> = body
        .iter()
        .enumerate()
        .filter(|(_, u)| {
            (8..=80).contains(&words(&u.text))
                && u.kind != Kind::Code
                && (is_open(&u.text) || u.text.starts_with(['“', '"', '«', '„', '’', '‘']))
        })
        .map(|(i, _)| i)
        .take(40)
        .collect();
    let mut pulls: HashSet<usize> = HashSet::new();
    for i in candidates {
        let Some(unit) = body.get(i) else { continue };
        let bare = unit.text.trim_matches(['“', '”', '"', '.', '…', ' ', '«', '»', '„', '۔', '।', '’', '‘']);
        if body
            .iter()
            .enumerate()
            .any(|(j, other)| j != i && other.text.len() > bare.len() && other.text.contains(bare))
        {
            pulls.insert(i);
        }
    }
    let mut seen: HashSet<String> = HashSet::new();
    let count = body.len();
    for (i, unit) in body.into_iter().enumerate() {
        if pulls.contains(&i) {
            let reason = "a pull quote: the text says the same; it is kept as one";
            head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
            if !head.pull_quotes.contains(&unit.text) {
                head.pull_quotes.push(unit.text);
            }
        } else if !is_body && words(&unit.text) >= 15 && !seen.insert(unit.text.clone()) {
            head.removed.push(Removed {
                block: unit.block,
                text: unit.text,
                reason: "the same paragraph stands above",
            });
        } else {
            let capital = |c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic();
            let short = words(&unit.text) <= 9 && unit.text.chars().next().is_some_and(capital);
            let bare = unit.kind == Kind::Paragraph && unit.source.is_none();
            let is_heading = bare
                && short
                && (is_open(&unit.text) || unit.text.ends_with(['?', '؟']))
                && unit.lines == 1
                && i > 0
                && i + 1 < count;
            let kind = if is_heading { Kind::Heading(2) } else { unit.kind };
            head.parts.push(Part { block: unit.block, text: unit.text, source: unit.source, lines: unit.lines, kind });
        }
    }
}
