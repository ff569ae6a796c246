//! Who is named where: states from the table, organisations known or told by a head word, and the actors they make.
//! Persons are found by `people`.

mod offices;

use std::collections::HashMap;
use std::ops::Range;

use super::actors::{Actor, Form, Found, Mention, actor};
use super::governors::governors;
use super::lang::Marker;
use super::lexicon::{Beside, Head, Known, Lexicon, squash};
use super::rules::Rules;
use super::words::Paragraph;
use super::{bodies, quoted};
use crate::doc::record::ActorKind;

/// Finds states and organisations in all paragraphs.
pub fn find(lexicon: &Lexicon, rules: &Rules, paragraphs: &[Paragraph]) -> Found {
    Names { lexicon, rules }.find(paragraphs)
}

/// A name of a state that is another's capital too.
struct Twin {
    paragraph: usize,
    range: Range<usize>,
    joined: Option<Option<Marker>>,
    state: usize,
    of_capital: usize,
}

struct Names<'a> {
    lexicon: &'a Lexicon<'a>,
    rules: &'a Rules<'a>,
}

impl Names<'_> {
    fn head_at(&self, p: &Paragraph, i: usize) -> Option<(usize, &Head)> {
        self.lexicon.heads.at(p, i)
    }

    fn is_common(&self, word: &str) -> bool {
        self.lexicon.lang.is_common(word)
    }

    fn state(&self, found: &mut Found, n: usize, shown: (usize, Range<usize>)) -> Option<usize> {
        let state = self.lexicon.states.get(n)?;
        Some(found.take(&format!("state {n}"), || Actor {
            id_name: state.english.to_string(),
            iso: state.iso,
            wikidata: state.wikidata,
            regions: state.regions.clone(),
            ..actor(state.name, ActorKind::State, shown)
        }))
    }

    fn find(&self, paragraphs: &[Paragraph]) -> Found {
        let mut found = Found::new(paragraphs.len());
        let mut acronyms: HashMap<String, usize> = HashMap::new();
        let mut twins = Vec::new();
        for (n, p) in paragraphs.iter().enumerate() {
            self.known_names(&mut found, &mut twins, n, p);
        }
        self.settle_twins(&mut found, paragraphs, twins);
        quoted::find(self.lexicon, self.rules, &mut found, paragraphs);
        for (n, p) in paragraphs.iter().enumerate() {
            if self.is_english() {
                self.headed(&mut found, n, p);
                self.beside_states(&mut found, n, p);
            } else {
                bodies::find(self.lexicon, self.rules, &mut found, n, p);
            }
            self.pairs(&mut found, n, p, &mut acronyms);
        }
        if !acronyms.is_empty() {
            for (n, p) in paragraphs.iter().enumerate() {
                for i in 0..p.tokens.len() {
                    if let Some(&actor) = acronyms.get(p.word(i))
                        && found.is_free(n, &(i..i + 1))
                    {
                        found.mention(n, p, Mention { actor, range: i..i + 1, form: Form::Acronym, joined: None });
                    }
                }
            }
        }
        found
    }

    /// "عمان" is Oman, and Amman where the article tells of Jordan and of Oman by no other name.
    fn settle_twins(&self, found: &mut Found, paragraphs: &[Paragraph], twins: Vec<Twin>) {
        let known: Vec<bool> = twins
            .iter()
            .map(|twin| {
                let is_known = |state: usize| found.known(&format!("state {state}")).is_some();
                is_known(twin.of_capital) && !is_known(twin.state)
            })
            .collect();
        for (twin, is_capital) in twins.into_iter().zip(known) {
            let Some(p) = paragraphs.get(twin.paragraph) else { continue };
            if is_capital && !self.is_metonym(p, &twin.range) {
                continue;
            }
            let (state, form) = if is_capital { (twin.of_capital, Form::Metonym) } else { (twin.state, Form::Name) };
            if let Some(actor) = self.state(found, state, (twin.paragraph, twin.range.clone())) {
                found.mention(twin.paragraph, p, Mention { actor, range: twin.range, form, joined: twin.joined });
            }
        }
    }

    fn known_names(&self, found: &mut Found, twins: &mut Vec<Twin>, n: usize, p: &Paragraph) {
        let mut i = 0;
        while i < p.tokens.len() {
            let capital = |c: char| c.is_uppercase() || c == 'a';
            let begins = p.is_word(i) && (!self.is_english() || p.word(i).starts_with(capital));
            let Some(met) = begins.then(|| self.lexicon.longest(p, i)).flatten() else {
                i += 1;
                continue;
            };
            let range = i..i + met.len;
            i += met.len;
            let mention = |actor, form| Mention { actor, range: range.clone(), form, joined: met.joined };
            match met.known {
                Known::Town | Known::Region => {}
                // "Anadolu Kiremit" is no agency.
                Known::Media if range.len() == 1 && self.begins_name(p, &range) => {}
                Known::Media => {
                    let name = p.slice(range.clone()).to_string();
                    if !found.media.contains(&name) {
                        found.media.push(name);
                    }
                }
                // A longer organisation ("Pakistan Air Force") takes the words of a state with it.
                Known::State(..)
                    if self.is_english() && self.headed_run(p, range.start).is_some_and(|r| r.0.end > range.end) => {}
                // "the Kuwaiti Red Crescent" is not the Red Crescent of all.
                Known::Organisation(..) if self.is_national(p, &range) => {}
                // "Brussels" may be a town, as a capital may.
                Known::Organisation(_, Form::Metonym)
                    if !self.is_metonym(p, &range) || self.follows_name(p, range.start) => {}
                // "35 million US dollars" are nobody's.
                Known::State(..) if self.is_of_money(p, &range) => {}
                // "Güney Amerika" is no state.
                Known::State(_, Form::Name) if self.ends_place(p, &range) => {}
                // "OPEC Fund for International Development"
                Known::Organisation(_, Form::Acronym)
                    if self.is_english()
                        && self
                            .headed_run(p, range.start)
                            .is_some_and(|r| r.0.end > range.end && p.slice(r.0.clone()).contains(" for ")) => {}
                // "Bank of China" is a bank.
                Known::State(_, Form::Name) if self.is_english() && self.is_tail(p, &range) => {}
                // "Kenya Rolling Works" and "Jordan Pike" are no states.
                Known::State(_, Form::Name) if range.len() == 1 && self.begins_name(p, &range) => {}
                Known::State(_, Form::Metonym)
                    if !self.is_metonym(p, &range) && !self.is_traded_with(p, range.start)
                        || self.follows_name(p, range.start) => {}
                // "Michael Jordan" and "Inés Checa" are no states.
                Known::State(_, Form::Name) if range.len() == 1 && self.follows_given(p, range.start) => {}
                Known::State(_, Form::Name | Form::Adjective)
                    if self.lexicon.lang.code == "es"
                        && p.is_capital(range.start)
                        && self.follows_name(p, range.start) => {}
                Known::State(state, Form::Name)
                    if range.len() == 1 && self.lexicon.twin(p, range.start).is_some_and(|other| other != state) =>
                {
                    let of_capital = self.lexicon.twin(p, range.start).unwrap_or(state);
                    twins.push(Twin { paragraph: n, range: range.clone(), joined: met.joined, state, of_capital });
                }
                // "ميناء الفاو": a place that is called like an organisation.
                Known::Organisation(_, Form::Acronym)
                    if matches!(self.lexicon.noun_before(p, range.start), Some((_, Beside::Place))) => {}
                Known::State(state, form) => {
                    if let Some(actor) = self.state(found, state, (n, range.clone())) {
                        found.mention(n, p, mention(actor, form));
                    }
                }
                Known::Organisation(organisation, form) => {
                    let Some(&(name, kind, english)) = self.lexicon.organisations.get(organisation) else { continue };
                    let shown = (n, range.clone());
                    let i = found.take(&format!("organisation {organisation}"), || Actor {
                        id_name: english.to_string(),
                        ..actor(name, kind, shown)
                    });
                    found.mention(n, p, mention(i, form));
                }
            }
        }
    }

    /// Whether a state says whose money a sum is in: "US dollars", "dólares estadounidenses".
    fn is_of_money(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let unit = |k: usize| p.is_word(k) && !p.is_capital(k) && self.lexicon.lang.is_unit(p.word(k));
        unit(range.end) || !p.is_capital(range.start) && range.start.checked_sub(1).is_some_and(unit)
    }

    /// Whether the name of a state ends the name of a place: "South America".
    fn ends_place(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let place = self.lexicon.noun_before(p, range.end);
        place.is_some_and(|(from, what)| from < range.start && what == Beside::Place)
    }

    fn is_english(&self) -> bool {
        self.lexicon.lang.code == "en"
    }

    /// A capital stands for its state where it acts; where something is in it, at it or on the way to it, it is a town.
    fn is_metonym(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let lang = self.lexicon.lang;
        if !self.is_english() {
            let governed = governors(lang, p, range, None, &());
            let town = [Marker::In, Marker::On, Marker::To, Marker::From, Marker::Of];
            let begins = range.start < 2;
            // "PARIS, le 3 mai": where no date follows, the comma is the sentence's.
            let dated = matches!(p.word(range.end), ":" | "—" | "–" | "(" | "/")
                || p.word(range.end) == ","
                    && (!lang.is_postpositional
                        || p.word(range.end + 1).starts_with(|c: char| c.is_numeric())
                        || lang.month(p.word(range.end + 1)).is_some());
            // "Рига, Вильнюс и Таллин жалуются"
            let listed = p.word(range.end) == "," && self.lexicon.longest(p, range.end + 1).is_some();
            let dateline = dated && begins && !listed;
            let named = lang.is_cased && p.is_capital(range.end);
            // "Ankara merkezli": at home there.
            if lang.marker_at(Marker::Based, p, range.end).is_some() {
                return false;
            }
            // An ending makes "Naypyidaw’ın jetleri" of it, and "Ankara’nın bankaya girmesi": what acts.
            let owns = lang.markers.get(&Marker::SuffixOf).is_some_and(|words| !words.is_empty());
            let is_town = |m: &Marker| town.contains(m) && !(owns && *m == Marker::Of);
            return !governed.iter().any(is_town) && !dateline && !named && !self.is_in_town(p, range);
        }
        let before = range.start.checked_sub(1).map(|i| p.word(i).to_lowercase()).unwrap_or_default();
        let town = matches!(
            before.as_str(),
            "in" | "at"
                | "to"
                | "from"
                | "near"
                | "outside"
                | "around"
                | "of"
                | "through"
                | "across"
                | "-"
                | "via"
                | "into"
                | "downtown"
                | "central"
        );
        let leads_to =
            before == "to" && range.start >= 2 && matches!(p.word(range.start - 2), "led" | "close" | "according");
        let next = p.word(range.end);
        let named = p.is_capital(range.end) || (next == "," && p.is_capital(range.end + 1));
        let dateline = next == ":" || next == "—" || next == "–";
        // "the Tunis conference", "the Istanbul yard": where a thing, a place or a firm is.
        let located = self.lexicon.noun_at(p, range.end).is_some() && !p.is_capital(range.end);
        (!town || leads_to) && !named && !dateline && !located
    }

    /// "مطار بغداد", "लंदन शहर": what stands beside it is in the town. A government or an army is the state's.
    fn is_in_town(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let lexicon = self.lexicon;
        let behind = lexicon.lang.is_postpositional.then(|| lexicon.noun_at(p, range.end)).flatten();
        let noun = lexicon.noun_before(p, range.start).filter(|_| !lexicon.lang.is_postpositional).or(behind);
        let head = lexicon.heads.before(p, range.start).map(|(_, head)| head.kind);
        let towns_own = matches!(head, Some(ActorKind::Company | ActorKind::Ngo | ActorKind::Media));
        // In Arabic what a noun is of stands right behind it.
        let of_noun = lexicon.lang.code == "ar" && (towns_own || head.is_none());
        noun.is_some_and(|(_, what)| what == Beside::Place || of_noun) || of_noun && towns_own
    }

    /// Whether an organisation is the one of a state, told by an adjective beside it.
    fn is_national(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let head = self.lexicon.heads.at(p, range.start).is_some_and(|(len, _)| len == range.len());
        let adjective = |k: usize| {
            self.lexicon.longest(p, k).is_some_and(|met| matches!(met.known, Known::State(_, Form::Adjective)))
        };
        head && (range.start.checked_sub(1).is_some_and(adjective) || adjective(range.end))
    }

    /// "bought from Vienna", "заняла у Вены", "a request from Kyiv": one trades with a state, and not with a town.
    fn is_traded_with(&self, p: &Paragraph, start: usize) -> bool {
        let trades = |role: &str| matches!(role, "seller" | "buyer" | "lender" | "borrower" | "licensor" | "licensee");
        let Some(verb) = start.checked_sub(2).filter(|_| !self.lexicon.lang.is_postpositional) else { return false };
        let preposition =
            [Marker::From, Marker::To, Marker::With].iter().any(|m| self.lexicon.lang.is(*m, p, start - 1));
        let from = self.lexicon.lang.is(Marker::From, p, start - 1) && !self.lexicon.lang.is(Marker::Of, p, start - 1);
        // "pidió a Madrid que": one asks a state.
        let asks = self.rules.wishes.at(p, verb).is_some() || self.rules.says.at(p, verb).is_some();
        if asks && preposition {
            return true;
        }
        if from && (self.rules.nouns.before(p, start - 1).is_some() || self.rules.wishes.at(p, verb).is_some()) {
            return true;
        }
        preposition && self.rules.transfers.at(p, verb).is_some_and(|(_, t)| trades(t.roles.0) && trades(t.roles.1))
    }

    /// Whether a capitalised word of no everyday meaning stands right before: then this is the rest of its name.
    fn follows_name(&self, p: &Paragraph, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|k| p.is_capital(k) && !self.is_common(p.word(k)) && self.lexicon.longest(p, k).is_none())
    }

    /// Whether a state is the end of an organisation's name.
    fn is_tail(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let of = range.start.checked_sub(1).filter(|&k| matches!(p.word(k), "of" | "for"));
        of.is_some_and(|of| {
            (of.saturating_sub(6)..of).any(|k| {
                !self.is_common(p.word(k))
                    && self.headed_run(p, k).is_some_and(|(run, _)| run.start == k && run.end >= range.end)
            })
        })
    }

    /// Whether a name of a state begins a longer name that nobody knows.
    fn begins_name(&self, p: &Paragraph, range: &Range<usize>) -> bool {
        let lang = self.lexicon.lang;
        let next = range.end;
        let tight = p.tokens.get(range.end - 1).zip(p.tokens.get(next)).is_some_and(|(a, b)| b.start == a.end + 1);
        // "министр Сербии Иван": in another case a state is no beginning of a name.
        let declined = lang.code == "ru" && !self.lexicon.states.iter().any(|s| s.name == p.word(range.start));
        lang.is_cased
            && lang.code != "de"
            && !declined
            && tight
            && p.is_capital(next)
            && p.word(next).chars().any(char::is_lowercase)
            && p.sentence_of(range.start).contains(&next)
            && !lang.is_common(p.word(next))
            && !lang.is_weekday(p.word(next))
            && lang.month(p.word(next)).is_none()
            && self.lexicon.longest(p, next).is_none()
            && self.lexicon.heads.at(p, next).is_none()
            && self.lexicon.titles.at(p, next).is_none()
    }

    fn follows_given(&self, p: &Paragraph, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|k| p.is_capital(*k));
        before.is_some_and(|k| self.lexicon.given.contains(p.lower(k)))
    }

    /// A run of capitalised words with a head word, that begins at `i`: its tokens and its head.
    fn headed_run(&self, p: &Paragraph, i: usize) -> Option<(Range<usize>, &Head)> {
        if !p.is_capital(i) {
            return None;
        }
        let mut end = i;
        let mut head: Option<(usize, &Head)> = None;
        while end < p.tokens.len() && end < i + 10 {
            if p.is_capital(end) {
                if let Some((len, h)) = self.head_at(p, end).filter(|(n, _)| (0..*n).all(|k| p.is_capital(end + k))) {
                    if head.is_some_and(|(at, _)| p.word(at) == "and") {
                        break;
                    }
                    head = Some((end + len, h));
                    end += len;
                } else {
                    end += 1;
                }
            } else if matches!(p.word(end), "of" | "for")
                && p.word(end + 1) == "the"
                && p.is_capital(end + 2)
                && head.is_some()
            {
                // "Front of the Eastern Hills", "Front for the Renewal of Tibesti"
                end += 2;
            } else if matches!(p.word(end), "’" | "'")
                && p.is_capital(end + 1)
                && end > i
                && p.lower(end - 1).ends_with('s')
            {
                // "the Miners' Party"
                end += 1;
            } else if matches!(p.word(end), "of" | "for" | "&" | "-" | "and")
                && p.is_capital(end + 1)
                && !matches!(p.word(end + 2), "$" | "€" | "£")
                && end > i
            {
                // "and" joins two names, unless the head word comes first ("Ministry of Trade and Industry").
                if p.word(end) == "and" && !(head.is_some() && (i..end).any(|k| p.word(k) == "of")) {
                    break;
                }
                end += 1;
            } else {
                break;
            }
        }
        let (after, head) = head?;
        // What follows the head belongs to it only behind "of" or "for".
        let end = if matches!(p.word(after), "of" | "for") { end } else { self.past_last(p, after, head) };
        (end > i + 1).then_some((i..end, head))
    }

    /// "National Oil Depots": one more word with a capital that is no title belongs to the name of a firm.
    fn past_last(&self, p: &Paragraph, after: usize, head: &Head) -> usize {
        let begins = |k: usize| p.sentences.iter().any(|s| s.start == k);
        let more = head.kind == ActorKind::Company
            && p.is_capital(after)
            && !begins(after)
            && !p.is_capital(after + 1)
            && !self.is_common(p.word(after))
            && self.lexicon.titles.at(p, after).is_none()
            && self.lexicon.longest(p, after).is_none();
        if more { after + 1 } else { after }
    }

    /// "the New Civic Alliance": in mid-sentence an everyday word with a capital begins a name too.
    fn with_adjective(&self, p: &Paragraph, run: &Range<usize>) -> Range<usize> {
        let begins = |k: usize| p.sentences.iter().any(|s| s.start == k);
        let mut start = run.start;
        while let Some(k) = start.checked_sub(1).filter(|&k| {
            p.is_capital(k) && !begins(k) && self.is_common(p.word(k)) && !self.lexicon.lang.is_stop(p.lower(k))
        }) {
            start = k;
        }
        start..run.end
    }

    fn headed(&self, found: &mut Found, n: usize, p: &Paragraph) {
        let mut i = 0;
        while i < p.tokens.len() {
            // "Farmers’ Party": a common word that owns the rest begins the name.
            let owns = p.lower(i).ends_with('s') && matches!(p.word(i + 1), "’" | "'") && p.is_capital(i + 2);
            if self.is_common(p.word(i)) && !owns || !p.is_capital(i) {
                i += 1;
                continue;
            }
            let run = self.headed_run(p, i).map(|(run, head)| (self.with_adjective(p, &run), head));
            let Some((range, head)) = run.filter(|(r, _)| found.is_free(n, r)) else {
                i += 1;
                continue;
            };
            i = range.end;
            let name = p.slice(range.clone()).to_string();
            if head.kind == ActorKind::Media {
                if !found.media.contains(&name) {
                    found.media.push(name);
                }
                continue;
            }
            let state = self.lexicon.longest(p, range.start).and_then(|met| match met.known {
                Known::State(state, Form::Name | Form::Adjective) => Some(state),
                _ => None,
            });
            // "Armed Forces" alone are nobody's.
            if head.kind == ActorKind::Military && state.is_none() && range.len() <= 2 {
                continue;
            }
            let parent = state.and_then(|s| self.state(found, s, (n, range.clone())));
            let shown = (n, range.clone());
            let a =
                found.take(&format!("name {}", squash(&name)), || Actor { parent, ..actor(&name, head.kind, shown) });
            found.mention(n, p, Mention { actor: a, range, form: Form::Name, joined: None });
        }
    }

    /// "Long Name (LN)": the short form joins the name; an unknown name becomes an actor.
    fn pairs(&self, found: &mut Found, n: usize, p: &Paragraph, acronyms: &mut HashMap<String, usize>) {
        for i in 2..p.tokens.len() {
            let short = p.word(i);
            let is_short = (2..=8).contains(&short.len()) && short.chars().all(|c| c.is_uppercase());
            if !(is_short && p.word(i - 1) == "(" && p.word(i + 1) == ")") {
                continue;
            }
            let Some(range) = (0..i - 1)
                .rev()
                .take(12)
                .filter(|&k| p.is_capital(k))
                .find_map(|k| initials(p.slice(k..i - 1)).eq_ignore_ascii_case(short).then_some(k..i - 1))
            else {
                continue;
            };
            let same: Option<usize> = found.at(n, i).map(|m| m.actor);
            let covered = found.mentions.get(n).and_then(|l| l.iter().find(|m| m.range == range)).map(|m| m.actor);
            if covered.is_some() && same.is_some() {
                continue;
            }
            let name = p.slice(range.clone()).to_string();
            if let Some(list) = found.mentions.get_mut(n) {
                list.retain(|m| m.range.end <= range.start || m.range.start >= range.end || m.range == range);
            }
            let shown = (n, range.start..i + 2);
            let a = match covered.or(same) {
                Some(a) => a,
                None => found
                    .take(&format!("name {}", squash(&name)), || actor(&name, ActorKind::Collective, shown.clone())),
            };
            if covered.is_none() {
                found.mention(n, p, Mention { actor: a, range, form: Form::Name, joined: None });
            }
            if same.is_none() {
                acronyms.insert(short.to_string(), a);
            }
        }
    }
}

/// The initials of a name: of its words, of parts after hyphens and of humps.
fn initials(name: &str) -> String {
    let mut out = String::new();
    for word in name.split([' ', '-']).filter(|w| !matches!(*w, "of" | "for" | "and" | "the" | "in" | "e" | "i")) {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            if first.is_uppercase() {
                out.push(first);
            }
            let shout = word.chars().all(|c| !c.is_lowercase());
            out.extend(chars.filter(|c| c.is_uppercase() && !shout));
        }
    }
    out
}
