//! Texts made comparable: bytes to text, white space, quotation marks, case, digits, and Markdown's marks.

use unicode_normalization::UnicodeNormalization;

/// The text of a file, whatever it is written in.
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_string(),
            Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// White space, quotation marks and composition made one; case kept.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfc() {
        match c {
            '“' | '”' | '„' | '«' | '»' | '‟' => out.push('"'),
            '‘' | '’' | '‚' | '‛' => out.push('\''),
            '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    // Two single marks are one double mark, as Urdu writes them.
    out.replace("''", "\"").trim().to_string()
}

/// As `plain`, without case: how names and titles are compared.
pub fn name(text: &str) -> String {
    plain(text).to_lowercase()
}

/// As `plain`, without the quotation marks around it and the full stop behind it.
pub fn saying(text: &str) -> String {
    plain(text).trim_matches(|c: char| matches!(c, '"' | '\'' | '.' | ',' | '۔' | '।' | ' ')).to_string()
}

/// A paragraph of Markdown as a reader sees it.
pub fn unmarked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((shown, after)) = link(rest) {
            out.push_str(&unmarked(shown));
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let next = rest.chars().next();
                if let Some(next) = next.filter(char::is_ascii_punctuation) {
                    out.push(next);
                    rest = &rest[1..];
                }
            }
            '*' | '_' => {}
            c => out.push(c),
        }
    }
    out
}

/// `[[id|shown]]`, `[[shown]]` or `[shown](address)` at the beginning: what is shown, and what follows.
fn link(text: &str) -> Option<(&str, &str)> {
    if let Some(inner) = text.strip_prefix("[[") {
        let (inner, after) = inner.split_once("]]")?;
        return Some((inner.split_once('|').map_or(inner, |(_, shown)| shown), after));
    }
    let (shown, after) = text.strip_prefix('[')?.split_once("](")?;
    let (_, after) = after.split_once(')')?;
    (!shown.contains(['[', '\n'])).then_some((shown, after))
}

/// The digit of any script that the articles are in.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// All numbers of a text, as digits: each run by itself, and runs that one separator joins as one.
pub fn numbers(text: &str) -> Vec<String> {
    let (mut out, mut run, mut joined, mut gap) = (Vec::new(), String::new(), String::new(), 0);
    for c in text.chars().chain([' ', ' ', ' ']) {
        match digit(c) {
            Some(d) => {
                run.push(d);
                joined.push(d);
                gap = 0;
            }
            None => {
                if !run.is_empty() {
                    out.push(std::mem::take(&mut run));
                }
                let joins = matches!(c, '.' | ',' | '٫' | '٬' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '_');
                gap += 1;
                if (!joins || gap > 1) && !joined.is_empty() {
                    out.push(std::mem::take(&mut joined));
                }
            }
        }
    }
    out
}

/// The digits of a number without the noughts at its ends, which words like "million" stand for.
pub fn significant(number: &str) -> String {
    number.trim_matches('0').to_string()
}
