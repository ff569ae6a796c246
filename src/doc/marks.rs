//! What a body's text holds besides words: links, images, citations, components, raw HTML.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::address::{self, Address};
use super::body::{HoleKind, NoLink, Open, Writer};
use super::component;
use super::raw;
use crate::diag::Diag;
use crate::text;

impl Writer<'_> {
    pub(super) fn link(&mut self, kind: LinkType, dest: &str, title: &str, range: Range<usize>) {
        self.quiet += 1;
        if let LinkType::WikiLink { has_pothole } = kind {
            // In a table cell `\|` leaves its backslash behind.
            let id = dest.split_whitespace().collect::<Vec<_>>().join(" ");
            let id = id.trim().trim_end_matches('\\').trim().to_string();
            self.hole(HoleKind::Link { id: id.clone(), fragment: String::new() }, range.clone());
            if has_pothole {
                self.links.push(Open::Hole);
            } else {
                self.hole(HoleKind::Name { id }, range);
                self.links.push(Open::Bare);
            }
            return;
        }
        let dest = if kind == LinkType::Email { format!("mailto:{dest}") } else { dest.to_string() };
        match address::of(self.path, &dest) {
            Address::Record { id, fragment } => {
                self.hole(HoleKind::Link { id, fragment }, range);
                self.links.push(Open::Hole);
            }
            Address::File(path) => {
                self.push("<a href=\"");
                self.hole(HoleKind::File { path }, range);
                self.push("\">");
                self.links.push(Open::Plain);
            }
            Address::Elsewhere => {
                let title =
                    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", text::escape(title)) };
                self.push(&format!("<a href=\"{}\"{title}>", text::escape(&dest)));
                self.links.push(Open::Plain);
            }
            Address::Refused(why) => {
                let diag = Diag::error("dangerous-link", format!("a link that is not allowed: {why}"))
                    .at(self.place(&range))
                    .help("link to http, https or mailto addresses, to a file of the project, or to a record: [[id]]");
                self.diags.push(diag);
                self.links.push(Open::None);
            }
        }
    }

    pub(super) fn image(&mut self, kind: LinkType, dest: &str, range: Range<usize>) {
        let refused = |why: &str| {
            Diag::error("image-address", format!("an image that cannot be shown: {why}"))
                .at(self.place(&range))
                .help("put the image beside the text and write ![what it shows](image.jpg)")
        };
        let path = if matches!(kind, LinkType::WikiLink { .. }) {
            Err(refused("`![[…]]` embeds nothing"))
        } else {
            match address::of(self.path, dest) {
                Address::File(path) => Ok(path),
                Address::Record { .. } => Err(refused("it points to a record")),
                Address::Elsewhere => Err(refused("it lies on another host")),
                Address::Refused(why) => Err(refused(&why)),
            }
        };
        match path {
            Ok(path) => {
                self.push("<img loading=\"lazy\" src=\"");
                self.hole(HoleKind::File { path }, range);
                self.push("\" alt=\"");
            }
            Err(diag) => {
                self.diags.push(diag);
                self.push("<img src=\"\" alt=\"");
            }
        }
        self.alt = Some(String::new());
    }

    pub(super) fn cite(&mut self, label: &str, range: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.cites += 1;
        }
        if self.defined.contains(label) {
            self.hole(HoleKind::Footnote { label: label.to_string() }, range);
            return;
        }
        self.hole(cited(label), range);
    }

    pub(super) fn component(&mut self, text: &str, range: Range<usize>) {
        match component::parse(text) {
            Ok((name, args)) => self.hole(HoleKind::Component { name, args }, range),
            Err(why) => {
                let diag = Diag::error("component", format!("this component cannot be read: {why}"))
                    .at(self.place(&range))
                    .help("write it alone in its paragraph: {{<deals actor=\"russia\" />}}");
                self.diags.push(diag);
            }
        }
    }

    pub(super) fn html_block(&mut self, html: &str, range: Range<usize>) {
        if raw::is_nolink(html) {
            self.nolink = NoLink::Next;
            return;
        }
        let cleaned = raw::block(html);
        if cleaned.removed {
            self.removed(&range);
        }
        self.push(&cleaned.html);
        if !cleaned.html.ends_with('\n') {
            self.push("\n");
        }
    }

    pub(super) fn html_inline(&mut self, html: &str, range: Range<usize>) {
        match raw::inline(html, &mut self.inline) {
            Some(tag) => self.push(&tag),
            None => self.removed(&range),
        }
    }

    fn removed(&mut self, range: &Range<usize>) {
        let diag = Diag::warning("html-removed", "HTML that is not allowed here was taken out")
            .at(self.place(range))
            .help("write it in Markdown, or make a component in templates/components/");
        self.diags.push(diag);
    }

    pub(super) fn end_inline(&mut self) {
        while let Some(tag) = self.inline.pop() {
            self.push(&format!("</{tag}>"));
        }
    }
}

/// A citation: `id`, `id: p4`, `id: field`.
pub(super) fn cited(label: &str) -> HoleKind {
    let (id, detail) = match label.split_once(':') {
        Some((id, detail)) => (id.trim(), Some(detail.trim().to_string()).filter(|d| !d.is_empty())),
        None => (label.trim(), None),
    };
    HoleKind::Cite { id: id.to_string(), detail }
}
