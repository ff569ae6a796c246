//! The top of an article: what stands before its first paragraph.

use super::super::blocks::Unit;
use super::super::dates;
use super::super::lang::{Lang, Marker};
use super::super::table::{self, Table};
use super::{Author, Given, Head, Removed};
use crate::text::fold;
use crate::text::html::Kind;

/// Title, dek, byline and date as the lines above the text have them; the number of units they take.
pub(super) fn opening(head: &mut Head, units: &[Unit], given: Given, lang: &Lang, name: &str) -> usize {
    let mut at = 0;
    // A page copied whole begins with its menu and the name of its section.
    while let Some(unit) = units.get(at).filter(|_| at < 6) {
        let next = units.get(at + 1).map_or("", |u| u.text.as_str());
        let titled = words(next) >= 4 && !is_prose(next) && byline(next, lang).is_none() && !dates::is_line(next, lang);
        if !titled || !is_above(&unit.text, lang) {
            break;
        }
        if dates::whole(&unit.text, lang).is_some() {
            head.date_text.get_or_insert_with(|| unit.text.clone());
        }
        let reason = "a line of the site above the title";
        head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
        at += 1;
    }
    match units.get(at) {
        Some(unit) if unit.text.len() <= 400 && !is_prose(&unit.text) && byline(&unit.text, lang).is_none() => {
            head.title = unit.text.trim_start_matches('#').trim().to_string();
            at += 1;
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
    // Behind the byline a page still has buttons: short lines that say nothing.
    let buttons = |u: &&Unit| {
        u.kind == Kind::Paragraph && words(&u.text) <= 6 && !ends_sentence(&u.text) && by_until.is_some()
            || is_dated(&u.text, lang)
    };
    let until = until + units.iter().skip(until).take(4).take_while(buttons).count();
    for unit in units.iter().take(until).skip(at) {
        top_line(head, unit, lang);
    }
    until
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a line before a title is one of the site's: a menu, the name of a section, a date, the slug of a wire.
fn is_above(text: &str, lang: &Lang) -> bool {
    let count = words(text);
    // "Home > World", "Portada | Economía", "تازہ ترین / کالم"; menus copied from a page keep their wide gaps.
    let parts: Vec<&str> = text.split(['>', '|', '/', '•', '·', '»', '›', '–', '—']).collect();
    let menu = parts.len() >= 2 && parts.iter().all(|part| words(part) <= 3) || text.contains("  ") && count <= 14;
    let label = count <= 3 && !ends_sentence(text);
    let opinion = lang.head("opinion").iter().any(|w| *w == lang.fold(text.trim_end_matches(':')));
    let shouted = !text.chars().any(char::is_lowercase) && lang.is_cased;
    let slug = shouted && (count <= 5 || text.contains('/')) && text.contains(['-', '/', ':']);
    menu || label || opinion || slug || shouted && count <= 4 || is_dated(text, lang) || dates::is_line(text, lang)
}

/// Whether a short line holds a full date: "The Evening Ferry, Saturday 9 March 2013", "La Paz, 21 de octubre de 2021".
fn is_dated(text: &str, lang: &Lang) -> bool {
    words(text) <= 9 && !ends_sentence(text) && dates::whole(text, lang).is_some_and(|d| d.len() == 10)
}

/// What a line between title and text is.
fn top_line(head: &mut Head, unit: &Unit, lang: &Lang) {
    let count = words(&unit.text);
    if dates::is_line(&unit.text, lang) && dates::is_update(&unit.text, lang) {
        head.updated = head.updated.take().or_else(|| dates::whole(&unit.text, lang));
        head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason: "the day of the last change" });
    } else if (dates::is_line(&unit.text, lang) || is_dated(&unit.text, lang)) && head.date_text.is_none() {
        head.date_text = Some(unit.text.clone());
        // "La Paz, 21 de octubre de 2021": where it was written.
        let place = unit.text.split([',', '،']).next().unwrap_or("").trim();
        if words(place) <= 3 && place != unit.text && !dates::is_line(place, lang) && is_place(place, lang) {
            head.dateline = Some(unit.text.clone());
        }
    } else if let Some(names) = byline(&unit.text, lang).filter(|_| head.authors.is_empty()) {
        head.authors = authors(names);
        // "By X, 12 March 2021": the rest of the line may be the date.
        if head.date_text.is_none() && dates::whole(&unit.text, lang).is_some() {
            head.date_text = Some(unit.text.clone());
        }
    } else if head.dek.is_none() && unit.text.len() <= 900 && count >= 4 && byline(&unit.text, lang).is_none() {
        head.dek = Some(unit.text.clone());
    } else {
        let reason = "a short line between the title and the text";
        head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
    }
}

pub(super) fn authors(names: Vec<String>) -> Vec<Author> {
    names.into_iter().map(|name| Author { name, ..Author::default() }).collect()
}

/// Where markup states the title: the lines at the top that say again what it states.
pub(super) fn stated(head: &mut Head, units: &[Unit], given: Given, lang: &Lang) -> usize {
    head.title = given.title.unwrap_or_default();
    head.dek = given.dek;
    head.published = given.published;
    head.authors = authors(given.authors);
    let mut until = 0;
    for unit in units.iter().take(6) {
        let again = fold(&unit.text) == fold(&head.title);
        let dek = head.dek.as_ref().is_some_and(|dek| fold(dek) == fold(&unit.text)) && !is_prose(&unit.text);
        let top = byline(&unit.text, lang).is_some_and(|names| {
            head.authors.is_empty()
                || marked_byline(&unit.text, lang).is_some()
                || head.authors.iter().any(|a| names.contains(&a.name))
        }) || dates::is_line(&unit.text, lang);
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
pub(super) fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().take(80).count();
    words >= 60 || words >= 12 && (ends_sentence(text) || text.ends_with(':'))
}

/// Whether a text ends as a sentence does, in any of our scripts, quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', '»', '“', '‘', ']', ' ', '\u{a0}']);
    text.ends_with(['.', '?', '!', '…', '۔', '؟', '।'])
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

/// The names in "By A and B", or a line that is nothing but a name.
pub(super) fn byline(text: &str, lang: &Lang) -> Option<Vec<String>> {
    if text.len() > 200 {
        return None;
    }
    let marked = marked_byline(text, lang);
    let names = marked.unwrap_or(text);
    let names = names.split([',', '|', '•', '·', '،', '–', '—']).next().unwrap_or(names);
    let and = lang.markers.get(&Marker::And).into_iter().flatten().filter_map(|words| words.first());
    let mut parts = vec![names.to_string()];
    for and in and {
        parts =
            parts.iter().flat_map(|n| n.split(&format!(" {and} ")).map(str::to_string).collect::<Vec<_>>()).collect();
    }
    let names: Vec<String> = parts.iter().map(|n| n.trim().trim_end_matches(['.', ':']).to_string()).collect();
    let range = if marked.is_some() { 1..=5 } else { 2..=4 };
    let is_name = |name: &String| {
        let words: Vec<&str> = name.split_whitespace().collect();
        range.contains(&words.len())
            && words.iter().all(|w| {
                let letter = |c: char| {
                    c.is_alphabetic()
                        || matches!(c, '.' | '-' | '\'' | '’')
                        || unicode_normalization::char::is_combining_mark(c)
                };
                let small = matches!(
                    *w,
                    "de" | "da" | "van" | "von" | "der" | "bin" | "al" | "ul" | "la" | "le" | "del" | "zu"
                );
                w.chars().all(letter) && (small || !lang.is_cased || w.starts_with(char::is_uppercase))
            })
    };
    let found = !names.is_empty() && names.iter().all(is_name);
    // Without "By", a line in the opening is a name only if its words are no words of every day, and capitals tell.
    let lower = fold(text);
    let shouted = !text.chars().any(char::is_lowercase);
    let plain = marked.is_some()
        || (lang.is_cased
            && !shouted
            && names.len() == 1
            && !lower.split(' ').any(|w| is_common(w, lang) || is_office(w, lang)));
    (found && plain).then_some(names)
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

/// "ISLAMABAD, March 3 — …": the place in capitals before a dash; in scripts without capitals a seat of government, or
/// a word or two before the name of an agency.
pub(super) fn dateline(text: &str, lang: &Lang) -> Option<String> {
    let cut = [" — ", " – ", " - ", ": ", "۔ "].iter().filter_map(|sign| Some((text.find(sign)?, *sign)));
    let (at, _) = cut.min()?;
    let before = text.get(..at)?;
    let place = before.split([',', '،', '(']).next().unwrap_or(before).trim();
    if before.chars().count() > 60 || words(before) > 8 {
        return None;
    }
    let fits = if lang.is_cased {
        place.chars().filter(|c| c.is_uppercase()).count() >= 3 && !place.chars().any(char::is_lowercase)
    } else {
        words(place) <= 3 && is_place(place, lang)
    };
    // What stands before the dash, without the agency.
    let shown = if lang.is_cased { before.split(" (").next().unwrap_or(before).trim() } else { place };
    fits.then(|| shown.to_string())
}

/// A seat of government, or a state, by the table of states.
fn is_place(place: &str, lang: &Lang) -> bool {
    let place = lang.fold(place);
    let columns = if lang.code == "en" { [0, 3] } else { [1, 4] };
    table::rows(lang.table(Table::States))
        .any(|row| columns.iter().any(|c| table::list(&row, *c).into_iter().any(|name| lang.fold(name) == place)))
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
