//! What a template rests on: itself, what it extends and includes, the components that it calls, and so on. From the
//! texts alone, and rather too much than too little: a page is made again when any of these texts changed, and a part
//! of a view that none of them names is not made at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::hash;
use crate::view::ctx::Wants;

/// What one template rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closure {
    /// Of all the texts.
    pub hash: u128,
    pub wants: Wants,
}

/// What each template and each component rests on, by name.
#[derive(Clone, Debug, Default)]
pub struct Closures {
    templates: BTreeMap<String, Closure>,
    components: BTreeMap<String, u128>,
}

/// What the tags of one template say.
#[derive(Default)]
struct Tags {
    /// Names, and what stands in strings.
    words: BTreeSet<String>,
    strings: BTreeSet<String>,
    calls: BTreeSet<String>,
    defines: BTreeSet<String>,
    /// Whether something is looked up or printed whole, so that any part of a view may be meant.
    is_open: bool,
}

/// Names under which a template has a record or the site; printed whole they show everything.
const SUBJECTS: [&str; 13] =
    ["article", "actor", "deal", "event", "source", "quote", "term", "place", "entry", "list", "page", "site", "feed"];

/// What hands a map on as a whole.
const WHOLE: [&str; 5] = ["json_encode", "pairs", "keys", "values", "__tera_context"];

impl Closures {
    /// From the texts by their names; of two with one name the site's counts, and the default is `default/NAME`.
    pub fn new(texts: &BTreeMap<String, (Arc<str>, Arc<str>)>) -> Closures {
        let tags: BTreeMap<&str, Tags> = texts.iter().map(|(name, (_, text))| (name.as_str(), read(text))).collect();
        let mut definers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, tags) in &tags {
            tags.defines.iter().for_each(|c| definers.entry(c).or_default().push(name));
        }
        // A component of the site takes the place of the default one.
        for files in definers.values_mut() {
            if files.iter().any(|name| !name.starts_with("default/")) {
                files.retain(|name| !name.starts_with("default/"));
            }
        }
        // A component may stand in any body, and takes `site` and `page` from around it.
        let own = tags.iter().filter(|(name, tags)| !name.starts_with("default/") && !tags.defines.is_empty());
        let own: Vec<&Tags> = own.map(|(_, tags)| tags).collect();
        let whole = |start: Vec<&str>| {
            let mut known: BTreeSet<String> = BTreeSet::new();
            let mut next: Vec<String> = start.into_iter().map(String::from).collect();
            while let Some(name) = next.pop() {
                let Some(tags) = tags.get(name.as_str()).filter(|_| known.insert(name.clone())) else { continue };
                let named = tags.strings.iter().map(|s| match texts.contains_key(s) {
                    true => s.clone(),
                    false => format!("default/{s}"),
                });
                next.extend(named.filter(|s| texts.contains_key(s)));
                let called = tags.calls.iter().filter_map(|c| definers.get(c.as_str())).flatten();
                next.extend(called.map(|s| s.to_string()));
            }
            known
        };
        let hash = |names: &BTreeSet<String>| {
            let mut all = Vec::new();
            for (name, (_, text)) in names.iter().filter_map(|n| texts.get_key_value(n)) {
                all.extend_from_slice(name.as_bytes());
                all.extend_from_slice(&hash::of(text.as_bytes()).to_le_bytes());
            }
            hash::of(&all)
        };
        let mut out = Closures::default();
        for name in texts.keys() {
            let plain = name.strip_prefix("default/").unwrap_or(name);
            if plain != name && texts.contains_key(plain) {
                continue;
            }
            let names = whole(vec![name]);
            let seen: Vec<&Tags> =
                names.iter().filter_map(|n| tags.get(n.as_str())).chain(own.iter().copied()).collect();
            let wants = if seen.iter().any(|t| t.is_open) {
                Wants::ALL
            } else {
                Wants::only(seen.iter().flat_map(|t| t.words.iter().cloned()).collect())
            };
            out.templates.insert(plain.to_string(), Closure { hash: hash(&names), wants });
        }
        for (component, files) in &definers {
            out.components.insert(component.to_string(), hash(&whole(files.clone())));
        }
        out
    }

    pub fn template(&self, name: &str) -> Option<&Closure> {
        self.templates.get(name)
    }

    /// The hash of what a component rests on.
    pub fn component(&self, name: &str) -> u128 {
        self.components.get(name).copied().unwrap_or_default()
    }
}

/// Reads the tags of a template.
fn read(text: &str) -> Tags {
    let mut tags = Tags::default();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = rest.get(at..).unwrap_or("");
        if let Some(comment) = rest.strip_prefix("{#") {
            rest = comment.split_once("#}").map_or("", |(_, rest)| rest);
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            let (tag, behind) = tag(rest);
            one(tag, &mut tags);
            rest = behind;
        } else {
            rest = rest.get(1..).unwrap_or("");
        }
    }
    tags
}

