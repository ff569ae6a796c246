//! Who speaks, told inside the quotation: «A, — сказал он. — B», « A, dit-il, B », «A —dijo X— B». Also speech that no
//! marks but a dash opens: — A, — сказал X.

use std::ops::Range;

use super::marks::Mark;
use super::scene::Scene;
use crate::import::lang::Marker;
use crate::import::words::Paragraph;

/// What stands between the marks, taken apart.
pub struct Inset {
    /// The words that tell who speaks.
    pub told: Range<usize>,
    pub verb: Range<usize>,
    /// What is said, without them.
    pub said: Vec<Range<usize>>,
}

/// The most words of an inset.
const LONGEST: usize = 24;

impl Scene<'_> {
    /// The words inside some marks that tell who speaks.
    pub fn inset(&self, n: usize, p: &Paragraph, (open, close): Mark) -> Option<Inset> {
        let first = open + 1;
        for k in first + 1..close {
            let sign = p.word(k);
            let dash = is_dash(sign) && self.opens_inset(p, k);
            // French sets its "dit-il" between commas.
            let comma = sign == "," && self.lang.code == "fr";
            if !dash && !comma {
                continue;
            }
            let end = (k + 1..close.min(k + LONGEST)).find(|&i| {
                if dash {
                    is_dash(p.word(i)) && !self.is_hyphen(p, i)
                } else {
                    matches!(p.word(i), "," | "." | "!" | "?")
                }
            });
            let Some(end) = end.or_else(|| (dash && close - k < LONGEST).then_some(close)) else { continue };
            let Some(verb) = self.inset_verb(n, p, k + 1, end) else { continue };
            if comma && !self.is_incise(p, &verb, end) {
                continue;
            }
            let rest = (end + 1 < close).then_some(end + 1..close);
            let said = std::iter::once(first..k).chain(rest).collect();
            return Some(Inset { told: k + 1..end, verb, said });
        }
        None
    }

    /// Speech without marks: a dash opens the paragraph, and another the words that tell who speaks.
    pub fn dashed(&self, n: usize, p: &Paragraph) -> Option<Inset> {
        let opens = is_dash(p.word(0)) && p.is_word(1);
        let spoken = matches!(self.lang.code, "ru" | "es" | "fr" | "tr");
        let inset = (opens && spoken).then(|| self.inset(n, p, (0, p.tokens.len())))?;
        inset.filter(|_| self.marks_of(n).is_empty())
    }

    /// Behind a sign, or tight before a word: a dash that opens an inset, and none that stands for "is".
    fn opens_inset(&self, p: &Paragraph, k: usize) -> bool {
        let behind_sign = k > 0 && matches!(p.word(k - 1), "," | "." | "!" | "?" | "…");
        let tight = p.is_glued(k + 1);
        behind_sign || tight && self.lang.code == "es" && !self.is_hyphen(p, k)
    }

    fn is_hyphen(&self, p: &Paragraph, k: usize) -> bool {
        let tight = |a: usize| p.is_glued(a + 1);
        k > 0 && p.word(k) == "-" && tight(k - 1) && tight(k)
    }

    /// The verb of saying near the beginning of an inset.
    fn inset_verb(&self, n: usize, p: &Paragraph, from: usize, end: usize) -> Option<Range<usize>> {
        (from..end.min(from + 5)).find_map(|k| self.says(n, p, k)).filter(|verb| verb.end <= end)
    }

    /// ", dit-il," ", résume X,": the verb begins, and a pronoun or a name follows.
    fn is_incise(&self, p: &Paragraph, verb: &Range<usize>, end: usize) -> bool {
        let begins = p.word(verb.start - 1) == "," || p.word(verb.start.saturating_sub(2)) == ",";
        let after = if p.word(verb.end) == "-" { verb.end + 1 } else { verb.end };
        let subject = self.lang.marker_at(Marker::He, p, after).is_some()
            || p.is_capital(after)
            || self.lang.marker_at(Marker::The, p, after).is_some();
        begins && subject && after < end
    }
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-")
}
