//! A Markdown body becomes one HTML string with its holes (what only the whole site can fill: links, citations,
//! components), its runs (text in which names may link by themselves) and its headings.
//! It knows no other file: whether a target exists is asked later.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::component::Literal;
use super::html;
use super::marks::cited;
use crate::diag::{Diag, Diags, Place};
use crate::text;

/// A parsed body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    pub main: Fragment,
    /// Ordinary footnotes in the order of their definitions.
    /// (label, where the definition stands in the file, text)
    pub footnotes: Vec<(String, usize, Fragment)>,
    pub headings: Vec<Heading>,
    /// Words of running text, for the reading time.
    pub words: usize,
}

impl Body {
    /// Whether it has nothing to show.
    pub fn is_empty(&self) -> bool {
        self.main.html.trim().is_empty() && self.main.holes.is_empty()
    }
}

/// HTML with places that are filled when the page is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    pub html: String,
    /// In the order of `at`.
    pub holes: Vec<Hole>,
    pub runs: Vec<Run>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hole {
    /// Byte offset in the HTML.
    pub at: usize,
    /// Where it stands in the file.
    pub span: Range<usize>,
    pub kind: HoleKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum HoleKind {
    /// `[[id]]`, or a relative link to `ID.md`; closed by [`HoleKind::LinkEnd`].
    Link {
        id: String,
        fragment: String,
    },
    LinkEnd,
    /// The name of a record, where the author gave no text.
    Name {
        id: String,
    },
    /// `[^id]`, `[^id: p4]`, `[^id: field]`
    Cite {
        id: String,
        detail: Option<String>,
    },
    /// A mark that this file defines.
    Footnote {
        label: String,
    },
    Component {
        name: String,
        args: Vec<(String, Literal)>,
    },
    /// Start and end of a block that cites, so that its notes can stand beside it.
    NotesStart,
    NotesEnd,
    /// The address of a file beside the content; stands inside an attribute.
    File {
        path: String,
    },
}

/// A stretch of HTML text in which names may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub html: Range<usize>,
    /// Counts headings: names link at their first mention in each.
    pub section: usize,
    /// False in headings, links, code and after `<!-- nolink -->`: counted as a mention, never linked.
    pub links: bool,
}

/// A paragraph, list item or cell: what a mention's sentence is cut from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub html: Range<usize>,
    pub section: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub id: String,
    pub text: String,
}

/// Parses the Markdown in `file[start..]` of the file at `path`.
pub fn parse(path: &Arc<str>, file: &str, start: usize) -> (Body, Diags) {
    let src = file.get(start..).unwrap_or("");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_OLD_FOOTNOTES
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    // A panic in the parser must name the file, not end the build.
    let events = || Parser::new_ext(src, options).into_offset_iter();
    catch_unwind(AssertUnwindSafe(|| write(path, src, start, events()))).unwrap_or_else(|_| {
        let diag = Diag::error("markdown", "the Markdown of this file cannot be read: its parser failed on it")
            .at(Place::new(path, start..start))
            .help("remove half of the text, build, and so find the passage");
        (Body::default(), vec![diag])
    })
}

/// Writes down what the parser finds.
fn write<'a>(
    path: &Arc<str>,
    src: &'a str,
    start: usize,
    mut events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
) -> (Body, Diags) {
    let mut writer = Writer {
        path,
        start,
        out: vec![Fragment { html: String::with_capacity(src.len() + src.len() / 8), ..Fragment::default() }],
        body: Body::default(),
        diags: Vec::new(),
        defined: definitions(src),
        open: Vec::new(),
        section: 0,
        heading: None,
        ids: HashMap::new(),
        links: Vec::new(),
        quiet: 0,
        nolink: NoLink::Off,
        table: None,
        inline: Vec::new(),
        alt: None,
    };
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Paragraph) = event {
            let text = src.get(range.clone()).unwrap_or("").trim();
            if text.starts_with("{{<") {
                writer.component(text, range);
                for (event, _) in events.by_ref() {
                    if event == Event::End(TagEnd::Paragraph) {
                        break;
                    }
                }
                continue;
            }
        }
        writer.event(event, range);
    }
    writer.finish()
}

