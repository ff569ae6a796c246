//! What is left to take out of a body that was found: lines that are no article by their words or their place.

use std::collections::{HashMap, HashSet};

use super::boxes;
use super::meta::{self, Meta};
use super::service;
use crate::text::html::{Block, Kind};

/// Why a byline is taken out.
pub const BYLINE: &str = "the byline";

type Removed = Vec<(String, &'static str)>;

/// Applies all rules, in order.
pub fn apply(blocks: Vec<Block>, meta: &mut Meta, removed: &mut Removed) -> Vec<Block> {
    let blocks = boxes::drop(blocks, removed);
    let blocks = lines(blocks, meta, removed);
    let blocks = links(blocks, removed);
    let blocks = opening(blocks, meta, removed);
    closing(blocks, meta, removed)
}

fn chars(block: &Block) -> usize {
    block.text.chars().count()
}

/// Whether a block is nothing but links.
fn is_linked(block: &Block) -> bool {
    block.link_chars * 10 >= chars(block) * 9
}

/// Drops the blocks that a rule gives a reason for.
fn without(
    blocks: Vec<Block>,
    removed: &mut Removed,
    mut why: impl FnMut(usize, &Block) -> Option<&'static str>,
) -> Vec<Block> {
    let mut kept = Vec::with_capacity(blocks.len());
    for (i, block) in blocks.into_iter().enumerate() {
        match why(i, &block) {
            Some(reason) => removed.push((block.text, reason)),
            None => kept.push(block),
        }
    }
    kept
}

/// Lines that are no part of the body wherever they stand.
fn lines(blocks: Vec<Block>, meta: &Meta, removed: &mut Removed) -> Vec<Block> {
    let mut count: HashMap<String, usize> = HashMap::new();
    for block in &blocks {
        *count.entry(block.text.clone()).or_default() += 1;
    }
    let mut seen: HashSet<String> = HashSet::new();
    without(blocks, removed, |_, block| {
        let words = block.words();
        if words <= 60 && meta.titles.contains(&meta::letters(&block.text)) {
            return Some("the title again");
        }
        let is_item = matches!(block.kind, Kind::Item { .. } | Kind::Row);
        // What stands there three times is a refrain.
        let is_twice = words >= 15 && !is_item && count.get(&block.text) == Some(&2);
        if is_twice && !seen.insert(block.text.clone()) {
            return Some("the same paragraph stands above");
        }
        if block.kind == Kind::Code {
            return None;
        }
        if is_shortcode(&block.text) {
            return Some("a sign of the page's software");
        }
        if let Some(reason) =
            service::reason(&block.text, words).filter(|r| !is_item || !r.starts_with("a call to sub"))
        {
            return Some(reason);
        }
        if service::is_byline(&block.text, words) {
            return Some(BYLINE);
        }
        if (3..=24).contains(&words) && !is_item && !matches!(block.kind, Kind::Heading(_)) && is_linked(block) {
            return Some("nothing but a link");
        }
        let lines = block.text.lines().count();
        if lines >= 2 && words <= 60 && block.link_chars * 10 >= chars(block) * 7 {
            return Some("lines of links");
        }
        None
    })
}

/// `[button link="…"]`: an order to the software that made the page.
fn is_shortcode(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) else { return false };
    let name = inner.split([' ', ']']).next().unwrap_or("");
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-'));
    is_name && inner.contains('=') && inner.contains(['"', '”', '″', '\''])
}

/// Lists of links, and headings that are links and have no text below them.
fn links(blocks: Vec<Block>, removed: &mut Removed) -> Vec<Block> {
    let is_entry = |b: &Block| matches!(b.kind, Kind::Item { .. }) && is_linked(b) && b.words() >= 3;
    let is_head = |b: &Block| matches!(b.kind, Kind::Heading(_));
    let mut drop = vec![false; blocks.len()];
    let mut i = 0;
    while i < blocks.len() {
        let heads = run(&blocks, i, |b| is_head(b) && is_linked(b) && b.words() >= 2);
        let next = blocks.get(i + heads);
        if heads >= 2 || (heads == 1 && i > 0 && next.is_none()) {
            drop.iter_mut().skip(i).take(heads).for_each(|d| *d = true);
            i += heads;
            continue;
        }
        let entries = run(&blocks, i, |b| matches!(b.kind, Kind::Item { .. }));
        let linked = blocks.iter().skip(i).take(entries).filter(|b| is_entry(b)).count();
        // After the last paragraph a list may hold one-word links, such as tags, and a few entries that are half linked.
        let is_last = i + entries == blocks.len() && i > 0;
        let any = blocks.iter().skip(i).take(entries).filter(|b| is_linked(b)).count();
        let list = || blocks.iter().skip(i).take(entries);
        let is_led = i.checked_sub(1).and_then(|n| blocks.get(n)).is_some_and(|b| b.words() <= 8);
        let half = list().all(|b| b.link_chars > 0 && b.words() <= 25)
            && list().map(|b| b.link_chars).sum::<usize>() * 10 >= list().map(chars).sum::<usize>() * 4;
        let is_tail = is_last && entries >= 2 && (any * 10 >= entries * 6 || (is_led && half));
        if is_tail || (entries >= 2 && linked == entries && entries <= 15) {
            drop.iter_mut().skip(i).take(entries).for_each(|d| *d = true);
            // With the line that introduces them.
            if let Some(before) = i.checked_sub(1).and_then(|n| blocks.get(n))
                && before.words() <= 8
                && !ends_sentence(before.text.trim_end_matches(':'))
                && let Some(d) = drop.get_mut(i - 1)
            {
                *d = true;
            }
        }
        i += entries.max(1);
    }
    without(blocks, removed, |i, _| drop.get(i).is_some_and(|d| *d).then_some("links to other articles"))
}

