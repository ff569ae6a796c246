//! Dates as an article writes them. Only what the words fix becomes a date; the rest stays words.

use std::ops::Range;

use super::lang::{Lang, Marker};
use super::words::{Paragraph, digits};
use crate::date::Date;
use crate::text::fold;

/// A date in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its tokens.
    pub range: Range<usize>,
    pub as_written: String,
    /// EDTF, where the words fix one.
    pub date: Option<String>,
}

/// All dates of a sentence, in their order.
pub fn find(p: &Paragraph, lang: &Lang, sentence: Range<usize>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        let Some((end, date)) = at(p, lang, i, sentence.clone()) else {
            i += 1;
            continue;
        };
        let from = widen(p, lang, i, sentence.start);
        let since = fold(p.word(from)) == "since";
        let date = date.map(|d| if since { format!("{d}/..") } else { d });
        out.push(Found { range: from..end, as_written: p.slice(from..end).to_string(), date });
        i = end;
    }
    out
}

/// The date that a line tells which has nothing else to say: "Published on 12 March 2021, 10:45".
pub fn whole(line: &str, lang: &Lang) -> Option<String> {
    let p = Paragraph::new(1, line, lang, &|_, _| false);
    let found = find(&p, lang, 0..p.tokens.len()).into_iter().find_map(|d| d.date);
    found.or_else(|| {
        let iso = line.split([' ', 'T']).find(|w| w.len() == 10)?;
        Date::parse(iso).ok().map(|_| iso.to_string())
    })
}

/// Whether a date line tells of a change, and not of the first day.
pub fn is_update(line: &str, lang: &Lang) -> bool {
    let folded = lang.fold(line);
    lang.head("updated").iter().any(|lead| folded.starts_with(lead.trim_end_matches(':')))
}

/// Whether a line is nothing but a date, a time of day and the words that lead to them.
pub fn is_line(line: &str, lang: &Lang) -> bool {
    if line.len() > 90 || whole(line, lang).is_none() {
        return false;
    }
    let folded = lang.fold(line);
    let leads = || lang.head("published").iter().chain(lang.head("updated"));
    // "Published: 14 May 2024, 09:42 GST"
    let led = leads().any(|lead| folded.starts_with(lead.trim_end_matches(':')));
    if led && line.split_whitespace().count() <= 20 && !line.ends_with('.') {
        return true;
    }
    let rest = folded;
    const SMALL: [&str; 22] = [
        "at", "am", "pm", "on", "date", "gmt", "utc", "ist", "pkt", "est", "et", "bst", "cet", "uhr", "um", "de",
        "del", "à", "le", "h", "в", "of",
    ];
    let mut words = rest.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c));
    words.all(|w| {
        let plain = digits(w);
        w.chars().count() <= 2
            || lang.month(w).is_some()
            || lang.is_weekday(w)
            || plain.starts_with(|c: char| c.is_ascii_digit())
            || SMALL.contains(&w)
            || lang.is_small(w)
    })
}

/// The date that begins at a token: the token behind it, and EDTF where the words fix it.
fn at(p: &Paragraph, lang: &Lang, i: usize, sentence: Range<usize>) -> Option<(usize, Option<String>)> {
    let word = |n: usize| if i + n < sentence.end { digits(&fold(p.word(i + n))) } else { String::new() };
    // In languages with capitals a month that is also a word ("may", "mar") is one only as the language writes it.
    let month = |n: usize| {
        let english = lang.code == "en";
        if i + n >= sentence.end || (english && !p.is_capital(i + n)) { None } else { lang.month(p.word(i + n)) }
    };
    let day = |n: usize| {
        let text = word(n);
        let text = text.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
        text.parse::<u8>().ok().filter(|d| (1..=31).contains(d) && text.len() <= 2)
    };
    // Signs and small words inside a date: "12. März 2021", "12 de marzo de 2021", "March 12, 2021".
    let skip = |n: usize| {
        let mut n = n;
        while n < 12
            && (matches!(word(n).as_str(), "," | "." | "de" | "del" | "of" | "،") || lang.is_small(&word(n)) && n < 6)
        {
            n += 1;
        }
        n
    };
    if let Some(date) = numeric(p, lang, i, sentence.end) {
        return Some(date);
    }
    if let Some(m) = month(0) {
        if lang.code == "en"
            && let Some(d) = day(1)
        {
            let n = skip(2);
            return Some(match year(&word(n)) {
                Some(y) => (i + n + 1, day_of(y, m, d)),
                None => (i + 2, None),
            });
        }
        let n = skip(1);
        if let Some(y) = year(&word(n)) {
            return Some((i + n + 1, Some(format!("{y}-{m:02}"))));
        }
        let led = i > sentence.start
            && (lang.is(Marker::In, p, i - 1)
                || matches!(fold(p.word(i - 1)).as_str(), "in" | "last" | "since" | "until" | "by" | "this"));
        // "May" and "March" are words too: alone they are months only behind "in" and the like.
        return led.then(|| (i + 1 + this_year(p, lang, i + 1), None));
    }
    if let Some(d) = day(0) {
        let n = skip(1);
        if let Some(m) = month(n) {
            let after = skip(n + 1);
            return Some(match year(&word(after)) {
                Some(y) => (i + after + 1, day_of(y, m, d)),
                None => (i + n + 1, None),
            });
        }
    }
    if let Some(y) = year(&word(0)) {
        return bare_year(p, lang, i, &sentence).then(|| (i + 1, Some(y.to_string())));
    }
    let found = lang.relative.iter().filter_map(|(words, _)| p.phrase_at(i, words)).max()?;
    Some((i + found, None))
}

