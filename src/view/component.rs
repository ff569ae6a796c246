//! The components that an author may call in Markdown, with the views that they get and the arguments they take.

use super::ctx::Ctx;
use super::lists;
use crate::doc::component::Literal;
use crate::doc::record::*;
use crate::kb::Sym;

/// An argument's name, and the kind of record that it names (none: a plain word).
pub type Argument = (&'static str, Option<Kind>);

/// What nutgraf's own components take: name, and each argument with the kind of record it names (none: a plain word).
pub const OWN: [(&str, &[Argument]); 5] = [
    ("deals", &[("actor", Some(Kind::Actor)), ("kind", None), ("stage", None), ("limit", None)]),
    ("timeline", &[("actor", Some(Kind::Actor)), ("limit", None)]),
    ("card", &[("id", None)]),
    ("quote", &[("id", Some(Kind::Quote))]),
    ("actors", &[("kind", None), ("limit", None)]),
];

/// A literal argument as a template value.
pub fn literal(value: &Literal) -> tera::Value {
    match value {
        Literal::Text(text) => tera::Value::from(text.as_str()),
        Literal::Int(n) => tera::Value::from(*n),
        Literal::Bool(b) => tera::Value::from(*b),
    }
}

fn text<'a>(args: &'a [(String, Literal)], name: &str) -> Option<&'a str> {
    args.iter().find(|(k, _)| k == name).and_then(|(_, v)| v.as_text())
}

fn limit(args: &[(String, Literal)]) -> usize {
    match args.iter().find(|(k, _)| k == "limit") {
        Some((_, Literal::Int(n))) => usize::try_from(*n).unwrap_or(0),
        _ => usize::MAX,
    }
}

/// The view of one of nutgraf's own components; none for a site's own.
pub fn view(ctx: &Ctx, name: &str, args: &[(String, Literal)]) -> Option<tera::Value> {
    let actor = text(args, "actor").and_then(|id| ctx.reader.sym(id));
    let record = |key: &str| text(args, key).and_then(|id| ctx.reader.sym(id));
    Some(match name {
        "deals" => {
            let mut deals: Vec<Sym> = match actor {
                Some(actor) => ctx.reader.deals(actor).to_vec(),
                None => ctx.list(Kind::Deal),
            };
            let is = |sym: &Sym, key: &str, of: fn(&Deal) -> Option<&'static str>| {
                text(args, key).is_none_or(|want| match &ctx.reader.record(*sym).own {
                    Own::Deal(d) => of(d) == Some(want),
                    _ => false,
                })
            };
            deals.retain(|s| is(s, "kind", |d| d.kind.map(|k| k.word())));
            deals.retain(|s| is(s, "stage", |d| Some(Stage::of(d.status.as_ref().map(|s| s.value)).word())));
            deals.truncate(limit(args));
            lists::value(&lists::deals_table(ctx, &deals))
        }
        "timeline" => {
            let mut timeline = lists::timeline(ctx, actor);
            timeline.items.truncate(limit(args));
            lists::value(&timeline)
        }
        "card" => lists::value(&ctx.card(record("id")?)),
        "quote" => lists::value(&ctx.quote(record("id")?)?),
        "actors" => {
            let kind = text(args, "kind");
            let fits =
                |s: &Sym| kind.is_none_or(|want| ctx.reader.head(*s).actor_kind().map(|k| k.word()) == Some(want));
            let actors = ctx.reader.list(Kind::Actor).iter().copied().filter(fits);
            let mut cards: Vec<_> = actors.map(|s| ctx.card(s)).collect();
            cards.truncate(limit(args));
            lists::value(&lists::Cards { cards })
        }
        _ => return None,
    })
}
