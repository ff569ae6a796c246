//! What stands around an article and what is the article: title, dek, author and outlet are read off the page,
//! service lines are taken out, each with its reason. Nothing is guessed: what the page does not say stays open.

use std::collections::HashSet;

use super::blocks::{self, Unit};
use super::table;
use crate::text::fold;

/// An author as the page has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub bio: Option<String>,
    pub handle: Option<String>,
}

/// A line that is not in the body, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    pub block: usize,
    pub text: String,
    pub reason: &'static str,
}

/// A paragraph of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub block: usize,
    pub text: String,
    pub lines: usize,
    pub is_heading: bool,
}

/// An article taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    /// Where the title was made up from the file's name.
    pub title_is_open: bool,
    pub dek: Option<String>,
    pub authors: Vec<Author>,
    pub dateline: Option<String>,
    /// The date printed above the text, as written.
    pub date_text: Option<String>,
    pub parts: Vec<Part>,
    pub pull_quotes: Vec<String>,
    pub removed: Vec<Removed>,
}

impl Head {
    /// The first and the last block of the article.
    pub fn body(&self) -> [usize; 2] {
        let first = self.parts.iter().map(|p| p.block).min().unwrap_or(1);
        let last = self.parts.iter().map(|p| p.block).max().unwrap_or(first);
        [first, last]
    }
}

/// Takes an article apart. `name` is the file's, for a text without a title.
pub fn read(text: &str, name: &str) -> Head {
    let mut head = Head::default();
    let mut rest: Vec<Unit> = Vec::new();
    let service = Service::new();
    for unit in blocks::units(text, &|line| service.reason(line).is_some()) {
        match service.reason(&unit.text) {
            Some(reason) => head.removed.push(Removed { block: unit.block, text: unit.text, reason }),
            None => rest.push(unit),
        }
    }
    let start = opening(&mut head, &rest, name);
    let mut body: Vec<Unit> = rest.split_off(start.min(rest.len()));
    closing(&mut head, &mut body);
    repeats(&mut head, body);
    if let Some(first) = head.parts.iter().find(|p| !p.is_heading) {
        head.dateline = dateline(&first.text);
    }
    head.removed.sort_by_key(|r| r.block);
    head
}

/// The lines that are no article by their own words.
struct Service {
    rules: Vec<(&'static str, &'static str, &'static str)>,
}

impl Service {
    fn new() -> Service {
        let rules = table::rows(table::BOILERPLATE).filter_map(|row| {
            let (how, words) = row.first()?.split_once(' ')?;
            Some((how, words, *row.get(1)?))
        });
        Service { rules: rules.collect() }
    }

    fn reason(&self, text: &str) -> Option<&'static str> {
        // A service line is short; a paragraph that begins with such words is the article's.
        if text.len() > 400 || text.split(' ').count() > 30 {
            return None;
        }
        let lower = fold(text);
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
        self.rules.iter().find_map(|(how, words, reason)| {
            let fits = match *how {
                "is" => bare == *words,
                "ends" => bare.ends_with(words),
                "contains" => bare.contains(words),
                _ => bare.starts_with(words),
            };
            fits.then_some(*reason)
        })
    }
}

/// Title, dek, byline and date; the number of units they take.
fn opening(head: &mut Head, units: &[Unit], name: &str) -> usize {
    let mut at = 0;
    match units.first() {
        Some(unit) if unit.text.len() <= 300 && !is_prose(&unit.text) && byline(&unit.text).is_none() => {
            head.title = unit.text.trim_start_matches('#').trim().to_string();
            at = 1;
        }
        _ => {
            head.title = title_of_name(name);
            head.title_is_open = true;
        }
    }
    // The body begins at the first paragraph that is followed by no byline.
    let window = units.len().min(at + 8);
    let by_until =
        (at..window).rev().find(|&i| units.get(i).is_some_and(|u| byline(&u.text).is_some() || is_date(&u.text)));
    let until = match by_until {
        // Paragraphs of prose before a byline: only a dek may stand there.
        Some(i) if units.iter().take(i).skip(at).filter(|u| is_prose(&u.text)).count() <= 1 => i + 1,
        _ => at + units.iter().skip(at).take(8).take_while(|u| !is_prose(&u.text) && is_opening(&u.text)).count(),
    };
    for unit in units.iter().take(until).skip(at) {
        if is_date(&unit.text) && head.date_text.is_none() {
            head.date_text = Some(unit.text.clone());
        } else if let Some(names) = byline(&unit.text).filter(|_| head.authors.is_empty()) {
            head.authors = names.into_iter().map(|name| Author { name, ..Author::default() }).collect();
        } else if head.dek.is_none() && unit.text.len() <= 600 && unit.text.split(' ').count() >= 4 {
            head.dek = Some(unit.text.clone());
        } else {
            let reason = "a short line between the title and the text";
            head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
        }
    }
    until
}

/// A line that can stand between title and text: a dek has no full stop, or is short.
fn is_opening(text: &str) -> bool {
    let words = text.split(' ').count();
    words <= 60 && (!text.ends_with(['.', '!', '?', '”', '"']) || words <= 12)
}

/// Whether a unit is a paragraph of an article: a finished sentence of some length.
fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().take(80).count();
    words >= 60 || (words >= 12 && text.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '?', '!', ':', '…']))
}

