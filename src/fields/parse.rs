//! From the text of some TOML to a table that can be read, and from TOML's own faults to ones an author understands:
//! sorted, one a line, capped, the commonest in their own words.

use std::cell::RefCell;
use std::collections::BTreeMap;
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
    let mut lines: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    let mut broken = Vec::new();
    for fault in &faults {
        let span = fault.span().unwrap_or(0..0);
        let span = span.start + toml.start..span.end + toml.start;
        // A fault at a line's very end may be placed at the start of the next.
        let line = line_at(text, span.start).start;
        let first = lines.entry(line).or_insert_with(|| (span.clone(), fault.message().to_string()));
        if span.start < first.0.start {
            *first = (span.clone(), fault.message().to_string());
        }
        if broken.len() < 10 * MOST {
            broken.push(span);
        }
    }
    let mut diags = Diags::new();
    let more = lines.len().saturating_sub(MOST);
    for (span, message) in lines.values().take(MOST) {
        diags.push(slips::tell(path, text, span, message));
    }
    if more > 0 {
        let help = format!("and {more} more lines that are not TOML");
        if let Some(last) = diags.last_mut() {
            last.help.push(help);
        }
    }
    let broken_lines: Vec<Range<usize>> =
        lines.keys().take(10 * MOST).map(|start| line_at(text, *start)).collect();
    let file =
        File { path, text, start: toml.start, broken, diags: RefCell::new(Diags::new()), strays: RefCell::default() };
    let mut fields = Fields::new(&file, String::new(), table.get_ref(), whole);
    let value = reader(&mut fields);
    let known = fields.known.clone();
    fields.done();
    tell_strays(&file, &known);
    let on_broken = |place: &Option<Place>| {
        place.as_ref().is_some_and(|p| broken_lines.iter().any(|l| l.start <= p.start && p.start <= l.end))
    };
    // One fault a line: what follows from broken syntax is not told beside it.
    diags.extend(file.diags.into_inner().into_iter().filter(|d: &Diag| !on_broken(&d.place)));
    (value, diags)
}
