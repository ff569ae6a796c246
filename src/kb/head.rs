//! The head of a record: what lists, links and cards show of it, and what its place in a list follows from.
//! A page that reads no more than heads is made anew when a head changes, and not when a body does.

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::civil;

use super::deal_date;
use crate::date::{Date, Key};
use crate::doc::Doc;
use crate::doc::record::*;
use crate::text;

/// A record as others show it.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    doc: &'a Doc,
}

/// Where a record stands in the list of its kind: what the content model says of each kind, then the name, then the id.
pub type Order = (i64, Reverse<Option<civil::Date>>, Key, String, String);

impl<'a> Head<'a> {
    pub fn of(doc: &'a Doc) -> Head<'a> {
        Head { doc }
    }

    pub fn id(self) -> &'a str {
        &self.doc.id
    }

    pub fn kind(self) -> Kind {
        self.doc.kind
    }

    /// Its own name; for a quote its speaker's first words; else its id.
    pub fn name(self) -> Cow<'a, str> {
        if let Some(name) = &self.doc.record.common.name {
            return Cow::Borrowed(&name.value);
        }
        if let Own::Quote(q) = &self.doc.record.own
            && let Some(text) = &q.text
        {
            let words: Vec<&str> = text.value.split_whitespace().take(6).collect();
            let more = if text.value.split_whitespace().count() > 6 { "…" } else { "" };
            return Cow::Owned(format!("“{}{more}”", words.join(" ").trim_end_matches([',', '.', ';', ':'])));
        }
        Cow::Borrowed(&self.doc.id)
    }

    /// The name where there is little room.
    pub fn short(self) -> Cow<'a, str> {
        self.doc.record.common.short.as_deref().map_or_else(|| self.name(), Cow::Borrowed)
    }

    /// What it is, in a sentence; of an article the dek.
    pub fn summary(self) -> Option<&'a str> {
        let text = match &self.doc.record.own {
            Own::Article(a) => a.dek.as_ref(),
            _ => self.doc.record.common.summary.as_ref(),
        };
        text.map(|t| t.value.as_str())
    }

    /// The kind within its kind, as the list of words and the word: `("actor_kind", "state")`.
    pub fn sort(self) -> Option<(&'static str, &'a str)> {
        match &self.doc.record.own {
            Own::Actor(a) => a.kind.map(|k| ("actor_kind", k.word())),
            Own::Article(a) => Some(("article_kind", a.kind.unwrap_or(ArticleKind::Explainer).word())),
            Own::Deal(d) => d.kind.map(|k| ("deal_kind", k.word())),
            Own::Source(s) => s.kind.as_ref().map(|k| ("csl", k.as_str())),
            _ => None,
        }
    }

    pub fn actor_kind(self) -> Option<ActorKind> {
        match &self.doc.record.own {
            Own::Actor(a) => a.kind,
            _ => None,
        }
    }

    pub fn rank(self) -> Option<Rank> {
        self.doc.record.common.rank.as_ref().map(|r| r.value)
    }

    /// Whether readers must not take it for fact.
    pub fn is_doubt(self) -> bool {
        is_doubt(&self.doc.record.common)
    }

    /// The code of a state, by ISO 3166.
    pub fn iso(self) -> Option<&'a str> {
        self.doc.record.common.ids.iter().find(|(k, _)| k == "iso").map(|(_, v)| v.as_str())
    }

    /// An acronym of four letters at most.
    pub fn acronym(self) -> Option<&'a str> {
        let aliases = &self.doc.record.common.aliases;
        let found = aliases.iter().find(|a| a.kind == AliasKind::Acronym && a.text.value.chars().count() <= 4);
        found.map(|a| a.text.value.as_str())
    }

    pub fn extra(self) -> Option<&'a serde_json::Value> {
        self.doc.record.common.extra.as_ref()
    }

    /// The day of an article that is not ranked down.
    pub fn published(self) -> Option<&'a Date> {
        match &self.doc.record.own {
            Own::Article(a) if self.rank().is_none() => a.published.as_ref().map(|d| &d.value),
            _ => None,
        }
    }

    /// Words of running text in its body.
    pub fn words(self) -> usize {
        self.doc.body.words
    }

    /// Its place in its list, as a key.
    pub fn order(self) -> Order {
        let name = text::fold(&self.name());
        let (mut n, mut newest, mut date) = (0, None, Key::UNDATED);
        match &self.doc.record.own {
            // Newest first; undated last.
            Own::Article(a) => newest = a.published.as_ref().and_then(|d| d.value.earliest()),
            Own::Deal(d) => {
                n = Stage::of(d.status.as_ref().map(|s| s.value)).rank();
                date = Key::of(deal_date(d));
            }
            Own::Event(e) => date = Key::of(e.date.as_ref().map(|d| &d.value)),
            Own::Actor(a) => n = a.kind.map_or(99, |k| k as i64),
            _ => {}
        }
        (n, Reverse(newest), date, name, self.doc.id.clone())
    }

    /// Whether two heads tell the same: all that the methods above hand out.
    pub fn is_same(self, other: Head) -> bool {
        std::ptr::eq(self.doc, other.doc)
            || self.kind() == other.kind()
                && self.name() == other.name()
                && self.short() == other.short()
                && self.summary() == other.summary()
                && self.sort() == other.sort()
                && self.rank() == other.rank()
                && self.is_doubt() == other.is_doubt()
                && self.iso() == other.iso()
                && self.acronym() == other.acronym()
                && self.extra() == other.extra()
                && self.published() == other.published()
                && self.words() == other.words()
                && self.order() == other.order()
    }
}

/// Whether readers must not take it for fact.
pub fn is_doubt(c: &Common) -> bool {
    let standing = c.standing.as_ref().map_or(Standing::Asserted, |s| s.value);
    matches!(standing, Standing::Alleged | Standing::Disputed | Standing::Denied | Standing::Retracted)
}
