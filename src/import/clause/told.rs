//! What a clause tells, as a deal: with the sum and the date that stand nearest.

use std::ops::Range;

use super::super::dates;
use super::super::deals::{Deal, capital, names_of};
use super::super::goods::{self, Sum};
use super::super::parties::{Named, Reading};
use super::super::triggers::{Rules, grow};
use crate::doc::record::{DealKind, Standing, Status};

/// A deal read off a clause.
pub(super) struct Told {
    pub words: String,
    pub kind: DealKind,
    pub parties: Vec<(usize, String, Range<usize>)>,
    pub status: Option<Status>,
    pub field: &'static str,
    pub tokens: Range<usize>,
    pub k: usize,
    pub clause: Range<usize>,
    pub items: Vec<goods::Item>,
}

impl Rules<'_> {
    pub(super) fn told(&self, r: &Reading, told: Told) -> Deal {
        let Told { words, kind, parties, status, field, mut tokens, k, clause, items } = told;
        for (_, _, range) in &parties {
            grow(&mut tokens, range);
        }
        let value: Option<Sum> = {
            let sums = self.goods.sums(r.p, self.lang, clause.clone());
            let distance = |s: &Sum| if s.range.end <= k { k - s.range.end } else { s.range.start.saturating_sub(k) };
            sums.into_iter().min_by_key(distance)
        };
        if let Some(value) = &value {
            grow(&mut tokens, &value.range);
        }
        let quantity = goods::quantity(r.p, clause.clone());
        if let Some((_, _, range)) = &quantity {
            grow(&mut tokens, range);
        }
        let list: Named = parties.iter().map(|(a, _, range)| (*a, range.clone())).collect();
        let name = format!("{}: {}", capital(&words), names_of_joined(r, &list));
        let mut deal = Deal {
            name,
            kind,
            parties: parties.into_iter().map(|(a, role, _)| (a, role)).collect(),
            status,
            date: None,
            date_text: None,
            items,
            value,
            quantity: quantity.map(|q| (q.0, q.1)),
            standing: None,
            attributed_to: None,
            places: Vec::new(),
            evidence: Vec::new(),
        };
        self.date_in(r, &clause, &mut deal, &mut tokens, k, field);
        if (r.start..r.end).any(|i| self.hedges.at(r.p, i).is_some()) {
            deal.standing = Some(Standing::Alleged);
        }
        deal.evidence.push((r.n, tokens));
        deal
    }

    /// The date of the clause that stands nearest.
    fn date_in(
        &self,
        r: &Reading,
        clause: &Range<usize>,
        deal: &mut Deal,
        tokens: &mut Range<usize>,
        k: usize,
        field: &'static str,
    ) {
        let all = dates::find(r.p, self.lang, clause.clone());
        let distance =
            |d: &dates::Found| if d.range.end <= k { k - d.range.end } else { d.range.start.saturating_sub(k) };
        let Some(date) = all.into_iter().min_by_key(distance) else { return };
        grow(tokens, &date.range);
        // The field that the verb names, else the one that goes with where the deal stands.
        let field = match (field, deal.status) {
            ("", Some(Status::Signed)) => "signed",
            ("", Some(Status::Agreed)) => "announced",
            ("", Some(Status::Delivered)) => "delivered",
            ("", Some(Status::InForce)) => "in_force",
            (field, _) => field,
        };
        if let Some(edtf) = date.date.filter(|_| !field.is_empty()) {
            deal.date = Some((field, edtf));
        }
        deal.date_text = Some(date.as_written);
    }
}

fn names_of_joined(r: &Reading, list: &Named) -> String {
    let each = list.iter().map(|one| names_of(r.found, &vec![one.clone()]));
    each.collect::<Vec<_>>().join(" – ")
}
