//! Takes out of a page, before its body is searched, what its markup shows to be something else: captions, boxes that
//! open over the text, other articles.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use super::body::{self, Found};
use super::layer;
use crate::text::html::{self, is_hidden};

pub fn page(document: &Document, all: usize, out: &mut Found) {
    hidden(document, all);
    hovers(document, out);
    overlays(document, all, out);
    articles(document, out);
    captions(document, all, out);
}

fn chars(node: &NodeRef<'_>) -> usize {
    node.normalized_char_count()
}

fn words(node: &NodeRef<'_>) -> usize {
    node.text().split_whitespace().count()
}

/// Takes a node out, its text noted.
fn take(node: &NodeRef<'_>, reason: &'static str, out: &mut Found) {
    for block in html::of_fragment(&node.html(), None) {
        out.removed.push((block.text, reason));
    }
    node.remove_from_parent();
}

/// The names of an element: its classes and its id.
fn names(node: &NodeRef<'_>) -> String {
    format!("{} {}", node.attr_or("class", ""), node.attr_or("id", "")).to_lowercase()
}

fn has_name(node: &NodeRef<'_>, wanted: &[&str]) -> bool {
    names(node).split(|c: char| !c.is_alphanumeric()).any(|piece| wanted.contains(&piece))
}

/// What is not shown, unless that is most of the page.
fn hidden(document: &Document, all: usize) {
    let found = document.select("[hidden], [style], dialog");
    for node in found.nodes() {
        let name = node.node_name().unwrap_or_default();
        if is_hidden(node, &name) && chars(node) < all {
            node.remove_from_parent();
        }
    }
}

/// Boxes that open over a word of the text: inside a paragraph, behind the word that they belong to.
fn hovers(document: &Document, out: &mut Found) {
    let css = "p [class*='tooltip'], p [class*='rollover'], p [class*='popover'], p [class*='hovercard'], p [class*='hover-card'], p [role='tooltip']";
    let found = document.select(css);
    for node in found.nodes() {
        let text = node.parent().map(|p| chars(&p)).unwrap_or_default();
        let own = chars(node);
        // The outer one holds the word itself: something of its parent must be left.
        let has_word = node.prev_sibling().is_some_and(|s| chars(&s) > 0 || s.is_text());
        if own > 0
            && own < text
            && has_word
            && node.prev_sibling().is_some_and(|s| !s.is_text() || node.has_attr("role"))
        {
            take(node, "a box that opens over a word", out);
        }
    }
}

/// Boxes over the page and calls to subscribe.
fn overlays(document: &Document, all: usize, out: &mut Found) {
    const NAMES: [&str; 12] = [
        "modal",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "newsletter",
        "signup",
        "login",
        "signin",
        "popup",
        "paywall",
        "lightbox",
    ];
    let found = document.select("div, section, aside, form, dialog, [role='dialog']");
    for node in found.nodes() {
        let is_dialog = node.attr("role").is_some_and(|r| r.as_ref() == "dialog");
        if !(is_dialog || has_name(node, &NAMES)) || node.parent().is_none() {
            continue;
        }
        let size = chars(node);
        let holds = !node.find(&["h1"]).is_empty() || !node.find(&["article"]).is_empty();
        if size > 0 && size * 7 < all && words(node) <= 250 && !holds {
            take(node, "a box over the page, or a call to subscribe", out);
        }
    }
}

/// Other articles of the page: beside the main one, and much shorter.
fn articles(document: &Document, out: &mut Found) {
    let found = document.select("article");
    let nodes: Vec<NodeRef> = found.nodes().iter().take(400).copied().collect();
    if nodes.len() < 2 {
        return;
    }
    let title = document.select("h1");
    let holds_title = |node: &NodeRef| title.nodes().iter().any(|t| t.ancestors(None).iter().any(|a| a.id == node.id));
    let sized = nodes.iter().take(60).map(|n| (body::prose(&html::of_fragment(&n.html(), None)), *n));
    let Some((most, main)) = sized.max_by_key(|(held, n)| held * if holds_title(n) { 2 } else { 1 }) else { return };
    if most < 60 {
        return;
    }
    let around: Vec<_> = main.ancestors(None).iter().map(|a| a.id).collect();
    for node in nodes {
        let inside = node.ancestors(None).iter().any(|a| a.id == main.id);
        if node.id == main.id || around.contains(&node.id) || inside || holds_title(&node) {
            continue;
        }
        if words(&node) * 3 < most {
            take(&node, "another article of the page", out);
        }
    }
}

