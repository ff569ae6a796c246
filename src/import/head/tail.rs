//! The end of an article: where its last paragraph stands, and what follows it: notes on the author, contacts, tags,
//! other articles, notices.

use super::super::lang::Lang;
use super::byline::{authors, byline, is_about, marked_byline, signed};
use super::line::{Line, ends_sentence, is_quoted, words};
use super::{Head, Removed};
use crate::text::fold;
use crate::text::html::Kind;

/// Reasons of lines that stand behind an article and never inside it.
const LAST: [&str; 7] = [
    "a list of tags",
    "tags",
    "a notice of copyright",
    "a call to comment",
    "a note on the author",
    "an address for letters or calls",
    "a notice of lawyers",
];

/// Takes off what stands behind the last paragraph.
pub(super) fn closing(head: &mut Head, lines: &mut Vec<Line>, lang: &Lang, is_body: bool) {
    if is_body {
        notes(head, lines, lang);
        return;
    }
    let end = body_end(head, lines, lang);
    let tail = lines.split_off(end.min(lines.len()));
    if head.authors.is_empty() {
        head.authors = authors(signature(&tail, lang).unwrap_or_default());
    }
    for line in tail {
        let reason = behind(head, &line, lang);
        head.removed.push(Removed { block: line.unit.block, text: line.unit.text, reason });
    }
}

/// Why a line behind the text is taken out. A note on the author gives the bio.
fn behind(head: &mut Head, line: &Line, lang: &Lang) -> &'static str {
    let text = line.text();
    if is_note(head, text, lang) && line.reason.is_none_or(|r| LAST.contains(&r) && !text.contains('©')) {
        let inner = text.trim_end_matches('.').trim_matches(['(', ')', '[', ']', '*', '_']).trim();
        if head.authors.is_empty() {
            return "a note on an author whom the page does not name";
        }
        note_on(head, inner);
        return "the note on the author; it is kept as the author's bio";
    }
    line.reason.unwrap_or("a line behind the end of the text")
}

/// Whether a line is a note on the author.
fn is_note(head: &Head, text: &str, lang: &Lang) -> bool {
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
    let inner = text.trim_end_matches('.').trim_matches(['(', ')', '[', ']', '*', '_']).trim();
    let (lower, count) = (fold(inner), words(text));
    let named = count <= 60 && count >= 4 && is_about(text, &head.authors);
    let noted = lang.head("note").iter().any(|s| lang.fold(inner).starts_with(s.as_str()));
    (named || noted || STARTS.iter().any(|s| lower.starts_with(s))) && count <= 80
}

/// The number of lines that are the body: to its last paragraph, and the short sentences directly behind it.
fn body_end(head: &Head, lines: &[Line], lang: &Lang) -> usize {
    let weight = |line: &Line| if line.is_paragraph() { words(line.text()) } else { 0 };
    let all: usize = lines.iter().map(weight).sum();
    let mut cut = lines.len();
    let mut after = 0;
    for (i, line) in lines.iter().enumerate().rev() {
        // Paragraphs behind such a line are of the page, if there is little of them.
        let share = if is_opener(line, lang) {
            40
        } else if is_last(head, line, lang) || is_close(lines, i) {
            12
        } else {
            0
        };
        if after * 100 <= all * share && share > 0 {
            cut = i;
        }
        after += weight(line);
    }
    let Some(last) = lines.iter().take(cut).rposition(|l| l.is_paragraph()) else { return cut };
    let more = (last + 1..cut).take_while(|&i| goes_on(lines, i));
    let end = more.last().unwrap_or(last) + 1;
    // A heading or a label has something below it.
    let is_empty = |i: usize| lines.get(i).is_some_and(|l| matches!(l.unit.kind, Kind::Heading(_)));
    (last + 1..=end).rev().find(|&e| e == last + 1 || !is_empty(e - 1)).unwrap_or(end)
}

/// Whether nothing of an article stands behind such a line.
fn is_last(head: &Head, line: &Line, lang: &Lang) -> bool {
    line.reason.is_some_and(|reason| LAST.contains(&reason))
        || is_note(head, line.text(), lang)
        || line.text().starts_with('(') && is_about(line.text(), &head.authors)
}

/// "Yours faithfully," and a name below: the close of a letter.
fn is_close(lines: &[Line], i: usize) -> bool {
    let text = |i: usize| lines.get(i).map_or("", Line::text);
    let name = text(i + 1);
    text(i).ends_with([',', '،']) && words(text(i)) <= 6 && (1..=5).contains(&words(name)) && !ends_sentence(name)
}

