//! What stands around an article and what is the article: title, dek, author and outlet are read off the page,
//! service lines are taken out, each with its reason. Nothing is guessed: what the page does not say stays open.
//! It reads units, whatever file they were cut from; what the file's markup states ([`Given`]) is not read again.

use std::collections::HashSet;

use super::blocks::Unit;
use super::dates;
use super::lang::{Lang, Marker};
use super::table::{self, Table};
use crate::text::fold;
use crate::text::html::{self, Kind};

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
    /// As the file's markup has it, where there is one: with links and emphasis.
    pub source: Option<html::Block>,
    pub lines: usize,
    pub kind: Kind,
}

impl Part {
    /// What is written into the article.
    pub fn written(&self) -> html::Block {
        let plain = || html::Block { kind: self.kind, ..html::Block::plain(&self.text) };
        self.source.clone().unwrap_or_else(plain)
    }

    /// Whether it is a line above paragraphs, not one of them.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }
}

/// What the markup of a page or the front matter of a file states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub title: Option<String>,
    pub dek: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    pub updated: Option<String>,
    pub url: Option<String>,
    pub tags: Vec<String>,
    /// Whether it says that the text is somebody's opinion.
    pub is_opinion: bool,
    pub removed: Vec<Removed>,
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
    /// When it was published and changed, in EDTF: stated by the markup, or printed.
    pub published: Option<String>,
    pub updated: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub tags: Vec<String>,
    pub is_opinion: bool,
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
pub fn read(units: Vec<Unit>, given: Given, lang: &Lang, name: &str) -> Head {
    let mut head = Head {
        updated: given.updated.clone(),
        outlet: given.outlet.clone(),
        url: given.url.clone(),
        tags: given.tags.clone(),
        is_opinion: given.is_opinion,
        removed: given.removed.clone(),
        ..Head::default()
    };
    let mut rest: Vec<Unit> = Vec::new();
    let service = Service::new(lang);
    for unit in units {
        match service.reason(&unit.text).filter(|_| unit.kind != Kind::Heading(1)) {
            Some(reason) => head.removed.push(Removed { block: unit.block, text: unit.text, reason }),
            None => rest.push(unit),
        }
    }
    let start = if given.title.is_some() {
        stated(&mut head, &rest, given, lang)
    } else {
        opening(&mut head, &rest, given, lang, name)
    };
    let mut body: Vec<Unit> = rest.split_off(start.min(rest.len()));
    closing(&mut head, &mut body, lang);
    repeats(&mut head, body);
    if let Some(first) = head.parts.iter().find(|p| !p.is_heading()) {
        head.dateline = dateline(&first.text);
    }
    if head.published.is_none() {
        head.published = head.date_text.as_deref().and_then(|text| dates::whole(text, lang));
    }
    head.removed.sort_by_key(|r| r.block);
    head
}

/// The lines that are no article by their own words.
pub struct Service {
    rules: Vec<(&'static str, &'static str, &'static str)>,
}

impl Service {
    pub fn new(lang: &Lang) -> Service {
        // Pages in any language carry lines of an English template.
        let tables = [lang.table(Table::Boilerplate), table::text("en", Table::Boilerplate)];
        let rules = tables.into_iter().take(if lang.code == "en" { 1 } else { 2 }).flat_map(table::rows).filter_map(|row| {
            let (how, words) = row.first()?.split_once(' ')?;
            Some((how, words, *row.get(1)?))
        });
        Service { rules: rules.collect() }
    }