/// Captions and credits of pictures leave the text, unless they are a quarter of it: then it is a page of pictures.
fn captions(document: &Document, all: usize, out: &mut Found) {
    let css = "figure, figcaption, [itemprop~='caption'], [class*='caption'], [class*='Caption'], [class*='credit'], \
               [class*='Credit'], [class*='imagedesc'], [class*='image-desc'], [class*='img-desc'], [class*='img-meta'], \
               [class*='image-meta'], [class*='image-text'], [class*='image-info'], [class*='photo-info']";
    let found = document.select(css);
    let mut nodes: Vec<NodeRef> = Vec::new();
    let mut ids = HashSet::new();
    for node in found.nodes() {
        // The whole article may stand in an element named so.
        let holds = ["body", "html", "article", "main"].iter().any(|n| node.has_name(n)) || words(node) > 120;
        if !holds && !node.ancestors(None).iter().any(|a| ids.contains(&a.id)) {
            ids.insert(node.id);
            nodes.push(*node);
        }
    }
    for node in beside_pictures(document) {
        if !ids.contains(&node.id) && !node.ancestors(None).iter().any(|a| ids.contains(&a.id)) {
            ids.insert(node.id);
            nodes.push(node);
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

/// Elements that hold a picture and a short line with it.
fn beside_pictures<'a>(document: &'a Document) -> Vec<NodeRef<'a>> {
    let mut out = Vec::new();
    // An element is looked at once, however many pictures it holds.
    let mut seen = HashSet::new();
    let found = document.select("img");
    for picture in found.nodes().iter().take(2_000) {
        let around = picture.ancestors_it(Some(5)).take_while(|a| seen.insert(a.id)).find(|a| chars(a) > 0);
        let Some(around) = around else { continue };
        let text = around.text();
        let count = text.split_whitespace().count();
        let is_box = ["div", "p", "center", "span"].iter().any(|n| around.has_name(n));
        let has_heading = ["h1", "h2", "h3", "h4", "li"].iter().any(|n| !around.find(&[n]).is_empty());
        let pictures = around.descendants_it().filter(|n| n.has_name("img")).count();
        let is_line = !layer::ends_sentence(text.trim());
        if is_box && (1..=20).contains(&count) && !has_heading && pictures == 1 && is_line {
            out.push(around);
        }
    }
    out
}

/// The HTML of a place that is taken whole, without what is no text of an article by its tag or name.
pub fn place(node: &NodeRef<'_>) -> String {
    const NAMES: [&str; 16] = [
        "comment",
        "comments",
        "respond",
        "related",
        "share",
        "sharing",
        "social",
        "sidebar",
        "newsletter",
        "breadcrumb",
        "breadcrumbs",
        "pagination",
        "menu",
        "navigation",
        "tags",
        "meta",
    ];
    let most = words(node);
    let css = "nav, aside, footer, form, button, div, section, ul";
    let inner: Vec<NodeRef> = node.descendants().into_iter().filter(|n| n.is_element()).collect();
    let tags: Vec<&str> = css.split(", ").collect();
    for part in inner {
        let Some(name) = part.node_name() else { continue };
        let name = name.as_ref();
        if !tags.contains(&name) || part.parent().is_none() {
            continue;
        }
        let by_tag = matches!(name, "nav" | "aside" | "footer" | "form" | "button");
        if (by_tag || has_name(&part, &NAMES)) && words(&part) * 2 < most {
            part.remove_from_parent();
        }
    }
    node.html().to_string()
}
