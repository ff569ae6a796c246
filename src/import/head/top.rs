//! The top of an article: what stands before its first paragraph. Each line has a role by its words, its form and its
//! place; the lines that are left are the title and the dek.

use super::super::dates;
use super::super::lang::Lang;
use super::super::table::{self, Table};
use super::byline::{authors, byline, is_about, marked_byline, may_be_name};
use super::line::{Line, ends_sentence, entries, is_menu, is_prose, is_row, words};
use super::{Author, Given, Head, Removed, site};
use crate::text::fold;
use crate::text::html::Kind;

/// Why a line of links alone is taken out.
const LINKS: &str = "nothing but links";

/// So many lines a page has above its article at most: menus are long.
const DEEPEST: usize = 600;

/// What a line at the top is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A line of the page by its own words or its make.
    Service,
    /// A menu, or the path to a section.
    Menu,
    /// The kind of the article, its section, the name of the site.
    Label,
    Date,
    Byline,
    /// Title, dek, caption: a line without more to it.
    Text,
    Prose,
    /// A list, a heading inside the text, preformatted lines.
    Other,
}

/// Title, dek, byline and date as the lines above the text have them; the number of lines they take.
pub(super) fn opening(head: &mut Head, lines: &[Line], given: Given, lang: &Lang, name: &str) -> usize {
    let mut roles = roles(lines, lang);
    let begin = first_paragraph(lines, &roles);
    // Days that head the parts of a chronicle are no day of the page.
    let days = roles.iter().skip(begin).filter(|r| **r == Role::Date).count();
    if let Some(role) = begin.checked_sub(1).and_then(|i| roles.get_mut(i)).filter(|r| days >= 2 && **r == Role::Date) {
        *role = Role::Other;
    }
    let is_anchor = |i: &usize| matches!(roles.get(*i), Some(Role::Date | Role::Byline));
    let last_anchor = (0..begin).rev().find(is_anchor);
    let again = |line: &Line, what: &Option<String>| what.as_ref().is_some_and(|w| fold(w) == fold(line.text()));
    let title = match &given.title {
        Some(_) => lines.iter().take(begin.max(6)).position(|l| again(l, &given.title)),
        None => title_line(lines, &roles, begin),
    };
    head.authors = authors(given.authors);
    head.published = given.published;
    let dek = match (&given.dek, title, &given.title) {
        (Some(_), _, _) => lines.iter().take(begin.max(6)).position(|l| again(l, &given.dek) && !is_prose(l.text())),
        (None, None, Some(_)) => None,
        (None, _, _) => dek_line(lines, &roles, title, last_anchor, begin),
    };
    head.dek = given.dek.or_else(|| Some(lines.get(dek?)?.text().to_string()));
    match given.title.or_else(|| Some(lines.get(title?)?.text().trim_start_matches('#').trim().to_string())) {
        Some(title) => head.title = title,
        None => {
            head.title = title_of_name(name);
            head.title_is_open = true;
        }
    }
    let floor = [title, dek, last_anchor].into_iter().flatten().max().map_or(0, |at| at + 1);
    let start = body_start(lines, &roles, begin, floor);
    for (i, line) in lines.iter().enumerate().take(start) {
        if Some(i) != title && Some(i) != dek {
            let role = roles.get(i).copied().unwrap_or(Role::Text);
            top_line(head, line, role, title.is_none_or(|t| i > t), lang);
        }
    }
    head.outlet = head.outlet.take().or_else(|| site::outlet(lines, title.unwrap_or(start), start));
    start
}

fn roles(lines: &[Line], lang: &Lang) -> Vec<Role> {
    let mut out: Vec<Role> = Vec::new();
    let has_heading = lines.iter().take(DEEPEST).any(|l| l.unit.kind == Kind::Heading(1));
    // Behind the first paragraph a few lines more: byline and date may follow the dek.
    let first = lines.iter().take(DEEPEST).position(|l| l.reason.is_none() && l.is_prose).unwrap_or(0);
    for i in 0..lines.len().min(first + 60) {
        // Nobody is named above the title.
        let titled = out.contains(&Role::Text) || (has_heading && i > 0);
        out.push(role(lines, i, titled, lang));
    }
    columns(lines, &mut out);
    out
}

