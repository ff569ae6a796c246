//! The text of a kept original, as quotes are looked up in it: of a page what it shows, of Markdown what it renders to,
//! of any other file the file itself.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html;

/// What kind of file a text is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    Html,
    Markdown,
}

/// Told by the end of the file's name.
pub fn form(path: &str) -> Form {
    let ends = |ends: &[&str]| {
        ends.iter().any(|e| {
            path.len() > e.len() && path.get(path.len() - e.len()..).is_some_and(|p| p.eq_ignore_ascii_case(e))
        })
    };
    if ends(&[".html", ".htm", ".xhtml"]) {
        Form::Html
    } else if ends(&[".md", ".markdown"]) {
        Form::Markdown
    } else {
        Form::Plain
    }
}

/// The text of the file at `path`.
pub fn text<'a>(path: &str, file: &'a str) -> Cow<'a, str> {
    match form(path) {
        Form::Plain => Cow::Borrowed(file),
        Form::Html => Cow::Owned(html::text(file)),
        Form::Markdown => Cow::Owned(html::join(&blocks(front(file).1))),
    }
}

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    Yaml,
    Toml,
    Json,
}

/// The front matter of a Markdown file, without its fences, and the body behind it.
pub fn front(file: &str) -> (Option<(Matter, &str)>, &str) {
    let file = file.trim_start_matches('\u{feff}');
    for (fence, matter) in [("---", Matter::Yaml), ("+++", Matter::Toml)] {
        let Some(rest) = file.strip_prefix(fence).filter(|rest| rest.starts_with(['\n', '\r'])) else { continue };
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            if at > 0 && (line.trim_end() == fence || matter == Matter::Yaml && line.trim_end() == "...") {
                return (rest.get(..at).map(|front| (matter, front)), rest.get(at + line.len()..).unwrap_or(""));
            }
            at += line.len();
        }
    }
    if file.starts_with('{') && !file.starts_with("{{") {
        let mut values = serde_json::Deserializer::from_str(file).into_iter::<serde_json::Value>();
        if let Some(Ok(serde_json::Value::Object(_))) = values.next() {
            let at = values.byte_offset();
            return (file.get(..at).map(|front| (Matter::Json, front)), file.get(at..).unwrap_or(""));
        }
    }
    (None, file)
}

/// The host that a wiki link leads to until its target is known; no real host can have this name (RFC 2606).
pub const WIKI: &str = "https://wiki.invalid/";

/// The blocks of a Markdown body, as a page would show them. A wiki link leads to [`WIKI`] and its target.
pub fn blocks(markdown: &str) -> Vec<html::Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, title, id }) => {
            let target: String = url::form_urlencoded::byte_serialize(dest_url.as_bytes()).collect();
            let dest_url = CowStr::from(format!("{WIKI}{target}"));
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id })
        }
        event => event,
    });
    // A picture's alternative is no text of the article.
    let mut pictures = 0;
    let events = events.filter(|event| {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => {
                pictures -= 1;
                return false;
            }
            _ => {}
        }
        pictures == 0
    });
    let mut out = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut out, events);
    html::of_fragment(&out, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_in_three_forms() {
        assert_eq!(front("---\na: 1\n---\nBody"), (Some((Matter::Yaml, "\na: 1\n")), "Body"));
        assert_eq!(front("+++\r\na = 1\r\n+++\r\nBody").1, "Body");
        assert_eq!(front("{\"a\": 1}\nBody"), (Some((Matter::Json, "{\"a\": 1}")), "\nBody"));
        assert_eq!(front("--- not\n---\nBody").0, None);
        assert_eq!(front("---\nnever closed"), (None, "---\nnever closed"));
    }

    #[test]
    fn a_kept_text_is_what_a_reader_sees() {
        assert_eq!(text("kept/a.TXT", "a *b*"), "a *b*");
        assert_eq!(
            text("kept/a.md", "---\nt: 1\n---\n# A\n\nOne *two* [three](https://x.org) [[Four|4]]."),
            "A\n\nOne two three 4."
        );
        assert_eq!(
            text("kept/a.html", "<title>T</title><h1>A</h1><p>One <b>two</b>.<script>x</script>"),
            "A\n\nOne two."
        );
    }
}
