//! Raw HTML in Markdown goes through an allow list; what is not on it is taken out and said.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fields::SCHEMES;

/// HTML that may stand on a page.
pub struct Cleaned {
    pub html: String,
    /// Whether anything was taken out.
    pub removed: bool,
}

/// Elements that may be written inside a paragraph.
const INLINE: [&str; 27] = [
    "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements that may be written between paragraphs.
const BLOCK: [&str; 33] = [
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "a",
    "aside",
];

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    builder.tags(INLINE.into_iter().chain(BLOCK).collect());
    builder.clean_content_tags(["script", "style"].into());
    builder.generic_attributes(["lang", "dir", "title"].into());
    builder.tag_attributes(
        [
            ("a", HashSet::from(["href"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ("ol", HashSet::from(["start", "reversed"])),
            ("time", HashSet::from(["datetime"])),
            ("data", HashSet::from(["value"])),
            ("details", HashSet::from(["open"])),
        ]
        .into(),
    );
    builder.url_schemes(SCHEMES.into());
    builder.url_relative(ammonia::UrlRelative::Deny);
    builder.link_rel(Some("noopener"));
    builder
});

/// The comment that keeps names in the next passage from linking.
pub fn is_nolink(html: &str) -> bool {
    let inner = html.trim().strip_prefix("<!--").and_then(|s| s.strip_suffix("-->"));
    inner.is_some_and(|s| s.trim() == "nolink")
}

/// Cleans a block of HTML; the result is balanced.
pub fn block(html: &str) -> Cleaned {
    let cleaned = CLEANER.clean(html).to_string();
    let removed = tags(html) != tags(&cleaned.replace(" rel=\"noopener\"", ""));
    Cleaned { html: cleaned, removed }
}

/// Cleans one inline tag. `open` holds the elements that wait for their end tag; none: taken out.
pub fn inline(html: &str, open: &mut Vec<String>) -> Option<String> {
    if html.starts_with("<!--") {
        return Some(String::new());
    }
    if let Some(name) = html.strip_prefix("</") {
        let name = name.trim_end_matches('>').trim().to_ascii_lowercase();
        let depth = open.iter().rposition(|o| *o == name)?;
        let closed: String = open.drain(depth..).rev().map(|n| format!("</{n}>")).collect();
        return Some(closed);
    }
    let name: String =
        html.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    if !INLINE.contains(&name.as_str()) {
        return None;
    }
    let cleaned = block(html);
    if cleaned.removed {
        return None;
    }
    let tag = cleaned.html.strip_suffix(&format!("</{name}>")).unwrap_or(&cleaned.html).to_string();
    if !matches!(name.as_str(), "br" | "wbr") {
        open.push(name);
    }
    Some(tag)
}

/// The start tags of `html` with their attributes, white space and quotes aside: what cleaning may not change.
fn tags(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or("");
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, tail)| tail);
            continue;
        }
        let end = rest.find('>').unwrap_or(rest.len());
        let tag = rest.get(..end).unwrap_or("");
        if !tag.starts_with('/') {
            let mut words: Vec<String> = tag
                .trim_end_matches('/')
                .split_whitespace()
                .map(|w| w.replace(['"', '\''], "").trim_end_matches('=').to_ascii_lowercase())
                .collect();
            words.sort();
            out.push(words.join(" "));
        }
        rest = rest.get(end..).unwrap_or("");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_go_and_say_so() {
        for bad in [
            "<script>alert(1)</script>",
            "<p onclick=\"x\">a</p>",
            "<svg><p>",
            "<a href=\"javascript:x\">a</a>",
            "<div style=\"x\">a</div>",
        ] {
            let cleaned = block(bad);
            assert!(cleaned.removed, "{bad}");
            assert!(!cleaned.html.contains("script") && !cleaned.html.contains("onclick"), "{}", cleaned.html);
        }
        assert!(!block("<details><summary>More</summary>\n<p>Text</p></details>").removed);
        assert!(!block("<a href=\"https://example.org/\">a</a>").removed);
    }

    #[test]
    fn inline_tags_balance() {
        let mut open = Vec::new();
        assert_eq!(inline("<b>", &mut open).as_deref(), Some("<b>"));
        assert_eq!(inline("<i>", &mut open).as_deref(), Some("<i>"));
        assert_eq!(inline("</b>", &mut open).as_deref(), Some("</i></b>"));
        assert_eq!(inline("</b>", &mut open), None);
        assert_eq!(inline("<img src=x onerror=y>", &mut open), None);
        assert_eq!(inline("<bdi lang=\"ur\">", &mut open).as_deref(), Some("<bdi lang=\"ur\">"));
    }
}