/// A menu copied as a column: four short lines or more, one below the other without a blank line.
fn columns(lines: &[Line], roles: &mut [Role]) {
    let block = |i: usize| lines.get(i).map_or(0, |l| l.unit.block);
    let is_entry = |roles: &[Role], i: usize| {
        let text = lines.get(i).map_or("", Line::text);
        matches!(roles.get(i), Some(Role::Text | Role::Byline)) && words(text) <= 3 && !ends_sentence(text)
    };
    let mut i = 0;
    while i < roles.len() {
        let end = (i..roles.len()).find(|k| !is_entry(roles, *k) || block(*k) != block(i)).unwrap_or(roles.len());
        if end - i >= 4 {
            roles.iter_mut().take(end).skip(i).for_each(|role| *role = Role::Menu);
        }
        i = end.max(i + 1);
    }
}

fn role(lines: &[Line], i: usize, titled: bool, lang: &Lang) -> Role {
    let Some(line) = lines.get(i) else { return Role::Other };
    let text = line.text();
    let next = lines.get(i + 1).map_or("", |l| l.text());
    if line.unit.kind == Kind::Heading(1) {
        Role::Text
    } else if line.reason == Some(LINKS) && titled && beside_date(lines, i, lang) && byline(text, lang).is_some() {
        // A name that leads to the page of its bearer.
        Role::Byline
    } else if line.reason.is_some() {
        Role::Service
    } else if is_date(text, lang) {
        Role::Date
    } else if marked_byline(text, lang).is_some() && byline(text, lang).is_some()
        || titled && byline(text, lang).is_some()
        || titled && names_nobody_else(lines, i, lang)
    {
        Role::Byline
    } else if !matches!(line.unit.kind, Kind::Paragraph | Kind::Quote | Kind::Heading(_)) {
        if is_linked(line) { Role::Menu } else { Role::Other }
    } else if words(text) > 60 || line.is_prose && !(text.ends_with(['?', '؟', '!']) && words(text) <= 25) {
        Role::Prose
    } else if is_menu(text) || is_row(text, lang) || is_count(text) {
        Role::Menu
    } else if is_label(lines, i, text, next, lang) || site::is_named(lines, i) {
        Role::Label
    } else if matches!(line.unit.kind, Kind::Heading(_)) {
        Role::Other
    } else {
        Role::Text
    }
}

/// "3", "1 204", "3 Min.", "17 comments": a count of the page.
fn is_count(text: &str) -> bool {
    words(text) <= 3 && text.starts_with(char::is_numeric) && text.chars().filter(|c| c.is_alphabetic()).count() <= 12
}

/// Whether the line before or the line behind has a date.
fn beside_date(lines: &[Line], i: usize, lang: &Lang) -> bool {
    let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|k| lines.get(k));
    beside.into_iter().any(|l| is_date(l.text(), lang))
}

/// In capitals, or in scripts without them: a line of two to four words beside a date, when a line behind the text is
/// about the one who bears that name, or when, without capitals, it begins with a given name.
fn names_nobody_else(lines: &[Line], i: usize, lang: &Lang) -> bool {
    let Some(line) = lines.get(i).map(Line::text) else { return false };
    // "Amman - A B", "A B, Colombo": with the place, the rest is a name.
    let placed = placed_name(line, lang);
    let Some(text) = placed.or(Some(line)).filter(|t| may_be_name(t, lang)) else { return false };
    if !beside_date(lines, i, lang) {
        return false;
    }
    let author = [Author { name: text.to_string(), ..Author::default() }];
    if placed.is_some() || lines.iter().skip(i + 1).any(|l| is_about(l.text(), &author)) {
        return true;
    }
    let first = text.split_whitespace().next().map(|w| lang.fold(w)).filter(|_| !lang.is_cased).unwrap_or_default();
    table::lines(lang.table(Table::Given)).any(|name| lang.fold(name) == first)
}

/// The name beside a seat of government, in scripts without capitals.
fn placed_name<'a>(text: &'a str, lang: &Lang) -> Option<&'a str> {
    let (a, b) = [" - ", " – ", "، ", ", ", " | ", "/"].iter().find_map(|sign| text.split_once(sign))?;
    let (a, b) = (a.trim(), b.trim());
    match (is_place(a, lang), is_place(b, lang)) {
        (true, false) => Some(b),
        (false, true) => Some(a),
        _ => None,
    }
    .filter(|_| !lang.is_cased)
}

