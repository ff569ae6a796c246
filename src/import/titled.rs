//! Persons in scripts without capitals: a title before a name, a known given name, or a word that stands only in names
//! ("بن", "عبد", "सिंह"). The name ends at a small word, a verb, a sign or another name; two words that nothing but a
//! title tells must have their part in the sentence. A family name alone joins the full name where only one fits.

use std::collections::HashMap;
use std::ops::Range;

use super::actors::{Form, Found, Mention, Role, actor};
use super::governors::governors;
use super::lang::{Lang, Marker};
use super::lexicon::{Beside, Lexicon};
use super::rules::Rules;
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// The most tokens of a name.
const LONGEST: usize = 7;
/// The most tokens between a title and the name: what the office is of.
const REACH: usize = 7;

/// Finds the persons and adds them to what was found.
pub fn find(found: &mut Found, paragraphs: &[Paragraph], lexicon: &Lexicon, rules: &Rules, authors: &[String]) {
    let lang = lexicon.lang;
    let authors: Vec<String> = authors.iter().map(|a| lang.fold(a)).collect();
    for least in [2, 1] {
        for (n, p) in paragraphs.iter().enumerate() {
            Persons { lexicon, lang, rules, p, n }.paragraph(found, least, &authors);
        }
    }
    join_family(found, paragraphs, lexicon, rules);
}

struct Titled {
    words: Range<usize>,
    /// With the state that stands with it.
    written: Range<usize>,
    of: Option<usize>,
    is_role: bool,
    /// Where the name begins.
    name: usize,
}

struct Persons<'a> {
    lexicon: &'a Lexicon<'a>,
    lang: &'a Lang,
    rules: &'a Rules<'a>,
    p: &'a Paragraph,
    n: usize,
}

