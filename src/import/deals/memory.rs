//! What the text spoke of last, and the words that point back to it: "the company", "it", "the two countries".

use std::ops::Range;

use super::super::actors::Found;
use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::Rules;
use super::clauses::Clauses;
use super::names::Name;
use crate::doc::record::{ActorKind, DealKind};

/// The actors that were named, the last one last.
#[derive(Debug, Default)]
pub struct Memory {
    recent: Vec<usize>,
    /// The subject of the last sentence.
    subject: Vec<usize>,
    /// Whom the article is about: the actor that it names most.
    focus: Option<usize>,
    /// Whom the last sentence named.
    last: Vec<usize>,
    /// The parties of the last deal.
    dealt: Vec<usize>,
}

/// No word points farther back than so many names.
const REACH: usize = 24;

impl Memory {
    pub fn new(found: &Found) -> Memory {
        let mut counts: Vec<(usize, usize)> = (0..found.actors.len()).map(|i| (0, i)).collect();
        // Whoever is named at the beginning weighs more; a person counts for whom he speaks.
        for (n, m) in found.mentions.iter().enumerate().flat_map(|(n, all)| all.iter().map(move |m| (n, m))) {
            let of = found.actor(m.actor).and_then(|a| a.roles.iter().find_map(|role| role.of));
            let weight = if n < 2 { 2 } else { 1 };
            for actor in [Some(m.actor), of].into_iter().flatten() {
                if let Some((count, _)) = counts.get_mut(actor) {
                    *count += weight;
                }
            }
        }
        counts.retain(|(_, i)| found.actor(*i).is_some_and(|a| a.kind != ActorKind::Person));
        counts.sort_by_key(|(n, i)| (std::cmp::Reverse(*n), *i));
        // Only where no other is named nearly as often.
        let focus = match counts.as_slice() {
            [(most, focus), rest @ ..] if *most >= 3 && rest.first().is_none_or(|(n, _)| n * 3 <= most * 2) => {
                Some(*focus)
            }
            _ => None,
        };
        // Else the first firm, club or body that it names at its beginning.
        let firm = |a: &usize| {
            let kind = found.actors.get(*a).map(|a| a.kind);
            matches!(kind, Some(ActorKind::Company | ActorKind::Collective | ActorKind::Ngo))
        };
        let first = || found.mentions.iter().take(3).flatten().map(|m| m.actor).find(firm);
        let focus = focus.or_else(first);
        Memory { focus, ..Memory::default() }
    }

    /// Who is missing among the parties of what a sentence tells, where the sentence before leaves no choice; else, if
    /// wanted, whoever the article is about.
    pub fn missing(&self, told: &[usize], or_focus: bool) -> Vec<usize> {
        let others: Vec<usize> = self.last.iter().copied().filter(|a| !told.contains(a)).collect();
        match self.focus {
            _ if told.len() + others.len() == 2 => others,
            // Whoever the article is about needs not be named again.
            Some(focus) if or_focus && told.len() == 1 && !told.contains(&focus) => vec![focus],
            _ => Vec::new(),
        }
    }

    /// Whether goods that the last sentence told of are what a deal of some actors is about that does not say so: where
    /// that sentence named one of them.
    pub fn is_matter(&self, kind: DealKind, who: &std::collections::BTreeSet<usize>) -> bool {
        use DealKind::{ArmsTransfer, Energy, Infrastructure, Licence, Loan, Merger, Sponsorship};
        let tells = matches!(kind, ArmsTransfer | Energy | Infrastructure | Licence | Loan | Merger | Sponsorship);
        tells && self.last.iter().any(|a| who.contains(a))
    }

    /// Takes up who deals with whom.
    pub fn dealt(&mut self, who: impl Iterator<Item = usize>) {
        self.dealt = who.collect();
    }

    /// Takes up what a sentence named.
    pub fn heard(&mut self, names: &[Name]) {
        for name in names.iter().filter(|n| !n.is_pointer) {
            self.recent.retain(|a| *a != name.actor);
            self.recent.push(name.actor);
        }
        let from = self.recent.len().saturating_sub(REACH);
        self.recent.drain(..from);
        let mut both: Vec<usize> = Vec::new();
        let idle = |n: &Name| n.is_person || n.is_origin() || n.has(Marker::In);
        // An adjective counts where too few are named by themselves.
        for adjectives in [false, true] {
            for name in names.iter().filter(|n| n.is_adjective == adjectives && !idle(n)) {
                if !both.contains(&name.actor) && (!adjectives || both.len() < 2) {
                    both.push(name.actor);
                }
            }
        }
        self.last = both;
        let main = names.iter().filter(|n| n.is_free() && n.clause == 0);
        if let Some(group) = main.clone().map(|n| n.group).next() {
            self.subject = main.filter(|n| n.group == group).map(|n| n.actor).collect();
        }
    }

    /// The words of a sentence that point to actors, with those they mean.
    pub fn pointers(
        &self,
        rules: &Rules,
        r: &Reading,
        clauses: &Clauses,
        names: &[Name],
    ) -> Vec<(usize, Range<usize>)> {
        let mut out = Vec::new();
        let mut k = r.start;
        while k < r.end {
            let Some((end, actors)) = self.pointer(rules, r, clauses, k, names) else {
                k += 1;
                continue;
            };
            out.extend(actors.into_iter().map(|a| (a, k..end)));
            k = end;
        }
        out
    }

