//! The drafts that a key asks for, made from the key itself: they must score in full, or no program could.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::drafted::Drafted;
use crate::fold;
use crate::key::{Deal, Key, Party};

fn table(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> Table {
    pairs.into_iter().map(|(field, value)| (field.to_string(), value)).collect()
}

fn text(text: &str) -> Value {
    Value::String(text.to_string())
}

fn named<T>(all: impl Iterator<Item = T>, draft: impl Fn(T) -> Table) -> BTreeMap<String, Table> {
    all.enumerate().map(|(n, one)| (format!("n{n}"), draft(one))).collect()
}

fn deal(key: &Key, deal: &Deal) -> Table {
    let party = |party: &Party| {
        let place = key.actors.iter().position(|a| a.name == party.actor).expect("an actor");
        let role = party.roles.first().map_or("party", String::as_str);
        Value::Table(table([("actor", text(&format!("n{place}"))), ("role", text(role))]))
    };
    let mut out = table([
        ("name", text(&deal.parties[0].actor)),
        ("kind", text(&deal.kinds[0])),
        ("parties", Value::Array(deal.parties.iter().chain(&deal.may).map(party).collect())),
    ]);
    out.extend(deal.status.first().map(|status| ("status".to_string(), text(status))));
    out.extend(deal.date.as_ref().map(|date| ("signed".to_string(), text(date))));
    out.extend(deal.value.as_ref().map(|value| {
        let value = table([("amount", Value::Integer(value.amount)), ("currency", text(&value.currency))]);
        ("value".to_string(), Value::Table(value))
    }));
    out
}

pub fn drafted(key: &Key) -> Drafted {
    let authors = key.authors.iter().map(|name| text(name)).collect();
    let mut article = table([("title", text(&key.title)), ("authors", Value::Array(authors))]);
    let says = [("dek", &key.dek), ("outlet", &key.outlet), ("dateline", &key.dateline), ("published", &key.published)];
    article.extend(says.into_iter().filter_map(|(field, said)| Some((field.to_string(), text(said.as_ref()?)))));
    article.insert("pull_quotes".to_string(), Value::Array(key.pull_quotes.iter().map(|words| text(words)).collect()));
    let actor = |actor: &crate::key::Actor| {
        let kind =
            ["state", "government", "person", "party", "company", "military", "armed-group", "igo", "ngo", "media"];
        let kind = kind.into_iter().find(|kind| actor.kind.has(kind)).unwrap_or("collective");
        table([("name", text(&actor.name)), ("kind", text(kind))])
    };
    let quote = |quote: &crate::key::Quote| {
        let place = key.actors.iter().position(|a| a.name == quote.speaker).expect("a speaker");
        table([("text", text(&quote.begins)), ("speaker", text(&format!("n{place}")))])
    };
    Drafted {
        article,
        body: format!("{}\n\n{}\n\n{}", key.body_first, key.keep.join("\n\n"), key.body_last),
        actors: named(key.actors.iter(), actor),
        deals: named(key.deals.iter(), |one| deal(key, one)),
        events: BTreeMap::new(),
        quotes: named(key.quotes.iter(), quote),
        kept: key.quotes.iter().map(|quote| quote.begins.as_str()).collect::<Vec<_>>().join("\n\n"),
    }
}

/// What a key quotes from its article and the article has not.
pub fn misquoted<'a>(key: &'a Key, page: &str) -> Vec<&'a str> {
    let page = [fold::plain(&fold::unmarked(page)), fold::plain(page)];
    let parts = [&key.keep, &key.furniture, &key.pull_quotes, &key.authors].into_iter().flatten();
    let parts = parts.chain([&key.title, &key.body_first, &key.body_last]).chain(&key.dek).chain(&key.dateline);
    let quotes = key.quotes.iter().map(|quote| &quote.begins);
    let stands = |part: &str| page.iter().any(|page| page.contains(&fold::plain(part)));
    parts.chain(quotes).map(String::as_str).filter(|part| !stands(part)).collect()
}