fn is_linked(line: &Line) -> bool {
    line.unit.source.as_ref().is_some_and(|block| {
        block.link_chars > 0 && block.link_chars >= block.text.chars().filter(|c| c.is_alphanumeric()).count()
    })
}

/// Whether a line above the title tells the kind of the article or its section.
fn is_label(lines: &[Line], i: usize, text: &str, next: &str, lang: &Lang) -> bool {
    let count = words(text);
    let kinds = || lang.head("opinion").iter().chain(lang.head("kicker"));
    let folded = lang.fold(text);
    // "Pressemitteilung 07/2025"
    let bare =
        folded.trim_end_matches(|c: char| !c.is_alphabetic() && !unicode_normalization::char::is_combining_mark(c));
    if kinds().any(|kind| kind == bare) {
        return true;
    }
    // What the rest asks for is a title below it.
    let titled = words(next) >= 2 && !is_date(next, lang) && marked_byline(next, lang).is_none() && !is_prose(next);
    // "Column: the other bank"
    let led = folded.split_once(':').is_some_and(|(kind, _)| kinds().any(|k| k == kind.trim()));
    let shouted = lang.is_cased && !text.chars().any(char::is_lowercase);
    // "BC-SUDAN-TRUCE/600 WORDS"
    let slug = shouted && (count <= 5 || text.contains('/')) && text.contains(['-', '/', ':']);
    // The path to a page ends in its title.
    let entry = |l: &Line| {
        let entries = entries(l.text());
        is_menu(l.text()) && entries.iter().rev().skip(1).any(|e| lang.fold(e) == folded)
    };
    let listed = count <= 3 && lines.iter().take(i).any(entry);
    titled && (led && count <= 7 || slug || shouted && count <= 4 && words(next) >= 3 || listed)
}

/// Whether a line tells a day and little more: "Published: 14 May 2024", "6 November · 5 minutes to read".
pub(super) fn is_date(text: &str, lang: &Lang) -> bool {
    dates::is_line(&plain_date(text, lang), lang) || is_dated(text, lang) || dated_entry(text, lang).is_some()
}

/// Whether a short line holds a full date: "The Evening Ferry, Saturday 9 March 2013", "La Paz, 21 de octubre de 2021".
fn is_dated(text: &str, lang: &Lang) -> bool {
    let alone = words(text) <= 4 && text.starts_with(char::is_numeric);
    words(text) <= 9
        && (alone || text.contains([',', '،', ':', '|', '/', '·', '–', '—', '(']))
        && !ends_sentence(text)
        && dates::whole(text, lang).is_some_and(|d| d.len() == 10)
}

/// The entry of a row that is a date.
fn dated_entry<'a>(text: &'a str, lang: &Lang) -> Option<&'a str> {
    let parts = entries(text);
    let fits = parts.len() >= 2 && words(text) <= 16 && parts.iter().all(|part| words(part) <= 7);
    parts.into_iter().filter(|_| fits).find(|part| {
        dates::is_line(part, lang) && !dates::is_update(part, lang) && date(part, lang).is_some_and(|d| d.len() == 10)
    })
}

/// The day that a line tells.
pub(super) fn date(text: &str, lang: &Lang) -> Option<String> {
    dates::whole(&plain_date(text, lang), lang)
}

