//! What the ending of a Russian name or pointing word says of its part, where no small word governs it.

use std::ops::Range;

use super::super::actors::{Form, Mention};
use super::super::lang::Marker;
use super::super::reading::Reading;
use super::super::rules::Rules;

/// The part that its ending gives a name: "Турцией" acts, "Миналору" is given.
pub fn of_name(rules: &Rules, r: &Reading, m: &Mention) -> Vec<Marker> {
    if r.lang.code != "ru" || m.form == Form::Adjective {
        return Vec::new();
    }
    // A closing mark belongs to the name.
    let written = m.range.clone().rev().find(|&k| r.p.is_word(k)).map_or("", |k| r.p.lower(k));
    let name = r.found.actor(m.actor).map(|a| r.lang.fold(&a.name)).unwrap_or_default();
    let last = name.rsplit(' ').next().unwrap_or("");
    if written == last || written.chars().count() < 4 {
        return Vec::new();
    }
    let ends = |list: &[&str]| list.iter().any(|end| written.ends_with(end));
    if ends(&["ией", "ей", "ой", "ом", "ем", "ами", "ями"]) {
        vec![Marker::By]
    } else if ends(&["ии"]) && is_given(rules, r, m.range.start) {
        vec![Marker::To]
    } else if ends(&["ии", "ы", "и", "а", "я"]) {
        vec![Marker::Of]
    } else if ends(&["е", "у", "ю", "ам", "ям"]) {
        vec![Marker::To]
    } else {
        Vec::new()
    }
}

/// The same for a word that points back: "банку", "компанией", "страны". Its other forms stand in the table too, and
/// tell of what gender it is.
pub fn of_pointer(rules: &Rules, r: &Reading, range: &Range<usize>) -> Vec<Marker> {
    let one = range.len() == 1;
    let Some(word) = Some(r.p.lower(range.start)).filter(|_| one && r.lang.code == "ru") else { return Vec::new() };
    let cut = |n: usize| word.char_indices().rev().nth(n - 1).and_then(|(at, _)| word.get(..at)).unwrap_or("");
    let is_form = |form: &str| rules.pointers.has(form);
    let (stem, ends) = (cut(1), |list: &[&str]| list.iter().any(|end| word.ends_with(end)));
    let is_masculine = is_form(stem);
    if ends(&["ией", "ой", "ом", "ем", "ами", "ями"]) && !is_form(&format!("{word}а")) {
        vec![Marker::By]
    } else if ends(&["у"]) && is_masculine || ends(&["е"]) && (is_form(&format!("{stem}а")) || is_masculine) {
        vec![Marker::To]
    } else if ends(&["а"]) && is_masculine || ends(&["ы"]) && is_form(&format!("{stem}а")) {
        vec![Marker::Of]
    } else if ends(&["ии"]) && is_form(&format!("{stem}я")) {
        vec![if is_given(rules, r, range.start) { Marker::To } else { Marker::Of }]
    } else {
        Vec::new()
    }
}

/// Whether a name with the ending of two cases is one that something is given to: behind a verb, or where it begins a
/// clause ("Молдавии передано"); behind a noun it is whose that is.
fn is_given(rules: &Rules, r: &Reading, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|k| *k >= r.start) else { return true };
    let hands = rules.transfers.at(r.p, before).is_some_and(|(_, t)| t.status.is_some());
    hands || r.p.lower(before).ends_with("ть") || matches!(r.p.word(before), "," | "—" | ":")
}
