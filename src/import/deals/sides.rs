//! Who takes part in what a cue tells: those who agree, or the one who gives and the one who takes.

use std::ops::Range;

use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::{Rules, Transfer};
use super::clauses::Clauses;
use super::cues::{Cue, What};
use super::names::Name;
use crate::doc::record::{ActorKind, DealKind};

/// A party: actor, role (empty for a plain party), and the tokens that name it.
pub type Party = (usize, String, Range<usize>);

/// The role, for a while, of a company that another buys.
const BOUGHT: &str = "bought";

/// How far from its cue a governed name may stand, in tokens.
const REACH: usize = 22;

/// The tokens of another cue of the sentence, and whether it is a noun.
pub type Other = (Range<usize>, bool);

/// Within so many tokens a governed name certainly belongs to its noun.
const NEAR: usize = 9;

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
    /// Whether a company itself is what one buys.
    pub is_bought: bool,
}

impl Sides<'_> {
    /// The parties: told in the clause, else in the sentence. Persons take part only where nobody else does.
    pub fn parties(&self) -> Taking {
        let bodies: Vec<Name> = self.names.iter().filter(|n| !n.is_person).cloned().collect();
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
        let quiet: Vec<&Name> = self.names.iter().filter(|n| !n.speaks).collect();
        let all = self.told(&quiet);
        if count(&all) >= 2 {
            return self.taking(all, true);
        }
        let best = [all, antecedent, close].into_iter().max_by_key(count).unwrap_or_default();
        self.taking(best, false)
    }

    /// Where the words beside the cue tell fewer than two: another that the sentence names.
    pub fn widened(&self, taking: Taking) -> Taking {
        self.taking(self.last_two(taking.parties), false)
    }

    fn taking(&self, mut parties: Vec<Party>, is_close: bool) -> Taking {
        let is_bought = parties.iter().any(|(_, role, _)| role == BOUGHT);
        parties.iter_mut().filter(|(_, role, _)| role == BOUGHT).for_each(|(_, role, _)| role.clear());
        Taking { parties, is_close, is_bought }
    }

    fn told(&self, names: &[&Name]) -> Vec<Party> {
        let acts = |n: &&Name| (!n.is_person || self.acts_alone(n)) && !self.mediates(n) && !self.reports(n);
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
        !may && self.r.found.actor(name.actor).is_some_and(|a| a.kind == ActorKind::Media)
    }

    /// "brokered by X": X is between them, and none of them.
    fn mediates(&self, name: &Name) -> bool {
        let words = self.r.start.max(name.range.start.saturating_sub(4))
            ..self.r.end.min(name.range.end + if self.rules.lang.is_postpositional { 3 } else { 0 });
        let group_start = self.names.iter().filter(|n| n.group == name.group).map(|n| n.range.start).min();
        let before_group = group_start.map_or(0..0, |at| self.r.start.max(at.saturating_sub(4))..at);
        words.chain(before_group).any(|k| self.rules.mediates.at(self.r.p, k).is_some())
    }

    /// The subject of the verb with those joined to it: the nearest before it, else the first behind it.
    fn subject<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        let pivot = self.cue.pivot();
        // "supplies X with jets and sold": X is what the verb before it acts on.
        let is_object = |n: &Name| {
            let at = n.range.start;
            !self.rules.lang.is_postpositional
                && at > self.r.start
                && self.rules.is_verb(self.r.p, at - 1)
                && self.others.iter().any(|(o, _)| o.end == at && o.end <= pivot)
        };
        let free = |n: &&&Name| n.is_free() && !n.speaks && !is_object(n);
        let ahead = names.iter().filter(free).filter(|n| n.range.end <= pivot);
        // Beside a noun without its verb the first acts: "X is giving Y a grant".
        let before = if self.cue.verb.is_some() {
            ahead.max_by_key(|n| n.range.end)
        } else {
            ahead.min_by_key(|n| n.range.start)
        };
        // With the verb first or last the names stand on one side.
        let behind = names.iter().filter(free).filter(|n| n.range.start >= pivot).min_by_key(|n| n.range.start);
        let first = if self.rules.lang.is_postpositional {
            names.iter().filter(free).find(|n| n.range.end <= pivot).or(before.as_ref().copied())
        } else {
            before
        };
        let verb_leads = first.is_none() && self.leads();
        let group = first.or(behind.filter(|_| verb_leads)).map(|n| n.group);
        names.iter().copied().filter(|n| Some(n.group) == group && n.is_free()).collect()
    }

    /// Whether a verb may stand before its subject.
    fn leads(&self) -> bool {
        self.rules.lang.code != "en"
    }

    /// What a verb acts on: names behind it (or between subject and verb) that nothing governs.
    fn object<'n>(&self, names: &[&'n Name], subject: &[&Name]) -> Vec<&'n Name> {
        let pivot = self.cue.pivot();
        let group = subject.first().map(|n| n.group);
        let fits = |n: &&&Name| {
            let side = self.rules.lang.is_postpositional
                || n.range.start > pivot
                || subject.iter().any(|s| s.range.start < n.range.start);
            n.is_free() && !n.speaks && Some(n.group) != group && side && self.gap(n) <= REACH
        };
        let first = names.iter().find(fits).map(|n| n.group);
        names.iter().copied().filter(|n| Some(n.group) == first && n.is_free()).collect()
    }

    fn gap(&self, name: &Name) -> usize {
        let to = |at: &Range<usize>| {
            if name.range.end <= at.start { at.start - name.range.end } else { name.range.start.saturating_sub(at.end) }
        };
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
    fn governed<'n>(&self, names: &[&'n Name], markers: &[Marker]) -> Vec<&'n Name> {
        for marker in markers {
            let fits = |n: &&&Name| n.has(*marker) && !n.is_adjective && self.gap(n) <= REACH && !self.is_beyond(n);
            let Some(nearest) = names.iter().filter(fits).min_by_key(|n| self.gap(n)) else { continue };
            return names.iter().copied().filter(|n| n.group == nearest.group).collect();
        }
        Vec::new()
    }

    /// Whose deal it is: "Kenya's contract", "the Russian-Pakistani agreement", "el acuerdo de Perú".
    fn holders<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
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

    /// Those who agree with each other.
    fn partners(&self, names: &[&Name], kind: DealKind) -> Vec<Party> {
        let between = self.governed(names, &[Marker::Between]);
        if actors(&between) >= 2 {
            return plain(&between);
        }
        let holders = self.holders(names);
        if actors(&holders) >= 2 {
            return plain(&holders);
        }
        let mut with = self.governed(names, &[Marker::With]);
        let subject = self.subject(names);
        if with.is_empty() && kind == DealKind::Merger {
            with = self.governed(names, &[Marker::Of]);
        }
        let mut out: Vec<&Name> =
            if !holders.is_empty() && !with.is_empty() { holders.clone() } else { subject.clone() };
        if out.is_empty() {
            out.extend(holders.iter().copied());
        }
        out.extend(with.iter().copied());
        let by = self.governed(names, &[Marker::By]);
        // "a contract signed by A and B": whoever the sentence is about.
        if actors(&by) >= 2 && with.is_empty() {
            return plain(&by);
        }
        if actors(&out) < 2 || with.is_empty() {
            out.extend(by);
        }
        let more = [
            self.governed(names, &[Marker::To, Marker::For]),
            self.governed(names, &[Marker::From]),
            self.object(names, &subject),
            holders.clone(),
            if kind == DealKind::Exercise { self.adjectives(names) } else { Vec::new() },
            self.governed(names, &[Marker::Of, Marker::Against]),
        ];
        let is_bare =
            matches!(self.cue.what, What::Transfer(_)) && !matches!(kind, DealKind::Merger | DealKind::Sponsorship);
        for more in more {
            if actors(&out) >= 2 || is_bare {
                break;
            }
            out.extend(more.into_iter().filter(|n| !n.speaks));
        }
        let out: Vec<&Name> =
            names.iter().copied().filter(|n| out.iter().any(|o| o.range == n.range && o.actor == n.actor)).collect();
        plain(&out)
    }

    fn adjectives<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        names.iter().copied().filter(|n| n.is_adjective).collect()
    }

    /// Who gives and who takes what a noun tells.
    fn directed(&self, names: &[&Name], from: &str, to: &str, kind: DealKind) -> Vec<Party> {
        let takes = self.cue.subject_takes;
        let subject = self.subject(names);
        let holders = self.holders(names);
        let imposed = from == "imposer";
        let with = self.governed(names, &[Marker::With]);
        let mut giver = self.governed(names, if imposed { &[Marker::By] } else { &[Marker::By, Marker::From] });
        let to_far = self.governed(names, if imposed { &[Marker::Against, Marker::On] } else { &[Marker::To] });
        let mut taker = to_far.clone();
        taker.retain(|n| self.gap(n) <= NEAR || self.rules.lang.is_postpositional);
        giver.retain(|g| !taker.iter().any(|t| t.range == g.range));
        // "approved Serbia's loan": whose it is gets it, where another gives it.
        let gets =
            |n: &&&Name| !takes && !n.is_adjective && !subject.is_empty() && subject.iter().all(|s| s.actor != n.actor);
        // "X's halting aid": who stands before the verb does it.
        if giver.is_empty() && self.rules.lang.code == "en" && self.r.p.word(self.cue.pivot()).ends_with("ing") {
            let near = |n: &&&Name| n.range.end <= self.cue.pivot() && self.cue.pivot() - n.range.end <= 5;
            giver = names.iter().filter(near).next_back().map(|n| vec![*n]).unwrap_or_default();
            giver.retain(|g| !taker.iter().any(|t| t.actor == g.actor));
        }
        if giver.is_empty() && taker.is_empty() && holders.iter().all(|n| gets(&n)) {
            taker = holders.clone();
        } else if giver.is_empty() && !holders.is_empty() && !(takes && subject.is_empty()) {
            giver = holders.clone();
        }
        if taker.is_empty() {
            taker = without(self.object(names, &subject), &giver);
        }
        if taker.is_empty() {
            taker =
                without(self.governed(names, if imposed { &[Marker::To, Marker::In] } else { &[Marker::For] }), &giver);
        }
        if taker.is_empty() && !to_far.is_empty() && (giver.is_empty() || subject.is_empty()) {
            taker = without(to_far, &giver);
        }
        let mut sure = true;
        if giver.is_empty() && !takes {
            giver = without(subject.clone(), &taker);
        } else if taker.is_empty() {
            taker = without(subject.clone(), &giver);
        }
        if giver.is_empty() || taker.is_empty() {
            // "signed a loan agreement with": who lends, their kinds tell.
            let missing = if giver.is_empty() { &mut giver } else { &mut taker };
            let mut other = without(with, missing);
            other.retain(|n| !n.is_adjective);
            *missing = other;
            sure = takes || giver.is_empty() || taker.is_empty();
        }
        for markers in [&[Marker::For, Marker::In][..], &[Marker::Of][..]] {
            if taker.is_empty() {
                taker = without(self.governed(names, markers), &giver);
            }
        }
        if giver.is_empty() {
            giver = without(subject, &taker);
        }
        if giver.is_empty() {
            giver = without(holders, &taker);
        }
        if !sure && kind == DealKind::Loan {
            let lends = |n: &&Name| {
                self.r.found.actor(n.actor).is_some_and(|a| matches!(a.kind, ActorKind::Igo | ActorKind::Company))
            };
            match (giver.iter().all(lends), taker.iter().all(lends)) {
                (true, false) => sure = true,
                (false, true) => {
                    std::mem::swap(&mut giver, &mut taker);
                    sure = true;
                }
                _ => {}
            }
        }
        let (from, to) = if sure { (from, to) } else { ("", "") };
        sided(&giver, from, &taker, to)
    }

    /// Who gives and who takes what a verb hands over.
    fn handed(&self, names: &[&Name], t: &Transfer) -> Vec<Party> {
        let by = self.governed(names, &[Marker::By]);
        let subject = self.subject(names);
        // "X's purchase of Y"
        let own: Vec<&Name> = self
            .holders(names)
            .into_iter()
            .filter(|n| n.has(Marker::Of) && !n.is_adjective && n.range.end <= self.cue.at.start)
            .collect();
        let doer = if !own.is_empty() {
            own.clone()
        } else if by.is_empty() || by.iter().any(|b| subject.iter().any(|s| s.range == b.range)) {
            subject.clone()
        } else {
            by.clone()
        };
        let passive = !by.is_empty() && own.is_empty();
        let object = self.object(names, &subject);
        let (mut giver, mut taker);
        let mut from = t.roles.0;
        if t.gives {
            giver = doer;
            taker = without(self.governed(names, &[Marker::To]), &giver);
            // "lends X a sum", "equips X with jets": who stands behind the verb before any "to" gets them; a firm may
            // be what is sold.
            let sold = t.roles.0 == "seller" && !taker.is_empty();
            let ahead = |n: &&Name| taker.iter().all(|t| n.range.start < t.range.start);
            if !passive && !sold && object.iter().all(|n| ahead(n) && self.is_recipient(n)) && !object.is_empty() {
                taker = without(object.clone(), &giver);
            }
            if taker.is_empty() {
                taker = without(if passive { subject.clone() } else { object }, &giver);
            }
            let imposed = t.roles.0 == "imposer";
            if taker.is_empty() && imposed {
                taker = without(self.governed(names, &[Marker::Against, Marker::On, Marker::From, Marker::Of]), &giver);
            }
            if taker.is_empty() {
                taker = without(self.governed(names, &[Marker::For, Marker::In]), &giver);
            }
            // "trains Ukrainian sappers", "bans Polish apples"
            if taker.is_empty() && (imposed || t.alone == Some(DealKind::Training)) {
                taker = without(self.makers(names), &giver);
            }
            if giver.is_empty() {
                giver = without(self.governed(names, &[Marker::From]), &taker);
            }
            // "deliveries of Bolivian gas", "Romania's sale of jets"
            if giver.is_empty() {
                giver = without(self.makers(names), &taker);
            }
            if giver.is_empty() {
                giver = without(self.holders(names), &taker);
            }
        } else {
            taker = doer;
            giver = without(self.governed(names, &[Marker::From]), &taker);
            if giver.is_empty() {
                giver = without(if passive { subject.clone() } else { object }, &taker);
                if giver.is_empty() && self.r.p.is_word(self.cue.at.end) {
                    giver = without(self.governed(names, &[Marker::Of]), &taker);
                }
                let company = |n: &Name| {
                    let kind = self.r.found.actor(n.actor).map(|a| a.kind);
                    matches!(kind, Some(ActorKind::Company | ActorKind::Collective | ActorKind::Ngo | ActorKind::Media))
                };
                if !giver.is_empty() && giver.iter().all(|n| company(n)) && from == "seller" {
                    from = BOUGHT;
                }
            }
            if giver.is_empty() {
                giver = without(self.governed(names, &[Marker::With, Marker::Of, Marker::To]), &taker);
            }
            if giver.is_empty() {
                giver = without(self.makers(names), &taker);
            }
        }
        // "the sale of X to Y": of a firm itself, where nobody sells it.
        let firm = |n: &Name| self.r.found.actor(n.actor).is_some_and(|a| a.kind == ActorKind::Company);
        if t.gives && t.roles.0 == "seller" && giver.is_empty() {
            let sold = without(self.governed(names, &[Marker::Of]), &taker);
            let sold = if sold.is_empty() { without(subject, &taker) } else { sold };
            if !sold.is_empty() && sold.iter().all(|n| firm(n)) {
                (giver, from) = (sold, BOUGHT);
            }
        }
        sided(&giver, from, &taker, t.roles.1)
    }

    /// "Boeing jets" are Boeing's; "lent Kenya jets" are for Kenya.
    fn is_recipient(&self, name: &Name) -> bool {
        let state = self.r.found.actor(name.actor).is_some_and(|a| a.kind == ActorKind::State);
        let next = name.range.end;
        state
            || !self.r.p.is_word(next)
            || self.rules.lang.is_stop(self.r.p.lower(next))
            || !self.r.p.word(next).starts_with(char::is_lowercase)
    }

    /// "buys 30 French jets": whose goods they are.
    fn makers<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        let after = self.cue.at.end;
        names
            .iter()
            .copied()
            .filter(|n| n.is_adjective && n.range.start >= after && n.range.start < after + 6)
            .take(1)
            .collect()
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

fn count(parties: &Vec<Party>) -> usize {
    parties.iter().filter(|(_, role, _)| role != "mediator").count()
}

fn actors(names: &[&Name]) -> usize {
    names.iter().map(|n| n.actor).collect::<std::collections::BTreeSet<_>>().len()
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

/// Names that stand on no other side.
fn without<'n>(names: Vec<&'n Name>, others: &[&Name]) -> Vec<&'n Name> {
    names.into_iter().filter(|n| !others.iter().any(|o| o.actor == n.actor)).collect()
}

fn plain(names: &[&Name]) -> Vec<Party> {
    names.iter().map(|n| (n.actor, String::new(), n.range.clone())).collect()
}

fn sided(from: &[&Name], giver: &str, to: &[&Name], taker: &str) -> Vec<Party> {
    // Two on one side, and nobody on the other: they deal with each other.
    let (giver, taker) =
        if from.len() > 1 && to.is_empty() || to.len() > 1 && from.is_empty() { ("", "") } else { (giver, taker) };
    let list = |names: &[&Name], role: &str| -> Vec<Party> {
        names.iter().map(|n| (n.actor, role.to_string(), n.range.clone())).collect()
    };
    let mut out = list(from, giver);
    out.extend(list(to, taker));
    out
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
