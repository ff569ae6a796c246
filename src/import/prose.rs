//! Plain text as Markdown that renders to the same characters: whatever Markdown, HTML or a component would take for
//! a sign is escaped. Nothing else is changed.

/// One paragraph, escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let chars: Vec<char> = text.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let after = chars.get(i + 1).copied();
        let sign = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '{' | '}' | '|' | '~' | '^' => true,
            // An underscore inside a word is no emphasis, but a handle may end in one.
            '_' => true,
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '!' => after == Some('['),
            // An address would become a link.
            ':' => after == Some('/') && before.is_some_and(|c| c.is_ascii_alphabetic()),
            '#' | '+' | '-' | '=' => i == 0,
            // "1." or "1)" at the start would be a list.
            '.' | ')' => i > 0 && i <= 9 && chars.iter().take(i).all(char::is_ascii_digit),
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_and_words_are_not() {
        assert_eq!(
            escape("It cost $2billion – “so” (he said) 50% & more"),
            "It cost $2billion – “so” (he said) 50% & more"
        );
        assert_eq!(escape("<b onclick=x>"), "\\<b onclick=x\\>");
        assert_eq!(escape("{{<deals />}} [[russia]] [^a]"), "\\{\\{\\<deals /\\>\\}\\} \\[\\[russia\\]\\] \\[\\^a\\]");
        assert_eq!(escape("1. A"), "1\\. A");
        assert_eq!(escape("- A-b"), "\\- A-b");
        assert_eq!(escape("a &amp; b"), "a \\&amp; b");
    }

    #[test]
    fn what_is_escaped_renders_to_the_same_characters() {
        for text in ["# A", "1) b", "*a* _b_ `c` ~d~", "a\\b", "|a|b|", "http://x.y", "+ a", "=== x", "&lt;", "a_b_c"] {
            let source = escape(text);
            let mut seen = String::new();
            let options = pulldown_cmark::Options::all();
            for event in pulldown_cmark::Parser::new_ext(&source, options) {
                match event {
                    pulldown_cmark::Event::Text(t) => seen.push_str(&t),
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph)
                    | pulldown_cmark::Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                    other => panic!("{text}: {other:?}"),
                }
            }
            assert_eq!(seen, text);
        }
    }
}
