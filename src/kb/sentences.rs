//! The sentences in which bodies name records, each with its name marked.

use std::ops::Range;

use super::head::Head;
use super::{Kb, Mention, Name, Sym};
use crate::doc::body::{Block, Body, HoleKind};
use crate::doc::html;
use crate::text;

/// A sentence that names a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Which sentence of its body it is: the same for two names in it.
    pub key: (usize, usize),
    /// The heading above it, by its place among the headings: its anchor, its text.
    pub heading: Option<(String, String)>,
    /// Safe HTML.
    pub html: String,
}

impl Kb {
    /// The sentence of a mention; a body is cut into sentences once for all the names in it.
    pub fn sentence(&self, mention: &Mention) -> Option<&Sentence> {
        let from = mention.from.0 as usize;
        let all = self.sentences.get(from)?.get_or_init(|| sentences(self, mention.from));
        all.get(mention.n as usize)?.as_ref()
    }
}

/// The sentence of each name in a body.
fn sentences(kb: &Kb, from: Sym) -> Box<[Option<Sentence>]> {
    let body = &kb.doc(from).body;
    let names = &kb.named[from.0 as usize];
    let mut out: Vec<Option<Sentence>> = vec![None; names.len()];
    let mut at = 0;
    while let Some(first) = names.get(at) {
        let Some(block) = block_of(body, first) else {
            at += 1;
            continue;
        };
        let inside = |n: &&Name| n.html.end <= block.html.end && block_of(body, n) == Some(block);
        let count = names[at..].iter().take_while(inside).count().max(1);
        in_block(kb, body, block, &names[at..at + count], &mut out[at..at + count]);
        at += count;
    }
    out.into()
}

/// The last block that holds a name.
fn block_of<'a>(body: &'a Body, name: &Name) -> Option<&'a Block> {
    let blocks = &body.main.blocks;
    let until = blocks.partition_point(|b| b.html.start <= name.html.start);
    blocks.get(..until)?.iter().rev().find(|b| name.html.end <= b.html.end)
}

/// What is met in a block, in the order in which it may stand at one offset.
enum Turn {
    End(usize),
    /// The name of a record where the author gave no text, and whether it is one of the names looked for.
    Shown(Sym, Option<usize>),
    Start(usize),
}

fn in_block(kb: &Kb, body: &Body, block: &Block, names: &[Name], out: &mut [Option<Sentence>]) {
    let html = &body.main.html;
    let mut turns: Vec<(usize, u8, Turn)> = Vec::with_capacity(names.len() * 2);
    for (n, name) in names.iter().enumerate().filter(|(_, n)| !n.html.is_empty()) {
        turns.push((name.html.start, 2, Turn::Start(n)));
        turns.push((name.html.end, 0, Turn::End(n)));
    }
    let holes = &body.main.holes;
    let first = holes.partition_point(|h| h.at < block.html.start);
    for hole in holes.iter().skip(first).take_while(|h| h.at < block.html.end) {
        if let HoleKind::Name { id } = &hole.kind
            && let Some(sym) = kb.sym(id)
        {
            let bare = names.iter().position(|n| n.html.is_empty() && n.html.start == hole.at && n.of == sym);
            turns.push((hole.at, 1, Turn::Shown(sym, bare)));
        }
    }
    turns.sort_by_key(|(at, order, _)| (*at, *order));
    let mut whole = String::with_capacity(block.html.len());
    let mut marks: Vec<Range<usize>> = vec![0..0; names.len()];
    let mut done = block.html.start;
    for (at, _, turn) in turns {
        html::plain_into(html.get(done..at).unwrap_or(""), &mut whole);
        done = at;
        match turn {
            Turn::Start(n) => marks[n].start = whole.len(),
            Turn::End(n) => marks[n].end = whole.len(),
            Turn::Shown(sym, bare) => {
                let start = whole.len();
                whole.push_str(&Head::of(kb.doc(sym)).name());
                if let Some(n) = bare {
                    marks[n] = start..whole.len();
                }
            }
        }
    }
    html::plain_into(html.get(done..block.html.end).unwrap_or(""), &mut whole);
    let sentences = text::sentences(&whole);
    for ((name, mark), out) in names.iter().zip(marks).zip(out) {
        let Some(range) = sentences.iter().find(|r| r.contains(&mark.start)) else { continue };
        let end = mark.end.min(range.end);
        let piece = |range: Range<usize>| whole.get(range).unwrap_or("");
        let mut html = String::with_capacity(range.len() + 16);
        text::escape_into(piece(range.start..mark.start).trim_start(), &mut html);
        html.push_str("<b>");
        text::escape_into(piece(mark.start..end), &mut html);
        html.push_str("</b>");
        text::escape_into(piece(end..range.end).trim_end(), &mut html);
        let heading = name.section.checked_sub(1).and_then(|n| body.headings.get(n));
        let heading = heading.map(|h| (h.id.clone(), h.text.clone()));
        *out = Some(Sentence { key: (block.html.start, range.start), heading, html });
    }
}
