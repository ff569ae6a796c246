//! Who wrote an article, where a line of the page says it.

use super::super::lang::{Lang, Marker};
use super::super::table::{self, Table};
use super::Author;
use super::line::words;
use crate::text::fold;

pub(super) fn authors(names: Vec<String>) -> Vec<Author> {
    names.into_iter().map(|name| Author { name, ..Author::default() }).collect()
}

/// What stands behind "By", "Von", "تحریر:".
pub(super) fn marked_byline<'a>(text: &'a str, lang: &Lang) -> Option<&'a str> {
    let folded = lang.fold(text);
    let words = lang.head("byline").iter().map(String::as_str).chain(["by", "by:", "written by", "author:"]);
    let lead =
        words.filter(|w| folded.strip_prefix(*w).is_some_and(|rest| rest.starts_with([' ', ':']) || w.ends_with(':')));
    let lead = lead.max_by_key(|w| w.len())?;
    let rest: String = text.chars().skip(lead.chars().count()).collect();
    let rest = rest.trim_start_matches([':', ' ', '：']);
    text.get(text.len() - rest.len()..)
}

/// The names in "By A and B", or a line that is nothing but names.
pub(super) fn byline(text: &str, lang: &Lang) -> Option<Vec<String>> {
    if text.len() > 200 {
        return None;
    }
    let marked = marked_byline(text, lang);
    let whole = marked.unwrap_or(text);
    let names = whole.split([',', '|', '•', '·', '،', '–', '—']).next().unwrap_or(whole);
    let names = if marked.is_some() { only_names(behind_office(names, lang), lang) } else { names };
    // Behind a name that no "By" leads to stands its bearer's office at most, no sentence.
    if marked.is_none() && words(whole) > words(names) + 4 {
        return None;
    }
    let names = split(names, lang);
    let range = if marked.is_some() { 1..=5 } else { 2..=4 };
    let found = !names.is_empty() && names.iter().all(|name| range.contains(&words(name)) && is_name(name, lang));
    // Without "By", a line in the opening is a name only if its words are no words of every day, and capitals tell.
    let lower = fold(&names.join(" "));
    let shouted = !text.chars().any(char::is_lowercase);
    let plain = marked.is_some()
        || (lang.is_cased && !shouted && !lower.split(' ').any(|w| is_common(w, lang) || is_office(w, lang)));
    (found && plain).then_some(names)
}

/// "unserem Redaktionsmitglied A B": the last two words, where small letters begin what stands behind "Von".
fn behind_office<'a>(text: &'a str, lang: &Lang) -> &'a str {
    let led = lang.is_cased && text.starts_with(char::is_lowercase) && (3..=7).contains(&words(text));
    let first = text.split(' ').next().unwrap_or("");
    if !led || is_small(first) {
        return text;
    }
    let before: usize = text.split(' ').take(text.split(' ').count() - 2).map(|w| w.len() + 1).sum();
    text.get(before..).unwrap_or(text)
}

/// The names at the head of "A B and C D in London", "A B on 3 June 2020": to the first word in small letters that joins
/// no names, or the first number.
fn only_names<'a>(text: &'a str, lang: &Lang) -> &'a str {
    let and = || lang.markers.get(&Marker::And).into_iter().flatten().filter_map(|words| words.first());
    let ends = |w: &str| {
        let small = lang.is_cased && w.starts_with(char::is_lowercase) && !is_small(w) && !and().any(|a| a == w);
        small || w.starts_with(char::is_numeric)
    };
    let mut at = 0;
    for word in text.split(' ') {
        if at > 0 && ends(word) {
            return text.get(..at).unwrap_or(text).trim();
        }
        at += word.len() + 1;
    }
    text
}

/// A word inside a name that has no capital.
fn is_small(w: &str) -> bool {
    matches!(
        w,
        "de" | "da"
            | "van"
            | "von"
            | "der"
            | "bin"
            | "al"
            | "ul"
            | "la"
            | "le"
            | "del"
            | "zu"
            | "dos"
            | "ibn"
            | "du"
            | "des"
            | "di"
    )
}

/// "A and B" is two names.
fn split(names: &str, lang: &Lang) -> Vec<String> {
    let and = lang.markers.get(&Marker::And).into_iter().flatten().filter_map(|words| words.first());
    let mut parts = vec![names.to_string()];
    for and in and {
        parts =
            parts.iter().flat_map(|n| n.split(&format!(" {and} ")).map(str::to_string).collect::<Vec<_>>()).collect();
    }
    parts.iter().map(|n| n.trim().trim_end_matches(['.', ':']).to_string()).collect()
}

/// Whether every word of a text can be one of a name.
fn is_name(name: &str, lang: &Lang) -> bool {
    name.split_whitespace().all(|w| {
        let letter = |c: char| {
            c.is_alphabetic()
                || matches!(c, '.' | '-' | '\'' | '’')
                || unicode_normalization::char::is_combining_mark(c)
        };
        w.chars().all(letter) && (is_small(w) || !lang.is_cased || w.starts_with(char::is_uppercase))
    })
}

/// Whether a line can be nothing but a name, where capitals do not tell: another line must say the same.
pub(super) fn may_be_name(text: &str, lang: &Lang) -> bool {
    !(lang.is_cased && text.chars().any(char::is_lowercase)) && (2..=4).contains(&words(text)) && is_name(text, lang)
}

/// "Bastien Aumont (special correspondent)": a name with what its bearer is, behind the text.
pub(super) fn signed(text: &str, lang: &Lang) -> Option<Vec<String>> {
    let (name, rest) = text.split_once(" (")?;
    rest.ends_with(')').then(|| byline(name, lang))?
}

/// Whether a line is about one of some persons: it begins with the name, brackets and a word or two before it aside.
pub(super) fn is_about(text: &str, names: &[Author]) -> bool {
    let lower = fold(text.trim_start_matches(['(', '[', '*', '_', '—', '–', '-', ' ']));
    names.iter().any(|author| {
        let name = fold(&author.name);
        lower.find(&name).is_some_and(|at| {
            let before = lower.get(..at).unwrap_or("");
            let rest = lower.get(at + name.len()..).unwrap_or("");
            let led = before.is_empty() || before.trim_end().ends_with(':') && words(before) <= 3;
            led && rest.starts_with([' ', ',', '،', ':', '.', ')'])
        })
    })
}

/// "BELGRADE, 14 September — Agency, A B. The text": the name between the dash and the first sentence.
pub(super) fn behind_dateline(text: &str, lang: &Lang) -> Option<Vec<String>> {
    let (_, rest) = [" — ", " – "].iter().find_map(|sign| text.split_once(sign))?;
    let (led, _) = rest.split_once(". ").filter(|(led, _)| words(led) <= 6)?;
    let (_, name) = led.split_once(", ")?;
    byline(name, lang)
}

/// A word of a title or an organisation: no part of an author's name.
fn is_office(word: &str, lang: &Lang) -> bool {
    let rows = table::rows(lang.table(Table::Titles)).chain(table::rows(lang.table(Table::Heads)));
    rows.filter(|row| table::column(row, 1) != "form")
        .any(|row| table::list(&row, 0).into_iter().any(|w| fold(w) == word))
}

fn is_common(word: &str, lang: &Lang) -> bool {
    table::lines(lang.table(Table::Common)).flat_map(|l| l.split([' ', ';'])).any(|c| fold(c) == word)
        || matches!(word, "news" | "opinion" | "analysis" | "world" | "politics" | "staff" | "report" | "sport")
}
