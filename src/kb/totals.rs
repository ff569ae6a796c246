//! The last row of the deal table: honest sums per currency, and what they leave out (the content model's rule 10).

use std::collections::BTreeMap;

use super::{Kb, Sym};
use crate::doc::record::*;
use crate::money::Amount;

/// The sums over some deals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub sums: BTreeMap<String, Sum>,
    /// Why deals were left out, with how many, in this order.
    pub left_out: Vec<(LeftOut, u64)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub amount: Amount,
    pub at_least: bool,
    pub about: bool,
    pub deals: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    NoValue,
    Wanted,
    Stopped,
    NotKnown,
    Alleged,
    Attributed,
    Disputed,
    RankedDown,
    Umbrella,
    PartOfCounted,
    Unclear,
    ByHand,
}

impl LeftOut {
    /// The key of its words in the theme's strings.
    pub fn key(self) -> &'static str {
        match self {
            LeftOut::NoValue => "left_out_no_value",
            LeftOut::Wanted => "left_out_wanted",
            LeftOut::Stopped => "left_out_stopped",
            LeftOut::NotKnown => "left_out_not_known",
            LeftOut::Alleged => "left_out_alleged",
            LeftOut::Attributed => "left_out_attributed",
            LeftOut::Disputed => "left_out_disputed",
            LeftOut::RankedDown => "left_out_ranked_down",
            LeftOut::Umbrella => "left_out_umbrella",
            LeftOut::PartOfCounted => "left_out_part_of_counted",
            LeftOut::Unclear => "left_out_unclear",
            LeftOut::ByHand => "left_out_by_hand",
        }
    }
}

/// Adds up `deals`.
pub fn of(kb: &Kb, deals: &[Sym]) -> Totals {
    let mut totals = Totals::default();
    let mut left: BTreeMap<LeftOut, u64> = BTreeMap::new();
    for sym in deals {
        match counted(kb, *sym, deals) {
            Err(why) => *left.entry(why).or_default() += 1,
            Ok((currency, amount, precision, range)) => {
                let sum = totals.sums.entry(currency).or_default();
                match sum.amount.checked_add(amount) {
                    Some(total) => {
                        sum.amount = total;
                        sum.deals += 1;
                        sum.at_least |= range || precision == Some(Precision::AtLeast);
                        sum.about |= precision.is_some_and(Precision::is_about);
                    }
                    None => *left.entry(LeftOut::Unclear).or_default() += 1,
                }
            }
        }
    }
    totals.left_out = left.into_iter().collect();
    totals
}

type Counted = (String, Amount, Option<Precision>, bool);

fn counted(kb: &Kb, sym: Sym, deals: &[Sym]) -> Result<Counted, LeftOut> {
    let doc = kb.doc(sym);
    let Own::Deal(deal) = &doc.record.own else { return Err(LeftOut::NoValue) };
    let c = &doc.record.common;
    if c.rank.is_some() {
        return Err(LeftOut::RankedDown);
    }
    let value = value(deal);
    if deal.counts_in_total == Some(false) {
        return Err(LeftOut::ByHand);
    }
    if deal.counts_in_total != Some(true) {
        match c.standing.as_ref().map_or(Standing::Asserted, |s| s.value) {
            Standing::Established | Standing::Asserted => {}
            Standing::Attributed => return Err(LeftOut::Attributed),
            Standing::Alleged => return Err(LeftOut::Alleged),
            Standing::Disputed | Standing::Denied | Standing::Retracted => return Err(LeftOut::Disputed),
        }
        match Stage::of(deal.status.as_ref().map(|s| s.value)) {
            Stage::Agreed | Stage::UnderWay | Stage::Done => {}
            Stage::Wanted => return Err(LeftOut::Wanted),
            Stage::Stopped => return Err(LeftOut::Stopped),
            Stage::NotKnown => return Err(LeftOut::NotKnown),
        }
        if deal.umbrella {
            return Err(LeftOut::Umbrella);
        }
        let whole = deal.part_of.as_ref().and_then(|r| kb.sym(&r.value)).filter(|w| *w != sym && deals.contains(w));
        // A loop of `part_of` is an error elsewhere; following one step at a time with the part removed ends it here.
        if let Some(whole) = whole {
            let rest: Vec<Sym> = deals.iter().copied().filter(|d| *d != sym).collect();
            if counted(kb, whole, &rest).is_ok() {
                return Err(LeftOut::PartOfCounted);
            }
        }
    }
    value
}

fn value(deal: &Deal) -> Result<Counted, LeftOut> {
    let Some(value) = &deal.value else { return Err(LeftOut::NoValue) };
    let Some(currency) = value.currency.clone() else { return Err(LeftOut::NoValue) };
    if matches!(value.precision, Some(Precision::AtMost | Precision::OrderOfMagnitude)) {
        return Err(LeftOut::Unclear);
    }
    match (value.amount, value.min, value.max) {
        (Some(amount), _, _) => Ok((currency, amount, value.precision, false)),
        (None, Some(min), _) => Ok((currency, min, value.precision, true)),
        (None, None, Some(_)) => Err(LeftOut::Unclear),
        (None, None, None) => Err(LeftOut::NoValue),
    }
}
