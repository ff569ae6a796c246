//! Tables, timelines and the list page of each kind.

use serde::Serialize;

use super::ctx::Ctx;
use super::parts::*;
use super::shelf::Piece;
use super::words::{capital, word};
use crate::date::Key;
use crate::doc::record::*;
use crate::kb::totals::Totals;
use crate::kb::{Sym, deal_date};
use crate::money;

/// Plain data as a template value. Views hold nothing that can fail to serialise.
pub fn value<T: Serialize>(data: &T) -> tera::Value {
    tera::Value::try_from_serializable(data).unwrap_or_else(|_| tera::Value::from(""))
}

#[derive(Serialize)]
pub struct Cards {
    pub cards: Vec<Piece<Card>>,
}

/// The deal summary table over some deals.
pub fn deals_table(ctx: &Ctx, deals: &[Sym]) -> DealsTable {
    let rows = ctx.rows(deals);
    let totals = (!rows.is_empty()).then(|| totals_view(ctx, &ctx.reader.totals(deals)));
    let mut parties: Vec<Facet> = Vec::new();
    let mut kinds: Vec<Facet> = Vec::new();
    let mut stages: Vec<Facet> = Vec::new();
    let add = |list: &mut Vec<Facet>, id: &str, name: &str| {
        if !list.iter().any(|f| f.id == id) {
            list.push(Facet { id: id.to_string(), name: name.to_string() });
        }
    };
    for row in &rows {
        row.parties.iter().for_each(|c| add(&mut parties, &c.id, &c.short));
        if let (Some(id), Some(name)) = (row.deal_kind, &row.deal_kind_word) {
            add(&mut kinds, id, name);
        }
        add(&mut stages, row.stage, &row.stage_word);
    }
    parties.sort_by_cached_key(|f| crate::text::fold(&f.name));
    kinds.sort_by_cached_key(|f| crate::text::fold(&f.name));
    DealsTable {
        title: ctx.count("n_deals_and_claims", rows.len()),
        caption: ctx.say("deals_caption"),
        totals,
        facets: Facets { parties, kinds, stages },
        rows,
    }
}

pub fn totals_view(ctx: &Ctx, totals: &Totals) -> TotalsView {
    let sums: Vec<SumView> = totals
        .sums
        .iter()
        .map(|(currency, sum)| SumView {
            text: money::spell(sum.amount, currency, ctx.strings),
            prefix: match (sum.at_least, sum.about) {
                (true, _) => Some(ctx.say("sum_at_least")),
                (false, true) => Some(ctx.say("sum_about")),
                (false, false) => None,
            },
            deals: sum.deals,
        })
        .collect();
    let left_out: Vec<String> = totals.left_out.iter().map(|(why, n)| ctx.strings.count(why.key(), *n)).collect();
    let mut text = if sums.is_empty() {
        ctx.say("totals_none")
    } else {
        let each: Vec<String> = sums
            .iter()
            .map(|s| {
                let prefix = s.prefix.as_ref().map(|p| format!("{p} ")).unwrap_or_default();
                format!("{prefix}{}, {}", s.text, ctx.strings.count("n_deals", s.deals))
            })
            .collect();
        ctx.strings.fill("totals_sum", &[("sums", &each.join("; "))])
    };
    if !left_out.is_empty() {
        text.push(' ');
        text.push_str(&ctx.strings.fill("totals_left_out", &[("list", &left_out.join(", "))]));
    }
    TotalsView { sums, left_out, text }
}

/// Events and dated deals in order; of one actor, or of all.
pub fn timeline(ctx: &Ctx, actor: Option<Sym>) -> Timeline {
    let mut syms: Vec<Sym> = match actor {
        Some(actor) => {
            ctx.reader.back(actor).iter().filter(|(_, f)| matches!(*f, "actors" | "parties")).map(|(s, _)| *s).collect()
        }
        None => [Kind::Event, Kind::Deal].iter().flat_map(|k| ctx.reader.list(*k)).copied().collect(),
    };
    syms.sort();
    syms.dedup();
    let date_of = |sym: Sym| match &ctx.reader.record(sym).own {
        Own::Event(e) => e.date.as_ref().map(|d| &d.value),
        Own::Deal(d) => deal_date(d),
        _ => None,
    };
    syms.retain(|s| {
        let head = ctx.reader.head(*s);
        head.rank().is_none() && (head.kind() == Kind::Event || head.kind() == Kind::Deal && date_of(*s).is_some())
    });
    // A deal that an event is about is told by that event.
    let told: Vec<Sym> = syms
        .iter()
        .filter_map(|s| match &ctx.reader.record(*s).own {
            Own::Event(e) if e.date.is_some() => e.deal.as_ref().and_then(|d| ctx.sym(d)),
            _ => None,
        })
        .collect();
    syms.retain(|s| !told.contains(s));
    syms.sort_by_cached_key(|s| (Key::of(date_of(*s)), ctx.reader.head(*s).id().to_string()));
    let items: Vec<Piece<EventRow>> = syms.iter().filter_map(|s| ctx.event(*s)).collect();
    let axis = axis(&items);
    Timeline { items, axis }
}

