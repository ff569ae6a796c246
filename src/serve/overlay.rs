//! The faults as the open tabs get them: plain data in JSON, which the client script shows as text. Nothing that an
//! author wrote is ever HTML here, except escaped, on the one page that stands in when there is no site yet.

use std::sync::Arc;

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::editor::Spot;
use crate::diag::lines::{self, spot};
use crate::diag::{Diag, Level};
use crate::text::escape;

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
    /// What opens the place in the author's editor.
    pub href: Option<String>,
    /// The line of the source with carets under the place, or anything else that is best read in one font width.
    pub excerpt: String,
    /// Further places, each with its words.
    pub labels: Vec<(Spot, String)>,
    /// What to do or to type, a line each.
    pub help: Vec<String>,
}

/// The text of a file, if it can be had.
pub type TextOf<'a> = &'a dyn Fn(&str) -> Option<Arc<str>>;
/// What opens a file at a line and a column in the author's editor.
pub type HrefOf<'a> = &'a dyn Fn(&str, usize, usize) -> Option<String>;

/// An excerpt shows no more of a line than this, in characters.
const WIDTH: usize = 160;
/// More faults than these, from one slip in a vast site, would choke the tab; how many there are in all is said.
const SHOWN: usize = 5000;

impl FaultView {
    pub fn of(diag: &Diag, text_of: TextOf, href_of: HrefOf) -> FaultView {
        let mut view = FaultView {
            level: diag.level,
            code: diag.code.into(),
            message: diag.message.clone(),
            path: diag.place.as_ref().map(|place| place.path.to_string()),
            line: None,
            column: None,
            href: None,
            excerpt: String::new(),
            labels: Vec::new(),
            help: diag.help.clone(),
        };
        if let Some(place) = &diag.place {
            if let Some(text) = text_of(&place.path) {
                let (line, column, excerpt) = excerpt(&text, place.start, place.end);
                view.line = Some(line);
                view.column = Some(column);
                view.excerpt = excerpt;
            }
            view.href = href_of(&place.path, view.line.unwrap_or(1), view.column.unwrap_or(1));
        }
        for (place, words) in &diag.labels {
            let at = text_of(&place.path).map_or(lines::Spot { line: 1, column: 1 }, |text| spot(&text, place.start));
            let href = href_of(&place.path, at.line, at.column);
            let spot = Spot { path: place.path.to_string(), line: at.line, column: at.column, href };
            view.labels.push((spot, words.clone()));
        }
        view
    }

    /// A fault that stands nowhere.
    pub fn bare(code: &str, message: impl Into<String>) -> FaultView {
        FaultView {
            level: Level::Error,
            code: code.into(),
            message: message.into(),
            path: None,
            line: None,
            column: None,
            href: None,
            excerpt: String::new(),
            labels: Vec::new(),
            help: Vec::new(),
        }
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
    /// For the page that stands in.
    html: String,
}

/// A fault as the script gets it.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    level: &'static str,
    code: &'a str,
    message: &'a str,
    place: String,
    href: Option<&'a str>,
    excerpt: &'a str,
    labels: Vec<Label<'a>>,
    help: &'a [String],
}

#[derive(Serialize)]
struct Label<'a> {
    place: String,
    href: Option<&'a str>,
    words: &'a str,
}

impl Faults {
    pub fn new(mut faults: Vec<FaultView>) -> Faults {
        if !faults.iter().any(|fault| fault.level == Level::Error) {
            faults.clear();
        }
        // What stops the build comes first; inside, the order is the terminal's.
        faults.sort_by_key(|fault| fault.level);
        let more = faults.len().saturating_sub(SHOWN);
        faults.truncate(SHOWN);
        if more > 0 {
            let level = Level::Warning;
            faults.push(FaultView { level, ..FaultView::bare("more", format!("{more} more, told on the terminal")) });
        }
        let rows: Vec<Row> = faults.iter().map(row).collect();
        // These are strings only, so it cannot fail.
        let json = serde_json::to_string(&rows).unwrap_or_else(|_| "[]".into());
        let mark = format!("{:016x}", xxh3_64(json.as_bytes()));
        let html = rows.iter().map(html).collect();
        Faults { json, mark, html }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}

pub(super) fn row(fault: &FaultView) -> Row<'_> {
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
        href: fault.href.as_deref(),
        excerpt: &fault.excerpt,
        labels: fault
            .labels
            .iter()
            .map(|(spot, words)| Label {
                place: format!("{}:{}:{}", spot.path, spot.line, spot.column),
                href: spot.href.as_deref(),
                words,
            })
            .collect(),
        help: &fault.help,
    }
}

