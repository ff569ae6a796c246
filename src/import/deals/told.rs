//! What a cue and its parties make: a deal, with the goods, the sum, the date and the place that stand with it.

use std::ops::Range;

use super::super::dates;
use super::super::goods::{self, Sum, Thing};
use super::super::lang::Marker;
use super::super::reading::{Named, Reading};
use super::super::rules::{Noun, Rules, Transfer};
use super::super::words::gap;
use super::clauses::Clauses;
use super::cues::{Cue, What};
use super::sides::{Other, Party, Taking};
use super::{Deal, capital, name, names_of};
use crate::doc::record::{ActorKind, DealKind, Standing, Status};
use crate::text::fold;

/// The words of a sentence around a cue.
pub struct Words<'a> {
    pub rules: &'a Rules<'a>,
    pub r: &'a Reading<'a>,
    pub clauses: &'a Clauses,
    pub cue: &'a Cue,
    pub others: &'a [Other],
    /// The sums of the sentence.
    pub sums: &'a [Sum],
}

/// The goods among some tokens; a word in a name is none.
pub fn goods_in(rules: &Rules, r: &Reading, range: Range<usize>) -> Vec<Thing> {
    let mut things = rules.goods.items(r.p, rules.lang, range);
    things.retain(|t| t.range.end.checked_sub(1).is_some_and(|last| r.found.at(r.n, last).is_none()));
    things
}

