//! What makes a sentence tell of a deal: the rules of `data/` matched at each word. Parties are found by `parties`,
//! goods and sums by `goods`; what is done with the deals is up to `deals`.

use std::ops::Range;

use super::actors::Form;
use super::deals::{Deal, capital, name, names_of};
use super::goods::{self, Goods};
use super::lang::Lang;
use super::parties::{Named, Reading};
use super::phrases::Phrases;
use super::table::{self, Table};
use super::words::Paragraph;
use crate::doc::record::{ActorKind, DealKind, Status};
use crate::text::fold;

/// What a deal noun tells.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    pub kind: DealKind,
    /// Who gives and who takes, where the noun has a direction.
    pub roles: Option<(&'static str, &'static str)>,
}

impl Noun {
    /// Whether it says no more than that something was agreed.
    pub fn is_plain(&self) -> bool {
        matches!(self.kind, DealKind::Agreement | DealKind::Other | DealKind::Treaty) && self.roles.is_none()
    }
}

/// What a verb tells that hands something over.
#[derive(Clone, Copy, Debug)]
pub struct Transfer {
    /// Whether its subject gives.
    pub gives: bool,
    pub roles: (&'static str, &'static str),
    pub status: Option<Status>,
    pub field: &'static str,
}

impl Transfer {
    /// The kind of deal that it makes with some goods, or with a sum alone.
    pub fn kind(&self, goods: Option<DealKind>) -> DealKind {
        match (self.roles.0, goods) {
            ("lender", _) => DealKind::Loan,
            ("donor", Some(DealKind::ArmsTransfer)) => DealKind::ArmsTransfer,
            ("donor", _) => DealKind::Aid,
            ("seller" | "buyer", None) => DealKind::Trade,
            (_, None) => DealKind::Aid,
            (_, Some(kind)) => kind,
        }
    }
}

/// The tables of triggers of a language, ready to be matched.
pub struct Rules<'l> {
    pub lang: &'l Lang,
    pub nouns: Phrases<Noun>,
    /// Where a deal stands, and the field that a date beside the verb fills.
    pub verbs: Phrases<(Status, &'static str)>,
    pub transfers: Phrases<Transfer>,
    pub wishes: Phrases<Option<Status>>,
    pub idioms: Phrases<()>,
    pub negations: Phrases<()>,
    pub denials: Phrases<()>,
    pub hedges: Phrases<()>,
    /// Verbs of saying.
    pub says: Phrases<()>,
    /// Words that, beside a state's adjective, mean the state.
    pub heads_of_state: Phrases<()>,
    joint: Phrases<()>,
    pub goods: Goods,
}

/// "China-France co-developed jets"
const JOINT: [&str; 8] = [
    "co developed",
    "co produced",
    "jointly developed",
    "jointly produced",
    "jointly built",
    "codeveloped",
    "coproduced",
    "jointly manufactured",
];