/// The labels that the file may define as footnotes: some may turn out to be something else, code for instance.
fn definitions(src: &str) -> HashSet<String> {
    let ends = src.match_indices("]:").map(|(end, _)| end);
    let label = |end: usize| {
        // A label has 999 characters at most, by CommonMark.
        let before = src.get(src.floor_char_boundary(end.saturating_sub(4000))..end)?;
        before.get(before.rfind("[^")? + 2..)
    };
    ends.filter_map(label).map(String::from).collect()
}

/// How many words there are, divided by white space.
fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let is_space = |b: u8| matches!(b, b' ' | b'\t'..=b'\r');
    let starts = text.bytes().zip(text.bytes().skip(1)).filter(|(a, b)| is_space(*a) & !is_space(*b));
    starts.count() + usize::from(text.bytes().next().is_some_and(|b| !is_space(b)))
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum NoLink {
    Off,
    /// The comment was met; it holds for the next block.
    Next,
    Now,
}

/// An `<a>` that is being written.
pub(super) enum Open {
    Hole,
    /// A wiki link without text: the parser repeats its target as text, which is left out.
    Bare,
    Plain,
    /// Refused or replaced: no end tag.
    None,
}

/// A block that is being written: where it began, how often it cited, how many holes there were before it.
pub(super) struct Opened {
    pub(super) at: usize,
    pub(super) cites: usize,
    pub(super) holes: usize,
}

pub(super) struct Writer<'a> {
    pub(super) path: &'a Arc<str>,
    pub(super) start: usize,
    /// The last is written to: the body, or the footnote being defined.
    pub(super) out: Vec<Fragment>,
    pub(super) body: Body,
    pub(super) diags: Diags,
    pub(super) defined: HashSet<String>,
    pub(super) open: Vec<Opened>,
    pub(super) section: usize,
    /// Level, own anchor, and where it begins: in the HTML, and among the holes.
    pub(super) heading: Option<(HeadingLevel, Option<String>, usize, usize)>,
    pub(super) ids: HashMap<String, usize>,
    pub(super) links: Vec<Open>,
    /// Depth of what must not link: headings, links, code.
    pub(super) quiet: usize,
    pub(super) nolink: NoLink,
    pub(super) table: Option<(Vec<Alignment>, usize, bool)>,
    /// Inline HTML that waits for its end tag.
    pub(super) inline: Vec<String>,
    /// Text of an image, in place of output.
    pub(super) alt: Option<String>,
}

