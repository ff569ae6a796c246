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
    let mut blocks = if let Some(depth) = parsed.flattened {
        let message =
            format!("{name} is nested more than {} elements deep, so only its plain text was read", depth - 1);
        out.notes.push(Diag::warning("import-nested", message).help("look for menus and lists in the body"));
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
    out.dek = dek(&meta, &blocks);
    out.body = page::place(blocks, &whole);
    Ok(out)
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

/// The description, unless it is only the beginning of the text.
fn dek(meta: &meta::Meta, blocks: &[Block]) -> Option<String> {
    if meta.dek.is_some() {
        return meta.dek.clone();
    }
    let dek = meta.description.clone()?;
    let short = meta::letters(dek.trim_end_matches(['…', '.']).trim_end_matches("[&hellip;]"));
    let start: String =
        blocks.iter().filter(|b| !matches!(b.kind, Kind::Heading(_))).take(4).map(|b| meta::letters(&b.text)).collect();
    let is_title = meta.titles.contains(&short);
    let short: String = short.chars().take(80).collect();
    (!short.is_empty() && !start.contains(&short) && !is_title).then_some(dek)
}
