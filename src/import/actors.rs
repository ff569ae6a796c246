//! The actors of an article and where it names them: what the passes over names fill and the others read.

use std::collections::HashMap;
use std::ops::Range;

use super::lang::Marker;
use super::words::Paragraph;
use crate::doc::record::{ActorKind, AliasKind};

/// One who acts in the article.
#[derive(Clone, Debug)]
pub struct Actor {
    pub name: String,
    /// What its id is made of, where that is not the name: the English name of a state.
    pub id_name: String,
    pub kind: ActorKind,
    /// As met in the text, without the name itself.
    pub aliases: Vec<(String, AliasKind)>,
    pub roles: Vec<Role>,
    pub parent: Option<usize>,
    pub member_of: Option<usize>,
    pub iso: &'static str,
    pub wikidata: &'static str,
    pub regions: Vec<&'static str>,
    /// Where it is first named: paragraph (index), tokens that show who it is.
    pub shown: (usize, Range<usize>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub role: String,
    pub of: Option<usize>,
    pub former: bool,
    pub as_written: String,
    pub at: (usize, Range<usize>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Name,
    Adjective,
    Metonym,
    Acronym,
}

/// A name in a paragraph.
#[derive(Clone, Debug)]
pub struct Mention {
    pub actor: usize,
    pub range: Range<usize>,
    pub form: Form,
    /// Where a letter is joined to the name (Arabic): the part that it gives it, if any.
    pub joined: Option<Option<Marker>>,
}

/// All that the names pass found.
#[derive(Debug, Default)]
pub struct Found {
    pub actors: Vec<Actor>,
    /// By paragraph, in the order of the text.
    pub mentions: Vec<Vec<Mention>>,
    /// Outlets and networks named in the body, which are no actors.
    pub media: Vec<String>,
    keys: HashMap<String, usize>,
}

impl Found {
    /// Nothing found yet in so many paragraphs.
    pub fn new(paragraphs: usize) -> Found {
        Found { mentions: vec![Vec::new(); paragraphs], ..Found::default() }
    }

    /// The mention that covers a token.
    pub fn at(&self, paragraph: usize, token: usize) -> Option<&Mention> {
        let list = self.mentions.get(paragraph)?;
        let after = list.partition_point(|m| m.range.start <= token);
        list.get(after.checked_sub(1)?).filter(|m| m.range.contains(&token))
    }

    pub fn actor(&self, i: usize) -> Option<&Actor> {
        self.actors.get(i)
    }

    /// The actor with this key, made where there is none.
    pub fn take(&mut self, key: &str, make: impl FnOnce() -> Actor) -> usize {
        if let Some(&i) = self.keys.get(key) {
            return i;
        }
        let i = self.actors.len();
        self.actors.push(make());
        self.keys.insert(key.to_string(), i);
        i
    }

    /// The actor with this key, if there is one.
    pub fn known(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// Takes out the mentions at some tokens.
    pub fn clear(&mut self, paragraph: usize, range: &Range<usize>) {
        if let Some(list) = self.mentions.get_mut(paragraph) {
            list.retain(|m| m.range.end <= range.start || m.range.start >= range.end);
        }
    }

    /// Notes a mention in the place of those that it covers.
    pub fn cover(&mut self, paragraph: usize, mention: Mention) {
        self.clear(paragraph, &mention.range);
        if let Some(list) = self.mentions.get_mut(paragraph) {
            let at = list.partition_point(|m| m.range.start < mention.range.start);
            list.insert(at, mention);
        }
    }

    /// Drops the actors that no mention is of and no other actor belongs to: a longer name has taken their words.
    pub fn prune(&mut self) {
        let mut keep = vec![false; self.actors.len()];
        let mentioned = self.mentions.iter().flatten().map(|m| m.actor);
        let owners = self.actors.iter().flat_map(|a| a.parent.into_iter().chain(a.member_of));
        let offices = self.actors.iter().flat_map(|a| a.roles.iter().filter_map(|r| r.of));
        for i in mentioned.chain(owners).chain(offices) {
            if let Some(kept) = keep.get_mut(i) {
                *kept = true;
            }
        }
        let mut next = 0;
        let places: Vec<Option<usize>> = keep
            .iter()
            .map(|kept| {
                let place = kept.then_some(next);
                next += usize::from(*kept);
                place
            })
            .collect();
        let to = |i: usize| places.get(i).copied().flatten();
        let mut i = 0;
        self.actors.retain(|_| {
            i += 1;
            to(i - 1).is_some()
        });
        for actor in &mut self.actors {
            actor.parent = actor.parent.and_then(to);
            actor.member_of = actor.member_of.and_then(to);
            actor.roles.iter_mut().for_each(|r| r.of = r.of.and_then(to));
        }
        for m in self.mentions.iter_mut().flatten() {
            m.actor = to(m.actor).unwrap_or(m.actor);
        }
        self.keys.retain(|_, i| to(*i).map(|new| *i = new).is_some());
    }

    /// Notes a mention, and the spelling met.
    pub fn mention(&mut self, paragraph: usize, p: &Paragraph, mention: Mention) {
        let written = p.slice(mention.range.clone()).to_string();
        if let Some(actor) = self.actors.get_mut(mention.actor)
            && actor.name != written
            && mention.joined.is_none()
            && !actor.aliases.iter().any(|(text, _)| *text == written)
        {
            let kind = match mention.form {
                Form::Name => AliasKind::Alias,
                Form::Adjective => AliasKind::Adjective,
                Form::Metonym => AliasKind::Metonym,
                Form::Acronym => AliasKind::Acronym,
            };
            actor.aliases.push((written, kind));
        }
        if let Some(list) = self.mentions.get_mut(paragraph) {
            let at = list.partition_point(|m| m.range.start < mention.range.start);
            list.insert(at, mention);
        }
    }

    /// Whether no name stands at these tokens yet.
    pub fn is_free(&self, paragraph: usize, range: &Range<usize>) -> bool {
        let list = self.mentions.get(paragraph).map(Vec::as_slice).unwrap_or_default();
        let before = list.partition_point(|m| m.range.start < range.end);
        before.checked_sub(1).and_then(|i| list.get(i)).is_none_or(|m| m.range.end <= range.start)
    }
}

/// A new actor, first shown at these tokens.
pub fn actor(name: &str, kind: ActorKind, shown: (usize, Range<usize>)) -> Actor {
    Actor {
        name: name.to_string(),
        id_name: String::new(),
        kind,
        aliases: Vec::new(),
        roles: Vec::new(),
        parent: None,
        member_of: None,
        iso: "",
        wikidata: "",
        regions: Vec::new(),
        shown,
    }
}