/// "2021-03-12", "12.03.2021", "12/03/2021". Where the order is open (English, and no part above twelve) it stays words.
fn numeric(p: &Paragraph, lang: &Lang, i: usize, end: usize) -> Option<(usize, Option<String>)> {
    // A token holds "12.03" or "12.03.2021" where signs join digits.
    let mut to = i;
    while to < end
        && to < i + 5
        && (p.word(to).starts_with(|c: char| c.is_numeric()) || matches!(p.word(to), "-" | "/" | "."))
    {
        to += 1;
    }
    while to > i && !p.word(to - 1).starts_with(|c: char| c.is_numeric()) {
        to -= 1;
    }
    let text = digits(p.slice(i..to));
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |s: &str| s.parse::<u16>().ok();
    let (a_n, b_n, c_n) = (number(a)?, number(b)?, number(c)?);
    if a.len() == 4 {
        return Some((to, day_of(year(a)?, u8::try_from(b_n).ok()?, u8::try_from(c_n).ok()?)));
    }
    let y = year(c)?;
    let (d, m) = match (a_n > 12, b_n > 12) {
        (true, false) => (a_n, b_n),
        (false, true) => (b_n, a_n),
        // Only English and Americans put the month first.
        (false, false) if lang.code != "en" || a_n == b_n => (a_n, b_n),
        _ => return Some((to, None)),
    };
    Some((to, day_of(y, u8::try_from(m).ok()?, u8::try_from(d).ok()?)))
}

/// A day that the calendar has.
fn day_of(y: u16, m: u8, d: u8) -> Option<String> {
    let text = format!("{y}-{m:02}-{d:02}");
    Date::parse(&text).is_ok().then_some(text)
}

/// Whether four digits alone are a year: behind a word that leads to one, and no sum or count.
fn bare_year(p: &Paragraph, lang: &Lang, i: usize, sentence: &Range<usize>) -> bool {
    if lang.code == "en" {
        let led = |w: &str| {
            matches!(
                w,
                "in" | "since"
                    | "from"
                    | "until"
                    | "of"
                    | "by"
                    | "late"
                    | "early"
                    | "mid"
                    | "during"
                    | ","
                    | "("
                    | "the"
                    | "around"
                    | "before"
                    | "after"
            )
        };
        return i > 0 && led(&fold(p.word(i - 1)));
    }
    let money = |k: usize| p.word(k).chars().any(|c| matches!(c, '$' | '€' | '£' | '₹' | '₽' | '%' | '₺'));
    let joined = |k: usize| matches!(p.word(k), "-" | "/" | "–");
    let before = i > sentence.start && (money(i - 1) || joined(i - 1));
    !before && !money(i + 1) && !lang.is_unit(p.word(i + 1))
}

/// Tokens of "this year" or "last year" behind a month.
fn this_year(p: &Paragraph, lang: &Lang, i: usize) -> usize {
    lang.relative
        .iter()
        .filter(|(_, code)| code.starts_with("year"))
        .filter_map(|(words, _)| p.phrase_at(i, words))
        .max()
        .unwrap_or(0)
}

/// Takes "earlier", "in", "back in" before a date into its words.
fn widen(p: &Paragraph, lang: &Lang, mut i: usize, from: usize) -> usize {
    while i > from
        && (matches!(
            fold(p.word(i - 1)).as_str(),
            "in" | "earlier" | "back" | "late" | "early" | "since" | "around" | "mid" | "on" | "later"
        ) || (lang.code != "en" && !lang.is_postpositional && lang.is(Marker::In, p, i - 1)))
    {
        i -= 1;
    }
    i
}

fn year(word: &str) -> Option<u16> {
    let plain = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|y| plain && (1800..=2100).contains(y))
}
