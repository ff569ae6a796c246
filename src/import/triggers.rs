//! What makes a sentence tell of a deal: the rules of `data/` matched at each word. Parties are found by `parties`,
//! goods and sums by `goods`; what is done with the deals is up to `deals`.

use std::ops::Range;

use super::actors::Form;
use super::deals::{Deal, capital, name, names_of};
use super::goods::{self, Goods};
use super::parties::{Named, Reading};
use super::table;
use super::words::{Paragraph, phrase};
use crate::doc::record::{DealKind, Status};
use crate::text::fold;

struct Noun {
    forms: Vec<Vec<String>>,
    kind: DealKind,
    roles: Option<(&'static str, &'static str)>,
}

struct Verb {
    forms: Vec<Vec<String>>,
    status: Status,
    field: &'static str,
}

struct Transfer {
    forms: Vec<Vec<String>>,
    gives: bool,
    roles: (&'static str, &'static str),
    status: Option<Status>,
    field: &'static str,
}

/// The tables of triggers, ready to be matched.
pub struct Rules {
    nouns: Vec<Noun>,
    verbs: Vec<Verb>,
    transfers: Vec<Transfer>,
    wishes: Vec<(Vec<Vec<String>>, Option<Status>)>,
    idioms: Vec<Vec<String>>,
    negations: Vec<Vec<String>>,
    /// Verbs of saying.
    pub says: Vec<&'static str>,
    goods: Goods,
}

impl Rules {
    pub fn new() -> Rules {
        let forms = |row: &[&str]| table::list(row, 0).into_iter().map(phrase).collect::<Vec<_>>();
        let nouns = table::rows(table::DEAL_NOUNS).filter_map(|row| {
            let kind = DealKind::read(table::column(&row, 1))?;
            Some(Noun { forms: forms(&row), kind, roles: table::column(&row, 2).split_once(',') })
        });
        let verbs = table::rows(table::DEAL_VERBS).filter_map(|row| {
            let status = Status::read(table::column(&row, 1))?;
            Some(Verb { forms: forms(&row), status, field: table::column(&row, 2) })
        });
        let transfers = table::rows(table::TRANSFERS).map(|row| Transfer {
            forms: forms(&row),
            gives: table::column(&row, 1) == "out",
            roles: (table::column(&row, 2), table::column(&row, 3)),
            status: Status::read(table::column(&row, 4)),
            field: table::column(&row, 5),
        });
        let wishes = table::rows(table::WISHES).map(|row| (forms(&row), Status::read(table::column(&row, 1))));
        Rules {
            nouns: nouns.collect(),
            verbs: verbs.collect(),
            transfers: transfers.collect(),
            wishes: wishes.collect(),
            idioms: table::lines(table::IDIOMS).map(phrase).collect(),
            negations: table::lines(table::NEGATIONS).map(phrase).collect(),
            says: table::lines(table::SAYS).collect(),
            goods: Goods::new(),
        }
    }

    /// What begins at a token: the token to go on from, and the deal.
    pub fn at(&self, r: &Reading, k: usize) -> (usize, Option<Deal>) {
        if let Some((len, transfer)) = longest(&self.transfers, |t| &t.forms, r.p, k)
            && let Some((end, deal)) = self.transfer(r, k, len, transfer)
        {
            return (end, Some(deal));
        }
        if let Some((len, noun)) = longest(&self.nouns, |n| &n.forms, r.p, k) {
            return (k + len, self.noun(r, k, len, noun));
        }
        (k + 1, self.joint_work(r, k))
    }

    /// Whether a word is a verb of a deal.
    pub fn is_verb(&self, p: &Paragraph, k: usize) -> bool {
        longest(&self.transfers, |t| &t.forms, p, k).is_some() || longest(&self.verbs, |v| &v.forms, p, k).is_some()
    }

    fn negated(&self, r: &Reading, k: usize) -> bool {
        (r.start.max(k.saturating_sub(5))..k)
            .any(|i| self.negations.iter().any(|words| r.p.phrase_at(i, words).is_some_and(|len| i + len <= k)))
    }

    /// The wish that ends right before a verb.
    fn wish(&self, r: &Reading, verb: usize) -> Option<Option<Status>> {
        let ends = |words: &Vec<String>| {
            let from = verb.checked_sub(words.len()).filter(|from| *from >= r.start)?;
            (r.p.phrase_at(from, words)? == words.len()).then_some(words.len())
        };
        let found =
            self.wishes.iter().filter_map(|(forms, status)| Some((forms.iter().filter_map(ends).max()?, *status)));
        found.max_by_key(|(len, _)| *len).map(|(_, status)| status)
    }