/// The names in "By A and B", or a line that is nothing but a name.
fn byline(text: &str) -> Option<Vec<String>> {
    if text.len() > 120 {
        return None;
    }
    let lower = fold(text);
    let marked =
        ["by ", "by: ", "written by ", "author: "].iter().find_map(|p| lower.starts_with(p).then_some(p.len()));
    let names = text.get(marked.unwrap_or(0)..)?;
    let names = names.split([',', '|', '•']).next().unwrap_or(names);
    let names: Vec<String> = names.split(" and ").map(|n| n.trim().to_string()).collect();
    let parts = if marked.is_some() { 1..=5 } else { 2..=4 };
    let is_name = |name: &String| {
        let words: Vec<&str> = name.split(' ').collect();
        parts.contains(&words.len())
            && words.iter().all(|w| {
                let letters = w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
                let small = matches!(*w, "de" | "da" | "van" | "von" | "der" | "bin" | "al" | "ul" | "la" | "le");
                letters && (small || w.starts_with(char::is_uppercase))
            })
    };
    let found = !names.is_empty() && names.iter().all(is_name);
    // Without "By", a line in the opening is a name only if its words are no words of every day.
    let plain = marked.is_some() || (names.len() == 1 && !lower.split(' ').any(|w| is_common(w) || is_office(w)));
    (found && plain).then_some(names)
}

/// A word of a title or an organisation: no part of an author's name.
fn is_office(word: &str) -> bool {
    let rows = table::rows(table::TITLES).chain(table::rows(table::HEADS));
    rows.filter(|row| table::column(row, 1) != "form").any(|row| fold(table::column(&row, 0)) == word)
}

fn is_common(word: &str) -> bool {
    table::lines(table::COMMON).flat_map(|l| l.split(' ')).any(|c| fold(c) == word)
        || matches!(word, "news" | "opinion" | "analysis" | "world" | "politics" | "staff" | "report" | "sport")
}

/// A line with nothing but a date.
fn is_date(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric() && c != ':').filter(|w| !w.is_empty()).map(fold).collect();
    let month = words.iter().any(|w| super::dates::month(w).is_some());
    let year = words.iter().any(|w| w.len() == 4 && (w.starts_with("19") || w.starts_with("20")) && is_digits(w));
    let iso = words.len() == 3 && words.iter().all(|w| is_digits(w));
    let all_known = words.iter().all(|w| {
        super::dates::month(w).is_some()
            || w.chars().any(|c| c.is_ascii_digit())
            || matches!(
                w.as_str(),
                "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
                    | "at"
                    | "am"
                    | "pm"
                    | "on"
                    | "date"
                    | "gmt"
                    | "utc"
                    | "ist"
            )
    });
    year && (month || iso) && all_known
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// "ISLAMABAD, March 3 — …": the place in capitals before a dash.
fn dateline(text: &str) -> Option<String> {
    let (before, _) = text.split_once(" — ").or_else(|| text.split_once(" – ")).or_else(|| text.split_once(": "))?;
    let place = before.split([',', '(']).next().unwrap_or(before).trim();
    let capitals = place.chars().filter(|c| c.is_uppercase()).count();
    let fits = before.len() <= 60 && capitals >= 3 && !place.chars().any(char::is_lowercase);
    fits.then(|| before.trim().to_string())
}

/// The note on the author at the end, and what else follows the last paragraph.
fn closing(head: &mut Head, body: &mut Vec<Unit>) {
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
        let named = head.authors.first().is_some_and(|a| lower.starts_with(&format!("{} is ", fold(&a.name))));
        if !(named || STARTS.iter().any(|s| lower.starts_with(s))) || unit.text.split(' ').count() > 80 {
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
        && let Some(names) =
            body.last().and_then(|u| fold(&u.text).starts_with("by ").then(|| byline(&u.text)).flatten())
    {
        head.authors = names.into_iter().map(|name| Author { name, ..Author::default() }).collect();
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

/// Splits pull quotes and doubled paragraphs off the body.
fn repeats(head: &mut Head, body: Vec<Unit>) {
    let is_open = |text: &str| !text.ends_with(['.', '?', '!', ':', '”', '"', ')', '…']);
    let words = |text: &str| text.split(' ').take(90).count();
    let candidates: Vec<usize> = body
        .iter()
        .enumerate()
        .filter(|(_, u)| (8..=80).contains(&words(&u.text)) && (is_open(&u.text) || u.text.starts_with(['“', '"'])))
        .map(|(i, _)| i)
        .take(40)
        .collect();
    let mut pulls: HashSet<usize> = HashSet::new();
    for i in candidates {
        let Some(unit) = body.get(i) else { continue };
        let bare = unit.text.trim_matches(['“', '”', '"', '.', '…', ' ']);
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
        } else if words(&unit.text) >= 15 && !seen.insert(unit.text.clone()) {
            head.removed.push(Removed {
                block: unit.block,
                text: unit.text,
                reason: "the same paragraph stands above",
            });
        } else {
            let short = words(&unit.text) <= 9 && unit.text.chars().next().is_some_and(char::is_uppercase);
            let is_heading = short && is_open(&unit.text) && unit.lines == 1 && i > 0 && i + 1 < count;
            head.parts.push(Part { block: unit.block, text: unit.text, lines: unit.lines, is_heading });
        }
    }
}

fn title_of_name(name: &str) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ");
    let words: String = words.chars().filter(|c| !c.is_control()).take(80).collect();
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Untitled article".to_string(),
    }
}
