//! Finds the body of a page. What is known to be no part of it by its markup is taken out first; the search itself is
//! the crate's that follows the reader mode of browsers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::text::html::{self, Block, Parsed};

pub struct Found {
    pub blocks: Vec<Block>,
    pub captions: Vec<String>,
    pub removed: Vec<(String, &'static str)>,
}

/// Takes the page, since the search changes it. `whole` is all its text.
pub fn find(parsed: Parsed, whole: &[Block]) -> Found {
    let Parsed { document, base, .. } = parsed;
    let mut out = Found { blocks: Vec::new(), captions: Vec::new(), removed: Vec::new() };
    let all: usize = whole.iter().map(|b| b.text.len()).sum();
    captions(&document, all, &mut out);
    let content = catch_unwind(AssertUnwindSafe(|| search(document))).ok().flatten();
    out.blocks = match content {
        Some(content) => html::of_fragment(&content, base.as_ref()),
        None => whole.to_vec(),
    };
    out
}

fn search(document: Document) -> Option<String> {
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).ok()?;
    reader.parse().ok().map(|a| a.content.to_string())
}

fn chars(node: &NodeRef<'_>) -> usize {
    node.normalized_char_count()
}

/// Captions and credits of pictures leave the text, unless they are a quarter of it: then it is a page of pictures.
fn captions(document: &Document, all: usize, out: &mut Found) {
    let css = "figure, figcaption, [itemprop~='caption'], [class*='caption'], [class*='Caption'], [class*='credit'], [class*='Credit']";
    let found = document.select(css);
    let mut nodes: Vec<NodeRef> = Vec::new();
    for node in found.nodes() {
        // The whole article may stand in an element named so.
        let holds = node.has_name("body") || node.has_name("html") || node.has_name("article") || node.has_name("main");
        if !holds && !node.ancestors(None).iter().any(|a| nodes.iter().any(|n| n.id == a.id)) {
            nodes.push(*node);
        }
    }
    let total: usize = nodes.iter().map(chars).sum();
    if total * 4 > all {
        return;
    }
    for node in nodes {
        for block in html::of_fragment(&node.html(), None) {
            if block.words() >= 3 && !out.captions.contains(&block.text) {
                out.captions.push(block.text.clone());
            }
            out.removed.push((block.text, "the caption or credit of a picture"));
        }
        node.remove_from_parent();
    }
}
