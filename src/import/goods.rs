//! What a deal is about: goods, sums of money and counts, with the words that tell them.

use std::ops::Range;

use super::lang::{Lang, Marker};
use super::phrases::Phrases;
use super::table::{self, Table};
use super::words::{Paragraph, digits};
use crate::doc::record::DealKind;
use crate::money::{self, Amount};

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

/// The tables of goods and of money.
pub struct Goods {
    goods: Phrases<DealKind>,
    units: Phrases<Unit>,
    numbers: Phrases<u32>,
}

/// A word beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// A power of ten.
    Scale(u32),
    Currency(&'static str),
}

impl Goods {
    pub fn new(lang: &Lang) -> Goods {
        let goods = table::rows(lang.table(Table::Goods)).filter_map(|row| {
            let kind = DealKind::read(table::column(&row, 1))?;
            Some(table::list(&row, 0).into_iter().map(move |form| (form, kind)).collect::<Vec<_>>())
        });
        let units = table::rows(lang.table(Table::Money)).filter_map(|row| {
            let unit = match table::column(&row, 0).split_once(' ')? {
                // A power of ten, written out.
                ("scale", number) => Unit::Scale(u32::try_from(number.trim().len().checked_sub(1)?).ok()?),
                (_, currency) => Unit::Currency(currency.trim()),
            };
            Some(table::list(&row, 1).into_iter().map(move |form| (form, unit)).collect::<Vec<_>>())
        });
        let signs =
            [("$", "USD"), ("US$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₹", "INR"), ("₽", "RUB"), ("₺", "TRY")];
        let signs = signs.into_iter().map(|(sign, code)| (sign, Unit::Currency(code)));
        let codes = money::currencies().iter().map(|code| (*code, Unit::Currency(code)));
        let numbers = table::rows(lang.table(Table::Numbers)).filter_map(|row| {
            let n: u32 = table::column(&row, 0).parse().ok()?;
            Some(table::list(&row, 1).into_iter().map(move |form| (form, n)).collect::<Vec<_>>())
        });
        Goods {
            goods: Phrases::new(lang, goods.flatten()),
            units: Phrases::new(lang, units.flatten().chain(signs).chain(codes)),
            numbers: Phrases::new(lang, numbers.flatten()),
        }
    }

    fn at(&self, p: &Paragraph, k: usize) -> Option<(usize, DealKind)> {
        self.goods.at(p, k).map(|(len, kind)| (len, *kind))
    }

    /// The sums in a range of tokens: a number with a scale and a currency, as the language orders them.
    pub fn sums(&self, p: &Paragraph, lang: &Lang, range: Range<usize>) -> Vec<Sum> {
        let mut out = Vec::new();
        let mut k = range.start;
        while k < range.end {
            match self.sum(p, lang, k, range.clone()) {
                Some(sum) => {
                    k = sum.range.end;
                    out.push(sum);
                }
                None => k += 1,
            }
        }
        out
    }

    fn sum(&self, p: &Paragraph, lang: &Lang, k: usize, range: Range<usize>) -> Option<Sum> {
        let unit = |k: usize| self.units.at(p, k).map(|(len, unit)| (len, *unit));
        let (mut at, mut end, mut amount, mut scaled, mut currency) = (k, k, Amount::ZERO, false, None);
        // "one arab twenty crore": each number with its scale is added to the one before.
        for part in 0..3 {
            let Some((after, number, glued)) = self.number(p, lang, at) else { break };
            let mut power = 0;
            let mut to = after;
            // "2billion", "5bn": the scale is glued to the number.
            if let Some(word) = glued {
                match self.units.at(&word, 0) {
                    Some((_, Unit::Scale(n))) => power += n,
                    Some((_, Unit::Currency(code))) => currency = Some(*code),
                    None => return None,
                }
            }
            loop {
                let next = if p.word(to) == "-" { to + 1 } else { to };
                match unit(next) {
                    Some((len, Unit::Scale(n))) if p.is_word(next) => {
                        (to, power) = (next + len, power + n);
                        // "bn.", "Mrd."
                        if p.word(to) == "." && lang.is_abbreviation(p.word(to - 1)) {
                            to += 1;
                        }
                    }
                    _ => break,
                }
            }
            if part > 0 && power == 0 {
                break;
            }
            amount = amount.checked_add(Amount::parse(&format!("{number}e{power}")).ok()?)?;
            (scaled, end) = (scaled || power > 0, to);
            // "und", "اور" may stand between.
            at = if lang.is(Marker::And, p, to) { to + 1 } else { to };
            if power == 0 {
                break;
            }
        }
        if end == k {
            return None;
        }
        let mut from = k;
        // The currency behind: "Milliarden US-Dollar", "millones de dólares", "مليار دولار".
        let behind =
            (end..end + 3).take_while(|&i| i == end || lang.is_small(p.lower(i - 1))).find_map(|i| Some((i, unit(i)?)));
        let before = self.units.before(p, k).filter(|(from, _)| *from >= range.start.saturating_sub(2));
        match (before, behind) {
            (Some((at, Unit::Currency(code))), _) => {
                from = at;
                currency = Some(*code);
            }
            (_, Some((at, (len, Unit::Currency(code))))) => {
                end = at + len;
                currency = Some(code);
            }
            _ => {}
        }
        let written = money::Written { amount, currency: Some(currency?) };
        let as_written = p.slice(from..end).to_string();
        Some(Sum { written, as_written, is_rounded: scaled, range: from..end })
    }

