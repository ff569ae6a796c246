//! Who takes part in what a cue tells: the names of its clause, and what they can be: subject, object, governed, holders.

use std::ops::Range;

use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::Rules;
use super::super::words::gap;
use super::clauses::Clauses;
use super::cues::{Cue, What};
use super::names::Name;
use super::same::gives;
use crate::doc::record::{ActorKind, DealKind};

/// A party: actor, role (empty for a plain party), and the tokens that name it.
pub type Party = (usize, String, Range<usize>);

/// The role, for a while, of a company that another buys.
pub const BOUGHT: &str = "bought";

/// How far from its cue a governed name may stand, in tokens.
const REACH: usize = 22;

/// The tokens of another cue of the sentence, and whether it is a noun.
pub type Other = (Range<usize>, bool);

pub struct Sides<'a> {
    pub rules: &'a Rules<'a>,
    pub r: &'a Reading<'a>,
    pub clauses: &'a Clauses,
    pub names: &'a [Name],
    pub cue: &'a Cue,
    /// The other cues: their tokens, and whether each is a noun.
    pub others: &'a [Other],
}

/// The parties, and whether each stands close to the cue.
#[derive(Clone, Debug, Default)]
pub struct Taking {
    pub parties: Vec<Party>,
    pub is_close: bool,
    /// Whether they are told in another clause only.
    pub is_borrowed: bool,
    /// Whether a company itself is what one buys.
    pub is_bought: bool,
}

impl Taking {
    /// Whether one gives and another takes.
    pub fn has_both(&self) -> bool {
        let side = |way: bool| self.parties.iter().any(|(_, role, _)| gives(role) == Some(way));
        side(true) && side(false)
    }
}

