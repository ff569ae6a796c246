//! One view per kind of page: what its template gets under its own name.

use serde::Serialize;

use super::ctx::{Ctx, money_view};
use super::fill::Part;
use super::lists;
use super::parts::*;
use super::record::{self, body, common};
use super::words::{capital, word};
use crate::doc::record::*;
use crate::kb::Sym;
use crate::text;

/// A record's page: the name under which its template finds it, its data, and its body.
pub struct Subject {
    pub name: &'static str,
    pub data: tera::Value,
    pub body: Vec<Part>,
}

/// The view of a record's own page.
pub fn record(ctx: &Ctx, sym: Sym) -> Subject {
    let doc = ctx.reader.doc(sym);
    let (name, data, body) = match &doc.record.own {
        Own::Article(a) => article(ctx, sym, a),
        Own::Actor(a) => actor(ctx, sym, a),
        Own::Deal(d) => deal(ctx, sym, d),
        Own::Event(e) => event(ctx, sym, e),
        Own::Source(_) => source(ctx, sym),
        Own::Quote(_) => quote(ctx, sym),
        Own::Term(t) => term(ctx, sym, t),
        Own::Place(p) => place(ctx, sym, p),
        Own::Page => page(ctx, sym),
    };
    Subject { name, data, body }
}

type Made = (&'static str, tera::Value, Vec<Part>);

/// A kind's own data beside what all records have.
#[derive(Serialize)]
struct With<T: Serialize> {
    #[serde(flatten)]
    common: RecordView,
    #[serde(flatten)]
    own: T,
}

fn with<T: Serialize>(ctx: &Ctx, sym: Sym, own: T) -> tera::Value {
    let mut common = common(ctx, sym);
    common.notes = ctx.taken_notes();
    lists::value(&With { common, own })
}

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
    actors: Vec<Card>,
    deals: Vec<Row>,
    events: Vec<EventRow>,
    rests_on: Option<String>,
    pull_quotes: Vec<String>,
    next: Option<Card>,
    previous: Option<Card>,
    series: Vec<Card>,
}

#[derive(Serialize)]
struct OriginView {
    source: Option<Card>,
    url: Option<String>,
    licence: Option<String>,
}

#[derive(Serialize)]
struct HeadingView {
    id: String,
    text: String,
    level: u8,
}

fn article(ctx: &Ctx, sym: Sym, a: &Article) -> Made {
    let doc = ctx.reader.doc(sym);
    let kind = a.kind.unwrap_or(ArticleKind::Explainer);
    // Numbers follow the page: key points first, then the body.
    let key_points = lists::points(ctx, a);
    let mut point_notes = ctx.taken_notes();
    let body = body(ctx, sym);
    point_notes.retain(|n| !ctx.notes.borrow().shown.contains(&n.n));
    let used = record::used(ctx, sym);
    let of = |kind: Kind| used.iter().copied().filter(move |s| ctx.reader.doc(*s).kind == kind).collect::<Vec<_>>();
    let mut sources = record::sources(ctx, sym);
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
        title: crate::kb::reader::name_of(doc),
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
        headings: doc
            .body
            .headings
            .iter()
            .map(|h| HeadingView { id: h.id.clone(), text: h.text.clone(), level: h.level })
            .collect(),
        minutes: lists::minutes(doc.body.words),
        words: doc.body.words,
        image: lists::image(ctx, &doc.path, a.image.as_ref()),
        actors: of(Kind::Actor).into_iter().map(|s| ctx.card(s)).collect(),
        deals: ctx.rows(&ctx.in_order(Kind::Deal, of(Kind::Deal))),
        events: ctx.in_order(Kind::Event, of(Kind::Event)).into_iter().filter_map(|s| ctx.event(s)).collect(),
        rests_on,
        pull_quotes: a.pull_quotes.clone(),
        next: beside(1),
        previous: beside(-1),
        series: series.iter().map(|s| ctx.card(*s)).collect(),
    };
    ("article", with(ctx, sym, own), body)
}

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

