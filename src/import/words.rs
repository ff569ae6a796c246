//! Words and sentences with their places in a paragraph.

use std::ops::Range;

use super::lang::Lang;
use crate::text;

/// A word, a number, or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub is_word: bool,
}

/// One paragraph that the sieve reads.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The `N` of `at = "pN"`.
    pub n: usize,
    pub text: String,
    pub tokens: Vec<Token>,
    /// Each token as it is compared: [`Lang::fold`].
    lower: Vec<String>,
    /// The sentences, as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
}

impl Paragraph {
    /// `parts(left, right)` says whether a word glued from two (as in "SinoFrench") is to be cut there.
    pub fn new(n: usize, text: &str, lang: &Lang, parts: &dyn Fn(&str, &str) -> bool) -> Paragraph {
        let tokens = tokens(text, lang, parts);
        let mut sentences: Vec<Range<usize>> = Vec::new();
        let mut joins = false;
        for range in text::sentences(text) {
            let first = tokens.partition_point(|t| t.start < range.start);
            let last = tokens.partition_point(|t| t.start < range.end);
            match sentences.last_mut().filter(|_| joins) {
                Some(sentence) => sentence.end = last,
                None => sentences.push(first..last),
            }
            joins = text.get(range).is_some_and(|s| ends_in_abbreviation(s, lang));
        }
        let lower = tokens.iter().map(|t| lang.fold(text.get(t.start..t.end).unwrap_or(""))).collect();
        Paragraph { n, text: text.to_string(), tokens, lower, sentences }
    }

    /// The text of a token as it is compared; empty beyond the end.
    pub fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map(String::as_str).unwrap_or("")
    }

    /// The text of a token; empty beyond the end.
    pub fn word(&self, i: usize) -> &str {
        self.tokens.get(i).and_then(|t| self.text.get(t.start..t.end)).unwrap_or("")
    }

    /// The text of a range of tokens.
    pub fn slice(&self, range: Range<usize>) -> &str {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|i| self.tokens.get(i))) {
            (Some(first), Some(last)) => self.text.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is_word)
    }

    /// Whether no blank stands before a token.
    pub fn is_glued(&self, k: usize) -> bool {
        let before = k.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.zip(self.tokens.get(k)).is_some_and(|(a, b)| a.end == b.start)
    }

    pub fn is_capital(&self, i: usize) -> bool {
        self.is_word(i) && self.word(i).starts_with(char::is_uppercase)
    }

    /// The sentence a token stands in.
    pub fn sentence_of(&self, i: usize) -> Range<usize> {
        self.sentences.iter().find(|s| s.contains(&i)).cloned().unwrap_or(i..i + 1)
    }

    /// Whether some words, as [`Lang::phrase`] makes them, stand from token `i` on; how many tokens they take.
    /// Hyphens and apostrophes between words do not count.
    pub fn phrase_at(&self, i: usize, words: &[String]) -> Option<usize> {
        let mut at = i;
        for (n, word) in words.iter().enumerate() {
            if n > 0 && is_joint(self.word(at)) {
                at += 1;
            }
            if self.lower(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at - i)
    }

    /// Where some words begin that end right before token `k`.
    pub fn phrase_before(&self, k: usize, words: &[String]) -> Option<usize> {
        let mut at = k;
        for (n, word) in words.iter().rev().enumerate() {
            if n > 0 && at > 0 && is_joint(self.word(at - 1)) {
                at -= 1;
            }
            at = at.checked_sub(1)?;
            if self.lower(at) != word {
                return None;
            }
        }
        Some(at)
    }
}

/// How many tokens stand between two ranges of them; none where they meet or overlap.
pub fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// A sign that joins two words of a phrase.
fn is_joint(word: &str) -> bool {
    matches!(word, "-" | "\u{2011}" | "'" | "’")
}

/// The words of a phrase, as [`Paragraph::phrase_at`] takes it.
pub fn phrase(words: &str, lang: &Lang) -> Vec<String> {
    let tokens = tokens(words, lang, &|_, _| false);
    tokens
        .iter()
        .filter(|t| t.is_word || !is_joint(words.get(t.start..t.end).unwrap_or("")))
        .filter(|t| !matches!(words.get(t.start..t.end), Some("." | ":")))
        .map(|t| lang.fold(words.get(t.start..t.end).unwrap_or("")))
        .collect()
}

