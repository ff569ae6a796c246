//! Every reference that a record's fields make, told in one place: what they point to, and to which kinds they may.

use super::record::*;
use crate::fields::is_id;

/// Which kinds of record a field may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    One(Kind),
    /// `place`, `country`, `within`: a place, or an actor that is a state.
    PlaceOrState,
    EventOrDeal,
    /// `attributed_to`, `responses.by`: an actor or a source; a string not shaped like an id is a plain name.
    ActorOrSource,
    Any,
}

impl Expect {
    /// The kind to offer when the target is missing.
    pub fn kind(self) -> Kind {
        match self {
            Expect::One(kind) => kind,
            Expect::PlaceOrState => Kind::Place,
            Expect::EventOrDeal => Kind::Event,
            Expect::ActorOrSource | Expect::Any => Kind::Actor,
        }
    }

    /// `an actor`, `a place or a state`
    pub fn words(self) -> &'static str {
        match self {
            Expect::One(Kind::Article) => "an article",
            Expect::One(Kind::Actor) => "an actor",
            Expect::One(Kind::Deal) => "a deal",
            Expect::One(Kind::Event) => "an event",
            Expect::One(Kind::Source) => "a source",
            Expect::One(Kind::Quote) => "a quote",
            Expect::One(Kind::Term) => "a term",
            Expect::One(Kind::Place) => "a place",
            Expect::One(Kind::Page) => "a page",
            Expect::PlaceOrState => "a place or a state",
            Expect::EventOrDeal => "an event or a deal",
            Expect::ActorOrSource => "an actor or a source",
            Expect::Any => "a record",
        }
    }

    /// Whether a record of `kind` (for actors: of `actor` kind) may stand here.
    pub fn takes(self, kind: Kind, actor: Option<ActorKind>) -> bool {
        match self {
            Expect::One(one) => kind == one,
            Expect::PlaceOrState => {
                kind == Kind::Place || kind == Kind::Actor && actor.is_none_or(|a| a == ActorKind::State)
            }
            Expect::EventOrDeal => matches!(kind, Kind::Event | Kind::Deal),
            Expect::ActorOrSource => matches!(kind, Kind::Actor | Kind::Source),
            Expect::Any => kind != Kind::Page,
        }
    }
}

/// Calls `see` with each reference: the field's name, the reference, what it may point to.
pub fn each(record: &Record, mut see: impl FnMut(&'static str, &Ref, Expect)) {
    use Expect::*;
    let c = &record.common;
    let actor = One(Kind::Actor);
    let source = One(Kind::Source);
    c.source.iter().for_each(|r| see("source", r, source));
    for entry in &c.evidence {
        entry.source.iter().for_each(|r| see("evidence", r, source));
    }
    c.attributed_to.iter().filter(|t| is_id(&t.value)).for_each(|r| see("attributed_to", r, ActorOrSource));
    for response in &c.responses {
        Some(&response.by).into_iter().filter(|t| is_id(&t.value)).for_each(|r| see("responses", r, ActorOrSource));
        response.source.iter().for_each(|r| see("responses", r, source));
    }
    match &record.own {
        Own::Article(a) => {
            if let Some(origin) = &a.origin {
                origin.source.iter().for_each(|r| see("origin", r, source));
            }
            a.key_points.iter().flat_map(|k| &k.refs).for_each(|r| see("key_points", r, Any));
            a.path.iter().for_each(|r| see("path", r, Any));
        }
        Own::Actor(a) => {
            a.roles.iter().filter_map(|r| r.of.as_ref()).for_each(|r| see("roles", r, actor));
            a.member_of.iter().for_each(|r| see("member_of", r, actor));
            a.parent.iter().for_each(|r| see("parent", r, actor));
            a.place.iter().for_each(|r| see("place", r, PlaceOrState));
        }
        Own::Deal(d) => {
            d.parties.iter().for_each(|p| see("parties", &p.actor, actor));
            d.history.iter().filter_map(|h| h.source.as_ref()).for_each(|r| see("history", r, source));
            d.part_of.iter().for_each(|r| see("part_of", r, One(Kind::Deal)));
            d.supersedes.iter().for_each(|r| see("supersedes", r, One(Kind::Deal)));
            d.places.iter().for_each(|r| see("places", r, PlaceOrState));
        }
        Own::Event(e) => {
            e.actors.iter().for_each(|p| see("actors", &p.actor, actor));
            e.deal.iter().for_each(|r| see("deal", r, One(Kind::Deal)));
            e.place.iter().for_each(|r| see("place", r, PlaceOrState));
            e.caused_by.iter().for_each(|r| see("caused_by", r, EventOrDeal));
        }
        Own::Quote(q) => {
            q.speaker.iter().for_each(|r| see("speaker", r, actor));
            q.to.iter().for_each(|r| see("to", r, actor));
            q.about.iter().for_each(|r| see("about", r, Any));
        }
        Own::Term(t) => t.see.iter().for_each(|r| see("see", r, Any)),
        Own::Place(p) => {
            p.country.iter().for_each(|r| see("country", r, PlaceOrState));
            p.within.iter().for_each(|r| see("within", r, PlaceOrState));
        }
        Own::Source(_) | Own::Page => {}
    }
}
