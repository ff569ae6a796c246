//! The fields that every record may have, and the small tables that several kinds share.

use std::ops::Range;

use super::record::*;
use crate::config;
use crate::date::Date;
use crate::diag::Diag;
use crate::fields::{Fields, Item};

/// A summary is read on a hover card and in search results.
const SUMMARY: usize = 300;

/// Reads what every record may have. A page has only some of it.
pub fn read(f: &mut Fields, kind: Kind) -> Common {
    let named = if matches!(kind, Kind::Article | Kind::Page) { "title" } else { "name" };
    let mut common = Common { name: f.text(named), summary: summary(f), ..Common::default() };
    common.draft = f.flag("draft").is_some_and(|d| d.value);
    common.was = f.ids("was");
    common.updated = date(f, "updated");
    common.lang = config::lang(f);
    common.dir = f.word("dir", Dir::WORDS, Dir::read).map(|d| d.value);
    common.extra = f.get("extra").and_then(|e| e.table("a table").map(|_| e.free()));
    if kind == Kind::Page {
        return common;
    }
    common.short = f.string("short");
    common.aliases = f.list("aliases").iter().filter_map(alias).collect();
    common.ids = ids(f);
    common.source = f.id("source");
    common.evidence = f.list("evidence").iter().filter_map(|e| evidence(e, common.source.as_ref())).collect();
    common.standing = f.word("standing", Standing::WORDS, Standing::read);
    common.attributed_to = f.text("attributed_to");
    common.as_of = date(f, "as_of");
    common.responses = f.tables("responses").into_iter().filter_map(response).collect();
    common.changes = f.tables("changes").into_iter().filter_map(change).collect();
    common.rank = f.word("rank", Rank::WORDS, Rank::read);
    common.reason = f.string("reason");
    common.review_on = f.date("review_on");
    common.unconfirmed = unconfirmed(f);
    common
}

/// What is asked when all fields of a record have been read.
pub fn finish(f: &mut Fields, common: &mut Common, kind: Kind, intro: bool) {
    let found = common.name.is_some();
    match kind {
        Kind::Quote => {}
        _ if intro => {}
        Kind::Article | Kind::Page => f.require("title", found, "title = \"…\""),
        _ => f.require("name", found, "name = \"…\""),
    }
    f.slipped("extra");
    f.slipped("ids");
}

pub fn date(f: &mut Fields, key: &'static str) -> Option<Date> {
    Some(f.date(key)?.value)
}

fn summary(f: &mut Fields) -> Option<Text> {
    let summary = f.text("summary")?;
    let length = summary.value.chars().count();
    if length > SUMMARY {
        let message = format!("`summary` has {length} characters; it takes at most {SUMMARY}");
        f.file.error("too-long", message, &summary.span, "say the rest in the body, below the second +++");
    }
    Some(summary)
}

fn alias(item: &Item) -> Option<Alias> {
    if !item.is_table() {
        return Some(Alias { text: item.text()?, kind: AliasKind::Alias, lang: None });
    }
    let mut f = item.table("a text, or { text, kind, lang }")?;
    let text = f.text("text");
    f.require("text", text.is_some(), "{ text = \"Moscow\", kind = \"metonym\" }");
    let kind = f.word("kind", AliasKind::WORDS, AliasKind::read).map_or(AliasKind::Alias, |k| k.value);
    let lang = config::lang(&mut f);
    f.done();
    Some(Alias { text: text?, kind, lang })
}

/// Names in other catalogues; a bare number is as good as a text.
fn ids(f: &mut Fields) -> Vec<(String, String)> {
    let Some(table) = f.sub("ids") else { return Vec::new() };
    let value = |item: &Item| match item.free() {
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::String(_) => item.text().map(|t| t.value),
        _ => item.text().map(|t| t.value),
    };
    table.all().iter().filter_map(|(key, item)| Some((key.value.clone(), value(item)?))).collect()
}

fn evidence(item: &Item, default: Option<&Ref>) -> Option<Evidence> {
    let mut entry = Evidence {
        span: item.span.clone(),
        source: default.cloned(),
        quote: None,
        fields: Vec::new(),
        at: None,
        says: None,
    };
    if !item.is_table() {
        wordless(item);
        entry.quote = Some(item.text()?);
        return Some(entry);
    }
    let mut f = item.table("a text, or { source, quote, for, at, says }")?;
    entry.source = f.id("source").or(entry.source);
    entry.quote = f.get("quote").and_then(|quote| {
        wordless(&quote);
        quote.text()
    });
    entry.fields = if f.has("for") { one_or_list(&mut f, "for") } else { f.texts("for") };
    entry.at = f.text("at");
    entry.says = f.string("says");
    f.done();
    Some(entry)
}

/// An empty text counts as absent, but a quote that is there and has no words is a slip.
fn wordless(quote: &Item) {
    if quote.as_str().is_some_and(|words| words.trim().is_empty()) {
        let help = "quote the words of the source, or name the source alone: { source = \"ID\" }";
        quote.file.error("empty-quote", "a quote without words".to_string(), &quote.span, help);
    }
}

