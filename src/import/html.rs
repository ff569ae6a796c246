//! A saved HTML page as an article: the body is found by its structure, its head is read from what the markup states,
//! and what stands around the body is taken out with a reason for each line.

mod body;
mod boxes;
mod layer;
mod ld;
mod meta;
mod prepare;
mod service;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::diag::Diag;
use crate::import::page::{self, Page};
use crate::text::html::{self, Block, Kind};

/// Reads a page. `name` is the file's, for messages.
pub fn read(source: &str, name: &str) -> Result<Page, Diag> {
    let parsed = html::parse(source);
    let whole = html::of(&parsed);
    let mut meta = meta::read(&parsed.document, parsed.base.as_ref());
    let mut out = Page {
        title: meta.title.clone(),
        authors: meta.authors.clone(),
        outlet: meta.outlet.clone(),
        published: meta.published.clone(),
        updated: meta.updated.clone(),
        url: meta.url.clone(),
        lang: meta.lang.clone(),
        is_rtl: meta.is_rtl,
        kind_hint: meta.kind_hint.clone(),
        image: meta.image.clone(),
        tags: meta.tags.clone(),
        ..Page::default()
    };
    let mut blocks = if parsed.flattened {
        let deepest = html::DEEPEST;
        let message = format!("the markup of {name} is beyond measure, so only its plain text was read");
        let help = format!("pages are read whole when they are nested less than {deepest} elements deep");
        out.notes.push(Diag::warning("import-nested", message).help(help).help("look for menus and lists in the body"));
        whole.clone()
    } else {
        let found = body::find(parsed, &whole);
        out.captions = found.captions;
        out.removed = found.removed;
        found.blocks
    };
    blocks = layer::apply(blocks, &mut meta, &mut out.removed);
    if let Some(stated) = stated_body(&meta, &blocks) {
        let message = format!("{name} shows less than its structured data hold, so the body was taken from these");
        out.notes.push(Diag::warning("import-data", message).help("its paragraphs may be run together"));
        out.removed.extend(blocks.into_iter().map(|b| (b.text, "text of a page that does not show its article")));
        blocks = layer::apply(stated, &mut meta, &mut out.removed);
    }
    if blocks.is_empty() {
        let diag = Diag::error("import-empty", format!("{name} holds no text of an article"));
        return Err(diag.help("save the page again once its text is shown, or put the text into a .txt file"));
    }
    if out.authors.is_empty() {
        let taken = out.removed.iter().find(|(_, reason)| *reason == layer::BYLINE).map(|(line, _)| line.as_str());
        let line = taken.or_else(|| byline_above(&whole, &blocks));
        out.authors = line.map(service::authors).unwrap_or_default();
    }
    elsewhere(&whole, &blocks, &mut out.removed);
    out.dek = dek(&meta, &whole, &blocks);
    out.body = page::place(blocks, &whole);
    out.whole = html::join(&whole);
    Ok(out)
}

/// A line with "By" and names shortly above the text.
fn byline_above<'a>(whole: &'a [Block], blocks: &[Block]) -> Option<&'a str> {
    let first = blocks.first()?;
    let at = whole.iter().position(|b| b.text == first.text)?;
    let above = whole.iter().take(at).rev().take(12);
    above.map(|b| b.text.as_str()).find(|text| service::is_byline(text, text.split_whitespace().count()))
}

