//! What is left to take out of a body that was found: lines that are no article by their words or their place.

use std::collections::HashSet;

use super::meta::{self, Meta};
use super::service;
use crate::text::html::{Block, Kind};

type Removed = Vec<(String, &'static str)>;

/// Applies all rules, in order.
pub fn apply(blocks: Vec<Block>, meta: &Meta, removed: &mut Removed) -> Vec<Block> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match line(&block, meta, &mut seen) {
            Some(reason) => removed.push((block.text, reason)),
            None => kept.push(block),
        }
    }
    let kept = opening(kept, removed);
    closing(kept, removed)
}

/// Why a block is no part of the body wherever it stands.
fn line(block: &Block, meta: &Meta, seen: &mut HashSet<String>) -> Option<&'static str> {
    let words = block.words();
    if words <= 60 && meta.titles.contains(&meta::letters(&block.text)) {
        return Some("the title again");
    }
    if words >= 15 && !seen.insert(block.text.clone()) {
        return Some("the same paragraph stands above");
    }
    if block.kind == Kind::Code {
        return None;
    }
    if let Some(reason) = service::reason(&block.text, words) {
        return Some(reason);
    }
    if service::is_byline(&block.text, words) {
        return Some("the byline");
    }
    let chars = block.text.chars().count();
    let is_item = matches!(block.kind, Kind::Item { .. } | Kind::Row | Kind::Heading(_));
    if (3..=24).contains(&words) && !is_item && block.link_chars * 10 >= chars * 9 {
        return Some("nothing but a link");
    }
    None
}

/// A sentence or a paragraph of some length.
fn is_prose(block: &Block, words: usize) -> bool {
    words >= 18 || (words >= 9 && ends_sentence(&block.text))
}

pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', '“']);
    text.ends_with(['.', '!', '?', '…', ':', '۔', '؟', '।', '。', '！', '？'])
}

/// Short lines before the first paragraph.
fn opening(mut blocks: Vec<Block>, removed: &mut Removed) -> Vec<Block> {
    let Some(first) = blocks.iter().position(|b| is_prose(b, b.words())) else { return blocks };
    let size: usize = blocks.iter().take(first).map(|b| b.text.chars().count()).sum();
    if first > 6 || size > 400 {
        return blocks;
    }
    for block in blocks.drain(..first) {
        removed.push((block.text, "a short line before the text"));
    }
    blocks
}

/// Headings, links and short lines after the last paragraph.
fn closing(mut blocks: Vec<Block>, removed: &mut Removed) -> Vec<Block> {
    let total: usize = blocks.iter().map(|b| b.text.chars().count()).sum();
    let (mut cut, mut taken) = (0, 0);
    while cut < 4 {
        let Some(last) = blocks.last() else { break };
        let chars = last.text.chars().count();
        let is_heading = matches!(last.kind, Kind::Heading(_));
        let is_link = last.link_chars * 10 >= chars * 9;
        let is_short = last.words() <= 12
            && !ends_sentence(&last.text)
            && !last.text.contains('\n')
            && last.kind == Kind::Paragraph;
        if !(is_heading || is_link || is_short) || (taken + chars) * 12 > total {
            break;
        }
        taken += chars;
        cut += 1;
        if let Some(block) = blocks.pop() {
            removed.push((block.text, "a short line after the text"));
        }
    }
    blocks
}
