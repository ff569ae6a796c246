//! One sentence that is being read, with the names found in it.

use std::ops::Range;

use super::actors::Found;
use super::lang::{Lang, Marker};
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// One sentence that is being read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub found: &'a Found,
    pub p: &'a Paragraph,
    /// The index of the paragraph.
    pub n: usize,
    pub start: usize,
    pub end: usize,
    pub lang: &'a Lang,
}

/// Actors with the tokens that name them.
pub type Named = Vec<(usize, Range<usize>)>;

impl Reading<'_> {
    /// The actor named at a token, as one who can be a party: a person stands for the state of a role.
    pub fn party(&self, k: usize) -> Option<(usize, Range<usize>)> {
        let mention = self.found.at(self.n, k)?;
        let actor = self.found.actor(mention.actor)?;
        // "the Sudanese government": the state acts through it.
        if actor.kind == ActorKind::Government
            && let Some(state) = actor.parent
            && actor.name.to_lowercase().contains("government")
        {
            return Some((state, mention.range.clone()));
        }
        if actor.kind != ActorKind::Person {
            return Some((mention.actor, mention.range.clone()));
        }
        let state = actor
            .roles
            .iter()
            .filter(|r| !self.lang.has(Marker::Private, &r.role))
            .filter_map(|r| r.of)
            .find(|&of| self.found.actor(of).is_some_and(|a| a.kind == ActorKind::State));
        Some((state.unwrap_or(mention.actor), mention.range.clone()))
    }
}
