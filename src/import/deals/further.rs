//! Deals that borrow from one told beside them: "Kanada liefert Kenia 40 Zelte und Uganda zehn weitere".

use std::ops::Range;

use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::Rules;
use super::clauses::Clauses;
use super::cues::Cue;
use super::names::Name;
use super::sides::{Other, Party};

/// How many tokens what is told without a verb may have.
const LONGEST: usize = 12;

/// Names that stand with goods or a count behind the words that tell a deal, with no verb of their own: each with the
/// tokens that belong to it.
pub fn further(
    rules: &Rules,
    r: &Reading,
    clauses: &Clauses,
    names: &[Name],
    cue: &Cue,
    others: &[Other],
) -> Vec<Further> {
    let mut out: Vec<Further> = Vec::new();
    let Some(verb) = cue.verb.clone().filter(|_| !cue.is_noun() && !rules.lang.is_postpositional) else { return out };
    let separates = |k: usize| rules.lang.is(Marker::And, r.p, k) || matches!(r.p.word(k), "," | ";" | "،");
    let (from, here) = (verb.start.min(cue.at.start), clauses.of(verb.start));
    for (i, name) in names.iter().enumerate() {
        let idle = name.is_adjective || name.is_person || name.is_pointer || name.speaks;
        if idle || name.range.start <= from {
            continue;
        }
        let Some(sign) =
            (r.start.max(name.range.start.saturating_sub(LONGEST))..name.range.start).rev().find(|&k| separates(k))
        else {
            continue;
        };
        let last = r.end.min(sign + 1 + LONGEST);
        let end = |from: usize| (from..last).find(|&k| separates(k) || !r.p.is_word(k)).unwrap_or(last);
        // "Lituania, otros diez": a comma may stand for the verb.
        let first = end(name.range.end);
        let gap = r.p.word(first) == "," && first == name.range.end && name.range.start <= sign + 3;
        let segment = sign + 1..if gap { end(first + 1) } else { first };
        let earlier: Vec<&Name> = names.iter().take(i).filter(|n| n.range.end <= sign && !n.is_adjective).collect();
        let two = earlier.iter().any(|n| earlier.iter().any(|m| m.actor != n.actor));
        let own = !earlier.iter().any(|n| n.group == name.group || n.actor == name.actor);
        let same_clause = clauses.of(name.range.start) == here || r.p.word(sign) == ";";
        let verbless = !segment.clone().any(|k| rules.is_verb(r.p, k) || rules.nouns.at(r.p, k).is_some());
        let alone = !others.iter().any(|(o, _)| o.start < segment.end && o.end > sign);
        if two && own && same_clause && verbless && alone && counts(rules, r, &segment, &name.range) {
            let like = like(name, &earlier, &verb, sign, rules.lang.is(Marker::And, r.p, sign));
            out.extend(like.map(|like| Further { actor: name.actor, range: name.range.clone(), segment, like }));
        }
    }
    out
}

/// A name for which a deal is told without its verb.
pub struct Further {
    pub actor: usize,
    pub range: Range<usize>,
    pub segment: Range<usize>,
    /// The name in whose place it stands.
    like: Range<usize>,
}

impl Further {
    /// The parties of the first deal with this name in the place of the one that it is like.
    pub fn parties(&self, first: &[Party]) -> Option<Vec<Party>> {
        let (_, role, _) = first.iter().find(|(_, _, range)| *range == self.like)?;
        let new = (self.actor, role.clone(), self.range.clone());
        let mut out: Vec<Party> = first.iter().filter(|(_, r, at)| r != role && *at != self.like).cloned().collect();
        let is_first = first.first().is_some_and(|(_, r, _)| r == role);
        out.insert(if is_first { 0 } else { out.len() }, new);
        (out.len() >= 2 && !role.is_empty()).then_some(out)
    }
}

/// Whether a number, goods or "another" stands among some tokens.
fn counts(rules: &Rules, r: &Reading, segment: &Range<usize>, name: &Range<usize>) -> bool {
    let is_name = |k: usize| name.contains(&k);
    let more = |k: usize| rules.lang.marker_at(Marker::More, r.p, k).is_some();
    segment.clone().filter(|k| !is_name(*k)).any(|k| more(k) || rules.goods.is_number(r.p, k))
        || !rules.goods.items(r.p, rules.lang, segment.clone()).is_empty()
}

/// The earlier name in whose place one stands: governed alike; without a small word the object, else the subject.
fn like(name: &Name, earlier: &[&Name], verb: &Range<usize>, sign: usize, is_and: bool) -> Option<Range<usize>> {
    let alike = earlier.iter().rev().filter(|n| n.governors == name.governors);
    if !name.governors.is_empty() {
        return alike.clone().next().map(|n| n.range.clone());
    }
    // "bestellt, Rumänien 50": behind the verb that ends the first clause, or behind a comma, stands another subject.
    let object = alike.clone().find(|n| is_and && n.range.start >= verb.end && sign > verb.end);
    object.or_else(|| alike.clone().next_back()).map(|n| n.range.clone())
}
