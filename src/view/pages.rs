//! One view per kind of page: what its template gets under its own name.

use serde::Serialize;
use tera::Map;

use super::ctx::Ctx;
use super::fields::Fields;
use super::fill::Part;
use super::parts::*;
use super::record::{self, body, common};
use super::shelf::Piece;
use super::words::capital;
use super::{Subject, actor, article, deal, source};
use crate::doc::record::*;
use crate::kb::Sym;

/// The view of a record's own page.
pub fn record(ctx: &Ctx, sym: Sym) -> Subject {
    let (name, map, parts) = match &ctx.reader.record(sym).own {
        Own::Article(a) => article::view(ctx, sym, a),
        Own::Actor(a) => actor::view(ctx, sym, a),
        Own::Deal(d) => deal::view(ctx, sym, d),
        Own::Event(e) => event(ctx, sym, e),
        Own::Source(_) => source::view(ctx, sym),
        Own::Quote(_) => quote(ctx, sym),
        Own::Term(t) => term(ctx, sym, t),
        Own::Place(p) => place(ctx, sym, p),
        Own::Page => page(ctx, sym),
    };
    Subject { name, map, field: "body", parts }
}

/// The name under which a template finds a record, its fields but the body, and the body.
pub(super) type Made = (&'static str, Map, Vec<Part>);

/// A kind's own data beside what all records have; where both have a name, the kind's own counts.
pub(super) fn with<T: Serialize>(ctx: &Ctx, sym: Sym, own: &T) -> Map {
    let mut common = common(ctx, sym);
    common.notes = ctx.taken_notes();
    Fields::new(ctx.wants).gather(&common).gather(own).finish()
}

#[derive(Serialize)]
struct EventView {
    row: Piece<EventRow>,
    kind: Option<String>,
    kind_word: String,
    fields: Vec<FieldView>,
    causes: Vec<Piece<Card>>,
    effects: Vec<Piece<Card>>,
    quantity_text: Option<String>,
}

fn event(ctx: &Ctx, sym: Sym, e: &Event) -> Made {
    let fields = record::event_fields(ctx, sym, e);
    let body = body(ctx, sym);
    let Some(row) = ctx.event(sym) else { return ("event", Map::default(), body) };
    let effects: Vec<Sym> = ctx.reader.back(sym).iter().filter(|(_, f)| *f == "caused_by").map(|(s, _)| *s).collect();
    let own = EventView {
        kind: e.kind.clone(),
        kind_word: e.kind.as_ref().map_or_else(|| ctx.say("kind_event"), |k| capital(k)),
        fields,
        causes: ctx.cards(&e.caused_by),
        effects: effects.into_iter().map(|s| ctx.card(s)).collect(),
        quantity_text: e.quantity.as_ref().map(|q| ctx.quantity_text(q)),
        row,
    };
    ("event", with(ctx, sym, &own), body)
}

#[derive(Serialize)]
struct QuotePage {
    row: Piece<QuoteRow>,
    kind_word: String,
}

fn quote(ctx: &Ctx, sym: Sym) -> Made {
    let body = body(ctx, sym);
    let Some(row) = ctx.quote(sym) else { return ("quote", Map::default(), body) };
    let kind_word = row.form_word.clone().unwrap_or_else(|| ctx.say("kind_quote"));
    ("quote", with(ctx, sym, &QuotePage { row, kind_word }), body)
}

#[derive(Serialize)]
struct TermView {
    expands: Option<String>,
    see: Vec<Piece<Card>>,
    kind_word: String,
}

fn term(ctx: &Ctx, sym: Sym, t: &Term) -> Made {
    let body = body(ctx, sym);
    let own = TermView { expands: t.expands.clone(), see: ctx.cards(&t.see), kind_word: ctx.say("kind_term") };
    ("term", with(ctx, sym, &own), body)
}

#[derive(Serialize)]
struct PlaceView {
    lat: Option<f64>,
    lon: Option<f64>,
    precision: Option<&'static str>,
    country: Option<Piece<Card>>,
    within: Option<Piece<Card>>,
    contains: Vec<Piece<Card>>,
    deals: Vec<Piece<Row>>,
    events: Vec<Piece<EventRow>>,
    actors: Vec<Piece<Card>>,
    geo_text: Option<String>,
    kind_word: String,
}

fn place(ctx: &Ctx, sym: Sym, p: &PlaceRecord) -> Made {
    let body = body(ctx, sym);
    let geo = match (p.lat, p.lon) {
        (Some(lat), Some(lon)) => Some(format!("{lat}, {lon}")),
        _ => None,
    };
    let own = PlaceView {
        lat: p.lat,
        lon: p.lon,
        precision: p.precision.map(PlacePrecision::word),
        country: p.country.as_ref().and_then(|r| ctx.card_of(r)),
        within: p.within.as_ref().and_then(|r| ctx.card_of(r)),
        contains: ctx.back_in_order(sym, "within", Kind::Place).into_iter().map(|s| ctx.card(s)).collect(),
        deals: ctx.rows(&ctx.back_in_order(sym, "places", Kind::Deal)),
        events: ctx.back_in_order(sym, "place", Kind::Event).into_iter().filter_map(|s| ctx.event(s)).collect(),
        actors: ctx.back_in_order(sym, "place", Kind::Actor).into_iter().map(|s| ctx.card(s)).collect(),
        geo_text: geo,
        kind_word: ctx.say("kind_place"),
    };
    ("place", with(ctx, sym, &own), body)
}

#[derive(Serialize)]
struct PlainView {
    title: String,
    kind_word: String,
}

fn page(ctx: &Ctx, sym: Sym) -> Made {
    let body = body(ctx, sym);
    let title = ctx.reader.head(sym).name().into_owned();
    ("entry", with(ctx, sym, &PlainView { title, kind_word: ctx.say("kind_page") }), body)
}
