//! Where the prose of the site names a record: the page, the heading, the sentence with the name marked.

use std::ops::Range;

use super::ctx::Ctx;
use super::parts::*;
use crate::doc::body::{Body, HoleKind};
use crate::doc::html;
use crate::doc::record::Kind;
use crate::kb::reader::name_of;
use crate::kb::{Mention, Sym};
use crate::text;

/// Every mention, one per sentence, articles first.
pub fn of(ctx: &Ctx, sym: Sym) -> Vec<MentionView> {
    let mut mentions: Vec<&Mention> = ctx.reader.mentions(sym).iter().collect();
    mentions.retain(|m| ctx.reader.doc(m.from).record.common.rank.is_none());
    mentions.sort_by_key(|m| {
        let doc = ctx.reader.doc(m.from);
        (doc.kind != Kind::Article, doc.id.clone(), m.html.start)
    });
    let mut out: Vec<MentionView> = Vec::new();
    let mut last: Option<(Sym, usize, usize)> = None;
    for mention in mentions {
        let doc = ctx.reader.doc(mention.from);
        let Some((key, sentence)) = sentence(ctx, sym, &doc.body, mention) else { continue };
        if last == Some((mention.from, key.0, key.1)) {
            continue;
        }
        last = Some((mention.from, key.0, key.1));
        let heading = mention.section.checked_sub(1).and_then(|n| doc.body.headings.get(n));
        let card = ctx.card(mention.from);
        let anchor = heading.map(|h| format!("#{}", h.id)).unwrap_or_default();
        out.push(MentionView {
            url: format!("{}{anchor}", card.url),
            heading: heading.map(|h| h.text.clone()),
            sentence: Html::new(&sentence),
            card,
        });
    }
    out
}

/// The sentence around a mention as safe HTML, with a key that says which sentence it is.
fn sentence(ctx: &Ctx, of: Sym, body: &Body, mention: &Mention) -> Option<((usize, usize), String)> {
    let html = &body.main.html;
    let block =
        body.main.blocks.iter().rev().find(|b| b.html.start <= mention.html.start && mention.html.end <= b.html.end)?;
    let before = text_of(ctx, body, block.html.start..mention.html.start)?;
    // A link without a text of its own shows the record's name, which stands in no run.
    let bare = mention.html.is_empty();
    let name = if bare { name_of(ctx.reader.doc(of)) } else { html::plain(html.get(mention.html.clone())?) };
    let after = text_of(ctx, body, mention.html.end + usize::from(bare)..block.html.end.max(mention.html.end + 1))
        .map(|rest| {
            if bare {
                format!("{}{rest}", html::plain(html.get(mention.html.end..mention.html.end + 1).unwrap_or("")))
            } else {
                rest
            }
        })
        .unwrap_or_default();
    let whole = format!("{before}{name}{after}");
    let at = before.len();
    let range = text::sentences(&whole).into_iter().find(|r| r.contains(&at))?;
    let end = (at + name.len()).min(range.end);
    let html = format!(
        "{}<b>{}</b>{}",
        text::escape(whole.get(range.start..at)?.trim_start()),
        text::escape(whole.get(at..end)?),
        text::escape(whole.get(end..range.end)?.trim_end())
    );
    Some(((block.html.start, range.start), html))
}

/// The plain text of a stretch of a body, with the names that bare links show.
fn text_of(ctx: &Ctx, body: &Body, range: Range<usize>) -> Option<String> {
    let mut out = String::new();
    let mut done = range.start;
    for hole in body.main.holes.iter().filter(|h| range.contains(&h.at)) {
        if let HoleKind::Name { id } = &hole.kind {
            out.push_str(&html::plain(body.main.html.get(done..hole.at)?));
            done = hole.at;
            if let Some(sym) = ctx.reader.sym(id) {
                out.push_str(&name_of(ctx.reader.doc(sym)));
            }
        }
    }
    out.push_str(&html::plain(body.main.html.get(done..range.end)?));
    Some(out)
}
