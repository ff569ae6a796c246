//! A source’s page: what rests on it, and its text where that is published.

use serde::Serialize;

use super::ctx::Ctx;
use super::pages::{Made, with};
use super::parts::*;
use super::record::body;
use super::shelf::Piece;
use crate::doc::record::*;
use crate::kb::Sym;
use crate::text;

#[derive(Serialize)]
struct Rests {
    record: Piece<Card>,
    quotes: Vec<QuoteView>,
}

#[derive(Serialize)]
struct Paragraph {
    n: usize,
    id: String,
    html: Html,
}

#[derive(Serialize)]
struct SourceView {
    line: Piece<SourceLine>,
    kind_word: String,
    rests: Vec<Rests>,
    text: Option<Vec<Paragraph>>,
}

pub fn view(ctx: &Ctx, sym: Sym) -> Made {
    let body = body(ctx, sym);
    let Some(line) = ctx.source_line(sym) else { return ("source", tera::Map::default(), body) };
    let mut from: Vec<Sym> = ctx.reader.back(sym).iter().map(|(s, _)| *s).collect();
    from.sort();
    from.dedup();
    from.sort_by_cached_key(|s| {
        let head = ctx.reader.head(*s);
        (head.kind(), text::fold(&head.name()))
    });
    let source_id = ctx.reader.head(sym).id();
    let rests = from
        .iter()
        .map(|s| {
            let doubt = ctx.reader.head(*s).is_doubt();
            let id = At { value: source_id.to_string(), span: 0..0 };
            let quotes = ctx.resting(*s, sym).map(|(t, at)| ctx.quote_view(Some(t), at, Some(&id), None, doubt));
            Rests { record: ctx.card(*s), quotes: quotes.collect() }
        })
        .filter(|r| !r.quotes.is_empty())
        .collect();
    let own = SourceView {
        kind_word: line.source_kind_word.clone().unwrap_or_else(|| ctx.say("kind_source")),
        rests,
        text: published_text(ctx, sym, &from),
        line,
    };
    ("source", with(ctx, sym, &own), body)
}

/// The text of a source, where it is published: its blocks, with every found quote lit up and leading to what rests on it.
fn published_text(ctx: &Ctx, sym: Sym, from: &[Sym]) -> Option<Vec<Paragraph>> {
    use crate::kb::proof::Kept;
    let raw = ctx.reader.text(sym)?;
    let Own::Source(s) = &ctx.reader.record(sym).own else { return None };
    let kept = Kept::new(raw, s.body);
    let mut lit: Vec<(std::ops::Range<usize>, Sym)> = Vec::new();
    for record in from {
        for (quote, at) in ctx.resting(*record, sym) {
            if let Ok(passage) = kept.find(&quote.value, at.map(|a| a.value.as_str())) {
                lit.extend(passage.pieces.iter().map(|p| (p.clone(), *record)));
            }
        }
    }
    lit.sort_by_key(|(r, s)| (r.start, std::cmp::Reverse(r.end), *s));
    let whole = kept.text();
    let paragraph = |(n, range): (usize, std::ops::Range<usize>)| {
        let mut html = String::new();
        let mut done = range.start;
        for (mark, record) in lit.iter().filter(|(m, _)| m.start >= range.start && m.end <= range.end) {
            // Overlapping quotes: the first lights the words up, the others lead there all the same.
            if mark.start < done {
                continue;
            }
            html.push_str(&text::escape(whole.get(done..mark.start).unwrap_or("")));
            let words = text::escape(whole.get(mark.clone()).unwrap_or(""));
            html.push_str(&format!("<a href=\"{}\"><mark>{words}</mark></a>", text::escape(&ctx.url(*record))));
            done = mark.end;
        }
        html.push_str(&text::escape(whole.get(done..range.end).unwrap_or("")));
        Paragraph { n, id: format!("p{n}"), html: Html::new(&html) }
    };
    let ranges = (1..=kept.paragraphs()).filter_map(|n| kept.paragraph(n).map(|range| (n, range)));
    Some(ranges.map(paragraph).collect())
}