    pub fn reason(&self, text: &str) -> Option<&'static str> {
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

/// Title, dek, byline and date as the lines above the text have them; the number of units they take.
fn opening(head: &mut Head, units: &[Unit], given: Given, lang: &Lang, name: &str) -> usize {
    let mut at = 0;
    match units.first() {
        Some(unit) if unit.text.len() <= 400 && !is_prose(&unit.text) && byline(&unit.text, lang).is_none() => {
            head.title = unit.text.trim_start_matches('#').trim().to_string();
            at = 1;
        }
        _ => {
            head.title = title_of_name(name);
            head.title_is_open = true;
        }
    }
    head.authors = authors(given.authors);
    head.dek = given.dek;
    head.published = given.published;
    // The body begins at the first paragraph that is followed by no byline.
    let window = units.len().min(at + 8);
    let is_top = |u: &Unit| byline(&u.text, lang).is_some() || dates::is_line(&u.text, lang);
    let by_until = (at..window).rev().find(|&i| units.get(i).is_some_and(is_top));
    let until = match by_until {
        // Paragraphs of prose before a byline: only a dek may stand there.
        Some(i) if units.iter().take(i).skip(at).filter(|u| is_prose(&u.text)).count() <= 1 => i + 1,
        _ => at + units.iter().skip(at).take(8).take_while(|u| !is_prose(&u.text) && is_opening(u)).count(),
    };
    for unit in units.iter().take(until).skip(at) {
        top_line(head, unit, lang);
    }
    until
}

/// What a line between title and text is.
fn top_line(head: &mut Head, unit: &Unit, lang: &Lang) {
    let words = unit.text.split(' ').count();
    if dates::is_line(&unit.text, lang) && head.date_text.is_none() {
        head.date_text = Some(unit.text.clone());
    } else if let Some(names) = byline(&unit.text, lang).filter(|_| head.authors.is_empty()) {
        head.authors = authors(names);
        // "By X, 12 March 2021": the rest of the line may be the date.
        if head.date_text.is_none() && dates::whole(&unit.text, lang).is_some() {
            head.date_text = Some(unit.text.clone());
        }
    } else if head.dek.is_none() && unit.text.len() <= 900 && words >= 4 && byline(&unit.text, lang).is_none() {
        head.dek = Some(unit.text.clone());
    } else {
        let reason = "a short line between the title and the text";
        head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
    }
}

fn authors(names: Vec<String>) -> Vec<Author> {
    names.into_iter().map(|name| Author { name, ..Author::default() }).collect()
}

/// Where markup states the title: the lines at the top that say again what it states.
fn stated(head: &mut Head, units: &[Unit], given: Given, lang: &Lang) -> usize {
    head.title = given.title.unwrap_or_default();
    head.dek = given.dek;
    head.published = given.published;
    head.authors = authors(given.authors);
    let mut until = 0;
    for unit in units.iter().take(6) {
        let again = fold(&unit.text) == fold(&head.title);
        let dek = head.dek.as_ref().is_some_and(|dek| fold(dek) == fold(&unit.text)) && !is_prose(&unit.text);
        let top = byline(&unit.text, lang).is_some_and(|names| head.authors.is_empty() || marked_byline(&unit.text, lang).is_some() || head.authors.iter().any(|a| names.contains(&a.name)))
            || dates::is_line(&unit.text, lang);
        if !(again || dek || top) {
            break;
        }
        if top && !again {
            top_line(head, unit, lang);
        } else if dek {
            let reason = "the dek, which stands in the front matter";
            head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
        }
        until += 1;
    }
    until
}

/// A line that can stand between title and text: a dek has no full stop, or is short.
fn is_opening(unit: &Unit) -> bool {
    let words = unit.text.split(' ').count();
    unit.kind == Kind::Paragraph && words <= 60 && (!ends_sentence(&unit.text) || words <= 12)
}

/// Whether a unit is a paragraph of an article: a finished sentence of some length.
fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().take(80).count();
    words >= 60 || (words >= 12 && ends_sentence(text) || text.ends_with(':') && words >= 12)
}

/// Whether a text ends as a sentence does, in any of our scripts, quotation marks and brackets aside.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', '»', '“', ']', ' ', '\u{a0}']);
    text.ends_with(['.', '?', '!', '…', '۔', '؟', '।'])
}

/// What stands behind "By", "Von", "تحریر:".
fn marked_byline<'a>(text: &'a str, lang: &Lang) -> Option<&'a str> {
    let folded = lang.fold(text);
    let words = lang.head("byline").iter().map(String::as_str).chain(["by", "by:", "written by", "author:"]);
    let lead = words.filter(|w| {
        folded.strip_prefix(*w).is_some_and(|rest| rest.starts_with([' ', ':']) || w.ends_with(':'))
    });
    let lead = lead.max_by_key(|w| w.len())?;
    let rest: String = text.chars().skip(lead.chars().count()).collect();
    let rest = rest.trim_start_matches([':', ' ', '：']);
    text.get(text.len() - rest.len()..)
}

