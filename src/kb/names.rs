//! Where the names and aliases of records stand in running text.
//! The rules are the content model's: longest match wins, acronyms match case-sensitively, a capitalised word that
//! follows or a hyphen that joins makes it another name, an alias that two records share links nowhere.

use std::collections::HashMap;
use std::ops::Range;

use super::Sym;
use crate::doc::body::Fragment;
use crate::doc::record::AliasKind;
use crate::text;

/// All names, by their first word in lower case, longest first.
#[derive(Default)]
pub struct Names {
    by_word: HashMap<String, Vec<Name>>,
    /// Names that two records share, with both.
    pub shared: Vec<(String, Sym, Sym)>,
}

struct Name {
    /// As HTML text, since that is what is searched.
    html: String,
    exact: bool,
    /// None where two records share it.
    sym: Option<Sym>,
}

/// A name found: where it stands in the HTML, whose it is, and whether it may become a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub html: Range<usize>,
    pub sym: Sym,
    pub section: usize,
    pub links: bool,
}

impl Names {
    /// Collects `(record, name, kind)`; `None` as kind marks a record's own name.
    pub fn new<'a>(all: impl Iterator<Item = (Sym, &'a str, Option<AliasKind>)>) -> Names {
        let mut names = Names::default();
        for (sym, name, kind) in all {
            if kind == Some(AliasKind::Weak) || name.trim().chars().count() < 2 {
                continue;
            }
            let html = text::escape(&name.split_whitespace().collect::<Vec<_>>().join(" "));
            // A name all in capitals is an acronym, whatever it is filed as.
            let exact = kind == Some(AliasKind::Acronym)
                || (name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase));
            let key = first_word(&html).to_lowercase();
            let list = names.by_word.entry(key).or_default();
            match list.iter_mut().find(|n| n.html.to_lowercase() == html.to_lowercase() && n.exact == exact) {
                Some(known) => {
                    if let Some(other) = known.sym
                        && other != sym
                    {
                        known.sym = None;
                        names.shared.push((name.to_string(), other, sym));
                    }
                }
                None => list.push(Name { html, exact, sym: Some(sym) }),
            }
        }
        for list in names.by_word.values_mut() {
            list.sort_by(|a, b| b.html.len().cmp(&a.html.len()).then_with(|| a.html.cmp(&b.html)));
        }
        names
    }

    /// All names in the runs of `fragment`, in order.
    pub fn find(&self, fragment: &Fragment) -> Vec<Match> {
        let mut out = Vec::new();
        for run in &fragment.runs {
            let Some(text) = fragment.html.get(run.html.clone()) else { continue };
            let before = fragment.html.get(..run.html.start).and_then(|s| s.chars().next_back());
            self.find_in(text, before, |range, sym| {
                let html = range.start + run.html.start..range.end + run.html.start;
                out.push(Match { html, sym, section: run.section, links: run.links });
            });
        }
        out
    }

    fn find_in(&self, text: &str, before: Option<char>, mut found: impl FnMut(Range<usize>, Sym)) {
        let mut prev = before.filter(|c| *c != '>');
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|t| t.chars().next()) {
            let starts = c.is_alphanumeric() && !prev.is_some_and(|p| p.is_alphanumeric() || is_joiner(p));
            if !starts {
                prev = Some(c);
                at += c.len_utf8();
                continue;
            }
            let rest = text.get(at..).unwrap_or("");
            let word = first_word(rest);
            let hit = self.by_word.get(&word.to_lowercase()).and_then(|list| {
                list.iter()
                    .find_map(|name| matches(rest, name).filter(|end| ends_well(rest, *end)).map(|end| (end, name.sym)))
            });
            let step = match hit {
                Some((end, sym)) => {
                    if let Some(sym) = sym {
                        found(at..at + end, sym);
                    }
                    end
                }
                None => word.len().max(c.len_utf8()),
            };
            prev = rest.get(..step).and_then(|s| s.chars().next_back());
            at += step;
        }
    }
}

fn first_word(s: &str) -> &str {
    let end = s.char_indices().find(|(_, c)| !c.is_alphanumeric()).map_or(s.len(), |(i, _)| i);
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
        names.find_in(text, None, |range, sym| out.push((text[range].to_string(), sym.0)));
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