impl Words<'_> {
    /// The goods that stand with the cue: behind it, up to the next one, else before it.
    pub fn things(&self) -> Vec<Thing> {
        let (at, r) = (&self.cue.at, self.r);
        let same = |is_noun: bool| is_noun == self.cue.is_noun();
        let rivals = || self.others.iter().filter(|(_, is_noun)| same(*is_noun)).map(|(o, _)| o);
        let next = rivals().map(|o| o.start).filter(|start| *start >= at.end).min().unwrap_or(r.end);
        let last = rivals().map(|o| o.end).filter(|end| *end <= at.start).max().unwrap_or(r.start);
        let behind = at.end..r.end.min(at.end + 20).min(next);
        let reach = match (&self.cue.what, self.rules.lang.is_postpositional) {
            (_, true) => 16,
            (What::Noun(_), false) => 8,
            // "the jets were sold"
            (_, false) => 12,
        };
        let before = last.max(at.start.saturating_sub(reach))..at.start;
        // Where verbs stand last, what stands behind one and a sign is of the next: "… आदेश दिया, पहली खेप …".
        let behind = match (&self.cue.what, self.rules.lang.is_postpositional) {
            (What::Transfer(_), true) => {
                let sign = behind.clone().find(|&k| matches!(r.p.word(k), "," | "،" | ";" | "؛" | ":"));
                behind.start..sign.unwrap_or(behind.end)
            }
            _ => behind,
        };
        let ranges = if self.rules.lang.is_postpositional { [before, behind] } else { [behind, before] };
        // "the [arms] deal": the words of the noun itself.
        let ranges = [at.clone()].into_iter().filter(|_| self.cue.is_noun()).chain(ranges);
        let found = ranges.map(|range| {
            let mut things = goods_in(self.rules, r, range);
            // Nor is what a company deals in ("tohum devi").
            let firm = |t: &Thing| self.rules.lang.is_company(r.p.lower(t.range.end));
            things.retain(|t| !firm(t) || self.rules.lang.code == "de");
            // "which sells X cars, has won an order: 40 trailers"
            let here = self.clauses.of(at.start);
            if things.iter().any(|t| self.clauses.of(t.range.start) == here) {
                things.retain(|t| self.clauses.of(t.range.start) == here);
            }
            things.retain(|t| !self.is_place(t));
            things
        });
        found.into_iter().find(|things| !things.is_empty()).unwrap_or_default()
    }

    /// "at the airport", "हवाई अड्डे पर": where something happens.
    fn is_place(&self, thing: &Thing) -> bool {
        let (p, lang) = (self.r.p, self.rules.lang);
        let is_transfer = matches!(self.cue.what, What::Transfer(_));
        is_transfer
            && thing.kind == DealKind::Infrastructure
            && if lang.is_postpositional {
                [Marker::In, Marker::On].iter().any(|m| lang.marker_at(*m, p, thing.range.end).is_some())
            } else {
                thing.range.start.checked_sub(1).is_some_and(|k| lang.is(Marker::In, p, k))
            }
    }

    /// The sum that stands nearest to the cue.
    pub fn sum(&self) -> Option<Sum> {
        let k = self.cue.at.start;
        let distance = |s: &&Sum| {
            gap(&s.range, &(k..k)) + if self.clauses.of(s.range.start) == self.clauses.of(k) { 0 } else { 20 }
        };
        self.sums.iter().filter(|s| !self.is_rate(s)).min_by_key(distance).cloned()
    }

    /// "$261 a tonne": a price for one of many.
    fn is_rate(&self, sum: &Sum) -> bool {
        self.rules.lang.is(Marker::Each, self.r.p, sum.range.end)
            || self.rules.lang.marker_at(Marker::Each, self.r.p, sum.range.end).is_some()
    }

    pub fn deal(&self, taking: Taking, things: Vec<Thing>, sum: Option<Sum>) -> Deal {
        let (r, cue) = (self.r, self.cue);
        let Taking { parties, is_bought, .. } = taking;
        let mut tokens = cue.tokens();
        for (_, _, range) in &parties {
            grow(&mut tokens, range);
        }
        if let Some(sum) = &sum {
            grow(&mut tokens, &sum.range);
        }
        let quantity = goods::quantity(r.p, r.start.max(cue.at.start.saturating_sub(10))..r.end.min(cue.at.end + 24));
        if let Some((_, _, range)) = &quantity {
            grow(&mut tokens, range);
        }
        let kind = self.kind(&parties, &things, is_bought, sum.is_some());
        let shown = match &cue.what {
            What::Transfer(_) | What::Project => true,
            What::Noun(noun) => kind != noun.kind,
        };
        if shown && let Some(thing) = things.first() {
            grow(&mut tokens, &thing.range);
        }
        let english = self.rules.lang.code == "en";
        let places = if english { self.route(cue.at.end) } else { Vec::new() };
        for (_, range) in &places {
            grow(&mut tokens, range);
        }
        let named = self.name(kind, &parties, &things, &sum);
        let is_loan = kind == DealKind::Loan;
        let is_vague = self.is_vague(kind, &things, is_bought);
        let items = match &cue.what {
            What::Transfer(_) if !is_loan => things.into_iter().map(|t| t.item).collect(),
            _ => Vec::new(),
        };
        let mut deal = Deal {
            name: named,
            kind,
            is_vague,
            parties: parties.into_iter().map(|(a, role, _)| (a, role_in(kind, role))).collect(),
            status: cue.status,
            date: None,
            date_text: None,
            items,
            value: sum,
            quantity: quantity.map(|q| (q.0, q.1)),
            standing: None,
            attributed_to: None,
            places: places.into_iter().map(|(name, _)| name).collect(),
            evidence: Vec::new(),
        };
        self.mediators(&mut deal);
        self.host(&mut deal, &mut tokens);
        self.date(&mut deal, &mut tokens);
        self.standing(&mut deal, &mut tokens);
        deal.evidence.push((r.n, tokens));
        deal
    }

    /// Whether nothing beside the cue says what is sold, given or agreed on.
    fn is_vague(&self, kind: DealKind, things: &[Thing], is_bought: bool) -> bool {
        things.is_empty()
            && match &self.cue.what {
                What::Noun(noun) => noun.kind == DealKind::Other && kind == DealKind::Trade,
                What::Transfer(t) => t.alone.is_none() && !is_bought && matches!(kind, DealKind::Trade | DealKind::Aid),
                What::Project => false,
            }
    }

    fn kind(&self, parties: &[Party], things: &[Thing], is_bought: bool, has_sum: bool) -> DealKind {
        let goods = things.first().map(|t| t.kind);
        let company = |(a, _, _): &Party| self.r.found.actor(*a).is_some_and(|a| a.kind == ActorKind::Company);
        let is_firm = |a: usize| {
            let kind = self.r.found.actor(a).map(|a| a.kind);
            !matches!(kind, Some(ActorKind::State | ActorKind::Government | ActorKind::Igo))
        };
        match &self.cue.what {
            // A contract of a company is about something that is sold.
            What::Noun(noun) if noun.kind == DealKind::Other && goods.is_none() && parties.iter().any(company) => {
                DealKind::Trade
            }
            What::Noun(noun) => noun.with_goods(goods),
            What::Project => DealKind::Infrastructure,
            What::Transfer(t)
                if matches!(goods, None | Some(DealKind::Infrastructure))
                    && (is_bought || t.is_sale() && parties.iter().any(company) && self.is_share()) =>
            {
                DealKind::Merger
            }
            // A plant that one firm sells to another is a part of it.
            What::Transfer(t)
                if t.roles.0 == "seller"
                    && goods == Some(DealKind::Infrastructure)
                    && parties.iter().all(|(a, _, _)| is_firm(*a)) =>
            {
                DealKind::Merger
            }
            // Who builds a power station supplies no power.
            What::Transfer(t) if t.alone == Some(DealKind::Infrastructure) && goods == Some(DealKind::Energy) => {
                DealKind::Infrastructure
            }
            // "agreed with X to lay a cable"
            What::Transfer(t) if t.alone == Some(DealKind::Agreement) => {
                Noun { kind: DealKind::Agreement, roles: None }.with_goods(goods)
            }
            What::Transfer(t) => t
                .alone
                .filter(|_| goods.is_none() || matches!(t.roles.0, "" | "imposer"))
                .unwrap_or_else(|| t.kind(goods, has_sum)),
        }
    }

    /// "bought 35 per cent of X": a part of a company.
    fn is_share(&self) -> bool {
        let near = self.r.start.max(self.cue.at.start.saturating_sub(12))..self.r.end.min(self.cue.at.end + 12);
        let here = self.clauses.of(self.cue.at.start);
        let is_share = |k: usize| self.rules.lang.marker_at(Marker::Percent, self.r.p, k).is_some();
        near.clone().any(|k| self.clauses.of(k) == here && is_share(k))
    }

    /// A name for the deal: what it is, and of whom.
    fn name(&self, kind: DealKind, parties: &[Party], things: &[Thing], sum: &Option<Sum>) -> String {
        let (r, cue) = (self.r, self.cue);
        let list: Named = parties.iter().map(|(a, _, range)| (*a, range.clone())).collect();
        let thing = things.first();
        let words = match (&cue.what, thing, sum) {
            (What::Noun(noun), Some(thing), _) if kind != noun.kind && self.rules.lang.code == "en" => {
                format!("{} deal", thing.words.trim_start_matches(|c: char| !c.is_alphabetic()))
            }
            (What::Noun(_) | What::Project, _, _) => {
                // "alliance with": what belongs to the next word is no part of the name.
                let small = |k: usize| self.rules.lang.is_stop(r.p.lower(k)) && k > cue.at.start;
                let end = (cue.at.start + 1..=cue.at.end).rev().find(|end| !small(end - 1)).unwrap_or(cue.at.end);
                r.p.slice(self.rules.phrase_start(r, cue.at.start)..end).to_string()
            }
            (What::Transfer(_), _, Some(sum)) if kind == DealKind::Loan => sum.as_written.clone(),
            (What::Transfer(_), Some(_), _) => {
                things.iter().take(3).map(|t| t.words.clone()).collect::<Vec<_>>().join(", ")
            }
            (What::Transfer(_), None, Some(sum)) => sum.as_written.clone(),
            (What::Transfer(_), None, None) => r.p.slice(cue.at.clone()).to_string(),
        };
        if self.rules.lang.code != "en" {
            let each: Vec<String> = list.iter().map(|one| names_of(r.found, &vec![one.clone()])).collect();
            return format!("{}: {}", capital(&words), each.join(" – "));
        }
        let roles = parties.first().map(|(_, from, _)| from.as_str()).zip(parties.last().map(|(_, to, _)| to.as_str()));
        match &cue.what {
            What::Noun(_) | What::Project => {
                let roles = roles.filter(|(from, to)| !from.is_empty() && from != to);
                name(r.found, &capital(&words), parties, roles)
            }
            What::Transfer(t) if t.roles.0.is_empty() => {
                format!("{} of {}", kind_words(kind), names_of(r.found, &list))
            }
            What::Transfer(t) => {
                let to: Named =
                    parties.iter().filter(|(_, role, _)| role == t.roles.1).map(|(a, _, g)| (*a, g.clone())).collect();
                let what = if kind == DealKind::Loan { format!("{words} loan") } else { words };
                let what = if kind == DealKind::Loan && sum.is_none() { "Loan".to_string() } else { what };
                match names_of(r.found, &to) {
                    to if to.is_empty() => capital(&what),
                    to => format!("{} for {to}", capital(&what)),
                }
            }
        }
    }

    /// "brokered by X": X is between them, and none of them.
    fn mediators(&self, deal: &mut Deal) {
        let Some(verb) = (self.r.start..self.r.end).find(|&k| self.rules.mediates.at(self.r.p, k).is_some()) else {
            return;
        };
        if deal.parties.len() < 2
            || self.clauses.of(verb) != self.clauses.of(self.cue.at.start)
                && !self.clauses.is_relative(self.clauses.of(verb))
        {
            return;
        }
        let by = (verb..(verb + 4).min(self.r.end)).find(|&k| self.rules.lang.is(Marker::By, self.r.p, k));
        let Some(by) = by else { return };
        let party = (by + 1..(by + 4).min(self.r.end)).find_map(|k| self.r.party(k));
        if let Some((actor, _)) = party
            && !deal.parties.iter().any(|(a, _)| *a == actor)
        {
            deal.parties.push((actor, "mediator".to_string()));
        }
    }

    /// "in Russia" makes Russia the host of an exercise.
    fn host(&self, deal: &mut Deal, tokens: &mut Range<usize>) {
        if deal.kind != DealKind::Exercise {
            return;
        }
        let host = |k: usize| self.rules.lang.is(Marker::In, self.r.p, k).then(|| self.r.party(k + 1)).flatten();
        let Some((host, range)) = (self.cue.at.end..self.r.end).rev().find_map(host) else { return };
        if deal.parties.iter().any(|(a, _)| *a == host) {
            for (actor, role) in deal.parties.iter_mut() {
                *role = if *actor == host { "host".to_string() } else { "guest".to_string() };
            }
            grow(tokens, &range);
        }
    }

    /// "from Karachi to Lahore": two places.
    fn route(&self, after: usize) -> Vec<(String, Range<usize>)> {
        let r = self.r;
        let place = |k: usize| {
            let end = (k..(k + 3).min(r.end)).find(|&i| !r.p.is_capital(i)).unwrap_or(k);
            let free = (k..end).all(|i| r.found.at(r.n, i).is_none());
            (end > k && free).then(|| (r.p.slice(k..end).to_string(), k..end))
        };
        for k in after..r.end {
            if r.p.word(k) == "from"
                && let Some(first) = place(k + 1)
                && r.p.word(first.1.end) == "to"
                && let Some(second) = place(first.1.end + 1)
            {
                return vec![first, second];
            }
        }
        Vec::new()
    }

    /// The date that stands nearest, in the clause or at its edge.
    fn date(&self, deal: &mut Deal, tokens: &mut Range<usize>) {
        let r = self.r;
        let k = self.cue.pivot();
        let here = self.clauses.of(k);
        let distance = |d: &dates::Found| {
            let between = if d.range.end <= k { d.range.end..k } else { k..d.range.start };
            let commas = between.filter(|&i| matches!(r.p.word(i), "," | ";")).count();
            // "since 2004" begins no clause.
            let inside = [d.range.start, d.range.start.saturating_sub(1)].iter().any(|k| self.clauses.of(*k) == here);
            gap(&d.range, &(k..k)) + 6 * commas + if inside { 0 } else { 40 }
        };
        let all = dates::find(r.p, self.rules.lang, r.start..r.end).into_iter().filter(|d| distance(d) < 40);
        let Some(date) = all.min_by_key(distance) else { return };
        grow(tokens, &date.range);
        // The field that the verb names, else the one that goes with where the deal stands.
        let field = match (self.cue.field, deal.status) {
            ("", Some(Status::Signed)) => "signed",
            ("", Some(Status::Agreed)) => "announced",
            ("", Some(Status::Delivered)) => "delivered",
            ("", Some(Status::InForce)) => "in_force",
            ("ends", _) if deal.kind == DealKind::Exercise => "in_force",
            (field, _) => field,
        };
        if let Some(edtf) = date.date.filter(|_| !field.is_empty()) {
            deal.date = Some((field, edtf));
        }
        deal.date_text = Some(date.as_written);
    }

    /// Who says so: "X endorsed the news that …", "according to X"; else a grave claim without a source is alleged.
    fn standing(&self, deal: &mut Deal, tokens: &mut Range<usize>) {
        let r = self.r;
        if self.rules.lang.code == "en"
            && let Some((actor, range)) = self.source(tokens)
        {
            deal.standing = Some(Standing::Attributed);
            deal.attributed_to = Some(actor);
            grow(tokens, &range);
            return;
        }
        let hedged = (r.start..r.end).any(|i| match self.rules.lang.code {
            "en" => self.rules.hedges.at(r.p, i).is_some_and(|(len, _)| len > 1 || !is_weak(&fold(r.p.word(i)))),
            _ => self.rules.hedges.at(r.p, i).is_some(),
        });
        let armed = deal.kind == DealKind::ArmsTransfer
            && deal.parties.iter().any(|(a, _)| r.found.actor(*a).is_some_and(|a| a.kind == ActorKind::ArmedGroup));
        if hedged || armed {
            deal.standing = Some(Standing::Alleged);
        }
    }

    fn source(&self, tokens: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let r = self.r;
        let that = (r.start..tokens.start + 1).rev().find(|&i| r.p.word(i) == "that");
        let verb = that.and_then(|that| {
            (r.start.max(that.saturating_sub(5))..that).rev().find(|&i| self.rules.says.at(r.p, i).is_some())
        });
        let named = |k: usize| r.found.at(r.n, k).map(|m| (m.actor, m.range.clone()));
        let speaker = verb.and_then(|verb| (r.start.max(verb.saturating_sub(6))..verb).rev().find_map(named));
        let according = (r.start..r.end).find(|&i| fold(r.p.word(i)) == "according" && r.p.word(i + 1) == "to");
        speaker.or_else(|| according.and_then(|at| (at + 2..(at + 8).min(r.end)).find_map(named)))
    }
}