impl Sides<'_> {
    /// The parties: told in the clause, else in the sentence. Persons take part only where nobody else does.
    pub fn parties(&self) -> Taking {
        let bodies: Vec<Name> = self.names.iter().filter(|n| !n.is_person || self.trades(n)).cloned().collect();
        let taking = Sides { names: &bodies, ..*self }.nearest();
        if taking.parties.len() >= 2 || bodies.len() == self.names.len() {
            return taking;
        }
        let all = self.nearest();
        if all.parties.len() >= 2 { all } else { taking }
    }

    fn nearest(&self) -> Taking {
        let clause = self.clauses.of(self.cue.pivot());
        let noun = self.clauses.of(self.cue.at.start);
        let here: Vec<&Name> = self.names.iter().filter(|n| n.clause == clause || n.clause == noun).collect();
        let close = self.told(&here);
        if count(&close) >= 2 {
            return self.taking(close, true);
        }
        // The name that a relative clause hangs on, and the clauses around.
        let mut wider: Vec<&Name> = here.clone();
        let mut around = clause;
        for _ in 0..3 {
            if self.clauses.is_relative(around) {
                let at = self.clauses.at(around);
                let before = self.names.iter().rev().find(|n| n.range.end <= at && !n.is_adjective);
                wider.extend(before);
            }
            around = self.clauses.parent(around);
        }
        let antecedent = self.told(&unique(wider));
        if count(&antecedent) >= 2 {
            return self.taking(antecedent, true);
        }
        let quiet: Vec<&Name> = self.names.iter().filter(|n| !n.speaks && !self.acts_elsewhere(n)).collect();
        let all = self.told(&quiet);
        if count(&all) >= 2 {
            return Taking { is_borrowed: true, ..self.taking(all, true) };
        }
        let best = [all, antecedent, close].into_iter().max_by_key(|parties| count(parties)).unwrap_or_default();
        self.taking(best, false)
    }

    /// "X lends …; Y builds …": where its own clause has a subject, the subject of the one beside it is another's.
    pub fn acts_elsewhere(&self, name: &Name) -> bool {
        let here = self.clauses.of(self.cue.pivot());
        name.is_free()
            && self.clauses.are_beside(name.clause, here)
            && self.names.iter().any(|n| n.clause == here && n.is_free() && n.actor != name.actor && !n.speaks)
    }

    /// Where the words beside the cue tell fewer than two: another that the sentence names.
    pub fn widened(&self, taking: Taking) -> Taking {
        self.taking(self.last_two(taking.parties), false)
    }

    fn taking(&self, mut parties: Vec<Party>, is_close: bool) -> Taking {
        let is_bought = parties.iter().any(|(_, role, _)| role == BOUGHT);
        parties.iter_mut().filter(|(_, role, _)| role == BOUGHT).for_each(|(_, role, _)| role.clear());
        Taking { parties, is_close, is_bought, is_borrowed: false }
    }

    fn told(&self, names: &[&Name]) -> Vec<Party> {
        let acts =
            |n: &&Name| (!n.is_person || self.trades(n) || self.acts_alone(n)) && !self.mediates(n) && !self.reports(n);
        let names: Vec<&Name> = names.iter().copied().filter(acts).collect();
        let parties = match &self.cue.what {
            What::Noun(noun) => match noun.roles {
                Some((from, to)) => self.directed(&names, from, to, noun.kind),
                None => self.partners(&names, noun.kind),
            },
            What::Transfer(t) if t.roles.0.is_empty() => self.partners(&names, t.alone.unwrap_or(DealKind::Agreement)),
            What::Transfer(t) => self.handed(&names, t),
            What::Project => self.partners(&names, DealKind::Infrastructure),
        };
        self.without_bodies(once(parties))
    }

    /// Who is bought from, or sold to, is a party though he be a person.
    fn trades(&self, name: &Name) -> bool {
        let other = |gives: bool| if gives { Marker::To } else { Marker::From };
        match &self.cue.what {
            What::Transfer(t) if t.is_trade() => name.has(other(t.gives)),
            What::Transfer(t) => !t.roles.0.is_empty() && name.has(other(t.gives)) && self.acts_alone(name),
            _ => false,
        }
    }

    /// A person acts for himself where the text gives him no office, and does not only quote him.
    fn acts_alone(&self, name: &Name) -> bool {
        !name.speaks && self.r.found.actor(name.actor).is_some_and(|a| a.roles.is_empty())
    }

    /// An outlet is a party only where it is sold, licensed or sponsors: else it tells of the deal.
    fn reports(&self, name: &Name) -> bool {
        let kind = match &self.cue.what {
            What::Noun(noun) => Some(noun.kind),
            What::Transfer(t) => t.alone,
            What::Project => None,
        };
        let may =
            matches!(kind, Some(DealKind::Merger | DealKind::Licence | DealKind::Sponsorship | DealKind::Partnership));
        let sells = matches!(&self.cue.what, What::Transfer(t) if t.is_trade());
        !may && !(sells && (name.has(Marker::From) || name.is_free() && !name.speaks))
            && self.r.found.actor(name.actor).is_some_and(|a| a.kind == ActorKind::Media)
    }

    /// "brokered by X": X is between them, and none of them.
    fn mediates(&self, name: &Name) -> bool {
        let words = self.r.start.max(name.range.start.saturating_sub(4))
            ..self.r.end.min(name.range.end + if self.rules.lang.is_postpositional { 3 } else { 0 });
        let group_start = self.names.iter().filter(|n| n.group == name.group).map(|n| n.range.start).min();
        let before_group = group_start.map_or(0..0, |at| self.r.start.max(at.saturating_sub(4))..at);
        // "the truce brokered by X, Y will": the comma ends what X did.
        let is_cut = |k: usize| {
            let other = |n: &&Name| n.group != name.group && k < n.range.start && n.range.end <= name.range.start;
            (k..name.range.start).any(|i| matches!(self.r.p.word(i), "," | "،")) && self.names.iter().any(|n| other(&n))
        };
        // "a mediator in talks of X and Y"
        let small = |k: usize| [Marker::In, Marker::Between].iter().any(|m| self.rules.lang.is(*m, self.r.p, k));
        let is_inside = |k: usize| {
            let from = k + 1..name.range.start;
            !self.rules.lang.is_postpositional && !name.has(Marker::By) && from.into_iter().any(small)
        };
        // "X brokered", "X выступил посредником"
        let does = !self.rules.lang.is_postpositional && name.is_free();
        let verb = if does { name.range.end..self.r.end.min(name.range.end + 2) } else { 0..0 };
        let speaks = |k: usize| self.rules.mediates.at(self.r.p, k).is_some();
        words.chain(before_group).any(|k| speaks(k) && !is_cut(k) && !is_inside(k)) || verb.into_iter().any(speaks)
    }

    /// The subject of the verb with those joined to it: the nearest before it, else the first behind it.
    pub fn subject<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        let inflected = self.subject_by_ending(names);
        if !inflected.is_empty() {
            return inflected;
        }
        let pivot = self.cue.pivot();
        // "supplies X with jets and sold": X is what the verb before it acts on.
        let is_object = |n: &Name| {
            let at = n.range.start;
            !self.rules.lang.is_postpositional
                && at > self.r.start
                && self.rules.is_verb(self.r.p, at - 1)
                && self.others.iter().any(|(o, _)| o.end == at && o.end <= pivot)
        };
        let clause = self.clauses.of(pivot);
        let outside = self.has_own_subject(names, clause);
        let here = |n: &Name| !outside || n.clause == clause;
        let free = |n: &&&Name| n.is_free() && !n.speaks && !is_object(n) && here(n);
        let ahead = names.iter().filter(free).filter(|n| n.range.end <= pivot);
        // Beside a noun without its verb the first acts: "X is giving Y a grant".
        // A verb that ends its clause has its object before it too: "hat Kenia Boote geliefert".
        let last = self.ends_clause();
        let here = |n: &&&Name| n.clause == self.clauses.of(pivot);
        let first = || ahead.clone().filter(here).min_by_key(|n| n.range.start);
        let before = match self.cue.verb {
            Some(_) if last => first().or_else(|| ahead.clone().max_by_key(|n| n.range.end)),
            Some(_) => ahead.max_by_key(|n| n.range.end),
            None => ahead.min_by_key(|n| n.range.start),
        };
        // With the verb first or last the names stand on one side.
        let behind = names.iter().filter(free).filter(|n| n.range.start >= pivot).min_by_key(|n| n.range.start);
        let first = if self.rules.lang.is_postpositional {
            names.iter().filter(free).find(|n| n.range.end <= pivot).or(before.as_ref().copied())
        } else {
            before
        };
        let verb_leads = first.is_none() && self.leads();
        // "X answered by halting": nobody else does it.
        let says = names.iter().filter(|n| n.is_free() && n.speaks && n.range.end <= pivot).max_by_key(|n| n.range.end);
        let group = first.or(behind.filter(|_| verb_leads)).or(says).map(|n| n.group);
        names.iter().copied().filter(|n| Some(n.group) == group && n.is_free()).collect()
    }

    /// The subject where the ending of the verb tells where it stands: its owner before it ("Katar'ın Mısır'dan aldığı"),
    /// or right behind it ("helikopter satan Katar").
    fn subject_by_ending<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        let lang = self.rules.lang;
        let verb = self.cue.verb.clone().unwrap_or(self.cue.at.clone());
        let last = verb.end.saturating_sub(1);
        let has = |marker: Marker, k: usize| lang.has_ending(marker, self.r.p.lower(k));
        let first = if has(Marker::SubjectOf, last) {
            // What stands before another verb is that verb's.
            let from =
                self.others.iter().map(|(o, _)| o.end).filter(|end| *end <= verb.start && *end <= self.cue.at.start);
            let from = from.max().unwrap_or(self.r.start);
            names
                .iter()
                .find(|n| n.has(Marker::Of) && !n.is_adjective && n.range.start >= from && n.range.end <= verb.start)
        } else {
            // "verecek olan"
            let end = if lang.is(Marker::Relative, self.r.p, verb.end) { verb.end + 1 } else { verb.end };
            let active = has(Marker::SubjectBehind, end.saturating_sub(1)) && !has(Marker::Passive, last);
            let near = verb.end..verb.end + 5;
            names.iter().find(|n| active && !n.is_adjective && near.contains(&n.range.start))
        };
        let group = first.map(|n| n.group);
        names.iter().copied().filter(|n| Some(n.group) == group && !n.is_adjective).collect()
    }

    /// "los autobuses que le regaló Taiwán": whether a relative clause that hangs on no name tells its own subject.
    fn has_own_subject(&self, names: &[&Name], clause: usize) -> bool {
        let at = self.clauses.at(clause);
        let hangs = |n: &&Name| n.range.end <= at && n.range.end + 1 >= at;
        let opened =
            [Marker::Relative, Marker::That].iter().any(|m| self.rules.lang.marker_at(*m, self.r.p, at).is_some());
        opened
            && names.iter().any(|n| n.clause == clause && n.is_free() && !n.speaks)
            && !self.names.iter().any(|n| hangs(&n))
    }

    /// Whether the verb stands at the end of its clause, in a language where it may.
    pub fn ends_clause(&self) -> bool {
        let end = self.cue.verb.as_ref().map_or(self.cue.at.end, |verb| verb.end);
        let lang = self.rules.lang;
        let closes = |k: usize| k >= self.r.end || !self.r.p.is_word(k) || lang.is(Marker::And, self.r.p, k);
        lang.is_verb_last && (closes(end) || !self.r.p.is_capital(end) && closes(end + 1))
    }

    /// Whether a word beside the verb says that its subject is acted on.
    pub fn is_passive(&self) -> bool {
        let here = self.clauses.of(self.cue.pivot());
        (self.r.start..self.r.end)
            .any(|k| self.clauses.of(k) == here && self.rules.lang.is(Marker::Auxiliary, self.r.p, k))
    }

    /// Whether a verb may stand before its subject.
    fn leads(&self) -> bool {
        self.rules.lang.code != "en"
    }

    /// What a verb acts on: names behind it (or between subject and verb) that nothing governs.
    pub fn object<'n>(&self, names: &[&'n Name], subject: &[&Name]) -> Vec<&'n Name> {
        let pivot = self.cue.pivot();
        let group = subject.first().map(|n| n.group);
        let fits = |n: &&&Name| {
            let side = self.rules.lang.is_postpositional && n.range.start < self.cue.tokens().end
                || !self.rules.lang.is_postpositional && n.range.start > pivot
                || subject.iter().any(|s| s.range.start < n.range.start);
            n.is_free() && !n.speaks && Some(n.group) != group && side && self.gap(n) <= REACH && !self.does_other(n)
        };
        let first = names.iter().find(fits).map(|n| n.group);
        names.iter().copied().filter(|n| Some(n.group) == first && n.is_free()).collect()
    }

    /// "X supplies the jets, Y is paying for them": a name behind the cue that is the subject of the next verb.
    fn does_other(&self, name: &Name) -> bool {
        let end = name.range.end;
        !self.rules.lang.is_postpositional
            && name.range.start > self.cue.pivot()
            && self.others.iter().any(|(o, is_noun)| {
                !is_noun
                    && o.start > self.cue.pivot()
                    && (end..o.start).len() <= 1
                    && o.start >= end
                    && (end..o.start).all(|k| self.rules.lang.is_small(self.r.p.lower(k)))
            })
    }

    pub fn gap(&self, name: &Name) -> usize {
        let to = |at: &Range<usize>| gap(&name.range, at);
        let verb = self.cue.verb.as_ref().map_or(usize::MAX, to);
        to(&self.cue.at).min(verb)
    }

    /// Whether another cue stands between this one and a name behind it.
    fn is_beyond(&self, name: &Name) -> bool {
        let tokens = self.cue.tokens();
        !self.rules.lang.is_postpositional
            && self.others.iter().any(|(o, is_noun)| {
                *is_noun == self.cue.is_noun() && o.start >= tokens.end && o.end <= name.range.start
            })
    }

    /// The names that one of some small words governs, near the cue: the nearest group.
    pub fn governed<'n>(&self, names: &[&'n Name], markers: &[Marker]) -> Vec<&'n Name> {
        // Behind a verb that closes its clause another clause begins.
        let last = self.cue.tokens().end.saturating_sub(1);
        let is_closed = self.rules.lang.has_ending(Marker::Final, self.r.p.lower(last));
        for marker in markers {
            let fits = |n: &&&Name| {
                n.has(*marker)
                    && !(is_closed && n.range.start >= self.cue.tokens().end)
                    && !n.is_adjective
                    && self.gap(n) <= REACH
                    && !self.is_beyond(n)
            };
            // Where the verb stands last, what stands behind it belongs to the next one.
            let behind = |n: &Name| self.rules.lang.is_postpositional && n.range.start >= self.cue.tokens().end;
            let nearest = names.iter().filter(fits).min_by_key(|n| (behind(n), self.gap(n)));
            let Some(nearest) = nearest else { continue };
            return names.iter().copied().filter(|n| n.group == nearest.group).collect();
        }
        Vec::new()
    }

    /// Whose deal it is: "Kenya's contract", "the Russian-Pakistani agreement", "el acuerdo de Perú".
    pub fn holders<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        let at = &self.cue.at;
        let near = |n: &&&Name| {
            let gap = if n.range.end <= at.start { n.range.end..at.start } else { at.end..n.range.start };
            let plain = |k: usize, behind: bool| {
                let small = self.rules.lang.is_small(self.r.p.lower(k)) || self.rules.lang.is(Marker::And, self.r.p, k);
                self.r.p.word(k) == "-"
                    || matches!(self.r.p.word(k), "’s" | "'s" | "’" | "'")
                    || self.r.found.at(self.r.n, k).is_some()
                    || behind && small
                    || !behind
                        && self.r.p.is_word(k)
                        && !self.rules.lang.is_stop(self.r.p.lower(k))
                        && !self.rules.is_verb(self.r.p, k)
            };
            let own = n.is_adjective
                || n.has(Marker::Of)
                || self.rules.lang.is_postpositional && n.governors.is_empty() && n.range.end == at.start;
            // Behind the noun only small words may stand between: "el acuerdo de Perú", "الاتفاق الروسي".
            let behind = n.range.start >= at.end;
            // "X's purchase of Y", "teamed up with Y's firm": a verb is nobody's behind it.
            if behind && !self.cue.is_noun() && !self.rules.lang.is_postpositional {
                return false;
            }
            let near = if behind { gap.len() <= 3 } else { gap.len() <= 6 };
            own && near && gap.clone().all(|k| plain(k, behind))
        };
        let list: Vec<&&Name> = names.iter().filter(near).collect();
        let Some(nearest) = list.iter().min_by_key(|n| self.gap(n)) else { return Vec::new() };
        let group = nearest.group;
        let beside = |n: &&&Name| {
            n.group == group
                || (n.is_adjective && nearest.is_adjective && n.range.end.abs_diff(nearest.range.start) <= 2)
        };
        list.iter().filter(|n| beside(n)).map(|n| **n).collect()
    }

    /// Where only one party is told by its place: another that the sentence names, if there is only one.
    fn last_two(&self, told: Vec<Party>) -> Vec<Party> {
        if told.len() > 1 {
            return told;
        }
        let fits = |n: &&Name| {
            !n.is_adjective
                && !n.is_person
                && !n.has(Marker::In)
                && !self.mediates(n)
                && !told.iter().any(|(a, _, _)| *a == n.actor)
        };
        let quiet: Vec<&Name> = self.names.iter().filter(|n| !n.speaks).filter(fits).collect();
        let loud: Vec<&Name> = self.names.iter().filter(fits).collect();
        for list in [quiet, loud] {
            let mut all = told.clone();
            all.extend(plain(&list));
            let all = self.without_bodies(once(all));
            if all.len() == 2 {
                return all;
            }
        }
        told
    }

    /// A ministry beside its own state signs for it.
    fn without_bodies(&self, mut parties: Vec<Party>) -> Vec<Party> {
        let all: Vec<usize> = parties.iter().map(|(a, _, _)| *a).collect();
        let is_body = |a: usize| self.r.found.actor(a).and_then(|a| a.parent).is_some_and(|state| all.contains(&state));
        if parties.len() > 2 {
            parties.retain(|(a, _, _)| !is_body(*a));
        }
        parties
    }
}

fn count(parties: &[Party]) -> usize {
    parties.iter().filter(|(_, role, _)| role != "mediator").count()
}

fn unique(names: Vec<&Name>) -> Vec<&Name> {
    let mut out: Vec<&Name> = Vec::new();
    for name in names {
        if !out.iter().any(|n| n.range == name.range && n.actor == name.actor) {
            out.push(name);
        }
    }
    out.sort_by_key(|n| n.range.start);
    out
}

/// Plain parties.
pub fn plain(names: &[&Name]) -> Vec<Party> {
    names.iter().map(|n| (n.actor, String::new(), n.range.clone())).collect()
}

/// Each actor once, with its first role.
fn once(parties: Vec<Party>) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    for party in parties {
        if !out.iter().any(|(a, _, _)| *a == party.0) {
            out.push(party);
        }
    }
    out
}
