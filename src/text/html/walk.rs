//! The walk over a parsed page, with a stack of its own.

use std::sync::Arc;

use dom_query::{NodeData, NodeRef};
use url::Url;

use super::inline::{self, CELL, Run, Style};
use super::{Block, Kind};

/// What holds inside an element.
#[derive(Clone)]
struct Inside {
    kind: Kind,
    style: Style,
    depth: u8,
    pre: bool,
    /// Inside a row of a table of data.
    row: bool,
    is_block: bool,
    /// The row itself.
    is_row: bool,
    /// Inside `<q>`: the mark that closes it.
    is_quoted: bool,
    marks: Arc<str>,
}

#[derive(Default)]
struct Builder {
    out: Vec<Block>,
    links: Vec<String>,
    text: String,
    runs: Vec<Run>,
    /// White space that is written if more text follows.
    pad: usize,
    breaks: usize,
    link_chars: usize,
    kind: Option<(Kind, Arc<str>)>,
    /// A list item or quotation has begun, and no block of it yet.
    opens: bool,
    cells: usize,
    heads: usize,
}

const SKIPPED: [&str; 28] = [
    "head", "script", "style", "template", "noscript", "title", "meta", "link", "iframe", "object", "embed", "svg",
    "math", "audio", "video", "canvas", "select", "datalist", "textarea", "input", "map", "progress", "meter", "rp",
    "frameset", "noframes", "applet", "rt",
];

const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "optgroup",
];
/// Parts of a table, which are blocks where the table only lays out the page.
const CELLS: [&str; 5] = ["td", "th", "tbody", "thead", "tfoot"];

/// Marks of an element's surroundings are kept up to this length.
const MARKS: usize = 600;

/// The blocks inside a node.
pub fn blocks(root: NodeRef<'_>, base: Option<&Url>) -> Vec<Block> {
    let mut builder = Builder { opens: true, ..Builder::default() };
    let plain = Inside {
        kind: Kind::Paragraph,
        style: Style::default(),
        depth: 0,
        pre: false,
        row: false,
        is_block: false,
        is_row: false,
        is_quoted: false,
        marks: Arc::from(" "),
    };
    let mut stack = vec![plain];
    let mut node = root.first_child();
    while let Some(here) = node {
        let down = match stack.last() {
            Some(around) => enter(&mut builder, here, around, base),
            None => None,
        };
        let child = if down.is_some() { here.first_child() } else { None };
        if let Some(inside) = down {
            if child.is_some() {
                stack.push(inside);
                node = child;
                continue;
            }
            leave(&mut builder, &inside);
        }
        // On to the next node, out of all elements that end here.
        let mut up = here;
        node = loop {
            if let Some(next) = up.next_sibling() {
                break Some(next);
            }
            match up.parent() {
                Some(parent) if parent.id != root.id => {
                    if let Some(inside) = stack.pop() {
                        leave(&mut builder, &inside);
                    }
                    up = parent;
                }
                _ => break None,
            }
        };
    }
    builder.flush();
    builder.out
}

