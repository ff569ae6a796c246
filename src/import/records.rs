//! What was found, as record files: front matter, ids, evidence. Every quote is looked up in the kept text before it
//! is written; a record whose quote is not found is dropped.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::blocks::Input;
use super::deals::{Deal, Unresolved};
use super::events::Event;
use super::head::Head;
use super::names::{Actor, Found};
use super::prose;
use super::quotes::Quote;
use super::words::Paragraph;
use super::{Existing, Proofs, short_id};
use crate::doc::record::AliasKind;
use crate::kb::proof::{Kept, Lock, Miss, Passage, Proof};
use crate::text::{fold, slug};

/// All that the sieve found.
pub struct Sieved<'a> {
    pub head: &'a Head,
    pub found: Found,
    pub deals: Vec<Deal>,
    pub unresolved: Vec<Unresolved>,
    pub events: Vec<Event>,
    pub quotes: Vec<Quote>,
    pub paragraphs: Vec<Paragraph>,
}

/// The files, and what the report tells of them.
#[derive(Default)]
pub struct Written {
    pub files: Vec<(String, Vec<u8>)>,
    pub lock: Lock,
    pub outlet: Option<String>,
    /// A name that may be the outlet's, though only one thing speaks for it.
    pub outlet_guess: Option<String>,
    /// Kind, id, name of every record drafted.
    pub records: Vec<(&'static str, String, String)>,
    /// Existing actors the text speaks of: id and first passage.
    pub known: Vec<(String, String)>,
    /// Ids that were taken: wanted, given.
    pub renamed: Vec<(String, String)>,
    /// What was dropped, and why.
    pub dropped: Vec<String>,
}

/// At most so many records are drafted from one article.
const MOST: usize = 300;

/// How much of a sentence is quoted as evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The words that tell it, and those around them up to a sign.
    Words,
    /// The sentence, where it is not too long.
    Sentence,
}

struct Writer<'a> {
    sieved: &'a Sieved<'a>,
    kept: &'a Kept,
    sha: &'a str,
    is_long: bool,
    source: &'a str,
    ids: BTreeSet<String>,
    out: Written,
}

/// Writes all files of a draft.
pub fn write(
    sieved: &Sieved,
    input: &Input,
    proofs: &Proofs,
    existing: &Existing,
    article: &str,
    source: &str,
) -> Written {
    let mut ids = existing.ids.clone();
    ids.insert(article.to_string());
    ids.insert(source.to_string());
    let Proofs { kept, sha256, is_long } = proofs;
    let mut w = Writer { sieved, kept, sha: sha256, is_long: *is_long, source, ids, out: Written::default() };
    w.out.lock.set_sha(source, sha256);
    (w.out.outlet, w.out.outlet_guess) = outlet(sieved);
    let kept_path = format!("kept/{source}.txt");
    w.article(article);
    w.source_record(&kept_path);
    let actor_ids = w.actors(existing);
    w.deals(&actor_ids);
    w.events(&actor_ids);
    w.quotes(&actor_ids);
    w.out.files.push((kept_path, input.bytes.clone()));
    w.out
}

/// The name in a notice of copyright: "Copyright © 2021 The Lake Courier. All rights …".
fn copyright(sieved: &Sieved) -> Option<String> {
    let notice = sieved.head.removed.iter().find(|r| r.text.contains('©') || r.text.starts_with("Copyright"))?;
    let words = notice.text.split(' ').skip_while(|w| !w.starts_with(char::is_uppercase) || *w == "Copyright");
    let name: Vec<&str> = words.take_while(|w| w.starts_with(char::is_uppercase)).collect();
    let name = name.join(" ");
    let name = name.split(['.', ',', '|']).next()?.trim();
    (!name.is_empty()).then(|| name.to_string())
}

