//! `evidence.lock`: what `prove` found, so that pages are the same with and without the kept texts.
//! The file is TOML in a stable order, made to be committed and read in a diff.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Passage, fold_quote};

const HEADER: &str = "\
# Where each quote stands in the kept text of its source, and the hash of that text.
# Written by `nutgraf prove`: commit it, do not edit it. Pages take every proof from here.
";

/// The proofs of a site, by source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    sources: BTreeMap<String, Proven>,
}

/// What was proved in the text of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proven {
    sha256: String,
    /// By the folded words as typed, then by `at`.
    quotes: BTreeMap<String, BTreeMap<Option<String>, Proof>>,
}

/// Where a quote stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Proof {
    /// The exact words of the text, ` … ` for a gap.
    pub words: String,
    /// None outside the body.
    pub paragraph: Option<usize>,
    pub sentence: usize,
}

impl From<&Passage> for Proof {
    fn from(passage: &Passage) -> Proof {
        Proof { words: passage.words.clone(), paragraph: passage.paragraph, sentence: passage.sentence }
    }
}

impl Proven {
    /// How many quotes are proved.
    pub fn len(&self) -> usize {
        self.quotes.values().map(BTreeMap::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.quotes.is_empty()
    }

    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

impl Lock {
    /// The proof of a quote as it is typed in a record.
    pub fn get(&self, source: &str, quote: &str, at: Option<&str>) -> Option<&Proof> {
        self.sources.get(source)?.quotes.get(&fold_quote(quote))?.get(&at.map(str::to_string))
    }

    /// The hash of the text that a source's quotes were found in.
    pub fn sha(&self, source: &str) -> Option<&str> {
        self.sources.get(source).map(Proven::sha256)
    }

    /// All that is proved in one source.
    pub fn proven(&self, source: &str) -> Option<&Proven> {
        self.sources.get(source)
    }

    /// The ids of the sources, sorted.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Takes over all that is proved in one source: for those whose text is not at hand.
    pub fn keep(&mut self, source: &str, proven: Proven) {
        self.sources.insert(source.to_string(), proven);
    }

    /// Notes the hash of a source's text. Proofs from another text are dropped.
    pub fn set_sha(&mut self, source: &str, sha256: &str) {
        self.entry(source, sha256);
    }

    /// Notes where a quote stands in the text with this hash. Proofs from another text are dropped.
    pub fn put(&mut self, source: &str, sha256: &str, quote: &str, at: Option<&str>, proof: Proof) {
        let quotes = self.entry(source, sha256).quotes.entry(fold_quote(quote)).or_default();
        quotes.insert(at.map(str::to_string), proof);
    }

    fn entry(&mut self, source: &str, sha256: &str) -> &mut Proven {
        let proven = self.sources.entry(source.to_string()).or_default();
        if proven.sha256 != sha256 {
            *proven = Proven { sha256: sha256.to_string(), quotes: BTreeMap::new() };
        }
        proven
    }

    /// The file: sources by id, the quotes of each in the order of its text.
    pub fn write(&self) -> String {
        let mut out = String::from(HEADER);
        for (id, proven) in &self.sources {
            out.push_str(&format!("\n[[source]]\nid = {}\nsha256 = {}\n", literal(id), literal(&proven.sha256)));
            let mut quotes: Vec<(&String, &Option<String>, &Proof)> =
                proven.quotes.iter().flat_map(|(typed, by)| by.iter().map(move |(at, p)| (typed, at, p))).collect();
            quotes.sort_by_key(|(typed, at, p)| (p.paragraph.is_none(), p.paragraph, p.sentence, *typed, *at));
            for (typed, at, proof) in quotes {
                out.push_str(&format!("\n[[source.quote]]\ntyped = {}\n", literal(typed)));
                if let Some(at) = at {
                    out.push_str(&format!("at = {}\n", literal(at)));
                }
                out.push_str(&format!("words = {}\n", literal(&proof.words)));
                if let Some(paragraph) = proof.paragraph {
                    out.push_str(&format!("paragraph = {paragraph}\n"));
                }
                out.push_str(&format!("sentence = {}\n", proof.sentence));
            }
        }
        out
    }

    /// Reads the file; the first fault as a message and its bytes.
    pub fn parse(text: &str) -> Result<Lock, (String, Range<usize>)> {
        let table =
            DeTable::parse(text).map_err(|e| (e.message().to_string(), e.span().unwrap_or(0..text.len().min(1))))?;
        let mut lock = Lock::default();
        let mut file = Fields::of(table.get_ref(), table.span(), &["source"])?;
        for source in file.tables("source")? {
            let mut fields = Fields::of(source.get_ref(), source.span(), &["id", "sha256", "quote"])?;
            let (id, sha256) = (fields.text("id")?, fields.text("sha256")?);
            if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(("`sha256` must have 64 hex digits".to_string(), source.span()));
            }
            let mut proven = Proven { sha256, quotes: BTreeMap::new() };
            for quote in fields.tables("quote")? {
                let keys = &["typed", "at", "words", "paragraph", "sentence"];
                let mut fields = Fields::of(quote.get_ref(), quote.span(), keys)?;
                let (typed, at) = (fields.text("typed")?, fields.optional("at").map(text_of).transpose()?);
                let proof = Proof {
                    words: fields.text("words")?,
                    paragraph: fields.optional("paragraph").map(number_of).transpose()?,
                    sentence: number_of(fields.required("sentence")?)?,
                };
                if proven.quotes.entry(fold_quote(&typed)).or_default().insert(at, proof).is_some() {
                    return Err((format!("the quote \"{typed}\" stands here twice"), quote.span()));
                }
            }
            if lock.sources.insert(id.clone(), proven).is_some() {
                return Err((format!("the source `{id}` stands here twice"), source.span()));
            }
        }
        Ok(lock)
    }
}

type Fault = (String, Range<usize>);
type Value<'a> = Spanned<DeValue<'a>>;

/// One table of the file, with keys that were looked at beforehand.
struct Fields<'a> {
    table: &'a DeTable<'a>,
    span: Range<usize>,
}

