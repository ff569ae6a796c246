//! Persons: a title before a name, a known given name, or a title behind it after a comma; later short forms join
//! the full name where only one fits. The author is none.

use std::collections::HashMap;

use super::actors::{Form, Found, Mention, Role, actor};
use super::declined;
use super::lang::{Lang, Marker};
use super::lexicon::Lexicon;
use super::rules::Rules;
use super::words::Paragraph;
use crate::doc::record::{ActorKind, AliasKind};
use crate::text::fold;

struct People<'a> {
    lexicon: &'a Lexicon<'a>,
    lang: &'a Lang,
    authors: Vec<String>,
}

/// Finds the persons and adds them to what was found.
pub fn find(found: &mut Found, paragraphs: &[Paragraph], lexicon: &Lexicon, rules: &Rules, authors: &[String]) {
    let lang = lexicon.lang;
    let people = People { lexicon, lang, authors: authors.iter().map(|a| fold(a)).collect() };
    if !lang.is_cased {
        super::titled::find(found, paragraphs, lexicon, rules, authors);
        return;
    }
    // Full names first, so that "Mr Abe" joins "Boris Abe" wherever that stands.
    for least in [2, 1] {
        for (n, p) in paragraphs.iter().enumerate() {
            people.paragraph(found, n, p, least);
        }
    }
    join_short(found, paragraphs, lexicon);
}

