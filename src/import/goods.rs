//! What a deal is about: goods, sums of money and counts, with the words that tell them.

use std::ops::Range;

use super::table;
use super::words::{Paragraph, phrase};
use crate::doc::record::DealKind;
use crate::money;

/// Something handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// "Su-35"
    pub designation: Option<String>,
    pub description: Option<String>,
    pub count: Option<u32>,
}

/// Goods in a sentence.
#[derive(Clone, Debug)]
pub struct Thing {
    pub item: Item,
    pub kind: DealKind,
    /// As written, with the words before the noun.
    pub words: String,
    pub range: Range<usize>,
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    pub written: money::Written,
    pub as_written: String,
    pub is_rounded: bool,
    pub range: Range<usize>,
}

/// The table of goods.
pub struct Goods {
    rows: Vec<(Vec<Vec<String>>, DealKind)>,
}

impl Goods {
    pub fn new() -> Goods {
        let rows = table::rows(table::GOODS).filter_map(|row| {
            let forms = table::list(&row, 0).into_iter().map(phrase).collect();
            Some((forms, DealKind::read(table::column(&row, 1))?))
        });
        Goods { rows: rows.collect() }
    }

    fn at(&self, p: &Paragraph, k: usize) -> Option<(usize, DealKind)> {
        let found = self
            .rows
            .iter()
            .filter_map(|(forms, kind)| Some((forms.iter().filter_map(|f| p.phrase_at(k, f)).max()?, *kind)));
        found.max_by_key(|(len, _)| *len)
    }

    /// The goods in a range of tokens; what they are for, behind a later "for", is another matter.
    pub fn items(&self, p: &Paragraph, range: Range<usize>) -> Vec<Thing> {
        let mut out: Vec<Thing> = Vec::new();
        let mut k = range.start;
        while k < range.end {
            if !out.is_empty() && matches!(p.word(k), "for" | ";" | "as" | "that" | "which") {
                break;
            }
            let Some((len, kind)) = self.at(p, k) else {
                k += 1;
                continue;
            };
            let mut from = k;
            while from > range.start && k - from < 6 {
                let word = p.word(from - 1);
                let small = matches!(
                    word.to_lowercase().as_str(),
                    "with"
                        | "the"
                        | "a"
                        | "an"
                        | "of"
                        | "and"
                        | "or"
                        | "its"
                        | "to"
                        | "for"
                        | "their"
                        | "some"
                        | "any"
                        | "new"
                        | "from"
                        | "in"
                        | "by"
                        | "more"
                        | "about"
                        | "on"
                        | "at"
                        | "long"
                        | "km"
                        | "these"
                        | "his"
                        | "into"
                );
                if small || !(p.is_word(from - 1) || word == "-") {
                    break;
                }
                from -= 1;
            }
            while from < k && p.word(from) == "-" {
                from += 1;
            }
            let end = k + len;
            let words = p.slice(from..end).to_string();
            let first = words.split(' ').next().unwrap_or("");
            let designation = is_designation(first).then(|| first.to_string());
            let count = number(first);
            let designation = if count.is_some() { None } else { designation };
            let skips_first = count.is_some() || designation.is_some();
            let rest = if skips_first { words.get(first.len()..).unwrap_or("").trim() } else { words.as_str() };
            let description = (!rest.is_empty()).then(|| rest.to_string());
            out.push(Thing { item: Item { designation, description, count }, kind, words, range: from..end });
            k = end;
        }
        out
    }
}

/// "twelve", "24".
fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 19] = [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let lower = word.to_lowercase();
    let spelled = WORDS.iter().position(|w| *w == lower).and_then(|i| u32::try_from(i + 2).ok());
    spelled.or_else(|| lower.replace(',', "").parse().ok().filter(|n| (1..1_000_000).contains(n)))
}

/// "Su-35", "T-90", "F16", "S-400".
fn is_designation(word: &str) -> bool {
    let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = word.chars().skip(letters).collect();
    let digits = rest.trim_start_matches('-');
    (1..=4).contains(&letters)
        && word.starts_with(char::is_uppercase)
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_alphanumeric() || c == '-')
}

const SCALES: [&str; 13] =
    ["thousand", "million", "billion", "trillion", "lakh", "lakhs", "crore", "crores", "bn", "mn", "tn", "m", "k"];

/// The sums in a range of tokens.
pub fn sums(p: &Paragraph, range: Range<usize>) -> Vec<Sum> {
    let mut out = Vec::new();
    let mut k = range.start;
    while k < range.end {
        let number = p.word(k).starts_with(|c: char| c.is_ascii_digit());
        if !number {
            k += 1;
            continue;
        }
        let mut from = k;
        let before = k.checked_sub(1).map(|i| p.word(i)).unwrap_or("");
        if matches!(before, "$" | "€" | "£" | "₹" | "₽" | "Rs" | "Rs.") || money::is_currency(before) {
            from = k - 1;
            if before == "$" && from > 0 && p.word(from - 1) == "US" {
                from -= 1;
            }
        }
        let mut end = k + 1;
        if SCALES.contains(&p.word(end)) {
            end += 1;
        } else if p.word(end) == "-" && SCALES.contains(&p.word(end + 1)) {
            end += 2;
        }
        if from == k && p.is_word(end) {
            end += 1;
        }
        let words = p.slice(from..end);
        match money::written(words).filter(|w| w.currency.is_some()) {
            Some(written) => {
                let is_rounded = words.chars().filter(|c| c.is_alphabetic()).count() > 1;
                out.push(Sum { written, as_written: words.to_string(), is_rounded, range: from..end });
                k = end;
            }
            None => k += 1,
        }
    }
    out
}

/// A count with a unit: "1,100-km", "3,000 troops". Number, unit, tokens.
pub fn quantity(p: &Paragraph, range: Range<usize>) -> Option<(String, String, Range<usize>)> {
    const UNITS: [&str; 21] = [
        "km",
        "kilometres",
        "kilometers",
        "kilometre",
        "miles",
        "MW",
        "megawatts",
        "GW",
        "tonnes",
        "tons",
        "barrels",
        "troops",
        "soldiers",
        "hectares",
        "metres",
        "meters",
        "MWh",
        "people",
        "personnel",
        "homes",
        "units",
    ];
    range.clone().find_map(|k| {
        let number = p.word(k).replace(',', "");
        if !number.bytes().all(|b| b.is_ascii_digit()) || number.is_empty() || number.len() > 12 {
            return None;
        }
        let unit = if p.word(k + 1) == "-" { k + 2 } else { k + 1 };
        UNITS.contains(&p.word(unit)).then(|| (number, p.word(unit).to_string(), k..unit + 1))
    })
}
