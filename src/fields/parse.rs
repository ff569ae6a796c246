//! From the text of some TOML to a table that can be read, and from TOML's own faults to ones an author understands:
//! sorted, one a line, capped, the commonest in their own words.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::lines::line_at;
use super::{Fields, File, slips, tell_strays};
use crate::diag::{Diag, Diags, Place};

/// How many faults of syntax are told of one file.
const MOST: usize = 20;

/// Reads the TOML in `toml` of a file with `reader`, which gets the top table. `whole` is where something that is
/// missing is told. All faults come back, places in the file.
pub fn read<T>(
    path: &Arc<str>,
    text: &str,
    toml: Range<usize>,
    whole: Range<usize>,
    reader: impl FnOnce(&mut Fields) -> T,
) -> (T, Diags) {
    let source = text.get(toml.clone()).unwrap_or("");
    // The text is cut where the TOML ends, so that places and later lines need no second measure.
    let text = text.get(..toml.end).unwrap_or(text);
    let (table, faults) = DeTable::parse_recoverable(source);
    let mut found: Vec<(Range<usize>, &str)> = faults
        .iter()
        .map(|fault| {
            let span = fault.span().unwrap_or(0..0);
            (span.start + toml.start..span.end + toml.start, fault.message())
        })
        .collect();
    found.sort_by_key(|(span, _)| span.start);
    let broken: Vec<Range<usize>> = found.iter().take(10 * MOST).map(|(span, _)| span.clone()).collect();
    // The first fault of each line, and the line.
    let mut lines: Vec<(Range<usize>, Range<usize>, &str)> = Vec::new();
    for (span, message) in found {
        if lines.last().is_none_or(|(line, _, _)| span.start > line.end) {
            lines.push((line_at(text, span.start), span, message));
        }
    }
    let mut diags = Diags::new();
    let more = lines.len().saturating_sub(MOST);
    for (_, span, message) in lines.iter().take(MOST) {
        diags.push(slips::tell(path, text, span, message));
    }
    if more > 0 {
        let help = format!("and {more} more lines that are not TOML");
        if let Some(last) = diags.last_mut() {
            last.help.push(help);
        }
    }
    let file =
        File { path, text, start: toml.start, broken, diags: RefCell::new(Diags::new()), strays: RefCell::default() };
    let mut fields = Fields::new(&file, String::new(), table.get_ref(), whole);
    let value = reader(&mut fields);
    let known = fields.known.clone();
    fields.done();
    tell_strays(&file, &known);
    let on_broken = |place: &Option<Place>| {
        place
            .as_ref()
            .is_some_and(|p| lines.iter().take(10 * MOST).any(|(l, _, _)| l.start <= p.start && p.start <= l.end))
    };
    // One fault a line: what follows from broken syntax is not told beside it.
    diags.extend(file.diags.into_inner().into_iter().filter(|d: &Diag| !on_broken(&d.place)));
    (value, diags)
}
