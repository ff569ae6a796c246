//! What lines of a page say of themselves, from `data/service.tsv`: service lines, and the words around names in a
//! byline.

use std::sync::LazyLock;

use crate::import::table;
use crate::text::fold;

const DATA: &str = include_str!("../data/service.tsv");

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Starts,
    Short,
    Is,
    Dated,
    Ends,
}

struct Rule {
    how: How,
    words: String,
    reason: &'static str,
}

#[derive(Default)]
struct Words {
    rules: Vec<Rule>,
    bylines: Vec<String>,
    offices: Vec<String>,
    joins: Vec<String>,
    glued: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut out = Words::default();
    for row in table::rows(DATA) {
        let Some((how, words)) = row.first().and_then(|f| f.split_once(' ')) else { continue };
        let words = fold(words.trim());
        let how = match how {
            "byline" => {
                out.bylines.push(words);
                continue;
            }
            "office" => {
                out.offices.push(words);
                continue;
            }
            "joins" => {
                out.joins.push(words);
                continue;
            }
            "glued" => {
                out.glued.push(words);
                continue;
            }
            "short" => How::Short,
            "is" => How::Is,
            "dated" => How::Dated,
            "ends" => How::Ends,
            _ => How::Starts,
        };
        let reason = row.get(1).copied().unwrap_or("a service line");
        out.rules.push(Rule { how, words, reason });
    }
    // The longest prefix first.
    out.bylines.sort_by_key(|b| std::cmp::Reverse(b.len()));
    out
});

/// Text as service words are compared: folded, straight apostrophes, nothing but letters at its ends.
fn bare(text: &str) -> String {
    let folded = fold(text).replace(['’', '‘'], "'");
    let cut = |c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | ')' | '@');
    folded.trim_matches(cut).to_string()
}

/// Why a line is none of the article's, by its own words.
pub fn reason(text: &str, words: usize) -> Option<&'static str> {
    if words >= 60 || text.len() > 1_000 {
        return None;
    }
    let line = bare(text);
    // `bare` takes a colon off the end, where a rule may have one.
    let is_word_end = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    WORDS.rules.iter().find_map(|rule| {
        let whole = rule.words.trim_end_matches(':');
        let starts = |limit: usize| {
            words < limit
                && (line.strip_prefix(rule.words.as_str()).is_some_and(|r| is_word_end(r) || rule.words.ends_with('@'))
                    || (whole.len() < rule.words.len() && line == whole))
        };
        let fits = match rule.how {
            How::Starts => starts(30),
            How::Short => starts(13),
            How::Is => line == rule.words,
            How::Dated => starts(30) && line.chars().any(char::is_numeric),
            How::Ends => line.strip_suffix(rule.words.as_str()).is_some_and(|r| {
                r.is_empty() || !r.ends_with(char::is_alphanumeric) || rule.words.starts_with(['/', '('])
            }),
        };
        fits.then_some(rule.reason)
    })
}

/// The text behind the words that open a byline; none if there are no such words.
pub fn after_by(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    for by in &WORDS.bylines {
        // Lower case may be longer than the text in a few scripts: then no prefix is taken.
        if let Some(rest) = lower.strip_prefix(by.as_str())
            && rest.starts_with([' ', ':', '\n'])
            && lower.len() == text.len()
            && let Some(rest) = text.get(by.len()..)
        {
            return Some(rest.trim_start_matches([' ', ':', '\n']));
        }
    }
    None
}

/// The names in a byline, without "By", offices, agencies, addresses and dates.
pub fn authors(text: &str) -> Vec<String> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > 300 {
        return Vec::new();
    }
    let mut rest = text.as_str();
    while let Some(after) = after_by(rest) {
        rest = after;
    }
    let mut spaced = format!(" {rest} ");
    for join in &WORDS.joins {
        spaced = spaced.replace(&format!(" {join} "), "\u{2}");
        // In titles and capitals.
        spaced = spaced.replace(&format!(" {} ", join.to_uppercase()), "\u{2}");
    }
    let mut out: Vec<String> = Vec::new();
    let pieces = spaced.split(['\u{2}', ',', ';', '|', '•', '·', '/', '(', ')', '–', '—', '\n', '،']);
    for piece in pieces.flat_map(|p| p.split(" - ")) {
        let piece = piece.trim().trim_matches(['.', ':', '*', '-', '"', '“', '”']).trim();
        let piece = after_by(piece).unwrap_or(piece);
        let piece = match piece.rsplit_once(' ') {
            Some((name, last)) if WORDS.glued.contains(&fold(last)) && name.contains(' ') => name,
            _ => piece,
        };
        if is_name(piece) && !out.iter().any(|o| fold(o) == fold(piece)) {
            out.push(piece.to_string());
        }
        if out.len() >= 12 {
            break;
        }
    }
    out
}

/// Whether a piece of a byline can be somebody's name.
fn is_name(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let letters = |w: &&str| {
        w.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '\u{200c}') || is_mark(c))
    };
    (1..=5).contains(&words.len())
        && piece.chars().count() >= 3
        && piece.chars().count() <= 60
        && words.iter().all(letters)
        && !piece.chars().any(char::is_numeric)
        && !piece.contains(".com")
        && !words.iter().any(|w| WORDS.offices.contains(&fold(w.trim_matches('.'))))
        && !WORDS.offices.contains(&fold(piece))
}

/// Vowel signs and the like, which are no letters by themselves.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A line with nothing but "By" and names.
pub fn is_byline(text: &str, words: usize) -> bool {
    if words > 14 || text.contains('\n') && words > 20 {
        return false;
    }
    let Some(rest) = after_by(text) else { return false };
    let names = authors(rest);
    let is_capital = |n: &String| n.split(' ').all(|w| !w.starts_with(char::is_lowercase) || w.len() <= 3);
    let held: usize = names.iter().map(|n| n.split(' ').count()).sum();
    !names.is_empty()
        && names.iter().all(is_capital)
        && names.iter().any(|n| n.contains(' '))
        && held + 6 >= words
        && !text.ends_with(['.', '?', '!'])
}
