//! Folding for comparison: Unicode NFC, white space as single spaces, quote marks plain; with the way back to the
//! bytes of the source.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A folded text, and for each of its bytes the bytes of the source that it came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub text: String,
    from: Vec<usize>,
    to: Vec<usize>,
    source_len: usize,
}

/// A quote as it is compared and as the lock keeps it.
pub fn fold_quote(quote: &str) -> String {
    Folded::new(quote).text
}

impl Folded {
    pub fn new(source: &str) -> Folded {
        let mut out = Folded { source_len: source.len(), ..Folded::default() };
        let bytes = source.as_bytes();
        let ascii = |i: usize| bytes.get(i).is_none_or(u8::is_ascii);
        let mut start = 0;
        while start < bytes.len() {
            // Nothing composes with an ASCII character before it, so a run that may need NFC ends at the next one.
            let mut end = start + 1;
            if !(ascii(start) && ascii(end)) {
                while !ascii(end) {
                    end += 1;
                }
            }
            let run = source.get(start..end).unwrap_or("");
            if run.len() == 1 {
                run.chars().for_each(|c| out.push(c, start..end));
            } else {
                for (at, cluster) in run.grapheme_indices(true) {
                    let range = start + at..start + at + cluster.len();
                    cluster.nfc().for_each(|c| out.push(c, range.clone()));
                }
            }
            start = end;
        }
        if out.text.ends_with(' ') {
            out.text.pop();
            out.from.pop();
            out.to.pop();
        }
        out
    }

    fn push(&mut self, c: char, source: Range<usize>) {
        let c = match c {
            c if c.is_whitespace() => {
                if self.text.is_empty() || self.text.ends_with(' ') {
                    return;
                }
                ' '
            }
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʼ' | '＇' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => '"',
            c => c,
        };
        self.text.push(c);
        self.from.resize(self.text.len(), source.start);
        self.to.resize(self.text.len(), source.end);
    }

    /// How long the source is.
    pub fn source_len(&self) -> usize {
        self.source_len
    }

    /// The bytes of the source that a range of the folded text came from.
    pub fn source(&self, range: Range<usize>) -> Option<Range<usize>> {
        let start = *self.from.get(range.start)?;
        let end = *self.to.get(range.end.checked_sub(1)?)?;
        (start <= end).then_some(start..end)
    }

    /// The first place of a piece at or after a byte. A place never parts a letter from its accents.
    pub fn find(&self, piece: &str, from: usize) -> Option<Range<usize>> {
        let found = self.text.get(from..)?.match_indices(piece).map(|(at, _)| from + at..from + at + piece.len());
        found.into_iter().find(|range| self.is_whole(range))
    }

    /// The last place of a piece inside a range.
    pub fn find_last(&self, piece: &str, within: Range<usize>) -> Option<Range<usize>> {
        let start = within.start;
        let mut found = self.text.get(within)?.rmatch_indices(piece);
        found.find_map(|(at, _)| {
            let range = start + at..start + at + piece.len();
            self.is_whole(&range).then_some(range)
        })
    }

    fn is_whole(&self, range: &Range<usize>) -> bool {
        let parted = |at: usize| at > 0 && self.from.get(at).is_some_and(|from| self.from.get(at - 1) == Some(from));
        !parted(range.start) && !parted(range.end)
    }
}
