//! From what somebody sees on a page back to the line that says it, and what of the records no person has looked at.
//! Pure functions over the knowledge base and the texts of its files; what a line is good for is decided elsewhere.

mod leaves;
mod prose;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use super::head::Head;
use super::{Kb, Sym};
use crate::doc::body::HoleKind;
use crate::doc::record::*;
use crate::doc::{Doc, refs};
use crate::text::strings::Strings;
use leaves::{Leaf, Leaves, Words, plain};
use prose::{Found, Prose};

/// The text of a source file by its path, if it is at hand.
pub type TextOf<'a> = &'a dyn Fn(&str) -> Option<Arc<str>>;

/// A field that `import` filled in and that nobody has confirmed.
pub struct OpenField<'a> {
    pub sym: Sym,
    pub doc: &'a Arc<Doc>,
    pub name: String,
    pub field: String,
    /// As the file has it, on one line; empty where the field has no value of its own.
    pub value: String,
    /// The words it rests on, and their source.
    pub sentence: Option<String>,
    pub source: Option<Sym>,
    /// The value in the file, or the word in `unconfirmed` that names the field.
    pub span: Range<usize>,
}

/// Fields that say nothing about the world, so that nobody need confirm them.
const KEEPING: [&str; 13] = [
    "unconfirmed",
    "evidence",
    "source",
    "draft",
    "was",
    "extra",
    "lang",
    "dir",
    "updated",
    "review_on",
    "rank",
    "reason",
    "changes",
];

/// A deal's one date may be any of these.
const DATES: [&str; 4] = ["signed", "in_force", "announced", "delivered"];

/// Every unconfirmed field of every record, by record and then in the order of the file.
pub fn unconfirmed<'a>(kb: &'a Kb, text_of: TextOf) -> Vec<OpenField<'a>> {
    kb.syms().flat_map(|sym| open_fields(kb, sym, text_of)).collect()
}

fn open_fields<'a>(kb: &'a Kb, sym: Sym, text_of: TextOf) -> Vec<OpenField<'a>> {
    let doc = kb.doc(sym);
    let Some(unconfirmed) = &doc.record.common.unconfirmed else { return Vec::new() };
    let Some(text) = text_of(&doc.path) else { return Vec::new() };
    let fields = leaves::front(&text).map(|toml| leaves::fields(&text, toml)).unwrap_or_default();
    let make = |field: &str, span: Range<usize>, value: String| {
        let (sentence, source) = sentence(kb, doc, field);
        OpenField {
            sym,
            doc,
            name: Head::of(doc).name().into_owned(),
            field: field.to_string(),
            value,
            sentence,
            source,
            span,
        }
    };
    let written = |span: &Range<usize>| written(text.get(span.clone()).unwrap_or(""));
    match &unconfirmed.value {
        Unconfirmed::All => {
            let told = fields.iter().filter(|field| !KEEPING.contains(&field.name.as_str()));
            told.map(|field| make(&field.name, field.span.clone(), written(&field.span))).collect()
        }
        Unconfirmed::Fields(names) => {
            let of = |name: &str| {
                let any = |field: &&leaves::Field| field.name == name || name == "date" && is_date(field);
                fields.iter().find(|field| field.name == name).or_else(|| fields.iter().find(any))
            };
            let one = |name: &Text| match of(&name.value) {
                Some(field) => make(&name.value, field.span.clone(), written(&field.span)),
                None => make(&name.value, name.span.clone(), String::new()),
            };
            names.iter().map(one).collect()
        }
    }
}

fn is_date(field: &leaves::Field) -> bool {
    DATES.contains(&field.name.as_str())
}

/// A value of the file on one line; a plain text without its quotation marks.
fn written(raw: &str) -> String {
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let inner = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(text) if !text.contains(['"', '\\']) => text.to_string(),
        _ => line,
    }
}

/// The quote that a field rests on: one that names it, else one for the whole record.
fn sentence(kb: &Kb, doc: &Doc, field: &str) -> (Option<String>, Option<Sym>) {
    let c = &doc.record.common;
    let source = |entry: Option<&Ref>| entry.or(c.source.as_ref()).and_then(|r| kb.sym(&r.value));
    // A quote record is its own evidence.
    if let Own::Quote(quote) = &doc.record.own
        && let Some(text) = &quote.text
    {
        return (Some(text.value.clone()), source(None));
    }
    let quoted = || c.evidence.iter().filter(|entry| entry.quote.is_some());
    let named = quoted().find(|entry| entry.fields.iter().any(|name| name.value == field));
    let whole = || quoted().find(|entry| entry.fields.is_empty());
    match named.or_else(whole) {
        Some(entry) => (entry.quote.as_ref().map(|q| q.value.clone()), source(entry.source.as_ref())),
        None => (None, source(None)),
    }
}

