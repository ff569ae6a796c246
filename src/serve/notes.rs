//! What the author should know though nothing stops the build: warnings, drafts, and fields that nobody has confirmed.
//! As JSON for the bar, and as a page of its own. What comes from the author's files is escaped, never HTML.

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::editor::Spot;
use super::overlay::{FaultView, Row, row};
use crate::text::escape;

/// The lists of the bar, as plain data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    pub warnings: Vec<FaultView>,
    pub drafts: Vec<DraftView>,
    /// In the order they are shown in; the fields of one record stand together.
    pub unconfirmed: Vec<OpenView>,
}

/// A record that is not published yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftView {
    pub name: String,
    /// The output path of its page, if it has one here.
    pub page: Option<String>,
    pub spot: Spot,
}

/// A field that nobody has confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenView {
    pub id: String,
    pub name: String,
    /// The output path of its record's page.
    pub page: String,
    pub field: String,
    pub value: String,
    /// The words of the source that it rests on, and what the source is called.
    pub sentence: Option<String>,
    pub source: Option<String>,
    pub spot: Spot,
}

/// The bar lists no more records and warnings than these; the page lists all fields.
const SHOWN: usize = 200;

/// The notes as tabs get them.
pub(super) struct Bar {
    pub json: String,
    /// A hash of `json`: equal marks, equal bars.
    pub mark: String,
}

#[derive(Serialize)]
struct Lists<'a> {
    /// Whether a click may ask for its line.
    spots: bool,
    warnings: Vec<Row<'a>>,
    more_warnings: usize,
    drafts: Vec<Draft<'a>>,
    fields: usize,
    records: Vec<Record<'a>>,
    more_records: usize,
}

#[derive(Serialize)]
struct Draft<'a> {
    name: &'a str,
    page: Option<&'a str>,
    spot: &'a Spot,
}

#[derive(Serialize)]
struct Record<'a> {
    name: &'a str,
    page: &'a str,
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    field: &'a str,
    spot: &'a Spot,
}

/// Whether the script may ask for the line of what was clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spots {
    Offered,
    Off,
}

impl Bar {
    pub fn new(notes: &Notes, spots: Spots) -> Bar {
        let records = records(notes);
        let lists = Lists {
            spots: spots == Spots::Offered,
            warnings: notes.warnings.iter().take(SHOWN).map(row).collect(),
            more_warnings: notes.warnings.len().saturating_sub(SHOWN),
            drafts: notes
                .drafts
                .iter()
                .map(|draft| Draft { name: &draft.name, page: draft.page.as_deref(), spot: &draft.spot })
                .collect(),
            fields: notes.unconfirmed.len(),
            more_records: records.len().saturating_sub(SHOWN),
            records: records
                .iter()
                .take(SHOWN)
                .filter_map(|fields| {
                    let first = fields.first()?;
                    Some(Record {
                        name: &first.name,
                        page: &first.page,
                        fields: fields.iter().map(|open| Field { field: &open.field, spot: &open.spot }).collect(),
                    })
                })
                .collect(),
        };
        // These are strings and numbers only, so it cannot fail.
        let json = serde_json::to_string(&lists).unwrap_or_else(|_| "{}".into());
        let mark = format!("{:016x}", xxh3_64(json.as_bytes()));
        Bar { json, mark }
    }
}

/// The unconfirmed fields, record by record.
fn records(notes: &Notes) -> Vec<&[OpenView]> {
    notes.unconfirmed.chunk_by(|a, b| a.id == b.id).collect()
}