    fn pointer(
        &self,
        rules: &Rules,
        r: &Reading,
        clauses: &Clauses,
        k: usize,
        names: &[Name],
    ) -> Option<(usize, Vec<usize>)> {
        if r.found.at(r.n, k).is_some() {
            return None;
        }
        let earlier = |kinds: &[ActorKind]| self.earlier(r.found, names, k, kinds);
        if let Some(len) = rules.lang.marker_at(Marker::Both, r.p, k) {
            let kinds = rules.pointers.at(r.p, k).map_or(&[ActorKind::State][..], |(_, kinds)| kinds);
            let fits = |a: &usize| r.found.actor(*a).is_some_and(|a| kinds.contains(&a.kind));
            // Those who were told to deal with each other, else the last two.
            let dealt = self.dealt.len() == 2 && self.dealt.iter().all(fits);
            let near = || earlier(kinds).into_iter().take(2).collect::<Vec<usize>>().into_iter().rev().collect();
            let pair: Vec<usize> = if dealt { self.dealt.clone() } else { near() };
            return (pair.len() == 2).then_some((k + len, pair));
        }
        if let Some((end, actor)) = self.of_region(r, k, names) {
            return Some((end, vec![actor]));
        }
        if let Some((len, kinds)) = pointing(rules, r, k) {
            // "its neighbour" is none of those beside it.
            let other = rules.lang.is(Marker::The, r.p, k) && r.lang.code == "en" && r.p.lower(k) != "the";
            let beside = |a: &usize| other && names.iter().any(|n| n.actor == *a);
            // "gewährt die Bank der Gesellschaft": nor, as a rule, whoever does it in the same clause.
            let here = clauses.of(k);
            let acts = |a: &usize| names.iter().any(|n| n.actor == *a && n.clause == here && n.is_free() && !n.speaks);
            let known: Vec<usize> = earlier(kinds).into_iter().filter(|a| !beside(a)).collect();
            let first = *known.first()?;
            let about = self.focus.filter(|focus| known.contains(focus) && !acts(focus));
            let one = if acts(&first) { about.unwrap_or(first) } else { first };
            return Some((k + len, vec![one]));
        }
        // "we": whoever the article is about.
        if let Some(len) = rules.lang.marker_at(Marker::We, r.p, k) {
            return self.focus.map(|focus| (k + len, vec![focus]));
        }
        // "it", "they": the subject before.
        let len = rules.lang.marker_at(Marker::It, r.p, k)?;
        let before = names.iter().filter(|n| n.range.end <= k && (n.is_free() || n.speaks) && !n.is_person);
        let here: Vec<usize> = match before.clone().map(|n| n.group).next() {
            Some(group) => before.filter(|n| n.group == group).map(|n| n.actor).collect(),
            None if self.subject.iter().any(|a| is_person(r, *a)) => Vec::new(),
            None => self.subject.clone(),
        };
        (!here.is_empty()).then_some((k + len, here))
    }

    /// "the South Asian country": the nearest state of that region.
    fn of_region(&self, r: &Reading, k: usize, names: &[Name]) -> Option<(usize, usize)> {
        if !r.lang.is(Marker::The, r.p, k) || !r.p.is_capital(k + 1) {
            return None;
        }
        let noun = (k + 2..(k + 5).min(r.end)).find(|&j| !r.p.is_capital(j))?;
        let region = r.lang.fold(r.p.slice(k + 1..noun));
        let states = self.earlier(r.found, names, k, &[ActorKind::State]);
        let of = |a: &usize| r.found.actor(*a).is_some_and(|a| a.regions.iter().any(|r2| r.lang.fold(r2) == region));
        states.into_iter().find(of).map(|actor| (noun + 1, actor))
    }

    /// The actors of some kinds that were named before a token, the nearest first.
    fn earlier(&self, found: &Found, names: &[Name], k: usize, kinds: &[ActorKind]) -> Vec<usize> {
        let here = names.iter().rev().filter(|n| n.range.end <= k).map(|n| n.actor);
        let mut out: Vec<usize> = Vec::new();
        for actor in here.chain(self.recent.iter().rev().copied()) {
            let fits = found.actor(actor).is_some_and(|a| kinds.contains(&a.kind));
            if fits && !out.contains(&actor) {
                out.push(actor);
            }
        }
        out
    }
}

/// "the company", "the Danish firm": how many tokens, and whom it may mean. Beside a name it is no pointer.
fn pointing<'r>(rules: &'r Rules, r: &Reading, k: usize) -> Option<(usize, &'r [ActorKind])> {
    let (len, kinds) = match rules.pointers.at(r.p, k) {
        Some((len, kinds)) => (len, kinds),
        None => {
            // A word or two between the article and the noun.
            let article = rules.pointing.has(r.p.lower(k));
            let noun = |i: usize| rules.pointers_bare.at(r.p, i).map(|(len, kinds)| (i + len - k, kinds));
            if !article {
                return None;
            }
            (k + 2..(k + 4).min(r.end))
                .take_while(|&i| r.p.is_word(i - 1) && !rules.lang.is_stop(r.p.lower(i - 1)))
                .find_map(noun)?
        }
    };
    let end = k + len;
    let named = |i: usize| i < r.end && r.found.at(r.n, i).is_some();
    // "the Bergen Rowing Club" is a name.
    let in_name = named(end - 1);
    let beside = named(end) || (matches!(r.p.word(end), "«" | "“" | "\"" | "„") && named(end + 1));
    let capital = r.lang.is_cased && r.lang.code != "de" && r.p.is_capital(end);
    (!in_name && !beside && !capital).then_some((len, kinds.as_slice()))
}

fn is_person(r: &Reading, actor: usize) -> bool {
    r.found.actor(actor).is_some_and(|a| a.kind == ActorKind::Person)
}
