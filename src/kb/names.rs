//! Where the names and aliases of records stand in running text.
//! The rules are the content model's: longest match wins, acronyms match case-sensitively, a capitalised word that
//! follows or a hyphen that joins makes it another name, an alias that two records share links nowhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::Sym;
use crate::doc::body::Fragment;
use crate::doc::record::AliasKind;
use crate::text;

/// All names, by their first word in lower case, longest first.
#[derive(Default)]
pub struct Names {
    list: Vec<Name>,
    by_word: HashMap<Box<str>, Vec<u32>>,
    /// With which two bytes a name may begin in a text.
    starts: Starts,
    /// Names that two records share, with both.
    pub shared: Vec<(String, Sym, Sym)>,
}

struct Name {
    /// As HTML text, since that is what is searched.
    html: String,
    exact: bool,
    /// The record that gave it first, and whether it is the only one; a name that two records share is nobody's.
    sym: Sym,
    is_shared: bool,
}

/// A set of pairs of bytes, one bit for each.
struct Starts(Vec<u64>);

impl Default for Starts {
    fn default() -> Starts {
        Starts(vec![0; 1 << 10])
    }
}

impl Starts {
    fn add(&mut self, pair: [u8; 2]) {
        let at = usize::from(u16::from_be_bytes(pair));
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn has(&self, text: &[u8]) -> bool {
        let pair = [text.first().copied().unwrap_or(0), text.get(1).copied().unwrap_or(0)];
        let at = usize::from(u16::from_be_bytes(pair));
        self.0[at / 64] & (1 << (at % 64)) != 0
    }
}

/// A name found: which, where it stands in the HTML, and whether it may become a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub html: Range<usize>,
    /// By its place in the list of names.
    pub name: u32,
    pub section: usize,
    pub links: bool,
}