impl Persons<'_> {
    fn paragraph(&self, found: &mut Found, least: usize, authors: &[String]) {
        let (p, n, lang) = (self.p, self.n, self.lang);
        let mut i = 0;
        while i < p.tokens.len() {
            if !p.is_word(i) || found.at(n, i).is_some() {
                i += 1;
                continue;
            }
            // "ڈیرہ غازی خان" is a town.
            if let Some((len, Beside::Place)) = self.lexicon.noun_at(p, i).filter(|(len, _)| *len > 1) {
                i += len;
                continue;
            }
            let title = self.titled(found, i);
            let from = title.as_ref().map_or(i, |t| t.name);
            let end = self.run(found, from);
            let mut words = (from..end).filter(|&k| p.is_word(k) && !self.is_joint(k)).count();
            // "حاجی رفیق"
            if words == 1 && end > from + 1 && (self.given(end - 1).is_some() || self.is_soft(end - 1)) {
                words = 2;
            }
            let quoted = |k: usize| matches!(p.word(k), "‘" | "’" | "«" | "»" | "“" | "”" | "\"");
            // A name in quotation marks is a company's; "فیصل آباد" is a town.
            let place = (from..end).any(|k| matches!(self.lexicon.noun_at(p, k), Some((_, Beside::Place))));
            if words > 0 && (place || from > 0 && quoted(from - 1) && quoted(end)) {
                i = end.max(i + 1);
                continue;
            }
            // "سفیر جیانگ زائی ڈونگ نے": one more unknown word, where the name then has its part in the sentence.
            let longer =
                lang.is_postpositional && title.is_some() && words == 2 && !self.is_bounded(found, &(from..end));
            let more = longer && self.is_plain(found, end, from) && self.is_bounded(found, &(from..end + 1));
            let end = end + usize::from(more);
            let range = from..end;
            if words == 0 || words < least.min(2) || !self.is_person(found, &range, words, title.is_some()) {
                i += 1;
                continue;
            }
            let (name, joined) = self.bare(&range);
            let key = lang.fold(&name);
            if authors.contains(&key) {
                i = end;
                continue;
            }
            let full = if words == 1 { one_of(found, &key, lang) } else { None };
            // A single unknown word behind a title is too little to begin a person with.
            if words == 1 && full.is_none() && self.given(from).is_none() {
                i = end;
                continue;
            }
            let shown = (n, range.clone());
            let person = match full {
                Some(person) => person,
                None => found.take(&format!("person {key}"), || actor(&name, ActorKind::Person, shown)),
            };
            found.mention(n, p, Mention { actor: person, range: range.clone(), form: Form::Name, joined });
            if let Some(title) = title.filter(|t| t.is_role)
                && let Some(actor) = found.actors.get_mut(person)
            {
                let role = p.slice(title.words.clone()).to_string();
                if !actor.roles.iter().any(|r| r.role == role) {
                    let as_written = p.slice(title.written.clone()).to_string();
                    let at = (n, title.written.start..end);
                    actor.roles.push(Role { role, of: title.of, former: false, as_written, at });
                }
            }
            i = end.max(i + 1);
        }
    }

    /// A title at a token, what it is of, and where the name begins ("وزير الخارجية الروسي سيرغي").
    fn titled(&self, found: &Found, i: usize) -> Option<Titled> {
        let (p, n, lang) = (self.p, self.n, self.lang);
        let (len, is_role) = self.lexicon.titles.at(p, i)?;
        // "شاہ زیب": the first part of a name, where no full name follows.
        let is_part = || {
            let end = self.run(found, i + 1);
            let family = end > i + 2 && self.is(Marker::NameEnd, end - 1);
            self.given(i + 1).is_none() || family || self.lexicon.titles.before(p, i).is_some()
        };
        if len == 1 && self.is(Marker::NameStart, i) && is_part() {
            return None;
        }
        let body = |k: usize| {
            let named = |m: &&Mention| found.actor(m.actor).is_some_and(|a| a.kind != ActorKind::Person);
            found.at(n, k).filter(named).cloned()
        };
        let mut written = i..i + len;
        let (mut name, of) = self.past_office(found, i + len);
        let mut of = of.or_else(|| body(i + len).map(|m| m.actor));
        if name > i + len {
            written.end = name;
        }
        // A state or a body before the title, with or without the word that joins them: "रूस के राष्ट्रपति".
        for back in [1, 2] {
            if of.is_none()
                && let Some(m) = i.checked_sub(back).and_then(body)
                && (m.range.end..i).all(|k| lang.is_stop(p.lower(k)))
            {
                of = Some(m.actor);
                written.start = m.range.start;
            }
        }
        // What the office is for: "وزیر توانائی X", where a known name follows.
        let skipped = (name + 1..name + 3).find(|&k| self.given(k).is_some());
        if let Some(at) = skipped.filter(|&at| {
            lang.is_postpositional
                && self.given(name).is_none()
                && !self.is(Marker::NameStart, name)
                && (name..at).all(|k| p.is_word(k) && found.at(n, k).is_none())
        }) {
            name = at;
        }
        written.end = written.end.max(name);
        // A second title or address: "وزیر خارجہ جناب X".
        if let Some((more, _)) = self.lexicon.titles.at(p, name) {
            let alone = self.run(found, name + more) < name + more + 2 && self.given(name + more).is_none();
            let begins = more == 1 && (self.is(Marker::NameStart, name) || self.is(Marker::NameEnd, name) && alone);
            name += if begins { 0 } else { more };
        }
        Some(Titled { words: i..i + len, written, of, is_role: *is_role, name })
    }

    /// The token behind what an office is of, and the state or body that it names: "الزراعة", "الروسي",
    /// "لشركة «نوردفولت»", "باسم الحكومة،".
    fn past_office(&self, found: &Found, from: usize) -> (usize, Option<usize>) {
        let (p, n) = (self.p, self.n);
        let (mut k, mut of, mut comma) = (from, None, false);
        while k < from + REACH {
            if let Some(m) = found.at(n, k) {
                let kind = found.actor(m.actor).map(|a| a.kind);
                let state = kind == Some(ActorKind::State);
                if kind == Some(ActorKind::Person) || self.lang.is_postpositional && !state || comma {
                    break;
                }
                of = of.or(Some(m.actor));
                k = m.range.end;
                if self.lang.is_postpositional {
                    break;
                }
            } else if self.lang.is_postpositional || comma {
                break;
            } else if let Some((len, ())) = self.lexicon.apposed.at(p, k).filter(|_| self.given(k).is_none()) {
                k += len;
            } else if self.is_definite(k) && self.given(k).is_none() && !self.is(Marker::NameJoint, k + 1) {
                k += 1;
            } else if matches!(p.word(k), "،" | ",") && k > from {
                comma = true;
                k += 1;
            } else {
                break;
            }
        }
        // "قال الوزير، وفق": no name follows the comma.
        if comma && self.given(k).is_none() && !self.is(Marker::NameStart, k) && !self.is_definite(k + 1) {
            k -= 1;
        }
        (k, of)
    }

    /// Where a run of name words ends that begins at a token.
    fn run(&self, found: &Found, from: usize) -> usize {
        let p = self.p;
        let (mut end, mut full, mut open) = (from, 0, false);
        // "एस. जयशंकर"
        while p.word(end + 1) == "." && p.is_glued(end + 1) && p.word(end).chars().count() <= 3 && p.is_word(end + 2) {
            end += 2;
        }
        while end < from + LONGEST {
            // "ज्यां-मार्क", "كيم يونغ-أون"
            if end > from && p.word(end) == "-" && p.is_glued(end) && p.is_glued(end + 1) && p.is_word(end + 1) {
                end += 2;
                continue;
            }
            let part = self.is(Marker::NameStart, end) || end > from && self.is(Marker::NameJoint, end);
            if part && self.is_plain(found, end + 1, from) {
                end += 1;
                open = true;
                continue;
            }
            // Behind the second word only a known name goes on, so that a verb that follows is not taken in.
            // "سيف الدين المرزوقي": a given name of two words.
            let family = self.is_definite(end) && p.word(end).ends_with('ي');
            let compound = full >= 2
                && family
                && (self.is_definite(end - 1) || self.given(end - 1).is_some() || self.is_soft(end - 1));
            let known = self.given(end).is_some() || self.is_soft(end) || self.is(Marker::NameEnd, end);
            let more = full < 2 || open || compound && self.given(from).is_some() || known;
            if !more || !self.is_plain(found, end, from) {
                break;
            }
            end += 1;
            full += 1;
            open = false;
        }
        end
    }

    /// Whether a word may be one of a person's name.
    fn is_plain(&self, found: &Found, k: usize, from: usize) -> bool {
        let (p, lang) = (self.p, self.lang);
        let known = self.given(k).is_some() || self.is_soft(k) || self.is(Marker::NameEnd, k);
        let stop = lang.is_stop(p.lower(k)) && self.given(k).is_none();
        let free = p.is_word(k) && found.at(self.n, k).is_none() && !stop;
        let deals = || self.rules.nouns.at(p, k).is_some() || self.rules.is_verb(p, k);
        // The ending of the Arabic accusative, and the sign that ties an Urdu word to the next.
        let tied = p.word(k).ends_with(['\u{64B}', '\u{650}']) || p.word(k).ends_with("\u{64B}ا");
        free && !tied
            && lang.month(p.word(k)).is_none()
            && !lang.is_weekday(p.word(k))
            && !p.word(k).starts_with(|c: char| c.is_numeric())
            && (k == from || known || self.lexicon.titles.at(p, k).is_none())
            && self.lexicon.heads.at(p, k).is_none_or(|(len, _)| len == 1 && known)
            && (known || !lang.is_everyday(p.lower(k)) && !deals() && self.lexicon.noun_at(p, k).is_none())
    }

    /// Whether a run of words is a person's name.
    fn is_person(&self, found: &Found, name: &Range<usize>, words: usize, is_titled: bool) -> bool {
        let (p, from) = (self.p, name.start);
        let given = self.given(from).is_some()
            || self.is(Marker::NameStart, from) && (from..name.end).any(|k| self.given(k).is_some() || self.is_soft(k));
        if words < 2 {
            return is_titled;
        }
        if is_titled && self.given(from).is_some() {
            return true;
        }
        let second = from + 1;
        let last = name.end - 1;
        let family = self.is(Marker::NameEnd, last) && last > from;
        let joined = (second..last).any(|k| self.is(Marker::NameJoint, k))
            || self.is(Marker::NameStart, second) && self.is_definite(second + 1);
        let shaped = family || joined || self.is_definite(second) && self.lang.code == "ar";
        let known = self.given(second).is_some() || self.is_soft(second);
        let told = shaped || known || self.is_bounded(found, name);
        if given {
            return told;
        }
        // "عادل" is "just": a name only with another word that is sure to be one.
        if self.is_soft(from) {
            let definite = self.is_definite(second)
                && (is_titled || p.word(second).ends_with('ي') && self.is_bounded(found, name));
            return family || joined || definite || self.given(second).is_some();
        }
        // Arabic nouns that tell what is done have this ending, names seldom.
        if self.is_definite(from) && !joined
            || p.word(from).ends_with('ة')
            || p.word(from).chars().count() < 3 && !family
        {
            return false;
        }
        if is_titled {
            return shaped || self.is_bounded(found, name);
        }
        let said =
            self.rules.says.before(p, from).is_some() && self.is_definite(second) && p.word(second).ends_with('ي');
        (family && self.opens(found, from) || joined || said) && self.is_bounded(found, name)
    }

    /// Whether what stands before a token ends a part of the sentence.
    fn opens(&self, found: &Found, from: usize) -> bool {
        let p = self.p;
        from.checked_sub(1).is_none_or(|k| {
            !p.is_word(k)
                || self.lang.is_stop(p.lower(k))
                || found.at(self.n, k).is_some()
                || self.lexicon.titles.before(p, from).is_some()
        })
    }

    /// Whether a name ends where its part in the sentence does: at a small word, a verb, a sign.
    fn is_bounded(&self, found: &Found, name: &Range<usize>) -> bool {
        let (p, lang, end) = (self.p, self.lang, name.end);
        if !p.is_word(end) {
            return p.word(end) != "-";
        }
        let says = self.rules.says.at(p, end).is_some();
        if lang.is_postpositional {
            // One is somewhere, and nothing is in one.
            let governors = governors(lang, p, name, None, &());
            let governed = governors.iter().any(|m| !matches!(m, Marker::In | Marker::On));
            return governed
                || says
                || [Marker::And, Marker::That].iter().any(|m| lang.marker_at(*m, p, end).is_some());
        }
        says || lang.is_stop(p.lower(end))
            || self.rules.is_verb(p, end)
            || lang.is_weekday(p.word(end))
            || found.at(self.n, end).is_some()
    }

    /// Whether a known given name stands at a token, and the part that a letter joined to it gives it.
    fn given(&self, k: usize) -> Option<Option<Marker>> {
        let lower = self.p.lower(k);
        // "علي" is somebody, "على" is "on".
        let names = |lower: &str| {
            let stops = self.lang.is_stop(lower) && !self.p.word(k).ends_with('ي');
            self.lexicon.given.contains(lower) && !self.lang.is_everyday(lower) && !stops
        };
        if self.lexicon.given.contains(lower) {
            return names(lower).then_some(None);
        }
        let rest = lower.strip_prefix('و').filter(|rest| self.lang.code == "ar" && rest.chars().count() >= 3)?;
        names(rest).then_some(Some(Marker::And))
    }

    /// A given name that is an everyday word, too.
    fn is_soft(&self, k: usize) -> bool {
        let lower = self.p.lower(k);
        self.lang.is_everyday(lower) && self.lexicon.given.contains(lower)
    }

    /// A name without the letter that is joined to it, and the part that it gives.
    fn bare(&self, name: &Range<usize>) -> (String, Option<Option<Marker>>) {
        let written = self.p.slice(name.clone());
        match self.given(name.start) {
            Some(Some(part)) => (written.chars().skip(1).collect(), Some(Some(part))),
            _ => (written.to_string(), None),
        }
    }

    fn is(&self, marker: Marker, k: usize) -> bool {
        self.lang.marker_at(marker, self.p, k).is_some()
    }

    /// A word that is no name by itself.
    fn is_joint(&self, k: usize) -> bool {
        self.is(Marker::NameJoint, k) || self.is(Marker::NameStart, k) && self.given(k).is_none()
    }

    /// Whether an Arabic word has the article, with or without a letter before it.
    fn is_definite(&self, k: usize) -> bool {
        self.lang.code == "ar" && ["ال", "وال", "لل", "بال"].iter().any(|start| self.p.word(k).starts_with(start))
    }
}

