//! The values of a record's front matter, one by one: where each stands in the file, and in which forms a page may show
//! it. Whether a form is what somebody pointed at is asked by the caller.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::{DeArray, DeTable, DeValue};

use crate::date::Date;
use crate::fields::is_id;
use crate::kb::Kb;
use crate::kb::head::Head;
use crate::money::{self, Amount};
use crate::text::fold;
use crate::text::strings::Strings;

/// Keys whose values no page shows as they are: references behind the text, and what is said about other fields.
const UNSEEN: [&str; 7] = ["refs", "for", "path", "unconfirmed", "was", "lang", "dir"];

/// One value: a text, a number, a date; never a table or a list.
pub struct Leaf {
    /// Its field and what stands in it, from the top: `value`, `amount`.
    pub keys: Vec<String>,
    /// Where the value stands in the file.
    pub span: Range<usize>,
    /// What a page may show for it, ready to be compared ([`plain`]).
    pub forms: Vec<String>,
}

/// A key at the top: a field of the record, whatever it holds.
pub struct Field {
    pub name: String,
    /// Where its key stands in the file.
    pub key: usize,
    /// From its value's first byte to the last that belongs to it.
    pub span: Range<usize>,
}

/// The values and the fields of a file, both in the order of the file.
pub struct Leaves {
    pub leaves: Vec<Leaf>,
    pub fields: Vec<Field>,
}

/// Where the TOML between the fences stands. A file without fences has none.
pub fn front(text: &str) -> Option<Range<usize>> {
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches('\u{feff}').trim();
        match start {
            None if bare == "+++" => start = Some(at + line.len()),
            None if !bare.is_empty() => return None,
            Some(start) if bare == "+++" => return Some(start..at),
            _ => {}
        }
        at += line.len();
    }
    None
}

/// Reads the TOML in `toml` of a file. What cannot be read is left out: this only shows the way.
pub fn read(kb: &Kb, words: &Words, text: &str, toml: Range<usize>) -> Leaves {
    walk(text, toml, Some((kb, words)))
}

/// The fields alone: nobody asks how their values are shown.
pub fn fields(text: &str, toml: Range<usize>) -> Vec<Field> {
    walk(text, toml, None).fields
}

fn walk(text: &str, toml: Range<usize>, shown: Shown) -> Leaves {
    let (table, _) = DeTable::parse_recoverable(text.get(toml.clone()).unwrap_or(""));
    let mut walk = Walk { shown, start: toml.start, keys: Vec::new(), out: Vec::new() };
    let mut fields = Vec::new();
    for (key, value) in table.get_ref() {
        let from = walk.out.len();
        walk.keys.push(key.get_ref().to_string());
        walk.value(value.get_ref(), walk.moved(value.span()), None);
        walk.keys.pop();
        // A table that is written below its own header goes on beyond it.
        let inner = walk.out.iter().skip(from);
        let own = walk.moved(value.span());
        let end = inner.map(|leaf| leaf.span.end).chain([own.end]).max().unwrap_or(own.end);
        let key_at = walk.moved(key.span()).start;
        fields.push(Field { name: key.get_ref().to_string(), key: key_at, span: own.start..end });
    }
    let mut leaves = walk.out;
    leaves.sort_by_key(|leaf| leaf.span.start);
    fields.sort_by_key(|field| field.key);
    Leaves { leaves, fields }
}

/// What the forms of a value are made with.
type Shown<'a> = Option<(&'a Kb, &'a Words<'a>)>;

struct Walk<'a> {
    shown: Shown<'a>,
    start: usize,
    keys: Vec<String>,
    out: Vec<Leaf>,
}