impl Rules<'_> {
    pub fn new(lang: &Lang) -> Rules<'_> {
        let rows = |file: Table| table::rows(lang.table(file));
        let lines = |file: Table| {
            let forms =
                table::lines(lang.table(file)).filter(|l| !l.starts_with("according:")).flat_map(|l| l.split(';'));
            Phrases::new(lang, forms.map(|form| (form.trim(), ())))
        };
        fn each<T: Copy>(row: Vec<&'static str>, meaning: T) -> Vec<(&'static str, T)> {
            table::list(&row, 0).into_iter().map(|form| (form, meaning)).collect()
        }
        let nouns = rows(Table::DealNouns).filter_map(|row| {
            let kind = DealKind::read(table::column(&row, 1))?;
            let roles = table::column(&row, 2).split_once(',').map(|(from, to)| (from.trim(), to.trim()));
            Some(each(row, Noun { kind, roles }))
        });
        let verbs = rows(Table::DealVerbs).filter_map(|row| {
            let status = Status::read(table::column(&row, 1))?;
            let field = table::column(&row, 2);
            Some(each(row, (status, field)))
        });
        let transfers = rows(Table::Transfers).map(|row| {
            let transfer = Transfer {
                gives: table::column(&row, 1) == "out",
                roles: (table::column(&row, 2), table::column(&row, 3)),
                status: Status::read(table::column(&row, 4)),
                field: table::column(&row, 5),
            };
            each(row, transfer)
        });
        let wishes = rows(Table::Wishes).map(|row| {
            let status = Status::read(table::column(&row, 1));
            each(row, status)
        });
        let governments = rows(Table::Heads).filter(|row| matches!(table::column(row, 1), "government" | "military"));
        Rules {
            lang,
            nouns: Phrases::new(lang, nouns.flatten()),
            verbs: Phrases::new(lang, verbs.flatten()),
            transfers: Phrases::new(lang, transfers.flatten()),
            wishes: Phrases::new(lang, wishes.flatten()),
            idioms: lines(Table::Idioms),
            negations: lines(Table::Negations),
            denials: lines(Table::Denials),
            hedges: lines(Table::Hedges),
            says: lines(Table::Says),
            heads_of_state: Phrases::new(lang, governments.flat_map(|row| each(row, ()))),
            joint: Phrases::new(lang, JOINT.iter().map(|form| (*form, ()))),
            goods: Goods::new(lang),
        }
    }

    /// What begins at a token: the token to go on from, and the deal.
    pub fn at(&self, r: &Reading, k: usize) -> (usize, Option<Deal>) {
        if !r.p.is_word(k) {
            return (k + 1, None);
        }
        if self.lang.code != "en" {
            return self.clause_at(r, k);
        }
        if let Some((len, transfer)) = self.transfers.at(r.p, k)
            && let Some((end, deal)) = self.transfer(r, k, len, transfer)
        {
            return (end, Some(deal));
        }
        if let Some((len, noun)) = self.nouns.at(r.p, k) {
            return (k + len, self.noun(r, k, len, noun));
        }
        (k + 1, self.joint_work(r, k))
    }

    /// Whether a word is a verb of a deal.
    pub fn is_verb(&self, p: &Paragraph, k: usize) -> bool {
        self.transfers.at(p, k).is_some() || self.verbs.at(p, k).is_some()
    }

    fn negated(&self, r: &Reading, k: usize) -> bool {
        // "denied reports that": who denies may stand far before; a plain "no" stands near.
        (r.start..k).any(|i| {
            let denied = self.denials.at(r.p, i).is_some();
            denied || i + 5 >= k && self.negations.at(r.p, i).is_some_and(|(len, _)| i + len <= k)
        })
    }

    /// Whether a short sentence denies the one before it.
    pub fn takes_back(&self, p: &Paragraph, sentence: &Range<usize>) -> bool {
        let has = |words: &Phrases<()>| sentence.clone().any(|k| words.at(p, k).is_some());
        sentence.len() <= 20 && has(&self.denials)
    }

    /// The wish that ends right before a verb.
    fn wish(&self, r: &Reading, verb: usize) -> Option<Option<Status>> {
        self.wishes.before(r.p, verb).filter(|(from, _)| *from >= r.start).map(|(_, status)| *status)
    }

    fn transfer(&self, r: &Reading, k: usize, len: usize, t: &Transfer) -> Option<(usize, Deal)> {
        let p = r.p;
        if self.negated(r, k) || (k > r.start && matches!(fold(p.word(k - 1)).as_str(), "the" | "a" | "an" | "its")) {
            return None;
        }
        let until = (k + len + 18).min(r.end);
        let next = (k + len..until).find(|&i| self.transfers.at(p, i).is_some()).unwrap_or(until);
        let things = self.goods.items(p, self.lang, k + len..next);
        let sum = self.goods.sums(p, self.lang, k + len..next).into_iter().next();
        if things.is_empty() && sum.is_none() {
            return None;
        }
        let kind = t.kind(things.first().map(|thing| thing.kind));
        let subject = r.subject(k, &|i| self.is_verb(p, i));
        let first_thing = things.first().map_or(next, |thing| thing.range.start);
        let (from, to): (Named, Named) = if t.gives {
            let adjective = r.found.at(r.n, k + len).is_some_and(|m| m.form == Form::Adjective);
            let near: Named = if adjective {
                Named::new()
            } else {
                r.list(k + len).into_iter().filter(|(_, range)| range.end <= first_thing).collect()
            };
            (subject, if near.is_empty() { r.behind(&["to"], k + len..until) } else { near })
        } else {
            let from = r.behind(&["from"], k + len..until);
            // "purchase 30 of Boeing's jets": whose goods they are.
            let makers = || {
                let until = things.first().map_or(k + len, |thing| thing.range.end);
                let company = |i: usize| {
                    let m = r.found.at(r.n, i).filter(|m| m.range.start == i)?;
                    let is = r.found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::Company);
                    is.then(|| (m.actor, m.range.clone()))
                };
                (k + len..until).filter_map(company).collect::<Named>()
            };
            (if from.is_empty() { makers() } else { from }, subject)
        };
        // A sum alone is given, not supplied.
        let roles = if kind == DealKind::Aid { ("donor", "recipient") } else { t.roles };
        let mut parties: Vec<(usize, String)> = Vec::new();
        for (actor, role) in from.iter().map(|f| (f.0, roles.0)).chain(to.iter().map(|x| (x.0, roles.1))) {
            if !parties.iter().any(|(a, _)| *a == actor) {
                parties.push((actor, role.to_string()));
            }
        }
        let status = match self.wish(r, k) {
            Some(status) => status,
            None => t.status,
        };
        let mut tokens = k..k + len;
        for range in from.iter().chain(&to).map(|n| &n.1).chain(things.iter().map(|t| &t.range)) {
            grow(&mut tokens, range);
        }
        if let Some(sum) = &sum {
            grow(&mut tokens, &sum.range);
        }
        let amount = goods::quantity(p, k + len..next);
        if let Some((_, _, range)) = &amount {
            grow(&mut tokens, range);
        }
        let receivers = names_of(r.found, &to);
        let what = match (things.first(), &sum) {
            (Some(_), _) => things.iter().map(|t| t.words.clone()).collect::<Vec<_>>().join(" and "),
            (None, Some(sum)) => sum.as_written.clone(),
            _ => "Transfer".to_string(),
        };
        let what = match (kind, &sum) {
            (DealKind::Loan, Some(sum)) => format!("{} loan", sum.as_written),
            (DealKind::Loan, None) => "Loan".to_string(),
            _ => what,
        };
        let things = if kind == DealKind::Loan { Vec::new() } else { things };
        let name = if receivers.is_empty() { capital(&what) } else { format!("{} for {receivers}", capital(&what)) };
        let mut deal = Deal {
            name,
            kind,
            parties,
            status,
            date: None,
            date_text: None,
            items: things.into_iter().map(|t| t.item).collect(),
            value: sum,
            quantity: amount.map(|q| (q.0, q.1)),
            standing: None,
            attributed_to: None,
            places: Vec::new(),
            evidence: Vec::new(),
        };
        self.date(
            r,
            &mut deal,
            &mut tokens,
            k,
            if matches!(status, Some(Status::Sought | Status::Proposed)) { "" } else { t.field },
        );
        self.standing(r, &mut deal, &mut tokens);
        deal.evidence.push((r.n, tokens));
        Some((k + len, deal))
    }

    fn noun(&self, r: &Reading, k: usize, len: usize, noun: &Noun) -> Option<Deal> {
        let p = r.p;
        let after = k + len;
        let idiom =
            (r.start.max(k.saturating_sub(2))..=k).any(|i| self.idioms.at(p, i).is_some_and(|(n, _)| i + n > k));
        // "a deal to supply": the verb tells more.
        let told = p.word(after) == "to" && self.transfers.at(p, after + 1).is_some();
        // "a loan agreement": the last noun says what it is.
        let modifies = (after..after + 2).any(|i| {
            let plain =
                r.p.is_word(i) && !r.p.is_capital(i) && !matches!(r.p.word(i), "and" | "or" | "to" | "of" | "for");
            plain && self.nouns.at(p, i).is_some() && (i == after || r.p.is_word(after))
        });
        let modifies = modifies && !matches!(p.word(after), "and" | "or" | "to" | "of" | "for" | "with" | "on" | "in");
        if idiom || told || modifies || (k > r.start && p.is_capital(k)) {
            return None;
        }
        let (at, verb_len, verb_status, verb_field) = self.verb_of(r, k, after)?;
        if self.negated(r, k) || self.negated(r, at) {
            return None;
        }
        let wish = self.wish(r, at).flatten();
        let status = wish.unwrap_or(verb_status);
        let verb_end = at + verb_len;
        let until = (after + 24).min(r.end);
        let begin = self.phrase_start(r, k);
        let mut tokens = begin.min(at)..after.max(verb_end);
        let mut parties: Vec<(usize, String)> = Vec::new();
        let mut add = |list: &Named, role: &str, tokens: &mut Range<usize>| {
            for (actor, range) in list {
                grow(tokens, range);
                if !parties.iter().any(|(a, _)| a == actor) {
                    parties.push((*actor, role.to_string()));
                }
            }
        };
        let subject = || r.subject(at, &|i| self.is_verb(p, i));
        let compound = self.compound(r, begin);
        if let Some((giver, taker)) = noun.roles {
            let mut from = compound.clone();
            if from.is_empty() && p.word(at).ends_with("ing") {
                from = self.holder(r, at);
            }
            if from.is_empty() {
                from = subject();
            }
            from.truncate(1);
            let mut to = r.behind(&["on", "against", "to", "for"], after..(after + 6).min(r.end));
            to.retain(|(a, _)| !from.iter().any(|(f, _)| f == a));
            // "granted X a licence": who takes stands right behind the verb.
            if to.is_empty() && at < k {
                to = r.list(at + verb_len);
                to.retain(|(a, range)| range.end <= begin && !from.iter().any(|(f, _)| f == a));
            }
            if to.is_empty() {
                let mut others = r.states(tokens.start.max(after));
                others.retain(|(a, _)| !from.iter().any(|(f, _)| f == a));
                if others.len() == 1 {
                    to = others;
                }
            }
            add(&from, giver, &mut tokens);
            add(&to, taker, &mut tokens);
        } else {
            let between = r.behind(&["between"], begin..until);
            if between.len() >= 2 {
                add(&between, "", &mut tokens);
            } else {
                let with = if noun.kind == DealKind::Exercise {
                    r.behind(&["from", "by", "with", "involving", "of"], after..until)
                } else {
                    r.behind(&["with", "by"], after..(after + 10).min(r.end))
                };
                // "brokered by X": X is between them, and none of them.
                let between = matches!(p.lower(at), "brokered" | "mediated" | "facilitated");
                add(&compound, "", &mut tokens);
                if with.len() < 2 || between {
                    add(&subject(), "", &mut tokens);
                }
                add(&with, if between { "mediator" } else { "" }, &mut tokens);
            }
        }
        let things = self.goods.items(p, self.lang, begin..until);
        let kind = match (noun.kind, things.first()) {
            (DealKind::Other, Some(thing)) => thing.kind,
            (DealKind::Agreement | DealKind::Mou, Some(thing))
                if matches!(thing.kind, DealKind::Energy | DealKind::Infrastructure) =>
            {
                thing.kind
            }
            (DealKind::Other, None) => DealKind::Agreement,
            (kind, _) => kind,
        };
        if kind == DealKind::Exercise {
            self.host(r, after, &mut parties, &mut tokens);
        }
        let value = self.goods.sums(p, self.lang, begin.saturating_sub(4).max(r.start)..until).into_iter().next();
        let quantity = goods::quantity(p, begin..until);
        for range in value.iter().map(|v| &v.range).chain(quantity.iter().map(|q| &q.2)) {
            grow(&mut tokens, range);
        }
        if kind != noun.kind
            && let Some(thing) = things.first()
        {
            grow(&mut tokens, &thing.range);
        }
        let places = self.route(r, after);
        for (_, range) in &places {
            grow(&mut tokens, range);
        }
        let mut deal = Deal {
            name: String::new(),
            kind,
            status: Some(status),
            date: None,
            date_text: None,
            items: Vec::new(),
            value,
            quantity: quantity.map(|q| (q.0, q.1)),
            standing: None,
            attributed_to: None,
            places: places.into_iter().map(|(name, _)| name).collect(),
            evidence: Vec::new(),
            parties,
        };
        let what = match things.first().filter(|_| kind != noun.kind) {
            Some(thing) => format!("{} deal", thing.words.trim_start_matches(|c: char| !c.is_alphabetic())),
            None => p.slice(begin..after).to_string(),
        };
        deal.name = name(r.found, &capital(&what), &deal, noun.roles);
        let field = match verb_field {
            _ if wish.is_some() => "",
            "ends" if kind == DealKind::Exercise => "in_force",
            field => field,
        };
        self.date(r, &mut deal, &mut tokens, k, field);
        self.standing(r, &mut deal, &mut tokens);
        deal.evidence.push((r.n, tokens));
        Some(deal)
    }

    /// The nearest verb that makes a deal of a noun: up to eight words before it or ten behind.
    fn verb_of(&self, r: &Reading, k: usize, after: usize) -> Option<(usize, usize, Status, &'static str)> {
        let range = r.start.max(k.saturating_sub(8))..(after + 10).min(r.end);
        let candidates = range.filter(|i| *i < k || *i >= after).filter_map(|i| {
            let (len, (status, field)) = self.verbs.at(r.p, i).filter(|_| r.p.is_word(i))?;
            let distance = if i < k { k - i } else { i - after + 1 };
            let between = if i < k { i..k } else { after..i };
            let broken = between.clone().any(|j| matches!(r.p.word(j), ";" | ":" | "—" | "“" | "”"));
            // Behind a comma or another deal noun begins another thought.
            let apart =
                i >= after && between.into_iter().any(|j| matches!(r.p.word(j), "," | "while" | "but" | "after"));
            (!broken && !apart).then_some((distance, (i, len, *status, *field)))
        });
        candidates.min_by_key(|(distance, _)| *distance).map(|(_, verb)| verb)
    }

    /// "China-France co-developed jets": the two before it, or those behind "by" and "with".
    fn joint_work(&self, r: &Reading, k: usize) -> Option<Deal> {
        let p = r.p;
        let (len, _) = self.joint.at(p, k)?;
        let things = self.goods.items(p, self.lang, k + len..(k + len + 8).min(r.end));
        let thing = things.first()?;
        let mut parties = self.compound(r, k);
        if parties.len() < 2 {
            parties.extend(r.behind(&["by", "with"], k + len..(k + len + 14).min(r.end)));
        }
        let mut tokens = k..thing.range.end;
        for (_, range) in &parties {
            grow(&mut tokens, range);
        }
        let mut deal = Deal {
            name: format!("{}, developed by {}", capital(&thing.words), names_of(r.found, &parties)),
            kind: DealKind::CoDevelopment,
            parties: parties.iter().map(|(a, _)| (*a, "partner".to_string())).collect(),
            status: None,
            date: None,
            date_text: None,
            items: vec![thing.item.clone()],
            value: None,
            quantity: None,
            standing: None,
            attributed_to: None,
            places: Vec::new(),
            evidence: Vec::new(),
        };
        self.standing(r, &mut deal, &mut tokens);
        deal.evidence.push((r.n, tokens));
        Some(deal)
    }
}

/// Takes a range of tokens into another.
pub fn grow(tokens: &mut Range<usize>, range: &Range<usize>) {
    tokens.start = tokens.start.min(range.start);
    tokens.end = tokens.end.max(range.end);
}