    fn transfer(&self, r: &Reading, k: usize, len: usize, t: &Transfer) -> Option<(usize, Deal)> {
        let p = r.p;
        if self.negated(r, k) || (k > r.start && matches!(fold(p.word(k - 1)).as_str(), "the" | "a" | "an" | "its")) {
            return None;
        }
        let until = (k + len + 18).min(r.end);
        let next = (k + len..until).find(|&i| longest(&self.transfers, |t| &t.forms, p, i).is_some()).unwrap_or(until);
        let things = self.goods.items(p, k + len..next);
        let sum = goods::sums(p, k + len..next).into_iter().next();
        if things.is_empty() && sum.is_none() {
            return None;
        }
        let kind = match (t.roles.0, things.first()) {
            ("lender", _) => DealKind::Loan,
            ("donor", Some(thing)) if thing.kind == DealKind::ArmsTransfer => DealKind::ArmsTransfer,
            ("donor", _) | (_, None) => DealKind::Aid,
            (_, Some(thing)) => thing.kind,
        };
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
            (r.behind(&["from"], k + len..until), subject)
        };
        let mut parties: Vec<(usize, String)> = Vec::new();
        for (actor, role) in from.iter().map(|f| (f.0, t.roles.0)).chain(to.iter().map(|x| (x.0, t.roles.1))) {
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
        let idiom = (r.start.max(k.saturating_sub(2))..=k)
            .any(|i| self.idioms.iter().any(|words| p.phrase_at(i, words).is_some_and(|n| i + n > k)));
        // "a deal to supply": the verb tells more.
        let told = p.word(after) == "to" && longest(&self.transfers, |t| &t.forms, p, after + 1).is_some();
        // "a loan agreement": the last noun says what it is.
        let modifies = (after..after + 2).any(|i| {
            let plain =
                r.p.is_word(i) && !r.p.is_capital(i) && !matches!(r.p.word(i), "and" | "or" | "to" | "of" | "for");
            plain && longest(&self.nouns, |n| &n.forms, p, i).is_some() && (i == after || r.p.is_word(after))
        });
        let modifies = modifies && !matches!(p.word(after), "and" | "or" | "to" | "of" | "for" | "with" | "on" | "in");
        if idiom || told || modifies || (k > r.start && p.is_capital(k)) {
            return None;
        }
        let (at, verb_len, verb) = self.verb_of(r, k, after)?;
        if self.negated(r, k) || self.negated(r, at) {
            return None;
        }
        let wish = self.wish(r, at).flatten();
        let status = wish.unwrap_or(verb.status);
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
                add(&compound, "", &mut tokens);
                if with.len() < 2 {
                    add(&subject(), "", &mut tokens);
                }
                add(&with, "", &mut tokens);
            }
        }
        let things = self.goods.items(p, begin..until);
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
        let value = goods::sums(p, begin.saturating_sub(4).max(r.start)..until).into_iter().next();
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
        let field = match verb.field {
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
    fn verb_of(&self, r: &Reading, k: usize, after: usize) -> Option<(usize, usize, &Verb)> {
        let range = r.start.max(k.saturating_sub(8))..(after + 10).min(r.end);
        let candidates = range.filter(|i| *i < k || *i >= after).filter_map(|i| {
            let (len, verb) = longest(&self.verbs, |v| &v.forms, r.p, i)?;
            let distance = if i < k { k - i } else { i - after + 1 };
            let between = if i < k { i..k } else { after..i };
            let broken = between.clone().any(|j| matches!(r.p.word(j), ";" | ":" | "—" | "“" | "”"));
            // Behind a comma or another deal noun begins another thought.
            let apart =
                i >= after && between.into_iter().any(|j| matches!(r.p.word(j), "," | "while" | "but" | "after"));
            (!broken && !apart).then_some((distance, (i, len, verb)))
        });
        candidates.min_by_key(|(distance, _)| *distance).map(|(_, verb)| verb)
    }

    /// "China-France co-developed jets": the two before it, or those behind "by" and "with".
    fn joint_work(&self, r: &Reading, k: usize) -> Option<Deal> {
        let p = r.p;
        const FORMS: [&str; 8] = [
            "co developed",
            "co produced",
            "jointly developed",
            "jointly produced",
            "jointly built",
            "codeveloped",
            "coproduced",
            "jointly manufactured",
        ];
        let len = FORMS.iter().filter_map(|f| p.phrase_at(k, &phrase(f))).max()?;
        let things = self.goods.items(p, k + len..(k + len + 8).min(r.end));
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

fn longest<'a, T>(
    rules: &'a [T],
    forms: impl Fn(&T) -> &Vec<Vec<String>>,
    p: &Paragraph,
    k: usize,
) -> Option<(usize, &'a T)> {
    if !p.is_word(k) {
        return None;
    }
    let found =
        rules.iter().filter_map(|rule| Some((forms(rule).iter().filter_map(|f| p.phrase_at(k, f)).max()?, rule)));
    found.max_by_key(|(len, _)| *len)
}

/// Takes a range of tokens into another.
pub fn grow(tokens: &mut Range<usize>, range: &Range<usize>) {
    tokens.start = tokens.start.min(range.start);
    tokens.end = tokens.end.max(range.end);
}
