//! Plain text: ids from names, folding for comparison, escaping, sentences and words.
//! Nothing here knows Markdown; the words that the theme says are in [`strings`].

pub mod html;
pub mod kept;
pub mod strings;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// An id made from a name: lower-case ASCII letters, digits and single hyphens. Latin letters lose their accents;
/// what has no ASCII form is left out, so that the slug of a name in another script may be empty.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let ascii = match c {
            'a'..='z' | '0'..='9' => {
                push_slug(&mut out, &mut gap, c.encode_utf8(&mut [0; 4]));
                continue;
            }
            // An apostrophe does not part a word: "Pakistan's" is "pakistans".
            '\'' | '’' | '‘' | 'ʼ' => continue,
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'þ' => "th",
            'ı' => "i",
            'ħ' => "h",
            'ŋ' => "ng",
            '&' => {
                gap = true;
                push_slug(&mut out, &mut gap, "and");
                gap = true;
                continue;
            }
            _ if is_combining_mark(c) => continue,
            _ => {
                gap = true;
                continue;
            }
        };
        push_slug(&mut out, &mut gap, ascii);
    }
    out
}

/// Adds letters, after one hyphen where something else stood before them.
fn push_slug(out: &mut String, gap: &mut bool, letters: &str) {
    if std::mem::take(gap) && !out.is_empty() {
        out.push('-');
    }
    out.push_str(letters);
}

/// A name as it is compared and sorted: Unicode NFC, lower case.
pub fn fold(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase().nfc().collect() }
}

/// Text made safe for HTML, in elements and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(text, &mut out);
    out
}

/// The same, written behind what is in `out`.
pub fn escape_into(text: &str, out: &mut String) {
    let is_special = |b: u8| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'');
    // Most texts need nothing, which whole chunks tell without a way out in between.
    let any = |chunk: &[u8]| chunk.iter().fold(false, |any, b| any | is_special(*b));
    if !text.as_bytes().chunks(128).any(any) {
        return out.push_str(text);
    }
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, b)| is_special(*b)) {
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        done = at + 1;
    }
    out.push_str(text.get(done..).unwrap_or(""));
}

/// The sentences of one paragraph by UAX #29, without the white space around them. A line end inside the paragraph
/// is taken for a space: the standard would end a sentence there, but authors wrap lines anywhere.
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let flat: Cow<str> = if paragraph.contains(['\n', '\r']) {
        Cow::Owned(paragraph.replace(['\n', '\r'], " "))
    } else {
        Cow::Borrowed(paragraph)
    };
    let mut bounds = if flat.chars().all(has_plain_ends) { plain_bounds(&flat) } else { all_bounds(&flat) };
    bounds.push(flat.len());
    let mut out = Vec::with_capacity(bounds.len());
    let mut start = 0;
    for end in bounds {
        let piece = flat.get(start..end).unwrap_or("");
        let kept = piece.trim();
        if !kept.is_empty() {
            let start = start + (piece.len() - piece.trim_start().len());
            out.push(start..start + kept.len());
        }
        start = end;
    }
    out
}

fn all_bounds(text: &str) -> Vec<usize> {
    text.split_sentence_bound_indices().map(|(start, _)| start).skip(1).collect()
}

/// Whether a sentence can end at this letter only if it is one of `.`, `!`, `?`: true of Latin and Cyrillic letters
/// and of the marks used with them.
fn has_plain_ends(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | '\u{a0}'..='\u{36f}' | '\u{400}'..='\u{52f}' | '\u{2010}'..='\u{2023}' | '\u{2025}'..='\u{2027}' | '\u{20a0}'..='\u{20bf}')
}

/// What the rules say of the most common end, without any table: after a small letter or a digit, before a space and a
/// letter of ASCII. None where they must be asked; the inner one where the sentence goes on.
fn plain_bound(bytes: &[u8], at: usize) -> Option<Option<usize>> {
    let &[before, end, b' ', next] = bytes.get(at.checked_sub(1)?..at + 3)? else { return None };
    match next {
        _ if !before.is_ascii_lowercase() && !before.is_ascii_digit() => None,
        b'A'..=b'Z' => Some(Some(at + 2)),
        b'a'..=b'z' => Some((end != b'.').then_some(at + 2)),
        _ => None,
    }
}

/// The bounds where only `.`, `!` and `?` can end a sentence. What the standard says of each is asked of a window
/// around it, since its tables are slow to look up for every letter of a site: the rules look back over one letter
/// and ahead to the next.
fn plain_bounds(text: &str) -> Vec<usize> {
    /// Letters behind an end; a longer run of other signs is no prose.
    const AHEAD: usize = 48;
    let bytes = text.as_bytes();
    let mut out: Vec<usize> = Vec::new();
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    for at in (0..bytes.len()).filter(|at| matches!(bytes[*at], b'.' | b'!' | b'?')) {
        if out.last().is_some_and(|bound| *bound > at) {
            continue;
        }
        if let Some(bound) = plain_bound(bytes, at) {
            out.extend(bound);
            continue;
        }
        let start = floor(at.saturating_sub(8)).max(out.last().copied().unwrap_or(0));
        let end = floor((at + AHEAD).min(bytes.len()));
        let Some(window) = text.get(start..end) else { continue };
        let bound = window.split_sentence_bound_indices().map(|(n, _)| start + n).find(|n| *n > at);
        out.extend(bound);
    }
    out
}

/// The words of a text by UAX #29, without spaces and punctuation.
pub fn words(text: &str) -> Vec<Range<usize>> {
    text.unicode_word_indices().map(|(start, word)| start..start + word.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (name, id) in [
            ("Karachi-Lahore gas pipeline", "karachi-lahore-gas-pipeline"),
            ("  Éléonore  Ångström ", "eleonore-angstrom"),
            ("Pakistan’s S-400?", "pakistans-s-400"),
            ("Straße & Łódź", "strasse-and-lodz"),
            ("Trade&Aid", "trade-and-aid"),
            ("İstanbul", "istanbul"),
            ("روس", ""),
            ("…", ""),
        ] {
            assert_eq!(slug(name), id);
        }
    }

    #[test]
    fn folding_and_escaping() {
        assert_eq!(fold("E\u{301}TAT"), "état");
        assert_eq!(escape(r#"<a b="c">'&"#), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
    }

    #[test]
    fn sentences_and_words() {
        let text = "It cost $2.5 billion.  Mr\nKhan said so. ";
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["It cost $2.5 billion.", "Mr\nKhan said so."]);
        assert!(sentences(" \n ").is_empty());
        // The short way and the standard's tables say the same.
        let pieces =
            ["a", "B", "7", ".", "!", "?", " ", "  ", "”", ")", "-", ",", "é", "Ж", "U.S.", "it. ", "It. ", "so! "];
        let mut n: u64 = 7;
        for _ in 0..4000 {
            let mut text = String::new();
            for _ in 0..14 {
                n = n.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                text.push_str(pieces[(n >> 33) as usize % pieces.len()]);
            }
            assert_eq!(plain_bounds(&text), all_bounds(&text), "{text:?}");
        }
        let found: Vec<&str> = words("Pakistan's 1,100 km!").into_iter().map(|r| &"Pakistan's 1,100 km!"[r]).collect();
        assert_eq!(found, ["Pakistan's", "1,100", "km"]);
    }
}
