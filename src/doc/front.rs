//! The head of a record's file: where its front matter stands, and the record in it. The body is read elsewhere.

use std::ops::Range;
use std::sync::Arc;

use super::record::*;
use super::{actor, article, common, deal, event, quote, source, term};
use crate::diag::{Diag, Diags, Place};
use crate::fields::{self, Fields};

/// Reads the front matter of a file. A faulty one still gives a record with what could be read. The body begins at
/// the byte that comes second.
pub fn read(path: &Arc<str>, file_text: &str, kind: Kind) -> (Record, usize, Diags) {
    // A list's introduction has a title and a text, like a page.
    let kind = if is_intro(path) { Kind::Page } else { kind };
    let (head, mut diags) = split(path, file_text, kind);
    let controls = fields::controls(path, file_text);
    let (record, mut faults) =
        fields::read(path, file_text, head.toml.clone(), head.fence.clone(), |f| record(f, path, kind));
    if head.skip {
        // What is not read is not missing either.
        faults.clear();
    }
    let told = |diag: &Diag| {
        let line = |at: usize| file_text.get(..at).map_or(0, |t| t.matches('\n').count());
        diag.code == "toml-syntax"
            && diag.place.as_ref().is_some_and(|p| {
                controls.iter().filter_map(|c| c.place.as_ref()).any(|c| line(c.start) == line(p.start))
            })
    };
    // A control character breaks the TOML of its line: told once.
    let faults: Vec<Diag> =
        if controls.is_empty() { faults } else { faults.into_iter().filter(|d| !told(d)).collect() };
    diags.extend(faults);
    diags.extend(controls);
    (record, head.body, diags)
}

/// Where the parts of a file stand.
struct Head {
    toml: Range<usize>,
    /// The opening line: where something missing is told.
    fence: Range<usize>,
    body: usize,
    /// Whether the front matter is not worth reading, because its very form is wrong and has been told.
    skip: bool,
}

/// A line and where it starts, without its end; the last of the tuple is where the next one starts.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = start;
    text.get(start..).unwrap_or("").split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches('\n').trim_end_matches('\r'), at)
    })
}

fn split(path: &Arc<str>, text: &str, kind: Kind) -> (Head, Diags) {
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut diags = Diags::new();
    let first = lines(text, begin).find(|(_, line, _)| !line.trim().is_empty());
    let fence_word = |line: &str| matches!(line.trim_end(), "+++" | "---");
    let Some((start, line, toml)) = first.filter(|(_, line, _)| fence_word(line)) else {
        let whole = begin..begin;
        // A list's introduction may be a bare text.
        if !is_intro(path) || first.is_some_and(|(_, line, _)| looks_like_toml(line)) {
            let example = if matches!(kind, Kind::Article | Kind::Page) { "title" } else { "name" };
            diags.push(
                Diag::error("no-front-matter", "the file does not begin with front matter")
                    .at(Place::new(path, whole.clone()))
                    .help("the first line is +++, and +++ ends the front matter:")
                    .help("+++")
                    .help(format!("{example} = \"…\""))
                    .help("+++"),
            );
        }
        let skip = !diags.is_empty();
        return (Head { toml: whole.clone(), fence: whole, body: begin, skip }, diags);
    };
    let fence = start..start + line.trim_end().len();
    let word = line.trim_end();
    let close = lines(text, toml).find(|(_, l, _)| l.trim_end() == word || word == "---" && l.trim_end() == "+++");
    let place = Place::new(path, fence.clone());
    let number = |at: usize| text.get(..at).map_or(0, |t| t.matches('\n').count()) + 1;
    if word == "---" {
        let end = close.map(|(at, _, _)| at);
        let body = close.map_or(text.len(), |(_, _, next)| next);
        let inner = toml..end.unwrap_or(text.len());
        let yaml = text.get(inner.clone()).is_some_and(|t| t.lines().any(is_yaml));
        let lines = match end {
            Some(end) => format!("write +++ on line {} and on line {}, instead of ---", number(start), number(end)),
            None => "write +++ before the front matter and after it, instead of ---".to_string(),
        };
        let mut diag =
            Diag::error("yaml-fence", "front matter stands between lines of +++, not of ---").at(place).help(lines);
        if yaml {
            diag = diag.help("inside, write key = \"value\" instead of key: value");
        }
        diags.push(diag);
        return (Head { toml: inner, fence, body, skip: yaml || end.is_none() }, diags);
    }
    if let Some((end, _, body)) = close {
        return (Head { toml: toml..end, fence, body, skip: false }, diags);
    }
    // The front matter ends, at the latest, where lines begin to look like prose.
    let mut last = toml;
    let mut depth = 0i64;
    let mut end = None;
    for (at, line, next) in lines(text, toml) {
        let bare = line.trim();
        if matches!(bare, "---" | "++" | "++++" | "+ + +") {
            end = Some((at, next, bare));
            break;
        }
        if depth <= 0 && !bare.is_empty() && !bare.starts_with("# ") && !looks_like_toml(line) {
            break;
        }
        depth += bare.matches(['[', '{']).count() as i64 - bare.matches([']', '}']).count() as i64;
        if !bare.is_empty() {
            last = next;
        }
    }
    let diag = Diag::error("open-front-matter", "the front matter has no end").at(place);
    let (stop, body, help) = match end {
        Some((at, next, bare)) => (at, next, format!("write +++ on line {}, instead of {bare}", number(at))),
        None => (last, last, format!("write +++ on a line of its own after line {}", number(last.saturating_sub(1)))),
    };
    diags.push(diag.help(help));
    (Head { toml: toml..stop, fence, body, skip: false }, diags)
}

fn is_intro(path: &str) -> bool {
    path.ends_with("/index.md")
}

fn looks_like_toml(line: &str) -> bool {
    let line = line.trim();
    let key: &str = line.split('=').next().unwrap_or("").trim_end();
    let keyed = line.contains('=')
        && !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'"'));
    keyed || (line.starts_with('[') && line.ends_with(']') && !line.starts_with("[[^"))
}

fn is_yaml(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or("");
    line.contains(':') && !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

fn record(fields: &mut Fields, path: &str, kind: Kind) -> Record {
    let mut common = common::read(fields, kind);
    let own = match kind {
        Kind::Article => Own::Article(article::read(fields)),
        Kind::Actor => Own::Actor(actor::read(fields)),
        Kind::Deal => Own::Deal(deal::read(fields)),
        Kind::Event => Own::Event(event::read(fields)),
        Kind::Source => Own::Source(source::read(fields)),
        Kind::Quote => Own::Quote(quote::read(fields, &common)),
        Kind::Term => Own::Term(term::term(fields, &common)),
        Kind::Place => Own::Place(term::place(fields)),
        Kind::Page => Own::Page,
    };
    common::finish(fields, &mut common, kind, is_intro(path));
    Record { common, own }
}
