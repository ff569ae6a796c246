//! English bodies in lower case beside the name of a state or a town: "the Pakistani military", "Kenya's navy", "the
//! foreign office of Pakistan", "the Algerian cereals office", "the central bank in Addis Ababa".

use std::ops::Range;

use super::Names;
use crate::doc::record::{ActorKind, AliasKind};
use crate::import::actors::{Actor, Form, Found, Mention, actor};
use crate::import::lang::Marker;
use crate::import::lexicon::{Head, Known, Lower, squash};
use crate::import::words::Paragraph;

/// The body of a state.
struct Office {
    state: usize,
    name: String,
    /// The tokens that say what it is: "cereals office".
    words: Range<usize>,
    /// With the state.
    span: Range<usize>,
    /// What becomes its mention: with "Kenya's" or "of Kenya", where "Kenyan" stays a mention of the state.
    covered: Range<usize>,
}

/// The most words between a state and the common noun for its body.
const WORDS: usize = 2;

impl Names<'_> {
    /// Finds them in one paragraph.
    pub(super) fn beside_states(&self, found: &mut Found, n: usize, p: &Paragraph) {
        let mut i = 1;
        while i < p.tokens.len() {
            let Some((len, head)) = self.head_at(p, i).filter(|(_, h)| h.lower != Lower::Not) else {
                i += 1;
                continue;
            };
            let range = i..i + len;
            i += 1;
            if !found.is_free(n, &range) || p.is_capital(range.start) {
                continue;
            }
            if self.is_government(p, &range) && self.capital_government(found, n, &range) {
                continue;
            }
            if let Some(office) = self.office(found, n, p, &range, head) {
                let Office { state, name, words, span, covered } = office;
                let key = format!("of {state} {}", p.slice(words).to_lowercase());
                let written = p.slice(span.clone()).to_string();
                let a = found.take(&key, || Actor { parent: Some(state), ..actor(&name, head.kind, (n, span)) });
                if let Some(actor) = found.actors.get_mut(a)
                    && actor.name != written
                    && !actor.aliases.iter().any(|(alias, _)| *alias == written)
                {
                    actor.aliases.push((written, AliasKind::Alias));
                }
                found.cover(n, Mention { actor: a, range: covered, form: Form::Name, joined: None });
            } else if !self.administration(found, n, p, &range) && head.lower == Lower::Local {
                self.local(found, n, p, &range, head);
            }
        }
    }

    fn office(&self, found: &mut Found, n: usize, p: &Paragraph, head: &Range<usize>, kind: &Head) -> Option<Office> {
        for begin in self.begins(p, head, kind) {
            let owner = found.mentions.get(n)?.iter().rfind(|m| {
                m.range.end == begin
                    || m.range.end + 1 == begin && matches!(p.word(m.range.end), "’s" | "'s" | "’" | "'")
            });
            let owner = owner.map(|m| (m.actor, m.range.clone(), m.form));
            if let Some((state, at, form)) = owner.filter(|(a, ..)| self.is_state(found, *a)) {
                let words = begin..head.end;
                let span = at.start..head.end;
                let name = match form {
                    Form::Adjective => format!("{} {}", p.slice(at.clone()), p.slice(words.clone())),
                    _ => self.name_of(found, state, kind, p.slice(words.clone())),
                };
                // "Lebanon's navy" is one party, where "Lebanese" stays a mention of the state.
                let covered = if form == Form::Adjective { words.clone() } else { span.clone() };
                return Some(Office { state, name, span, covered, words });
            }
        }
        let words = *self.begins(p, head, kind).last()?..head.end;
        if p.word(head.end) == "of"
            && let Some(m) = found.at(n, head.end + 1).filter(|m| self.is_state(found, m.actor))
        {
            let (state, span) = (m.actor, words.start..m.range.end);
            let holder = found.actor(state).map(|a| a.name.as_str()).unwrap_or_default();
            let name = format!("{} of {holder}", capitals(p.slice(words.clone())));
            return Some(Office { state, name, covered: span.clone(), span, words });
        }
        // "the central bank in Addis Ababa": whose town it is; a ministry in one only speaks, as a rule.
        let the = words.start.checked_sub(1).is_some_and(|k| self.lexicon.lang.is(Marker::The, p, k));
        let town = self
            .lexicon
            .longest(p, head.end + 1)
            .filter(|_| the && kind.lower == Lower::Seat && words.len() == head.len() && p.word(head.end) == "in")?;
        let Known::State(state, Form::Metonym) = town.known else { return None };
        let span = words.start..head.end + 1 + town.len;
        let state = self.state(found, state, (n, span.clone()))?;
        let name = self.name_of(found, state, kind, p.slice(words.clone()));
        Some(Office { state, name, span, covered: words.clone(), words })
    }

    /// Where the words for a body may begin: at its common noun, or at what it is for ("cereals office").
    fn begins(&self, p: &Paragraph, head: &Range<usize>, kind: &Head) -> Vec<usize> {
        let needs_more = matches!(kind.lower, Lower::Office | Lower::Local);
        let plain = |k: usize| {
            p.is_word(k)
                && !p.is_capital(k)
                && !self.lexicon.lang.is_stop(p.lower(k))
                && !self.lexicon.lang.is(Marker::Epithet, p, k)
                && !self.rules.is_verb(p, k)
        };
        let more = (1..=WORDS).map_while(|back| head.start.checked_sub(back).filter(|&k| plain(k)));
        // "the Chinese news agency", "the Indonesian buying agency" are called otherwise.
        let is_other = |k: usize| self.lexicon.noun_at(p, k).is_some_and(|(len, _)| len > 1 && k + len >= head.end);
        let more = more.take_while(|&k| needs_more && !is_other(k));
        (!needs_more).then_some(head.start).into_iter().chain(more).collect()
    }

    fn is_state(&self, found: &Found, actor: usize) -> bool {
        found.actor(actor).is_some_and(|a| a.kind == ActorKind::State)
    }

    /// "Norwegian parliament", "Central Bank of Mexico".
    fn name_of(&self, found: &Found, state: usize, head: &Head, words: &str) -> String {
        let holder = found.actor(state).map(|a| a.name.as_str()).unwrap_or_default();
        let adjective = self.lexicon.states.iter().find(|s| s.name == holder).map_or("", |s| s.adjective);
        if adjective.is_empty() || matches!(head.lower, Lower::Of | Lower::Seat) {
            format!("{} of {holder}", capitals(words))
        } else {
            format!("{adjective} {words}")
        }
    }

    fn is_government(&self, p: &Paragraph, head: &Range<usize>) -> bool {
        p.slice(head.clone()) == "government"
    }

    /// "the Manila government" is the state itself: its mention takes in the word.
    fn capital_government(&self, found: &mut Found, n: usize, head: &Range<usize>) -> bool {
        let mut list = found.mentions.get_mut(n).into_iter().flatten();
        let capital = list.rfind(|m| m.range.end == head.start && m.form == Form::Metonym);
        capital.map(|m| m.range.end = head.end).is_some()
    }

    /// "the Trump administration".
    fn administration(&self, found: &mut Found, n: usize, p: &Paragraph, head: &Range<usize>) -> bool {
        let Some(begin) = head.start.checked_sub(1) else { return false };
        let fits = p.is_capital(begin)
            && (self.is_government(p, head) || p.slice(head.clone()) == "administration")
            && !self.is_common(p.word(begin))
            && found.is_free(n, &(begin..head.start));
        if fits {
            let range = begin..head.end;
            let name = p.slice(range.clone()).to_string();
            let shown = (n, range.clone());
            let a = found.take(&format!("name {}", squash(&name)), || actor(&name, ActorKind::Government, shown));
            found.mention(n, p, Mention { actor: a, range, form: Form::Name, joined: None });
        }
        fits
    }

    /// "Bogotá's health secretariat": of a town that no table has.
    fn local(&self, found: &mut Found, n: usize, p: &Paragraph, head: &Range<usize>, kind: &Head) {
        for begin in self.begins(p, head, kind) {
            let Some(sign) = begin.checked_sub(1).filter(|&k| k > 0 && matches!(p.word(k), "’s" | "'s")) else {
                continue;
            };
            let mut owner = sign;
            while let Some(k) = owner.checked_sub(1).filter(|&k| p.is_capital(k) && !self.is_common(p.word(k))) {
                owner = k;
            }
            let range = owner..head.end;
            if owner < sign && found.is_free(n, &range) {
                let name = p.slice(range.clone()).to_string();
                let shown = (n, range.clone());
                let a = found.take(&format!("name {}", squash(&name)), || actor(&name, kind.kind, shown));
                found.mention(n, p, Mention { actor: a, range: begin..head.end, form: Form::Name, joined: None });
                return;
            }
        }
    }
}

fn capitals(words: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map(|c| c.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
