//! Quotation marks of all kinds, and what stands between them.

use crate::import::words::Paragraph;

/// A pair of marks: the token of the opening one and the token of the closing one. Of marks written as two signs
/// (’’…‘‘) these are the inner ones.
pub type Mark = (usize, usize);

/// What a paragraph has between marks.
#[derive(Debug, Default)]
pub struct Marked {
    pub pairs: Vec<Mark>,
    /// An opening mark behind the last pair that nothing closes in this paragraph.
    pub unclosed: Option<usize>,
}

/// The double marks of a paragraph.
pub fn marks(p: &Paragraph) -> Vec<Mark> {
    Scan { p, single: false }.all().pairs
}

/// The double and the single marks of a paragraph.
pub fn marked(p: &Paragraph) -> Marked {
    Scan { p, single: true }.all()
}

/// Whether a token is a quotation mark.
pub fn is_mark(word: &str) -> bool {
    matches!(word, "“" | "”" | "„" | "«" | "»" | "‹" | "›" | "\"" | "‘" | "’" | "‚" | "'")
}

struct Scan<'a> {
    p: &'a Paragraph,
    single: bool,
}

impl Scan<'_> {
    fn all(&self) -> Marked {
        let mut out = Marked::default();
        // A sign that nothing closes from one place on is closed by nothing behind it either.
        let mut dead: Vec<&str> = Vec::new();
        let mut k = 0;
        while k < self.p.tokens.len() {
            let Some(open) = self.opening(k).filter(|_| !dead.contains(&self.p.word(k))) else {
                k += 1;
                continue;
            };
            match self.closing(k, open) {
                Some(close) if close > open + 1 => {
                    out.pairs.push((open, close));
                    out.unclosed = None;
                    k = close + if self.is_twice(close) { 2 } else { 1 };
                }
                Some(_) => k = open + 1,
                None => {
                    dead.push(self.p.word(k));
                    out.unclosed = Some(open);
                    k = open + 1;
                }
            }
        }
        out
    }

    /// The inner token of an opening mark that begins at a token.
    fn opening(&self, k: usize) -> Option<usize> {
        if self.is_twice(k) {
            return Some(k + 1);
        }
        let loose = k == 0 || !self.touches(k - 1) || !self.p.is_word(k - 1);
        let leads = self.touches(k) && loose;
        let opens = match self.p.word(k) {
            "“" | "«" | "„" | "‹" | "\"" => true,
            "”" | "»" | "›" => leads,
            "‘" | "'" | "‚" => self.single && leads && self.p.is_word(k + 1),
            _ => false,
        };
        opens.then_some(k)
    }

    /// The inner token of the mark that closes the one at `k`, whose inner token is `open`.
    fn closing(&self, k: usize, open: usize) -> Option<usize> {
        let p = self.p;
        let rest = open + 1..p.tokens.len();
        if open > k {
            return rest.into_iter().find(|&i| self.is_twice(i));
        }
        let sign = p.word(k);
        match sign {
            "«" => self.balanced(rest.clone()).or_else(|| rest.into_iter().find(|&i| p.word(i) == "»")),
            "‘" | "'" | "‚" => self.single_closing(rest, sign),
            _ => rest.into_iter().find(|&i| match (sign, p.word(i)) {
                ("“", "”") | ("„", "“" | "”") | ("”", "“" | "”") | ("»", "«") | ("‹", "›") | ("›", "‹") => {
                    true
                }
                ("\"", "\"") => true,
                // The opening sign typed for the closing one.
                ("“", "“") => self.touches(i - 1) && !(self.touches(i) && p.is_word(i + 1)),
                _ => false,
            }),
        }
    }

    /// The closing angle mark where others stand inside.
    fn balanced(&self, rest: std::ops::Range<usize>) -> Option<usize> {
        let mut depth = 1;
        for i in rest {
            match self.p.word(i) {
                "«" => depth += 1,
                "»" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(i);
            }
        }
        None
    }

    /// An apostrophe looks like a closing single mark: the mark stands behind another sign, or else it is the first
    /// that no letter follows.
    fn single_closing(&self, rest: std::ops::Range<usize>, sign: &str) -> Option<usize> {
        let p = self.p;
        let closes = |i: usize| {
            let fits = match sign {
                "'" => p.word(i) == "'",
                "‚" => matches!(p.word(i), "‘" | "’"),
                _ => p.word(i) == "’",
            };
            fits && self.touches(i - 1) && !(self.touches(i) && p.is_word(i + 1))
        };
        let again = rest.clone().find(|&i| p.word(i) == sign && self.opening(i).is_some()).unwrap_or(rest.end);
        let sure = (rest.start..again).find(|&i| closes(i) && !p.is_word(i - 1));
        sure.or_else(|| rest.into_iter().find(|&i| closes(i)))
    }

    /// Two single marks that stand for a double one: ’’ and ‘‘.
    fn is_twice(&self, k: usize) -> bool {
        let sign = self.p.word(k);
        matches!(sign, "’" | "‘" | "'") && self.p.word(k + 1) == sign && self.touches(k)
    }

    /// Whether no blank stands between a token and the next.
    fn touches(&self, k: usize) -> bool {
        self.p.is_glued(k + 1)
    }
}
