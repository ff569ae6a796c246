//! Finds the passage of a Markdown body that a reader points at, by its words: marks, links and brackets are left out
//! on both sides, so that a page's text and the author's can be compared.

use std::ops::Range;

use crate::kb::Kb;
use crate::kb::head::Head;
use crate::text::{fold, words};

/// One word of a body and where it stands in the file.
struct Word {
    text: String,
    at: usize,
    line: usize,
}

/// A body as the words that readers see.
pub struct Prose {
    words: Vec<Word>,
}

/// Where a passage was found.
pub struct Found {
    /// The byte of the file at which its line begins to say it.
    pub at: usize,
    /// How many words agree.
    pub agree: usize,
}

/// More words than these say nothing new about a place.
const ENOUGH: usize = 40;
/// A run of so many words is no accident.
const RUN: usize = 4;

impl Prose {
    /// Reads the Markdown in `body` of a file.
    pub fn read(kb: &Kb, text: &str, body: Range<usize>) -> Prose {
        let mut out = Prose { words: Vec::new() };
        let mut at = body.start;
        for (line, raw) in text.get(body).unwrap_or("").split_inclusive('\n').enumerate() {
            out.line(kb, raw, at, line);
            at += raw.len();
        }
        out
    }

    /// The words of one line: links give their text, marks and components nothing.
    fn line(&mut self, kb: &Kb, raw: &str, start: usize, line: usize) {
        let mut rest = raw;
        let mut at = start;
        while let Some((before, piece, shown, after)) = next(kb, rest) {
            self.push(before, at, line, None);
            let inside = at + before.len();
            match shown {
                Shown::As(name) => self.push(&name, inside, line, Some(inside)),
                Shown::Part(part) => {
                    self.push(piece.get(part.clone()).unwrap_or(""), inside + part.start, line, None);
                }
                Shown::Nothing => {}
            }
            at = inside + piece.len();
            rest = after;
        }
        self.push(rest, at, line, None);
    }

    /// Adds the words of a text at its place, or all of them at one place.
    fn push(&mut self, text: &str, start: usize, line: usize, one: Option<usize>) {
        for range in words(text) {
            let word = text.get(range.clone()).unwrap_or("");
            self.words.push(Word { text: fold(word), at: one.unwrap_or(start + range.start), line });
        }
    }

    /// The passage that begins with `shown`, a text of the page. Few words count only where they are a line by
    /// themselves: a heading, an item of a list.
    pub fn find(&self, shown: &str) -> Option<Found> {
        let wanted: Vec<String> =
            words(shown).into_iter().filter_map(|r| shown.get(r)).take(ENOUGH).map(fold).collect();
        let first = wanted.first()?;
        let mut best: Option<Found> = None;
        for (n, word) in self.words.iter().enumerate().filter(|(_, word)| word.text == *first) {
            let agree = self.agree(n, &wanted);
            let enough = if wanted.len() < RUN { self.is_line(n, wanted.len()) } else { agree >= RUN };
            let whole = agree == wanted.len() || agree >= RUN;
            if enough && whole && best.as_ref().is_none_or(|best| agree > best.agree) {
                best = Some(Found { at: word.at, agree });
            }
        }
        best
    }

    /// How many of the wanted words follow from the word numbered `n` on. The page may have numbers of marks between.
    fn agree(&self, n: usize, wanted: &[String]) -> usize {
        let mut here = self.words.iter().skip(n).peekable();
        let mut agree = 0;
        for word in wanted {
            match here.peek() {
                Some(next) if next.text == *word => {
                    here.next();
                    agree += 1;
                }
                Some(_) if word.bytes().all(|b| b.is_ascii_digit()) => {}
                _ => break,
            }
        }
        agree
    }

    /// Whether the words from `n` on are all of their line.
    fn is_line(&self, n: usize, count: usize) -> bool {
        let Some(word) = self.words.get(n) else { return false };
        let on_it = self.words.iter().filter(|w| w.line == word.line).count();
        let begins = n.checked_sub(1).and_then(|n| self.words.get(n)).is_none_or(|before| before.line != word.line);
        begins && on_it == count
    }
}

/// What a piece of markup shows.
enum Shown {
    As(String),
    /// This part of it.
    Part(Range<usize>),
    Nothing,
}

/// The next piece of markup: the text before it, the piece, what it shows, the rest.
fn next<'a>(kb: &Kb, text: &'a str) -> Option<(&'a str, &'a str, Shown, &'a str)> {
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find(['[', '{', '<']) {
        let at = from + found;
        let here = text.get(at..)?;
        if let Some((length, shown)) = piece(kb, here) {
            let piece = here.get(..length)?;
            return Some((text.get(..at)?, piece, shown, here.get(length..)?));
        }
        from = at + 1;
    }
    None
}

/// A piece of markup at the start of a text, with its length.
fn piece(kb: &Kb, text: &str) -> Option<(usize, Shown)> {
    let end = |mark: &str| text.find(mark).map(|at| at + mark.len());
    if text.starts_with("[[") {
        let end = end("]]")?;
        let inner = text.get(2..end - 2)?;
        // In a table the bar is written with a backslash before it.
        return Some(match inner.find('|') {
            Some(bar) => (end, Shown::Part(2 + bar + 1..end - 2)),
            None => {
                let id = inner.split('#').next().unwrap_or(inner);
                let name = kb.sym(id).map(|sym| Head::of(kb.doc(sym)).name().into_owned());
                (end, name.map_or(Shown::Part(2..end - 2), Shown::As))
            }
        });
    }
    if text.starts_with("[^") {
        return Some((end("]")?, Shown::Nothing));
    }
    if text.starts_with("{{<") {
        return Some((end("}}")?, Shown::Nothing));
    }
    if text.starts_with('[') {
        let close = text.find("](")?;
        let after = text.get(close..)?.find(')')?;
        return Some((close + after + 1, Shown::Part(1..close)));
    }
    let tag =
        text.starts_with('<') && text.get(1..)?.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    if tag { Some((end(">")?, Shown::Nothing)) } else { None }
}
