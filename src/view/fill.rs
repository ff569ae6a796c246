//! A body becomes the parts of a page: links get addresses, citations their marks and notes, component calls their views.

use std::collections::HashMap;

use super::ctx::Ctx;
use super::notes::Subject;
use super::parts::*;
use super::{component, lists};
use crate::doc::body::{Body, Fragment, HoleKind};
use crate::kb::{AutoLink, Sym};
use crate::text;

/// A piece of a body: HTML, or a component that is rendered later.
#[derive(Clone, Debug)]
pub enum Part {
    Html(String),
    Component { name: String, args: Vec<(String, tera::Value)> },
}

/// Fills a body, with the links that nutgraf makes in it.
pub fn body(ctx: &Ctx, body: &Body, links: &[AutoLink]) -> Vec<Part> {
    let mut footnotes = HashMap::new();
    for (label, _, fragment) in &body.footnotes {
        footnotes.entry(label.as_str()).or_insert(fragment);
    }
    let mut out = Filler {
        ctx,
        footnotes: &footnotes,
        parts: Vec::new(),
        html: String::with_capacity(body.main.html.len() + body.main.html.len() / 4),
        fresh: Vec::new(),
        depth: Depth::Body,
    };
    out.fragment(&body.main, links);
    out.finish()
}

/// HTML that holds no components.
fn joined(parts: Vec<Part>) -> String {
    parts.into_iter().map(|p| if let Part::Html(html) = p { html } else { String::new() }).collect()
}

struct Filler<'a> {
    ctx: &'a Ctx<'a>,
    /// By label; of two with one label the first.
    footnotes: &'a HashMap<&'a str, &'a Fragment>,
    parts: Vec<Part>,
    html: String,
    /// Notes that appeared first in the block being filled.
    fresh: Vec<usize>,
    depth: Depth,
}

/// Whether the body is filled, or a footnote in it.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    Body,
    Footnote,
}

/// What happens at an offset, in the order in which it may.
enum Turn<'a> {
    End,
    Hole(&'a HoleKind),
    Start(Sym),
}

impl Filler<'_> {
    fn fragment(&mut self, fragment: &Fragment, links: &[AutoLink]) {
        let mut turns: Vec<(usize, u8, Turn)> = fragment.holes.iter().map(|h| (h.at, 1, Turn::Hole(&h.kind))).collect();
        for link in links {
            turns.push((link.html.start, 2, Turn::Start(link.to)));
            turns.push((link.html.end, 0, Turn::End));
        }
        turns.sort_by_key(|(at, order, _)| (*at, *order));
        let mut done = 0;
        for (at, _, turn) in turns {
            self.html.push_str(fragment.html.get(done..at).unwrap_or(""));
            done = at;
            match turn {
                Turn::Start(sym) => {
                    self.html.push_str(&format!("<a class=\"ref\" href=\"{}\">", text::escape(&self.ctx.url(sym))))
                }
                Turn::End => self.html.push_str("</a>"),
                Turn::Hole(kind) => self.hole(kind),
            }
        }
        self.html.push_str(fragment.html.get(done..).unwrap_or(""));
    }

    fn hole(&mut self, kind: &HoleKind) {
        let ctx = self.ctx;
        match kind {
            HoleKind::Link { id, fragment } => {
                let url = ctx.reader.sym(id).map(|s| ctx.url(s)).unwrap_or_default();
                let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
                self.html
                    .push_str(&format!("<a class=\"ref\" href=\"{}\">", text::escape(&format!("{url}{fragment}"))));
            }
            HoleKind::LinkEnd => self.html.push_str("</a>"),
            HoleKind::Name { id } => {
                let name = ctx.reader.sym(id).map_or_else(|| id.clone(), |s| ctx.reader.head(s).name().into_owned());
                self.html.push_str(&text::escape(&name));
            }
            HoleKind::File { path } => self.html.push_str(&text::escape(&ctx.to(&address(path)))),
            HoleKind::NotesStart => {
                self.fresh.clear();
                self.html.push_str("<div class=\"noted\">");
            }
            HoleKind::NotesEnd => {
                let fresh = std::mem::take(&mut self.fresh);
                if !fresh.is_empty() {
                    self.html.push_str(&format!(
                        "<div class=\"notes\" role=\"note\" aria-label=\"{}\">",
                        text::escape(&ctx.say("notes"))
                    ));
                    let notes: Vec<Note> = {
                        let all = ctx.notes.borrow();
                        fresh.iter().filter_map(|n| all.list.get(n - 1).cloned()).collect()
                    };
                    for note in notes {
                        self.component("note", vec![("view".into(), lists::value(&note))]);
                    }
                    self.html.push_str("</div>");
                }
                self.html.push_str("</div>\n");
            }
            HoleKind::Cite { id, detail } => {
                let Some(sym) = ctx.reader.sym(id) else { return };
                let mark = ctx.mark_record(sym, detail.as_deref());
                self.mark(mark);
            }
            HoleKind::Footnote { label } => {
                // A footnote inside a footnote could go round in circles; its mark is left out.
                let found = self.footnotes.get(label.as_str()).filter(|_| self.depth == Depth::Body);
                let Some(fragment) = found.copied() else { return };
                let mark = ctx.mark(Subject::Footnote(label.clone()), || {
                    let mut inner = Filler {
                        ctx,
                        footnotes: self.footnotes,
                        parts: Vec::new(),
                        html: String::new(),
                        fresh: Vec::new(),
                        depth: Depth::Footnote,
                    };
                    inner.fragment(fragment, &[]);
                    Some(Note { html: Some(Html::new(&joined(inner.finish()))), ..Note::plain(false) })
                });
                self.mark(mark);
            }
            HoleKind::Component { name, args } => match component::view(ctx, name, args) {
                Some(view) => self.component(name, vec![("view".into(), view)]),
                None => {
                    let args = args.iter().map(|(k, v)| (k.clone(), component::literal(v))).collect();
                    self.component(name, args);
                }
            },
        }
    }

    fn mark(&mut self, mark: Option<Mark>) {
        let Some(mark) = mark else { return };
        // A number that a key point took has its note beside the first block of the body that has the mark, too.
        if self.ctx.notes.borrow_mut().shown.insert(mark.n) {
            self.fresh.push(mark.n);
        }
        let class = if mark.doubt { "mark doubt" } else { "mark" };
        let id = mark.id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
        let (label, n) = (text::escape(&mark.label), mark.n);
        self.html.push_str(&format!("<a class=\"{class}\"{id} href=\"#note-{n}\" aria-label=\"{label}\">{n}</a>"));
    }

    fn component(&mut self, name: &str, args: Vec<(String, tera::Value)>) {
        let html = std::mem::take(&mut self.html);
        self.parts.push(Part::Html(html));
        self.parts.push(Part::Component { name: name.to_string(), args });
    }

    fn finish(mut self) -> Vec<Part> {
        self.parts.push(Part::Html(std::mem::take(&mut self.html)));
        self.parts
    }
}

/// The address of a file of the project, from the site's root: its path with what an address cannot hold written as
/// `%20` and the like.
pub fn address(path: &str) -> String {
    let mut out = String::new();
    for b in published(path).bytes() {
        match b {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(b as char),
            b if b.is_ascii_alphanumeric() => out.push(b as char),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

/// Where a file of the project lies in the output.
pub fn published(path: &str) -> String {
    path.strip_prefix("static/").or_else(|| path.strip_prefix("content/")).unwrap_or(path).to_string()
}