/// The drawn axis: bars over all that a date may mean; none where fewer than two items are dated.
fn axis(items: &[Piece<EventRow>]) -> Option<Axis> {
    let day = |s: &Option<String>| s.as_ref().and_then(|s| s.parse::<jiff::civil::Date>().ok());
    let number =
        |d: jiff::civil::Date| f64::from(d.year()) + (f64::from(d.day_of_year()) - 1.0) / f64::from(d.days_in_year());
    let dated: Vec<(&Piece<EventRow>, f64, Option<f64>)> = items
        .iter()
        .filter_map(|i| {
            let date = i.date.as_ref()?;
            let from = number(day(&date.from)?);
            let end = i.end.as_ref().and_then(|e| day(&e.to)).or_else(|| day(&date.to));
            Some((i, from, end.map(|d| number(d) + 1.0 / 365.0)))
        })
        .collect();
    if dated.len() < 2 {
        return None;
    }
    let first = dated.iter().map(|(_, from, _)| *from).fold(f64::INFINITY, f64::min).floor();
    let last = dated.iter().map(|(_, from, to)| to.unwrap_or(from + 1.0)).fold(f64::NEG_INFINITY, f64::max).ceil();
    let span = (last - first).max(1.0);
    let x = |n: f64| ((n - first) / span * 1000.0).round() / 10.0;
    let mut lanes: Vec<f64> = Vec::new();
    let bars = dated
        .iter()
        .map(|(item, from, to)| {
            let to = to.unwrap_or(last);
            let lane = lanes.iter().position(|end| *end <= *from).unwrap_or(lanes.len());
            // A name needs room: it takes its bar, and at least a quarter of the width.
            let until = to.max(from + span * 0.34);
            match lanes.get_mut(lane) {
                Some(end) => *end = until,
                None => lanes.push(until),
            }
            Bar {
                id: item.card.id.clone(),
                name: item.card.short.clone(),
                url: item.card.url.clone(),
                x: x(*from),
                w: ((to - from) / span * 1000.0).round().max(4.0) / 10.0,
                certain: item.date.as_ref().is_some_and(|d| d.certain),
                lane,
            }
        })
        .collect();
    let (from_year, to_year) = (first as i64, last as i64);
    let step = ((to_year - from_year) / 10 + 1).max(1);
    let ticks = (from_year..=to_year).step_by(step as usize).map(|year| Tick { year, x: x(year as f64) }).collect();
    Some(Axis { from_year, to_year, ticks, bars, lanes: lanes.len() })
}

/// An article on a front or list page; its marks lead to the notes of the article itself.
pub(super) fn article_card(ctx: &Ctx, sym: Sym) -> Option<ArticleCard> {
    let Own::Article(a) = &ctx.reader.record(sym).own else { return None };
    let card = ctx.card(sym);
    // Key points come first on the article's page, so that their numbers are known without making it.
    let mut key_points = points(ctx, a);
    for mark in key_points.iter_mut().flat_map(|p| &mut p.marks) {
        mark.href = format!("{}{}", card.url, mark.href);
        mark.id = None;
    }
    Some(ArticleCard {
        title: card.name.clone(),
        dek: a.dek.as_ref().map(|d| d.value.clone()),
        published: a.published.as_ref().map(|d| d.value.edtf()),
        published_date: a.published.as_ref().map(|d| ctx.date(&d.value)),
        published_text: published_text(ctx, a),
        minutes: minutes(ctx.reader.head(sym).words()),
        key_points,
        image: image(ctx, sym, a.image.as_ref()),
        authors: authors(a),
        outlet: a.outlet.clone(),
        card,
    })
}

