//! The words that the theme says, in one language: a flat TOML file of `key = "text with {name}"` and of
//! `key = { one = "{n} deal", other = "{n} deals" }`. What the words are for is the affair of those who ask.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// A parsed strings file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Plain(String),
    Plural { zero: Option<String>, one: Option<String>, other: String },
}

/// What is wrong with a strings file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringsFault {
    pub message: String,
    pub span: Range<usize>,
}

impl Strings {
    /// Reads a file. What can be read is kept; the faults say what cannot.
    pub fn parse(text: &str) -> (Strings, Vec<StringsFault>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut faults: Vec<StringsFault> = errors
            .iter()
            .map(|e| StringsFault { message: e.message().to_string(), span: e.span().unwrap_or(0..0) })
            .collect();
        let mut strings = Strings::default();
        for (key, value) in table.get_ref() {
            match entry(value.get_ref()) {
                Ok(entry) => {
                    strings.entries.insert(key.get_ref().to_string(), entry);
                }
                Err(message) => {
                    // A value that did not parse has been reported already.
                    if faults.iter().all(|f| f.span.end <= value.span().start || f.span.start >= value.span().end) {
                        faults.push(StringsFault { message, span: value.span() });
                    }
                }
            }
        }
        faults.sort_by_key(|f| f.span.start);
        (strings, faults)
    }

    /// These words with those of `own` over them: a site need only write the words it changes.
    pub fn overlaid(mut self, own: Strings) -> Strings {
        self.entries.extend(own.entries);
        self
    }

    /// Every key, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The text of a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        match self.entries.get(key)? {
            Entry::Plain(text) | Entry::Plural { other: text, .. } => Some(text),
        }
    }

    /// The text of a key; the key itself where it has none, so that a gap can be seen on the page.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key with each `{name}` replaced. A name without a value stays as it is written.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The text of a key for a number, which stands in it as `{n}`.
    pub fn count(&self, key: &str, n: u64) -> String {
        let text = match (self.entries.get(key), n) {
            (Some(Entry::Plural { zero: Some(text), .. }), 0) => text,
            (Some(Entry::Plural { one: Some(text), .. }), 1) => text,
            _ => self.get(key),
        };
        fill(text, &[("n", &self.grouped(&n.to_string()))])
    }

    /// Digits with the language's mark between the thousands (`number_group`, else a comma): `1,234,567`.
    pub fn grouped(&self, digits: &str) -> String {
        let mark = self.find("number_group").unwrap_or(",");
        let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(mark);
            }
            out.push(c);
        }
        out
    }
}

fn entry(value: &DeValue) -> Result<Entry, String> {
    match value {
        DeValue::String(text) => Ok(Entry::Plain(text.to_string())),
        DeValue::Table(forms) => {
            let (mut zero, mut one, mut other) = (None, None, None);
            for (form, text) in forms {
                let DeValue::String(text) = text.get_ref() else {
                    return Err(format!("`{}` must be a text", form.get_ref()));
                };
                let text = Some(text.to_string());
                match form.get_ref().as_ref() {
                    "zero" => zero = text,
                    "one" => one = text,
                    "other" => other = text,
                    form => return Err(format!("`{form}` is not `zero`, `one` or `other`")),
                }
            }
            let other = other.ok_or("a text that counts needs `other`")?;
            Ok(Entry::Plural { zero, one, other })
        }
        _ => Err("must be a text, or `{ one = \"…\", other = \"…\" }`".to_string()),
    }
}

/// One pass, so that braces in a value are never filled in turn.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after
            .split_once('}')
            .and_then(|(name, tail)| values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, tail)));
        match known {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_counts() {
        let (s, faults) = Strings::parse(
            "hello = \"Hello {name}, {x}\"\ndeals = { zero = \"none\", one = \"{n} deal\", other = \"{n} deals\" }\n",
        );
        assert_eq!(faults, []);
        assert_eq!(s.get("nothing"), "nothing");
        assert_eq!(s.fill("hello", &[("name", "{x}"), ("y", "z")]), "Hello {x}, {x}");
        for (n, text) in [(0, "none"), (1, "1 deal"), (2, "2 deals"), (1234567, "1,234,567 deals")] {
            assert_eq!(s.count("deals", n), text);
        }
        assert_eq!(s.fill("{", &[]), "{");
    }

    #[test]
    fn a_site_overlays_the_theme() {
        let (theme, _) = Strings::parse("a = \"1\"\nb = \"2\"");
        let (own, _) = Strings::parse("b = \"3\"");
        let both = theme.overlaid(own);
        assert_eq!((both.get("a"), both.get("b")), ("1", "3"));
    }

    #[test]
    fn faults_have_places_and_the_rest_is_kept() {
        let (s, faults) = Strings::parse("a = 1\nb = \"ok\"\nc = { one = \"x\" }\nd = { uno = \"x\" }\ne = \n");
        assert_eq!(s.get("b"), "ok");
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert_eq!(faults.first().map(|f| f.span.clone()), Some(4..5));
    }
}