fn ends_in_abbreviation(sentence: &str, lang: &Lang) -> bool {
    let Some(rest) = sentence.trim_end().strip_suffix('.') else { return false };
    let last = rest.rsplit([' ', '(', '“', '"', '«', '„', '\u{a0}']).next().unwrap_or("");
    let initial =
        last.chars().count() == 1 && last.chars().all(|c| c.is_uppercase() || !lang.is_cased && c.is_alphabetic());
    // "am 3. Oktober": a number's full stop makes it an ordinal.
    let ordinal = matches!(lang.code, "de" | "tr")
        && !last.is_empty()
        && last.len() <= 2
        && last.bytes().all(|b| b.is_ascii_digit());
    lang.is_abbreviation(last) || initial || ordinal || last.contains('.')
}

/// A text with every digit of another script as an ASCII digit.
pub fn digits(text: &str) -> String {
    let zero = |c: char| match c {
        '\u{660}'..='\u{669}' => Some(0x660),
        '\u{6F0}'..='\u{6F9}' => Some(0x6F0),
        '\u{966}'..='\u{96F}' => Some(0x966),
        _ => None,
    };
    text.chars().map(|c| zero(c).and_then(|zero| char::from_digit(u32::from(c) - zero, 10)).unwrap_or(c)).collect()
}

fn tokens(text: &str, lang: &Lang, parts: &dyn Fn(&str, &str) -> bool) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let offset = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(c) = at(i) {
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        let from = i;
        if !c.is_alphanumeric() {
            i += 1;
            // 's is a token of its own, so that a name is found without it.
            let ends = |j: usize| !at(j).is_some_and(char::is_alphanumeric);
            if is_apostrophe(c) && matches!(at(i), Some('s' | 'S')) && ends(i + 1) && from > 0 {
                i += 1;
            }
            out.push(Token { start: offset(from), end: offset(i), is_word: false });
            continue;
        }
        while let Some(c) = at(i) {
            let next = at(i + 1);
            let inside = match c {
                c if c.is_alphanumeric() => true,
                // Behind an apostrophe stand an ending (Turkish) or another word (French "l'accord").
                c if is_apostrophe(c) && matches!(lang.code, "tr" | "fr") => false,
                c if is_apostrophe(c) => {
                    let possessive = matches!(next, Some('s' | 'S')) && !at(i + 2).is_some_and(char::is_alphanumeric);
                    next.is_some_and(char::is_alphabetic) && !possessive
                }
                '.' | ',' | '٫' | '٬' => {
                    let digits = at(i - 1).is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric);
                    // U.S.
                    let initials = c == '.'
                        && at(i - 1).is_some_and(char::is_uppercase)
                        && (i < from + 2 || at(i - 2) == Some('.'))
                        && (next.is_some_and(char::is_uppercase) || (i > from + 1 && at(i - 2) == Some('.')));
                    digits || initials
                }
                c => {
                    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}')
                }
            };
            if !inside {
                break;
            }
            i += 1;
        }
        let (start, end) = (offset(from), offset(i));
        match glued(text.get(start..end).unwrap_or(""), parts) {
            Some(cut) => {
                out.push(Token { start, end: start + cut, is_word: true });
                out.push(Token { start: start + cut, end, is_word: true });
            }
            None => out.push(Token { start, end, is_word: true }),
        }
    }
    out
}

fn glued(word: &str, parts: &dyn Fn(&str, &str) -> bool) -> Option<usize> {
    if word.len() > 60 || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let cuts = word.char_indices().skip(2).filter(|(_, c)| c.is_uppercase()).map(|(i, _)| i);
    cuts.into_iter().find(|&cut| match (word.get(..cut), word.get(cut..)) {
        (Some(left), Some(right)) => parts(left, right),
        _ => false,
    })
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let p = Paragraph::new(1, text, &Lang::new("en"), &|left, right| left == "Sino" && right == "French");
        (0..p.tokens.len()).map(|i| p.word(i).to_string()).collect()
    }

    #[test]
    fn words_possessives_and_glued_words() {
        assert_eq!(cut("Peru’s US’ aid"), ["Peru", "’s", "US", "’", "aid"]);
        assert_eq!(
            cut("SinoFrench Su-35 $2.5bn, U.S. it doesn't"),
            ["Sino", "French", "Su", "-", "35", "$", "2.5bn", ",", "U.S.", "it", "doesn't"]
        );
    }

    #[test]
    fn sentences_do_not_end_after_titles() {
        let p = Paragraph::new(1, "Dr. Ode met Gen. Abe. He left.", &Lang::new("en"), &|_, _| false);
        assert_eq!(p.sentences.len(), 2);
    }
}
