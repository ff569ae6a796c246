//! Typed reading of TOML with places: front matter and `site.toml`. Each reader notes its key, so that what is left over
//! can be told as unknown; nothing stops at the first fault. Which keys there are is decided by the callers.

mod item;
mod lines;
mod parse;
mod slips;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::date::Date;
use crate::diag::{self, Diag, Diags, Place};
use crate::money::Amount;
use crate::text;

pub use item::{Item, amount_help};
pub use lines::{controls, not_utf8};
pub use parse::read;

/// A value with its byte range in the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// Whether a string is shaped like an id: lower-case ASCII letters, digits and `-`.
pub fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The schemes of addresses that may be linked; relative addresses have none.
pub const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Why an address may not be linked; none where it may: http, https, mailto, or relative.
pub fn url_fault(url: &str) -> Option<&'static str> {
    // Browsers drop white space and control characters before they look for a scheme.
    let bare: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    if bare.starts_with("//") || bare.contains('\\') {
        return Some("an address needs its https:// in front");
    }
    match bare.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            let scheme = scheme.to_ascii_lowercase();
            (!SCHEMES.contains(&scheme.as_str()))
                .then_some("only http, https and mailto addresses, and relative ones, may be linked")
        }
        _ => None,
    }
}

/// The file that is read: turns places of the TOML into places of the file, and gathers the faults.
pub struct File<'a> {
    path: &'a Arc<str>,
    text: &'a str,
    /// Where the TOML begins in the file.
    start: usize,
    /// Stretches of the file that TOML could not read: no more is said about them.
    broken: Vec<Range<usize>>,
    diags: RefCell<Diags>,
    strays: RefCell<Vec<Stray>>,
}

/// A key that no reader asked for.
struct Stray {
    key: String,
    span: Range<usize>,
    /// The table it stands in; empty at the top.
    table: String,
    /// Whether that table is written `[table]`, so that a key of the record may have slipped into it.
    header: bool,
    known: Vec<&'static str>,
}

impl<'a> File<'a> {
    /// Adds a fault.
    pub fn tell(&self, diag: Diag) {
        self.diags.borrow_mut().push(diag);
    }

    /// A stretch of this file as a place.
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::new(self.path, span.clone())
    }

    /// Adds an error at a stretch of this file.
    pub fn error(&self, code: &'static str, message: impl Into<String>, span: &Range<usize>, help: &str) {
        let diag = Diag::error(code, message).at(self.place(span));
        self.tell(if help.is_empty() { diag } else { diag.help(help) });
    }

    fn moved(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.start..span.end + self.start
    }

    fn is_broken(&self, span: &Range<usize>) -> bool {
        self.broken.iter().any(|b| b.start <= span.end && span.start <= b.end)
    }

    /// Whether a line of the TOML begins with this key: it was written, though perhaps not understood.
    fn mentions(&self, key: &str) -> bool {
        let toml = self.text.get(self.start..).unwrap_or("");
        !self.broken.is_empty()
            && toml.lines().any(|line| {
                let rest = line.trim_start().trim_start_matches(['"', '\'', '[']).strip_prefix(key);
                rest.is_some_and(|r| {
                    r.trim_start_matches(['"', '\'', ']', ' ', '\t']).starts_with(['=', ':']) || r.starts_with(']')
                })
            })
    }
}