/// Takes a node in; what holds inside it if the walk is to go there.
fn enter(builder: &mut Builder, node: NodeRef<'_>, around: &Inside, base: Option<&Url>) -> Option<Inside> {
    let data = node.query(|n| match &n.data {
        NodeData::Text { contents } => Some(Err(contents.to_string())),
        NodeData::Element(e) => Some(Ok(e.name.local.to_string())),
        NodeData::Document | NodeData::Fragment => Some(Ok(String::new())),
        _ => None,
    });
    let name = match data.flatten()? {
        Err(text) => {
            builder.push(&text, around);
            return None;
        }
        Ok(name) => name,
    };
    let name = name.as_str();
    match name {
        "br" => {
            builder.line(around);
            return None;
        }
        "wbr" => return None,
        _ if SKIPPED.contains(&name) => return None,
        _ if is_hidden(&node, name) => return None,
        _ => {}
    }
    let mut inside = around.clone();
    inside.is_block = false;
    inside.is_row = false;
    inside.is_quoted = false;
    match name {
        "a" => {
            let address = node.attr("href").and_then(|href| address(&href, base));
            builder.links.push(address.unwrap_or_default());
            inside.style.link = Some(builder.links.len() - 1);
        }
        "b" | "strong" => inside.style.strong = true,
        "i" | "em" => inside.style.em = true,
        "code" | "kbd" | "samp" | "tt" if !around.pre => inside.style.code = true,
        "q" => {
            builder.push("“", around);
            inside.is_quoted = true;
        }
        _ => {}
    }
    if around.row {
        match name {
            "td" | "th" => builder.cell(name == "th", around),
            _ if BLOCKS.contains(&name) => {
                builder.pad = 1;
                inside.is_block = true;
            }
            _ => {}
        }
        return Some(inside);
    }
    if !BLOCKS.contains(&name) && !CELLS.contains(&name) {
        return Some(inside);
    }
    builder.flush();
    inside.is_block = true;
    inside.marks = marks(&node, name, &around.marks);
    let kind = match name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "li" => {
            builder.opens = true;
            let ordered = node.parent().is_some_and(|p| p.has_name("ol"));
            Kind::Item { ordered, depth: around.depth.max(1) }
        }
        "ul" | "ol" | "menu" | "dir" => {
            inside.depth = around.depth.saturating_add(1);
            around.kind
        }
        "blockquote" => {
            builder.opens = true;
            Kind::Quote
        }
        "pre" => {
            inside.pre = true;
            Kind::Code
        }
        "figcaption" | "caption" => Kind::Caption,
        "tr" if is_row(&node) => {
            inside.row = true;
            inside.is_row = true;
            Kind::Row
        }
        "table" => {
            builder.opens = true;
            Kind::Paragraph
        }
        _ => around.kind,
    };
    // A heading inside a heading, or a quotation in a list, keeps the outer kind only where it says more.
    inside.kind = match (around.kind, kind) {
        (Kind::Heading(_) | Kind::Caption | Kind::Code, Kind::Paragraph | Kind::Quote) => around.kind,
        (_, kind) => kind,
    };
    Some(inside)
}

fn leave(builder: &mut Builder, inside: &Inside) {
    if inside.is_quoted {
        builder.push("”", inside);
    }
    if inside.is_row || (inside.is_block && !inside.row) {
        builder.flush();
    } else if inside.is_block {
        builder.pad = 1;
    }
}

impl Builder {
    fn push(&mut self, text: &str, around: &Inside) {
        for c in text.chars() {
            if c == '\n' && around.pre {
                self.breaks = usize::from(!self.text.is_empty());
                self.pad = 0;
            } else if c.is_whitespace() {
                self.pad = if around.pre { self.pad + 1 } else { 1 };
            } else if !c.is_control() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
                self.letter(c, around);
            }
        }
    }

    fn letter(&mut self, c: char, around: &Inside) {
        let mut style = around.style;
        if around.pre {
            style = Style::default();
        }
        let mut pad = std::mem::take(&mut self.pad);
        if self.kind.is_none() {
            self.kind = Some((around.kind, around.marks.clone()));
        }
        if self.text.is_empty() {
            pad = 0;
        } else if std::mem::take(&mut self.breaks) > 0 {
            self.add('\n', style.and(self.last()));
            pad = if around.pre { pad } else { 0 };
        } else if self.text.ends_with(CELL) {
            pad = 0;
        }
        for _ in 0..pad {
            self.add(' ', style.and(self.last()));
        }
        self.breaks = 0;
        self.add(c, style);
    }

    fn last(&self) -> Style {
        self.runs.last().map(|r| r.style).unwrap_or_default()
    }

    fn add(&mut self, c: char, style: Style) {
        let start = self.text.len();
        self.link_chars += usize::from(style.link.is_some());
        self.text.push(c);
        let end = self.text.len();
        match self.runs.last_mut().filter(|r| r.style == style) {
            Some(run) => run.end = end,
            None => self.runs.push(Run { start, end, style }),
        }
    }

    /// `<br>`: a new line, and the second one in a row a new block.
    fn line(&mut self, around: &Inside) {
        if around.row || matches!(around.kind, Kind::Heading(_)) {
            self.pad = 1;
        } else if self.breaks > 0 {
            self.flush();
        } else if !self.text.is_empty() {
            self.breaks = 1;
        }
    }

    fn cell(&mut self, is_head: bool, around: &Inside) {
        if self.kind.is_none() {
            self.kind = Some((around.kind, around.marks.clone()));
        }
        if self.cells > 0 {
            self.pad = 0;
            self.breaks = 0;
            self.add(CELL, Style::default());
        }
        self.cells += 1;
        self.heads += usize::from(is_head);
        self.pad = 0;
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let runs = std::mem::take(&mut self.runs);
        let kind = self.kind.take();
        let link_chars = std::mem::take(&mut self.link_chars);
        let (cells, heads) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.heads));
        self.pad = 0;
        self.breaks = 0;
        let Some((kind, marks)) = kind.filter(|_| text.chars().any(|c| c != CELL)) else { return };
        let markdown = inline::markdown(&text, &runs, &self.links);
        self.out.push(Block {
            kind,
            text: if cells > 1 { text.replace(CELL, " | ").trim().to_string() } else { text },
            markdown: markdown.trim().to_string(),
            link_chars,
            opens: std::mem::take(&mut self.opens),
            cells: cells.max(1),
            is_head: cells > 0 && heads == cells,
            marks,
        });
    }
}