/// A fault on the page that stands in, in the order of the terminal.
fn html(row: &Row) -> String {
    let place = |place: &str, href: Option<&str>| match href {
        Some(href) => format!("<a href=\"{}\">{}</a>", escape(href), escape(place)),
        None => escape(place),
    };
    let mut out = format!(
        "<li class=\"{0}\"><p class=\"message\">{0}[{1}]: {2}</p>\n",
        row.level,
        escape(row.code),
        escape(row.message)
    );
    if !row.place.is_empty() {
        out.push_str(&format!("<p class=\"place\">{}</p>\n", place(&row.place, row.href)));
    }
    if !row.excerpt.is_empty() {
        out.push_str(&format!("<pre>{}</pre>\n", escape(row.excerpt)));
    }
    for label in &row.labels {
        let words = escape(label.words);
        out.push_str(&format!("<p class=\"place\">{}: {words}</p>\n", place(&label.place, label.href)));
    }
    for line in row.help {
        out.push_str(&format!("<p class=\"help\">help: {}</p>\n", escape(line)));
    }
    out.push_str("</li>\n");
    out
}

/// The page that stands in while there is no good build at all. Its meta element tells the client script that the
/// faults are on the page already.
pub(super) fn page(faults: &Faults) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"nutgraf-preview\" content=\"not-built\"><title>Not built yet</title>\
         <link rel=\"icon\" type=\"image/svg+xml\" href=\"/__nutgraf/icon.svg\">\
         <link rel=\"stylesheet\" href=\"/__nutgraf/pages.css\"></head>\n\
         <body>\n<main>\n<h1>This site has not been built yet</h1>\n\
         <p class=\"lead\">The page comes by itself once these are put right.</p>\n\
         <ol class=\"faults\">\n{}</ol>\n</main>\n</body>\n</html>\n",
        faults.html.replace('\0', "\u{fffd}")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    fn of(diag: &Diag, text: Option<&str>) -> FaultView {
        let href = |path: &str, line: usize, column: usize| Some(format!("ed:{path}:{line}:{column}"));
        FaultView::of(diag, &|_| text.map(Arc::from), &href)
    }

    #[test]
    fn an_excerpt_points_at_its_place() {
        let path: Arc<str> = "content/a.md".into();
        let text = "+++\nactor = \"rusia\"\r\n+++\n";
        let place = Place::new(&path, 12..19);
        let diag = Diag::error("unknown-actor", "no actor `rusia`").at(place).label(Place::new(&path, 0..0), "here");
        let view = of(&diag, Some(text));
        assert_eq!((view.line, view.column, view.href.as_deref()), (Some(2), Some(9), Some("ed:content/a.md:2:9")));
        assert_eq!(view.excerpt, "2 | actor = \"rusia\"\n  |         ^^^^^^^");
        let json = Faults::new(vec![view]).json;
        assert!(
            json.contains(r#""labels":[{"place":"content/a.md:1:1","href":"ed:content/a.md:1:1","words":"here"}]"#)
        );
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
        let warning = of(&Diag::warning("unused", "nobody refers to it"), None);
        assert_eq!(Faults::new(vec![warning.clone()]).json, "[]");
        let error = FaultView::bare("bad", "<script>alert(1)</script>");
        let faults = Faults::new(vec![warning, error]);
        assert!(faults.json.contains("nobody refers"));
        assert!(page(&faults).contains("&lt;script&gt;alert(1)"));
    }

    #[test]
    fn a_flood_is_cut_and_counted() {
        let faults = Faults::new(vec![FaultView::bare("bad", "x"); SHOWN + 3]);
        assert!(faults.json.contains("3 more, told on the terminal"));
    }
}