impl<'a> Fields<'a> {
    fn of(table: &'a DeTable<'a>, span: Range<usize>, known: &[&str]) -> Result<Fields<'a>, Fault> {
        match table.keys().find(|key| !known.contains(&key.get_ref().as_ref())) {
            Some(key) => Err((format!("unknown key `{}`", key.get_ref()), key.span())),
            None => Ok(Fields { table, span }),
        }
    }

    fn optional(&mut self, key: &str) -> Option<&'a Value<'a>> {
        self.table.get(key)
    }

    fn required(&mut self, key: &str) -> Result<&'a Value<'a>, Fault> {
        self.optional(key).ok_or_else(|| (format!("`{key}` is missing"), self.span.clone()))
    }

    fn text(&mut self, key: &str) -> Result<String, Fault> {
        text_of(self.required(key)?)
    }

    /// A list of tables; empty where the key is absent.
    fn tables(&mut self, key: &str) -> Result<Vec<Spanned<&'a DeTable<'a>>>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(Vec::new()) };
        let wrong = |span| (format!("`{key}` must be written as [[…]]"), span);
        let list: &DeArray = value.get_ref().as_array().ok_or_else(|| wrong(value.span()))?;
        list.iter()
            .map(|v| v.get_ref().as_table().map(|t| Spanned::new(v.span(), t)).ok_or_else(|| wrong(v.span())))
            .collect()
    }
}

fn text_of(value: &Value) -> Result<String, Fault> {
    let text = value.get_ref().as_str().map(str::to_string);
    text.ok_or_else(|| ("must be a text".to_string(), value.span()))
}

fn number_of(value: &Value) -> Result<usize, Fault> {
    let number = match value.get_ref() {
        DeValue::Integer(n) => usize::from_str_radix(n.as_str(), n.radix()).ok().filter(|n| *n > 0),
        _ => None,
    };
    number.ok_or_else(|| ("must be a number from 1".to_string(), value.span()))
}

/// A TOML string.
pub(super) fn literal(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}