/// The drafts among the docs, by path: the knowledge base of a site without drafts has none.
pub fn drafts<'a>(docs: impl Iterator<Item = &'a Arc<Doc>>) -> Vec<&'a Arc<Doc>> {
    let mut drafts: Vec<_> = docs.filter(|doc| doc.record.common.draft).collect();
    drafts.sort_by(|a, b| a.path.cmp(&b.path));
    drafts
}

/// The file of a page: a record's, a plain page's, or the introduction of a list.
pub fn doc_of<'a>(kb: &'a Kb, page: &str) -> Option<&'a Arc<Doc>> {
    let stem = page.strip_suffix(".html")?;
    let Some((folder, id)) = stem.rsplit_once('/') else {
        return kb.sym(stem).map(|sym| kb.doc(sym)).filter(|doc| doc.kind == Kind::Page);
    };
    let kind = Kind::from_folder(folder)?;
    if id == "index" {
        return kb.intros.get(&kind);
    }
    kb.sym(id).map(|sym| kb.doc(sym)).filter(|doc| doc.kind == kind)
}

/// What somebody pointed at on a page.
pub struct Pointed<'a> {
    /// The output path of the page.
    pub page: &'a str,
    /// The text of the element, and of what holds it, from the inside out.
    pub words: Vec<&'a str>,
    /// Where the link under it, or the first of its row, leads: an output path, or any other address.
    pub href: &'a str,
}

/// Where on the way a value is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The very words.
    Whole,
    /// The words with a few more around them, or a part of a long text.
    Part,
}

/// More than this many files are not opened for one click.
const FILES: usize = 300;
/// Words of a length that does not come twice by accident.
const LONG: usize = 12;

/// The file and the byte in it where the words stand; the first byte of the nearest file where they cannot be found.
/// Only files of the knowledge base, and `site.toml`, are ever named.
pub fn spot(kb: &Kb, strings: &Strings, pointed: &Pointed, text_of: TextOf) -> Option<(Arc<str>, usize)> {
    let words = Words::new(strings);
    let read = |path: &Arc<str>| {
        let text = text_of(path)?;
        Some(Opened { front: leaves::front(&text).map(|toml| leaves::read(kb, &words, &text, toml)), text })
    };
    let look =
        Look { shown: pointed.words.iter().map(|w| plain(w)).filter(|w| !w.is_empty()).collect(), words: &words };
    let doc = doc_of(kb, pointed.page);
    let linked = doc_of(kb, pointed.href).filter(|other| doc.is_none_or(|doc| doc.path != other.path));
    let own = doc.and_then(|doc| read(&doc.path));
    let other = linked.and_then(|doc| read(&doc.path));
    let at = |doc: Option<&Arc<Doc>>, at: Option<usize>| Some((doc?.path.clone(), at?));
    let leaf = |opened: &Option<Opened>, fit: Fit| Some(look.leaf(opened.as_ref()?.front.as_ref()?, fit)?.0);

    let passage = own.as_ref().and_then(|own| own.passage(kb, pointed));
    // A word of running text may be some field's value too; the passage is meant.
    let longest = own.as_ref().and_then(|own| look.leaf(own.front.as_ref()?, Fit::Whole));
    let field = longest.filter(|(_, words)| passage.as_ref().is_none_or(|passage| *words >= passage.agree));
    let address = || own.as_ref().and_then(|own| address(own.front.as_ref()?, pointed.href));
    at(doc, field.map(|(start, _)| start))
        // A link in running text: its record, not the sentence around it.
        .or_else(|| at(linked, leaf(&other, Fit::Whole)))
        .or_else(|| at(doc, passage.as_ref().filter(|_| linked.is_none()).map(|passage| passage.at)))
        .or_else(|| at(doc, address()))
        .or_else(|| at(doc, leaf(&own, Fit::Part).filter(|_| passage.is_none())))
        .or_else(|| at(linked, leaf(&other, Fit::Part)))
        .or_else(|| at(linked, Some(0)))
        .or_else(|| {
            let near = doc.map(|doc| used(kb, doc)).unwrap_or_default();
            near.into_iter().take(FILES).find_map(|sym| {
                let doc = kb.doc(sym);
                at(Some(doc), leaf(&read(&doc.path), Fit::Whole))
            })
        })
        .or_else(|| {
            // The site's title and menu stand on every page.
            let path: Arc<str> = "site.toml".into();
            let text = text_of(&path)?;
            let found = look.leaf(&leaves::read(kb, &words, &text, 0..text.len()), Fit::Whole);
            found.map(|(at, _)| at).or(doc.is_none().then_some(0)).map(|at| (path, at))
        })
        .or_else(|| at(doc, Some(0)))
}