/// "About the company", "Über die AG", "– ENDS –": what leads to the standing text of a release.
fn is_opener(line: &Line, lang: &Lang) -> bool {
    let text = line.text();
    let folded = lang.fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    let count = words(text);
    let begins = |lead: &String| {
        folded.strip_prefix(lead.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            || folded.strip_suffix(lead.as_str()).is_some_and(|rest| rest.ends_with(' ')) && lang.is_postpositional
    };
    let short = count <= 8 && !ends_sentence(text);
    short && lang.head("about").iter().any(begins) || lang.head("ends").contains(&folded)
}

/// Whether a line behind the last paragraph still belongs to the text: a short sentence, an entry of a list, words
/// that somebody says.
fn goes_on(lines: &[Line], i: usize) -> bool {
    let Some(line) = lines.get(i).filter(|l| l.reason.is_none_or(|r| !LAST.contains(&r))) else { return false };
    if line.reason.is_some() {
        // "Photo: …" may stand before the last line.
        return lines.get(i + 1).is_some_and(|next| next.reason.is_none() && is_sentence(next));
    }
    let listed = matches!(line.unit.kind, Kind::Item { .. } | Kind::Code | Kind::Row);
    let linked = line.unit.source.as_ref().is_some_and(|s| s.link_chars * 10 >= s.text.chars().count() * 8);
    let heading = matches!(line.unit.kind, Kind::Heading(_));
    let led = lines.get(i.wrapping_sub(1)).is_some_and(|l| {
        l.text().ends_with(':')
            || l.is_paragraph()
            || matches!(l.unit.kind, Kind::Item { .. } | Kind::Row | Kind::Heading(_))
    });
    if listed {
        return !linked && led;
    }
    if heading {
        return lines
            .get(i + 1)
            .is_some_and(|next| next.reason.is_none() && (goes_on(lines, i + 1) || is_sentence(next)));
    }
    is_sentence(line) || is_quoted(line.text())
}

/// A short sentence, and not the way to another article: "More letters: Why do gulls hate us?", "What is green steel?".
fn is_sentence(line: &Line) -> bool {
    let text = line.text();
    let count = words(text);
    let label = text.split_once(": ").is_some_and(|(label, _)| words(label) <= 3) && !is_quoted(text);
    let question = text.ends_with(['?', '؟']) && count <= 9 && !is_quoted(text);
    ends_sentence(text) && !label && !question || text.ends_with(':') && line.unit.lines > 1
}

/// A byline that stands directly behind the text: "By A", the name under a letter.
fn signature(tail: &[Line], lang: &Lang) -> Option<Vec<String>> {
    // Behind the heads of contacts stand names too, and not the author's.
    let plain = |line: &&Line| {
        line.reason.is_none()
            && line.unit.kind == Kind::Paragraph
            && !is_opener(line, lang)
            && !line.text().ends_with(':')
    };
    tail.iter().take(4).take_while(plain).find_map(|line| match marked_byline(line.text(), lang) {
        Some(_) => byline(line.text(), lang),
        None if line.text().contains([',', ':']) => None,
        None => signed(line.text(), lang).or_else(|| byline(line.text(), lang)),
    })
}

/// Notes on the author at the end of a body that the structure of its page gave.
fn notes(head: &mut Head, lines: &mut Vec<Line>, lang: &Lang) {
    let from = lines.len().saturating_sub(6);
    for i in (from..lines.len()).rev() {
        if !lines.get(i).is_some_and(|line| is_note(head, line.text(), lang)) {
            continue;
        }
        let line = lines.remove(i);
        let reason = behind(head, &line, lang);
        head.removed.push(Removed { block: line.unit.block, text: line.unit.text, reason });
    }
    if head.authors.is_empty()
        && let Some(names) = lines.last().and_then(|line| signature(std::slice::from_ref(line), lang))
    {
        head.authors = authors(names);
        if let Some(line) = lines.pop() {
            head.removed.push(Removed { block: line.unit.block, text: line.unit.text, reason: "the byline" });
        }
    }
}

/// Gives the author a bio and a handle by a note. With several authors it is the first one's.
fn note_on(head: &mut Head, note: &str) {
    let Some(author) = head.authors.first_mut() else { return };
    let handle = note
        .split([' ', '(', ')', ','])
        .map(|w| w.trim_end_matches(['.', ';', ':']))
        .find(|w| w.len() > 2 && w.starts_with('@'))
        .map(str::to_string);
    // The sentence that only gives the handle says nothing of the person.
    let tells = |s: &&str| !(handle.as_deref().is_some_and(|h| s.contains(h)) && s.split(' ').count() <= 9);
    let sentences = crate::text::sentences(note);
    let kept: Vec<&str> = sentences.iter().filter_map(|r| note.get(r.clone())).filter(tells).collect();
    let mut bio = kept.join(" ");
    if !bio.is_empty() && !bio.ends_with(['.', '!', '?']) {
        bio.push('.');
    }
    author.handle = author.handle.take().or(handle);
    author.bio = author.bio.take().or((!bio.is_empty()).then_some(bio));
}
