//! The records as data: `data/KIND.csv` and `data/KIND.json`, with ids as they are used in the site.

use serde::Serializer;
use serde_json::{Value, json};

use super::ctx::Ctx;
use crate::date::Date;
use crate::doc::record::*;
use crate::kb::Sym;

/// A kind's records in both forms.
pub struct Data {
    /// One row a record, lists joined by `; `.
    pub csv: Vec<u8>,
    /// A list of records with the field names of the model.
    pub json: Vec<u8>,
}

/// All records of a kind, in the order of their list.
pub fn of(ctx: &Ctx, kind: Kind) -> Data {
    let columns = columns(kind);
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the same length.
    let _ = csv.write_record(columns);
    let mut json = Vec::new();
    let mut writer = serde_json::Serializer::pretty(&mut json);
    // Record by record: all of them as values would be larger than the files.
    let _ = writer.collect_seq(ctx.reader.list(kind).iter().map(|sym| {
        let data = record(ctx, *sym);
        let _ = csv.write_record(columns.iter().map(|c| cell(data.get(*c).unwrap_or(&Value::Null))));
        data
    }));
    json.push(b'\n');
    Data { csv: csv.into_inner().unwrap_or_default(), json }
}

fn columns(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Article => &["id", "name", "kind", "dek", "published", "updated", "authors", "outlet", "url"],
        Kind::Actor => &[
            "id",
            "name",
            "kind",
            "aliases",
            "summary",
            "roles",
            "member_of",
            "parent",
            "born",
            "founded",
            "died",
            "dissolved",
            "deals",
            "standing",
            "source",
            "evidence",
            "url",
        ],
        Kind::Deal => &[
            "id",
            "name",
            "kind",
            "parties",
            "status",
            "stage",
            "date",
            "announced",
            "signed",
            "in_force",
            "delivered",
            "ends",
            "date_text",
            "amount",
            "min",
            "max",
            "currency",
            "precision",
            "value_as_written",
            "quantity",
            "unit",
            "places",
            "part_of",
            "standing",
            "attributed_to",
            "source",
            "evidence",
            "url",
        ],
        Kind::Event => &[
            "id",
            "name",
            "kind",
            "date",
            "end",
            "date_text",
            "actors",
            "place",
            "deal",
            "standing",
            "attributed_to",
            "source",
            "evidence",
            "url",
        ],
        Kind::Source => &[
            "id",
            "name",
            "kind",
            "authors",
            "container",
            "issued",
            "url_out",
            "archive_url",
            "accessed",
            "publisher",
            "licence",
            "primary",
            "url",
        ],
        Kind::Quote => &["id", "text", "speaker", "to", "date", "form", "about", "source", "url"],
        Kind::Term => &["id", "name", "expands", "summary", "see", "url"],
        Kind::Place => &["id", "name", "lat", "lon", "precision", "country", "within", "url"],
        Kind::Page => &[],
    }
}

/// A cell that no spreadsheet takes for a formula; plain numbers are left alone.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        Value::Array(items) => items.iter().map(item).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    };
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula && text.parse::<f64>().is_err() { format!("'{text}") } else { text }
}

