//! An article’s page: its head, key points with their notes, and what it uses.

use serde::Serialize;

use super::ctx::Ctx;
use super::lists;
use super::pages::{Made, with};
use super::parts::*;
use super::record::{self, body};
use super::shelf::Piece;
use super::words::word;
use crate::doc::record::*;
use crate::kb::Sym;

#[derive(Serialize)]
struct ArticleView {
    title: String,
    dek: Option<String>,
    kind: &'static str,
    article_kind: &'static str,
    kind_word: String,
    published: Option<String>,
    published_date: Option<DateView>,
    published_text: String,
    authors: Vec<AuthorView>,
    outlet: Option<String>,
    dateline: Option<String>,
    origin: Option<OriginView>,
    key_points: Vec<Point>,
    point_notes: Vec<Note>,
    headings: Vec<HeadingView>,
    minutes: usize,
    words: usize,
    image: Option<ImageView>,
    actors: Vec<Piece<Card>>,
    deals: Vec<Piece<Row>>,
    events: Vec<Piece<EventRow>>,
    rests_on: Option<String>,
    pull_quotes: Vec<String>,
    next: Option<Piece<Card>>,
    previous: Option<Piece<Card>>,
    series: Vec<Piece<Card>>,
}

#[derive(Serialize)]
struct OriginView {
    source: Option<Piece<Card>>,
    url: Option<String>,
    licence: Option<String>,
}

#[derive(Serialize)]
struct HeadingView {
    id: String,
    text: String,
    level: u8,
}

pub fn view(ctx: &Ctx, sym: Sym, a: &Article) -> Made {
    let text = ctx.reader.body(sym);
    let kind = a.kind.unwrap_or(ArticleKind::Explainer);
    // Numbers follow the page: key points first, then the body.
    let key_points = lists::points(ctx, a);
    let mut point_notes = ctx.taken_notes();
    let body = body(ctx, sym);
    point_notes.retain(|n| !ctx.notes.borrow().shown.contains(&n.n));
    let used = record::used(ctx, sym);
    let of = |kind: Kind| used.iter().copied().filter(move |s| ctx.reader.head(*s).kind() == kind).collect::<Vec<_>>();
    let mut sources = ctx.wanted("rests_on", || record::sources(ctx, sym));
    sources.retain(|s| {
        a.origin.as_ref().and_then(|o| o.source.as_ref()).is_none_or(|r| r.value != s.card.id) || !key_points.is_empty()
    });
    let rests_on = (!sources.is_empty()).then(|| {
        let mut words = ctx.count("n_sources", sources.len());
        if let [only] = sources.as_slice()
            && let Some(kind) = &only.source_kind_word
        {
            words = format!("{words}, {}", kind.to_lowercase());
        }
        words
    });
    let series: Vec<Sym> = a.path.iter().filter_map(|r| ctx.sym(r)).collect();
    let at = series.iter().position(|s| *s == sym);
    let beside =
        |offset: isize| at.and_then(|n| n.checked_add_signed(offset)).and_then(|n| series.get(n)).map(|s| ctx.card(*s));
    let own = ArticleView {
        title: ctx.reader.head(sym).name().into_owned(),
        dek: a.dek.as_ref().map(|d| d.value.clone()),
        kind: kind.word(),
        article_kind: kind.word(),
        kind_word: word(ctx.strings, "article_kind", kind.word()),
        published: a.published.as_ref().map(|d| d.value.edtf()),
        published_date: a.published.as_ref().map(|d| ctx.date(&d.value)),
        published_text: lists::published_text(ctx, a),
        authors: lists::authors(a),
        outlet: a.outlet.clone(),
        dateline: a.dateline.clone(),
        origin: a.origin.as_ref().map(|o| OriginView {
            source: o.source.as_ref().and_then(|s| ctx.card_of(s)),
            url: o.url.as_ref().map(|u| u.value.clone()),
            licence: o.licence.clone(),
        }),
        key_points,
        point_notes,
        headings: text
            .headings
            .iter()
            .map(|h| HeadingView { id: h.id.clone(), text: h.text.clone(), level: h.level })
            .collect(),
        minutes: lists::minutes(text.words),
        words: text.words,
        image: lists::image(ctx, sym, a.image.as_ref()),
        actors: of(Kind::Actor).into_iter().map(|s| ctx.card(s)).collect(),
        deals: ctx.wanted("deals", || ctx.rows(&ctx.in_order(Kind::Deal, of(Kind::Deal)))),
        events: ctx.wanted("events", || {
            ctx.in_order(Kind::Event, of(Kind::Event)).into_iter().filter_map(|s| ctx.event(s)).collect()
        }),
        rests_on,
        pull_quotes: a.pull_quotes.clone(),
        next: beside(1),
        previous: beside(-1),
        series: series.iter().map(|s| ctx.card(*s)).collect(),
    };
    ("article", with(ctx, sym, &own), body)
}
