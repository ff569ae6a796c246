//! What was found, as record files: front matter, ids, evidence. Every quote is looked up in the kept text before it
//! is written; a record whose quote is not found is dropped.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::actors::{Actor, Found};
use super::deals::{Deal, Unresolved};
use super::events::Event;
use super::front::{Front, date_value, literal, unconfirmed};
use super::head::{Head, Part};
use super::outlet::outlet;
use super::page;
use super::quotes::Quote;
use super::words::Paragraph;
use super::{Existing, Proofs, Tongue, short_id};
use crate::doc::record::AliasKind;
use crate::kb::proof::{Kept, Lock, Miss, Passage, Proof};
use crate::text::{fold, html, kept, slug};

/// All that the sieve found.
pub struct Sieved<'a> {
    pub head: &'a Head,
    pub tongue: Tongue,
    pub captions: Vec<String>,
    pub slips: Vec<super::slips::Slip>,
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
    /// Existing actors the text speaks of.
    pub known: Vec<Known>,
    /// Ids that were taken: wanted, given.
    pub renamed: Vec<(String, String)>,
    /// What was dropped, and why.
    pub dropped: Vec<String>,
    /// Wiki links that lead to no record.
    pub unlinked: Vec<String>,
}

/// What the text says of an actor that is there already.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: String,
    /// The sentence that names it first.
    pub passage: String,
    /// Names that its record does not have.
    pub aliases: Vec<String>,
    /// Roles, as written.
    pub roles: Vec<String>,
}

/// At most so many records are drafted from one article.
pub const MOST: usize = 300;

/// How much of a sentence is quoted as evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The words that tell it, and those around them up to a sign.
    Words,
    /// The sentence, where it is not too long.
    Sentence,
}

/// The records in the making.
pub struct Writer<'a> {
    pub sieved: &'a Sieved<'a>,
    pub kept: &'a Kept,
    pub sha: &'a str,
    pub is_long: bool,
    pub source: &'a str,
    pub ids: BTreeSet<String>,
    /// The record that a name leads to.
    names: BTreeMap<String, String>,
    /// The same for places.
    pub places: BTreeMap<String, String>,
    pub out: Written,
}

/// The file that the article came in, as it is kept.
pub struct Original {
    /// From the site's root.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Writes all files of a draft.
pub fn write(
    sieved: &Sieved,
    original: Original,
    proofs: &Proofs,
    existing: &Existing,
    article: &str,
    source: &str,
) -> Written {
    let mut ids = existing.ids.clone();
    ids.insert(article.to_string());
    ids.insert(source.to_string());
    let Proofs { kept, sha256, is_long } = proofs;
    let mut w = Writer {
        sieved,
        kept,
        sha: sha256,
        is_long: *is_long,
        source,
        ids,
        names: BTreeMap::new(),
        places: BTreeMap::new(),
        out: Written::default(),
    };
    w.out.lock.set_sha(source, sha256);
    (w.out.outlet, w.out.outlet_guess) = match &sieved.head.outlet {
        Some(outlet) => (Some(outlet.clone()), None),
        None => outlet(sieved),
    };
    let actor_ids = w.actors(existing);
    w.article(article);
    w.source_record(&original.name);
    w.deals(&actor_ids);
    w.events(&actor_ids);
    w.quotes(&actor_ids);
    w.out.files.push((original.name, original.bytes));
    w.out
}

impl Writer<'_> {
    pub fn push(&mut self, kind: &'static str, id: &str, name: &str, bytes: Vec<u8>) {
        self.out.files.push((format!("content/{kind}s/{id}.md"), bytes));
        self.out.records.push((kind, id.to_string(), name.to_string()));
    }

