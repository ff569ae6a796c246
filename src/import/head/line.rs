//! What a line of a page can be by its form alone, in any language: a paragraph, a menu, a credit, an address.

use std::collections::{HashMap, HashSet};

use super::super::blocks::Unit;
use super::super::lang::Lang;
use crate::text::html::Kind;

/// One unit of a file, and why it is none of the article's, where its own words or its form say so.
pub(super) struct Line {
    pub(super) unit: Unit,
    pub(super) reason: Option<&'static str>,
    /// Whether it is long enough for a paragraph and ends as one.
    pub(super) is_prose: bool,
    /// Whether it ends as a sentence does.
    pub(super) is_ended: bool,
}

/// The units as lines. Some writers put no full stop at the end of a paragraph: then its length alone makes it one.
pub(super) fn lines(units: Vec<Unit>, reason: impl Fn(usize, &Unit) -> Option<&'static str>) -> Vec<Line> {
    let is_long = |unit: &&Unit| words(&unit.text) >= 18 && unit.kind == Kind::Paragraph;
    let long = units.iter().filter(is_long).count();
    let open = units.iter().filter(is_long).filter(|u| !ends_sentence(&u.text) && !u.text.ends_with(':')).count();
    let is_loose = long >= 3 && open * 5 >= long * 2;
    let read = |(i, unit): (usize, Unit)| {
        let count = words(&unit.text);
        let is_prose = is_prose(&unit.text) || is_loose && count >= 15;
        let is_ended = ends_sentence(&unit.text) || is_loose && count >= 10;
        Line { reason: reason(i, &unit), unit, is_prose, is_ended }
    };
    units.into_iter().enumerate().map(read).collect()
}

impl Line {
    pub(super) fn text(&self) -> &str {
        &self.unit.text
    }

    /// A paragraph of the article, for all that the line itself says.
    pub(super) fn is_paragraph(&self) -> bool {
        self.reason.is_none() && matches!(self.unit.kind, Kind::Paragraph | Kind::Quote) && self.is_prose
    }
}

pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a unit is a paragraph of an article: a finished sentence of some length.
pub(super) fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().take(80).count();
    words >= 35 || words >= 12 && (ends_sentence(text) || text.ends_with(':'))
}

/// Whether a text ends as a sentence does, in any of our scripts, quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', '»', '“', '‘', ']', ' ', '\u{a0}']);
    // Many write "|" for the danda.
    let danda =
        text.strip_suffix('|').is_some_and(|t| t.trim_end().ends_with(|c: char| ('\u{900}'..='\u{97F}').contains(&c)));
    danda || text.ends_with(['.', '?', '!', '…', '۔', '؟', '।'])
}

/// One to three words before a colon.
pub(super) fn label(text: &str) -> Option<&str> {
    text.split_once(": ").map(|(label, _)| label.trim_end()).filter(|l| (1..=3).contains(&words(l)) && !is_quoted(l))
}

/// The names before a colon that more than one paragraph begins with: who speaks in an interview.
pub(super) fn speakers(lines: &[Line]) -> HashSet<String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for label in lines.iter().filter_map(|line| label(line.text())) {
        *seen.entry(label).or_default() += 1;
    }
    seen.into_iter().filter(|(_, n)| *n >= 2).map(|(label, _)| label.to_string()).collect()
}

pub(super) fn is_quoted(text: &str) -> bool {
    text.starts_with(['“', '"', '«', '„', '‘', '’'])
}

/// The entries of a row: between the signs of menus, of paths to sections and of rows of buttons, or between wide gaps.
pub(super) fn entries(text: &str) -> Vec<&str> {
    const SIGNS: [char; 7] = ['>', '|', '•', '·', '›', '‹', '→'];
    // These are also signs inside words and sentences.
    const SPACED: [&str; 4] = [" / ", " » ", " – ", " — "];
    let mut parts: Vec<&str> = text.split(SIGNS).flat_map(|part| part.split("  ")).collect();
    for sign in SPACED {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Whether a line is a menu, the path to a section or a row of buttons: "Home > World", "Share   Print   Save".
/// Menus copied from a page keep their wide gaps.
pub(super) fn is_menu(text: &str) -> bool {
    let parts = entries(text);
    let limit = if parts.len() >= 3 { 5 } else { 3 };
    parts.len() >= 2 && parts.iter().all(|part| words(part) <= limit) && !ends_sentence(text)
        || text.contains("  ") && words(text) <= 14
        // A long menu.
        || parts.len() >= 5 && words(text) <= parts.len() * 3
}

/// "Politik Wirtschaft Leben Rätsel Anmelden": names of sections in one row. English titles are written so too.
pub(super) fn is_row(text: &str, lang: &Lang) -> bool {
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_numeric());
    lang.is_cased
        && lang.code != "en"
        && words(text) >= 4
        && text.chars().any(char::is_lowercase)
        && text.split_whitespace().all(capital)
        && !text.contains([',', ':', '„', '«', '“', '"', '.', '?', '!'])
}

/// What a line is that no article has, by its make in any language.
pub(super) fn furniture(unit: &Unit) -> Option<&'static str> {
    let text = unit.text.as_str();
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 40 {
        return None;
    }
    if let Some(reason) = linked(unit, words.len()) {
        return Some(reason);
    }
    let digits = |w: &str| w.chars().filter(char::is_ascii_digit).count();
    let mail = words.iter().any(|w| w.contains('@') && w.contains('.') && !w.starts_with('@'));
    let phone = words.iter().any(|w| w.starts_with('+') && digits(w) >= 1)
        && words.iter().map(|w| digits(w)).sum::<usize>() >= 7;
    let bare_number = words.len() <= 5
        && digits(text) >= 9
        && digits(text) * 2 >= text.chars().filter(|c| c.is_alphanumeric()).count();
    let copyright = text.contains('©') || text.to_lowercase().contains("(c) ") && digits(text) >= 4;
    let tags = words.len() >= 2 && words.iter().all(|w| w.starts_with('#') && w.len() > 1);
    let shortcode =
        (text.starts_with("{{<") && text.ends_with(">}}")) || (text.starts_with("{{%") && text.ends_with("%}}"));
    if (mail || phone || bare_number) && words.len() <= 20 {
        Some("an address for letters or calls")
    } else if copyright {
        Some("a notice of copyright")
    } else if tags {
        Some("tags")
    } else if shortcode {
        Some("a shortcode of another tool")
    } else if !text.chars().any(char::is_alphanumeric) {
        Some("a mark without words")
    } else if unit.kind == Kind::Paragraph && is_credited(text, words.len()) {
        Some("the caption or credit of a picture")
    } else {
        None
    }
}

