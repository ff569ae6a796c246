//! Plain text: ids from names, folding for comparison, escaping, sentences and words.
//! Nothing here knows Markdown; the words that the theme says are in [`strings`].

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
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The sentences of one paragraph by UAX #29, without the white space around them. A line end inside the paragraph
/// is taken for a space: the standard would end a sentence there, but authors wrap lines anywhere.
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let flat: Cow<str> = if paragraph.contains(['\n', '\r']) {
        Cow::Owned(paragraph.replace(['\n', '\r'], " "))
    } else {
        Cow::Borrowed(paragraph)
    };
    let mut out = Vec::new();
    for (start, piece) in flat.split_sentence_bound_indices() {
        let kept = piece.trim();
        if !kept.is_empty() {
            let start = start + (piece.len() - piece.trim_start().len());
            out.push(start..start + kept.len());
        }
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
        let found: Vec<&str> = words("Pakistan's 1,100 km!").into_iter().map(|r| &"Pakistan's 1,100 km!"[r]).collect();
        assert_eq!(found, ["Pakistan's", "1,100", "km"]);
    }
}