pub fn authors(a: &Article) -> Vec<AuthorView> {
    let view = |a: &Author| AuthorView { name: a.name.clone(), bio: a.bio.clone(), handle: a.handle.clone() };
    a.authors.iter().map(view).collect()
}

pub fn published_text(ctx: &Ctx, a: &Article) -> String {
    match &a.published {
        Some(date) => ctx.strings.fill("published_on", &[("date", &date.value.spell(ctx.strings))]),
        None => ctx.say("published_unknown"),
    }
}

/// Reading time at 220 words a minute, a usual figure for English prose (Brysbaert 2019: 238 for non-fiction).
pub fn minutes(words: usize) -> usize {
    words.div_ceil(220).max(1)
}

pub fn points(ctx: &Ctx, a: &Article) -> Vec<Point> {
    a.key_points
        .iter()
        .enumerate()
        .map(|(n, point)| Point {
            id: format!("point-{}", n + 1),
            text: point.text.clone(),
            marks: point.refs.iter().filter_map(|r| ctx.sym(r)).flat_map(|s| ctx.marks(s, None)).collect(),
            refs: ctx.cards(&point.refs),
        })
        .collect()
}

/// An image of a record, whose address counts from its file.
pub fn image(ctx: &Ctx, sym: Sym, image: Option<&Image>) -> Option<ImageView> {
    let image = image?;
    let crate::doc::address::Address::File(file) = crate::doc::address::of(ctx.reader.path(sym), &image.src.value)
    else {
        return None;
    };
    Some(ImageView {
        src: ctx.to(&super::fill::address(&file)),
        alt: image.alt.clone(),
        credit: image.credit.clone(),
        licence: image.licence.clone(),
    })
}

#[derive(Serialize)]
pub struct Group {
    pub kind: &'static str,
    pub kind_word: String,
    pub cards: Vec<Piece<Card>>,
}

/// Actors by kind, in the order of the model's list.
pub fn actor_groups(ctx: &Ctx, actors: &[Sym]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for sym in actors {
        let kind = ctx.reader.head(*sym).actor_kind().map_or("other", |k| k.word());
        let card = ctx.card(*sym);
        match groups.last_mut().filter(|g| g.kind == kind) {
            Some(group) => group.cards.push(card),
            None => groups.push(Group { kind, kind_word: word(ctx.strings, "actors_kind", kind), cards: vec![card] }),
        }
    }
    groups
}

#[derive(Serialize)]
pub struct Year {
    pub word: String,
    pub items: Vec<Piece<EventRow>>,
}

/// The timeline's items under the year in which they begin.
pub fn years(ctx: &Ctx, items: &[Piece<EventRow>]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for item in items {
        let year = item.date.as_ref().and_then(|d| d.from.as_deref()).and_then(|d| d.split('-').next());
        let word = match (year, &item.date) {
            (Some(year), _) => year.to_string(),
            (None, Some(_)) => capital(&ctx.say("date_open")),
            (None, None) => capital(&ctx.say("undated")),
        };
        match years.last_mut().filter(|y| y.word == word) {
            Some(year) => year.items.push(item.clone()),
            None => years.push(Year { word, items: vec![item.clone()] }),
        }
    }
    years
}

#[derive(Serialize)]
pub struct Speaker {
    pub card: Piece<Card>,
    pub rows: Vec<Piece<QuoteRow>>,
}

pub fn speakers(ctx: &Ctx, quotes: &[Sym]) -> Vec<Speaker> {
    let mut speakers: Vec<Speaker> = Vec::new();
    for row in quotes.iter().filter_map(|s| ctx.quote(*s)) {
        let Some(card) = row.speaker.clone() else { continue };
        match speakers.iter_mut().find(|s| s.card.id == card.id) {
            Some(speaker) => speaker.rows.push(row),
            None => speakers.push(Speaker { card, rows: vec![row] }),
        }
    }
    speakers.sort_by_cached_key(|s| crate::text::fold(&s.card.name));
    speakers
}

#[derive(Serialize)]
pub struct TermCard {
    #[serde(flatten)]
    card: Piece<Card>,
    expands: Option<String>,
}

pub fn terms(ctx: &Ctx, terms: &[Sym]) -> Vec<TermCard> {
    let card = |s: &Sym| TermCard {
        card: ctx.card(*s),
        expands: match &ctx.reader.record(*s).own {
            Own::Term(t) => t.expands.clone(),
            _ => None,
        },
    };
    terms.iter().map(card).collect()
}