/// Notes the paragraphs of the page that stand in no part of the body, so that a lost one can be seen.
fn elsewhere(whole: &[Block], blocks: &[Block], removed: &mut Vec<(String, &'static str)>) {
    let known: HashSet<&str> =
        blocks.iter().map(|b| b.text.as_str()).chain(removed.iter().map(|(text, _)| text.as_str())).collect();
    let lost: Vec<String> = whole
        .iter()
        .filter(|b| body::is_prose(b) && !known.contains(b.text.as_str()))
        .map(|b| b.text.clone())
        .take(300)
        .collect();
    removed.extend(lost.into_iter().map(|text| (text, "stands elsewhere on the page than the article")));
}

/// The text of the structured data, where the page itself shows much less.
fn stated_body(meta: &meta::Meta, blocks: &[Block]) -> Option<Vec<Block>> {
    let stated = meta.article_body.as_deref()?;
    let words = |text: &str| text.split_whitespace().count();
    let shown: usize = blocks.iter().map(Block::words).sum();
    let held = words(stated);
    if held < 40 || held < shown * 3 {
        return None;
    }
    if stated.contains("<p") || stated.contains("<br") || stated.contains("</") {
        return Some(html::of_fragment(stated, None));
    }
    let lines = stated.lines().map(meta::tidy).filter(|line| !line.is_empty());
    Some(lines.map(|line| Block::plain(&line)).collect())
}

/// The line under the title as the page shows it; else the description, unless it is only the beginning of the text.
fn dek(meta: &meta::Meta, whole: &[Block], blocks: &[Block]) -> Option<String> {
    if meta.dek.is_some() {
        return meta.dek.clone();
    }
    let start: String =
        blocks.iter().filter(|b| !matches!(b.kind, Kind::Heading(_))).take(4).map(|b| meta::letters(&b.text)).collect();
    let is_new = |text: &str| {
        let short = meta::letters(text.trim_end_matches(['…', '.']).trim_end_matches("[&hellip;]"));
        let is_title = meta.titles.contains(&short);
        let short: String = short.chars().take(80).collect();
        !short.is_empty() && !start.contains(&short) && !is_title
    };
    let stated = shown_dek(meta, whole, blocks).or_else(|| meta.description.clone()).filter(|dek| is_new(dek));
    stated.or_else(|| below_title(meta, whole))
}

/// The line directly below the title, where the body was found to begin behind it.
fn below_title(meta: &meta::Meta, whole: &[Block]) -> Option<String> {
    let title = whole
        .iter()
        .position(|b| matches!(b.kind, Kind::Heading(_)) && meta.titles.contains(&meta::letters(&b.text)))?;
    let next = whole.get(title + 1)?;
    meta.above.clone().filter(|above| *above == next.text && next.words() <= 60)
}

/// A line between the title and the text that its markup names as what stands there.
fn shown_dek(meta: &meta::Meta, whole: &[Block], blocks: &[Block]) -> Option<String> {
    const NAMES: [&str; 15] = [
        "standfirst",
        "subtitle",
        "subheadline",
        "subheading",
        "subhead",
        "dek",
        "deck",
        "lead",
        "lede",
        "intro",
        "chapo",
        "excerpt",
        "summary",
        "abstract",
        "bajada",
    ];
    let first = blocks.first()?;
    let title = whole
        .iter()
        .position(|b| matches!(b.kind, Kind::Heading(_)) && meta.titles.contains(&meta::letters(&b.text)))?;
    let between = whole.iter().skip(title + 1).take(12).take_while(|b| b.text != first.text);
    // Dates and bylines stand there too.
    let is_note = |b: &Block| {
        let digits = b.text.chars().filter(char::is_ascii_digit).count();
        let named = meta.authors.iter().any(|a| b.text.contains(a.as_str()));
        (digits >= 4 || named) && b.words() <= 14 || service::is_byline(&b.text, b.words())
    };
    between
        .filter(|b| !is_note(b))
        .filter(|b| (6..=80).contains(&b.words()) && b.link_chars * 2 < b.text.len() && b.kind != Kind::Caption)
        .find(|b| {
            let inner = b.marks.rfind(" <").and_then(|i| b.marks.get(i..)).unwrap_or("");
            let named = inner.split([' ', '-', '_']).any(|word| NAMES.contains(&word));
            (named || b.marks.contains(" <header> ")) && service::reason(&b.text, b.words()).is_none()
        })
        .map(|b| b.text.clone())
}
