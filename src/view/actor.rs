//! An actor’s page: a dossier that nobody has to write.

use serde::Serialize;

use super::ctx::Ctx;
use super::lists;
use super::pages::{Made, with};
use super::parts::*;
use super::record::body;
use super::shelf::Piece;
use super::words::{capital, word};
use crate::doc::record::*;
use crate::kb::Sym;

#[derive(Serialize)]
struct RoleView {
    role: String,
    of: Option<Piece<Card>>,
    from: Option<DateView>,
    to: Option<DateView>,
    former: bool,
    text: String,
    as_written: Option<String>,
}

#[derive(Serialize)]
struct PersonView {
    card: Piece<Card>,
    role: String,
    former: bool,
    text: String,
}

#[derive(Serialize)]
struct ByRole {
    role: String,
    role_word: String,
    rows: Vec<Piece<Row>>,
}

#[derive(Serialize)]
struct Relation {
    card: Piece<Card>,
    words: String,
}

#[derive(Serialize)]
struct ActorView {
    kind: Option<&'static str>,
    kind_word: String,
    shape: &'static str,
    initials: String,
    deals_by_role: Vec<ByRole>,
    deals_caption: String,
    deals: Vec<Piece<Row>>,
    totals: Option<TotalsView>,
    table: Option<DealsTable>,
    events: Vec<Piece<EventRow>>,
    said: Vec<Piece<QuoteRow>>,
    about: Vec<Piece<QuoteRow>>,
    roles: Vec<RoleView>,
    people: Vec<PersonView>,
    member_of: Vec<Piece<Card>>,
    members: Vec<Piece<Card>>,
    parent: Option<Piece<Card>>,
    children: Vec<Piece<Card>>,
    place: Option<Piece<Card>>,
    image: Option<ImageView>,
    began: Option<DateView>,
    ended: Option<DateView>,
    began_word: String,
    ended_word: String,
    articles: Vec<Piece<Card>>,
    links: Vec<Relation>,
}

fn role_text(ctx: &Ctx, role: &Role) -> String {
    let mut text = role.role.clone();
    let dates = match (&role.start, &role.end) {
        (Some(a), Some(b)) => {
            Some(ctx.strings.fill("date_span", &[("from", &a.spell(ctx.strings)), ("to", &b.spell(ctx.strings))]))
        }
        (Some(a), None) => Some(ctx.strings.fill("date_since", &[("date", &a.spell(ctx.strings))])),
        (None, Some(b)) => Some(ctx.strings.fill("date_until", &[("date", &b.spell(ctx.strings))])),
        (None, None) => None,
    };
    if role.former && !text.to_lowercase().contains("former") && !text.to_lowercase().contains("then") {
        text = ctx.strings.fill("role_former", &[("role", &text)]);
    }
    match dates {
        Some(dates) => format!("{text}, {dates}"),
        None => text,
    }
}

