//! One value, read as what its field wants it to be; a value that is something else is told and left out.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeValue};

use super::{At, Fields, File, id_like, is_id};
use crate::date::{Date, DateFault};
use crate::diag::{self, Diag};
use crate::money::{self, Amount};

/// A value and the name of the field it stands in.
pub struct Item<'a> {
    pub file: &'a File<'a>,
    /// Where it stands in the file.
    pub span: Range<usize>,
    name: String,
    value: &'a DeValue<'a>,
}

impl<'a> Item<'a> {
    pub(super) fn new(file: &'a File<'a>, name: String, value: &'a Spanned<DeValue<'a>>) -> Item<'a> {
        Item { file, span: file.moved(value.span()), name, value: value.get_ref() }
    }

    fn at<T>(&self, value: T) -> At<T> {
        At { value, span: self.span.clone() }
    }

    /// The last part of the name: what stands before the `=`.
    fn key(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }

    /// Says that this is not what the field takes.
    pub fn wrong(&self, wanted: &str, help: &str) {
        let message = format!("`{}` takes {wanted}, not {}", self.name, kind_of(self.value));
        self.file.error("wrong-type", message, &self.span, help);
    }

    pub fn is_table(&self) -> bool {
        self.value.is_table()
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        self.value.as_str()
    }

    pub fn as_bool(&self) -> Option<bool> {
        self.value.as_bool()
    }

    /// A string without control characters; an empty one counts as absent.
    pub fn text(&self) -> Option<At<String>> {
        let Some(text) = self.value.as_str() else {
            let written = self.file.text.get(self.span.clone()).unwrap_or("");
            let help = match self.value {
                DeValue::Array(_) | DeValue::Table(_) => format!("write: {} = \"…\"", self.key()),
                _ => format!("write: {} = \"{written}\"", self.key()),
            };
            self.wrong("a text in quotation marks", &help);
            return None;
        };
        if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
            let message = format!("`{}` holds the control character U+{:04X}", self.name, u32::from(c));
            self.file.error("control-character", message, &self.span, "take it out");
            return None;
        }
        (!text.trim().is_empty()).then(|| self.at(text.to_string()))
    }

    pub fn word<T>(&self, words: &[&str], read: fn(&str) -> Option<T>) -> Option<At<T>> {
        let text = self.text()?;
        let found = read(&text.value);
        if found.is_none() {
            let mut diag = Diag::error("unknown-word", format!("`{}` cannot be \"{}\"", self.name, text.value))
                .at(self.file.place(&self.span));
            if let Some(near) = diag::nearest(&text.value, words.iter().copied()) {
                diag = diag.help(format!("did you mean \"{near}\"?"));
            }
            self.file.tell(diag.help(format!("one of: {}", words.join(", "))));
        }
        found.map(|word| self.at(word))
    }

    pub fn int(&self) -> Option<At<i64>> {
        let DeValue::Integer(int) = self.value else {
            self.wrong("a whole number", &format!("write: {} = 12", self.key()));
            return None;
        };
        let number = i64::from_str_radix(int.as_str(), int.radix()).ok();
        if number.is_none() {
            self.file.error("bad-number", format!("`{}` is too large", self.name), &self.span, "");
        }
        number.map(|n| self.at(n))
    }

    pub fn float(&self) -> Option<At<f64>> {
        let number = match self.value {
            DeValue::Integer(int) if int.radix() == 10 => int.as_str().parse::<f64>().ok(),
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            _ => None,
        };
        match number.filter(|n| n.is_finite()) {
            Some(number) => Some(self.at(number)),
            None => {
                self.wrong("a number", &format!("write: {} = 24.86", self.key()));
                None
            }
        }
    }

    pub fn flag(&self) -> Option<At<bool>> {
        let Some(flag) = self.value.as_bool() else {
            self.wrong("true or false, without quotation marks", &format!("write: {} = true", self.key()));
            return None;
        };
        Some(self.at(flag))
    }

    pub fn date(&self) -> Option<At<Date>> {
        let read = match self.value {
            DeValue::Integer(int) => match i64::from_str_radix(int.as_str(), int.radix()) {
                Ok(year) if (0..=9999).contains(&year) => Date::year(year),
                _ => Date::parse(&run_together(int)),
            },
            DeValue::Datetime(when) => match (when.date, when.time) {
                (Some(date), None) => Date::day(date.year, date.month, date.day),
                (Some(date), Some(_)) => {
                    let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
                    Err(DateFault { reason: "a date has no time of day".into(), instead: Some(day) })
                }
                _ => Err(DateFault { reason: "a time of day is not a date".into(), instead: None }),
            },
            DeValue::String(_) => Date::parse(&self.text()?.value),
            _ => {
                self.wrong(
                    "a date",
                    &format!("write: {0} = 2018, or {0} = \"2018-04\", or {0} = 2018-04-01", self.key()),
                );
                return None;
            }
        };
        match read {
            Ok(date) => Some(self.at(date)),
            Err(fault) => {
                let diag = Diag::error("bad-date", format!("`{}`: {}", self.name, fault.reason));
                self.file.tell(date_help(diag.at(self.file.place(&self.span)), self.key(), fault.instead));
                None
            }
        }
    }

    /// An exact number, not below nothing.
    pub fn amount(&self) -> Option<At<Amount>> {
        let read = match self.value {
            DeValue::Integer(int) if int.radix() == 10 => Amount::parse(int.as_str()).map_err(|f| f.reason),
            DeValue::Float(float) => Amount::parse(float.as_str()).map_err(|f| f.reason),
            DeValue::String(text) => Err(match money::written(text) {
                Some(_) => "it is a text".to_string(),
                None => format!("\"{text}\" is not a number"),
            }),
            _ => {
                self.wrong("a number", &format!("write: {} = 2_000_000_000", self.key()));
                return None;
            }
        };
        let read = match read {
            Ok(amount) if amount.is_negative() => Err("it is less than nothing".to_string()),
            read => read,
        };
        match read {
            Ok(amount) => Some(self.at(amount)),
            Err(reason) => {
                let diag = Diag::error("bad-amount", format!("`{}` is not an amount: {reason}", self.name));
                let text = self.value.as_str().unwrap_or("");
                self.file.tell(amount_help(diag.at(self.file.place(&self.span)), self.key(), text));
                None
            }
        }
    }

    pub fn id(&self) -> Option<At<String>> {
        let text = match self.value {
            DeValue::String(_) => self.text()?,
            _ => {
                self.wrong("the id of a record, in quotation marks", &format!("write: {} = \"russia\"", self.key()));
                return None;
            }
        };
        if is_id(&text.value) {
            return Some(text);
        }
        let message = format!("\"{}\" is not an id: only a-z, 0-9 and - stand in one", text.value);
        let help = match id_like(text.value.trim_end_matches(".md")) {
            Some(id) => format!("write: \"{id}\""),
            None => "an id is the name of the record's file, without .md".to_string(),
        };
        self.file.error("bad-id", message, &self.span, &help);
        None
    }

    /// The entries of a list.
    pub fn list(&self) -> Vec<Item<'a>> {
        let DeValue::Array(array) = self.value else {
            let written = self.file.text.get(self.span.clone()).filter(|w| !w.contains('\n'));
            self.wrong(
                "a list in square brackets",
                &match written {
                    Some(written) => format!("write: {} = [{written}]", self.key()),
                    None => format!("write: {} = [ … ]", self.key()),
                },
            );
            return Vec::new();
        };
        let items = array.iter().map(|value| Item::new(self.file, self.name.clone(), value));
        let scalar = |item: &Item| !matches!(item.value, DeValue::Array(_) | DeValue::Table(_));
        items.filter(|item| !(scalar(item) && self.file.is_broken(&item.span))).collect()
    }

    pub fn table(&self, wanted: &str) -> Option<Fields<'a>> {
        let DeValue::Table(table) = self.value else {
            self.wrong(wanted, "");
            return None;
        };
        Some(Fields::new(self.file, self.name.clone(), table, self.span.clone()))
    }

    /// Free data as it is; only control characters and numbers that fit nowhere are told.
    pub fn free(&self) -> serde_json::Value {
        use serde_json::Value;
        let inner = |value| Item::new(self.file, self.name.clone(), value).free();
        match self.value {
            DeValue::String(text) if text.is_empty() => Value::String(String::new()),
            DeValue::String(text) => self.text().map_or_else(|| Value::String(text.trim().into()), |t| t.value.into()),
            DeValue::Integer(_) => self.int().map_or(Value::Null, |n| n.value.into()),
            DeValue::Float(float) => float.as_str().parse::<f64>().map_or(Value::Null, Value::from),
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Datetime(when) => Value::String(when.to_string()),
            DeValue::Array(array) => Value::Array(array.iter().map(inner).collect()),
            DeValue::Table(table) => {
                Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), inner(value))).collect())
            }
        }
    }
}

