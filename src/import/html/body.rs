//! Finds the body of a page. What is known to be no part of it by its markup is taken out first; the search itself is
//! the crate's that follows the reader mode of browsers. Where the markup names a place that holds much more of the
//! article's prose, that place is taken.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::prepare;
use crate::text::html::{self, Block, Kind, Parsed};

pub struct Found {
    pub blocks: Vec<Block>,
    pub captions: Vec<String>,
    pub removed: Vec<(String, &'static str)>,
}

/// Takes the page, since the search changes it. `whole` is all its text.
pub fn find(parsed: Parsed, whole: &[Block]) -> Found {
    let Parsed { document, base, .. } = parsed;
    let mut out = Found { blocks: Vec::new(), captions: Vec::new(), removed: Vec::new() };
    let all: usize = whole.iter().map(|b| b.text.chars().count()).sum();
    prepare::page(&document, all, &mut out);
    let second = document.clone();
    let content = catch_unwind(AssertUnwindSafe(|| search(document))).ok().flatten();
    out.blocks = content.map(|c| html::of_fragment(&c, base.as_ref())).unwrap_or_default();
    if let Some(named) = named_place(&second, &out.blocks) {
        let found = html::of_fragment(&named, base.as_ref());
        if !found.is_empty() {
            out.blocks = found;
        }
    }
    if out.blocks.is_empty() {
        out.blocks = whole.to_vec();
    }
    out
}

fn search(document: Document) -> Option<String> {
    let config = Config { keep_classes: true, disable_json_ld: true, char_threshold: 250, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).ok()?;
    reader.parse().ok().map(|a| a.content.to_string())
}

/// Words in paragraphs of an article: of some length, and not of links.
pub fn prose(blocks: &[Block]) -> usize {
    blocks.iter().filter(|b| is_prose(b)).map(Block::words).sum()
}

pub fn is_prose(block: &Block) -> bool {
    let is_text = !matches!(block.kind, Kind::Heading(_) | Kind::Row | Kind::Caption);
    is_text && block.words() >= 12 && block.link_chars * 10 < block.text.chars().count() * 4
}

/// The places that markup names as the article, the surest first, with how many times the prose that was found they
/// must hold to be taken (in tenths).
const PLACES: [(&str, usize); 3] = [("[itemprop~='articleBody']", 13), ("article", 16), ("main, [role='main']", 20)];

/// The HTML of a named place that holds much more of the article than what was found, or all where that is elsewhere.
fn named_place(document: &Document, found: &[Block]) -> Option<String> {
    let shown = prose(found);
    let texts: HashSet<&str> = found.iter().map(|b| b.text.as_str()).collect();
    let title = document.select_single("h1");
    let title = title.nodes().first().copied();
    for (css, more) in PLACES {
        let places = document.select(css);
        let mut best: Option<(usize, NodeRef<'_>, Vec<Block>)> = None;
        let mut seen = HashSet::new();
        for node in places.nodes().iter().take(20) {
            // One inside another is part of it.
            if seen.len() >= 6 || node.ancestors(None).iter().any(|a| seen.contains(&a.id)) {
                continue;
            }
            seen.insert(node.id);
            let blocks = html::of_fragment(&node.html(), None);
            let mut held = prose(&blocks);
            // Of several, the one with the title.
            if title.is_some_and(|t| t.ancestors(None).iter().any(|a| a.id == node.id)) {
                held *= 2;
            }
            if best.as_ref().is_none_or(|(most, _, _)| held > *most) {
                best = Some((held, *node, blocks));
            }
        }
        let Some((_, node, blocks)) = best else { continue };
        let held = prose(&blocks);
        let common: usize =
            blocks.iter().filter(|b| is_prose(b) && texts.contains(b.text.as_str())).map(Block::words).sum();
        let is_titled = title.is_some_and(|t| t.ancestors(None).iter().any(|a| a.id == node.id));
        let is_sure = is_titled || css.contains("articleBody");
        let is_enough = held * 2 > shown && held >= if is_sure { 40 } else { 60 } || is_sure && held >= 150;
        let is_elsewhere = common * 10 < shown && is_enough;
        let is_more = held >= 60 && held * 10 > shown * more && held > shown + 40;
        if is_more || is_elsewhere {
            return Some(prepare::place(&node));
        }
        // The search and the markup agree.
        if is_sure && held >= 60 && common * 10 >= held * 7 {
            return None;
        }
    }
    None
}
