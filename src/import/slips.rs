//! Slips that a text may have: told in the report, never mended, since what readers saw is kept to the character.

use super::lexicon::Lexicon;
use super::words::Paragraph;

/// A suspected slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The `N` of `pN`.
    pub paragraph: usize,
    pub words: String,
    pub what: &'static str,
}

/// The most that are told: a text with more has a way of writing, not slips.
const MOST: usize = 40;

/// Looks for numbers glued to words, two names written as one, and a full stop without a blank behind it.
pub fn find(paragraphs: &[Paragraph], lexicon: &Lexicon) -> Vec<Slip> {
    let mut out = Vec::new();
    for p in paragraphs {
        let mut note = |words: &str, what| out.push(Slip { paragraph: p.n, words: words.to_string(), what });
        for (k, token) in p.tokens.iter().enumerate() {
            let word = p.word(k);
            let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
            let ordinal = matches!(letters, "st" | "nd" | "rd" | "th");
            if letters.len() != word.len()
                && letters.chars().count() >= 4
                && !ordinal
                && letters.chars().all(char::is_alphabetic)
            {
                note(word, "a number and a word without a blank");
            }
            let next = p.tokens.get(k + 1).filter(|next| next.start == token.end && next.is_word && token.is_word);
            if let Some(next) = next
                && lexicon.parts(word, p.word(k + 1))
            {
                note(p.text.get(token.start..next.end).unwrap_or(""), "two names without a hyphen or a blank");
            }
            let glued = p.word(k) == "."
                && k > 0
                && p.tokens.get(k - 1).is_some_and(|a| a.end == token.start && a.end - a.start > 3)
                && p.tokens.get(k + 1).is_some_and(|b| b.start == token.end)
                && p.is_capital(k + 1)
                && p.word(k - 1).chars().all(char::is_lowercase);
            if glued {
                note(p.slice(k - 1..k + 2), "a full stop without a blank behind it");
            }
        }
        let (open, close) = (p.text.matches('“').count(), p.text.matches('”').count());
        if open > close + 1 || close > open {
            note(
                p.text.get(..p.text.char_indices().nth(40).map_or(p.text.len(), |(i, _)| i)).unwrap_or(""),
                "quotation marks that do not pair",
            );
        }
    }
    out.truncate(MOST);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lang::Lang;

    #[test]
    fn slips_are_told() {
        let lang = Lang::new("en");
        let lexicon = Lexicon::new(&lang);
        let text = "It cost $2billion. A FrenchGerman plan ended.Then nothing. On 12th May 30km were built.";
        let p = Paragraph::new(3, text, &lang, &|a, b| lexicon.parts(a, b));
        let words: Vec<String> = find(&[p], &lexicon).into_iter().map(|s| s.words).collect();
        assert_eq!(words, ["2billion", "FrenchGerman", "ended.Then"]);
    }
}
