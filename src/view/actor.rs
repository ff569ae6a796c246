//! An actor’s page: a dossier that nobody has to write.

use serde::Serialize;

use super::ctx::Ctx;
use super::lists;
use super::pages::{Made, with};
use super::parts::*;
use super::record::body;
use super::words::{capital, word};
use crate::doc::record::*;
use crate::kb::Sym;

#[derive(Serialize)]
struct RoleView {
    role: String,
    of: Option<Card>,
    from: Option<DateView>,
    to: Option<DateView>,
    former: bool,
    text: String,
    as_written: Option<String>,
}

#[derive(Serialize)]
struct PersonView {
    card: Card,
    role: String,
    former: bool,
    text: String,
}

#[derive(Serialize)]
struct ByRole {
    role: String,
    role_word: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Relation {
    card: Card,
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
    deals: Vec<Row>,
    totals: Option<TotalsView>,
    table: Option<DealsTable>,
    events: Vec<EventRow>,
    said: Vec<QuoteRow>,
    about: Vec<QuoteRow>,
    roles: Vec<RoleView>,
    people: Vec<PersonView>,
    member_of: Vec<Card>,
    members: Vec<Card>,
    parent: Option<Card>,
    children: Vec<Card>,
    place: Option<Card>,
    image: Option<ImageView>,
    began: Option<DateView>,
    ended: Option<DateView>,
    began_word: String,
    ended_word: String,
    articles: Vec<Card>,
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
    let doc = ctx.reader.doc(sym);
    let card = ctx.card(sym);
    let body = body(ctx, sym);
    let back = |field: &str, kind: Kind| -> Vec<Sym> {
        let mut out: Vec<Sym> = ctx
            .reader
            .back(sym)
            .iter()
            .filter(|(s, f)| *f == field && ctx.reader.doc(*s).kind == kind)
            .map(|(s, _)| *s)
            .collect();
        out.dedup();
        out
    };
    let deals = ctx.deals_of(sym);
    let mut by_role: Vec<(String, Vec<Sym>)> = Vec::new();
    for deal in &deals {
        let Own::Deal(d) = &ctx.reader.doc(*deal).record.own else { continue };
        for party in d.parties.iter().filter(|p| ctx.sym(&p.actor) == Some(sym)) {
            match by_role.iter_mut().find(|(r, _)| *r == party.role.value) {
                Some((_, list)) => list.push(*deal),
                None => by_role.push((party.role.value.clone(), vec![*deal])),
            }
        }
    }
    let parts: Vec<String> = by_role
        .iter()
        .map(|(role, list)| {
            let role = word(ctx.strings, "role", role).to_lowercase();
            ctx.strings.fill("as_role_in_n", &[("role", &role), ("n", &list.len().to_string())])
        })
        .collect();
    let table = (!deals.is_empty()).then(|| lists::deals_table(ctx, &deals));
    let people = back("roles", Kind::Actor)
        .into_iter()
        .flat_map(|s| match &ctx.reader.doc(s).record.own {
            Own::Actor(other) => other
                .roles
                .iter()
                .filter(|r| r.of.as_ref().and_then(|r| ctx.sym(r)) == Some(sym))
                .map(|r| PersonView {
                    card: ctx.card(s),
                    role: r.role.clone(),
                    former: r.former,
                    text: role_text(ctx, r),
                })
                .collect::<Vec<_>>(),
            _ => Vec::new(),
        })
        .collect();
    let mut about: Vec<Sym> = back("about", Kind::Quote);
    about.extend(back("to", Kind::Quote));
    let said = back("speaker", Kind::Quote);
    about.retain(|s| !said.contains(s));
    about.sort();
    about.dedup();
    let mut articles: Vec<Sym> = ctx.reader.mentions(sym).iter().map(|m| m.from).collect();
    articles.extend(back("key_points", Kind::Article));
    articles.sort();
    articles.dedup();
    let person = a.kind == Some(ActorKind::Person);
    let own = ActorView {
        kind: a.kind.map(ActorKind::word),
        kind_word: card.kind_word.clone(),
        shape: card.shape,
        initials: card.initials.clone(),
        deals_by_role: by_role
            .iter()
            .map(|(role, list)| ByRole {
                role: role.clone(),
                role_word: word(ctx.strings, "role", role),
                rows: ctx.rows(list),
            })
            .collect(),
        deals_caption: capital(&parts.join(", ")),
        deals: ctx.rows(&deals),
        totals: table.as_ref().and_then(|t| t.totals.clone()),
        table,
        events: ctx
            .in_order(Kind::Event, back("actors", Kind::Event))
            .into_iter()
            .filter_map(|s| ctx.event(s))
            .collect(),
        said: ctx.in_order(Kind::Quote, said).into_iter().filter_map(|s| ctx.quote(s)).collect(),
        about: ctx.in_order(Kind::Quote, about).into_iter().filter_map(|s| ctx.quote(s)).collect(),
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
        people,
        member_of: ctx.cards(&a.member_of),
        members: ctx.in_order(Kind::Actor, back("member_of", Kind::Actor)).into_iter().map(|s| ctx.card(s)).collect(),
        parent: a.parent.as_ref().and_then(|p| ctx.card_of(p)),
        children: ctx.in_order(Kind::Actor, back("parent", Kind::Actor)).into_iter().map(|s| ctx.card(s)).collect(),
        place: a.place.as_ref().and_then(|p| ctx.card_of(p)),
        image: lists::image(ctx, &doc.path, a.image.as_ref()),
        began: a.began.as_ref().map(|d| ctx.date(&d.value)),
        ended: a.ended.as_ref().map(|d| ctx.date(&d.value)),
        began_word: ctx.say(if person { "field_born" } else { "field_founded" }),
        ended_word: ctx.say(if person { "field_died" } else { "field_dissolved" }),
        articles: ctx.in_order(Kind::Article, articles).into_iter().map(|s| ctx.card(s)).collect(),
        links: relations(ctx, sym, &deals),
    };
    ("actor", with(ctx, sym, own), body)
}

/// The small network: who this actor shares deals with, and in how many.
fn relations(ctx: &Ctx, sym: Sym, deals: &[Sym]) -> Vec<Relation> {
    let mut shared: Vec<(Sym, usize)> = Vec::new();
    for deal in deals {
        let Own::Deal(d) = &ctx.reader.doc(*deal).record.own else { continue };
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
