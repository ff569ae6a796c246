//! Persons in scripts without capitals: a title before a name, or a known given name; the name ends at a small word, a
//! verb of saying, a sign or another name. A family name alone joins the full name where only one fits.

use std::collections::HashMap;
use std::ops::Range;

use super::actors::{Form, Found, Mention, Role, actor};
use super::lang::Lang;
use super::lexicon::{Beside, Lexicon};
use super::words::Paragraph;
use crate::doc::record::ActorKind;

/// The most words of a name.
const LONGEST: usize = 4;

/// Finds the persons and adds them to what was found.
pub fn find(found: &mut Found, paragraphs: &[Paragraph], lexicon: &Lexicon, authors: &[String]) {
    let lang = lexicon.lang;
    let authors: Vec<String> = authors.iter().map(|a| lang.fold(a)).collect();
    for least in [2, 1] {
        for (n, p) in paragraphs.iter().enumerate() {
            let mut i = 0;
            while i < p.tokens.len() {
                if !p.is_word(i) || found.at(n, i).is_some() {
                    i += 1;
                    continue;
                }
                let title = titled(found, n, p, i, lexicon);
                let given = lexicon.given.contains(p.lower(i));
                let from = title.as_ref().map_or(i, |t| t.name);
                let end = run(found, n, p, from, lang, lexicon);
                let words = end - from;
                let quoted = |k: usize| matches!(p.word(k), "‘" | "’" | "«" | "»" | "“" | "”" | "\"");
                // A name in quotation marks is a company's; "فیصل آباد" is a town.
                let place = (from..end).any(|k| matches!(lexicon.noun_at(p, k), Some((_, Beside::Place))));
                if words > 0 && (place || from > 0 && quoted(from - 1) && quoted(end)) {
                    i = end.max(i + 1);
                    continue;
                }
                let fits = if title.is_some() { words >= least } else { given && words >= 2 };
                if words == 0 || !fits || (words == 1 && !lexicon.given.contains(p.lower(from)) && least == 2) {
                    i += 1;
                    continue;
                }
                let name = p.slice(from..end).to_string();
                let key = lang.fold(&name);
                if authors.contains(&key) {
                    i = end;
                    continue;
                }
                let full = if words == 1 { one_of(found, &key, lang) } else { None };
                // A single unknown word behind a title is too little to begin a person with.
                if words == 1 && full.is_none() && !given && !lexicon.given.contains(p.lower(from)) {
                    i = end;
                    continue;
                }
                let shown = (n, from..end);
                let person = match full {
                    Some(person) => person,
                    None => found.take(&format!("person {key}"), || actor(&name, ActorKind::Person, shown)),
                };
                found.mention(n, p, Mention { actor: person, range: from..end, form: Form::Name, joined: None });
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
    }
    join_family(found, paragraphs, lexicon);
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

/// A title at a token, the state beside it, and where the name begins ("وزير الخارجية الروسي سيرغي").
fn titled(found: &Found, n: usize, p: &Paragraph, i: usize, lexicon: &Lexicon) -> Option<Titled> {
    let (lang, given) = (lexicon.lang, &lexicon.given);
    let (len, is_role) = lexicon.titles.at(p, i)?;
    let state =
        |k: usize| found.at(n, k).filter(|m| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State)).cloned();
    let mut name = i + len;
    let mut written = i..i + len;
    let mut of = None;
    if let Some(m) = state(name) {
        of = Some(m.actor);
        name = m.range.end;
        written.end = name;
    }
    // A state before the title, with or without the word that joins them: "रूस के राष्ट्रपति".
    for back in [1, 2] {
        if of.is_none()
            && let Some(m) = i.checked_sub(back).and_then(state)
            && (m.range.end..i).all(|k| lang.is_stop(p.lower(k)))
        {
            of = Some(m.actor);
            written.start = m.range.start;
        }
    }
    // What the office is for: "وزير الزراعة X", "وزیر توانائی X", where a known name follows.
    if lang.code == "ar" {
        while name < i + len + 4 && p.word(name).starts_with("ال") && found.at(n, name).is_none() {
            name += 1;
        }
    } else {
        let skipped = (name + 1..name + 3).find(|&k| given.contains(p.lower(k)));
        if let Some(at) = skipped.filter(|&at| {
            !given.contains(p.lower(name)) && (name..at).all(|k| p.is_word(k) && found.at(n, k).is_none())
        }) {
            name = at;
        }
    }
    written.end = written.end.max(name);
    // A second title or address: "وزیر خارجہ جناب X".
    if let Some((more, _)) = lexicon.titles.at(p, name) {
        name += more;
    }
    Some(Titled { words: i..i + len, written, of, is_role: *is_role, name })
}

/// Where a run of name words ends that begins at a token.
fn run(found: &Found, n: usize, p: &Paragraph, from: usize, lang: &Lang, lexicon: &Lexicon) -> usize {
    let mut end = from;
    while end < from + LONGEST {
        let plain = p.is_word(end)
            && found.at(n, end).is_none()
            && !lang.is_stop(p.lower(end))
            && lang.month(p.word(end)).is_none()
            && !p.word(end).starts_with(|c: char| c.is_numeric())
            && (end == from || lexicon.titles.at(p, end).is_none())
            && lexicon.heads.at(p, end).is_none();
        // A sign between two words ends a name; Arabic joins "and" and "to" to the next word.
        if !plain {
            break;
        }
        end += 1;
        // Behind the second word only a known name goes on, so that a verb that follows is not taken in.
        let open = is_particle(p.lower(end - 1)) && lang.code == "ar";
        if end - from >= 2 && !open && !lexicon.given.contains(p.lower(end)) && !is_particle(p.lower(end)) {
            break;
        }
    }
    end
}

fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "بن" | "بنت"
            | "ابن"
            | "ابو"
            | "ال"
            | "عبد"
            | "الدین"
            | "اللہ"
            | "الله"
            | "الرحمن"
            | "خان"
            | "علی"
            | "شاه"
            | "شاہ"
            | "खान"
            | "सिंह"
            | "कुमार"
    )
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

fn join_family(found: &mut Found, paragraphs: &[Paragraph], lexicon: &Lexicon) {
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
            {
                found.mention(n, p, Mention { actor: *person, range: k..k + 1, form: Form::Name, joined: None });
            }
        }
    }
}