/// A date without what stands between its parts and is none of it: "18. November", "Jan. 12", "12.03.2022 - 14:20".
fn plain_date(text: &str, lang: &Lang) -> String {
    let word = |w: &str| match w.strip_suffix('.') {
        Some(day) if !day.is_empty() && day.len() <= 2 && day.bytes().all(|b| b.is_ascii_digit()) => day.to_string(),
        Some(month) if lang.month(&lang.fold(month)).is_some() => month.to_string(),
        _ => w.to_string(),
    };
    text.replace(" - ", ", ").split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Where the first paragraph of the article stands; behind all lines where none is one.
fn first_paragraph(lines: &[Line], roles: &[Role]) -> usize {
    let prose = |from: usize| (from..roles.len()).find(|i| roles.get(*i) == Some(&Role::Prose));
    let is = |i: usize, role: Role| roles.get(i) == Some(&role);
    let Some(first) = prose(0) else {
        // No paragraph at all: what stands behind title, dek and byline is the text.
        let title = roles.iter().position(|r| *r == Role::Text).unwrap_or(0);
        let head = (title..roles.len().min(title + 6)).rev().find(|i| is(*i, Role::Date) || is(*i, Role::Byline));
        return head.unwrap_or(title) + 1;
    };
    // One paragraph may stand before byline and date: the dek.
    let title = (0..first).rev().find(|i| is(*i, Role::Text)).unwrap_or(0);
    let dated = (title..first).any(|i| is(i, Role::Date));
    let Some(second) = prose(first + 1).filter(|s| *s <= first + 10 && !dated) else { return first };
    let short = lines.get(first).is_some_and(|l| words(l.text()) <= 60);
    let anchored = (first + 1..second).any(|i| is(i, Role::Date) || is(i, Role::Byline));
    // Days that head the parts of a chronicle are no date of the page.
    let chronicle = (second..roles.len()).any(|i| is(i, Role::Date));
    let titled = (0..first).any(|i| is(i, Role::Text));
    if short && anchored && !chronicle && titled { second } else { first }
}

/// The title: the first line of the group of lines that looks most like title and dek.
fn title_line(lines: &[Line], roles: &[Role], begin: usize) -> Option<usize> {
    let heading = |l: &Line| matches!(l.unit.kind, Kind::Heading(_));
    let headed = lines.iter().take(begin.max(1)).position(|l| l.unit.kind == Kind::Heading(1));
    // A heading of another level, if byline or date stand between it and the text.
    let other = || {
        let at = lines.iter().take(begin).position(heading)?;
        let anchor = |i: usize| matches!(roles.get(i), Some(Role::Byline | Role::Date));
        (at + 1..begin).any(anchor).then_some(at)
    };
    if let Some(at) = headed.or_else(other) {
        return Some(at);
    }
    let is_text = |i: usize| i < begin && roles.get(i) == Some(&Role::Text);
    let mut best: Option<(i32, usize, usize)> = None;
    let mut i = 0;
    while i < begin {
        if !is_text(i) {
            i += 1;
            continue;
        }
        let end = (i..begin).find(|k| !is_text(*k)).unwrap_or(begin);
        let score = title_score(lines, roles, i, end, begin);
        // Of two like groups the one below a label: above it stand the name and the motto of the site.
        let labelled = i.checked_sub(1).and_then(|k| roles.get(k)) == Some(&Role::Label);
        if best.is_none_or(|(most, _, _)| score > most || score == most && labelled) {
            best = Some((score, i, end));
        }
        i = end;
    }
    let Some((_, mut at, end)) = best else {
        // Nothing but labels: the last of them is the title.
        let label = (0..begin).rev().find(|i| roles.get(*i) == Some(&Role::Label));
        return label.filter(|_| !roles.iter().take(begin).any(|r| *r == Role::Text));
    };
    // Sections and names of the site that nothing else tells stand before a longer line.
    let count = |i: usize| lines.get(i).map_or(0, |l| words(l.text()));
    let block = |i: usize| lines.get(i).map_or(0, |l| l.unit.block);
    // The name of the site and its motto, a blank line behind them.
    let motto = (at..end).take_while(|i| block(*i) == block(at)).count();
    if at == 0 && motto >= 2 && at + motto < end && count(at) <= 5 {
        at += motto;
    }
    let asks = |i: usize| lines.get(i).is_some_and(|l| ends_sentence(l.text()));
    // Of many lines the last ones stand by the text.
    if end - at > 5 {
        at = (end - 4..end).find(|i| count(*i) >= 4).unwrap_or(end - 1);
    }
    while end - at >= 2 && !asks(at) {
        let one = count(at) == 1 && (2..12).contains(&count(at + 1));
        let short = end - at >= 3 && count(at) <= 3 && (count(at + 1) > count(at) || count(at + 1) <= 3);
        if !(one || short) {
            break;
        }
        at += 1;
    }
    Some(at)
}

/// How much a group of lines looks like title and dek.
fn title_score(lines: &[Line], roles: &[Role], from: usize, end: usize, begin: usize) -> i32 {
    let role = |i: usize| roles.get(i).copied();
    let mut score = 0;
    // Byline or date follow, buttons aside.
    let next = (end..begin).find(|i| role(*i) != Some(Role::Service));
    if next.is_some_and(|i| matches!(role(i), Some(Role::Byline | Role::Date))) {
        score += 3;
    }
    let above = from.checked_sub(1).and_then(role);
    score += match above {
        Some(Role::Label | Role::Menu) => 2,
        Some(Role::Date | Role::Byline) => -1,
        _ => 0,
    };
    let held = || lines.get(from..end).unwrap_or_default().iter().map(|l| words(l.text()));
    if held().any(|n| (4..=25).contains(&n)) {
        score += 1;
    }
    if held().count() >= 2 {
        score += 1;
    }
    // Long menus have groups of lines too, and what looks like a name behind them.
    if begin - end > 25 {
        score -= 6;
    }
    // The page says its title again: in the path to it, with the buttons, above the comments.
    let again = |line: &Line| {
        let title = fold(line.text());
        words(&title) >= 4
            && lines.iter().filter(|l| words(l.text()) <= 40 && fold(l.text()).contains(&title)).count() >= 2
    };
    if lines.get(from..end).unwrap_or_default().iter().take(4).any(again) {
        score += 2;
    }
    // Names of sections, where no line is longer.
    if held().all(|n| n <= 2) {
        score -= 5;
    }
    // Below title and byline stands the caption of a picture, its credit behind it.
    let credit = |l: &Line| l.reason.is_some_and(|r| r.contains("picture")) && words(l.text()) <= 5;
    if lines.get(end).is_some_and(credit) {
        score -= 2;
    }
    if (0..from).any(|i| role(i) == Some(Role::Byline)) {
        score -= 1;
    }
    score
}

/// The dek: the line behind the title, or a line shortly behind it; a paragraph only before the byline.
fn dek_line(
    lines: &[Line],
    roles: &[Role],
    title: Option<usize>,
    last_anchor: Option<usize>,
    begin: usize,
) -> Option<usize> {
    let title = title?;
    let credited = |i: usize| lines.get(i + 1).and_then(|l| l.reason).is_some_and(|r| r.contains("picture"));
    (title + 1..begin.min(title + 9)).find(|&i| {
        let Some(line) = lines.get(i) else { return false };
        let before_byline = last_anchor.is_some_and(|a| i < a);
        let fits = match roles.get(i) {
            Some(Role::Text) => true,
            Some(Role::Prose) => before_byline,
            _ => false,
        };
        let near = i == title + 1 || before_byline || !ends_sentence(line.text()) && words(line.text()) >= 5;
        let bracketed = line.text().starts_with('(') && line.text().ends_with(')');
        let captioned = credited(i) && !before_byline;
        let long = words(line.text()) >= 4 && line.text().len() <= 900;
        fits && near && long && !bracketed && !captioned
    })
}

/// Where the body begins: with the first paragraph, and with what stands directly before it and belongs to it: a
/// heading, a list, a question, a greeting, a short sentence.
fn body_start(lines: &[Line], roles: &[Role], begin: usize, floor: usize) -> usize {
    let mut start = begin.max(floor);
    for i in (floor..begin).rev() {
        let Some(line) = lines.get(i) else { break };
        let text = line.text();
        match roles.get(i) {
            Some(Role::Other) => start = i,
            Some(Role::Text | Role::Byline | Role::Label) if ends_sentence(text) && words(text) >= 3 => start = i,
            // "Dear Sir,"
            Some(Role::Text) if text.ends_with([',', '،', '—', '–', ':']) && words(text) <= 8 => start = i,
            Some(Role::Service) if !line.reason.is_some_and(|r| r.contains("picture")) => {}
            _ => break,
        }
    }
    start
}

/// What a line above the text is that is neither title nor dek.
fn top_line(head: &mut Head, line: &Line, role: Role, below_title: bool, lang: &Lang) {
    let (unit, text) = (&line.unit, line.text());
    let mut remove = |reason: &'static str| {
        head.removed.push(Removed { block: unit.block, text: unit.text.clone(), reason });
    };
    match role {
        Role::Service => remove(line.reason.unwrap_or("a line of the page")),
        Role::Date if dates::is_line(text, lang) && dates::is_update(text, lang) => {
            remove("the day of the last change");
            head.updated = head.updated.take().or_else(|| date(text, lang));
        }
        Role::Date if head.date_text.is_none() => {
            // "Posted by A on 3 June"
            if head.authors.is_empty() && marked_byline(text, lang).is_some() {
                head.authors = authors(byline(text, lang).unwrap_or_default());
            }
            let shown = dated_entry(text, lang).unwrap_or(text);
            head.date_text = Some(shown.to_string());
            if shown != text {
                remove("the line with the day");
            }
            // "La Paz, 21 de octubre de 2021": where it was written.
            let place = text.split([',', '،']).next().unwrap_or("").trim();
            if words(place) <= 3 && place != text && !dates::is_line(place, lang) && is_place(place, lang) {
                head.dateline = Some(text.to_string());
            }
        }
        Role::Byline if head.authors.is_empty() => {
            let name = || placed_name(text, lang).unwrap_or(text).to_string();
            let names = byline(text, lang).unwrap_or_else(|| vec![name()]);
            head.authors = authors(names);
            // "By X, 12 March 2021": the rest of the line may be the date.
            if head.date_text.is_none() && date(text, lang).is_some() {
                head.date_text = Some(text.to_string());
            }
        }
        Role::Menu | Role::Label => remove("a line of the site"),
        _ if below_title => remove("a short line between the title and the text"),
        _ => remove("a line of the site above the title"),
    }
}