impl Walk<'_> {
    fn moved(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.start..span.end + self.start
    }

    fn value(&mut self, value: &DeValue, span: Range<usize>, currency: Option<&str>) {
        if self.keys.last().is_some_and(|key| UNSEEN.contains(&key.as_str())) {
            return;
        }
        match value {
            DeValue::Table(table) => self.table(table),
            DeValue::Array(array) => self.array(array),
            _ => {
                let forms = self.shown.map(|(kb, words)| forms(kb, words, value, currency)).unwrap_or_default();
                let forms = forms.iter().map(|form| plain(form)).filter(|form| !form.is_empty()).collect();
                self.out.push(Leaf { keys: self.keys.clone(), span, forms });
            }
        }
    }

    fn table(&mut self, table: &DeTable) {
        let currency = table.iter().find(|(key, _)| key.get_ref() == "currency");
        let currency = currency.and_then(|(_, value)| value.get_ref().as_str());
        for (key, value) in table {
            self.keys.push(key.get_ref().to_string());
            self.value(value.get_ref(), self.moved(value.span()), currency);
            self.keys.pop();
        }
    }

    fn array(&mut self, array: &DeArray) {
        for value in array.iter() {
            self.value(value.get_ref(), self.moved(value.span()), None);
        }
    }
}

/// What a page may show for a value.
fn forms(kb: &Kb, words: &Words, value: &DeValue, currency: Option<&str>) -> Vec<String> {
    match value {
        DeValue::String(text) => of_text(kb, words, text),
        DeValue::Integer(number) if number.radix() == 10 => of_number(words, number.as_str(), currency),
        DeValue::Float(number) => of_number(words, number.as_str(), currency),
        DeValue::Datetime(when) => of_date(words, &when.to_string()),
        _ => Vec::new(),
    }
}

fn of_text(kb: &Kb, words: &Words, text: &str) -> Vec<String> {
    let mut forms = vec![text.to_string()];
    forms.extend(of_date(words, text));
    if is_id(text) {
        if let Some(sym) = kb.sym(text) {
            let doc = kb.doc(sym);
            forms.push(Head::of(doc).name().into_owned());
            forms.extend(doc.record.common.short.clone());
        }
        forms.push(text.replace('-', " "));
        forms.extend(words.of_word(text));
    }
    forms
}

fn of_date(words: &Words, text: &str) -> Vec<String> {
    // A TOML date is an EDTF day; what is no date has no such form.
    Date::parse(text).map(|date| vec![date.spell(words.strings), date.edtf()]).unwrap_or_default()
}

fn of_number(words: &Words, digits: &str, currency: Option<&str>) -> Vec<String> {
    let Ok(amount) = Amount::parse(digits) else { return Vec::new() };
    let written = amount.to_string();
    let mut forms = Vec::new();
    if let Some(currency) = currency {
        forms.push(money::spell(amount, currency, words.strings));
    }
    if !written.contains(['.', '-']) {
        forms.push(words.strings.grouped(&written));
    }
    forms.push(written);
    forms
}

/// The words of the theme, so that `in-force` is found where a page says "In force".
pub struct Words<'a> {
    strings: &'a Strings,
    /// The last parts of their keys, `in_force` of `status_in_force`, with the texts.
    by_word: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Words<'a> {
    pub fn new(strings: &'a Strings) -> Words<'a> {
        let mut by_word: HashMap<&str, Vec<&str>> = HashMap::new();
        for key in strings.keys() {
            let Some(text) = strings.find(key) else { continue };
            // The list a word belongs to may itself have two parts: `deal_kind_arms_transfer`.
            for (at, _) in key.match_indices('_') {
                if let Some(word) = key.get(at + 1..) {
                    by_word.entry(word).or_default().push(text);
                }
            }
        }
        Words { strings, by_word }
    }

    fn of_word(&self, word: &str) -> Vec<String> {
        let texts = self.by_word.get(word.replace('-', "_").as_str());
        texts.into_iter().flatten().filter(|text| !text.contains('{')).map(|text| text.to_string()).collect()
    }

    /// What pages call a field.
    pub fn of_field(&self, field: &str) -> [String; 2] {
        let said = self.strings.find(&format!("field_{field}")).unwrap_or(field);
        [plain(said), plain(&field.replace('_', " "))]
    }
}

/// A text as it is compared: folded, its white space single, without the quotation marks and stops around it.
pub fn plain(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if matches!(c, '’' | '‘') { '\'' } else { c }));
    }
    out.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '.' | ',' | ':' | ';' | ' '))
        .into()
}
