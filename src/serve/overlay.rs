//! The faults as the open tabs get them: plain data in JSON, which the client script shows as text. Nothing that an
//! author wrote is ever HTML here, except escaped, on the one page that stands in when there is no site yet.

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use crate::diag::lines::spot;
use crate::diag::{Diag, Level};

/// One fault, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultView {
    pub level: Level,
    pub code: String,
    pub message: String,
    pub path: Option<String>,
    /// From 1, as all lines and columns that people see.
    pub line: Option<usize>,
    /// From 1, in characters.
    pub column: Option<usize>,
    /// The line of the source with carets under the place, or anything else that is best read in one font width.
    pub excerpt: String,
    /// What to do or to type, a line each.
    pub help: Vec<String>,
}

/// An excerpt shows no more of a line than this, in characters.
const WIDTH: usize = 160;
/// No more faults than this go to a tab; how many there are in all is said.
const SHOWN: usize = 200;

impl FaultView {
    /// `text` is the text of the file that `diag` points into, if it can be had.
    pub fn of(diag: &Diag, text: Option<&str>) -> FaultView {
        let mut view = FaultView {
            level: diag.level,
            code: diag.code.into(),
            message: diag.message.clone(),
            path: diag.place.as_ref().map(|place| place.path.to_string()),
            line: None,
            column: None,
            excerpt: String::new(),
            help: diag.help.clone(),
        };
        if let (Some(place), Some(text)) = (&diag.place, text) {
            let (line, column, excerpt) = excerpt(text, place.start, place.end);
            view.line = Some(line);
            view.column = Some(column);
            view.excerpt = excerpt;
        }
        view
    }
}

/// Line, column and the line with carets under it. Any offsets will do: they are moved into the text.
fn excerpt(text: &str, start: usize, end: usize) -> (usize, usize, String) {
    let start = text.floor_char_boundary(start);
    let end = text.floor_char_boundary(end.max(start));
    let (before, after) = text.split_at(start);
    let at = spot(text, start);
    let lead = before.rsplit('\n').next().unwrap_or_default();
    let rest = after.split('\n').next().unwrap_or_default().trim_end_matches('\r');
    let column = lead.chars().count() + 1;

    // A long line is cut around the place.
    let skip = column.saturating_sub(WIDTH / 2);
    let shown: String = lead.chars().chain(rest.chars()).skip(skip).take(WIDTH).map(plain).collect();
    let marked = text.get(start..end.min(start + rest.len())).unwrap_or_default().chars().count().max(1);
    let room = WIDTH.saturating_sub(column - 1 - skip).max(1);
    let gutter = at.line.to_string();
    let blank = " ".repeat(gutter.len());
    let space = " ".repeat(column - 1 - skip);
    let carets = "^".repeat(marked.min(room));
    (at.line, at.column, format!("{gutter} | {shown}\n{blank} | {space}{carets}"))
}

/// Tabs and control characters would move the carets away from what they point at.
fn plain(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// The faults of a build as tabs get them.
pub(super) struct Faults {
    /// A JSON list; empty (`[]`) unless an error stops the build: warnings alone put nothing over a page.
    pub json: String,
    /// A hash of `json`: equal marks, equal overlays.
    pub mark: String,
    /// As one text, for the page that stands in.
    pub text: String,
}

#[derive(Serialize)]
struct Row<'a> {
    level: &'static str,
    code: &'a str,
    message: &'a str,
    place: String,
    excerpt: &'a str,
    help: &'a [String],
}

impl Faults {
    pub fn new(mut faults: Vec<FaultView>) -> Faults {
        if !faults.iter().any(|fault| fault.level == Level::Error) {
            faults.clear();
        }
        let mut rows: Vec<Row> = faults.iter().take(SHOWN).map(row).collect();
        let more = format!("{} more, not shown here", faults.len().saturating_sub(SHOWN));
        if faults.len() > SHOWN {
            let place = String::new();
            rows.push(Row { level: "warning", code: "more", message: &more, place, excerpt: "", help: &[] });
        }
        let text = rows.iter().map(text).collect::<Vec<_>>().join("\n");
        // These are strings only, so it cannot fail.
        let json = serde_json::to_string(&rows).unwrap_or_else(|_| "[]".into());
        let mark = format!("{:016x}", xxh3_64(json.as_bytes()));
        Faults { json, mark, text }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

fn row(fault: &FaultView) -> Row<'_> {
    let mut place = fault.path.clone().unwrap_or_default();
    for number in [fault.line, fault.column].into_iter().flatten() {
        place.push_str(&format!(":{number}"));
    }
    Row {
        level: match fault.level {
            Level::Error => "error",
            Level::Warning => "warning",
        },
        code: &fault.code,
        message: &fault.message,
        place,
        excerpt: &fault.excerpt,
        help: &fault.help,
    }
}

fn text(row: &Row) -> String {
    let mut text = format!("{}[{}]: {}\n", row.level, row.code, row.message);
    if !row.place.is_empty() {
        text.push_str(&format!(" --> {}\n", row.place));
    }
    if !row.excerpt.is_empty() {
        text.push_str(&format!("{}\n", row.excerpt));
    }
    for line in row.help {
        text.push_str(&format!("help: {line}\n"));
    }
    text
}

/// The page that stands in while there is no good build at all. Its meta element tells the client script that the
/// faults are on the page already.
pub(super) fn page(faults: &Faults) -> String {
    let mut escaped = String::with_capacity(faults.text.len());
    for c in faults.text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\0' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"nutgraf-preview\" content=\"not-built\"><title>Not built yet</title></head>\n\
         <body>\n<h1>This site has not been built yet</h1>\n<p>The page comes by itself once these are put right.</p>\n\
         <pre>{escaped}</pre>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use std::sync::Arc;

    #[test]
    fn an_excerpt_points_at_its_place() {
        let path: Arc<str> = "content/a.md".into();
        let text = "+++\nactor = \"rusia\"\r\n+++\n";
        let diag = Diag::error("unknown-actor", "no actor `rusia`").at(Place::new(&path, 12..19));
        let view = FaultView::of(&diag, Some(text));
        assert_eq!((view.line, view.column), (Some(2), Some(9)));
        assert_eq!(view.excerpt, "2 | actor = \"rusia\"\n  |         ^^^^^^^");
    }

    #[test]
    fn any_offset_will_do() {
        for text in ["", "é", "a\nb", "\n\n", &"x".repeat(5000)] {
            for start in [0, 1, 2, 3, 4000, usize::MAX] {
                let (_, _, shown) = excerpt(text, start, start.saturating_add(7));
                assert!(shown.contains('^'));
                assert!(shown.len() < 2 * WIDTH + 40);
            }
        }
    }

    #[test]
    fn warnings_alone_show_nothing() {
        let warning = FaultView::of(&Diag::warning("unused", "nobody refers to it"), None);
        assert_eq!(Faults::new(vec![warning.clone()]).json, "[]");
        let error = FaultView::of(&Diag::error("bad", "<script>alert(1)</script>"), None);
        let faults = Faults::new(vec![warning, error]);
        assert!(faults.json.contains("nobody refers"));
        assert!(page(&faults).contains("&lt;script&gt;alert(1)"));
    }

    #[test]
    fn a_flood_is_cut_and_counted() {
        let error = FaultView::of(&Diag::error("bad", "x"), None);
        let faults = Faults::new(vec![error; SHOWN + 3]);
        assert!(faults.json.contains("3 more, not shown here"));
    }
}