/// Where the structure of a page gave title and body: the lines at the top that say again what it states.
pub(super) fn stated(head: &mut Head, lines: &[Line], given: Given, lang: &Lang) -> usize {
    head.title = given.title.unwrap_or_default();
    head.dek = given.dek;
    head.published = given.published;
    head.authors = authors(given.authors);
    let mut until = 0;
    for line in lines.iter().take(6) {
        let (text, block) = (line.text(), line.unit.block);
        let again = fold(text) == fold(&head.title);
        let dek = head.dek.as_ref().is_some_and(|dek| fold(dek) == fold(text)) && !is_prose(text);
        let by = byline(text, lang).is_some_and(|names| {
            head.authors.is_empty()
                || marked_byline(text, lang).is_some()
                || head.authors.iter().any(|a| names.contains(&a.name))
        });
        let dated = dates::is_line(text, lang);
        if !(again || dek || by || dated) {
            break;
        }
        if (by || dated) && !again {
            top_line(head, line, if dated { Role::Date } else { Role::Byline }, true, lang);
        } else if dek {
            let reason = "the dek, which stands in the front matter";
            head.removed.push(Removed { block, text: text.to_string(), reason });
        }
        until += 1;
    }
    until
}

/// "ISLAMABAD, March 3 — …": the place in capitals before a dash; in scripts without capitals a seat of government, or
/// a word or two before the name of an agency. "Montevideo, 14 may (Agencia).- …" has its place before the day.
pub(super) fn dateline(text: &str, lang: &Lang) -> Option<String> {
    let (before, place) = run_in(text)?;
    // "LONDON and NAIROBI"
    let is_small = |w: &str| w.chars().all(char::is_lowercase) && w.chars().count() <= 3;
    let large: String = place.split_whitespace().filter(|w| !is_small(w)).collect();
    let shouted = large.chars().filter(|c| c.is_uppercase()).count() >= 3 && !large.chars().any(char::is_lowercase);
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let led = before != place && words(place) <= 3 && place.split_whitespace().all(capital);
    let dated = led && before.chars().any(char::is_numeric) && tells_day(before, lang);
    match lang.is_cased {
        // What stands before the dash, without the agency.
        true if shouted => {
            Some(before.split(" (").flat_map(|b| b.split(" /")).next().unwrap_or(before).trim().to_string())
        }
        true => dated.then(|| place.to_string()),
        false => (words(place) <= 3 && is_place(place, lang)).then(|| place.to_string()),
    }
}

/// What stands before the dash that opens a text, and the place at its head.
pub(super) fn run_in(text: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 10] = [" -- ", ".- ", ".– ", ".— ", " — ", " – ", " - ", ": ", "۔ ", ". "];
    // "AKTAU. The company …": the full stop is such a sign behind capitals only.
    let shouted = |at: &usize| {
        let before = text.get(..*at).unwrap_or("");
        before.chars().filter(|c| c.is_uppercase()).count() >= 5 && before.chars().all(|c| !c.is_lowercase())
    };
    let found = |sign: &'static str| text.find(sign).filter(|at| sign != ". " || shouted(at));
    let at = SIGNS.into_iter().filter_map(found).min()?;
    let before = text.get(..at).filter(|b| b.chars().count() <= 60 && words(b) <= 8)?;
    let place = before.split([',', '،', '(', '/']).next().unwrap_or(before).trim();
    Some((before, place))
}

/// Whether words hold a day of a month, with or without its year.
fn tells_day(text: &str, lang: &Lang) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| !w.is_empty() && lang.month(&lang.fold(w)).is_some())
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