/// What the markup of a Markdown file tells of a short block: nothing but links, a label with a link behind it, the
/// line in italics below a picture.
fn linked(unit: &Unit, words: usize) -> Option<&'static str> {
    let block = unit.source.as_ref().filter(|_| matches!(unit.kind, Kind::Paragraph | Kind::Quote))?;
    let text = unit.text.as_str();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if block.link_chars > 0 && block.link_chars >= letters && !ends_sentence(text) {
        return Some("nothing but links");
    }
    let bare = block.markdown.trim_matches(['*', '_', ' ']);
    let ends_in_link = bare.ends_with(')') && bare.contains("](");
    let label = bare.split_once('[').map_or("", |(label, _)| label.trim_end_matches(['*', '_', ' ']));
    let is_label = label.ends_with(':') && self::words(label) <= 5;
    let is_box = unit.kind == Kind::Quote && (block.markdown.starts_with("**") || text.starts_with("[!"));
    if words <= 30 && ends_in_link && (is_label || is_box) {
        return Some("a pointer to another page");
    }
    let is_slanted = block.markdown.starts_with(['*', '_'])
        && !block.markdown.starts_with("**")
        && block.markdown.ends_with(['*', '_']);
    (is_slanted && unit.kind == Kind::Paragraph && (4..=30).contains(&words) && has_slash(text))
        .then_some("the caption or credit of a picture")
}

/// "… / Ángel Rico", "… Rioplatense/Pablo Ferrús": who made the picture, behind a slash at the end of the line.
fn has_slash(text: &str) -> bool {
    let Some((before, after)) = text.rsplit_once('/') else { return false };
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let named = (1..=4).contains(&words(after)) && after.split_whitespace().all(capital);
    let maker = before.split_whitespace().next_back().is_some_and(capital) || before.ends_with([' ', '.']);
    named && maker && !ends_sentence(text) && !text.chars().rev().take(12).any(char::is_numeric)
}

/// "The minister in Astana (Photo: agency)", "The quay. Agency/Name": a line with the credit of a picture at its end.
fn is_credited(text: &str, count: usize) -> bool {
    if count > 30 {
        return false;
    }
    let bracket = text.strip_suffix(')').and_then(|t| t.rsplit_once('(')).map_or("", |(_, inner)| inner);
    let signed = bracket.split_once(':').is_some_and(|(what, who)| {
        (1..=3).contains(&words(what)) && (1..=6).contains(&words(who)) && !what.chars().any(char::is_numeric)
    });
    let named = || text.split([' ', '/']).all(|w| w.starts_with(char::is_uppercase));
    // "Workers at the station (Agency)"
    let agency = (5..=25).contains(&count) && (1..=3).contains(&words(bracket)) && !ends_sentence(text);
    signed && count >= 3
        || agency && !bracket.chars().any(char::is_numeric)
        || (count >= 6 || count >= 3 && named()) && has_slash(text)
        || count >= 6 && has_shout(text)
}

/// "Trains at the station in 2019 ALONSO TENORIO": who made the picture, in capitals behind its caption.
fn has_shout(text: &str) -> bool {
    let shouted = |w: &&str| w.chars().count() >= 3 && w.chars().all(char::is_uppercase);
    let loud = text.split_whitespace().rev().take_while(shouted).count();
    (2..=4).contains(&loud) && text.split_whitespace().filter(shouted).count() == loud
}

/// A row of a table: at least half of its words are numbers.
pub(super) fn is_figures(text: &str) -> bool {
    let numbers = text.split_whitespace().filter(|w| w.starts_with(|c: char| c.is_numeric())).count();
    numbers >= 3 && numbers * 2 >= words(text)
}

/// A line of some sentences of which the last has no end: no paragraph, and no heading either.
pub(super) fn is_unfinished(text: &str, lang: &Lang) -> bool {
    let count = words(text);
    if !(6..=16).contains(&count) || ends_sentence(text) || is_quoted(text) || text.ends_with([':', ';', ',']) {
        return false;
    }
    let ends = |word: &str| {
        let bare = word.trim_end_matches(['.', '!', '?', '۔', '।', '»', '”', '"']);
        let ended = ends_sentence(word) && (count >= 10 || !word.ends_with(['?', '؟', '!']));
        let shouted = lang.is_cased && !bare.chars().any(char::is_lowercase);
        ended
            && !shouted
            && bare.chars().count() >= 3
            && bare.chars().all(char::is_alphanumeric)
            && !lang.is_abbreviation(bare)
    };
    text.split_whitespace().take(count - 1).any(ends)
}
