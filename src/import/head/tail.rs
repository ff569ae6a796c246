//! The end of an article: where its last paragraph stands, and what follows it: notes on the author, contacts, tags,
//! other articles, notices.

use std::collections::HashSet;

use super::super::lang::Lang;
use super::byline::{authors, byline, is_about, marked_byline, signed};
use super::line::{Line, ends_sentence, is_figures, is_quoted, label, speakers, words};
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

const NOTE: &str = "the note on the author; it is kept as the author's bio";

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
    let mut headed = false;
    for line in tail {
        // "About the author" alone on its line: the note stands below.
        let below = headed && line.reason.is_none() && ends_sentence(line.text()) && words(line.text()) <= 80;
        let reason = if below && !head.authors.is_empty() {
            note_on(head, line.text().trim_end_matches('.'));
            NOTE
        } else {
            behind(head, &line, lang)
        };
        headed = (headed && !below || is_note(head, line.text(), lang)) && words(line.text()) <= 4;
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
        // The heading of such a note, or the name alone.
        if words(inner) <= 4 {
            return "the head of a note on the author";
        }
        note_on(head, inner);
        return NOTE;
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
    let named = (4..=60).contains(&count) && is_about(text, &head.authors);
    let noted = lang.head("note").iter().any(|s| lang.fold(inner).starts_with(s.as_str()));
    (named || noted || STARTS.iter().any(|s| lower.starts_with(s))) && count <= 80
}

/// The number of lines that are the body: to its last paragraph, and the short sentences shortly behind it.
fn body_end(head: &Head, lines: &[Line], lang: &Lang) -> usize {
    let tail = Tail { head, lines, lang, speakers: speakers(lines) };
    let cut = tail.cut();
    let Some(last) = lines.iter().take(cut).rposition(|l| l.is_paragraph()) else { return cut };
    let asked = lines.iter().take(cut).filter(|l| tail.is_question(l)).count() >= 2;
    let (mut end, mut gap, mut is_answer) = (last + 1, 0, false);
    for i in last + 1..cut {
        let Some(line) = lines.get(i) else { break };
        // Behind a heading or a caption a sentence must be a longer one to lead back to the text; not behind a question
        // of an interview.
        let least = if is_answer { 2 } else { [2, 3, 8].get(gap).copied().unwrap_or(usize::MAX) };
        if tail.is_sentence(line) && words(line.text()) >= least || gap == 0 && tail.goes_on(i) {
            (end, gap, is_answer) = (i + 1, 0, false);
        } else if line.reason.is_none() {
            is_answer = asked && gap == 0 && tail.is_question(line);
            gap += 1;
        }
    }
    end
}

/// The lines of an article from its first paragraph on, of which the end is sought.
struct Tail<'a> {
    head: &'a Head,
    lines: &'a [Line],
    lang: &'a Lang,
    speakers: HashSet<String>,
}