/// The one person of whom this is the first or the last name.
fn one_of(found: &Found, key: &str, lang: &Lang) -> Option<usize> {
    let mut fits = found.actors.iter().enumerate().filter(|(_, a)| {
        let full = lang.fold(&a.name);
        a.kind == ActorKind::Person && [full.split(' ').next(), full.split(' ').next_back()].contains(&Some(key))
    });
    match (fits.next(), fits.next()) {
        (Some((i, _)), None) => Some(i),
        _ => None,
    }
}

fn join_family(found: &mut Found, paragraphs: &[Paragraph], lexicon: &Lexicon, rules: &Rules) {
    let lang = lexicon.lang;
    let mut last: HashMap<String, Option<usize>> = HashMap::new();
    for (i, actor) in found.actors.iter().enumerate().filter(|(_, a)| a.kind == ActorKind::Person) {
        if let Some((_, family)) = actor.name.rsplit_once(' ')
            && family.chars().count() >= 3
        {
            last.entry(lang.fold(family)).and_modify(|known| *known = None).or_insert(Some(i));
        }
    }
    for (n, p) in paragraphs.iter().enumerate() {
        for k in 0..p.tokens.len() {
            if let Some(Some(person)) = last.get(p.lower(k))
                && found.at(n, k).is_none()
                && !lang.is_stop(p.lower(k))
                && !lang.is_everyday(p.lower(k))
                && rules.nouns.at(p, k).is_none()
                && lexicon.noun_at(p, k).is_none()
            {
                found.mention(n, p, Mention { actor: *person, range: k..k + 1, form: Form::Name, joined: None });
            }
        }
    }
}
