//! Faults of a file as text, before anyone asks what it says: bytes that are not UTF-8, control characters.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diag, Diags, Place};

/// How many control characters of a file are told one by one.
const MOST: usize = 20;

/// The fault of a file that is not UTF-8, where it begins.
pub fn not_utf8(path: &Arc<str>, bytes: &[u8]) -> Option<Diag> {
    let fault = std::str::from_utf8(bytes).err()?;
    let at = fault.valid_up_to();
    let line = bytes.iter().take(at).filter(|b| **b == b'\n').count() + 1;
    Some(
        Diag::error("not-utf8", format!("line {line} is not UTF-8"))
            .at(Place::new(path, at..at + fault.error_len().unwrap_or(1)))
            .help("save the file as UTF-8 in your editor"),
    )
}

/// Control characters in a file: all but tab and line end.
pub fn controls(path: &Arc<str>, text: &str) -> Diags {
    let mut diags = Diags::new();
    // Most files have none. Whole chunks are looked at without a way out in between, which is many bytes at a time.
    let is_low = |b: &u8| *b < 0x20 && !matches!(*b, b'\n' | b'\t') || *b == 0x7f;
    let any_low = |chunk: &[u8]| chunk.iter().fold(false, |any, b| any | is_low(b));
    // Beyond ASCII they are C2 80 to C2 9F.
    let any_high = || text.as_bytes().windows(2).any(|w| matches!(w, [0xc2, 0x80..=0x9f]));
    if !text.as_bytes().chunks(256).any(any_low) && (text.is_ascii() || !any_high()) {
        return diags;
    }
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let line_end = c == '\r' && matches!(rest.peek(), Some((_, '\n')));
        if !c.is_control() || line_end || matches!(c, '\n' | '\t') {
            continue;
        }
        if diags.len() == MOST {
            break;
        }
        let diag = Diag::error("control-character", format!("a control character, U+{:04X}", u32::from(c)));
        diags.push(diag.at(Place::new(path, at..at + c.len_utf8())).help("take it out"));
    }
    diags
}

/// The line around a byte: its range, without the line end.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let start = bytes.iter().take(at).rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let end = bytes.iter().skip(at).position(|b| *b == b'\n').map_or(bytes.len(), |i| at + i);
    let end = if end > start && bytes.get(end - 1) == Some(&b'\r') { end - 1 } else { end };
    start..end
}
