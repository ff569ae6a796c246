//! Proof: whether a quote stands in the kept text of its source, and where; and the lock that remembers it.
//! Which quotes are looked up, and what is told to the author about a miss, is decided by the caller.

mod fold;
mod lock;
mod nearest;
#[cfg(test)]
mod tests;

use std::ops::Range;

use fold::Folded;
pub use fold::fold_quote;
pub use lock::{Lock, Proof, Proven};

use crate::{hash, text};

/// The mark that stands for a gap inside one paragraph.
const GAP: char = '…';

/// The kept text of a source, cut into blocks and folded for comparison.
#[derive(Clone, Debug)]
pub struct Kept {
    text: String,
    blocks: Vec<Block>,
    /// The blocks that are the article, counted from 0.
    body: Range<usize>,
    body_fits: bool,
}

#[derive(Clone, Debug)]
struct Block {
    /// Where it begins in the text.
    start: usize,
    folded: Folded,
}

/// A passage of a kept text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The block in the whole text, from 1.
    pub block: usize,
    /// The block inside the body, from 1: the `N` of `at = "pN"`. None outside the body.
    pub paragraph: Option<usize>,
    /// The sentence its first word stands in, from 1 within the block.
    pub sentence: usize,
    /// The words exactly as the text has them, white space as single spaces; ` … ` for each gap.
    pub words: String,
    /// Its bytes in [`Kept::text`], gaps included.
    pub range: Range<usize>,
    /// The same without the gaps.
    pub pieces: Vec<Range<usize>>,
}

/// Why a quote was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// It stands nowhere in the text.
    Nowhere { nearest: Option<Box<Passage>> },
    /// It stands in several places, and no `at` chooses one.
    Twice { places: Vec<Passage> },
    /// It does not stand in the paragraph that `at` names, though perhaps elsewhere.
    NotThere { paragraph: usize, places: Vec<Passage>, nearest: Option<Box<Passage>> },
}

impl Passage {
    /// The words as a TOML string, ready to paste into a record.
    pub fn paste(&self) -> String {
        lock::literal(&self.words)
    }
}

impl Kept {
    /// Cuts a text into blocks between blank lines. `body` holds the first and the last block of the article, from 1;
    /// one that does not fit is taken as far as it goes ([`Kept::body_fits`] tells).
    pub fn new(text: &str, body: Option<[usize; 2]>) -> Kept {
        let text = fold_line_ends(text);
        let blocks: Vec<Block> = block_ranges(&text)
            .into_iter()
            .filter_map(|range| Some(Block { start: range.start, folded: Folded::new(text.get(range)?) }))
            .collect();
        let [first, last] = body.unwrap_or([1, blocks.len()]);
        let body_fits = body.is_none() || (1 <= first && first <= last && last <= blocks.len());
        let body = first.saturating_sub(1)..last.min(blocks.len());
        Kept { text, blocks, body, body_fits }
    }

    /// The text with its line ends folded to `\n`; every range is in this text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many blocks the whole text has.
    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// How many paragraphs `at = "pN"` can name.
    pub fn paragraphs(&self) -> usize {
        self.body.len()
    }

    /// The bytes of paragraph N, from 1.
    pub fn paragraph(&self, n: usize) -> Option<Range<usize>> {
        let index = self.body.start.checked_add(n.checked_sub(1)?)?;
        let block = self.blocks.get(index).filter(|_| self.body.contains(&index))?;
        Some(block.start..block.start + block.folded.source_len())
    }

    /// Whether the source's `body` names blocks that the text has, in order.
    pub fn body_fits(&self) -> bool {
        self.body_fits
    }

    /// The SHA-256 of the text, line ends folded.
    pub fn sha256(&self) -> String {
        hash::sha256(self.text.as_bytes())
    }

    /// Finds a quote. `at = "pN"` takes the first place in that paragraph; any other `at` chooses nothing.
    /// Places outside the body count only when there is none inside.
    pub fn find(&self, quote: &str, at: Option<&str>) -> Result<Passage, Miss> {
        let quote = fold_quote(quote);
        let mut places = self.places(&quote);
        if let Some(n) = at.and_then(paragraph_number) {
            return match places.iter().position(|p| p.paragraph == Some(n)) {
                Some(index) => Ok(places.swap_remove(index)),
                None => {
                    let nearest = if places.is_empty() { self.nearest(&quote) } else { None };
                    Err(Miss::NotThere { paragraph: n, places, nearest })
                }
            };
        }
        match (places.len(), places.pop()) {
            (1, Some(place)) => Ok(place),
            (_, Some(last)) => {
                places.push(last);
                Err(Miss::Twice { places })
            }
            (_, None) => Err(Miss::Nowhere { nearest: self.nearest(&quote) }),
        }
    }