impl People<'_> {
    fn title_at(&self, p: &Paragraph, i: usize) -> Option<(usize, bool)> {
        let (len, is_role) = self.lexicon.titles.at(p, i)?;
        let dot = p.word(i + len) == "." && p.word(i + len - 1).chars().count() <= 5;
        Some((len + usize::from(dot), *is_role))
    }

    /// A run of one to four name words at `i`.
    fn name_run(&self, found: &Found, n: usize, p: &Paragraph, i: usize) -> usize {
        let mut end = i;
        let mut count = 0;
        while count < 4 {
            let word = p.word(end);
            let free = found.at(n, end).is_none();
            // "Yannick Le Bihan"
            let article = count > 0 && p.is_capital(end + 1) && self.lang.is(Marker::The, p, end);
            let name = !self.lang.is_common(word) || article;
            if p.is_capital(end) && free && word.chars().count() > 1 && name {
                if self.title_at(p, end).is_some_and(|(_, is_role)| is_role) && count > 0 {
                    break;
                }
                end += 1;
                count += 1;
            } else if p.is_capital(end) && free && word.chars().count() == 1 && count > 0 {
                // An initial.
                end += if p.word(end + 1) == "." { 2 } else { 1 };
            } else if count > 0
                && matches!(
                    word,
                    "bin"
                        | "al"
                        | "de"
                        | "von"
                        | "van"
                        | "der"
                        | "ul"
                        | "ur"
                        | "da"
                        | "el"
                        | "ibn"
                        | "del"
                        | "la"
                        | "zu"
                        | "dos"
                        | "y"
                )
                && (p.is_capital(end + 1) && found.at(n, end + 1).is_none()
                    || (p.word(end + 1) == "-" && p.is_capital(end + 2)))
            {
                end += 1;
            } else if matches!(word, "-" | "’" | "'")
                && count > 0
                && p.is_capital(end + 1)
                && p.is_word(end.saturating_sub(1))
            {
                if !(p.is_glued(end) && p.is_glued(end + 1)) {
                    break;
                }
                end += 1;
            } else {
                break;
            }
        }
        end
    }

    fn paragraph(&self, found: &mut Found, n: usize, p: &Paragraph, least: usize) {
        let mut i = 0;
        while i < p.tokens.len() {
            if found.at(n, i).is_some() || !p.is_word(i) {
                i += 1;
                continue;
            }
            // Titles may stand in a row: "Senator Dr".
            let (mut at, mut role): (usize, Option<(usize, usize)>) = (i, None);
            while let Some((len, is_role)) = self.title_at(p, at).filter(|_| found.at(n, at).is_none()) {
                if is_role && role.is_none() {
                    role = Some((at, at + len));
                }
                at += len;
            }
            // "Hoa Sen Textile": without its dot a short title inside a name is none.
            let inside = i.checked_sub(1).is_some_and(|k| {
                p.is_capital(k) && p.is_word(k) && !self.lang.is_common(p.word(k)) && found.at(n, k).is_none()
            });
            if inside && at == i + 1 && p.word(i).chars().count() <= 4 && self.lang.is_abbreviation(p.word(i)) {
                i += 1;
                continue;
            }
            let titled = at > i;
            // "San Pedro Sula" is a town.
            let saint = i.checked_sub(1).is_some_and(|k| p.is_capital(k) && self.lang.is(Marker::Saint, p, k));
            if saint && !titled {
                i += 1;
                continue;
            }
            if titled && self.lang.code != "en" {
                at = match self.across(found, n, p, at) {
                    Some(name) => name,
                    // "la présidente de X": a firm's, and no name follows.
                    None => {
                        i = at;
                        continue;
                    }
                };
            } else if titled && p.word(at) == "," && p.is_capital(at + 1) {
                // "the ambassador, X Y, said"
                at += 1;
            }
            let gap = titled && at > i + 1 && role.is_none_or(|(_, end)| at > end);
            let end = self.name_run(found, n, p, at);
            let words = p.slice(at..end).split(' ').filter(|w| w.starts_with(char::is_uppercase)).count();
            let lower_title = titled && !p.is_capital(i);
            let known = self.lexicon.given.contains(p.lower(at)) && (2..=4).contains(&words);
            let told = titled && words >= if gap || (lower_title && self.lang.code == "en") { 2 } else { 1 };
            // "сторож Маматали Эргешов": in the middle of a sentence a family name by its ending.
            let begins = p.sentences.iter().any(|s| s.start == at);
            let family = self.lang.code == "ru" && words >= 2 && !begins && self.is_man(p, at..end);
            let apposed = words >= 2 && self.apposition(p, end).is_some();
            let is_thing = self.lexicon.is_head(p.word(end.saturating_sub(1))) || p.word(end) == "administration";
            // "Кызылсуйской ГЭС" names nobody.
            let letters = |k: usize| p.word(k).chars().count() > 1 && p.word(k).chars().all(char::is_uppercase);
            let shouted =
                !p.slice(at..end).chars().any(char::is_lowercase) || self.lang.code == "ru" && (at..end).any(letters);
            if end == at || words < least || shouted || !(known || told || apposed || family) || is_thing {
                i = if titled { at.max(i + 1) } else { i + 1 };
                continue;
            }
            let name = self.nominative(p, at..end);
            if self.authors.contains(&fold(&name)) {
                i = end;
                continue;
            }
            // One name behind a title may be the surname of someone met before.
            let full = if words == 1 { unique(found, &name, self.lang) } else { None };
            let key = format!("person {}", key(&name, self.lang));
            let person = match full {
                Some(person) => person,
                None => {
                    let shown = (n, at..end);
                    let person = found.take(&key, || actor(&name, ActorKind::Person, shown));
                    // Of the forms that a language declines the shortest is the one that names.
                    if let Some(actor) = found.actors.get_mut(person)
                        && name.chars().count() < actor.name.chars().count()
                    {
                        let longer = std::mem::replace(&mut actor.name, name.clone());
                        actor.aliases.retain(|(alias, _)| *alias != name);
                        actor.aliases.push((longer, AliasKind::Alias));
                    }
                    person
                }
            };
            found.mention(n, p, Mention { actor: person, range: at..end, form: Form::Name, joined: None });
            let role = role.map(|(from, to)| self.role_before(found, n, p, from, to, end));
            let role =
                role.or_else(|| self.apposition(p, end).map(|(from, to)| self.role_after(found, n, p, from, to, at)));
            if let Some((role, party)) = role
                && let Some(person) = found.actors.get_mut(person)
            {
                person.member_of = person.member_of.or(party);
                if !person.roles.iter().any(|r| fold(&r.role) == fold(&role.role) && r.of == role.of) {
                    person.roles.push(role);
                }
            }
            i = end;
        }
    }

    /// Two or three words of which the last ends as a man's family name and the first is no adjective or common noun.
    fn is_man(&self, p: &Paragraph, name: std::ops::Range<usize>) -> bool {
        let plain = |k: usize| {
            !declined::is_adjective(p.word(k))
                && self.lexicon.noun_at(p, k).is_none()
                && self.lexicon.heads.at(p, k).is_none()
        };
        name.len() <= 3 && declined::is_family(p.word(name.end - 1)) && (name.start..name.end - 1).all(plain)
    }

    /// A name as one calls it: "директора Тиграна Петросяна" is "Тигран Петросян".
    fn nominative(&self, p: &Paragraph, range: std::ops::Range<usize>) -> String {
        let written = p.slice(range.clone());
        let before = range.start.checked_sub(1).map(|k| p.lower(k)).unwrap_or_default();
        let plain = (self.lang.code == "ru")
            .then(|| declined::man(written, before, &self.lexicon.given, |title| self.lexicon.titles.has(title)));
        let plain = plain.flatten();
        plain.unwrap_or_else(|| written.to_string())
    }

    /// The token at which a name may begin behind a title: states, small words and lower-case words may stand between,
    /// and one comma ("le ministre russe des Affaires étrangères, X"). None where what follows is what one is the head of
    /// ("patron des Forges de X").
    fn across(&self, found: &Found, n: usize, p: &Paragraph, from: usize) -> Option<usize> {
        let (mut k, mut comma) = (from, false);
        while k < from + 8 && k < p.tokens.len() {
            let state = found.at(n, k).map(|m| m.range.end);
            if let Some(end) = state {
                k = end;
            } else if p.word(k) == "," && !comma && k > from {
                comma = true;
                k += 1;
            } else if let Some((len, _)) = self.lexicon.heads.at(p, k).filter(|_| self.lang.code == "ru") {
                // "пресс-секретарь Кремля Дмитрий"
                k += len;
            } else if p.is_capital(k)
                && k > from
                && self.lang.marker_at(Marker::In, p, k - 1).is_some()
                && p.is_capital(k + 1)
                && p.is_capital(k + 2)
                && !p.is_capital(k + 3)
            {
                // "атташе Ирана в Актау Бехруз Надери"
                k += 1;
            } else if p.is_capital(k) && !self.lang.is_common(p.word(k)) {
                let of = k > from && self.is_of(p, k) && !self.lexicon.given.contains(p.lower(k));
                if !of {
                    return Some(k);
                }
                // "le ministre de l’Intérieur Jean X": a given name begins the person.
                let capitals = (k..k + 4).take_while(|&k| p.is_capital(k) && found.at(n, k).is_none());
                return capitals.skip(1).find(|&k| self.lexicon.given.contains(p.lower(k)));
            } else if self.lang.is_small(p.lower(k))
                || matches!(p.word(k), "'" | "’")
                || (p.is_word(k) && !p.is_capital(k) && !self.lang.is_stop(p.lower(k)) && !comma)
            {
                k += 1;
            } else {
                break;
            }
        }
        Some(from)
    }

    /// Whether "of" stands before a token, with or without an article.
    fn is_of(&self, p: &Paragraph, k: usize) -> bool {
        let small = |k: usize| matches!(p.word(k), "'" | "’") || self.lang.is(Marker::The, p, k);
        let before = (1..=3).filter_map(|back| k.checked_sub(back));
        before
            .clone()
            .find(|&k| !small(k) || self.lang.is(Marker::Of, p, k))
            .is_some_and(|k| self.lang.is(Marker::Of, p, k))
    }

    /// A title behind a name: ", the Russian envoy to X,": the tokens after the comma up to the end of the title.
    fn apposition(&self, p: &Paragraph, end: usize) -> Option<(usize, usize)> {
        if p.word(end) != "," {
            return None;
        }
        (end + 1..end + 7).take_while(|&k| !matches!(p.word(k), "," | "." | "")).find_map(|k| {
            let (len, is_role) = self.title_at(p, k)?;
            // "Name, President Other" names two persons.
            let named = p.is_capital(k) && p.is_capital(k + len);
            (is_role && !named).then_some((end + 1, k + len))
        })
    }

    /// The role in the title before a name, with the state or party that stands before it.
    fn role_before(
        &self,
        found: &Found,
        n: usize,
        p: &Paragraph,
        from: usize,
        to: usize,
        end: usize,
    ) -> (Role, Option<usize>) {
        // "Economy Minister": the word before belongs to the title.
        let extra = from.checked_sub(1).filter(|&k| {
            let free = p.is_capital(k) && found.at(n, k).is_none() && !self.lang.is_common(p.word(k));
            free && p.is_capital(from)
                && matches!(fold(p.slice(from..to)).as_str(), "minister" | "secretary" | "director" | "adviser")
        });
        let from = extra.unwrap_or(from);
        let mut at = from;
        let (mut of, mut former) = (None, false);
        while at > 0 {
            let before = p.word(at - 1);
            if matches!(
                fold(before).as_str(),
                "former" | "then" | "ex" | "late" | "outgoing" | "ehemalige" | "frühere" | "ancien" | "бывший" | "eski"
            ) {
                former = true;
                at -= 1;
            } else if matches!(before, "’s" | "'s" | "’" | "'" | "-" | ")" | "(") {
                at -= 1;
            } else if let Some(m) = found.at(n, at - 1) {
                of = of.or(Some(m.actor));
                at = m.range.start;
            } else {
                break;
            }
        }
        if of.is_none() {
            at = if former { from - 1 } else { from };
        }
        let title = p.slice(from..to).to_string();
        self.role(found, n, p, title, of, former, at..to, at..end)
    }

    fn role_after(
        &self,
        found: &Found,
        n: usize,
        p: &Paragraph,
        from: usize,
        to: usize,
        name: usize,
    ) -> (Role, Option<usize>) {
        let former = (from..to).any(|k| matches!(fold(p.word(k)).as_str(), "former" | "then" | "ex"));
        let before = (from..to).find_map(|k| found.at(n, k)).map(|m| m.actor);
        let joins = matches!(p.word(to), "of" | "for") || (self.lang.code != "en" && self.lang.is_small(p.lower(to)));
        let after = if joins { (to + 1..to + 4).find_map(|k| found.at(n, k)).map(|m| m.actor) } else { None };
        let title_from = (from..to).rev().find(|&k| self.title_at(p, k).is_some_and(|(len, _)| k + len == to));
        // The longest title that ends there.
        let title_from = (from..to).find(|&k| self.title_at(p, k).is_some_and(|(len, _)| k + len == to)).or(title_from);
        let title = p.slice(title_from.unwrap_or(from)..to).to_string();
        let end = (to..to + 8).find(|&k| matches!(p.word(k), "," | "." | ";" | "")).unwrap_or(to);
        self.role(found, n, p, title, before.or(after), former, from..end, name..end)
    }

    #[allow(clippy::too_many_arguments)]
    fn role(
        &self,
        found: &Found,
        n: usize,
        p: &Paragraph,
        title: String,
        of: Option<usize>,
        former: bool,
        written: std::ops::Range<usize>,
        at: std::ops::Range<usize>,
    ) -> (Role, Option<usize>) {
        let party = of.filter(|&a| found.actor(a).is_some_and(|a| a.kind == ActorKind::Party));
        let as_written = p.slice(written).trim_start_matches("the ").to_string();
        (Role { role: title, of, former, as_written, at: (n, at) }, party)
    }
}