/// `20180401` as `2018-04-01`, so that it can be read or guessed at.
fn run_together(int: &DeInteger) -> String {
    let digits = int.as_str();
    match (digits.len(), digits.get(..4), digits.get(4..6), digits.get(6..)) {
        (8, Some(year), Some(month), Some(day)) => format!("{year}.{month}.{day}"),
        _ => digits.to_string(),
    }
}

/// Adds what to type for a date: what was perhaps meant, else the forms there are.
pub(super) fn date_help(diag: Diag, key: &str, instead: Option<String>) -> Diag {
    match instead {
        Some(date) => diag.help(format!("write: {key} = \"{date}\"")),
        None => diag.help(format!("write: {key} = 2018, or {key} = \"2018-04\", or {key} = 2018-04-01")),
    }
}

/// Adds what to type for an amount: what the words say, else the form there is.
pub fn amount_help(diag: Diag, key: &str, words: &str) -> Diag {
    let Some(written) = money::written(words) else {
        return diag.help(format!("write: {key} = 2_000_000_000"));
    };
    let number = format!("{key} = {}", written.amount.underscored());
    diag.help(match (written.currency, key) {
        (Some(code), "value") => format!(
            "write: value = {{ amount = {}, currency = \"{code}\", as_written = \"{words}\" }}",
            written.amount.underscored()
        ),
        (None, "value") => {
            format!("write: value = {{ amount = {}, currency = \"USD\" }}", written.amount.underscored())
        }
        (Some(code), "amount" | "min" | "max") => format!("write: {number}, currency = \"{code}\""),
        _ => format!("write: {number}"),
    })
}

fn kind_of(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