/// Hedges that are no more than style.
fn is_weak(word: &str) -> bool {
    matches!(word, "possibly" | "perhaps" | "probably" | "apparently" | "presumably" | "seemingly")
}

/// Who gives a loan lends it.
fn role_in(kind: DealKind, role: String) -> String {
    match (kind, role.as_str()) {
        (DealKind::Loan, "supplier" | "seller" | "donor") => "lender".to_string(),
        (DealKind::Loan, "recipient" | "buyer") => "borrower".to_string(),
        _ => role,
    }
}

fn kind_words(kind: DealKind) -> String {
    capital(&kind.word().replace('-', " "))
}

/// Takes a range of tokens into another.
pub fn grow(tokens: &mut Range<usize>, range: &Range<usize>) {
    tokens.start = tokens.start.min(range.start);
    tokens.end = tokens.end.max(range.end);
}

impl Noun {
    /// The kind that some goods give it.
    pub fn with_goods(&self, goods: Option<DealKind>) -> DealKind {
        match (self.kind, goods) {
            (DealKind::Other, Some(goods)) => goods,
            (DealKind::Agreement | DealKind::Mou | DealKind::Trade, Some(goods))
                if matches!(goods, DealKind::Energy | DealKind::Infrastructure | DealKind::ArmsTransfer) =>
            {
                goods
            }
            (DealKind::Other, None) => DealKind::Agreement,
            (kind, _) => kind,
        }
    }
}

impl Transfer {
    /// Whether it needs no goods to be a deal: what is sold, lent or licensed may be anything.
    pub fn is_trade(&self) -> bool {
        matches!(self.roles.0, "seller" | "lender" | "licensor")
    }

    /// Whether something is sold.
    fn is_sale(&self) -> bool {
        self.roles.0 == "seller"
    }

    /// The kind of deal that it makes with some goods, or with a sum alone.
    pub fn kind(&self, goods: Option<DealKind>, has_sum: bool) -> DealKind {
        match (self.roles.0, goods) {
            ("supplier", None) if !has_sum => DealKind::Trade,
            ("lender", _) => DealKind::Loan,
            ("donor", Some(DealKind::ArmsTransfer)) => DealKind::ArmsTransfer,
            ("donor", _) => DealKind::Aid,
            // What helps where it is given is trade where it is sold.
            ("seller" | "buyer", None | Some(DealKind::Aid)) => DealKind::Trade,
            (_, None) => DealKind::Aid,
            (_, Some(kind)) => kind,
        }
    }
}