fn item(value: &Value) -> String {
    let field = |key: &str| value.get(key).and_then(Value::as_str);
    match value {
        Value::String(s) => s.clone(),
        // A party or an actor with a role, a role of somebody, a quote.
        Value::Object(_) => match (field("actor"), field("role"), field("quote"), field("text")) {
            (Some(actor), Some(role), ..) => format!("{actor} ({role})"),
            (Some(actor), None, ..) => actor.to_string(),
            (None, Some(role), ..) => field("of").map_or_else(|| role.to_string(), |of| format!("{role} ({of})")),
            (_, _, Some(quote), _) => quote.to_string(),
            (_, _, _, Some(text)) => text.to_string(),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}

fn edtf(date: Option<&Date>) -> Value {
    date.map_or(Value::Null, |d| json!(d.edtf()))
}

fn at(date: &Option<At<Date>>) -> Value {
    edtf(date.as_ref().map(|d| &d.value))
}

fn id(reference: &Option<Ref>) -> Value {
    reference.as_ref().map_or(Value::Null, |r| json!(r.value))
}

fn ids(refs: &[Ref]) -> Value {
    json!(refs.iter().map(|r| &r.value).collect::<Vec<_>>())
}

fn parties(parties: &[Party]) -> Value {
    let party = |p: &Party| match p.role.value.as_str() {
        "" => json!({ "actor": p.actor.value }),
        role => json!({ "actor": p.actor.value, "role": role }),
    };
    parties.iter().map(party).collect()
}

/// One record as JSON; what is not known is left out.
pub fn record(ctx: &Ctx, sym: Sym) -> Value {
    let Record { common: c, own } = ctx.reader.record(sym);
    let head = ctx.reader.head(sym);
    let path = super::ctx::path_of(head.kind(), head.id());
    let url = match &ctx.reader.config().url {
        Some(base) => format!("{}/{path}", base.value.trim_end_matches('/')),
        None => path,
    };
    let source = |r: &Option<Ref>| r.as_ref().or(c.source.as_ref()).map(|r| r.value.clone());
    let evidence: Vec<Value> = c
        .evidence
        .iter()
        .map(|e| {
            let named = source(&e.source);
            let found = named
                .as_ref()
                .and_then(|id| ctx.reader.sym(id))
                .zip(e.quote.as_ref())
                .and_then(|(s, q)| ctx.reader.proof(s, &q.value, e.at.as_ref().map(|a| a.value.as_str())));
            let fields: Vec<&str> = e.fields.iter().map(|f| f.value.as_str()).collect();
            prune(json!({
                "source": named, "quote": e.quote.as_ref().map(|q| &q.value), "for": fields,
                "at": e.at.as_ref().map(|a| &a.value), "says": e.says, "found": e.quote.as_ref().map(|_| found.is_some()),
                "paragraph": found.and_then(|p| p.paragraph),
            }))
        })
        .collect();
    let mut data = json!({
        "id": head.id(), "name": head.name(), "short": c.short, "url": url,
        "aliases": c.aliases.iter().map(|a| &a.text.value).collect::<Vec<_>>(),
        "summary": c.summary.as_ref().map(|s| &s.value),
        "ids": c.ids.iter().map(|(k, v)| (k.clone(), json!(v))).collect::<serde_json::Map<_, _>>(),
        "standing": c.standing.as_ref().map(|s| s.value.word()),
        "attributed_to": c.attributed_to.as_ref().map(|s| &s.value),
        "rank": c.rank.as_ref().map(|r| r.value.word()), "reason": c.reason,
        "updated": edtf(c.updated.as_ref()), "as_of": edtf(c.as_of.as_ref()),
        "source": c.source.as_ref().map(|s| &s.value), "evidence": evidence,
        "unconfirmed": super::ctx::is_unconfirmed(c).then_some(true),
    });
    let own = match own {
        Own::Article(a) => json!({
            "kind": a.kind.unwrap_or(ArticleKind::Explainer).word(), "dek": a.dek.as_ref().map(|d| &d.value), "published": at(&a.published),
            "authors": a.authors.iter().map(|x| &x.name).collect::<Vec<_>>(), "outlet": a.outlet, "dateline": a.dateline,
        }),
        Own::Actor(a) => {
            let person = a.kind == Some(ActorKind::Person);
            json!({
                "kind": a.kind.map(ActorKind::word),
                "roles": a.roles.iter().map(|r| prune(json!({
                    "role": r.role, "of": r.of.as_ref().map(|o| &o.value), "start": edtf(r.start.as_ref()), "end": edtf(r.end.as_ref()),
                    "former": r.former.then_some(true), "as_written": r.as_written,
                }))).collect::<Vec<_>>(),
                "member_of": ids(&a.member_of), "parent": id(&a.parent), "place": id(&a.place),
                if person { "born" } else { "founded" }: at(&a.began), if person { "died" } else { "dissolved" }: at(&a.ended),
                "deals": ctx.reader.deals(sym).iter().map(|s| ctx.reader.head(*s).id()).collect::<Vec<_>>(),
            })
        }
        Own::Deal(d) => {
            let value = d.value.clone().unwrap_or_default();
            let number = |a: Option<crate::money::Amount>| a.map(|a| number(&a.to_string()));
            json!({
                "kind": d.kind.map(DealKind::word), "parties": parties(&d.parties), "status": d.status.as_ref().map(|s| s.value.word()),
                "stage": Stage::of(d.status.as_ref().map(|s| s.value)).word(), "date": edtf(crate::kb::deal_date(d)),
                "announced": at(&d.announced), "signed": at(&d.signed), "in_force": at(&d.in_force), "delivered": at(&d.delivered),
                "ends": at(&d.ends), "date_text": d.date_text, "date_why": d.date_why,
                "amount": number(value.amount), "min": number(value.min), "max": number(value.max), "currency": value.currency,
                "precision": value.precision.map(Precision::word), "value_as_written": value.as_written,
                "quantity": d.quantity.as_ref().and_then(|q| number(Some(q.n))), "unit": d.quantity.as_ref().and_then(|q| q.unit.clone()),
                "items": d.items.iter().map(|i| prune(json!({ "designation": i.designation, "description": i.description, "count": i.count }))).collect::<Vec<_>>(),
                "places": ids(&d.places), "part_of": id(&d.part_of), "supersedes": id(&d.supersedes), "umbrella": d.umbrella.then_some(true),
            })
        }
        Own::Event(e) => json!({
            "kind": e.kind, "date": at(&e.date), "end": at(&e.end), "date_text": e.date_text, "actors": parties(&e.actors),
            "place": id(&e.place), "deal": id(&e.deal), "caused_by": ids(&e.caused_by),
        }),
        Own::Source(s) => json!({
            "kind": s.kind, "authors": s.authors, "container": s.container, "issued": at(&s.issued),
            "url_out": s.url.as_ref().map(|u| &u.value), "archive_url": s.archive_url.as_ref().map(|u| &u.value),
            "accessed": edtf(s.accessed.as_ref()), "publisher": s.publisher, "licence": s.licence, "primary": s.primary.then_some(true),
        }),
        Own::Quote(q) => json!({
            "text": q.text.as_ref().map(|t| &t.value), "speaker": id(&q.speaker), "to": id(&q.to), "date": at(&q.date),
            "form": q.form.map(QuoteForm::word), "about": ids(&q.about), "translation": q.translation,
        }),
        Own::Term(t) => json!({ "expands": t.expands, "see": ids(&t.see) }),
        Own::Place(p) => json!({
            "lat": p.lat, "lon": p.lon, "precision": p.precision.map(PlacePrecision::word), "country": id(&p.country), "within": id(&p.within),
        }),
        Own::Page => Value::Null,
    };
    if let (Some(data), Value::Object(own)) = (data.as_object_mut(), own) {
        data.extend(own);
    }
    prune(data)
}

/// A number as JSON has it, exactly where it fits.
fn number(text: &str) -> Value {
    match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(n), _) => json!(n),
        (_, Ok(n)) => json!(n),
        _ => json!(text),
    }
}

fn prune(mut value: Value) -> Value {
    if let Value::Object(map) = &mut value {
        map.retain(|_, v| match v {
            Value::Null => false,
            Value::Array(a) => !a.is_empty(),
            Value::Object(o) => !o.is_empty(),
            _ => true,
        });
    }
    value
}
