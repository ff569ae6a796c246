//! How deep a page is nested, told without building its tree: tree builders take time that grows with the square of
//! the depth, of the styles left open and of the attributes of a tag. A page beyond [`DEEPEST`], or beyond measure in
//! the others, is rewritten as paragraphs of text.

use std::borrow::Cow;
use std::collections::HashMap;

/// The deepest nesting that is parsed as a tree.
pub const DEEPEST: usize = 1_000;
/// Open elements such as `<b>` that a parser opens again in every following paragraph.
const STYLES: usize = 48;
/// Attributes of one tag: a parser compares each with all before it.
const ATTRIBUTES: usize = 1_000;

/// A tag in the source.
struct Tag<'a> {
    name: &'a [u8],
    closes: bool,
    /// The byte behind it.
    end: usize,
    /// Gaps between its attributes.
    gaps: usize,
}

/// The text itself, or what is left of it when its markup is beyond measure, and whether it is.
pub fn flatten(html: &str) -> (Cow<'_, str>, bool) {
    if is_measured(html) { (Cow::Borrowed(html), false) } else { (Cow::Owned(flat(html)), true) }
}

/// Whether a tree can be made of it in time.
fn is_measured(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut open: HashMap<Vec<u8>, usize> = HashMap::new();
    let (mut all, mut styles) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(start) = find(bytes, at, b'<') {
        let Some(tag) = tag(bytes, start) else {
            at = after_no_tag(bytes, start);
            continue;
        };
        at = tag.end;
        if tag.gaps > ATTRIBUTES {
            return false;
        }
        if is_raw(tag.name) && !tag.closes {
            at = raw_end(bytes, at, tag.name);
            continue;
        }
        if is_void(tag.name) || is_closed_for_it(tag.name) {
            continue;
        }
        let name = tag.name.to_ascii_lowercase();
        let style = is_style(&name);
        if tag.closes {
            if let Some(n) = open.get_mut(&name).filter(|n| **n > 0) {
                *n -= 1;
                all -= 1;
                styles -= usize::from(style);
            }
        } else {
            *open.entry(name).or_default() += 1;
            all += 1;
            styles += usize::from(style);
            if all > DEEPEST || styles > STYLES {
                return false;
            }
        }
    }
    true
}

/// The text in paragraphs, with every tag taken out.
fn flat(html: &str) -> String {
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len() / 2);
    let (mut at, mut from) = (0, 0);
    while let Some(start) = find(bytes, at, b'<') {
        let (end, sign) = match tag(bytes, start) {
            Some(tag) if is_raw(tag.name) && !tag.closes => (raw_end(bytes, tag.end, tag.name), "<p>"),
            Some(tag) if is_inline(tag.name) => (tag.end, ""),
            Some(tag) if tag.name.eq_ignore_ascii_case(b"br") => (tag.end, "<br>"),
            Some(tag) => (tag.end, "<p>"),
            None => {
                let end = after_no_tag(bytes, start);
                if end == start + 1 {
                    // A sign of the text, such as in "a < b".
                    out.push_str(html.get(from..start).unwrap_or(""));
                    out.push_str("&lt;");
                    at = end;
                    from = end;
                    continue;
                }
                (end, "")
            }
        };
        out.push_str(html.get(from..start).unwrap_or(""));
        if !(sign == "<p>" && out.ends_with("<p>")) {
            out.push_str(sign);
        }
        at = end;
        from = end;
    }
    out.push_str(html.get(from..).unwrap_or(""));
    out
}

fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    Some(from + bytes.get(from..)?.iter().position(|b| *b == byte)?)
}

/// The tag that begins at `start`; none for comments and for a lone `<`.
fn tag(bytes: &[u8], start: usize) -> Option<Tag<'_>> {
    let mut at = start + 1;
    let closes = bytes.get(at) == Some(&b'/');
    at += usize::from(closes);
    bytes.get(at).filter(|b| b.is_ascii_alphabetic())?;
    let from = at;
    while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>')) {
        at += 1;
    }
    let name = bytes.get(from..at)?;
    // Attributes: a `>` inside quotes does not end the tag. Quotes open only behind `=`.
    let (mut last, mut gaps, mut in_gap) = (0, 0, false);
    while let Some(&b) = bytes.get(at) {
        match b {
            b'>' => return Some(Tag { name, closes, end: at + 1, gaps }),
            b'"' | b'\'' if last == b'=' => at = find(bytes, at + 1, b).unwrap_or(bytes.len()),
            _ => {}
        }
        let is_space = b.is_ascii_whitespace();
        gaps += usize::from(is_space && !in_gap);
        in_gap = is_space;
        if !is_space {
            last = b;
        }
        at += 1;
    }
    Some(Tag { name, closes, end: bytes.len(), gaps })
}

/// The byte behind a comment, a declaration, or a `<` that is none.
fn after_no_tag(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or(&[]);
    if rest.starts_with(b"<!--") {
        let body = start + 4;
        // `<!-->` and `<!--->` are comments too.
        let from = body.saturating_sub(2);
        let mut at = from;
        while let Some(end) = find(bytes, at, b'>') {
            if end >= from + 2 && bytes.get(..end).is_some_and(|b| b.ends_with(b"--")) || end == body {
                return end + 1;
            }
            at = end + 1;
        }
        return bytes.len();
    }
    match rest.get(1) {
        Some(b'!' | b'?' | b'/') => find(bytes, start, b'>').map_or(bytes.len(), |end| end + 1),
        _ => start + 1,
    }
}

/// The byte behind the end tag of an element whose content is no markup.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(start) = find(bytes, at, b'<') {
        let close = bytes.get(start + 1) == Some(&b'/');
        let found = bytes.get(start + 2..start + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
        if close && found {
            return find(bytes, start, b'>').map_or(bytes.len(), |end| end + 1);
        }
        at = start + 1;
    }
    bytes.len()
}

fn is_one_of(name: &[u8], list: &[&str]) -> bool {
    list.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()))
}

fn is_raw(name: &[u8]) -> bool {
    is_one_of(name, &["script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed", "noframes"])
}

fn is_void(name: &[u8]) -> bool {
    const VOID: [&str; 15] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "frame",
    ];
    is_one_of(name, &VOID)
}

/// Elements that their next sibling closes, so that they cannot pile up by themselves.
fn is_closed_for_it(name: &[u8]) -> bool {
    const CLOSED: [&str; 16] = [
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "html", "head",
        "body", "button",
    ];
    is_one_of(name, &CLOSED)
}

fn is_style(name: &[u8]) -> bool {
    const STYLE: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    is_one_of(name, &STYLE)
}

fn is_inline(name: &[u8]) -> bool {
    is_style(name) || is_one_of(name, &["span", "abbr", "sub", "sup", "mark", "time", "q", "cite", "wbr", "label"])
}