/// A file, read for this click.
struct Opened {
    text: Arc<str>,
    front: Option<Leaves>,
}

impl Opened {
    /// The place in the body that says the longest stretch of the words.
    fn passage(&self, kb: &Kb, pointed: &Pointed) -> Option<Found> {
        let start = leaves::front(&self.text).map_or(0, |toml| toml.end);
        // The fence ends at the end of its line.
        let body = self.text.get(start..)?.find('\n').map_or(self.text.len(), |at| start + at + 1);
        let body = if start == 0 { 0 } else { body };
        let prose = Prose::read(kb, &self.text, body..self.text.len());
        let found = pointed.words.iter().filter_map(|words| prose.find(words));
        // Of two that agree alike the inner one.
        found.reduce(|best, next| if next.agree > best.agree { next } else { best })
    }
}

/// What is looked for.
struct Look<'a> {
    shown: Vec<String>,
    words: &'a Words<'a>,
}

impl Look<'_> {
    /// The value that reads like the innermost text that any value reads like, else the field of that name; and how
    /// many words that text has.
    fn leaf(&self, front: &Leaves, fit: Fit) -> Option<(usize, usize)> {
        // Texts that hold much more than a value are only good to tell two equal values apart.
        let around = self.shown.last().map(String::as_str).unwrap_or("");
        self.shown.iter().find_map(|shown| {
            let fits = |leaf: &&Leaf| leaf.forms.iter().any(|form| fits(shown, form, fit));
            let named = |leaf: &&Leaf| {
                let field = leaf.keys.first().map(String::as_str).unwrap_or("");
                self.words.of_field(field).iter().any(|word| around.starts_with(word.as_str()))
            };
            let all: Vec<&Leaf> = front.leaves.iter().filter(fits).collect();
            let best = all.iter().copied().find(|leaf| named(leaf)).or(all.first().copied());
            let label = || {
                let is = |field: &&leaves::Field| self.words.of_field(&field.name).contains(shown);
                front.fields.iter().find(is).filter(|_| fit == Fit::Whole).map(|field| field.key)
            };
            let at = best.map(|leaf| leaf.span.start).or_else(label)?;
            Some((at, shown.split(' ').count()))
        })
    }
}

fn fits(shown: &str, form: &str, fit: Fit) -> bool {
    match fit {
        Fit::Whole => shown == form,
        // "about $2 billion" of "$2 billion"; the name inside a longer title.
        Fit::Part => {
            let bounded = |whole: &str, part: &str| {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                whole.match_indices(part).any(|(at, _)| {
                    let (before, after) = (whole.get(..at), whole.get(at + part.len()..));
                    edge(before.and_then(|t| t.chars().next_back())) && edge(after.and_then(|t| t.chars().next()))
                })
            };
            let most = form.len() >= 3 && form.len() * 5 >= shown.len() * 2;
            most && bounded(shown, form) || shown.len() >= LONG && bounded(form, shown)
        }
    }
}

/// The value that is this address: a link out of the site.
fn address(front: &Leaves, href: &str) -> Option<usize> {
    let href = plain(href.split('#').next().unwrap_or(href));
    let is = |leaf: &&Leaf| href.contains(':') && leaf.forms.contains(&href);
    front.leaves.iter().find(is).map(|leaf| leaf.span.start)
}

/// The records that a page may show parts of: those it names, and those that name it; by id.
fn used(kb: &Kb, doc: &Doc) -> Vec<Sym> {
    let mut out: Vec<Sym> = Vec::new();
    refs::each(&doc.record, |_, reference, _| out.extend(kb.sym(&reference.value)));
    for hole in &doc.body.main.holes {
        if let HoleKind::Link { id, .. } | HoleKind::Cite { id, .. } = &hole.kind {
            out.extend(kb.sym(id));
        }
    }
    if let Some(me) = kb.sym(&doc.id) {
        out.extend(kb.named.get(me.0 as usize).into_iter().flat_map(|names| names.iter()).map(|name| name.of));
        out.extend(kb.back.get(me.0 as usize).into_iter().flatten().map(|(sym, _)| *sym));
    }
    out.sort();
    out.dedup();
    out
}