/// A name as it is compared.
pub fn key(name: &str, lang: &Lang) -> String {
    name.split(' ').map(|w| lang.stem(&lang.fold(w)).to_string()).collect::<Vec<_>>().join(" ")
}

/// The one person whose first or last name this is.
fn unique(found: &Found, name: &str, lang: &Lang) -> Option<usize> {
    let name = key(name, lang);
    let mut fits = found.actors.iter().enumerate().filter(|(_, a)| {
        let full = key(&a.name, lang);
        a.kind == ActorKind::Person
            && [full.split(' ').next(), full.split(' ').next_back()].contains(&Some(name.as_str()))
    });
    match (fits.next(), fits.next()) {
        (Some((i, _)), None) => Some(i),
        _ => None,
    }
}

/// A name word alone joins the full name of the same article, where only one fits.
pub fn join_short(found: &mut Found, paragraphs: &[Paragraph], lexicon: &Lexicon) {
    let mut short: HashMap<String, Option<usize>> = HashMap::new();
    for (i, actor) in found.actors.iter().enumerate().filter(|(_, a)| a.kind == ActorKind::Person) {
        let parts: Vec<&str> = actor.name.split(' ').collect();
        if parts.len() < 2 {
            continue;
        }
        // A Spaniard has two family names, and is called by the first.
        let second = parts.get(1).filter(|_| lexicon.lang.code == "es" && parts.len() == 3);
        for part in [parts.first(), parts.last(), second].into_iter().flatten() {
            short.entry(key(part, lexicon.lang)).and_modify(|known| *known = None).or_insert(Some(i));
        }
    }
    for (n, p) in paragraphs.iter().enumerate() {
        for i in 0..p.tokens.len() {
            let word = p.word(i);
            let Some(Some(person)) = p.is_capital(i).then(|| short.get(&key(word, lexicon.lang))).flatten() else {
                continue;
            };
            let alone = !lexicon.lang.is_common(word)
                && found.at(n, i).is_none()
                && !(p.is_capital(i + 1) && p.is_word(i + 1))
                && !(i > 0 && p.is_capital(i - 1) && found.at(n, i - 1).is_none());
            if alone {
                found.mention(n, p, Mention { actor: *person, range: i..i + 1, form: Form::Name, joined: None });
            }
        }
    }
}
