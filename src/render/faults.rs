//! Tera's errors as diagnostics: file, place, message; several from one text where Tera puts them together.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind};

use crate::diag::{self, Diag, Diags, Place};

type Texts = BTreeMap<String, (Arc<str>, Arc<str>)>;

/// A fault with its place in a template.
pub fn report(report: &tera::ReportError, path: &Arc<str>, text: &str) -> Diag {
    let range = report.span().range.clone();
    let range = range.start.min(text.len())..range.end.min(text.len());
    let found = text.get(range.clone()).unwrap_or("");
    let message = report.message().trim_end_matches('.');
    // Tera lists what there is behind the fault; told apart, the nearest can be offered.
    let (message, known) = match message.split_once(". Available fields: ") {
        Some((message, known)) => (message, known.split(", ").collect()),
        None => (message, Vec::new()),
    };
    let mut diag = Diag::error("template", message).at(Place::new(path, range));
    if let Some(near) = diag::nearest(found, known.iter().copied()) {
        diag = diag.help(format!("did you mean `{near}`?"));
    }
    if !known.is_empty() {
        diag = diag.help(format!("there is: {}", known.join(", ")));
    }
    diag
}

/// One error, as well as its place is known.
pub fn one(error: &Error, texts: &Texts) -> Diag {
    match error.kind() {
        ErrorKind::SyntaxError(r) | ErrorKind::RenderingError(r) => match texts.get(r.filename()) {
            Some((path, text)) => report(r, path, text),
            None => Diag::error("template", r.message().to_string()),
        },
        _ => {
            let mut words = error.to_string();
            let mut source = std::error::Error::source(error);
            while let Some(inner) = source {
                words = format!("{words}: {inner}");
                source = inner.source();
            }
            Diag::error("template", words.lines().next().unwrap_or("").to_string())
        }
    }
}

/// All faults that loading found: unknown filters, components and includes come in one text, a paragraph each.
pub fn all(error: &Error, texts: &Texts) -> Diags {
    let ErrorKind::Msg(message) = error.kind() else {
        return vec![one(error, texts)];
    };
    let mut diags = Diags::new();
    for paragraph in message.split("\n\n").filter(|p| !p.trim().is_empty()) {
        let first = paragraph.lines().find(|l| !l.trim().is_empty()).unwrap_or("").trim();
        let place = paragraph.lines().find_map(|line| {
            let (name, position) = line.trim().strip_prefix("-->")?.trim().split_once(':')?;
            let (line, column) = position.split_once(':')?;
            let (path, text) = texts.get(name)?;
            let offset = offset(text, line.trim().parse().ok()?, column.trim().parse().ok()?)?;
            Some(Place::new(path, offset..offset + 1))
        });
        let mut diag = Diag::error("template", first.trim_start_matches("error: ").trim_end_matches('.').to_string());
        diag.place = place;
        diags.push(diag);
    }
    if diags.is_empty() {
        diags.push(Diag::error("template", message.clone()));
    }
    diags
}

/// Byte offset of a line and column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let mut start = 0;
    for (n, content) in text.split_inclusive('\n').enumerate() {
        if n + 1 == line {
            let within = content.char_indices().nth(column.saturating_sub(1)).map_or(content.len(), |(i, _)| i);
            return Some(start + within.min(content.len().saturating_sub(1)));
        }
        start += content.len();
    }
    None
}
