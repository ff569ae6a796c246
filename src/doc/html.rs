//! Small readings of HTML that we wrote ourselves: its plain text, and anchors made from text.

/// The text of `html` as a reader sees it: tags left out, entities of [`crate::text::escape`] resolved.
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut tag = false;
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if !tag => out.push(if c == '\n' { ' ' } else { c }),
            _ => {}
        }
    }
    if out.contains('&') {
        out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        out = out.replace("&amp;", "&");
    }
    out
}

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
