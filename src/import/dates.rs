//! Dates as an article writes them. Only what the words fix becomes a date; the rest stays words.

use super::words::Paragraph;
use crate::text::fold;
use std::ops::Range;

/// A date in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its tokens.
    pub range: Range<usize>,
    pub as_written: String,
    /// EDTF, where the words fix one.
    pub date: Option<String>,
}

/// The number of a month, from its English name or the usual short form.
pub fn month(lower: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let short = lower.len() == 3 || lower == "sept";
    let at = MONTHS.iter().position(|m| *m == lower || (short && m.starts_with(lower.get(..3).unwrap_or("?"))))?;
    u8::try_from(at + 1).ok()
}

/// All dates of a sentence, in their order.
pub fn find(p: &Paragraph, sentence: Range<usize>) -> Vec<Found> {
    let mut out = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        match at(p, i, sentence.end) {
            Some((end, date)) => {
                let from = widen(p, i, sentence.start);
                let since = fold(p.word(from)) == "since";
                let date = date.map(|d| if since { format!("{d}/..") } else { d });
                out.push(Found { range: from..end, as_written: p.slice(from..end).to_string(), date });
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

fn at(p: &Paragraph, i: usize, end: usize) -> Option<(usize, Option<String>)> {
    let word = |n: usize| if i + n < end { fold(p.word(i + n)) } else { String::new() };
    let capital_month = |n: usize| if p.is_capital(i + n) { month(&word(n)) } else { None };
    let day = |n: usize| {
        let text = word(n);
        let text = text.trim_end_matches(|c: char| c.is_alphabetic());
        text.parse::<u8>().ok().filter(|d| (1..=31).contains(d) && text.len() <= 2)
    };
    let comma = |n: usize| usize::from(word(n) == ",");
    if let Some(m) = capital_month(0) {
        if let Some(d) = day(1) {
            let skip = comma(2);
            return Some(match year(&word(2 + skip)) {
                Some(y) => (i + 3 + skip, Some(format!("{y}-{m:02}-{d:02}"))),
                None => (i + 2, None),
            });
        }
        let skip = comma(1);
        if let Some(y) = year(&word(1 + skip)) {
            return Some((i + 2 + skip, Some(format!("{y}-{m:02}"))));
        }
        // "May" and "March" are words too: alone they are months only after "in" and the like.
        let led = i > 0 && matches!(fold(p.word(i - 1)).as_str(), "in" | "last" | "since" | "until" | "by" | "this");
        if !led {
            return None;
        }
        let tail = usize::from(word(1) == "this" || word(1) == "last") * usize::from(word(2) == "year") * 2;
        return Some((i + 1 + tail, None));
    }
    if let (Some(d), Some(m)) = (day(0), capital_month(1)) {
        let skip = comma(2);
        return Some(match year(&word(2 + skip)) {
            Some(y) => (i + 3 + skip, Some(format!("{y}-{m:02}-{d:02}"))),
            None => (i + 2, None),
        });
    }
    if let Some(y) = year(&word(0)) {
        let led = i > 0
            && matches!(
                fold(p.word(i - 1)).as_str(),
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
            );
        return led.then(|| (i + 1, Some(y.to_string())));
    }
    let pair = format!("{} {}", word(0), word(1));
    let relative = matches!(
        pair.as_str(),
        "this year"
            | "last year"
            | "this month"
            | "last month"
            | "this week"
            | "last week"
            | "next year"
            | "next month"
    );
    if relative {
        return Some((i + 2, None));
    }
    matches!(word(0).as_str(), "recently" | "yesterday").then(|| (i + 1, None))
}

/// Takes "earlier", "in", "back in" before a date into its words.
fn widen(p: &Paragraph, mut i: usize, from: usize) -> usize {
    while i > from
        && matches!(
            fold(p.word(i - 1)).as_str(),
            "in" | "earlier" | "back" | "late" | "early" | "since" | "around" | "mid" | "on" | "later"
        )
    {
        i -= 1;
    }
    i
}

fn year(word: &str) -> Option<u16> {
    let plain = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|y| plain && (1800..=2100).contains(y))
}