fn run(blocks: &[Block], from: usize, fits: impl Fn(&Block) -> bool) -> usize {
    blocks.iter().skip(from).take_while(|b| fits(b)).count()
}

/// A sentence or a paragraph of some length.
fn is_prose(block: &Block) -> bool {
    let words = block.words();
    words >= 18 || (words >= 9 && ends_sentence(&block.text))
}

pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', '“']);
    text.ends_with(['.', '!', '?', '…', ':', '۔', '؟', '।', '。', '！', '？'])
}

/// The dek and short lines before the first paragraph.
fn opening(mut blocks: Vec<Block>, meta: &mut Meta, removed: &mut Removed) -> Vec<Block> {
    // A dek stands with the title: in the header of the page, which the text does not.
    let heads = run(&blocks, 0, |b| b.marks.contains(" <header> ") && b.words() <= 80);
    let text_follows = blocks.get(heads).is_some_and(|b| !b.marks.contains(" <header> "));
    if (1..=6).contains(&heads) && text_follows {
        for block in blocks.drain(..heads) {
            let is_dek = block.words() >= 6;
            if is_dek && meta.dek.is_none() {
                meta.dek = Some(block.text.clone());
            }
            removed.push((block.text, if is_dek { "the dek" } else { "a short line before the text" }));
        }
    }
    // The page's own description, shown above the text as a line without an end.
    let is_said = |b: &Block| {
        let stated = meta.description.as_deref().map(meta::letters).unwrap_or_default();
        b.words() >= 6 && !ends_sentence(&b.text) && meta::letters(&b.text) == stated
    };
    if let Some(at) = blocks.iter().take(3).position(is_said).filter(|_| meta.dek.is_none()) {
        let block = blocks.remove(at);
        meta.dek = Some(block.text.clone());
        removed.push((block.text, "the dek"));
    }
    let Some(first) = blocks.iter().position(is_prose) else { return blocks };
    let size: usize = blocks.iter().take(first).map(chars).sum();
    if first > 6 || size > 400 || blocks.iter().take(first).any(|b| b.text.contains('\n')) {
        return blocks;
    }
    // A heading that leads into the first paragraph is its own.
    let has_heading = first > 0 && blocks.get(first - 1).is_some_and(is_section);
    for block in blocks.drain(..first - usize::from(has_heading)) {
        let plain = block.kind == Kind::Paragraph && block.link_chars == 0 && !block.text.ends_with(':');
        if plain && block.words() >= 5 && meta.above.is_none() {
            meta.above = Some(block.text.clone());
        }
        removed.push((block.text, "a short line before the text"));
    }
    blocks
}

fn is_section(block: &Block) -> bool {
    matches!(block.kind, Kind::Heading(2..)) && block.link_chars == 0
}

/// Notes, headings, links and short lines after the last paragraph.
fn closing(mut blocks: Vec<Block>, meta: &Meta, removed: &mut Removed) -> Vec<Block> {
    let total: usize = blocks.iter().map(chars).sum();
    let (mut cut, mut taken) = (0, 0);
    while let Some(last) = blocks.last() {
        let size = chars(last);
        let words = last.words();
        let reason = if let Some(reason) = end_note(last, words, meta).filter(|_| size * 5 < total) {
            reason
        } else {
            let is_short =
                words <= 12 && !ends_sentence(&last.text) && !last.text.contains('\n') && last.kind == Kind::Paragraph;
            let is_tail = matches!(last.kind, Kind::Heading(_)) || is_linked(last) || is_short;
            if !is_tail || cut >= 4 || (taken + size) * 12 > total {
                break;
            }
            taken += size;
            cut += 1;
            "a short line after the text"
        };
        if let Some(block) = blocks.pop() {
            removed.push((block.text, reason));
        }
    }
    blocks
}

/// Where outlets and authors ask to be followed.
const NETWORKS: [&str; 10] = [
    "twitter",
    "facebook",
    "instagram",
    "youtube",
    "telegram",
    "whatsapp",
    "linkedin",
    "tiktok",
    "mastodon",
    "bluesky",
];

/// Notes that stand below an article: on its author, on its rights.
fn end_note(block: &Block, words: usize, meta: &Meta) -> Option<&'static str> {
    let text = block.text.trim_start_matches(['(', '[', '*', '–', '—', '-', ' ']);
    if words <= 90
        && meta.authors.iter().any(|a| {
            a.contains(' ') && text.strip_prefix(a.as_str()).is_some_and(|r| r.starts_with([' ', ',', '’', '\'']))
        })
    {
        return Some("a note on the author");
    }
    let lower = crate::text::fold(&block.text);
    let places = NETWORKS.iter().filter(|n| lower.contains(**n)).count();
    if words <= 40 && places >= 2 && block.link_chars > 0 {
        return Some("a call to follow");
    }
    let year = || block.text.chars().filter(char::is_ascii_digit).count() >= 4;
    if words <= 50 && block.text.contains(['©', 'ⓒ']) && year() {
        return Some("a notice of copyright");
    }
    None
}