impl Names {
    /// Collects `(record, name, kind)`; `None` as kind marks a record's own name.
    pub fn new<'a>(all: impl Iterator<Item = (Sym, &'a str, Option<AliasKind>)>) -> Names {
        let mut names = Names::default();
        let mut known: HashMap<(String, bool), u32> = HashMap::new();
        for (sym, name, kind) in all {
            if kind == Some(AliasKind::Weak) || name.trim().chars().count() < 2 {
                continue;
            }
            let html = text::escape(&name.split_whitespace().collect::<Vec<_>>().join(" "));
            // A name all in capitals is an acronym, whatever it is filed as.
            let exact = kind == Some(AliasKind::Acronym)
                || (name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase));
            match known.entry((html.to_lowercase(), exact)) {
                Entry::Occupied(at) => {
                    let known = &mut names.list[*at.get() as usize];
                    if known.sym != sym && !known.is_shared {
                        known.is_shared = true;
                        names.shared.push((name.to_string(), known.sym, sym));
                    }
                }
                Entry::Vacant(at) => {
                    at.insert(names.list.len() as u32);
                    names.list.push(Name { html, exact, sym, is_shared: false });
                }
            }
        }
        for (n, name) in names.list.iter().enumerate() {
            let key = first_word(&name.html).to_lowercase().into_boxed_str();
            names.by_word.entry(key).or_default().push(n as u32);
            // Beyond ASCII a letter's other case may have other bytes.
            let either = |b: &u8| match b {
                b if b.is_ascii() => vec![b.to_ascii_lowercase(), b.to_ascii_uppercase()],
                _ => (128..=255).collect(),
            };
            let mut bytes = name.html.as_bytes().iter();
            let (first, second) = (bytes.next().unwrap_or(&b' '), bytes.next().unwrap_or(&b' '));
            // A capital is never matched by a small letter at the beginning.
            let firsts = if first.is_ascii_uppercase() { vec![*first] } else { either(first) };
            // The second of two may be white space of another kind.
            let seconds = if second.is_ascii_alphanumeric() { either(second) } else { (0..=255).collect() };
            for pair in firsts.iter().flat_map(|a| seconds.iter().map(|b| [*a, *b])) {
                names.starts.add(pair);
            }
        }
        let list = &names.list;
        for numbers in names.by_word.values_mut() {
            let name = |n: &u32| &list[*n as usize].html;
            numbers.sort_by(|a, b| name(b).len().cmp(&name(a).len()).then_with(|| name(a).cmp(name(b))));
        }
        names
    }

    /// The record whose name it is; none where two share it.
    pub fn sym(&self, name: u32) -> Option<Sym> {
        self.list.get(name as usize).filter(|n| !n.is_shared).map(|n| n.sym)
    }

    /// Where the names of an older list stand in this one; none where too many are new.
    pub fn moves(&self, old: &Names) -> Option<Moves> {
        /// Looking for more new names than this is no cheaper than looking for all.
        const MOST: usize = 8;
        let mut numbers: HashMap<(&str, bool), u32> = HashMap::with_capacity(self.list.len());
        numbers.extend(self.list.iter().zip(0..).map(|(name, n)| ((name.html.as_str(), name.exact), n)));
        let now = old.list.iter().map(|name| numbers.remove(&(name.html.as_str(), name.exact))).collect();
        let added: Vec<String> = numbers.into_keys().map(|(html, _)| first_word(html).to_string()).collect();
        (added.len() <= MOST).then_some(Moves { now, added })
    }

    /// All names in the runs of `fragment`, in order.
    pub fn find(&self, fragment: &Fragment) -> Vec<Match> {
        let mut out = Vec::new();
        for run in &fragment.runs {
            let Some(text) = fragment.html.get(run.html.clone()) else { continue };
            let before = fragment.html.get(..run.html.start).and_then(|s| s.chars().next_back());
            self.find_in(text, before, |range, name| {
                let html = range.start + run.html.start..range.end + run.html.start;
                out.push(Match { html, name, section: run.section, links: run.links });
            });
        }
        out
    }

    fn find_in(&self, text: &str, before: Option<char>, mut found: impl FnMut(Range<usize>, u32)) {
        let bytes = text.as_bytes();
        let mut prev = before.filter(|c| *c != '>');
        let mut at = 0;
        while let Some(c) = char_at(text, at) {
            let starts = c.is_alphanumeric() && !prev.is_some_and(|p| p.is_alphanumeric() || is_joiner(p));
            if !starts {
                prev = Some(c);
                at += c.len_utf8();
                continue;
            }
            let rest = text.get(at..).unwrap_or("");
            let word = first_word(rest);
            let hit = if self.starts.has(&bytes[at..]) { self.longest(rest, word) } else { None };
            let step = match hit {
                Some((end, name)) => {
                    found(at..at + end, name);
                    end
                }
                None => word.len().max(c.len_utf8()),
            };
            at += step;
            prev = bytes.get(at - 1).filter(|b| b.is_ascii()).map(|b| *b as char);
            prev = prev.or_else(|| text.get(..at).and_then(|s| s.chars().next_back()));
        }
    }

    /// The longest name at the start of `text`, whose first word is `word`.
    fn longest(&self, text: &str, word: &str) -> Option<(usize, u32)> {
        let mut small = [0; 24];
        let lower = lower(word, &mut small);
        let numbers = self.by_word.get(lower.as_ref())?;
        numbers.iter().find_map(|n| {
            let end = matches(text, self.list.get(*n as usize)?).filter(|end| ends_well(text, *end))?;
            Some((end, *n))
        })
    }
}

/// What became of the names of an older list.
pub struct Moves {
    now: Vec<Option<u32>>,
    /// The first words of names that are new.
    added: Vec<String>,
}

impl Moves {
    /// What was found in a text, under the numbers of the newer list; none where it must be searched again, because a
    /// name that was found is gone or a new one may stand there.
    pub fn keep(&self, fragment: &Fragment, found: &[Match]) -> Option<Vec<Match>> {
        if self.added.iter().any(|word| may_hold(&fragment.html, word)) {
            return None;
        }
        found.iter().map(|m| Some(Match { name: self.now(m.name)?, ..m.clone() })).collect()
    }

    pub fn now(&self, name: u32) -> Option<u32> {
        self.now.get(name as usize).copied().flatten()
    }
}

