//! The numbered notes of one page. Marks are numbered by first appearance; one record and field is one number, and
//! its note holds all the quotes of that field.

use std::collections::{HashMap, HashSet};

use super::ctx::Ctx;
use super::parts::*;
use super::words::word;
use crate::doc::record::*;
use crate::kb::Sym;
use crate::kb::head::is_doubt;

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A record, or one field of it.
    Record(Sym, Option<String>),
    /// A source as a whole, or a place in it.
    Source(Sym, Option<String>),
    /// A footnote that the file itself defines.
    Footnote(String),
}

/// The notes of a page so far, in the order of their numbers.
#[derive(Default)]
pub struct Notes {
    numbers: HashMap<Subject, usize>,
    /// Numbers whose notes stand beside a block of the body.
    pub shown: HashSet<usize>,
    pub list: Vec<Note>,
}

impl Ctx<'_> {
    /// The mark for a subject. The first of its number has an id, for its note to lead back to.
    pub fn mark(&self, subject: Subject, make: impl FnOnce() -> Option<Note>) -> Option<Mark> {
        let known = self.notes.borrow().numbers.get(&subject).copied();
        let n = match known {
            Some(n) => n,
            None => {
                let note = make()?;
                let mut notes = self.notes.borrow_mut();
                let n = notes.list.len() + 1;
                notes.numbers.insert(subject, n);
                notes.list.push(Note { n, id: format!("note-{n}"), back: format!("#mark-{n}"), ..note });
                n
            }
        };
        let notes = self.notes.borrow();
        let note = notes.list.get(n.checked_sub(1)?)?;
        let about = match (&note.record, &note.field_word) {
            (Some(record), Some(field)) => format!("{}, {field}", record.name),
            (Some(record), None) => record.name.clone(),
            _ => String::new(),
        };
        let label = self.strings.fill("note_label", &[("n", &n.to_string()), ("about", &about)]);
        let id = known.is_none().then(|| format!("mark-{n}"));
        let label = label.trim_end_matches([':', ' ']).to_string();
        Some(Mark { n, id, href: format!("#note-{n}"), doubt: note.doubt, label })
    }

    /// The mark for a record, or for one of its fields; none where it has no evidence for it.
    pub fn mark_record(&self, sym: Sym, field: Option<&str>) -> Option<Mark> {
        let Record { common: c, own } = self.reader.record(sym);
        match own {
            Own::Quote(q) => {
                return self.mark(Subject::Record(sym, None), || {
                    let quote = self.quote_view(q.text.as_ref(), q.at.as_ref(), c.source.as_ref(), None, is_doubt(c));
                    Some(Note { quotes: vec![quote], ..self.note_about(sym) })
                });
            }
            Own::Source(_) => return self.mark_source(sym, field),
            _ => {}
        }
        let entries = entries(c, field);
        if entries.is_empty() {
            return None;
        }
        // Evidence that names no field supports the record: asked for by a field, it is the same note.
        let field = field.filter(|f| own_quotes(c, f));
        self.mark(Subject::Record(sym, field.map(String::from)), || {
            let field_word = field.map(|f| word(self.strings, "field", f));
            let quotes = self.quotes(c, &entries);
            Some(Note { quotes, field_word, standing_text: self.standing_text(c), ..self.note_about(sym) })
        })
    }

    /// The mark for a source as a whole, or a place in it such as `p4`.
    pub fn mark_source(&self, sym: Sym, place: Option<&str>) -> Option<Mark> {
        self.mark(Subject::Source(sym, place.map(String::from)), || {
            let mut quote = self.cited(sym, false);
            quote.place = place.map(|p| self.place_words(p));
            Some(Note { quotes: vec![quote], ..self.note_about(sym) })
        })
    }

    /// The marks of a record as a whole.
    pub fn marks(&self, sym: Sym, field: Option<&str>) -> Vec<Mark> {
        self.mark_record(sym, field).into_iter().collect()
    }

    /// Evidence as quotes.
    pub fn quotes(&self, c: &Common, entries: &[&Evidence]) -> Vec<QuoteView> {
        let doubt = is_doubt(c);
        let view = |e: &&Evidence| {
            let source = e.source.as_ref().or(c.source.as_ref());
            self.quote_view(e.quote.as_ref(), e.at.as_ref(), source, e.says.clone(), doubt)
        };
        entries.iter().map(view).collect()
    }

    pub fn quote_view(
        &self,
        text: Option<&Text>,
        at: Option<&Text>,
        source: Option<&Ref>,
        says: Option<String>,
        doubt: bool,
    ) -> QuoteView {
        let Some(sym) = source.and_then(|s| self.sym(s)) else {
            let words = text.map(|t| t.value.clone());
            let state = if words.is_some() { "unchecked" } else { "cited" };
            return QuoteView {
                words,
                state,
                source: None,
                author: None,
                container: None,
                place: None,
                url: None,
                says,
                doubt,
            };
        };
        let mut view = self.cited(sym, doubt);
        view.says = says;
        view.place = at.map(|a| self.place_words(&a.value));
        let Some(text) = text else { return view };
        let proof = self.reader.proof(sym, &text.value, at.map(|a| a.value.as_str()));
        view.state = if proof.is_some() { "found" } else { "unchecked" };
        view.words = Some(proof.map_or_else(|| text.value.clone(), |p| p.words.clone()));
        if let Some(proof) = proof {
            view.place = proof.paragraph.map(|n| self.strings.fill("paragraph_n", &[("n", &n.to_string())]));
        }
        let Own::Source(s) = &self.reader.record(sym).own else { return view };
        view.url = match proof {
            Some(p) if self.reader.text(sym).is_some() => {
                let anchor = p.paragraph.map(|n| format!("#p{n}")).unwrap_or_default();
                Some(format!("{}{anchor}", self.url(sym)))
            }
            Some(p) => s.url.as_ref().map(|u| format!("{}{}", u.value, fragment(&p.words, &text.value))),
            None => s.url.as_ref().map(|u| u.value.clone()),
        };
        view
    }

    /// A source cited as a whole.
    fn cited(&self, sym: Sym, doubt: bool) -> QuoteView {
        let (author, container, url) = match &self.reader.record(sym).own {
            Own::Source(s) => {
                let url = s.url.as_ref().or(s.archive_url.as_ref()).map(|u| u.value.clone());
                (Some(super::words::list(self.strings, &s.authors)), s.container.clone(), url)
            }
            _ => (None, None, None),
        };
        QuoteView {
            words: None,
            state: "cited",
            source: Some(self.card(sym)),
            author: author.filter(|a| !a.is_empty()),
            container,
            place: None,
            url,
            says: None,
            doubt,
        }
    }

    /// `p4` -> "paragraph 4"; anything else as written.
    fn place_words(&self, at: &str) -> String {
        match at.strip_prefix('p').and_then(|n| n.parse::<u32>().ok()) {
            Some(n) => self.strings.fill("paragraph_n", &[("n", &n.to_string())]),
            None => at.to_string(),
        }
    }

    /// A note on a record, without its number.
    pub fn note_about(&self, sym: Sym) -> Note {
        Note { record: Some(self.card(sym)), ..Note::plain(self.reader.head(sym).is_doubt()) }
    }

    /// The notes numbered so far.
    pub fn taken_notes(&self) -> Vec<Note> {
        self.notes.borrow().list.clone()
    }
}

