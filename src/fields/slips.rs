//! The commonest slips in TOML in their own words: each tells what to type. Whether a line is at fault at all has been
//! decided by the TOML reader; here it is only named.

use std::ops::Range;
use std::sync::Arc;

use super::item::{amount_help, date_help};
use super::lines::line_at;
use crate::date::Date;
use crate::diag::{Diag, Place};
use crate::money;

const CURLY: [char; 8] = ['“', '”', '„', '‟', '‘', '’', '«', '»'];

/// Names the fault that TOML found at `span` of the file.
pub fn tell(path: &Arc<str>, text: &str, span: &Range<usize>, message: &str) -> Diag {
    let line = line_at(text, span.start);
    let words = text.get(line.clone()).unwrap_or("");
    let at = |from: usize, to: usize| Place::new(path, line.start + from..line.start + to);
    if let Some((from, fixed)) = curly(words) {
        let len = words.get(from..).and_then(|w| w.chars().next()).map_or(1, char::len_utf8);
        return Diag::error("curly-quotes", "curly quotation marks do not enclose a text here")
            .at(at(from, from + len))
            .help(format!("write: {fixed}"));
    }
    if let Some(value) = Value::around(words, span.start.saturating_sub(line.start)) {
        let bare = value.span.start..value.span.start + value.bare().len();
        if let Some(diag) = value.amount().or_else(|| value.date()) {
            return diag.at(at(bare.start, bare.end));
        }
        if let Some((from, fixed)) = value.inner_quotes() {
            return Diag::error("quotes-in-text", "a quotation mark inside the text ends it too early")
                .at(at(from, from + 1))
                .help(format!("write: {fixed}"));
        }
        if let Some(fixed) = value.bare_text() {
            return Diag::error("missing-quotes", format!("the text of `{}` needs quotation marks", value.key))
                .at(at(bare.start, bare.end))
                .help(format!("write: {fixed}"));
        }
    }
    if let Some(fixed) = yaml(words) {
        let colon = words.find(':').unwrap_or(0);
        return Diag::error("yaml-line", "a key and its value are joined by `=` here, not by `:`")
            .at(at(colon, colon + 1))
            .help(format!("write: {fixed}"));
    }
    let place = Place::new(path, span.clone());
    if message.contains("duplicate key") {
        return Diag::error("duplicate-key", "this key is already there")
            .at(place)
            .help("keep one of the lines; if it belongs to the record, it stands above the first [table]");
    }
    Diag::error("toml-syntax", format!("not TOML: {}", message.replace('\n', "; "))).at(place)
}

/// The first curly mark that stands where a straight one must, and the line with straight ones.
fn curly(line: &str) -> Option<(usize, String)> {
    let mut first = None;
    let mut fixed = String::with_capacity(line.len());
    // The closing mark that ends the text we are in.
    let mut inside: Option<char> = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match inside {
            None if c == '#' => return Some((first?, fixed + line.get(at..)?)),
            None if c == '"' || c == '\'' => {
                // A straight mark may be closed by a curly one only.
                let closed = line.get(at + 1..)?.contains(c);
                let end = line.get(at + 1..)?.chars().find(|c| CURLY.contains(c));
                inside = Some(if closed { c } else { end.unwrap_or(c) });
                fixed.push(c);
            }
            // Elsewhere it is an apostrophe in a text that has no marks at all.
            None if CURLY.contains(&c) && fixed.trim_end().ends_with(['=', '[', ',', '{', ':']) => {
                first.get_or_insert(at);
                inside = Some(match c {
                    '‘' | '’' => '’',
                    '«' => '»',
                    _ => '”',
                });
                fixed.push('"');
            }
            Some(end) if c == end && before != '\\' => {
                if end != '"' && end != '\'' {
                    first.get_or_insert(at);
                    fixed.push('"');
                } else {
                    fixed.push(c);
                }
                inside = None;
            }
            // An opening curly mark may be closed by a straight one.
            Some('”' | '’' | '»') if c == '"' && !line.get(at..)?.contains(['”', '’', '»']) => {
                fixed.push('"');
                inside = None;
            }
            Some('”') if c == '"' => fixed.push_str("\\\""),
            _ => fixed.push(c),
        }
        before = c;
    }
    Some((first?, fixed))
}

/// `key: value` as in YAML, put right.
fn yaml(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let (key, value) = (key.trim(), value.trim());
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if !plain(key) {
        return None;
    }
    let quoted = value.starts_with(['"', '\'', '[', '{']) || value.parse::<f64>().is_ok();
    let known = matches!(value, "true" | "false") || (Date::parse(value).is_ok() && value.len() == 10);
    Some(if value.is_empty() {
        format!("{key} = \"…\"")
    } else if quoted || known {
        format!("{key} = {value}")
    } else {
        format!("{key} = {}", quote(value))
    })
}