/// A table that is being read.
pub struct Fields<'a> {
    pub file: &'a File<'a>,
    /// Where it stands in the file.
    pub span: Range<usize>,
    /// Its name, dotted; empty at the top.
    name: String,
    table: &'a DeTable<'a>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    fn new(file: &'a File<'a>, name: String, table: &'a DeTable<'a>, span: Range<usize>) -> Fields<'a> {
        Fields { file, span, name, table, known: Vec::new() }
    }

    /// A key as messages name it: `value.amount`.
    fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_string() } else { format!("{}.{key}", self.name) }
    }

    /// Whether the key is there, well written or not.
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some() || self.file.mentions(key)
    }

    /// Where the key itself stands, else the whole table.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        match self.table.get_key_value(key) {
            Some((key, _)) => self.file.moved(key.span()),
            None => self.span.clone(),
        }
    }

    /// Notes the key, and gives its value where there is one that TOML could read.
    pub fn get(&mut self, key: &'static str) -> Option<Item<'a>> {
        self.known.push(key);
        let value = self.table.get(key)?;
        let item = Item::new(self.file, self.full(key), value);
        let whole = !matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_));
        (!(whole && self.file.is_broken(&item.span))).then_some(item)
    }

    /// A string; an empty one counts as absent.
    pub fn text(&mut self, key: &'static str) -> Option<At<String>> {
        self.get(key)?.text()
    }

    pub fn string(&mut self, key: &'static str) -> Option<String> {
        Some(self.text(key)?.value)
    }

    /// A word of a closed list.
    pub fn word<T>(&mut self, key: &'static str, words: &[&str], read: fn(&str) -> Option<T>) -> Option<At<T>> {
        self.get(key)?.word(words, read)
    }

    pub fn int(&mut self, key: &'static str) -> Option<At<i64>> {
        self.get(key)?.int()
    }

    pub fn float(&mut self, key: &'static str) -> Option<At<f64>> {
        self.get(key)?.float()
    }

    pub fn flag(&mut self, key: &'static str) -> Option<At<bool>> {
        self.get(key)?.flag()
    }

    /// A TOML integer, a TOML date or an EDTF string.
    pub fn date(&mut self, key: &'static str) -> Option<At<Date>> {
        self.get(key)?.date()
    }

    pub fn amount(&mut self, key: &'static str) -> Option<At<Amount>> {
        self.get(key)?.amount()
    }

    /// The id of a record.
    pub fn id(&mut self, key: &'static str) -> Option<At<String>> {
        self.get(key)?.id()
    }

    pub fn ids(&mut self, key: &'static str) -> Vec<At<String>> {
        self.list(key).iter().filter_map(Item::id).collect()
    }

    pub fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        self.list(key).iter().filter_map(Item::text).collect()
    }

    pub fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|t| t.value).collect()
    }

    /// An address that may stand in a link.
    pub fn url(&mut self, key: &'static str) -> Option<At<String>> {
        let url = self.text(key)?;
        let Some(fault) = url_fault(&url.value) else { return Some(url) };
        let message = format!("`{}` holds a dangerous address: {fault}", self.full(key));
        self.file.error(
            "dangerous-url",
            message,
            &url.span,
            "write the whole address, such as https://example.org/page",
        );
        None
    }

    /// The entries of a list.
    pub fn list(&mut self, key: &'static str) -> Vec<Item<'a>> {
        self.get(key).map(|item| item.list()).unwrap_or_default()
    }

    pub fn sub(&mut self, key: &'static str) -> Option<Fields<'a>> {
        self.get(key)?.table("a table: { … }")
    }

    /// The tables in a list of tables.
    pub fn tables(&mut self, key: &'static str) -> Vec<Fields<'a>> {
        self.list(key).iter().filter_map(|item| item.table("a table: { … }")).collect()
    }

    /// Free data, untouched.
    pub fn free(&mut self, key: &'static str) -> Option<serde_json::Value> {
        Some(self.get(key)?.free())
    }

    /// Every key with its value, whatever it is called; nothing is left over then.
    pub fn all(&self) -> Vec<(At<String>, Item<'a>)> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| {
                let name = key.get_ref().to_string();
                let item = Item::new(self.file, self.full(&name), value);
                (At { value: name, span: self.file.moved(key.span()) }, item)
            })
            .collect();
        entries.sort_by(|a, b| a.0.value.cmp(&b.0.value));
        entries
    }

    /// Says that a required key is missing, unless it is there in some form; empty ones are missing too.
    pub fn require(&self, key: &'static str, found: bool, example: &str) {
        if found {
            return;
        }
        let help = format!("write: {example}");
        match self.table.get(key) {
            Some(value) if value.get_ref().as_str().is_some_and(|s| s.trim().is_empty()) => {
                let span = self.file.moved(value.span());
                self.file.error("missing-field", format!("`{}` is empty", self.full(key)), &span, &help);
            }
            None if !self.file.mentions(key) => {
                let message = if self.name.is_empty() {
                    format!("the required field `{key}` is missing")
                } else {
                    format!("`{}` needs `{key}`", self.name)
                };
                self.file.error("missing-field", message, &self.span, &help);
            }
            _ => {}
        }
    }

    /// Ends the reading of this table: what nobody asked for is unknown.
    pub fn done(self) {
        let header = !self.file.text.get(self.span.clone()).is_some_and(|t| t.starts_with('{'));
        let mut strays = self.file.strays.borrow_mut();
        for (key, _) in self.table.iter().filter(|(key, _)| !self.known.contains(&key.get_ref().as_ref())) {
            strays.push(Stray {
                key: key.get_ref().to_string(),
                span: self.file.moved(key.span()),
                table: self.name.clone(),
                header: header && !self.name.is_empty(),
                known: self.known.clone(),
            });
        }
    }

    /// For a table of free data: warns of a key of the record that slipped into it, below its `[header]`.
    pub fn slipped(&self, key: &'static str) {
        let Some((name, value)) = self.table.get_key_value(key) else { return };
        let DeValue::Table(table) = value.get_ref() else { return };
        let file = self.file;
        let inline = file.text.get(file.moved(value.span())).is_some_and(|t| t.starts_with('{'));
        if inline || file.moved(name.span()).start == 0 {
            return;
        }
        let slipped = |k: &str| self.known.contains(&k) && self.table.get(k).is_none();
        for (inner, _) in table.iter().filter(|(k, _)| slipped(k.get_ref())) {
            let inner_name = inner.get_ref();
            file.tell(
                Diag::warning(
                    "key-after-table",
                    format!("`{inner_name}` stands below [{key}], so it is free data, not a field"),
                )
                .at(file.place(&file.moved(inner.span())))
                .help(format!("move the line above [{key}]"))
                .help(format!("if it is free data, write: {key} = {{ {inner_name} = … }}")),
            );
        }
    }
}

