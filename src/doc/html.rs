//! Small readings of HTML that we wrote ourselves: its plain text, and anchors made from text.

/// The text of `html` as a reader sees it: tags left out, entities of [`crate::text::escape`] resolved.
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    plain_into(html, &mut out);
    out
}

/// The same, written behind what is in `out`.
pub fn plain_into(html: &str, out: &mut String) {
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '\n']) {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let (text, length) = match rest.as_bytes().first() {
            Some(b'<') => ("", rest.find('>').map_or(rest.len(), |end| end + 1)),
            Some(b'&') => {
                let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
                entity.map_or(("&", 1), |(entity, text)| (*text, entity.len()))
            }
            _ => (" ", 1),
        };
        out.push_str(text);
        rest = rest.get(length..).unwrap_or("");
    }
    out.push_str(rest);
}

/// What [`crate::text::escape`] writes.
const ENTITIES: [(&str, &str); 5] = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")];

/// An anchor: letters and digits of any script in lower case, joined by `-`.
pub fn anchor(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if matches!(c, '\'' | '’') {
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_string()
}

/// Anchors that the pages of the theme use themselves; a heading of that name gets another.
pub fn is_taken(anchor: &str) -> bool {
    const OWN: [&str; 17] = [
        "main", "in-short", "sources", "changes", "mentions", "who", "evidence", "deals", "events", "said", "about",
        "text", "rests", "parts", "effects", "changed", "more",
    ];
    let numbered = ["note-", "mark-", "point-", "p"].iter().filter_map(|stem| anchor.strip_prefix(stem));
    OWN.contains(&anchor) || numbered.into_iter().any(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