/// `for = "value"` where one name stands for a list of one.
fn one_or_list(f: &mut Fields, key: &'static str) -> Vec<Text> {
    match f.get(key) {
        Some(item) if item.as_str().is_some() => item.text().into_iter().collect(),
        Some(item) => item.list().iter().filter_map(Item::text).collect(),
        None => Vec::new(),
    }
}

fn response(mut f: Fields) -> Option<Response> {
    let by = f.text("by");
    f.require("by", by.is_some(), "by = \"india\"");
    let stance = f.word("stance", Stance::WORDS, Stance::read);
    f.require("stance", stance.is_some(), "stance = \"denies\"");
    let (text, source, when) = (f.string("text"), f.id("source"), date(&mut f, "date"));
    f.done();
    Some(Response { by: by?, stance: stance?.value, text, source, date: when })
}

fn change(mut f: Fields) -> Option<Change> {
    let when = date(&mut f, "date");
    f.require("date", when.is_some(), "date = 2026-11-24");
    let kind = f.word("kind", ChangeKind::WORDS, ChangeKind::read);
    f.require("kind", kind.is_some(), "kind = \"correction\"");
    let text = f.string("text");
    f.require("text", text.is_some(), "text = \"what was wrong, and what is right\"");
    f.done();
    Some(Change { date: when?, kind: kind?.value, text: text? })
}

fn unconfirmed(f: &mut Fields) -> Option<At<Unconfirmed>> {
    let item = f.get("unconfirmed")?;
    let value = match item.as_bool() {
        Some(false) => return None,
        Some(true) => Unconfirmed::All,
        None => match item.list() {
            list if list.is_empty() => return None,
            list => Unconfirmed::Fields(list.iter().filter_map(Item::text).collect()),
        },
    };
    Some(At { value, span: item.span })
}

/// `{ src, alt, credit, licence }`, or a bare path.
pub fn image(f: &mut Fields) -> Option<Image> {
    let item = f.get("image")?;
    if !item.is_table() {
        return Some(Image { src: item.text()?, alt: None, credit: None, licence: None });
    }
    let mut f = item.table("{ src, alt, credit, licence }")?;
    let src = f.url("src");
    f.require("src", src.is_some(), "src = \"pipeline.jpg\"");
    let image = (f.string("alt"), f.string("credit"), f.string("licence"));
    f.done();
    let (alt, credit, licence) = image;
    Some(Image { src: src?, alt, credit, licence })
}

/// `{ n, unit, precision }`
pub fn quantity(f: &mut Fields) -> Option<Quantity> {
    let item = f.get("quantity")?;
    if !item.is_table() {
        item.wrong("{ n, unit, precision }", "write: quantity = { n = 1100, unit = \"km\" }");
        return None;
    }
    let mut f = item.table("{ n, unit, precision }")?;
    let n = f.amount("n");
    f.require("n", n.is_some(), "{ n = 1100, unit = \"km\" }");
    let unit = f.string("unit");
    let precision = precision(&mut f);
    f.done();
    Some(Quantity { n: n?.value, unit, precision })
}

pub fn precision(f: &mut Fields) -> Option<Precision> {
    Some(f.word("precision", Precision::WORDS, Precision::read)?.value)
}

/// Those who take part: a bare id, or `{ actor, role, share, joined, left }`; `default` is the role of one without.
pub fn parties(f: &mut Fields, key: &'static str, default: &str) -> Vec<Party> {
    f.list(key).iter().filter_map(|item| party(item, key, default)).collect()
}

fn party(item: &Item, key: &'static str, default: &str) -> Option<Party> {
    let no_role = |span: &Range<usize>| Text { value: default.to_string(), span: span.clone() };
    if !item.is_table() {
        let actor = item.id()?;
        let role = no_role(&actor.span);
        return Some(Party { actor, role, share: None, joined: None, left: None });
    }
    let mut f = item.table("an id, or { actor, role }")?;
    let actor = f.id("actor");
    f.require("actor", actor.is_some(), "{ actor = \"russia\", role = \"supplier\" }");
    let role = f.text("role").unwrap_or_else(|| no_role(&item.span));
    let (mut share, mut joined, mut left) = (None, None, None);
    // An event's actors have a role and no more.
    if key == "parties" {
        (share, joined, left) = (f.string("share"), f.date("joined"), f.date("left"));
        order(&f, "left", left.as_ref(), "joined", joined.as_ref());
    }
    f.done();
    Some(Party { actor: actor?, role, share, joined: joined.map(|d| d.value), left: left.map(|d| d.value) })
}

/// An error where `end` is over before `start` has begun.
pub fn order(f: &Fields, end_key: &str, end: Option<&At<Date>>, start_key: &str, start: Option<&At<Date>>) {
    let (Some(end), Some(start)) = (end, start) else { return };
    let (Some(last), Some(first)) = (end.value.latest(), start.value.earliest()) else { return };
    if last < first {
        let message = format!("`{end_key}`, {}, is before `{start_key}`, {}", end.value.edtf(), start.value.edtf());
        f.file.tell(
            Diag::error("end-before-start", message)
                .at(f.file.place(&end.span))
                .label(f.file.place(&start.span), "the start")
                .help("correct one of the two dates"),
        );
    }
}