impl Tail<'_> {
    /// Where a line says that the article is over, and little or nothing that could be text stands behind it.
    fn cut(&self) -> usize {
        let held = |line: &Line| line.is_paragraph() || self.is_sentence(line) && words(line.text()) >= 6;
        let weight = |line: &Line| if held(line) { words(line.text()) } else { 0 };
        let all: usize = self.lines.iter().map(weight).sum();
        let (mut cut, mut after) = (self.lines.len(), 0);
        for (i, line) in self.lines.iter().enumerate().rev() {
            // Percent of the paragraphs that may stand behind it: standing texts and comments of readers.
            let share = if self.is_opener(i) {
                60
            } else if self.is_run(i) {
                if self.has_comments(i) { 45 } else { 12 }
            } else if (4..=60).contains(&words(line.text())) && is_about(line.text(), &self.head.authors) {
                30
            } else if self.is_last(line) || self.is_close(i) {
                12
            } else {
                0
            };
            if share > 0 && after * 100 <= all * share {
                cut = i;
            }
            after += weight(line);
        }
        cut
    }

    fn text(&self, i: usize) -> &str {
        self.lines.get(i).map_or("", Line::text)
    }

    /// Whether nothing of an article stands behind such a line.
    fn is_last(&self, line: &Line) -> bool {
        line.reason.is_some_and(|reason| LAST.contains(&reason))
            || is_note(self.head, line.text(), self.lang)
            || line.text().starts_with('(') && is_about(line.text(), &self.head.authors)
    }

    /// "Yours faithfully," and a name below: the close of a letter.
    fn is_close(&self, i: usize) -> bool {
        let (text, name) = (self.text(i), self.text(i + 1));
        text.ends_with([',', '،']) && words(text) <= 6 && (1..=5).contains(&words(name)) && !ends_sentence(name)
    }

    /// Whether four lines in a row are no text, and one of them is the page's by its words: what stands below an article.
    fn is_run(&self, i: usize) -> bool {
        let Some(run) = self.lines.get(i..i + 4) else { return false };
        let own = |line: &Line| line.reason.is_some_and(|r| !r.contains("picture"));
        let asks = run.first().is_some_and(|line| self.is_question(line));
        run.iter().all(|line| self.is_loose(line)) && run.iter().any(own) && !asks
    }

    /// A short line without an end.
    fn is_loose(&self, line: &Line) -> bool {
        let plain = line.unit.kind == Kind::Paragraph && words(line.text()) <= 20;
        line.reason.is_some() || plain && !self.is_sentence(line) && !is_quoted(line.text())
    }

    /// Whether such lines lead to what readers say.
    fn has_comments(&self, i: usize) -> bool {
        let run = self.lines.iter().skip(i).take_while(|line| self.is_loose(line));
        run.filter_map(|line| line.reason).any(|reason| reason == "a call to comment")
    }

    fn is_opener(&self, i: usize) -> bool {
        self.lines.get(i).is_some_and(|line| is_contact(line, self.lang)) || self.is_standing(i)
    }

    /// "About Acme", "Über die Acme AG": the head of a standing text, if the name is one that the article has.
    fn is_standing(&self, i: usize) -> bool {
        let text = self.text(i);
        if words(text) > 8 || ends_sentence(text) || i == 0 {
            return false;
        }
        let folded = self.lang.fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
        let names = self.lang.head("about").iter().filter_map(|lead| {
            let behind = folded.strip_prefix(lead.as_str()).filter(|rest| rest.starts_with(' '));
            behind.or_else(|| folded.strip_suffix(lead.as_str()).filter(|rest| rest.ends_with(' ')))
        });
        let before = || self.lines.iter().take(i).map(|l| self.lang.fold(l.text()));
        let title = self.lang.fold(&self.head.title);
        let told = |word: &str| {
            word.chars().count() >= 4 && (title.contains(word) || before().filter(|l| l.contains(word)).count() >= 2)
        };
        let all_told = |name: &str| {
            let mut telling = name.split_whitespace().filter(|w| w.chars().count() >= 4).peekable();
            telling.peek().is_some() && telling.all(told)
        };
        names.into_iter().any(all_told)
    }

    /// Whether a line behind the last paragraph still belongs to the text: an entry of a list, words that somebody says,
    /// a heading with a sentence below.
    fn goes_on(&self, i: usize) -> bool {
        let Some(line) = self.lines.get(i).filter(|l| l.reason.is_none()) else { return false };
        let linked = line.unit.source.as_ref().is_some_and(|s| s.link_chars * 10 >= s.text.chars().count() * 8);
        let before = i.checked_sub(1).and_then(|k| self.lines.get(k));
        match line.unit.kind {
            Kind::Item { .. } | Kind::Code | Kind::Row => {
                let led = before.is_some_and(|l| {
                    l.text().ends_with(':') || l.is_ended || !matches!(l.unit.kind, Kind::Paragraph | Kind::Quote)
                });
                !linked && led
            }
            Kind::Heading(_) => {
                self.lines.get(i + 1).is_some_and(|next| self.is_sentence(next)) || !linked && self.goes_on(i + 1)
            }
            // A table, and a paragraph that lacks its full stop.
            _ if is_figures(line.text()) || words(line.text()) >= 20 => true,
            _ if self.is_listed(i) => true,
            _ => {
                // "5. Tartus": the head of a part, among others.
                let numbered = line.text().starts_with(|c: char| c.is_ascii_digit()) && line.text().contains(". ");
                let heads = numbered && words(line.text()) <= 9 && self.lines.get(i + 1).is_some_and(|l| l.is_ended);
                heads || is_quoted(line.text()) || line.text().ends_with(':') && line.unit.lines > 1
            }
        }
    }

    /// Whether a line is an entry of a numbered list of six or more that a sentence leads to, or stands below one.
    fn is_listed(&self, i: usize) -> bool {
        let number = |i: usize| -> Option<usize> {
            self.text(i).split(|c: char| !c.is_ascii_digit()).next().filter(|n| n.len() <= 2)?.parse().ok()
        };
        // The entries stand one or two lines apart.
        let begin = (i.saturating_sub(120)..=i).rev().find(|k| number(*k) == Some(1));
        let Some(begin) =
            begin.filter(|b| *b > 0 && self.lines.get(b - 1).is_some_and(|l| l.is_ended || l.text().ends_with(':')))
        else {
            return false;
        };
        let (mut last, mut at) = (1, begin);
        while let Some(next) = (at + 1..at + 4).find(|k| number(*k) == Some(last + 1)) {
            (last, at) = (last + 1, next);
        }
        last >= 6 && i <= at + 1
    }

    /// A finished sentence, and not the way to another article: "More letters: Why do gulls hate us?".
    fn is_sentence(&self, line: &Line) -> bool {
        let text = line.text();
        let leads = label(text).is_some_and(|label| !self.speakers.contains(label));
        let is_text = line.is_ended || is_figures(text);
        line.reason.is_none() && is_text && !leads && !self.is_question(line)
    }

    /// "What is green steel?": a short question leads to another article, or to its answer.
    fn is_question(&self, line: &Line) -> bool {
        line.text().ends_with(['?', '؟']) && words(line.text()) <= 9 && !is_quoted(line.text())
    }
}