/// The outlet, where two things on the page agree: a name that someone "told", and a handle or a notice.
fn outlet(sieved: &Sieved) -> (Option<String>, Option<String>) {
    let mut told: Option<String> = None;
    for p in &sieved.paragraphs {
        for k in 0..p.tokens.len() {
            let end = (k + 1..k + 5).find(|&i| !p.is_capital(i)).unwrap_or(k + 1);
            if matches!(p.word(k), "told" | "tells") && end > k + 1 && matches!(p.word(end), "," | "“" | "that" | ":")
            {
                told.get_or_insert_with(|| p.slice(k + 1..end).to_string());
            }
        }
    }
    let Some(told) = told.filter(|name| sieved.found.media.contains(name)) else { return (None, copyright(sieved)) };
    let squash = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let agrees = sieved.head.removed.iter().any(|r| squash(&r.text).contains(&squash(&told)));
    if agrees { (Some(told), None) } else { (None, Some(told)) }
}

/// Front matter in the making.
struct Front(String);

impl Front {
    fn new() -> Front {
        Front("+++\n".to_string())
    }

    fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &literal(value));
    }

    fn raw(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key} = {value}\n"));
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.raw(key, &format!("[{}]", values.join(", ")));
        }
    }

    fn lines(&mut self, key: &str, values: &[String]) {
        match values {
            [] => {}
            [one] => self.raw(key, &format!("[{one}]")),
            many => self.raw(key, &format!("[\n  {},\n]", many.join(",\n  "))),
        }
    }

    fn end(mut self, body: &str) -> Vec<u8> {
        self.0.push_str("+++\n");
        self.0.push_str(body);
        self.0.into_bytes()
    }
}

fn literal(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    toml::Value::String(clean).to_string()
}

fn unconfirmed(front: &mut Front, fields: &[&str]) {
    let written: Vec<String> = fields
        .iter()
        .filter(|f| front.0.lines().any(|l| l.strip_prefix(**f).is_some_and(|rest| rest.starts_with(" ="))))
        .map(|f| literal(f))
        .collect();
    front.list("unconfirmed", &written);
}