/// The names in "By A and B", or a line that is nothing but a name.
fn byline(text: &str, lang: &Lang) -> Option<Vec<String>> {
    if text.len() > 200 {
        return None;
    }
    let marked = marked_byline(text, lang);
    let names = marked.unwrap_or(text);
    let names = names.split([',', '|', '•', '·', '،', '–', '—']).next().unwrap_or(names);
    let and = lang.markers.get(&Marker::And).into_iter().flatten().filter_map(|words| words.first());
    let mut parts = vec![names.to_string()];
    for and in and {
        parts = parts.iter().flat_map(|n| n.split(&format!(" {and} ")).map(str::to_string).collect::<Vec<_>>()).collect();
    }
    let names: Vec<String> = parts.iter().map(|n| n.trim().trim_end_matches(['.', ':']).to_string()).collect();
    let range = if marked.is_some() { 1..=5 } else { 2..=4 };
    let is_name = |name: &String| {
        let words: Vec<&str> = name.split_whitespace().collect();
        range.contains(&words.len())
            && words.iter().all(|w| {
                let letter = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’') || unicode_normalization::char::is_combining_mark(c);
                let small = matches!(*w, "de" | "da" | "van" | "von" | "der" | "bin" | "al" | "ul" | "la" | "le" | "del" | "zu");
                w.chars().all(letter) && (small || !lang.is_cased || w.starts_with(char::is_uppercase))
            })
    };
    let found = !names.is_empty() && names.iter().all(is_name);
    // Without "By", a line in the opening is a name only if its words are no words of every day, and capitals tell.
    let lower = fold(text);
    let shouted = !text.chars().any(char::is_lowercase);
    let plain = marked.is_some()
        || (lang.is_cased && !shouted && names.len() == 1 && !lower.split(' ').any(|w| is_common(w, lang) || is_office(w, lang)));
    (found && plain).then_some(names)
}

/// A word of a title or an organisation: no part of an author's name.
fn is_office(word: &str, lang: &Lang) -> bool {
    let rows = table::rows(lang.table(Table::Titles)).chain(table::rows(lang.table(Table::Heads)));
    rows.filter(|row| table::column(row, 1) != "form").any(|row| table::list(&row, 0).into_iter().any(|w| fold(w) == word))
}

fn is_common(word: &str, lang: &Lang) -> bool {
    table::lines(lang.table(Table::Common)).flat_map(|l| l.split([' ', ';'])).any(|c| fold(c) == word)
        || matches!(word, "news" | "opinion" | "analysis" | "world" | "politics" | "staff" | "report" | "sport")
}

/// "ISLAMABAD, March 3 — …": the place in capitals before a dash.
fn dateline(text: &str) -> Option<String> {
    let (before, _) = text.split_once(" — ").or_else(|| text.split_once(" – ")).or_else(|| text.split_once(": "))?;
    let place = before.split([',', '(']).next().unwrap_or(before).trim();
    let capitals = place.chars().filter(|c| c.is_uppercase()).count();
    let fits = before.len() <= 80 && capitals >= 3 && !place.chars().any(char::is_lowercase);
    fits.then(|| before.trim().to_string())
}

/// The note on the author at the end, and what else follows the last paragraph.
fn closing(head: &mut Head, body: &mut Vec<Unit>, lang: &Lang) {
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
            body.last().and_then(|u| marked_byline(&u.text, lang).and_then(|_| byline(&u.text, lang)))
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

/// Splits pull quotes and doubled paragraphs off the body.
fn repeats(head: &mut Head, body: Vec<Unit>) {
    let is_open = |text: &str| !ends_sentence(text) && !text.ends_with([':', '”', '"', ')', '»', '“']);
    let words = |text: &str| text.split(' ').take(90).count();
    let candidates: Vec<usize> = body
        .iter()
        .enumerate()
        .filter(|(_, u)| (8..=80).contains(&words(&u.text)) && u.kind != Kind::Code && (is_open(&u.text) || u.text.starts_with(['“', '"', '«', '„'])))
        .map(|(i, _)| i)
        .take(40)
        .collect();
    let mut pulls: HashSet<usize> = HashSet::new();
    for i in candidates {
        let Some(unit) = body.get(i) else { continue };
        let bare = unit.text.trim_matches(['“', '”', '"', '.', '…', ' ', '«', '»', '„', '۔', '।']);
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
            let capital = |c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic();
            let short = words(&unit.text) <= 9 && unit.text.chars().next().is_some_and(capital);
            let bare = unit.kind == Kind::Paragraph && unit.source.is_none();
            let is_heading = bare && short && is_open(&unit.text) && unit.lines == 1 && i > 0 && i + 1 < count;
            let kind = if is_heading { Kind::Heading(2) } else { unit.kind };
            head.parts.push(Part {
                block: unit.block,
                text: unit.text,
                source: unit.source,
                lines: unit.lines,
                kind,
            });
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
