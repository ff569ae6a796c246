//! Words and sentences with their places in a paragraph.

use std::ops::Range;

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
    /// The sentences, as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
}

impl Paragraph {
    /// `parts(left, right)` says whether a word glued from two (as in "SinoFrench") is to be cut there.
    pub fn new(n: usize, text: &str, parts: &dyn Fn(&str, &str) -> bool) -> Paragraph {
        let tokens = tokens(text, parts);
        let mut sentences: Vec<Range<usize>> = Vec::new();
        let mut joins = false;
        for range in text::sentences(text) {
            let first = tokens.partition_point(|t| t.start < range.start);
            let last = tokens.partition_point(|t| t.start < range.end);
            match sentences.last_mut().filter(|_| joins) {
                Some(sentence) => sentence.end = last,
                None => sentences.push(first..last),
            }
            joins = text.get(range).is_some_and(ends_in_abbreviation);
        }
        Paragraph { n, text: text.to_string(), tokens, sentences }
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

    pub fn is_capital(&self, i: usize) -> bool {
        self.is_word(i) && self.word(i).starts_with(char::is_uppercase)
    }

    /// The sentence a token stands in.
    pub fn sentence_of(&self, i: usize) -> Range<usize> {
        self.sentences.iter().find(|s| s.contains(&i)).cloned().unwrap_or(i..i + 1)
    }

    /// Whether some words, lower case and separated by blanks, stand from token `i` on; how many tokens they take.
    /// Hyphens between words do not count.
    pub fn phrase_at(&self, i: usize, words: &[String]) -> Option<usize> {
        let mut at = i;
        for (n, word) in words.iter().enumerate() {
            if n > 0 && self.word(at) == "-" {
                at += 1;
            }
            if !same(self.word(at), word) {
                return None;
            }
            at += 1;
        }
        Some(at - i)
    }
}

/// A phrase as [`Paragraph::phrase_at`] takes it.
pub fn phrase(words: &str) -> Vec<String> {
    words.to_lowercase().split([' ', '-']).filter(|w| !w.is_empty()).map(str::to_string).collect()
}

fn same(word: &str, lower: &str) -> bool {
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(lower);
    }
    word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    const SHORT: [&str; 22] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Maj", "Capt", "St", "Jr", "vs",
        "No", "approx", "Sgt", "Adm", "Brig", "Hon",
    ];
    let Some(rest) = sentence.strip_suffix('.') else { return false };
    let last = rest.rsplit([' ', '(', '“', '"']).next().unwrap_or("");
    SHORT.contains(&last) || (last.chars().count() == 1 && last.chars().all(char::is_uppercase)) || last.contains('.')
}

fn tokens(text: &str, parts: &dyn Fn(&str, &str) -> bool) -> Vec<Token> {
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
                c if is_apostrophe(c) => {
                    let possessive = matches!(next, Some('s' | 'S')) && !at(i + 2).is_some_and(char::is_alphanumeric);
                    next.is_some_and(char::is_alphabetic) && !possessive
                }
                '.' | ',' => {
                    let digits =
                        at(i - 1).is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
                    // U.S.
                    let initials = c == '.'
                        && at(i - 1).is_some_and(char::is_uppercase)
                        && (i < from + 2 || at(i - 2) == Some('.'))
                        && (next.is_some_and(char::is_uppercase) || (i > from + 1 && at(i - 2) == Some('.')));
                    digits || initials
                }
                c => unicode_normalization::char::is_combining_mark(c),
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
        let p = Paragraph::new(1, text, &|left, right| left == "Sino" && right == "French");
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
        let p = Paragraph::new(1, "Dr. Ode met Gen. Abe. He left.", &|_, _| false);
        assert_eq!(p.sentences.len(), 2);
    }
}
