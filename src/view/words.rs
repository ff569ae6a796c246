//! Words for closed lists: a word of the model becomes a word of the theme's strings.

use crate::text::strings::Strings;

/// `deal_kind` + `arms-transfer` -> the string `deal_kind_arms_transfer`.
pub fn word(strings: &Strings, list: &str, word: &str) -> String {
    let key = format!("{list}_{}", word.replace('-', "_"));
    let found = strings.get(&key);
    // A word that the strings do not know (a free role, a kind of source) is shown as it was written.
    if found == key { word.replace('-', " ") } else { found.to_string() }
}

/// The first letter in upper case, where the script has cases.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// `A`, `A and B`, `A, B and C`
pub fn list(strings: &Strings, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} {} {last}", init.join(", "), strings.get("and")),
    }
}