    /// Whether a number stands at a token.
    pub fn is_number(&self, p: &Paragraph, k: usize) -> bool {
        p.is_word(k) && self.count(p, k, p.word(k)).is_some()
    }

    /// "twelve", "24".
    fn count(&self, p: &Paragraph, k: usize, word: &str) -> Option<u32> {
        let spelled = self.numbers.at(p, k).map(|(_, n)| *n);
        spelled.or_else(|| digits(word).replace(',', "").parse().ok().filter(|n| (1..1_000_000).contains(n)))
    }

    /// A number at a token: the token behind it, its digits with a decimal point, and letters that are glued to it.
    fn number(&self, p: &Paragraph, lang: &Lang, k: usize) -> Option<(usize, String, Option<Paragraph>)> {
        let word = digits(p.word(k));
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            // Arabic has a form for two of them.
            if matches!(p.lower(k), "ملیونی" | "ملیونین" | "ملیاری" | "ملیارین") && lang.code == "ar"
            {
                return Some((k, "2".to_string(), None));
            }
            // "two billion": a number in words is a sum only with its scale.
            let (len, n) = self.numbers.at(p, k)?;
            let scale = matches!(self.units.at(p, k + len), Some((_, Unit::Scale(_))));
            return scale.then(|| (k + len, n.to_string(), None));
        }
        let cut = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
        let (mut text, rest) = (word.get(..cut)?.to_string(), word.get(cut..)?.to_string());
        let mut end = k + 1;
        // "1 200 000"
        while rest.is_empty()
            && p.word(end).len() == 3
            && p.word(end).bytes().all(|b| b.is_ascii_digit())
            && matches!(lang.code, "fr" | "ru" | "es")
        {
            text.push_str(p.word(end));
            end += 1;
        }
        let comma_is_point = matches!(lang.code, "de" | "es" | "fr" | "ru" | "tr");
        let (point, group) = if comma_is_point { (',', '.') } else { ('.', ',') };
        // In these languages too "1.5" is met: a group has three digits.
        let grouped = text.split(group).skip(1).all(|part| part.len() == 3);
        let text: String = if grouped {
            text.chars()
                .filter(|c| *c != group && *c != '٬')
                .map(|c| if c == point || c == '٫' { '.' } else { c })
                .collect()
        } else {
            text.replace(group, ".")
        };
        let plain = text.matches('.').count() <= 1 && !text.ends_with('.');
        let glued = (!rest.is_empty()).then(|| Paragraph::new(1, &rest, lang, &|_, _| false));
        plain.then_some((end, text, glued))
    }

    /// The goods in a range of tokens; what they are for, behind a later "for", is another matter.
    pub fn items(&self, p: &Paragraph, lang: &Lang, range: Range<usize>) -> Vec<Thing> {
        let mut out: Vec<Thing> = Vec::new();
        let mut k = range.start;
        while k < range.end {
            if !out.is_empty() && matches!(p.word(k), "for" | ";" | "as" | "that" | "which") {
                break;
            }
            // "Whirlpool'un" is no flour ("un").
            let Some((len, kind)) = self.at(p, k).filter(|_| !lang.is_suffix(p, k)) else {
                k += 1;
                continue;
            };
            // "Su-35 fighter jets": one thing, told by its last words.
            if self.at(p, k + len).is_some() && k + len < range.end {
                k += len;
                continue;
            }
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
                let other = lang.code != "en"
                    && (lang.is_stop(p.lower(from - 1))
                        || lang.is_suffix(p, from - 1)
                        || self.count(p, from, p.word(from)).is_some());
                if small || other || !(p.is_word(from - 1) || word == "-") {
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
            let count = self.count(p, from, first);
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