fn tell_strays(file: &File, top: &[&'static str]) {
    for stray in file.strays.borrow_mut().drain(..) {
        let Stray { key, span, table, header, known } = stray;
        if header && !known.contains(&key.as_str()) && top.contains(&key.as_str()) {
            let section = table.split('.').next().unwrap_or(&table);
            file.error(
                "key-after-table",
                format!("`{key}` stands below [{section}], so it is read as `{table}.{key}`"),
                &span,
                &format!("move the line above [{section}], or write {section} = {{ … }} on one line"),
            );
            continue;
        }
        let message =
            if table.is_empty() { format!("unknown key `{key}`") } else { format!("unknown key `{key}` in `{table}`") };
        let mut diag = Diag::error("unknown-key", message).at(file.place(&span));
        if let Some(near) = diag::nearest(&key, known.iter().copied()) {
            diag = diag.help(format!("did you mean `{near}`?"));
        }
        if table.is_empty() {
            diag = diag.help("data of your own goes below [extra], at the end");
        } else {
            let known: BTreeSet<_> = known.into_iter().collect();
            diag = diag.help(format!("known here: {}", known.into_iter().collect::<Vec<_>>().join(", ")));
        }
        file.tell(diag);
    }
}

/// An id that was perhaps meant.
fn id_like(text: &str) -> Option<String> {
    Some(text::slug(text)).filter(|slug| is_id(slug))
}

/// A closed list of words: the enum, its words, and how to read one.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),+ }
        impl $name {
            /// Every word of the list, in its order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            pub fn word(self) -> &'static str { match self { $($name::$variant => $word),+ } }
            pub fn read(word: &str) -> Option<$name> { match word { $($word => Some($name::$variant),)+ _ => None } }
        }
    };
}
pub(crate) use words;