/// "Media contact", "Notes to editors", "– ENDS –": what leads to the standing texts of a release.
fn is_contact(line: &Line, lang: &Lang) -> bool {
    let text = line.text();
    let folded = lang.fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    // "Contact lenses" is none.
    let begins = |lead: &String| {
        let rest = folded.strip_prefix(lead.as_str());
        rest.is_some_and(|rest| rest.is_empty() || !rest.starts_with(char::is_alphanumeric) && text.contains(':'))
    };
    let short = words(text) <= 8 && !ends_sentence(text);
    short && lang.head("contact").iter().any(begins) || lang.head("ends").contains(&folded)
}

/// A byline that stands directly behind the text: "By A", the name under a letter.
fn signature(tail: &[Line], lang: &Lang) -> Option<Vec<String>> {
    // Behind the heads of contacts stand names too, and not the author's.
    let plain = |line: &&Line| {
        line.reason.is_none()
            && line.unit.kind == Kind::Paragraph
            && !is_contact(line, lang)
            && !line.text().ends_with(':')
    };
    tail.iter().take(4).take_while(plain).enumerate().find_map(|(i, line)| match marked_byline(line.text(), lang) {
        Some(_) => byline(line.text(), lang),
        // "A B, Greetsiel" below the close of a letter.
        None if line.text().contains(':') || i != 1 && line.text().contains(',') => None,
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
    // A byline in capitals: the note has the name as it is written.
    let written: String = note.chars().take(author.name.chars().count()).collect();
    if !author.name.chars().any(char::is_lowercase) && fold(&written) == fold(&author.name) {
        author.name = written;
    }
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
    let is_east = bio.ends_with(|c: char| ('\u{600}'..='\u{97F}').contains(&c));
    if !bio.is_empty() && !ends_sentence(&bio) && !is_east {
        bio.push('.');
    }
    author.handle = author.handle.take().or(handle);
    author.bio = author.bio.take().or((!bio.is_empty()).then_some(bio));
}
