//! Inside the text: lines of the page between its paragraphs, pull quotes, what is said twice, headings.

use std::collections::{HashMap, HashSet};

use super::super::lang::Lang;
use super::line::{Line, ends_sentence, is_menu, is_quoted, is_unfinished, label, speakers, words};
use super::{Head, Part, Removed};
use crate::text::html::Kind;

const POINTER: &str = "a pointer to another article";

/// Takes out the lines between the paragraphs that are the page's.
pub(super) fn between(head: &mut Head, lines: Vec<Line>, lang: &Lang) -> Vec<Line> {
    let reasons: Vec<Option<&'static str>> = (0..lines.len()).map(|i| reason(head, &lines, i, lang)).collect();
    let mut kept = Vec::with_capacity(lines.len());
    for (line, reason) in lines.into_iter().zip(reasons) {
        match reason {
            Some(reason) => {
                head.removed.push(Removed { block: line.unit.block, text: line.unit.text, reason });
            }
            None => kept.push(line),
        }
    }
    kept
}

/// "Read more" alone on its line has what it leads to below: one line at least, all lines of its block at most.
pub(super) fn under_labels(lines: &mut [Line]) {
    let blocks: HashSet<usize> = lines.iter().map(|l| l.unit.block).collect();
    let is_title = |line: &Line| {
        let text = line.text();
        let open = !ends_sentence(text) || text.ends_with(['?', '؟']);
        open && line.unit.kind == Kind::Paragraph && (1..=16).contains(&words(text)) && !is_quoted(text)
    };
    // What stands below one is no label itself.
    let is_pointer = |line: &Line| line.reason == Some(POINTER) && line.unit.source.is_none();
    let labels: Vec<usize> = lines.iter().enumerate().filter(|(_, l)| is_pointer(l)).map(|(i, _)| i).collect();
    for i in labels {
        let Some(line) = lines.get(i) else { continue };
        let is_label = words(line.text()) <= 4 && !line.text().trim_end_matches(':').contains([':', '«', '“', '"']);
        let block = line.unit.block;
        for (k, next) in lines.iter_mut().enumerate().skip(i + 1).take(if is_label { 8 } else { 0 }) {
            let near = k == i + 1 || blocks.len() <= 2 || next.unit.block == block;
            if !(near && next.reason.is_none() && is_title(next)) {
                break;
            }
            next.reason = Some(POINTER);
        }
    }
}

/// A table of contents: lines side by side that stand below once more, as headings. And a caption that stands twice.
pub(super) fn doubles(lines: &mut [Line]) {
    let short = |line: &Line| {
        line.reason.is_none()
            && line.unit.kind == Kind::Paragraph
            && !is_quoted(line.text())
            && words(line.text()) <= 25
    };
    let again = |i: usize, from: usize| {
        let line = lines.get(i).filter(|l| short(l) && (!l.is_ended || l.text().ends_with(['?', '؟'])));
        line.is_some_and(|line| lines.iter().skip(from).any(|l| short(l) && l.text() == line.text()))
    };
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    for i in 0..lines.len() {
        let next = |k: usize| lines.get(k).map(Line::text);
        let twice = i > 0 && next(i) == next(i - 1) || next(i) == next(i + 1);
        if twice && lines.get(i).is_some_and(|l| short(l) && !l.is_ended && words(l.text()) >= 5) {
            found.push((i, "the caption of a picture"));
        } else if i < 12 && again(i, i + 2) && (again(i + 1, i + 2) || i > 0 && again(i - 1, i + 1)) {
            found.push((i, "a table of contents"));
        }
    }
    for (i, reason) in found {
        if let Some(line) = lines.get_mut(i) {
            line.reason = Some(reason);
        }
    }
}

/// Why a line is none of the text's.
fn reason(head: &Head, lines: &[Line], i: usize, lang: &Lang) -> Option<&'static str> {
    let line = lines.get(i)?;
    if line.reason.is_some() || line.unit.kind != Kind::Paragraph {
        return line.reason;
    }
    let text = line.text();
    let count = words(text);
    let is_open = !line.is_ended && !is_quoted(text) && !text.ends_with([':', ',', ';']);
    if !is_open || count > 30 {
        return None;
    }
    // The credit of a picture stands below its caption.
    let credit = |l: &Line| l.reason.is_some_and(|r| r.contains("credit of a picture")) && words(l.text()) <= 8;
    if count >= 5 && lines.get(i + 1).is_some_and(credit) {
        return Some("the caption or credit of a picture");
    }
    // Among lines of the page.
    let own = |k: &usize| lines.get(*k).and_then(|l| l.reason).is_some_and(|r| !r.contains("picture"));
    let near = [i.wrapping_sub(2), i.wrapping_sub(1), i + 1, i + 2];
    if own(&i.wrapping_sub(1)) && own(&(i + 1)) && near.iter().filter(|k| own(k)).count() >= 3 {
        return Some("a line among others of the page");
    }
    if is_menu(text) && text.contains(['|', '·', '•']) || text.contains("   ") {
        return Some("a row of buttons or links");
    }
    if is_unfinished(text, lang) {
        return Some("a line without an end between paragraphs");
    }
    // Longer than a heading, without an end, and about the outlet.
    (count >= 8 && names_outlet(head, text, lang)).then_some("a line about the outlet")
}

