//! One form of an article behind all inputs: its head as the page states it, its body, and what was taken out.

use crate::diag::Diag;
use crate::text::html::{Block, Kind};

/// An article.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub title: Option<String>,
    pub dek: Option<String>,
    /// Names alone, without "By", offices and addresses.
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    /// An ISO day, only where the markup states one.
    pub published: Option<String>,
    /// An ISO day, where it differs from the first.
    pub updated: Option<String>,
    pub url: Option<String>,
    /// The language as the page gives it: `en`, `ur`, `de-AT`.
    pub lang: Option<String>,
    pub is_rtl: bool,
    /// The article type of its structured data that says most, as it stands there: `OpinionNewsArticle`.
    pub kind_hint: Option<String>,
    pub image: Option<Image>,
    pub tags: Vec<String>,
    pub body: Vec<Part>,
    /// The text of the whole page, as [`crate::text::html::text`] gives it.
    pub whole: String,
    /// The captions of its pictures.
    pub captions: Vec<String>,
    /// Text that was taken for no part of the article, and why.
    pub removed: Vec<(String, &'static str)>,
    /// Warnings on how it was read.
    pub notes: Vec<Diag>,
}

/// The picture that the page names as the article's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Absolute.
    pub url: String,
    pub alt: Option<String>,
}

/// A block of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub block: Block,
    /// The block of the whole page's text that is this text or holds it, from 1; none where the page does not show it.
    pub at: Option<usize>,
}

impl Page {
    /// The body as plain text, an empty line between blocks.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for part in &self.body {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&part.block.text);
        }
        out
    }

    /// The body as Markdown.
    pub fn markdown(&self) -> String {
        let blocks: Vec<&Block> = self.body.iter().map(|p| &p.block).collect();
        markdown(&blocks)
    }
}

/// Blocks as Markdown: lists, quotations, tables and code in their own signs. No heading is above the second level,
/// since the title is the first.
pub fn markdown(blocks: &[&Block]) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for (i, block) in blocks.iter().enumerate() {
        let same = before.is_some_and(|b| std::mem::discriminant(&b.kind) == std::mem::discriminant(&block.kind));
        let goes_on = same && !block.opens;
        match block.kind {
            Kind::Item { ordered, depth } => {
                let indent = "    ".repeat(usize::from(depth.clamp(1, 6)) - 1);
                out.push_str(if same && block.opens {
                    "\n"
                } else if before.is_some() {
                    "\n\n"
                } else {
                    ""
                });
                let lines = block.markdown.replace('\n', &format!("\n{indent}    "));
                let sign = match (goes_on, ordered) {
                    (true, _) => "    ",
                    (false, true) => "1.  ",
                    (false, false) => "-   ",
                };
                out.push_str(&format!("{indent}{sign}{lines}"));
            }
            Kind::Quote => {
                out.push_str(match (before.is_some(), goes_on) {
                    (false, _) => "",
                    (true, true) => "\n>\n",
                    (true, false) => "\n\n",
                });
                out.push_str(&format!("> {}", block.markdown.replace('\n', "\n> ")));
            }
            Kind::Row => row(&mut out, blocks, i, before),
            _ => {
                if before.is_some() {
                    out.push_str("\n\n");
                }
                match block.kind {
                    Kind::Heading(level) => {
                        out.push_str(&"#".repeat(usize::from(level.clamp(2, 6))));
                        out.push(' ');
                        out.push_str(&block.markdown);
                    }
                    Kind::Code => {
                        let ticks = longest_run(&block.text, '`').max(2) + 1;
                        let fence = "`".repeat(ticks);
                        out.push_str(&format!("{fence}\n{}\n{fence}", block.text));
                    }
                    _ => out.push_str(&block.markdown),
                }
            }
        }
        before = Some(block);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// A row: rows of as many cells in a line are a table, one alone is a line of text.
fn row(out: &mut String, blocks: &[&Block], i: usize, before: Option<&Block>) {
    let Some(block) = blocks.get(i) else { return };
    let is_like = |other: Option<&&Block>| {
        other.is_some_and(|b| b.kind == Kind::Row && b.cells == block.cells && block.cells > 1)
    };
    let above = i.checked_sub(1).and_then(|i| blocks.get(i));
    if is_like(above) && !block.opens {
        out.push_str(&format!("\n| {} |", block.markdown));
        return;
    }
    if before.is_some() {
        out.push_str("\n\n");
    }
    let next = blocks.get(i + 1);
    if is_like(next) && next.is_some_and(|b| !b.opens) {
        let rule = "---|".repeat(block.cells);
        out.push_str(&format!("| {} |\n|{rule}", block.markdown));
    } else {
        out.push_str(&block.markdown);
    }
}

fn longest_run(text: &str, sign: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == sign { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Finds each block in the text of the whole page, in the page's order where it can be.
pub fn place(body: Vec<Block>, whole: &[Block]) -> Vec<Part> {
    use std::collections::HashMap;
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, block) in whole.iter().enumerate() {
        places.entry(block.text.as_str()).or_default().push(i);
    }
    let (mut last, mut searched) = (0, 0);
    body.into_iter()
        .map(|block| {
            let same = places.get(block.text.as_str()).and_then(|at| {
                let next = at.partition_point(|i| *i < last);
                at.get(next).or_else(|| at.first()).copied()
            });
            // Line ends may have been taken another way: then it is part of a block.
            let at = same.or_else(|| {
                searched += 1;
                let holds = |b: &Block| searched <= SEARCHED && b.text.contains(block.text.as_str());
                let after = whole.iter().skip(last).position(holds).map(|i| i + last);
                after.or_else(|| whole.iter().position(holds))
            });
            if let Some(i) = at.filter(|i| *i >= last) {
                last = i + usize::from(same.is_some());
            }
            Part { block, at: at.map(|i| i + 1) }
        })
        .collect()
}

/// So many blocks that stand nowhere as they are may be searched for inside others.
const SEARCHED: usize = 200;
