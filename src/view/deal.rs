//! A deal’s page: its fields beside their words, its course, its parties.

use serde::Serialize;

use super::ctx::Ctx;
use super::ctx::money_view;
use super::pages::{Made, with};
use super::parts::*;
use super::record::{self, body};
use super::shelf::Piece;
use super::words::{capital, word};
use crate::doc::record::*;
use crate::kb::Sym;

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
    card: Piece<Card>,
    role: String,
    role_word: String,
    share: Option<String>,
    joined: Option<DateView>,
    left: Option<DateView>,
}

#[derive(Serialize)]
struct DealView {
    row: Piece<Row>,
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
    part_of: Option<Piece<Card>>,
    parts: Vec<Piece<Row>>,
    supersedes: Option<Piece<Card>>,
    superseded_by: Option<Piece<Card>>,
    places: Vec<Piece<Card>>,
    events: Vec<Piece<EventRow>>,
    objections: Vec<String>,
}

pub fn view(ctx: &Ctx, sym: Sym, d: &Deal) -> Made {
    let fields = ctx.wanted("fields", || record::deal_fields(ctx, sym, d));
    let body = body(ctx, sym);
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
    let Some(row) = ctx.row(sym) else { return ("deal", tera::Map::default(), body) };
    let own = DealView {
        kind: d.kind.map(DealKind::word),
        kind_word: row.deal_kind_word.clone().unwrap_or_default(),
        course: ctx.wanted("course", || course(ctx, d)),
        parties: d.parties.iter().filter_map(party).collect(),
        value: d.value.as_ref().map(money_view),
        status: d.status.as_ref().map(|s| s.value.word()),
        announced: edtf(&d.announced),
        signed: edtf(&d.signed),
        in_force: edtf(&d.in_force),
        delivered: edtf(&d.delivered),
        ends: edtf(&d.ends),
        part_of: d.part_of.as_ref().and_then(|r| ctx.card_of(r)),
        parts: ctx.rows(&ctx.back_in_order(sym, "part_of", Kind::Deal)),
        supersedes: d.supersedes.as_ref().and_then(|r| ctx.card_of(r)),
        superseded_by: ctx.back(sym, "supersedes", Kind::Deal).first().map(|s| ctx.card(*s)),
        places: ctx.cards(&d.places),
        events: ctx.wanted("events", || {
            ctx.back_in_order(sym, "deal", Kind::Event).into_iter().filter_map(|s| ctx.event(s)).collect()
        }),
        objections: row.objections.clone(),
        fields,
        row,
    };
    ("deal", with(ctx, sym, &own), body)
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
