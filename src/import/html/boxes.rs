//! Boxes around and inside a body, told by how their makers named them: newsletters, authors, related articles.
//! A name alone is not trusted: what holds a good part of the text stays.

use std::collections::HashMap;

use crate::text::html::Block;

/// Words of class names and ids, and what a box named so is.
const NAMES: [(&str, &[&str]); 9] = [
    (
        "a call to subscribe",
        &["newsletter", "newsletters", "signup", "emailsignup", "subscribe", "subscription", "optin", "cta", "paywall"],
    ),
    ("a box on the author", &["author", "authors", "authorbio", "bio", "biography", "byline", "bylines"]),
    (
        "a pointer to other articles",
        &[
            "related",
            "relatedcontent",
            "relatedarticles",
            "relatedposts",
            "relatedlinks",
            "recommended",
            "recommendation",
            "recommendations",
            "recirc",
            "recirculation",
            "teaser",
            "teasers",
            "trending",
            "popular",
            "mostread",
            "readmore",
            "readnext",
            "upnext",
            "outbrain",
            "taboola",
            "yarpp",
            "jp-relatedposts",
            "seealso",
            "morefrom",
        ],
    ),
    (
        "an advertisement",
        &[
            "advert",
            "advertisement",
            "advertising",
            "adslot",
            "ads",
            "sponsor",
            "sponsored",
            "promo",
            "promotion",
            "promos",
        ],
    ),
    (
        "a call to share",
        &["share", "sharing", "sharebar", "sharedaddy", "social", "socials", "addtoany", "sharethis", "follow"],
    ),
    ("comments", &["comment", "comments", "respond", "disqus", "replies", "commentform"]),
    (
        "a notice of the house",
        &[
            "copyright",
            "licence",
            "licenceinfo",
            "license",
            "postmetadata",
            "affiliate",
            "affiliatetext",
            "disclaimer",
            "disclaimers",
            "disclosure",
            "cookie",
            "cookies",
            "gdpr",
            "footer",
            "attribution",
        ],
    ),
    ("a list of tags", &["tags", "taglist", "tagcloud", "breadcrumb", "breadcrumbs", "pagination", "pager", "toc"]),
    ("a box that opens on a click", &["tooltip", "popup", "popover", "modal", "hovercard", "lightbox"]),
];

/// Of ten parts of the text, what a box may hold at most.
const SHARE: usize = 2;
/// The same for what is named as a part of the page and not of an article.
const PAGE_SHARE: usize = 6;
/// Names and tags of such parts.
const PAGE: [&str; 10] = [
    "<nav>",
    "<aside>",
    "sidebar",
    "menu",
    "navbar",
    "navigation",
    "comments",
    "commentlist",
    "respond",
    "breadcrumbs",
];

/// Takes out the blocks that stand in such a box.
pub fn drop(blocks: Vec<Block>, removed: &mut Vec<(String, &'static str)>) -> Vec<Block> {
    let total: usize = blocks.iter().map(|b| b.text.len()).sum();
    let mut sizes: HashMap<String, usize> = HashMap::new();
    for block in &blocks {
        for (path, _, _) in suspects(&block.marks) {
            *sizes.entry(path.to_string()).or_default() += block.text.len();
        }
    }
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        let is_small =
            |(path, _, share): &(&str, _, usize)| sizes.get(*path).is_some_and(|size| size * 10 < total * share);
        let found = suspects(&block.marks).into_iter().find(is_small);
        match found.map(|(_, reason, _)| reason) {
            Some(reason) => removed.push((block.text, reason)),
            None => kept.push(block),
        }
    }
    kept
}

/// The elements around a block that are named so: the marks down to each, what it is, and how much of the text it may
/// hold.
fn suspects(marks: &str) -> Vec<(&str, &'static str, usize)> {
    let mut out = Vec::new();
    let mut starts: Vec<usize> = marks.match_indices(" <").map(|(i, _)| i + 1).collect();
    starts.push(marks.len());
    for pair in starts.windows(2) {
        let &[start, end] = pair else { continue };
        let element = marks.get(start..end).unwrap_or("");
        let mut words = element.split(' ').filter(|w| !w.is_empty());
        let path = marks.get(..end).unwrap_or(marks);
        if words.clone().any(|word| pieces(word).any(|p| PAGE.contains(&p)) || PAGE.contains(&word)) {
            out.push((path, "a part of the page beside the article", PAGE_SHARE));
        } else if let Some(reason) = words.find_map(named) {
            out.push((path, reason, SHARE));
        }
    }
    out
}

fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split(['-', '_', ':', '.', '/']).filter(|p| !p.is_empty())
}

fn named(word: &str) -> Option<&'static str> {
    NAMES
        .iter()
        .find(|(_, names)| pieces(word).any(|p| names.contains(&p)) || names.contains(&word))
        .map(|(reason, _)| *reason)
}
