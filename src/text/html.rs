//! HTML as a reader sees it: blocks of text in the order of the page, each as plain text and as inline Markdown.
//! Nothing here knows what an article is. The walk keeps its own stack, and a page that is nested without end is
//! flattened before it is parsed, so that no input can exhaust the machine's.

mod depth;
mod inline;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

use dom_query::Document;
use url::Url;

pub use depth::DEEPEST;
pub use walk::is_hidden;
/// What a block is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Paragraph,
    /// Its level, 1 to 6.
    Heading(u8),
    /// `depth` counts from 1.
    Item {
        ordered: bool,
        depth: u8,
    },
    Quote,
    /// Preformatted: its lines are kept, without the empty ones.
    Code,
    /// A row of a table: the cells stand between ` | `.
    Row,
    Caption,
}

/// A stretch of text that stands by itself. It holds no empty line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: Kind,
    /// What a reader sees: white space folded to single spaces, `<br>` as a line end, otherwise exact.
    pub text: String,
    /// The same as inline Markdown that renders to the same characters: links, emphasis and code; whatever else could
    /// be a sign is escaped.
    pub markdown: String,
    /// Characters of `text` inside links.
    pub link_chars: usize,
    /// Whether it opens its list item or quotation, and does not go on with the one above.
    pub opens: bool,
    /// The cells of a row; otherwise 1.
    pub cells: usize,
    /// Whether a row holds headings of its columns only.
    pub is_head: bool,
    /// Where it stands: the tags, classes, ids and roles of the block elements around it, lower case, outermost
    /// first, tags as `<p>`, each between spaces.
    pub marks: Arc<str>,
}

impl Block {
    /// A paragraph of plain text.
    pub fn plain(text: &str) -> Block {
        Block {
            kind: Kind::Paragraph,
            text: text.to_string(),
            markdown: escape(text),
            link_chars: 0,
            opens: true,
            cells: 1,
            is_head: false,
            marks: Arc::from(""),
        }
    }

    /// How many words it has, white space between them.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// A parsed page.
pub struct Parsed {
    pub document: Document,
    /// Its markup was beyond measure, deeper than [`DEEPEST`] for instance: only its text is left.
    pub flattened: bool,
    /// What relative links are resolved against: `<base>`, else the page's own address where it states one.
    pub base: Option<Url>,
}

/// Parses a page, flattened first where it is nested beyond measure.
pub fn parse(html: &str) -> Parsed {
    let html = html.trim_start_matches('\u{feff}');
    let (flat, flattened) = depth::flatten(html);
    let document = Document::from(flat.as_ref());
    let base = base(&document);
    Parsed { document, flattened, base }
}

/// All visible text of a page. Scripts, styles, templates and what is hidden are left out.
pub fn blocks(html: &str) -> Vec<Block> {
    of(&parse(html))
}

/// The same for a page that is parsed already.
pub fn of(parsed: &Parsed) -> Vec<Block> {
    walk::blocks(parsed.document.root(), parsed.base.as_ref())
}

/// The blocks of a piece of HTML, with links resolved against `base`.
pub fn of_fragment(html: &str, base: Option<&Url>) -> Vec<Block> {
    let (flat, _) = depth::flatten(html);
    let document = Document::fragment(flat.as_ref());
    walk::blocks(document.root(), base)
}

/// The text that quotes from a page are proven against: its blocks, with an empty line between them. Block N of this
/// text is block N of [`blocks`].
pub fn text(html: &str) -> String {
    join(&blocks(html))
}

/// The texts of blocks with an empty line between them.
pub fn join(blocks: &[Block]) -> String {
    let mut out = String::with_capacity(blocks.iter().map(|b| b.text.len() + 2).sum());
    for block in blocks {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&block.text);
    }
    out
}

/// Plain text as Markdown that renders to the same characters.
pub fn escape(text: &str) -> String {
    inline::escape(text)
}

fn base(document: &Document) -> Option<Url> {
    for (css, attribute) in [
        ("base[href]", "href"),
        ("link[rel='canonical'][href]", "href"),
        ("meta[property='og:url'][content]", "content"),
    ] {
        let found = document.select_single(css);
        let url = found.attr(attribute).and_then(|a| Url::parse(a.trim()).ok());
        if let Some(url) = url.filter(|u| matches!(u.scheme(), "http" | "https")) {
            return Some(url);
        }
    }
    None
}
