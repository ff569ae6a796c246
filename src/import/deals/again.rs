//! What a sentence tells of the deal told just before it: that it is the same one, or one like it with another party.

use super::Deal;
use super::cues::{Cue, What};
use super::same::{forbids, gives, have_one_sum, is_beside, is_turned, who};
use super::sides::Party;
use crate::doc::record::DealKind;

/// "Ein weiterer Auftrag ging an X": who stands on the other side of the deal told just before, where X takes the place
/// of one that stood on its own.
pub fn borrowed(cue: &Cue, told: &[Party], before: &Deal) -> Option<Party> {
    let (from, to) = match &cue.what {
        What::Noun(noun) => noun.roles?,
        What::Transfer(t) => t.roles,
        What::Project => return None,
    };
    let [(actor, role, _)] = told else { return None };
    let side = gives(role)?;
    let rival = before.parties.iter().any(|(_, role)| gives(role) == Some(side));
    let mut others = before.parties.iter().filter(|(_, role)| gives(role) == Some(!side));
    let other = others.next().filter(|_| others.next().is_none())?.0;
    let is_new = before.parties.iter().all(|(a, _)| a != actor);
    let role = if side { to } else { from };
    (rival && is_new && !role.is_empty()).then(|| (other, role.to_string(), cue.at.clone()))
}

/// Adds what is told with an article that points ("Das Geschäft", "ce prêt") to the deal told just before, of whatever
/// kind: where both are named again, only one that says no more or the same.
pub fn points_back(deals: &mut [Deal], new: &Deal, named: usize, n: usize) -> bool {
    let Some(old) = deals.last_mut().filter(|old| is_beside(old, n)) else { return false };
    let same = old.kind == new.kind || old.is_plain() || new.is_plain();
    let fits = who(new).len() >= 2 && who(new).is_subset(&who(old)) && forbids(old.kind) == forbids(new.kind);
    if !fits || is_turned(old, new) || !have_one_sum(old, new) || named >= 2 && !same {
        return false;
    }
    old.specify(new);
    // "La donación": what the noun calls it.
    if old.kind == DealKind::Trade && new.kind == DealKind::Aid {
        old.kind = new.kind;
    }
    old.stands(new.status);
    old.complete(new);
    old.evidence.extend(new.evidence.iter().cloned());
    true
}