/// Whether a word stands in a text in any case, alone or in another word; of what is not ASCII it may.
fn may_hold(text: &str, word: &str) -> bool {
    let Some(first) = word.chars().next().filter(|_| word.is_ascii()) else { return true };
    let here = |(at, _): (usize, &str)| {
        text.as_bytes().get(at..at + word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word.as_bytes()))
    };
    // A capital is never matched by a small letter at the beginning.
    text.match_indices(first).any(here)
        || !first.is_uppercase() && text.match_indices(first.to_ascii_uppercase()).any(here)
}

/// A word in lower case; a short one of ASCII without a piece of memory of its own.
fn lower<'a>(word: &str, small: &'a mut [u8; 24]) -> Cow<'a, str> {
    let bytes = word.as_bytes();
    if word.is_ascii()
        && let Some(room) = small.get_mut(..bytes.len())
    {
        room.copy_from_slice(bytes);
        room.make_ascii_lowercase();
        if let Ok(lower) = std::str::from_utf8(room) {
            return Cow::Borrowed(lower);
        }
    }
    Cow::Owned(word.to_lowercase())
}

fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(*byte as char),
        _ => text.get(at..)?.chars().next(),
    }
}

fn first_word(s: &str) -> &str {
    let ascii = s.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(s.len());
    let end = match s.as_bytes().get(ascii) {
        Some(b) if !b.is_ascii() => {
            s.char_indices().skip(ascii).find(|(_, c)| !c.is_alphanumeric()).map_or(s.len(), |(i, _)| i)
        }
        _ => ascii,
    };
    s.get(..end).unwrap_or("")
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '_')
}

/// The length of `name` where it stands at the start of `text`.
fn matches(text: &str, name: &Name) -> Option<usize> {
    let mut have = text.char_indices().peekable();
    for want in name.html.chars() {
        let (at, got) = have.next()?;
        if want == ' ' {
            if !got.is_whitespace() {
                return None;
            }
            while have.peek().is_some_and(|(_, c)| c.is_whitespace()) {
                have.next();
            }
            continue;
        }
        let same = got == want
            || matches!((got, want), ('’', '\'') | ('\'', '’'))
            // `arms embargo` may begin a sentence; `China` is never `china`.
            || !(name.exact || want.is_uppercase() && at == 0) && got.to_lowercase().eq(want.to_lowercase());
        if !same {
            return None;
        }
    }
    Some(have.peek().map_or(text.len(), |(at, _)| *at))
}

/// Nothing joins on behind the name, and no capitalised word makes it longer.
fn ends_well(text: &str, end: usize) -> bool {
    let mut after = text.get(end..).unwrap_or("").chars();
    match after.next() {
        Some(c) if c.is_alphanumeric() || is_joiner(c) => false,
        Some(c) if c.is_whitespace() => !after.find(|c| !c.is_whitespace()).is_some_and(char::is_uppercase),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, u32)> {
        let names = [
            (0, "Russia", None),
            (0, "Russian", Some(AliasKind::Adjective)),
            (1, "Pakistan", None),
            (2, "Pakistan Air Force", None),
            (3, "US", Some(AliasKind::Acronym)),
            (4, "arms embargo", None),
            (5, "Georgia", None),
            (6, "Georgia", None),
            (7, "پاکستان", None),
        ];
        let names = Names::new(names.into_iter().map(|(s, n, k)| (Sym(s), n, k)));
        let mut out = Vec::new();
        names.find_in(text, None, |range, name| {
            out.extend(names.sym(name).map(|sym| (text[range].to_string(), sym.0)));
        });
        out
    }

    #[test]
    fn the_rules_of_linking() {
        for (text, want) in [
            ("Russia's deal with Pakistan", vec![("Russia", 0), ("Pakistan", 1)]),
            ("the Pakistan Air\nForce flew", vec![("Pakistan Air\nForce", 2)]),
            ("Pakistan Army", vec![]),
            ("Russia-Pakistan ties", vec![]),
            ("give us the US aid", vec![("US", 3)]),
            ("Arms embargo on russia", vec![("Arms embargo", 4)]),
            ("in Georgia", vec![]),
            ("Russian arms", vec![("Russian", 0)]),
            ("Russians", vec![]),
            ("پاکستان نے", vec![("پاکستان", 7)]),
        ] {
            let want: Vec<(String, u32)> = want.into_iter().map(|(a, b)| (a.to_string(), b)).collect();
            assert_eq!(found(text), want, "{text}");
        }
    }
}