impl Writer<'_> {
    fn push(&mut self, kind: &'static str, id: &str, name: &str, bytes: Vec<u8>) {
        self.out.files.push((format!("content/{kind}s/{id}.md"), bytes));
        self.out.records.push((kind, id.to_string(), name.to_string()));
    }

    /// A free id for a name.
    fn id(&mut self, name: &str, kind: &str) -> String {
        let mut wanted = short_id(name);
        if slug(name).is_empty() {
            wanted = kind.to_string();
        }
        let mut id = wanted.clone();
        let mut n = 2;
        while self.ids.contains(&id) || id == "index" {
            id = format!("{wanted}-{n}");
            n += 1;
        }
        if id != wanted {
            self.out.renamed.push((wanted, id.clone()));
        }
        self.ids.insert(id.clone());
        id
    }

    fn article(&mut self, id: &str) {
        let head = self.sieved.head;
        let mut front = Front::new();
        front.text("title", &head.title);
        if let Some(dek) = &head.dek {
            front.text("dek", dek);
        }
        let authors: Vec<String> = head
            .authors
            .iter()
            .map(|a| {
                let mut parts = vec![format!("name = {}", literal(&a.name))];
                parts.extend(a.bio.iter().map(|b| format!("bio = {}", literal(b))));
                parts.extend(a.handle.iter().map(|h| format!("handle = {}", literal(h))));
                format!("{{ {} }}", parts.join(", "))
            })
            .collect();
        front.lines("authors", &authors);
        if let Some(outlet) = &self.out.outlet {
            front.text("outlet", outlet);
        }
        if let Some(dateline) = &head.dateline {
            front.text("dateline", dateline);
        }
        if let Some(date) = &self.published() {
            front.raw("published", &date_value(date));
        }
        front.raw("origin", &format!("{{ source = {} }}", literal(self.source)));
        let pulls: Vec<String> = head.pull_quotes.iter().map(|q| literal(q)).collect();
        front.lines("pull_quotes", &pulls);
        unconfirmed(&mut front, &["title", "dek", "authors", "outlet", "dateline", "published", "pull_quotes"]);
        let mut body = String::new();
        for part in &head.parts {
            if !body.is_empty() {
                body.push('\n');
            }
            let text = prose::escape(&part.text);
            body.push_str(&if part.is_heading { format!("## {text}\n") } else { format!("{text}\n") });
        }
        let title = head.title.clone();
        self.push("article", id, &title, front.end(&body));
    }

    /// The date printed above the text, where it is one.
    fn published(&self) -> Option<String> {
        let text = self.sieved.head.date_text.as_ref()?;
        let p = Paragraph::new(1, text, &|_, _| false);
        let found = super::dates::find(&p, 0..p.tokens.len()).into_iter().find_map(|d| d.date);
        found.or_else(|| {
            let iso = text.split([' ', 'T']).find(|w| w.len() == 10)?;
            crate::date::Date::parse(iso).ok().map(|_| iso.to_string())
        })
    }

    fn source_record(&mut self, kept_path: &str) {
        let head = self.sieved.head;
        let mut front = Front::new();
        front.text("name", &head.title);
        front.text("kind", if self.out.outlet.is_some() { "article-newspaper" } else { "article" });
        let authors: Vec<String> = head.authors.iter().map(|a| literal(&a.name)).collect();
        front.list("authors", &authors);
        if let Some(outlet) = self.out.outlet.clone() {
            front.text("container", &outlet);
        }
        if let Some(date) = self.published() {
            front.raw("issued", &date_value(&date));
        }
        front.text("text", kept_path);
        let [first, last] = head.body();
        front.raw("body", &format!("[{first}, {last}]"));
        unconfirmed(&mut front, &["name", "kind", "authors", "container", "issued"]);
        let (id, title) = (self.source.to_string(), head.title.clone());
        self.push("source", &id, &title, front.end(""));
    }

    /// A quote around some tokens that stands once in the text, as an entry of `evidence`; noted in the lock.
    fn evidence(&mut self, n: usize, tokens: Range<usize>, whole: Extent) -> Option<String> {
        let p = self.sieved.paragraphs.get(n)?;
        let sentence = p.sentence_of(tokens.start);
        let (mut from, mut to) = (tokens.start, tokens.end.min(p.tokens.len()).max(tokens.start + 1));
        if whole == Extent::Sentence && sentence.len() <= 40 {
            (from, to) = (sentence.start, sentence.end);
        }
        // A word or two are no evidence: take the words around, up to a sign that parts them.
        let parts = |k: usize| matches!(p.word(k), "," | ";" | ":" | "—" | "–" | "“" | "”" | "\"" | "." | "?" | "!");
        for _ in 0..9 {
            from = from.saturating_sub(usize::from(from > sentence.start && !parts(from - 1) && to - from < 18));
            to += usize::from(to < sentence.end && !parts(to) && to - from < 18);
        }
        while from > sentence.start && is_glued(p, from) {
            from -= 1;
        }
        while to < sentence.end && is_glued(p, to) {
            to += 1;
        }
        let tight = trim(p.slice(from..to));
        for _ in 0..if self.is_long { 0 } else { 16 } {
            let quote = trim(p.slice(from..to));
            match self.kept.find(quote, None) {
                Ok(passage) => return Some(self.proved(quote, None, &passage)),
                Err(Miss::Twice { .. }) if from > sentence.start || to < sentence.end => {
                    from = from.saturating_sub(2).max(sentence.start);
                    to = (to + 2).min(sentence.end);
                }
                Err(_) => break,
            }
        }
        // The whole sentence stands twice: the paragraph tells which is meant.
        let at = format!("p{}", p.n);
        let passage = self.kept.find(tight, Some(&at)).ok()?;
        Some(self.proved(tight, Some(&at), &passage))
    }

    fn proved(&mut self, quote: &str, at: Option<&str>, passage: &Passage) -> String {
        self.out.lock.put(self.source, self.sha, quote, at, Proof::from(passage));
        match at {
            Some(at) => format!("{{ quote = {}, at = {} }}", literal(quote), literal(at)),
            None => literal(quote),
        }
    }

    /// Drafts the actors; the id of each, None where it was dropped.
    fn actors(&mut self, existing: &Existing) -> Vec<Option<String>> {
        let sieved = self.sieved;
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for actor in &existing.actors {
            for name in &actor.names {
                known.entry(fold(name)).or_insert_with(|| actor.id.clone());
            }
        }
        let mut names: BTreeSet<String> = known.keys().cloned().collect();
        names.extend(sieved.found.actors.iter().map(|a| fold(&a.name)));
        let mut ids: Vec<Option<String>> = Vec::new();
        let mut fresh: Vec<bool> = Vec::new();
        for actor in &sieved.found.actors {
            let here = known.get(&fold(&actor.name)).cloned();
            let told = self.passage(actor);
            match here {
                Some(id) => {
                    self.out.known.push((id.clone(), told));
                    ids.push(Some(id));
                    fresh.push(false);
                }
                None if ids.len() >= MOST => {
                    self.out.dropped.push(format!("{}: more than {MOST} names in one article", actor.name));
                    ids.push(None);
                    fresh.push(false);
                }
                None => {
                    let id = self.id(&actor.name, "actor");
                    ids.push(Some(id));
                    fresh.push(true);
                }
            }
        }
        for (i, actor) in sieved.found.actors.iter().enumerate() {
            let Some(Some(id)) = ids.get(i).cloned() else { continue };
            if fresh.get(i) == Some(&true) {
                self.actor(actor, &id, &ids, &mut names);
            }
        }
        ids
    }

    fn passage(&self, actor: &Actor) -> String {
        let (n, tokens) = &actor.shown;
        let Some(p) = self.sieved.paragraphs.get(*n) else { return String::new() };
        p.slice(p.sentence_of(tokens.start)).to_string()
    }

    fn actor(&mut self, actor: &Actor, id: &str, ids: &[Option<String>], names: &mut BTreeSet<String>) {
        let id_of = |i: usize| ids.get(i).cloned().flatten();
        let mut front = Front::new();
        front.text("name", &actor.name);
        front.text("kind", actor.kind.word());
        let mut aliases = Vec::new();
        for (alias, kind) in &actor.aliases {
            // An alias that two records share would link nowhere.
            if !names.insert(fold(alias)) {
                continue;
            }
            let shout = alias.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && alias.len() <= 6;
            let kind = if shout { AliasKind::Acronym } else { *kind };
            aliases.push(match kind {
                AliasKind::Alias => literal(alias),
                kind => format!("{{ text = {}, kind = {} }}", literal(alias), literal(kind.word())),
            });
        }
        front.list("aliases", &aliases);
        let mut id_parts = Vec::new();
        if !actor.wikidata.is_empty() {
            id_parts.push(format!("wikidata = {}", literal(actor.wikidata)));
        }
        if !actor.iso.is_empty() {
            id_parts.push(format!("iso = {}", literal(actor.iso)));
        }
        if !id_parts.is_empty() {
            front.raw("ids", &format!("{{ {} }}", id_parts.join(", ")));
        }
        let roles: Vec<String> = actor
            .roles
            .iter()
            .map(|r| {
                let mut parts = vec![format!("role = {}", literal(&r.role))];
                parts.extend(r.of.and_then(id_of).map(|of| format!("of = {}", literal(&of))));
                if r.former {
                    parts.push("former = true".to_string());
                }
                parts.push(format!("as_written = {}", literal(&r.as_written)));
                format!("{{ {} }}", parts.join(", "))
            })
            .collect();
        front.lines("roles", &roles);
        if let Some(parent) = actor.parent.and_then(id_of) {
            front.text("parent", &parent);
        }
        if let Some(member) = actor.member_of.and_then(id_of) {
            front.list("member_of", &[literal(&member)]);
        }
        front.text("source", self.source);
        let mut entries: Vec<String> = Vec::new();
        let passages: Vec<(usize, Range<usize>)> =
            std::iter::once(actor.shown.clone()).chain(actor.roles.iter().map(|r| r.at.clone())).collect();
        let shown_in_role =
            actor.roles.iter().any(|r| r.at.0 == actor.shown.0 && r.at.1.contains(&actor.shown.1.start));
        for (n, tokens) in passages.into_iter().skip(usize::from(shown_in_role)) {
            if let Some(entry) = self.evidence(n, tokens, Extent::Sentence)
                && !entries.contains(&entry)
            {
                entries.push(entry);
            }
        }
        front.lines("evidence", &entries);
        unconfirmed(&mut front, &["name", "kind", "aliases", "ids", "roles", "parent", "member_of"]);
        self.push("actor", id, &actor.name, front.end(""));
    }

    fn deals(&mut self, ids: &[Option<String>]) {
        let sieved = self.sieved;
        let mut places: BTreeMap<String, String> = BTreeMap::new();
        for deal in sieved.deals.iter().take(MOST) {
            let parties: Vec<(String, &str)> = deal
                .parties
                .iter()
                .filter_map(|(a, role)| Some((ids.get(*a).cloned().flatten()?, role.as_str())))
                .collect();
            let mut entries = Vec::new();
            for (n, tokens) in &deal.evidence {
                entries.extend(self.evidence(*n, tokens.clone(), Extent::Words));
            }
            if entries.is_empty() || parties.len() < 2 {
                self.out.dropped.push(format!("{}: its words were not found in the text", deal.name));
                continue;
            }
            let id = self.id(&deal.name, "deal");
            let mut front = Front::new();
            front.text("name", &deal.name);
            front.text("kind", deal.kind.word());
            let list: Vec<String> = parties
                .iter()
                .map(|(actor, role)| match *role {
                    "" => literal(actor),
                    role => format!("{{ actor = {}, role = {} }}", literal(actor), literal(role)),
                })
                .collect();
            front.list("parties", &list);
            if let Some(status) = deal.status {
                front.text("status", status.word());
            }
            let items: Vec<String> = deal
                .items
                .iter()
                .map(|item| {
                    let mut parts = Vec::new();
                    parts.extend(item.designation.iter().map(|d| format!("designation = {}", literal(d))));
                    parts.extend(item.description.iter().map(|d| format!("description = {}", literal(d))));
                    parts.extend(item.count.map(|n| format!("count = {n}")));
                    format!("{{ {} }}", parts.join(", "))
                })
                .collect();
            front.lines("items", &items);
            if let Some(sum) = &deal.value
                && let Some(currency) = sum.written.currency
            {
                let precision = if sum.is_rounded { ", precision = \"rounded\"" } else { "" };
                let amount = sum.written.amount.underscored();
                let written = literal(&sum.as_written);
                front.raw(
                    "value",
                    &format!("{{ amount = {amount}, currency = \"{currency}\"{precision}, as_written = {written} }}"),
                );
            }
            if let Some((n, unit)) = &deal.quantity {
                front.raw("quantity", &format!("{{ n = {n}, unit = {} }}", literal(unit)));
            }
            if let Some((field, date)) = &deal.date {
                front.raw(field, &date_value(date));
            }
            if let Some(words) = &deal.date_text {
                front.text("date_text", words);
            }
            if let Some(standing) = deal.standing {
                front.text("standing", standing.word());
            }
            if let Some(by) = deal.attributed_to.and_then(|a| ids.get(a).cloned().flatten()) {
                front.text("attributed_to", &by);
            }
            let mut place_ids = Vec::new();
            for name in &deal.places {
                let id = match places.get(name) {
                    Some(id) => id.clone(),
                    None => {
                        let id = self.place(name);
                        places.insert(name.clone(), id.clone());
                        id
                    }
                };
                place_ids.push(literal(&id));
            }
            front.list("places", &place_ids);
            front.text("source", self.source);
            front.lines("evidence", &entries);
            let fields = [
                "name",
                "kind",
                "parties",
                "status",
                "items",
                "value",
                "quantity",
                "signed",
                "announced",
                "in_force",
                "delivered",
                "ends",
                "date_text",
                "standing",
                "attributed_to",
                "places",
            ];
            unconfirmed(&mut front, &fields);
            self.push("deal", &id, &deal.name, front.end(""));
        }
    }

    fn place(&mut self, name: &str) -> String {
        let id = self.id(name, "place");
        let mut front = Front::new();
        front.text("name", name);
        unconfirmed(&mut front, &["name"]);
        self.push("place", &id, name, front.end(""));
        id
    }

    fn events(&mut self, ids: &[Option<String>]) {
        let sieved = self.sieved;
        for event in sieved.events.iter().take(MOST) {
            let actors: Vec<String> =
                event.actors.iter().filter_map(|a| ids.get(*a).cloned().flatten()).map(|id| literal(&id)).collect();
            let (n, tokens) = event.evidence.clone();
            let Some(entry) = self.evidence(n, tokens, Extent::Words).filter(|_| !actors.is_empty()) else {
                self.out.dropped.push(format!("{}: its words were not found in the text", event.name));
                continue;
            };
            let id = self.id(&event.name, "event");
            let mut front = Front::new();
            front.text("name", &event.name);
            front.text("kind", &event.kind);
            front.list("actors", &actors);
            if let Some(date) = &event.date {
                front.raw("date", &date_value(date));
            }
            if let Some(words) = &event.date_text {
                front.text("date_text", words);
            }
            front.text("source", self.source);
            front.lines("evidence", &[entry]);
            unconfirmed(&mut front, &["name", "kind", "actors", "date", "date_text"]);
            self.push("event", &id, &event.name, front.end(""));
        }
    }

    fn quotes(&mut self, ids: &[Option<String>]) {
        let sieved = self.sieved;
        for quote in sieved.quotes.iter().take(MOST) {
            let Some(speaker) = ids.get(quote.speaker).cloned().flatten() else { continue };
            let n = sieved.paragraphs.get(quote.paragraph).map_or(1, |p| p.n);
            let at = format!("p{n}");
            let alone = if self.is_long { None } else { self.kept.find(&quote.text, None).ok() };
            let (passage, at) = match alone {
                Some(passage) => (passage, None),
                None => match self.kept.find(&quote.text, Some(&at)) {
                    Ok(passage) => (passage, Some(at)),
                    Err(_) => {
                        self.out.dropped.push(format!("a quotation in paragraph {n}: its words were not found"));
                        continue;
                    }
                },
            };
            self.out.lock.put(self.source, self.sha, &quote.text, at.as_deref(), Proof::from(&passage));
            let first: Vec<&str> = quote.text.split(' ').take(5).collect();
            let id = self.id(&format!("{speaker}-{}", first.join(" ")), "quote");
            let mut front = Front::new();
            front.text("text", &quote.text);
            front.text("speaker", &speaker);
            front.text("source", self.source);
            if let Some(at) = &at {
                front.text("at", at);
            }
            front.text("form", "direct");
            let about: Vec<String> =
                quote.about.iter().filter_map(|a| ids.get(*a).cloned().flatten()).map(|id| literal(&id)).collect();
            front.list("about", &about);
            unconfirmed(&mut front, &["text", "speaker", "form", "about"]);
            let words: String = quote.text.chars().take(60).collect();
            self.push("quote", &id, &words, front.end(""));
        }
    }
}

/// A year as an integer, a day as a TOML date, else EDTF in quotation marks.
fn date_value(date: &str) -> String {
    let is_year = date.len() == 4 && date.bytes().all(|b| b.is_ascii_digit());
    let is_day = date.len() == 10 && crate::date::Date::parse(date).is_ok();
    if is_year || is_day { date.to_string() } else { literal(date) }
}

/// Whether a token has no blank before it.
fn is_glued(p: &Paragraph, k: usize) -> bool {
    match (k.checked_sub(1).and_then(|i| p.tokens.get(i)), p.tokens.get(k)) {
        (Some(a), Some(b)) => a.end == b.start && !matches!(p.word(k), "," | "." | ";" | ":" | "”" | "\"" | "!" | "?"),
        _ => false,
    }
}

fn trim(quote: &str) -> &str {
    let quote = quote.trim_end_matches([',', ';', ':', '.', ' ', '“', '(']);
    let quote = quote.trim_start_matches([',', ';', ':', '.', ' ', '”', ')']);
    // Half a pair of marks is nothing to quote.
    let quote = if quote.contains('”') { quote } else { quote.trim_start_matches('“') };
    if quote.contains('“') { quote } else { quote.trim_end_matches('”') }
}