/// A text in the quotation marks it can stand in.
fn quote(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// A value on a line, and the key before its `=`.
struct Value<'a> {
    key: &'a str,
    /// All that stands after the `=`, as far as one value may reach.
    text: &'a str,
    /// Where that is on the line.
    span: Range<usize>,
}

impl<'a> Value<'a> {
    /// The value that holds the byte `at` of a line, or follows it.
    fn around(line: &'a str, at: usize) -> Option<Value<'a>> {
        let before = line.get(..at.min(line.len())).unwrap_or(line);
        let equals = before.rfind('=').or_else(|| line.find('='))?;
        let head = line.get(..equals)?.trim_end();
        let key_start = head
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
            .map_or(0, |i| i + head.get(i..).and_then(|h| h.chars().next()).map_or(1, char::len_utf8));
        let tail = line.get(equals + 1..)?;
        let start = equals + 1 + (tail.len() - tail.trim_start().len());
        let text = line.get(start..)?.trim_end();
        Some(Value { key: head.get(key_start..)?, text, span: start..start + text.len() })
    }

    /// The value where it has no quotation marks: up to what ends it, with commas inside a number.
    fn bare(&self) -> &'a str {
        if self.text.starts_with(['"', '\'', '[', '{']) {
            return "";
        }
        let bytes = self.text.as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let in_number =
            |i: usize| i > 0 && digit(i - 1) && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4);
        let end = self.text.char_indices().find(|(i, c)| match c {
            ']' | '}' | '#' => true,
            ',' => !in_number(*i) && !self.comma_in_date(*i),
            _ => false,
        });
        self.text.get(..end.map_or(self.text.len(), |(i, _)| i)).unwrap_or("").trim_end()
    }

    /// `April 1, 2018`
    fn comma_in_date(&self, comma: usize) -> bool {
        let after = self.text.get(comma + 1..).unwrap_or("").trim_start();
        let word = self.text.get(..comma).unwrap_or("");
        word.starts_with(|c: char| c.is_alphabetic()) && after.len() >= 4 && after.starts_with(['1', '2'])
    }

    fn amount(&self) -> Option<Diag> {
        let text = self.bare();
        let number = text.strip_prefix('-').unwrap_or(text);
        let grouped =
            number.contains(',') && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'_'));
        let scaled = money::written(text).is_some()
            && ["thousand", "lakh", "million", "crore", "billion", "trillion", "bn", "mn"]
                .iter()
                .any(|w| text.to_lowercase().contains(w));
        let signed =
            text.starts_with(['$', '€', '£', '₹', '¥', '₽']) || text.starts_with("US$") || text.starts_with("Rs");
        if !(grouped || scaled || signed && money::written(text).is_some()) {
            return None;
        }
        let diag = Diag::error("bad-amount", format!("`{text}` is not a number"));
        let diag = diag.help("a number is written in digits alone; `_` may part them");
        Some(amount_help(diag, self.key, text))
    }

    fn date(&self) -> Option<Diag> {
        let text = self.bare();
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        match Date::parse(text) {
            Ok(_) => {
                let diag = Diag::error(
                    "bad-date",
                    format!("`{text}` needs quotation marks: only a year or a whole day has none"),
                );
                Some(date_help(diag, self.key, Some(text.to_string())))
            }
            Err(fault) => {
                let dated = text.len() >= 6
                    && text.contains('-')
                    && text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'~');
                if fault.instead.is_none() && !dated {
                    return None;
                }
                let message = match fault.reason.ends_with("is not a date") {
                    true => fault.reason,
                    false => format!("`{text}` is not a date: {}", fault.reason),
                };
                let diag = Diag::error("bad-date", message);
                Some(date_help(diag, self.key, fault.instead))
            }
        }
    }

    /// A text in straight marks that holds more of them: where the first of these is, and the line put right.
    fn inner_quotes(&self) -> Option<(usize, String)> {
        let inner = self.text.strip_prefix('"')?;
        let end = inner.rfind('"')?;
        let inner = inner.get(..end)?;
        let mut escaped = false;
        let at = inner.char_indices().find_map(|(i, c)| {
            let found = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            found.then_some(i)
        })?;
        // In a list or an inline table the marks belong to several texts.
        let after = inner.get(at + 1..)?.trim_start();
        if after.starts_with([',', ']', '}', '"']) {
            return None;
        }
        let fixed = if inner.contains('\\') { format!("\"{}\"", inner.replace('"', "\\\"")) } else { quote(inner) };
        Some((self.span.start + 1 + at, format!("{} = {fixed}", self.key)))
    }

    /// A text that has no marks at all.
    fn bare_text(&self) -> Option<String> {
        let text = self.bare();
        let starts = text.starts_with(|c: char| c.is_alphabetic());
        let word = !matches!(text, "true" | "false" | "inf" | "nan") && !text.contains(['"', '=']);
        (starts && word && !self.key.is_empty()).then(|| format!("{} = {}", self.key, quote(text)))
    }
}
