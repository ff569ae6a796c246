//! Who speaks: told by a verb of saying before or behind the quotation, by a colon, a dash or words such as "according
//! to"; by a pronoun or a title of someone named before; or by being the only person of the paragraph. Where two
//! persons fit there is no speaker.

use std::ops::Range;

use super::insets::Inset;
use super::scene::Scene;
use crate::import::actors::Mention;
use crate::import::lang::Marker;
use crate::import::words::Paragraph;

/// What the words around a quotation tell.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    By(usize),
    /// "he said", or a verb that needs no pronoun.
    Pronoun,
    /// "the minister said".
    Title(Range<usize>),
    /// Someone who is no actor: nobody else may be taken for the speaker.
    Someone,
    Nothing,
}

/// A speaker told before.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    pub speaker: usize,
    pub paragraph: usize,
    /// Where the quotation closes.
    pub close: usize,
}

/// A place in the text: all before it is known.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub n: usize,
    pub k: usize,
}

/// The most words between a verb of saying and a quotation that no colon opens.
const NEAR: usize = 12;
/// The most paragraphs between a name and a title that stands for it.
const FAR: usize = 100;

impl Scene<'_> {
    /// Who speaks between the marks `i` of a paragraph.
    pub fn speaker(&self, n: usize, i: usize, last: Option<Last>) -> Option<usize> {
        let p = self.paragraphs.get(n)?;
        let (ahead, behind) = (self.ahead(n, p, i), self.behind(n, p, i));
        let place = Place { n, k: ahead.end };
        let resolve = |told: &Told| self.resolve(told, place, last);
        let opened = ahead.end > ahead.start && p.word(ahead.end - 1) == ":";
        if opened {
            let told = self.before(n, p, &ahead, ahead.len());
            if told != Told::Nothing {
                return resolve(&told);
            }
        }
        let told = if self.is_of_next(n, p, i, &behind) { Told::Nothing } else { self.after(n, p, i, &behind, &ahead) };
        if told != Told::Nothing {
            return resolve(&told);
        }
        let told = self.before(n, p, &ahead, NEAR);
        if told != Told::Nothing {
            return resolve(&told);
        }
        self.goes_on(n, i, &ahead, last).or_else(|| self.alone(n, p, i))
    }

    /// Who speaks by the words inside a quotation.
    pub fn told_inside(&self, place: Place, inset: &Inset, last: Option<Last>) -> Option<usize> {
        let p = self.paragraphs.get(place.n)?;
        let told = self.subject(place.n, p, &inset.told, &inset.verb);
        let told = if told == Told::Nothing { Told::Pronoun } else { told };
        self.resolve(&told, place, last)
    }

    /// Whether the words behind a quotation open the next one: “…” X said: “…”.
    fn is_of_next(&self, n: usize, p: &Paragraph, i: usize, behind: &Range<usize>) -> bool {
        let ends = behind.end > behind.start && p.word(behind.end - 1) == ":";
        ends && self.marks_of(n).get(i + 1).is_some() && self.is_detached(n, p, i, behind)
    }

    /// Whether the quotation ends its sentence, so that the words behind it begin another.
    fn is_detached(&self, n: usize, p: &Paragraph, i: usize, behind: &Range<usize>) -> bool {
        let ended = self.marks_of(n).get(i).is_some_and(|(_, close)| Self::is_end(p.word(close.saturating_sub(1))));
        ended && (p.is_capital(behind.start) || !self.lang.is_cased)
    }

    /// What the words before a quotation tell; `reach` is how far away a verb may stand.
    fn before(&self, n: usize, p: &Paragraph, ahead: &Range<usize>, reach: usize) -> Told {
        let from = ahead.start.max(ahead.end.saturating_sub(reach));
        let verb = (from..ahead.end).rev().find_map(|k| self.says(n, p, k));
        // "X का कहना है" is both; elsewhere a verb behind the credit tells.
        if verb.is_none() || self.lang.is_postpositional {
            let credit = self.credit(n, p, ahead, false);
            if credit != Told::Nothing {
                return credit;
            }
        }
        if let Some(verb) = verb {
            // "I asked, so he answered: …": the last clause has its own subject.
            let clause = (ahead.start..verb.start).rev().find(|&k| self.lang.is(Marker::Clause, p, k));
            let narrow = clause.map(|k| self.subject(n, p, &(k + 1..ahead.end), &verb));
            return match narrow {
                Some(told @ (Told::By(_) | Told::Title(_))) => told,
                Some(told) => match self.subject(n, p, ahead, &verb) {
                    by @ Told::By(_) => by,
                    _ => told,
                },
                None => self.subject(n, p, ahead, &verb),
            };
        }
        if ahead.end > ahead.start && p.word(ahead.end - 1) == ":" {
            return self.by_colon(n, p, ahead);
        }
        Told::Nothing
    }

    /// "X was patient: “…”", "X: “…”": the one person of the words before a colon.
    fn by_colon(&self, n: usize, p: &Paragraph, ahead: &Range<usize>) -> Told {
        let all = self.named(n, ahead);
        let acting: Vec<&Mention> = all.iter().copied().filter(|m| !self.is_object(p, &m.range)).collect();
        let persons = self.persons(&acting);
        match (persons.as_slice(), acting.as_slice()) {
            ([one], _) => Told::By(*one),
            ([], [m]) if m.range.end + 1 == ahead.end => Told::By(m.actor),
            // "Her neighbour’s view: …" is another's.
            ([], _) if ahead.clone().any(|k| matches!(p.word(k), "’s" | "'s")) => Told::Someone,
            ([], _) if self.pronoun(p, ahead.clone()).is_some() => Told::Pronoun,
            ([], _) => Told::Nothing,
            _ => Told::Someone,
        }
    }

    /// What the words behind a quotation tell.
    fn after(&self, n: usize, p: &Paragraph, i: usize, behind: &Range<usize>, ahead: &Range<usize>) -> Told {
        if behind.is_empty() {
            return Told::Nothing;
        }
        let signed = self.signed(n, p, behind);
        if signed != Told::Nothing {
            return signed;
        }
        let verb = behind.clone().take(2 * NEAR).find_map(|k| self.says(n, p, k));
        let Some(verb) = verb else { return self.credit(n, p, behind, true) };
        if self.is_detached(n, p, i, behind) && !self.is_short(p, behind, &verb) {
            return Told::Nothing;
        }
        let credit = self.credit(n, p, &(behind.start..verb.start), true);
        if credit != Told::Nothing {
            return credit;
        }
        // A relative clause behind the verb tells of the speaker and names others.
        let relative = (verb.end + 1..behind.end).find(|&k| {
            p.word(k - 1) == "," && (self.stands(p, Marker::Relative, k) || self.stands(p, Marker::Clause, k))
        });
        let clause = behind.start..relative.unwrap_or(behind.end);
        let told = self.subject(n, p, &clause, &verb);
        // "X, “…,” said": who speaks stands before the quotation, the verb behind it.
        if matches!(told, Told::Pronoun | Told::Nothing)
            && self.pronoun(p, clause.clone()).is_none()
            && !ahead.is_empty()
        {
            let acting: Vec<&Mention> =
                self.named(n, ahead).into_iter().filter(|m| !self.is_object(p, &m.range)).collect();
            match (self.persons(&acting).as_slice(), acting.as_slice()) {
                ([one], _) | ([], [Mention { actor: one, .. }]) => return Told::By(*one),
                ([], _) => {}
                _ => return Told::Someone,
            }
        }
        told
    }

    /// Whether a small word stands at a token.
    fn stands(&self, p: &Paragraph, marker: Marker, k: usize) -> bool {
        self.lang.marker_at(marker, p, k).is_some()
    }

    /// Whether a sentence behind a quotation is no more than its "he said".
    fn is_short(&self, p: &Paragraph, behind: &Range<usize>, verb: &Range<usize>) -> bool {
        let opens = behind.end > behind.start && p.word(behind.end - 1) == ":";
        let ends = behind.end <= verb.end + 2;
        !opens
            && (ends || verb.start <= behind.start + 3 && behind.len() <= NEAR && self.lang.is_cased)
            && !(verb.end..verb.end + 2).any(|k| self.lang.is(Marker::That, p, k))
    }

    /// “…” – X; “…” (X): a name right behind a dash or a bracket, its title before it.
    fn signed(&self, n: usize, p: &Paragraph, behind: &Range<usize>) -> Told {
        if !matches!(p.word(behind.start), "–" | "—" | "-" | "(") {
            return Told::Nothing;
        }
        let has_verb = behind.clone().any(|k| self.says(n, p, k).is_some());
        let first = self.named(n, behind).into_iter().find(|m| self.is_person(m.actor));
        let near = first.filter(|m| m.range.start <= behind.start + 4 && !self.is_object(p, &m.range));
        match near {
            Some(m) if !has_verb => Told::By(m.actor),
            _ => Told::Nothing,
        }
    }

    /// "according to X", "so X", "X के अनुसार".
    fn credit(&self, n: usize, p: &Paragraph, region: &Range<usize>, is_behind: bool) -> Told {
        for k in region.clone() {
            let Some((len, &is_short)) = self.credits.at(p, k).filter(|_| self.found.at(n, k).is_none()) else {
                continue;
            };
            // A short word credits only where it begins what is told.
            if is_short && k > region.start + 1 {
                continue;
            }
            let before = k.checked_sub(1).and_then(|before| self.credited_before(n, p, before));
            if let Some(told) = before.filter(|_| self.lang.is_postpositional || self.lang.code == "tr") {
                return told;
            }
            let words = k + len..region.end.min(k + len + NEAR);
            let verb = words.clone().find(|&k| self.says(n, p, k).is_some()).unwrap_or(words.end);
            let names = self.named(n, &(words.start..verb));
            let persons = self.persons(&names);
            let near = |m: &&&Mention| m.range.start <= words.start + 2;
            match (persons.first(), names.iter().find(near)) {
                (Some(one), _) => return Told::By(*one),
                (None, Some(m)) if !is_short => return Told::By(m.actor),
                // Before a quotation "so" and "for" mean other things where no person follows.
                (None, _) if is_short && !is_behind || verb < words.end => {}
                _ => return self.credited(p, &words),
            }
        }
        Told::Nothing
    }

    /// Who is credited without a name.
    fn credited(&self, p: &Paragraph, words: &Range<usize>) -> Told {
        let near = words.start..words.end.min(words.start + 3);
        if self.pronoun(p, words.start..words.start + 1).is_some() {
            return Told::Pronoun;
        }
        match near.into_iter().find_map(|k| self.titles.at(p, k).map(|(len, ())| k..k + len)) {
            Some(title) => Told::Title(title),
            None => Told::Someone,
        }
    }

    /// The name or the pronoun that ends at a token, endings behind an apostrophe aside.
    fn credited_before(&self, n: usize, p: &Paragraph, k: usize) -> Option<Told> {
        let tail = if self.lang.code == "tr" { 2 } else { 0 };
        let m = (0..=tail).filter_map(|back| self.found.at(n, k.checked_sub(back)?)).next();
        let told = m.map(|m| Told::By(m.actor));
        told.or_else(|| self.lang.is(Marker::He, p, k).then_some(Told::Pronoun))
    }

    /// The subject of a verb of saying, in the words around it.
    fn subject(&self, n: usize, p: &Paragraph, region: &Range<usize>, verb: &Range<usize>) -> Told {
        let names: Vec<&Mention> = self.named(n, region).into_iter().filter(|m| !self.is_object(p, &m.range)).collect();
        let persons: Vec<&Mention> = names.iter().copied().filter(|m| self.is_person(m.actor)).collect();
        let ahead: Vec<&Mention> = persons.iter().copied().filter(|m| m.range.end <= verb.start).collect();
        let behind: Vec<&Mention> = persons.iter().copied().filter(|m| m.range.start >= verb.end).collect();
        if let Some(told) = self.subject_ahead(p, &ahead, verb) {
            return told;
        }
        let start = region.start..verb.start;
        let title = self.title(n, p, start.clone());
        if let Some(first) = behind.first() {
            // "he told X", "the minister told X"
            let spoken_to = self.lang.code == "en" && self.pronoun(p, start).is_some() || title.is_some();
            let is_far = (verb.end..first.range.start).any(|k| self.is_relative(p, k));
            if !spoken_to {
                return if is_far { Told::Someone } else { Told::By(first.actor) };
            }
        }
        // "Moscow said", "said the ministry": others speak only right beside the verb.
        let beside = |m: &&Mention| m.range.end + 1 >= verb.start && m.range.start <= verb.end + 2;
        let others: Vec<&Mention> = names.iter().copied().filter(beside).collect();
        if behind.is_empty()
            && let Some(m) = others.first()
        {
            return Told::By(m.actor);
        }
        self.unnamed(n, p, region, verb, title)
    }

    /// "said the man who beat X": a word that begins a relative clause and is nothing else. The German ones are
    /// articles too, and stand behind a comma.
    fn is_relative(&self, p: &Paragraph, k: usize) -> bool {
        let other = OPENS.iter().any(|m| *m != Marker::Clause && self.lang.marker_at(*m, p, k).is_some());
        self.lang.code != "de" && !other && self.stands(p, Marker::Relative, k)
    }

    /// Of the persons before the verb: the only one, or the one right before it.
    fn subject_ahead(&self, p: &Paragraph, ahead: &[&Mention], verb: &Range<usize>) -> Option<Told> {
        let last = ahead.last()?;
        let marked = ahead.iter().find(|m| self.acts(p, m.range.end));
        if let Some(m) = marked {
            return Some(Told::By(m.actor));
        }
        if self.persons(ahead).len() == 1 || last.range.end + 1 >= verb.start {
            return Some(Told::By(last.actor));
        }
        Some(Told::Someone)
    }

    /// Whether the word that marks who acts stands at a token, in languages that set it behind the name.
    fn acts(&self, p: &Paragraph, k: usize) -> bool {
        self.lang.is_postpositional && self.stands(p, Marker::By, k)
    }

    /// A subject without a name.
    fn unnamed(
        &self,
        n: usize,
        p: &Paragraph,
        region: &Range<usize>,
        verb: &Range<usize>,
        title: Option<Range<usize>>,
    ) -> Told {
        let near = region.start.max(verb.start.saturating_sub(4))..(verb.end + 4).min(region.end);
        if self.pronoun(p, near.clone()).is_some() {
            return Told::Pronoun;
        }
        if region.clone().any(|k| self.is_stranger(n, p, k)) {
            return Told::Someone;
        }
        let title = title.or_else(|| self.title(n, p, verb.end..region.end.min(verb.end + 5)));
        if let Some(title) = title {
            return Told::Title(title);
        }
        if self.is_definite(p, verb, region) || self.is_dropped(p, region, verb) {
            return Told::Pronoun;
        }
        match self.lang.code {
            "en" | "de" | "fr" => Told::Someone,
            _ if self.has_subject(p, region, verb) => Told::Someone,
            _ => Told::Nothing,
        }
    }

    /// "said the 52-year-old": a definite article right beside the verb points back, where no kind of actor follows.
    fn is_definite(&self, p: &Paragraph, verb: &Range<usize>, region: &Range<usize>) -> bool {
        let points = |k: usize| self.rules.pointing.at(p, k).is_some() && self.rules.pointers.at(p, k).is_none();
        let has_articles = matches!(self.lang.code, "en" | "de" | "es" | "fr");
        let behind = verb.end < region.end && points(verb.end);
        let ahead = (region.start..verb.start).take(2).any(|k| points(k) && verb.start <= k + 4);
        has_articles && (behind || ahead)
    }

    /// Whether a language that needs no pronoun has left it out, or "and" joins the verb to the one before it.
    fn is_dropped(&self, p: &Paragraph, region: &Range<usize>, verb: &Range<usize>) -> bool {
        if verb.start > region.start && self.lang.is(Marker::And, p, verb.start - 1) {
            return true;
        }
        if matches!(self.lang.code, "en" | "de" | "fr") {
            return false;
        }
        let words = (region.start..verb.start).filter(|&k| p.is_word(k)).count();
        let next = verb.end;
        let small = |k: usize| OPENS.iter().any(|m| self.lang.marker_at(*m, p, k).is_some());
        let is_arabic = self.lang.code == "ar";
        let joined = is_arabic && p.lower(next).starts_with("لل");
        // An Arabic verb stands before its subject, so that what stands before it does not matter.
        (words <= 2 || is_arabic) && (next >= region.end || !p.is_word(next) || small(next) || joined)
    }

    /// Whether a word that marks the subject stands behind one that is no name.
    fn has_subject(&self, p: &Paragraph, region: &Range<usize>, verb: &Range<usize>) -> bool {
        let marked = region.clone().any(|k| self.acts(p, k));
        let next = verb.end < region.end && p.is_word(verb.end) && matches!(self.lang.code, "es" | "ru" | "ar");
        marked || next
    }

    /// The actor that is meant.
    fn resolve(&self, told: &Told, place: Place, last: Option<Last>) -> Option<usize> {
        match told {
            Told::By(actor) => Some(*actor),
            Told::Pronoun => self.named_last(place, last),
            Told::Title(title) => self.titled(place, title.clone()),
            Told::Someone | Told::Nothing => None,
        }
    }

    /// The person last named before a place, in this paragraph or the one before; of two in one sentence the one that
    /// acts in it.
    fn named_last(&self, place: Place, last: Option<Last>) -> Option<usize> {
        let last = last.filter(|l| l.paragraph == place.n || l.paragraph + 1 == place.n);
        for n in [Some(place.n), place.n.checked_sub(1)].into_iter().flatten() {
            let p = self.paragraphs.get(n)?;
            let until = if n == place.n { place.k } else { p.tokens.len() };
            for sentence in p.sentences.iter().rev().filter(|s| s.start < until) {
                let names = self.named(n, &(sentence.start..sentence.end.min(until)));
                let persons = self.persons(&names);
                if let [one] = persons.as_slice() {
                    return Some(*one);
                }
                if persons.is_empty() {
                    continue;
                }
                let acting: Vec<&Mention> = names.into_iter().filter(|m| !self.is_object(p, &m.range)).collect();
                let spoke = last.map(|l| l.speaker).filter(|speaker| persons.contains(speaker));
                return match self.persons(&acting).as_slice() {
                    [one] => Some(*one),
                    _ => spoke,
                };
            }
        }
        None
    }

    /// The person named before who has a title, by its words.
    fn titled(&self, place: Place, title: Range<usize>) -> Option<usize> {
        let p = self.paragraphs.get(place.n)?;
        // Arabic joins the article to the title.
        let bare = |word: &str| word.strip_prefix("ال").unwrap_or(word).to_string();
        let words: Vec<String> = title.filter(|&k| p.is_word(k)).map(|k| bare(p.lower(k))).collect();
        let bears = |actor: usize| {
            self.found.actor(actor).is_some_and(|a| {
                let mut own =
                    a.roles.iter().flat_map(|r| [&r.role, &r.as_written]).flat_map(|text| self.lang.phrase(text));
                own.any(|own| words.iter().any(|word| is_akin(&bare(&own), word)))
            })
        };
        let mut all = Vec::new();
        for n in (0..=place.n).rev().take(FAR) {
            let Some(p) = self.paragraphs.get(n) else { continue };
            let until = if n == place.n { place.k } else { p.tokens.len() };
            let mut here = self.persons(&self.named(n, &(0..until)));
            here.retain(|actor| bears(*actor));
            if n + 1 >= place.n && !here.is_empty() {
                return here.last().copied();
            }
            all.extend(here.into_iter().filter(|a| !all.contains(a)).collect::<Vec<_>>());
        }
        match all.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// A quotation that follows another of the same paragraph, nobody else named between them.
    fn goes_on(&self, n: usize, i: usize, ahead: &Range<usize>, last: Option<Last>) -> Option<usize> {
        let last = last.filter(|l| l.paragraph == n && i > 0)?;
        let others = self.persons(&self.named(n, &(last.close..ahead.end)));
        let same = others.iter().all(|actor| *actor == last.speaker);
        (same && ahead.is_empty()).then_some(last.speaker)
    }

    /// The one person of a paragraph, where the quotation is a sentence of its own.
    fn alone(&self, n: usize, p: &Paragraph, i: usize) -> Option<usize> {
        let &(open, close) = self.marks_of(n).get(i)?;
        let ended = Self::is_end(p.word(close.saturating_sub(1))) || Self::is_end(p.word(close + 1));
        let begins = p.is_capital(open + 1) || !self.lang.is_cased;
        let told = self.behind(n, p, i).any(|k| self.says(n, p, k).is_some());
        let sentence = self.ahead(n, p, i).is_empty() && !told;
        let whole = 0..p.tokens.len();
        let [one] = self.persons(&self.named(n, &whole))[..] else { return None };
        let before = self.named(n, &(0..open)).iter().any(|m| m.actor == one && !self.is_object(p, &m.range));
        (ended && begins && sentence && before).then_some(one)
    }
}

/// Small words that may follow a verb whose subject is left out.
const OPENS: [Marker; 8] =
    [Marker::In, Marker::On, Marker::To, Marker::With, Marker::From, Marker::For, Marker::That, Marker::Clause];

/// Whether two forms are of one word: "minister" and "ministers", "ministro" and "ministra".
fn is_akin(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest = a.chars().count().max(b.chars().count());
    a == b && longest > 2 || common >= 4 && longest <= common + 3
}
