//! From bytes to what people count: lines and columns, both from 1, columns in characters.

/// A line and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub line: usize,
    pub column: usize,
}

/// Where a byte of a text is. A byte inside a character counts as its start, one past the end as the end.
pub fn spot(text: &str, at: usize) -> Spot {
    let at = text.floor_char_boundary(at);
    let before = text.get(..at).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let mut column = before.get(line_start..).unwrap_or("").chars().count() + 1;
    // An editor does not show the byte order mark.
    if line_start == 0 && column > 1 && text.starts_with('\u{feff}') {
        column -= 1;
    }
    Spot { line: before.matches('\n').count() + 1, column }
}