pub fn view(ctx: &Ctx, sym: Sym, a: &Actor) -> Made {
    let body = body(ctx, sym);
    let deals = ctx.reader.deals(sym);
    let rows = ctx.rows(deals);
    let by_role = if ctx.wants.has("deals_by_role") || ctx.wants.has("deals_caption") {
        by_role(ctx, sym, deals)
    } else {
        Vec::new()
    };
    let caption = by_role.iter().map(|by| {
        let n = by.rows.len().to_string();
        ctx.strings.fill("as_role_in_n", &[("role", &by.role_word.to_lowercase()), ("n", &n)])
    });
    let caption = capital(&caption.collect::<Vec<_>>().join(", "));
    let table = if deals.is_empty() || !(ctx.wants.has("table") || ctx.wants.has("totals")) {
        None
    } else {
        Some(lists::deals_table(ctx, deals))
    };
    let said = ctx.back(sym, "speaker", Kind::Quote);
    let mut about = ctx.back(sym, "about", Kind::Quote);
    about.extend(ctx.back(sym, "to", Kind::Quote));
    about.retain(|s| !said.contains(s));
    about.sort();
    let quotes = |syms| ctx.in_order(Kind::Quote, syms).into_iter().filter_map(|s| ctx.quote(s)).collect();
    let actors = |field: &str| -> Vec<Piece<Card>> {
        ctx.back_in_order(sym, field, Kind::Actor).into_iter().map(|s| ctx.card(s)).collect()
    };
    let person = a.kind == Some(ActorKind::Person);
    let head = ctx.card(sym);
    let own = ActorView {
        kind: a.kind.map(ActorKind::word),
        kind_word: head.kind_word.clone(),
        shape: head.shape,
        initials: head.initials.clone(),
        deals_by_role: by_role,
        deals_caption: caption,
        deals: rows,
        totals: table.as_ref().and_then(|t| t.totals.clone()),
        table,
        events: ctx.wanted("events", || {
            let events = ctx.back_in_order(sym, "actors", Kind::Event);
            events.into_iter().filter_map(|s| ctx.event(s)).collect()
        }),
        said: ctx.wanted("said", || quotes(said)),
        about: ctx.wanted("about", || quotes(about)),
        roles: a
            .roles
            .iter()
            .map(|r| RoleView {
                role: r.role.clone(),
                of: r.of.as_ref().and_then(|o| ctx.card_of(o)),
                from: r.start.as_ref().map(|d| ctx.date(d)),
                to: r.end.as_ref().map(|d| ctx.date(d)),
                former: r.former,
                text: role_text(ctx, r),
                as_written: r.as_written.clone(),
            })
            .collect(),
        people: ctx.wanted("people", || people(ctx, sym)),
        member_of: ctx.cards(&a.member_of),
        members: ctx.wanted("members", || actors("member_of")),
        parent: a.parent.as_ref().and_then(|p| ctx.card_of(p)),
        children: ctx.wanted("children", || actors("parent")),
        place: a.place.as_ref().and_then(|p| ctx.card_of(p)),
        image: lists::image(ctx, sym, a.image.as_ref()),
        began: a.began.as_ref().map(|d| ctx.date(&d.value)),
        ended: a.ended.as_ref().map(|d| ctx.date(&d.value)),
        began_word: ctx.say(if person { "field_born" } else { "field_founded" }),
        ended_word: ctx.say(if person { "field_died" } else { "field_dissolved" }),
        articles: ctx.wanted("articles", || articles(ctx, sym)),
        links: ctx.wanted("links", || relations(ctx, sym, deals)),
    };
    ("actor", with(ctx, sym, &own), body)
}

/// An actor's deals under the roles it has in them, in the order of their first deal.
fn by_role(ctx: &Ctx, sym: Sym, deals: &[Sym]) -> Vec<ByRole> {
    let mut out: Vec<ByRole> = Vec::new();
    for deal in deals {
        let Own::Deal(d) = &ctx.reader.record(*deal).own else { continue };
        for party in d.parties.iter().filter(|p| ctx.sym(&p.actor) == Some(sym)) {
            let Some(row) = ctx.row(*deal) else { continue };
            let role = &party.role.value;
            match out.iter_mut().find(|by| by.role == *role) {
                Some(by) => by.rows.push(row),
                None => {
                    let role_word = word(ctx.strings, "role", role);
                    out.push(ByRole { role: role.clone(), role_word, rows: vec![row] });
                }
            }
        }
    }
    out
}

/// Who has or had a role in it.
fn people(ctx: &Ctx, sym: Sym) -> Vec<PersonView> {
    let mut out = Vec::new();
    for person in ctx.back(sym, "roles", Kind::Actor) {
        let Own::Actor(other) = &ctx.reader.record(person).own else { continue };
        let here = |r: &&Role| r.of.as_ref().and_then(|r| ctx.sym(r)) == Some(sym);
        out.extend(other.roles.iter().filter(here).map(|r| PersonView {
            card: ctx.card(person),
            role: r.role.clone(),
            former: r.former,
            text: role_text(ctx, r),
        }));
    }
    out
}

/// The articles that name it, or use it in a key point.
fn articles(ctx: &Ctx, sym: Sym) -> Vec<Piece<Card>> {
    let mut articles = ctx.back(sym, "key_points", Kind::Article);
    articles.extend(ctx.reader.mentions(sym).iter().map(|m| m.from));
    articles.sort();
    articles.dedup();
    ctx.in_order(Kind::Article, articles).into_iter().map(|s| ctx.card(s)).collect()
}

/// The small network: who this actor shares deals with, and in how many.
fn relations(ctx: &Ctx, sym: Sym, deals: &[Sym]) -> Vec<Relation> {
    let mut shared: Vec<(Sym, usize)> = Vec::new();
    for deal in deals {
        let Own::Deal(d) = &ctx.reader.record(*deal).own else { continue };
        for other in d.parties.iter().filter_map(|p| ctx.sym(&p.actor)).filter(|s| *s != sym) {
            match shared.iter_mut().find(|(s, _)| *s == other) {
                Some((_, n)) => *n += 1,
                None => shared.push((other, 1)),
            }
        }
    }
    shared.sort_by_key(|(s, n)| (std::cmp::Reverse(*n), *s));
    shared.into_iter().map(|(s, n)| Relation { card: ctx.card(s), words: ctx.count("n_deals", n) }).collect()
}