/// A tag without its braces, and what stands behind it. A closing brace in a string closes nothing.
fn tag(text: &str) -> (&str, &str) {
    let close = if text.starts_with("{{") { "}}" } else { "%}" };
    let mut quote: Option<char> = None;
    for (at, c) in text.char_indices().skip(2) {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if text.get(at..).is_some_and(|t| t.starts_with(close)) => {
                return (text.get(2..at).unwrap_or(""), text.get(at + 2..).unwrap_or(""));
            }
            None => {}
        }
    }
    (text.get(2..).unwrap_or(""), "")
}

fn one(tag: &str, tags: &mut Tags) {
    let inside = tag.trim_matches('-').trim();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words: Vec<(&str, Option<char>)> = Vec::new();
    let mut before = None;
    let mut rest = tag;
    while let Some(c) = rest.chars().next() {
        if matches!(c, '"' | '\'' | '`') {
            let string = rest.get(1..).unwrap_or("");
            let (string, behind) = string.split_once(c).unwrap_or((string, ""));
            tags.strings.insert(string.to_string());
            tags.words.extend(string.split(|c| !is_word(c)).filter(|w| !w.is_empty()).map(String::from));
            rest = behind;
            before = Some(c);
        } else if is_word(c) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            words.push((word, before));
            rest = behind;
            before = Some('a');
        } else {
            // `row[name]`: any field may be meant; `[a, b]` and `row[0]` name what they mean.
            let looks_up = c == '[' && matches!(before, Some('a' | ')' | ']'));
            let next = rest.get(1..).and_then(|r| r.trim_start().chars().next());
            tags.is_open |= looks_up && next.is_some_and(|n| n.is_alphabetic() || n == '_');
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            before = Some(c).filter(|c| !c.is_whitespace()).or(before.filter(|b| *b == '<'));
        }
    }
    tags.calls.extend(words.iter().filter(|(_, before)| *before == Some('<')).map(|(w, _)| w.to_string()));
    let mut plain = words.iter().map(|(w, _)| *w);
    match plain.next() {
        Some("component") => tags.defines.extend(plain.next().map(String::from)),
        // `for key, value in record`
        Some("for") => tags.is_open |= inside.split(" in ").next().is_some_and(|names| names.contains(',')),
        _ => {}
    }
    let whole = inside.split('|').next().unwrap_or("").trim();
    tags.is_open |= SUBJECTS.contains(&whole) || words.iter().any(|(w, _)| WHOLE.contains(w));
    tags.words.extend(words.into_iter().map(|(w, _)| w.to_string()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closures(files: &[(&str, &str)]) -> Closures {
        Closures::new(&files.iter().map(|(n, t)| (n.to_string(), ((*n).into(), (*t).into()))).collect())
    }

    #[test]
    fn a_template_rests_on_what_it_extends_includes_and_calls() {
        let base = ("default/base.html", "{% block main %}{% endblock %}{{ site.counts.actors }}");
        let card =
            ("default/components/card.html", "{% component card(view: Map) %}{{ view.short }}{% endcomponent card %}");
        let actor = ("actor.html", "{% extends \"base.html\" %}{{<card view={actor.head} />}} {{ \"}}\" }} mentions");
        let before = closures(&[base, card, actor, ("deal.html", "{{ deal.rows }}")]);
        let wants = &before.template("actor.html").expect("known").wants;
        assert!(wants.has("counts") && wants.has("short") && wants.has("head"));
        assert!(!wants.has("mentions") && !wants.has("rows"));
        let changed = (card.0, "{% component card(view: Map) %}{{ view.name }}{% endcomponent card %}");
        let after = closures(&[base, changed, actor, ("deal.html", "{{ deal.rows }}")]);
        assert_ne!(before.template("actor.html"), after.template("actor.html"));
        assert_eq!(before.template("deal.html"), after.template("deal.html"));
        assert_ne!(before.component("card"), after.component("card"));
    }

    #[test]
    fn a_view_that_is_taken_whole_is_made_whole() {
        for text in
            ["{{ actor }}", "{{ actor | json_encode }}", "{% for k, v in actor %}{% endfor %}", "{{ actor[key] }}"]
        {
            assert!(
                closures(&[("actor.html", text)]).template("actor.html").expect("known").wants.has("any"),
                "{text}"
            );
        }
        for text in ["{{ actor.name }}", "{{ deals[0].name }}", "{% for a in [x, y] %}{% endfor %}"] {
            assert!(
                !closures(&[("actor.html", text)]).template("actor.html").expect("known").wants.has("any"),
                "{text}"
            );
        }
    }
}