/// An address that may be linked to, with nothing in it that Markdown would take for a sign.
fn address(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let url = match (Url::parse(href), base) {
        (Ok(url), _) => url,
        (Err(_), Some(base)) => base.join(href).ok()?,
        _ => return None,
    };
    if !matches!(url.scheme(), "http" | "https" | "mailto") {
        return None;
    }
    let mut out = String::with_capacity(url.as_str().len());
    for c in url.as_str().chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '\\' => out.push_str("%5C"),
            '^' => out.push_str("%5E"),
            '`' => out.push_str("%60"),
            ';' => out.push_str("%3B"),
            ' ' => out.push_str("%20"),
            _ => out.push(c),
        }
    }
    Some(out)
}

/// Whether an element is not shown, as far as its own markup tells.
pub fn is_hidden(node: &NodeRef<'_>, name: &str) -> bool {
    if matches!(name, "html" | "body") {
        return false;
    }
    if node.has_attr("hidden") || (name == "dialog" && !node.has_attr("open")) {
        return true;
    }
    if let Some(style) = node.attr("style") {
        let style: String = style.to_ascii_lowercase().split_whitespace().collect();
        if style.contains("display:none") || style.contains("visibility:hidden") {
            return true;
        }
    }
    // The usual names of text that is for the ear alone.
    let for_ear = ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-only"];
    node.attr("class").is_some_and(|class| class.split_ascii_whitespace().any(|c| for_ear.contains(&c)))
}

/// A row of a table of data: two cells or more with text in them, no table inside, and no cell with several blocks.
fn is_row(row: &NodeRef<'_>) -> bool {
    let mut cells = 0;
    for cell in row.children_it(false).filter(|c| c.has_name("td") || c.has_name("th")) {
        let (mut blocks, mut chars, mut seen) = (0, 0, 0);
        for node in cell.descendants_it() {
            seen += 1;
            if seen > 300 {
                return false;
            }
            if let Some(name) = node.node_name() {
                match name.as_ref() {
                    "table" | "form" | "blockquote" | "h1" | "h2" | "figure" | "article" | "section" => return false,
                    "p" | "li" | "h3" | "h4" => blocks += 1,
                    _ => {}
                }
            } else if node.is_text() {
                chars += node.text().trim().chars().count();
            }
        }
        if blocks > 6 || chars > 600 {
            return false;
        }
        cells += usize::from(chars > 0);
    }
    cells >= 2
}

fn marks(node: &NodeRef<'_>, name: &str, around: &Arc<str>) -> Arc<str> {
    let mut own = format!("<{name}> ");
    for attribute in ["class", "id", "itemprop", "role"] {
        if let Some(value) = node.attr(attribute) {
            let value: String = value.chars().take(160).collect();
            for word in value.split_ascii_whitespace() {
                own.push_str(&word.to_lowercase());
                own.push(' ');
            }
        }
    }
    if around.len() + own.len() > MARKS {
        // The outermost ones are left off.
        let from = around.len().min(around.len() + own.len() - MARKS);
        let from = around.match_indices(" <").map(|(i, _)| i).find(|i| *i >= from).unwrap_or(around.len());
        return Arc::from(format!("{}{own}", around.get(from..).filter(|a| !a.is_empty()).unwrap_or(" ")));
    }
    Arc::from(format!("{around}{own}"))
}