/// The page that lists every unconfirmed field beside the sentence it rests on.
pub(super) fn page(notes: &Notes) -> String {
    let records = records(notes);
    let mut main = String::new();
    if records.is_empty() {
        main.push_str(
            "<h1>All is confirmed</h1>\n<p class=\"lead\">No record has a field that still waits for a look.</p>\n",
        );
    } else {
        let (fields, of) = (count(notes.unconfirmed.len(), "field"), count(records.len(), "record"));
        main.push_str(&format!(
            "<h1>Not confirmed yet</h1>\n<p class=\"lead\">{fields} of {of} that no person has looked at. Hold each \
             value against the words it rests on; when a record is right, run its command.</p>\n"
        ));
    }
    for fields in records {
        let Some(first) = fields.first() else { continue };
        main.push_str(&format!(
            "<section>\n<h2><a href=\"/{}\">{}</a></h2>\n<p class=\"command\"><code>nutgraf confirm {}</code></p>\n",
            escape(&first.page),
            escape(&first.name),
            escape(&first.id)
        ));
        // Fields that rest on the same words stand beside them together.
        for group in fields.chunk_by(|a, b| (&a.sentence, &a.source) == (&b.sentence, &b.source)) {
            main.push_str("<div class=\"group\">\n<ul>\n");
            group.iter().for_each(|open| main.push_str(&field(open)));
            main.push_str(&format!("</ul>\n{}</div>\n", group.first().map(rests).unwrap_or_default()));
        }
        main.push_str("</section>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Not confirmed yet</title>\
         <link rel=\"icon\" type=\"image/svg+xml\" href=\"/__nutgraf/icon.svg\">\
         <link rel=\"stylesheet\" href=\"/__nutgraf/pages.css\"></head>\n<body>\n\
         <nav class=\"back\" aria-label=\"Site\"><a href=\"/\">The site’s front page</a></nav>\n<main>\n{main}</main>\n</body>\n</html>\n"
    )
    .replace('\0', "\u{fffd}")
}

/// A field, its value as the file has it, and where.
fn field(open: &OpenView) -> String {
    let value = match open.value.as_str() {
        "" => "<span class=\"none\">not in the file</span>".into(),
        value => escape(value),
    };
    let place = escape(&format!("{}:{}", open.spot.path, open.spot.line));
    let place = match &open.spot.href {
        Some(href) => format!("<a href=\"{}\">{place}</a>", escape(href)),
        None => place,
    };
    let name = escape(&open.field);
    format!(
        "<li><b class=\"field\">{name}</b>\n<div class=\"value\">{value}</div>\n<p class=\"place\">{place}</p></li>\n"
    )
}

/// The words that fields rest on, and whose they are.
fn rests(open: &OpenView) -> String {
    let source = open.source.as_deref().map(|name| format!("<cite>{}</cite>", escape(name))).unwrap_or_default();
    let words = match &open.sentence {
        Some(sentence) => format!("<blockquote><mark>{}</mark></blockquote>", escape(sentence)),
        None => "<p class=\"none\">No words of a source are given for this.</p>".into(),
    };
    format!("<div class=\"rests\">{words}{source}</div>\n")
}

/// `1 field`, `2 fields`
fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(id: &str, field: &str) -> OpenView {
        OpenView {
            id: id.into(),
            name: format!("<i>{id}</i>"),
            page: format!("deals/{id}.html"),
            field: field.into(),
            value: "\"><script>alert(1)</script>".into(),
            sentence: Some("<b>words</b>".into()),
            source: None,
            spot: Spot { path: "content/deals/a.md".into(), line: 3, column: 9, href: Some("ed:///a?\"<3".into()) },
        }
    }

    #[test]
    fn the_page_shows_text_as_text() {
        let notes =
            Notes { unconfirmed: vec![open("a", "value"), open("a", "date"), open("b", "name")], ..Notes::default() };
        let page = page(&notes);
        assert!(page.contains("3 fields of 2 records"), "{page}");
        assert_eq!(page.matches("<code>nutgraf confirm a</code>").count(), 1);
        assert!(
            page.contains("&lt;script&gt;") && page.contains("&lt;b&gt;words") && page.contains("ed:///a?&quot;&lt;3")
        );
        assert!(!page.contains("<script>") && !page.contains("<b>words") && !page.contains("<i>a"));
    }

    #[test]
    fn the_bar_counts_what_it_does_not_list() {
        let ids: Vec<String> = (0..SHOWN + 5).map(|n| n.to_string()).collect();
        let notes = Notes { unconfirmed: ids.iter().map(|id| open(id, "value")).collect(), ..Notes::default() };
        let bar = Bar::new(&notes, Spots::Off);
        assert!(bar.json.contains("\"fields\":205") && bar.json.contains("\"more_records\":5"));
        assert_ne!(bar.mark, Bar::new(&notes, Spots::Offered).mark);
    }
}
