//! Regular endings: the forms of a word made from its stem, so that a table names the stem once.

use std::collections::HashMap;

use super::table;

/// The sets of endings of a language, by their names; none where its words are written out.
#[derive(Debug, Default)]
pub struct Endings(HashMap<&'static str, Vec<&'static str>>);

impl Endings {
    pub fn new(code: &str) -> Endings {
        let text = match code {
            "tr" => include_str!("data/tr/endings.tsv"),
            _ => "",
        };
        Endings(table::rows(text).map(|row| (table::column(&row, 0), table::list(&row, 1))).collect())
    }

    /// The forms of "sat+past", or "et/ed+past" where the stem is another before a vowel; none of a form written out.
    pub fn forms(&self, form: &str) -> Vec<String> {
        let mut parts = form.split('+');
        let stem = parts.next().unwrap_or("");
        let (words, last) = stem.rsplit_once(' ').map_or(("", stem), |(words, last)| (words, last));
        let (hard, soft) = last.split_once('/').unwrap_or((last, last));
        let endings = parts.filter_map(|set| self.0.get(set)).flatten();
        endings.map(|ending| format!("{words} {}", joined(hard, soft, ending)).trim_start().to_string()).collect()
    }
}

fn is_vowel(c: char) -> bool {
    "aıoueiöü".contains(c)
}

/// A stem with an ending, in which A is "a" or "e", I "ı", "i", "u" or "ü", D "d" or "t", and a letter in brackets
/// stands only behind a vowel: "sat" and "DI" are "sattı", "üret" and "(y)AcAk" are "üretecek".
fn joined(hard: &str, soft: &str, ending: &str) -> String {
    let opens = ending.starts_with(['A', 'I', '(']) || ending.chars().next().is_some_and(is_vowel);
    let mut out = (if opens { soft } else { hard }).to_string();
    // "başla" and "Iyor" are "başlıyor".
    if ending.starts_with('I') && out.ends_with(is_vowel) {
        out.pop();
    }
    let mut is_buffer = false;
    for c in ending.chars() {
        let vowel = out.chars().rev().find(|c| is_vowel(*c)).unwrap_or('e');
        let is_front = "eiöü".contains(vowel);
        match c {
            '(' => is_buffer = true,
            ')' => is_buffer = false,
            _ if is_buffer && !out.ends_with(is_vowel) => {}
            'A' => out.push(if is_front { 'e' } else { 'a' }),
            'I' => out.push(match (is_front, "ouöü".contains(vowel)) {
                (true, true) => 'ü',
                (true, false) => 'i',
                (false, true) => 'u',
                (false, false) => 'ı',
            }),
            'D' => out.push(if out.ends_with(['f', 's', 't', 'k', 'ç', 'ş', 'h', 'p']) { 't' } else { 'd' }),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_vowels_of_their_stem() {
        for (hard, soft, ending, form) in [
            ("sat", "sat", "DI", "sattı"),
            ("gönder", "gönder", "DIğInI", "gönderdiğini"),
            ("et", "ed", "(y)AcAğI", "edeceği"),
            ("et", "ed", "DI", "etti"),
            ("başla", "başla", "Iyor", "başlıyor"),
            ("kirala", "kirala", "(y)An", "kiralayan"),
            ("sun", "sun", "mIştI", "sunmuştu"),
            ("döşe", "döşe", "IyordI", "döşüyordu"),
        ] {
            assert_eq!(joined(hard, soft, ending), form);
        }
        let forms = Endings::new("tr").forms("satın al+past");
        assert!(forms.iter().any(|f| f == "satın aldı") && forms.iter().any(|f| f == "satın alan"));
        assert!(Endings::new("tr").forms("sattı").is_empty());
    }
}
