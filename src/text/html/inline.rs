//! The inside of one block: pieces of text with their style, as plain text and as Markdown.

use pulldown_cmark::{Event, Options, Parser};

/// How a piece of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub strong: bool,
    pub em: bool,
    pub code: bool,
    /// The number of the address it links to.
    pub link: Option<usize>,
}

impl Style {
    /// What two neighbours have in common: the style of the space between them.
    pub fn and(self, other: Style) -> Style {
        Style {
            strong: self.strong && other.strong,
            em: self.em && other.em,
            code: self.code && other.code,
            link: self.link.filter(|_| self.link == other.link),
        }
    }
}

/// A stretch of the block's text.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub start: usize,
    pub end: usize,
    pub style: Style,
}

/// Stands between the cells of a row while it is read.
pub const CELL: char = '\u{1}';

/// The options that bodies are read with.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_OLD_FOOTNOTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Text with every sign escaped that Markdown, HTML or a component would take for its own.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    escape_into(text, true, &mut out);
    out
}

/// `begins`: whether it stands at the beginning of a line.
fn escape_into(text: &str, begins: bool, out: &mut String) {
    let mut chars = text.chars().peekable();
    let mut before: Option<char> = None;
    // Whether nothing, or nothing but digits, has been seen of this line.
    let (mut first, mut digits) = (begins, 0);
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        if c == '\n' {
            out.push_str("\\\n");
            (first, digits, before) = (true, 0, None);
            continue;
        }
        if c == CELL {
            out.push_str(" | ");
            before = Some(' ');
            continue;
        }
        let sign = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '{' | '}' | '|' | '~' | '^' | '_' => true,
            '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
            // An address would become a link.
            ':' => first || (after == Some('/') && before.is_some_and(|c| c.is_ascii_alphabetic())),
            '#' | '+' | '-' | '=' => first,
            // "1." or "1)" at the beginning would be a list.
            '.' | ')' => (1..=9).contains(&digits),
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(c);
        digits = if (first || digits > 0) && c.is_ascii_digit() { digits + 1 } else { 0 };
        first = false;
        before = Some(c);
    }
}

/// The Markdown of a block. Where its styles cannot be written so that the same characters come out, they are left off.
pub fn markdown(text: &str, runs: &[Run], links: &[String]) -> String {
    if runs.iter().all(|r| r.style == Style::default()) {
        return escape(text);
    }
    let made = styled(text, runs, links);
    if rendered(&made).is_some_and(|seen| seen == text.replace(CELL, " | ")) {
        return made;
    }
    // Links alone are safer than marks that depend on their neighbours.
    let bare: Vec<Run> =
        runs.iter().map(|r| Run { style: Style { link: r.style.link, ..Style::default() }, ..*r }).collect();
    let made = styled(text, &bare, links);
    if rendered(&made).is_some_and(|seen| seen == text.replace(CELL, " | ")) { made } else { escape(text) }
}

/// Marks that are open, outermost first: the link, strong, emphasis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Link(usize),
    Strong,
    Em,
}

fn marks(style: Style, links: &[String]) -> Vec<Mark> {
    let mut out = Vec::new();
    if let Some(n) = style.link.filter(|n| links.get(*n).is_some_and(|l| !l.is_empty())) {
        out.push(Mark::Link(n));
    }
    if style.strong {
        out.push(Mark::Strong);
    }
    if style.em {
        out.push(Mark::Em);
    }
    out
}

fn styled(text: &str, runs: &[Run], links: &[String]) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut open: Vec<Mark> = Vec::new();
    for run in runs {
        let piece = text.get(run.start..run.end).unwrap_or("");
        if piece.is_empty() {
            continue;
        }
        let wanted = marks(run.style, links);
        let same = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        close(&mut open, same, links, &mut out);
        for mark in wanted.into_iter().skip(same) {
            match mark {
                Mark::Link(_) => {
                    // It would make an image of the link.
                    if out.ends_with('!') && !out.ends_with("\\!") {
                        out.pop();
                        out.push_str("\\!");
                    }
                    out.push('[');
                }
                Mark::Strong => out.push_str("**"),
                Mark::Em => out.push('_'),
            }
            open.push(mark);
        }
        let is_plain = !piece.contains(['`', '\n', '[', '{', '|', CELL]);
        if run.style.code && is_plain {
            out.push('`');
            out.push_str(piece);
            out.push('`');
        } else {
            escape_into(piece, run.start == 0 || text.get(..run.start).is_some_and(|t| t.ends_with('\n')), &mut out);
        }
    }
    close(&mut open, 0, links, &mut out);
    out
}

fn close(open: &mut Vec<Mark>, keep: usize, links: &[String], out: &mut String) {
    while open.len() > keep {
        match open.pop() {
            Some(Mark::Link(n)) => {
                out.push_str("](");
                out.push_str(links.get(n).map_or("", String::as_str));
                out.push(')');
            }
            Some(Mark::Strong) => out.push_str("**"),
            Some(Mark::Em) => out.push('_'),
            None => {}
        }
    }
}

/// What a reader would see of the Markdown; none if it is more than one paragraph.
pub fn rendered(markdown: &str) -> Option<String> {
    use pulldown_cmark::{Tag, TagEnd};
    let mut seen = String::new();
    let mut paragraphs = 0;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(t) | Event::Code(t) => seen.push_str(&t),
            Event::HardBreak => seen.push('\n'),
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::End(TagEnd::Paragraph | TagEnd::Link | TagEnd::Strong | TagEnd::Emphasis)
            | Event::Start(Tag::Link { .. } | Tag::Strong | Tag::Emphasis) => {}
            _ => return None,
        }
    }
    (paragraphs == 1).then_some(seen)
}