/// Whether evidence names this very field.
pub fn own_quotes(c: &Common, field: &str) -> bool {
    c.evidence.iter().any(|e| e.fields.iter().any(|f| f.value == field))
}

/// The evidence for a field: its own entries, else those that name no field. For the record: all of them.
fn entries<'a>(c: &'a Common, field: Option<&str>) -> Vec<&'a Evidence> {
    let Some(field) = field.filter(|f| own_quotes(c, f)) else {
        let all = field.is_none() || c.evidence.iter().all(|e| e.fields.is_empty());
        return c.evidence.iter().filter(|e| all || e.fields.is_empty()).collect();
    };
    c.evidence.iter().filter(|e| e.fields.iter().any(|f| f.value == field)).collect()
}

impl Note {
    /// A note without its number.
    pub fn plain(doubt: bool) -> Note {
        Note {
            n: 0,
            id: String::new(),
            back: String::new(),
            record: None,
            field_word: None,
            doubt,
            quotes: Vec::new(),
            standing_text: None,
            html: None,
        }
    }
}

/// The text fragment that makes a browser light up these words in the original; a gap becomes start and end.
/// See <https://wicg.github.io/scroll-to-text-fragment/>.
fn fragment(words: &str, typed: &str) -> String {
    let parts: Vec<&str> =
        if typed.contains('…') { typed.split('…').map(str::trim).collect() } else { vec![words] };
    let encode = |s: &str| {
        let mut out = String::new();
        for b in s.split_whitespace().collect::<Vec<_>>().join(" ").bytes() {
            if b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'~') {
                out.push(b as char);
            } else {
                out.push_str(&format!("%{b:02X}"));
            }
        }
        out
    };
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) if parts.len() > 1 => format!("#:~:text={},{}", encode(first), encode(last)),
        _ => format!("#:~:text={}", encode(words)),
    }
}