    /// Every place of a folded quote that counts. A `…` that the source itself has is found as it stands; only then
    /// is it taken for a gap.
    fn places(&self, quote: &str) -> Vec<Passage> {
        let apart: Vec<&str> = quote.split(GAP).map(str::trim).filter(|piece| !piece.is_empty()).collect();
        if apart.is_empty() {
            return Vec::new();
        }
        let mut readings = vec![vec![quote]];
        if quote.contains(GAP) {
            readings.push(apart);
        }
        for pieces in &readings {
            let inside = self.places_in(self.body.clone(), pieces);
            if !inside.is_empty() {
                return inside;
            }
            let mut outside = self.places_in(0..self.body.start, pieces);
            outside.extend(self.places_in(self.body.end.max(self.body.start)..self.blocks.len(), pieces));
            if !outside.is_empty() {
                return outside;
            }
        }
        Vec::new()
    }

    fn places_in(&self, blocks: Range<usize>, pieces: &[&str]) -> Vec<Passage> {
        let mut out = Vec::new();
        for index in blocks {
            let Some(block) = self.blocks.get(index) else { break };
            let matches = matches(&block.folded, pieces);
            if matches.is_empty() {
                continue;
            }
            let sentences = text::sentences(&block.folded.text);
            out.extend(matches.into_iter().filter_map(|pieces| self.passage(index, &sentences, &pieces)));
        }
        out
    }

    /// A passage from ranges in the folded text of a block.
    fn passage(&self, index: usize, sentences: &[Range<usize>], folded: &[Range<usize>]) -> Option<Passage> {
        let block = self.blocks.get(index)?;
        let mut pieces = Vec::with_capacity(folded.len());
        for piece in folded {
            let source = block.folded.source(piece.clone())?;
            pieces.push(block.start + source.start..block.start + source.end);
        }
        let words: Vec<String> = pieces.iter().map(|p| one_spaced(self.text.get(p.clone()).unwrap_or(""))).collect();
        let first = folded.first()?.start;
        Some(Passage {
            block: index + 1,
            paragraph: self.body.contains(&index).then(|| index + 1 - self.body.start),
            sentence: sentences.iter().take_while(|s| s.end <= first).count().min(sentences.len().saturating_sub(1))
                + 1,
            words: words.join(" … "),
            range: pieces.first()?.start..pieces.last()?.end,
            pieces,
        })
    }

    /// The passage that shares most words with a folded quote; the body goes before the rest.
    fn nearest(&self, quote: &str) -> Option<Box<Passage>> {
        let outside = (0..self.blocks.len()).filter(|index| !self.body.contains(index));
        self.nearest_in(self.body.clone(), quote).or_else(|| self.nearest_in(outside, quote)).map(Box::new)
    }

    fn nearest_in(&self, blocks: impl Iterator<Item = usize>, quote: &str) -> Option<Passage> {
        let texts = blocks.filter_map(|index| Some((index, self.blocks.get(index)?.folded.text.as_str())));
        let (index, range) = nearest::nearest(texts, quote)?;
        let sentences = text::sentences(&self.blocks.get(index)?.folded.text);
        self.passage(index, &sentences, &[range])
    }
}

/// The places of some pieces, in their order, in one folded block. Places do not overlap; each is as tight as can be.
fn matches(block: &Folded, pieces: &[&str]) -> Vec<Vec<Range<usize>>> {
    let mut out = Vec::new();
    let mut from = 0;
    // Forward for the first place the pieces can end in, then back for the last place they can begin in.
    while let Some(end) = pieces.iter().try_fold(from, |from, piece| Some(block.find(piece, from)?.end)) {
        let mut place: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
        let mut until = end;
        for piece in pieces.iter().rev() {
            let Some(range) = block.find_last(piece, from..until) else { break };
            until = range.start;
            place.push(range);
        }
        place.reverse();
        out.push(place);
        from = end.max(from + 1);
    }
    out
}

/// `p4`
fn paragraph_number(at: &str) -> Option<usize> {
    let digits = at.trim().strip_prefix('p')?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// `\r\n` and `\r` as `\n`, so that a text has one hash on every system.
fn fold_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks between blank lines, without the line ends around them.
fn block_ranges(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        match out.last_mut().filter(|_| open) {
            _ if line.trim().is_empty() => open = false,
            Some(block) => block.end = end,
            None => {
                out.push(start..end);
                open = true;
            }
        }
        start = end + 1;
    }
    out
}
