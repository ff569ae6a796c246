//! The part that each name of a clause plays: those who agree, the one who gives and the one who takes.

use super::super::lang::Marker;
use super::super::rules::Transfer;
use super::cues::What;
use super::names::Name;
use super::sides::{BOUGHT, Party, Sides, plain};
use crate::doc::record::{ActorKind, DealKind};

/// Within so many tokens a governed name certainly belongs to its noun.
const NEAR: usize = 9;

/// A side of a deal.
type Side<'n> = Vec<&'n Name>;

impl Sides<'_> {
    /// Those who agree with each other.
    pub fn partners(&self, names: &[&Name], kind: DealKind) -> Vec<Party> {
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
        // "श्रीलंका ने भारत और X के साथ समझौता किया": who does it agrees too.
        if actors(&out) < 2 || with.is_empty() || subject.is_empty() && holders.is_empty() {
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
    pub fn directed(&self, names: &[&Name], from: &str, to: &str, kind: DealKind) -> Vec<Party> {
        let takes = self.cue.subject_takes;
        // "a loan agreement between A and B": who lends, their kinds tell.
        let between = self.governed(names, &[Marker::Between]);
        if actors(&between) >= 2 && !imposes(from) {
            let (lends, borrows): (Side, Side) = between.iter().copied().partition(|n| self.lends(n));
            let is_told = kind == DealKind::Loan && !lends.is_empty() && !borrows.is_empty();
            return if is_told { self.sided(&lends, from, &borrows, to) } else { plain(&between) };
        }
        let subject = self.subject(names);
        let holders = self.holders(names);
        let imposed = imposes(from);
        let (by, on): (&[Marker], &[Marker]) = match imposed {
            true => (&[Marker::By], &[Marker::Against, Marker::On]),
            false => (&[Marker::By, Marker::From], &[Marker::To]),
        };
        let mut giver = self.governed(names, by);
        // "pide un préstamo a X"
        if takes && giver.is_empty() && !imposed {
            giver = without(self.governed(names, &[Marker::Asked]), &subject);
        }
        let far = self.governed(names, on);
        let mut taker = far.clone();
        taker.retain(|n| self.gap(n) <= NEAR || self.rules.lang.is_postpositional);
        // "a duty on Vietnamese steel"
        if imposed && taker.is_empty() {
            let on = |n: &&Name| n.is_adjective && on.iter().any(|m| n.has(*m)) && self.gap(n) <= NEAR;
            taker = names.iter().copied().filter(|n| on(n) && n.range.start >= self.cue.at.end).take(1).collect();
        }
        if takes && !imposed {
            taker.retain(|t| !t.has(Marker::Asked));
        }
        giver.retain(|g| !taker.iter().any(|t| t.range == g.range));
        // "repaid China its loan": to whom one gives it back, it came from.
        let is_back = takes && !subject.is_empty() && giver.is_empty() && !imposed;
        if is_back && !taker.iter().any(|t| is_among(t, &subject)) {
            giver = std::mem::take(&mut taker);
        }
        or(&mut giver, &taker, || self.before_gerund(names));
        // "approved Serbia's loan": whose it is gets it, where another gives it.
        let gets = |n: &Name| !takes && !n.is_adjective && !subject.is_empty() && !is_among(n, &subject);
        if giver.is_empty() && taker.is_empty() && holders.iter().all(|n| gets(n)) {
            taker.clone_from(&holders);
        } else if giver.is_empty() && !(takes && subject.is_empty()) {
            giver = without(holders.clone(), &taker);
        }
        // "asked X for a loan"
        if takes && !subject.is_empty() {
            or(&mut giver, &taker, || self.object(names, &subject));
        }
        or(&mut taker, &giver, || self.object(names, &subject));
        or(&mut taker, &giver, || {
            self.governed(names, if imposed { &[Marker::To, Marker::In] } else { &[Marker::For] })
        });
        if giver.is_empty() || subject.is_empty() {
            or(&mut taker, &giver, || far);
        }
        if giver.is_empty() && !takes {
            or(&mut giver, &taker, || subject.clone());
        } else {
            or(&mut taker, &giver, || subject.clone());
        }
        let mut sure = true;
        if giver.is_empty() || taker.is_empty() {
            // "signed a loan agreement with": who lends, their kinds tell.
            let with: Side = self.governed(names, &[Marker::With]).into_iter().filter(|n| !n.is_adjective).collect();
            if giver.is_empty() {
                giver = without(with, &taker);
            } else {
                taker = without(with, &giver);
            }
            sure = takes || giver.is_empty() || taker.is_empty();
        }
        or(&mut taker, &giver, || self.governed(names, &[Marker::For, Marker::In]));
        or(&mut taker, &giver, || self.governed(names, &[Marker::Of]));
        or(&mut giver, &taker, || subject);
        or(&mut giver, &taker, || holders);
        or(&mut giver, &taker, || self.owner(names));
        if !sure && kind == DealKind::Loan {
            let lends = |side: &Side| side.iter().all(|n| self.lends(n));
            sure = lends(&giver) != lends(&taker);
            if sure && lends(&taker) {
                std::mem::swap(&mut giver, &mut taker);
            }
        }
        let (from, to) = if sure { (from, to) } else { ("", "") };
        self.sided(&giver, from, &taker, to)
    }

    fn lends(&self, name: &Name) -> bool {
        self.is_kind(name, &[ActorKind::Igo, ActorKind::Company])
    }

    /// "X's halting aid": who stands before the verb does it.
    fn before_gerund<'n>(&self, names: &[&'n Name]) -> Side<'n> {
        let pivot = self.cue.pivot();
        if self.rules.lang.code != "en" || !self.r.p.word(pivot).ends_with("ing") {
            return Side::new();
        }
        names.iter().rfind(|n| n.range.end <= pivot && pivot - n.range.end <= 5).map(|n| vec![*n]).unwrap_or_default()
    }

    /// Who gives and who takes what a verb hands over.
    pub fn handed(&self, names: &[&Name], t: &Transfer) -> Vec<Party> {
        // "talks between X and Y on exports": who sells is not told.
        let between = self.governed(names, &[Marker::Between]);
        if actors(&between) >= 2 && !imposes(t.roles.0) {
            return plain(&between);
        }
        let by = self.governed(names, &[Marker::By]);
        let subject = self.subject(names);
        // "X's purchase of Y"
        let own =
            |n: &&Name| n.has(Marker::Of) && !n.has(Marker::By) && !n.is_adjective && n.range.end <= self.cue.at.start;
        let own: Side = self.holders(names).into_iter().filter(own).collect();
        let passive = !by.is_empty() && own.is_empty() && (t.gives || self.acts(&by));
        let agent = !by.iter().any(|b| subject.iter().any(|s| s.range == b.range));
        let described = |n: &&Name| self.cue.describes && n.range.start >= self.cue.at.end;
        let doer = match (own.is_empty(), passive && agent) {
            // "Y को बेचने वाली X पर"
            _ if self.cue.describes => names.iter().copied().find(described).into_iter().collect(),
            (false, _) => own,
            (true, true) => by,
            (true, false) => subject.clone(),
        };
        let object = if passive { subject.clone() } else { self.object(names, &subject) };
        if t.gives { self.given(names, t, doer, object, passive) } else { self.got(names, t, doer, object) }
    }

    /// Whether those behind "von" act, and are not those from whom one gets: "wird von X gekauft", "die von X gekauften".
    fn acts(&self, by: &[&Name]) -> bool {
        let is_source = by.iter().all(|n| n.has(Marker::From));
        let article = |n: &&Name| {
            let from = (n.range.start.saturating_sub(6)..n.range.start)
                .rev()
                .find(|&k| self.rules.lang.is(Marker::By, self.r.p, k));
            let before = from.and_then(|k| k.checked_sub(1));
            n.range.end <= self.cue.at.start && before.is_some_and(|k| self.rules.lang.is(Marker::The, self.r.p, k))
        };
        !is_source || !self.rules.lang.knows(Marker::Auxiliary) || self.is_passive() || by.iter().any(article)
    }

    /// The subject gives: "sold to X", "lends X a sum".
    fn given<'n>(
        &self,
        names: &[&'n Name],
        t: &Transfer,
        doer: Side<'n>,
        object: Side<'n>,
        passive: bool,
    ) -> Vec<Party> {
        let (mut giver, mut from) = (doer, t.roles.0);
        let imposed = imposes(from);
        // "asks X to sell tanks": who is asked gives, who asks gets.
        let asked = without(self.asked(names), &[]);
        if !passive && !asked.is_empty() {
            let mut taker = without(self.governed(names, &[Marker::To]), &asked);
            or(&mut taker, &asked, || giver);
            return self.sided(&asked, from, &taker, t.roles.1);
        }
        let mut taker = without(self.governed(names, &[Marker::To]), &giver);
        // "lends X a sum", "equips X with jets": who stands behind the verb before any "to" gets them; a firm may be
        // what is sold.
        let sold = from == "seller" && !taker.is_empty();
        let ahead = |n: &Name| taker.iter().all(|t| n.range.start < t.range.start);
        if !passive && !sold && !object.is_empty() && object.iter().all(|n| ahead(n) && self.is_recipient(n)) {
            taker = without(object.clone(), &giver);
        }
        or(&mut taker, &giver, || object.clone());
        if imposed {
            let markers = [Marker::Against, Marker::On, Marker::From, Marker::Of];
            or(&mut taker, &giver, || self.governed(names, &markers));
        }
        or(&mut taker, &giver, || self.governed(names, &[Marker::For, Marker::In]));
        // "bildet Soldaten aus dem Tschad aus"
        if t.alone == Some(DealKind::Training) {
            or(&mut taker, &giver, || self.governed(names, &[Marker::From]));
        }
        // "trains Ukrainian sappers", "bans Polish apples"
        if imposed || t.alone == Some(DealKind::Training) {
            or(&mut taker, &giver, || self.makers(names));
        }
        or(&mut giver, &taker, || self.governed(names, &[Marker::From]));
        // "deliveries of Bolivian gas", "Romania's sale of jets"
        or(&mut giver, &taker, || self.makers(names));
        or(&mut giver, &taker, || self.holders(names));
        or(&mut giver, &taker, || self.owner(names));
        // "the sale of X to Y": of a firm itself, where nobody sells it.
        if giver.is_empty() && from == "seller" {
            let mut firm = without(self.governed(names, &[Marker::Of]), &taker);
            or(&mut firm, &taker, || self.subject(names));
            if !firm.is_empty() && firm.iter().all(|n| self.is_kind(n, &[ActorKind::Company])) {
                (giver, from) = (firm, BOUGHT);
            }
        }
        // "will build a line with X": for themselves.
        if taker.is_empty() && t.alone == Some(DealKind::Infrastructure) {
            let with = without(self.governed(names, &[Marker::With]), &giver);
            if !giver.is_empty() && !with.is_empty() {
                giver.extend(with);
            }
        }
        self.sided(&giver, from, &taker, t.roles.1)
    }

    /// Who is asked to hand something over: named between the word that asks and the verb.
    fn asked<'n>(&self, names: &[&'n Name]) -> Side<'n> {
        let Some(asks) = self.cue.asks.filter(|asks| *asks < self.cue.pivot()) else { return Side::new() };
        let between = |n: &&&Name| n.range.start > asks && n.range.end <= self.cue.pivot() && !n.is_adjective;
        let is_asked = |n: &&&Name| between(n) && (n.has(Marker::Asked) || n.has(Marker::From) && n.has(Marker::By));
        let Some(group) = names.iter().find(is_asked).map(|n| n.group) else { return Side::new() };
        names.iter().copied().filter(|n| n.group == group).collect()
    }

    /// The subject gets: "bought from X", "ordered X's jets"; a firm may be what it buys.
    fn got<'n>(&self, names: &[&'n Name], t: &Transfer, doer: Side<'n>, object: Side<'n>) -> Vec<Party> {
        let (mut taker, mut from) = (doer, t.roles.0);
        let is_source = |n: &&Name| {
            !n.has(Marker::By) || self.rules.lang.is_postpositional || self.rules.lang.knows(Marker::Auxiliary)
        };
        let mut giver = without(self.governed(names, &[Marker::From]), &taker);
        giver.retain(is_source);
        or(&mut taker, &giver, || self.owner(names));
        // "X को Y से कर्ज मिला": who gets it is no subject.
        if taker.is_empty() && !giver.is_empty() && self.rules.lang.is_postpositional {
            or(&mut taker, &giver, || self.governed(names, &[Marker::To]));
        }
        // "le rachat du brasseur X par Y": what is bought is X.
        let whole =
            |n: &&Name| n.has(Marker::Of) && n.range.start >= self.cue.at.end && n.range.start - self.cue.at.end <= 3;
        let firm = |n: &Name| self.is_kind(n, &[ActorKind::Company]);
        if from == "seller" && !giver.is_empty() && giver.iter().all(|n| whole(n) && firm(n)) {
            from = BOUGHT;
        }
        if giver.is_empty() {
            giver = without(object, &taker);
            // "Y को खरीद लिया": what it acts on has a small word.
            if self.rules.lang.is_postpositional {
                or(&mut giver, &taker, || self.governed(names, &[Marker::To]));
            }
            if self.r.p.is_word(self.cue.at.end) {
                or(&mut giver, &taker, || self.governed(names, &[Marker::Of]));
            }
            let firms = [ActorKind::Company, ActorKind::Collective, ActorKind::Ngo, ActorKind::Media];
            if from == "seller" && !giver.is_empty() && giver.iter().all(|n| self.is_kind(n, &firms)) {
                from = BOUGHT;
            }
        }
        or(&mut giver, &taker, || self.governed(names, &[Marker::With, Marker::Of, Marker::To]));
        // Those who teach do so at home.
        if t.alone == Some(DealKind::Training) {
            or(&mut giver, &taker, || self.governed(names, &[Marker::In]));
        }
        or(&mut giver, &taker, || self.makers(names));
        // "will Jets aus amerikanischen Depots übernehmen"
        let stocks = |n: &&&Name| n.is_adjective && n.has(Marker::From) && self.gap(n) <= NEAR;
        or(&mut giver, &taker, || names.iter().filter(stocks).take(1).copied().collect());
        self.sided(&giver, from, &taker, t.roles.1)
    }

    fn sided(&self, from: &[&Name], giver: &str, to: &[&Name], taker: &str) -> Vec<Party> {
        // Two on one side, and nobody on the other: they deal with each other.
        // "in X and Y": no more than where.
        let any = self.rules.lang.is_postpositional;
        let free =
            |side: &[&Name]| any || side.iter().any(|n| n.is_free() || n.has(Marker::Between) || n.has(Marker::By));
        let both = |side: &[&Name], other: &[&Name]| side.len() > 1 && other.is_empty() && free(side);
        let (giver, taker) = if both(from, to) || both(to, from) { ("", "") } else { (giver, taker) };
        let list = |names: &[&Name], role: &str| -> Vec<Party> {
            names.iter().map(|n| (n.actor, role.to_string(), n.range.clone())).collect()
        };
        let mut out = list(from, giver);
        out.extend(list(to, taker));
        out
    }

    /// "Hindistan'ın Rusya'dan petrol alımı": whose it is stands before, with more between.
    fn owner<'n>(&self, names: &[&'n Name]) -> Side<'n> {
        if self.rules.lang.is_postpositional {
            let own: Side = self.governed(names, &[Marker::Of]);
            return own.into_iter().filter(|n| n.range.end <= self.cue.at.start).collect();
        }
        // "les hôpitaux de Kinshasa ont reçu": whose they are gets it.
        let pivot = self.cue.pivot();
        let here = |n: &&&Name| {
            n.has(Marker::Of)
                && !n.has(Marker::By)
                && !n.is_adjective
                && !n.speaks
                && n.range.end <= pivot
                && n.clause == self.clauses.of(pivot)
        };
        names.iter().find(here).map(|n| vec![*n]).unwrap_or_default()
    }

    fn is_kind(&self, name: &Name, kinds: &[ActorKind]) -> bool {
        self.r.found.actor(name.actor).is_some_and(|a| kinds.contains(&a.kind))
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
        let last = self.rules.lang.is_verb_last && self.ends_clause();
        // "ein Gas aus …", "un million de mètres cubes de gaz azerbaïdjanais": beside the goods.
        let goods = |n: &Name| {
            let beside = n.range.start.saturating_sub(2)..n.range.end + 2;
            !self.rules.goods.items(self.r.p, self.rules.lang, beside).is_empty()
        };
        // Where the verb stands last, before it: no farther than those whom one trains.
        let postpositional = self.rules.lang.is_postpositional;
        let at = self.cue.at.start;
        let near = |n: &Name| {
            if postpositional {
                return (at.saturating_sub(4)..at).contains(&n.range.start);
            }
            let behind =
                n.range.start >= after && (n.range.start < after + 6 || n.range.start < after + 14 && goods(n));
            let before = last && n.range.end <= self.cue.at.start && n.range.end + NEAR > self.cue.at.start && goods(n);
            behind || before
        };
        names.iter().copied().filter(|n| n.is_adjective && near(n)).take(1).collect()
    }
}

fn imposes(from: &str) -> bool {
    from == "imposer"
}

/// Fills a side that nobody stands on yet with those who stand on no other.
fn or<'n>(side: &mut Side<'n>, others: &[&Name], find: impl FnOnce() -> Side<'n>) {
    if side.is_empty() {
        *side = without(find(), others);
    }
}

fn is_among(name: &Name, others: &[&Name]) -> bool {
    others.iter().any(|o| o.actor == name.actor)
}

/// Names that stand on no other side.
fn without<'n>(names: Side<'n>, others: &[&Name]) -> Side<'n> {
    names.into_iter().filter(|n| !is_among(n, others)).collect()
}

fn actors(names: &[&Name]) -> usize {
    names.iter().map(|n| n.actor).collect::<std::collections::BTreeSet<_>>().len()
}
