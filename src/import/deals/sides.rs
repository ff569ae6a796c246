//! Who takes part in what a cue tells: those who agree, or the one who gives and the one who takes.

use std::ops::Range;

use super::super::lang::Marker;
use super::super::parties::Reading;
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

pub struct Sides<'a> {
    pub rules: &'a Rules<'a>,
    pub r: &'a Reading<'a>,
    pub clauses: &'a Clauses,
    pub names: &'a [Name],
    pub cue: &'a Cue,
}

/// The parties, and whether each stands close to the cue.
#[derive(Debug, Default)]
pub struct Taking {
    pub parties: Vec<Party>,
    pub is_close: bool,
    /// Whether a company itself is what one buys.
    pub is_bought: bool,
}

impl Sides<'_> {
    /// The parties: told in the clause, else in the sentence.
    pub fn parties(&self) -> Taking {
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
        self.taking(self.last_two(best), false)
    }

    fn taking(&self, mut parties: Vec<Party>, is_close: bool) -> Taking {
        let is_bought = parties.iter().any(|(_, role, _)| role == BOUGHT);
        parties.iter_mut().filter(|(_, role, _)| role == BOUGHT).for_each(|(_, role, _)| role.clear());
        Taking { parties, is_close, is_bought }
    }

    fn told(&self, names: &[&Name]) -> Vec<Party> {
        let names: Vec<&Name> = names.iter().copied().filter(|n| !n.is_person || self.acts_alone(n)).collect();
        let parties = match &self.cue.what {
            What::Noun(noun) => match noun.roles {
                Some((from, to)) => self.directed(&names, from, to, noun.kind),
                None => self.partners(&names, noun.kind),
            },
            What::Transfer(t) if t.roles.0.is_empty() => self.partners(&names, t.alone.unwrap_or(DealKind::Agreement)),
            What::Transfer(t) => self.handed(&names, t),
        };
        self.without_bodies(once(parties))
    }

    /// A person acts for himself where the text gives him no office, and does not only quote him.
    fn acts_alone(&self, name: &Name) -> bool {
        let has_office = self.r.found.actor(name.actor).is_some_and(|a| !a.roles.is_empty());
        let hands_over = matches!(self.cue.what, What::Transfer(_)) && (name.is_free() || name.has(Marker::By));
        !name.speaks && (!has_office || hands_over)
    }

    /// The subject of the verb with those joined to it: the nearest before it, else the first behind it.
    fn subject<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        let pivot = self.cue.pivot();
        let free = |n: &&&Name| n.is_free() && !n.speaks;
        let before = names.iter().filter(free).filter(|n| n.range.end <= pivot).max_by_key(|n| n.range.end);
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
            let side = self.rules.lang.is_postpositional || n.range.start > pivot || subject.iter().any(|s| s.range.start < n.range.start);
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

    /// The names that one of some small words governs, near the cue: the nearest group.
    fn governed<'n>(&self, names: &[&'n Name], markers: &[Marker]) -> Vec<&'n Name> {
        for marker in markers {
            let fits = |n: &&&Name| n.has(*marker) && !n.is_adjective && self.gap(n) <= REACH;
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
            let plain = |k: usize| {
                let small = self.rules.lang.is_small(self.r.p.lower(k)) || self.rules.lang.is(Marker::And, self.r.p, k);
                self.r.p.word(k) == "-"
                    || matches!(self.r.p.word(k), "’s" | "'s" | "’" | "'")
                    || self.r.found.at(self.r.n, k).is_some()
                    || (n.range.start >= at.end && small)
                    || self.r.p.is_word(k) && !self.rules.lang.is_stop(self.r.p.lower(k)) && !self.rules.is_verb(self.r.p, k)
            };
            let own = n.is_adjective || n.has(Marker::Of) || self.rules.lang.is_postpositional && n.governors.is_empty() && n.range.end == at.start;
            own && gap.len() <= 6 && gap.clone().all(plain)
        };
        let list: Vec<&&Name> = names.iter().filter(near).collect();
        let Some(nearest) = list.iter().min_by_key(|n| self.gap(n)) else { return Vec::new() };
        let group = nearest.group;
        let beside = |n: &&&Name| n.group == group || (n.is_adjective && nearest.is_adjective && n.range.end.abs_diff(nearest.range.start) <= 2);
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
        let mut out: Vec<&Name> = if !holders.is_empty() && !with.is_empty() { holders.clone() } else { subject.clone() };
        if out.is_empty() {
            out.extend(holders.iter().copied());
        }
        out.extend(with.iter().copied());
        let by = self.governed(names, &[Marker::By]);
        if actors(&out) < 2 || with.is_empty() {
            let mediates = self.cue.verb.as_ref().is_some_and(|v| self.rules.mediates.at(self.r.p, v.start).is_some());
            if !mediates {
                out.extend(by);
            }
        }
        let more = [
            self.governed(names, &[Marker::To, Marker::For]),
            self.governed(names, &[Marker::From]),
            self.object(names, &subject),
            holders.clone(),
            if kind == DealKind::Exercise { self.adjectives(names) } else { Vec::new() },
            self.governed(names, &[Marker::Of, Marker::Against]),
        ];
        let is_bare = matches!(self.cue.what, What::Transfer(_)) && !matches!(kind, DealKind::Merger | DealKind::Sponsorship);
        for more in more {
            if actors(&out) >= 2 || is_bare {
                break;
            }
            out.extend(more.into_iter().filter(|n| !n.speaks));
        }
        let out: Vec<&Name> = names.iter().copied().filter(|n| out.iter().any(|o| o.range == n.range && o.actor == n.actor)).collect();
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
        let mut taker = self.governed(names, if imposed { &[Marker::Against, Marker::On] } else { &[Marker::To] });
        giver.retain(|g| !taker.iter().any(|t| t.range == g.range));
        if giver.is_empty() && !holders.is_empty() && !(takes && subject.is_empty()) {
            giver = holders.clone();
        }
        if taker.is_empty() {
            taker = without(self.object(names, &subject), &giver);
        }
        if taker.is_empty() {
            taker = without(self.governed(names, if imposed { &[Marker::To, Marker::In] } else { &[Marker::For] }), &giver);
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
            let lends = |n: &&Name| self.r.found.actor(n.actor).is_some_and(|a| matches!(a.kind, ActorKind::Igo | ActorKind::Company));
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
        let doer = if by.is_empty() || by.iter().any(|b| subject.iter().any(|s| s.range == b.range)) { subject.clone() } else { by.clone() };
        let passive = !by.is_empty();
        let object = self.object(names, &subject);
        let (mut giver, mut taker);
        let mut from = t.roles.0;
        if t.gives {
            giver = doer;
            taker = without(self.governed(names, &[Marker::To]), &giver);
            if taker.is_empty() {
                taker = without(if passive { subject.clone() } else { object }, &giver);
            }
            if taker.is_empty() {
                taker = without(self.governed(names, &[Marker::For, Marker::In]), &giver);
            }
            if giver.is_empty() {
                giver = without(self.governed(names, &[Marker::From]), &taker);
            }
        } else {
            taker = doer;
            giver = without(self.governed(names, &[Marker::From]), &taker);
            if giver.is_empty() {
                giver = without(if passive { subject.clone() } else { object }, &taker);
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
        sided(&giver, from, &taker, t.roles.1)
    }

    /// "buys 30 French jets": whose goods they are.
    fn makers<'n>(&self, names: &[&'n Name]) -> Vec<&'n Name> {
        let after = self.cue.at.end;
        names.iter().copied().filter(|n| n.is_adjective && n.range.start >= after && n.range.start < after + 6).take(1).collect()
    }

    /// Where only one party is told by its place: another that the sentence names, if there is only one.
    fn last_two(&self, told: Vec<Party>) -> Vec<Party> {
        if told.len() > 1 {
            return told;
        }
        let fits = |n: &&Name| {
            !n.is_adjective && !n.is_person && !n.has(Marker::In) && !told.iter().any(|(a, _, _)| *a == n.actor)
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
        let is_body =
            |a: usize| self.r.found.actor(a).and_then(|a| a.parent).is_some_and(|state| all.contains(&state));
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
    let (giver, taker) = if from.len() > 1 && to.is_empty() || to.len() > 1 && from.is_empty() { ("", "") } else { (giver, taker) };
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