fn actor(ctx: &Ctx, sym: Sym, a: &Actor) -> Made {
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

#[derive(Serialize)]
struct StepView {
    stage_word: String,
    status_word: String,
    date: Option<DateView>,
    text: String,
    current: bool,
}

#[derive(Serialize)]
struct PartyView {
    #[serde(flatten)]
    card: Card,
    role: String,
    role_word: String,
    share: Option<String>,
    joined: Option<DateView>,
    left: Option<DateView>,
}

#[derive(Serialize)]
struct DealView {
    row: Row,
    kind: Option<&'static str>,
    kind_word: String,
    fields: Vec<FieldView>,
    course: Vec<StepView>,
    parties: Vec<PartyView>,
    value: Option<MoneyView>,
    status: Option<&'static str>,
    announced: Option<String>,
    signed: Option<String>,
    in_force: Option<String>,
    delivered: Option<String>,
    ends: Option<String>,
    part_of: Option<Card>,
    parts: Vec<Row>,
    supersedes: Option<Card>,
    superseded_by: Option<Card>,
    places: Vec<Card>,
    events: Vec<EventRow>,
    objections: Vec<String>,
}

fn deal(ctx: &Ctx, sym: Sym, d: &Deal) -> Made {
    let fields = record::deal_fields(ctx, sym, d);
    let body = body(ctx, sym);
    let back = |field: &str| -> Vec<Sym> {
        ctx.reader.back(sym).iter().filter(|(_, f)| *f == field).map(|(s, _)| *s).collect()
    };
    let party = |p: &Party| {
        Some(PartyView {
            card: ctx.card_of(&p.actor)?,
            role: p.role.value.clone(),
            role_word: word(ctx.strings, "role", &p.role.value),
            share: p.share.clone(),
            joined: p.joined.as_ref().map(|x| ctx.date(x)),
            left: p.left.as_ref().map(|x| ctx.date(x)),
        })
    };
    let edtf = |date: &Option<At<crate::date::Date>>| date.as_ref().map(|x| x.value.edtf());
    let Some(row) = ctx.row(sym) else { return ("deal", tera::Value::none(), body) };
    let own = DealView {
        kind: d.kind.map(DealKind::word),
        kind_word: row.deal_kind_word.clone().unwrap_or_default(),
        course: course(ctx, d),
        parties: d.parties.iter().filter_map(party).collect(),
        value: d.value.as_ref().map(money_view),
        status: d.status.as_ref().map(|s| s.value.word()),
        announced: edtf(&d.announced),
        signed: edtf(&d.signed),
        in_force: edtf(&d.in_force),
        delivered: edtf(&d.delivered),
        ends: edtf(&d.ends),
        part_of: d.part_of.as_ref().and_then(|r| ctx.card_of(r)),
        parts: ctx.rows(&ctx.in_order(Kind::Deal, back("part_of"))),
        supersedes: d.supersedes.as_ref().and_then(|r| ctx.card_of(r)),
        superseded_by: back("supersedes").first().map(|s| ctx.card(*s)),
        places: ctx.cards(&d.places),
        events: ctx.in_order(Kind::Event, back("deal")).into_iter().filter_map(|s| ctx.event(s)).collect(),
        objections: row.objections.clone(),
        fields,
        row,
    };
    ("deal", with(ctx, sym, own), body)
}

/// A deal's course: only steps that a field or `history` gives, in order, the last dated one marked as where it stands.
fn course(ctx: &Ctx, d: &Deal) -> Vec<StepView> {
    use Status::*;
    let mut steps: Vec<(Status, Option<&crate::date::Date>)> = Vec::new();
    // An announcement is no status of the model; it stands as proposed.
    let dated = [
        (Proposed, &d.announced),
        (Signed, &d.signed),
        (InForce, &d.in_force),
        (Delivered, &d.delivered),
        (Ended, &d.ends),
    ];
    for (status, date) in dated {
        if let Some(date) = date {
            steps.push((status, Some(&date.value)));
        }
    }
    for step in &d.history {
        let known = steps.iter().any(|(s, date)| *s == step.status && (date.is_some() || step.date.is_none()));
        if !known {
            steps.push((step.status, step.date.as_ref()));
        }
    }
    if let Some(now) = &d.status
        && !steps.iter().any(|(s, _)| *s == now.value)
        // "Agreed in 2014" and a signing date of 2014 are one step, not two.
        && !(now.value == Agreed && steps.iter().any(|(s, _)| *s == Signed))
    {
        steps.push((now.value, None));
    }
    let now = d.status.as_ref().map(|s| s.value);
    steps.sort_by_key(|(s, date)| (date.is_none(), crate::date::Key::of(*date), *s));
    steps
        .into_iter()
        .map(|(status, date)| {
            let announced = status == Proposed && d.announced.as_ref().map(|x| &x.value) == date && date.is_some();
            let status_word = if announced {
                capital(&ctx.say("field_announced"))
            } else {
                word(ctx.strings, "status", status.word())
            };
            StepView {
                stage_word: word(ctx.strings, "stage", Stage::of(Some(status)).word()),
                text: date.map_or_else(|| ctx.say("undated"), |x| x.spell(ctx.strings)),
                status_word,
                date: date.map(|x| ctx.date(x)),
                current: now == Some(status) || now == Some(Agreed) && status == Signed,
            }
        })
        .collect()
}

#[derive(Serialize)]
struct EventView {
    row: EventRow,
    kind: Option<String>,
    kind_word: String,
    fields: Vec<FieldView>,
    causes: Vec<Card>,
    effects: Vec<Card>,
    quantity_text: Option<String>,
}

fn event(ctx: &Ctx, sym: Sym, e: &Event) -> Made {
    let fields = record::event_fields(ctx, sym, e);
    let body = body(ctx, sym);
    let Some(row) = ctx.event(sym) else { return ("event", tera::Value::none(), body) };
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
    ("event", with(ctx, sym, own), body)
}

#[derive(Serialize)]
struct Rests {
    record: Card,
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
    line: SourceLine,
    kind_word: String,
    rests: Vec<Rests>,
    text: Option<Vec<Paragraph>>,
}

fn source(ctx: &Ctx, sym: Sym) -> Made {
    let body = body(ctx, sym);
    let Some(line) = ctx.source_line(sym) else { return ("source", tera::Value::none(), body) };
    let mut from: Vec<Sym> = ctx.reader.back(sym).iter().map(|(s, _)| *s).collect();
    from.sort();
    from.dedup();
    from.sort_by_cached_key(|s| {
        let doc = ctx.reader.doc(*s);
        (doc.kind, text::fold(&crate::kb::reader::name_of(doc)))
    });
    let source_id = &ctx.reader.doc(sym).id;
    let rests = from
        .iter()
        .map(|s| {
            let doc = ctx.reader.doc(*s);
            let doubt = super::ctx::is_doubt(&doc.record.common);
            let id = At { value: source_id.clone(), span: 0..0 };
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
    ("source", with(ctx, sym, own), body)
}

/// The text of a source, where it is published: its blocks, with every found quote lit up and leading to what rests on it.
fn published_text(ctx: &Ctx, sym: Sym, from: &[Sym]) -> Option<Vec<Paragraph>> {
    use crate::kb::proof::Kept;
    let raw = ctx.reader.text(sym)?;
    let Own::Source(s) = &ctx.reader.doc(sym).record.own else { return None };
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

#[derive(Serialize)]
struct QuotePage {
    row: QuoteRow,
    kind_word: String,
}

fn quote(ctx: &Ctx, sym: Sym) -> Made {
    let body = body(ctx, sym);
    let Some(row) = ctx.quote(sym) else { return ("quote", tera::Value::none(), body) };
    let kind_word = row.form_word.clone().unwrap_or_else(|| ctx.say("kind_quote"));
    ("quote", with(ctx, sym, QuotePage { row, kind_word }), body)
}

#[derive(Serialize)]
struct TermView {
    expands: Option<String>,
    see: Vec<Card>,
    kind_word: String,
}

fn term(ctx: &Ctx, sym: Sym, t: &Term) -> Made {
    let body = body(ctx, sym);
    let own = TermView { expands: t.expands.clone(), see: ctx.cards(&t.see), kind_word: ctx.say("kind_term") };
    ("term", with(ctx, sym, own), body)
}

#[derive(Serialize)]
struct PlaceView {
    lat: Option<f64>,
    lon: Option<f64>,
    precision: Option<&'static str>,
    country: Option<Card>,
    within: Option<Card>,
    contains: Vec<Card>,
    deals: Vec<Row>,
    events: Vec<EventRow>,
    actors: Vec<Card>,
    geo_text: Option<String>,
    kind_word: String,
}

fn place(ctx: &Ctx, sym: Sym, p: &PlaceRecord) -> Made {
    let body = body(ctx, sym);
    let back = |field: &str| -> Vec<Sym> {
        ctx.reader.back(sym).iter().filter(|(_, f)| *f == field).map(|(s, _)| *s).collect()
    };
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
        contains: ctx.in_order(Kind::Place, back("within")).into_iter().map(|s| ctx.card(s)).collect(),
        deals: ctx.rows(&ctx.in_order(Kind::Deal, back("places"))),
        events: ctx.in_order(Kind::Event, back("place")).into_iter().filter_map(|s| ctx.event(s)).collect(),
        actors: ctx.in_order(Kind::Actor, back("place")).into_iter().map(|s| ctx.card(s)).collect(),
        geo_text: geo,
        kind_word: ctx.say("kind_place"),
    };
    ("place", with(ctx, sym, own), body)
}

#[derive(Serialize)]
struct PlainView {
    title: String,
    kind_word: String,
}

fn page(ctx: &Ctx, sym: Sym) -> Made {
    let body = body(ctx, sym);
    let title = crate::kb::reader::name_of(ctx.reader.doc(sym));
    ("entry", with(ctx, sym, PlainView { title, kind_word: ctx.say("kind_page") }), body)
}