impl Writer<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        if let Some(alt) = &mut self.alt {
            match event {
                Event::Text(t) | Event::Code(t) => alt.push_str(&t),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                Event::End(TagEnd::Image) => {
                    let alt = self.alt.take().unwrap_or_default();
                    if alt.trim().is_empty() {
                        let diag =
                            Diag::warning("image-alt", "an image without a description").at(self.place(&range)).help(
                                "write what it shows between the brackets: ![a pipeline under construction](pipe.jpg)",
                            );
                        self.diags.push(diag);
                    }
                    self.push(&text::escape(&alt));
                    self.push("\">");
                }
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(t) => self.text(&t),
            Event::Code(t) => {
                let code = format!("<code>{}</code>", text::escape(&t));
                self.push(&code);
            }
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.push("<br>\n"),
            Event::Rule => self.push("<hr>\n"),
            Event::Html(t) => self.html_block(&t, range),
            Event::InlineHtml(t) => self.html_inline(&t, range),
            Event::FootnoteReference(label) => self.cite(&label, range),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start_tag(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.open_block();
                self.push("<p>");
                self.begin();
            }
            Tag::Heading { level, id, .. } => {
                self.section += 1;
                self.quiet += 1;
                self.begin();
                let holes = self.out.last().map_or(0, |o| o.holes.len());
                self.heading = Some((level, id.map(|i| i.to_string()), self.at(), holes));
            }
            Tag::BlockQuote(_) => {
                self.open_block();
                self.push("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => {
                self.open_block();
                self.quiet += 1;
                let class = match &kind {
                    CodeBlockKind::Fenced(lang) if !lang.is_empty() => {
                        format!(" class=\"language-{}\"", text::escape(lang.split_whitespace().next().unwrap_or("")))
                    }
                    _ => String::new(),
                };
                self.push(&format!("<pre><code{class}>"));
            }
            Tag::List(first) => {
                self.open_block();
                match first {
                    None => self.push("<ul>\n"),
                    Some(1) => self.push("<ol>\n"),
                    Some(n) => self.push(&format!("<ol start=\"{n}\">\n")),
                }
            }
            Tag::Item => {
                self.push("<li>");
                self.begin();
            }
            Tag::FootnoteDefinition(label) => {
                // Whether the name is a record's id is asked when all records are known.
                self.out.push(Fragment::default());
                self.body.footnotes.push((label.to_string(), range.start + self.start, Fragment::default()));
                self.open.push(Opened { at: 0, cites: 0, holes: 0 });
            }
            Tag::Table(alignments) => {
                self.open_block();
                self.table = Some((alignments, 0, true));
                self.push("<div class=\"scroll\" role=\"group\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => self.push("<thead><tr>"),
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.1 = 0;
                }
                self.push("<tr>");
            }
            Tag::TableCell => {
                let (class, head) = match &self.table {
                    Some((align, n, head)) => (
                        match align.get(*n) {
                            Some(Alignment::Right) => " class=\"end\"",
                            Some(Alignment::Center) => " class=\"middle\"",
                            _ => "",
                        },
                        *head,
                    ),
                    None => ("", false),
                };
                self.push(&if head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") });
                self.begin();
            }
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title, range),
            Tag::Image { link_type, dest_url, .. } => self.image(link_type, &dest_url, range),
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.end_inline();
                self.push("</p>\n");
                self.close_block();
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => {
                self.push("</blockquote>\n");
                self.close_block();
            }
            TagEnd::CodeBlock => {
                self.quiet -= 1;
                self.push("</code></pre>\n");
                self.close_block();
            }
            TagEnd::List(ordered) => {
                self.push(if ordered { "</ol>\n" } else { "</ul>\n" });
                self.close_block();
            }
            TagEnd::Item => {
                self.end_inline();
                self.push("</li>\n");
            }
            TagEnd::FootnoteDefinition => {
                self.open.pop();
                if self.out.len() > 1
                    && let (Some(done), Some(last)) = (self.out.pop(), self.body.footnotes.last_mut())
                {
                    last.2 = done;
                }
            }
            TagEnd::Table => {
                self.table = None;
                self.push("</tbody></table></div>\n");
                self.close_block();
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.2 = false;
                }
                self.push("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                self.end_inline();
                let head = self.table.as_ref().is_some_and(|t| t.2);
                if let Some(table) = &mut self.table {
                    table.1 += 1;
                }
                self.push(if head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Link => match self.links.pop() {
                Some(Open::Hole | Open::Bare) => {
                    self.quiet -= 1;
                    self.hole(HoleKind::LinkEnd, 0..0);
                }
                Some(Open::Plain) => {
                    self.quiet -= 1;
                    self.push("</a>");
                }
                Some(Open::None) => self.quiet -= 1,
                None => {}
            },
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let Some((level, id, at, holes)) = self.heading.take() else { return };
        self.quiet = self.quiet.saturating_sub(1);
        // One h1 a page, and it is the title.
        let level = (level as u8).max(2);
        let words = match self.out.last() {
            Some(out) => html::plain(out.html.get(at..).unwrap_or("")),
            None => String::new(),
        };
        let mut anchor = id.map(|i| html::anchor(&i)).unwrap_or_else(|| html::anchor(&words));
        if anchor.is_empty() {
            anchor = "section".into();
        }
        if html::is_taken(&anchor) {
            anchor.push_str("-section");
        }
        let stem = anchor.clone();
        while self.ids.contains_key(&anchor) {
            // Counted on from the last of this name: thousands of equal heads are no slower than others.
            let n = self.ids.entry(stem.clone()).or_insert(1);
            *n += 1;
            anchor = format!("{stem}-{n}");
        }
        self.ids.insert(anchor.clone(), 1);
        let tag = format!("<h{level} id=\"{}\">", text::escape(&anchor));
        self.insert(at, holes, &tag);
        self.push(&format!("</h{level}>\n"));
        self.body.headings.push(Heading { level, id: anchor, text: words });
    }

    /// Puts text before what was written from `at` on, and moves what points behind it. What ended or stood just
    /// before, a component say, stays where it is: only holes from the one numbered `holes` on are moved.
    fn insert(&mut self, at: usize, holes: usize, what: &str) {
        let Some(out) = self.out.last_mut() else { return };
        out.html.insert_str(at, what);
        for hole in out.holes.iter_mut().skip(holes) {
            hole.at += what.len();
        }
        for run in out.runs.iter_mut().filter(|r| r.html.start >= at) {
            run.html = run.html.start + what.len()..run.html.end + what.len();
        }
        if let Some(block) = out.blocks.last_mut().filter(|b| b.html.start >= at) {
            block.html = block.html.start + what.len()..block.html.end + what.len();
        }
    }

    fn text(&mut self, t: &str) {
        if let Some(Open::Bare) = self.links.last() {
            return;
        }
        let (quiet, nolink, section) = (self.quiet > 0, self.nolink == NoLink::Now, self.section);
        let code = self.out.last().is_some_and(|o| o.html.ends_with("<pre><code>"));
        self.body.words += words(t);
        let Some(out) = self.out.last_mut() else { return };
        let start = out.html.len();
        text::escape_into(t, &mut out.html);
        let end = out.html.len();
        if code {
            return;
        }
        match out.runs.last_mut() {
            Some(run) if run.html.end == start && run.section == section && run.links != (quiet || nolink) => {
                run.html.end = end;
            }
            _ => out.runs.push(Run { html: start..end, section, links: !(quiet || nolink) }),
        }
        if let Some(block) = out.blocks.last_mut() {
            block.html.end = end;
        }
    }

    fn open_block(&mut self) {
        if self.open.is_empty() {
            self.nolink = match self.nolink {
                NoLink::Next => NoLink::Now,
                _ => NoLink::Off,
            };
        }
        let holes = self.out.last().map_or(0, |o| o.holes.len());
        self.open.push(Opened { at: self.at(), cites: 0, holes });
    }

    fn close_block(&mut self) {
        let Some(Opened { at, cites, holes }) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(outer) => outer.cites += cites,
            None if cites > 0 => {
                let end = self.at();
                if let Some(out) = self.out.last_mut() {
                    out.holes.insert(holes.min(out.holes.len()), Hole { at, span: 0..0, kind: HoleKind::NotesStart });
                    out.holes.push(Hole { at: end, span: 0..0, kind: HoleKind::NotesEnd });
                }
            }
            None => {}
        }
    }

    /// A new stretch of sentences begins here.
    fn begin(&mut self) {
        let (at, section) = (self.at(), self.section);
        if let Some(out) = self.out.last_mut() {
            out.blocks.push(Block { html: at..at, section });
        }
    }

    pub(super) fn hole(&mut self, kind: HoleKind, range: Range<usize>) {
        let (at, start) = (self.at(), self.start);
        if let Some(out) = self.out.last_mut() {
            out.holes.push(Hole { at, span: range.start + start..range.end + start, kind });
        }
    }

    pub(super) fn at(&self) -> usize {
        self.out.last().map_or(0, |o| o.html.len())
    }

    pub(super) fn push(&mut self, s: &str) {
        if let Some(out) = self.out.last_mut() {
            out.html.push_str(s);
        }
    }

    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place::new(self.path, range.start + self.start..range.end + self.start)
    }

    fn finish(mut self) -> (Body, Diags) {
        self.body.main = self.out.drain(..).next().unwrap_or_default();
        // What looked like a definition and was none is no footnote.
        let Body { main, footnotes, .. } = &mut self.body;
        let known: HashSet<String> = footnotes.iter().map(|(label, ..)| label.clone()).collect();
        for hole in main.holes.iter_mut().chain(footnotes.iter_mut().flat_map(|(_, _, f)| &mut f.holes)) {
            if let HoleKind::Footnote { label } = &hole.kind
                && !known.contains(label)
            {
                hole.kind = cited(label);
            }
        }
        // What was taken in reserve would be held for as long as the site is.
        let Fragment { html, holes, runs, blocks } = &mut self.body.main;
        html.shrink_to_fit();
        holes.shrink_to_fit();
        runs.shrink_to_fit();
        blocks.shrink_to_fit();
        (self.body, self.diags)
    }
}