/// Whether a line has a word of the outlet's name that is no word of every day.
fn names_outlet(head: &Head, text: &str, lang: &Lang) -> bool {
    let Some(outlet) = &head.outlet else { return false };
    let said: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(|w| lang.fold(w)).collect();
    let telling = |w: &&str| w.chars().count() >= 4 && !lang.is_common(w) && !lang.is_stop(&lang.fold(w));
    let whole = lang.fold(outlet);
    let mut words = outlet.split_whitespace().filter(telling);
    lang.fold(text).contains(&whole) || words.next_back().is_some_and(|w| said.contains(&lang.fold(w)))
}

/// Splits pull quotes and doubled paragraphs off the body.
pub(super) fn repeats(head: &mut Head, body: Vec<Line>, is_body: bool) {
    let is_open = |text: &str| !ends_sentence(text) && !text.ends_with([':', '”', '"', ')', '»', '“']);
    let pulls = pull_quotes(&body);
    let speakers = speakers(&body);
    let mut seen: HashSet<String> = HashSet::new();
    let mut times: HashMap<String, usize> = HashMap::new();
    for line in body.iter().filter(|line| words(line.text()) >= 15) {
        *times.entry(line.unit.text.clone()).or_default() += 1;
    }
    let count = body.len();
    for (i, line) in body.into_iter().enumerate() {
        let unit = line.unit;
        if pulls.contains(&i) {
            let reason = "a pull quote: the text says the same; it is kept as one";
            head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
            if !head.pull_quotes.contains(&unit.text) {
                head.pull_quotes.push(unit.text);
            }
        // What stands there some times is a refrain, or a question put to many.
        } else if !is_body
            && times.get(&unit.text).is_some_and(|n| *n == 2 || *n > 20)
            && !seen.insert(unit.text.clone())
        {
            let reason = "the same paragraph stands above";
            head.removed.push(Removed { block: unit.block, text: unit.text, reason });
        } else {
            let capital = |c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic();
            // "3. Who pays?"
            let named = unit.text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
            let short = words(named) <= 9 && named.chars().next().is_some_and(capital);
            let bare = unit.kind == Kind::Paragraph && unit.source.is_none();
            let is_said = label(&unit.text).is_some_and(|label| speakers.contains(label));
            let is_heading = bare
                && !is_said
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

/// The lines that say again what a paragraph says: in quotation marks or set as a quotation, or without an end.
fn pull_quotes(body: &[Line]) -> HashSet<usize> {
    let is_candidate = |line: &Line| {
        let (text, kind) = (line.text(), line.unit.kind);
        let open = !ends_sentence(text) && !text.ends_with([':', '”', '"', ')', '»', '“']);
        let quoted = is_quoted(text) || kind == Kind::Quote;
        let least = if quoted { 4 } else { 8 };
        // Some set a whole sentence so.
        let sentence = kind == Kind::Paragraph && words(text) <= 40;
        (least..=80).contains(&words(text)) && kind != Kind::Code && (open || quoted || sentence)
    };
    let candidates = body.iter().enumerate().filter(|(_, line)| is_candidate(line)).map(|(i, _)| i).take(100);
    let signs = ['“', '”', '"', '.', '…', ' ', '«', '»', '„', '۔', '।', '’', '‘', '\u{a0}', '\u{202f}'];
    let is_said = |i: &usize| {
        let own = body.get(*i).map_or("", Line::text);
        let bare = own.trim_matches(signs);
        let says = |(j, other): (usize, &Line)| {
            j != *i && other.text() != own && other.text().len() > bare.len() && other.text().contains(bare)
        };
        !bare.is_empty() && body.iter().enumerate().any(says)
    };
    candidates.filter(is_said).collect()
}