    /// A free id for a name.
    pub fn id(&mut self, name: &str, kind: &str) -> String {
        let mut wanted = short_id(name);
        if wanted == "article" && slug(name) != wanted {
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
        if let Some(date) = &head.published {
            front.raw("published", &date_value(date));
        }
        if let Some(date) = head.updated.as_ref().filter(|d| head.published.as_ref().is_none_or(|p| *p <= **d)) {
            front.raw("updated", &date_value(date));
        }
        if head.is_opinion {
            front.text("kind", "opinion");
        }
        let origin = match &head.url {
            Some(url) => format!("{{ source = {}, url = {} }}", literal(self.source), literal(url)),
            None => format!("{{ source = {} }}", literal(self.source)),
        };
        front.raw("origin", &origin);
        self.tongue(&mut front);
        let pulls: Vec<String> = head.pull_quotes.iter().map(|q| literal(q)).collect();
        front.lines("pull_quotes", &pulls);
        unconfirmed(&mut front, &["title", "dek", "authors", "outlet", "dateline", "published", "kind", "pull_quotes"]);
        if !head.tags.is_empty() {
            let tags: Vec<String> = head.tags.iter().map(|t| literal(t)).collect();
            front.raw("extra", &format!("{{ tags = [{}] }}", tags.join(", ")));
        }
        let blocks: Vec<html::Block> = head.parts.iter().map(Part::written).collect();
        let body = self.wiki_links(&page::markdown(&blocks.iter().collect::<Vec<_>>()));
        let title = head.title.clone();
        self.push("article", id, &title, front.end(&body));
    }

    /// Marks a record with the language of its words.
    fn tongue(&self, front: &mut Front) {
        if let Some(lang) = &self.sieved.tongue.lang {
            front.text("lang", lang);
        }
        if self.sieved.tongue.is_rtl {
            front.text("dir", "rtl");
        }
    }

    /// Wiki links become links to the records they name, or their text alone, which the report tells.
    fn wiki_links(&mut self, body: &str) -> String {
        let mut out = String::with_capacity(body.len());
        let mut rest = body;
        let mark = format!("]({}", kept::WIKI);
        while let Some(at) = rest.find(&mark) {
            let (before, tail) = rest.split_at(at);
            let (Some(open), Some(close)) = (before.rfind('['), tail.find(')')) else { break };
            let text = before.get(open + 1..).unwrap_or("");
            let target = tail.get(mark.len()..close).unwrap_or("");
            let target: String = url::form_urlencoded::parse(target.as_bytes()).map(|(k, _)| k.into_owned()).collect();
            let target = target.split('#').next().unwrap_or("").to_string();
            out.push_str(before.get(..open).unwrap_or(""));
            match self.names.get(&fold(&target)) {
                Some(id) => out.push_str(&format!("[[{id}|{text}]]")),
                None => {
                    out.push_str(text);
                    if !self.out.unlinked.contains(&target) {
                        self.out.unlinked.push(target);
                    }
                }
            }
            rest = tail.get(close + 1..).unwrap_or("");
        }
        out.push_str(rest);
        out
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
        if let Some(date) = &head.published {
            front.raw("issued", &date_value(date));
        }
        if let Some(url) = &head.url {
            front.text("url", url);
        }
        self.tongue(&mut front);
        front.text("text", kept_path);
        let [first, last] = head.body();
        front.raw("body", &format!("[{first}, {last}]"));
        unconfirmed(&mut front, &["name", "kind", "authors", "container", "issued", "url"]);
        let (id, title) = (self.source.to_string(), head.title.clone());
        self.push("source", &id, &title, front.end(""));
    }

    /// A quote around some tokens that stands once in the text, as an entry of `evidence`; noted in the lock.
    pub fn evidence(&mut self, n: usize, tokens: Range<usize>, whole: Extent) -> Option<String> {
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
        for place in &existing.places {
            for name in &place.names {
                self.places.entry(name.clone()).or_insert_with(|| place.id.clone());
            }
        }
        for actor in &existing.actors {
            for name in &actor.names {
                known.entry(fold(name)).or_insert_with(|| actor.id.clone());
            }
        }
        let mut names: BTreeSet<String> = known.keys().cloned().collect();
        names.extend(sieved.found.actors.iter().map(|a| fold(&a.name)));
        self.names.extend(known.iter().map(|(name, id)| (name.clone(), id.clone())));
        let mut ids: Vec<Option<String>> = Vec::new();
        let mut fresh: Vec<bool> = Vec::new();
        for actor in &sieved.found.actors {
            let by_code = || {
                let same = |a: &&super::ExistingActor| !actor.iso.is_empty() && a.iso.as_deref() == Some(actor.iso);
                existing.actors.iter().find(same).map(|a| a.id.clone())
            };
            let here = known.get(&fold(&actor.name)).cloned().or_else(by_code);
            let told = self.passage(actor);
            match here {
                Some(id) => {
                    let is_new = |alias: &&String| known.get(&fold(alias)) != Some(&id);
                    let aliases = actor.aliases.iter().map(|(alias, _)| alias).filter(is_new).cloned().collect();
                    let roles = actor.roles.iter().map(|r| r.as_written.clone()).collect();
                    self.out.known.push(Known { id: id.clone(), passage: told, aliases, roles });
                    ids.push(Some(id));
                    fresh.push(false);
                }
                None if ids.len() >= MOST => {
                    self.out.dropped.push(format!("{}: more than {MOST} names in one article", actor.name));
                    ids.push(None);
                    fresh.push(false);
                }
                None => {
                    let of = if actor.id_name.is_empty() { &actor.name } else { &actor.id_name };
                    let id = self.id(of, "actor");
                    for name in std::iter::once(&actor.name).chain(actor.aliases.iter().map(|(alias, _)| alias)) {
                        self.names.entry(fold(name)).or_insert_with(|| id.clone());
                    }
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
        self.tongue(&mut front);
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
}

/// Whether a token belongs to the one before it: no blank between them, and no sign that parts them.
fn is_glued(p: &Paragraph, k: usize) -> bool {
    p.is_glued(k) && !matches!(p.word(k), "," | "." | ";" | ":" | "”" | "\"" | "!" | "?")
}

fn trim(quote: &str) -> &str {
    let quote = quote.trim_end_matches([',', ';', ':', '.', ' ', '“', '(']);
    let quote = quote.trim_start_matches([',', ';', ':', '.', ' ', '”', ')']);
    // Half a pair of marks is nothing to quote.
    let quote = if quote.contains('”') { quote } else { quote.trim_start_matches('“') };
    if quote.contains('“') { quote } else { quote.trim_end_matches('”') }
}
