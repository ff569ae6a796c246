//! What an article says of the name behind it, in a language that declines its articles: "dem Konzern X" gets something,
//! "der finnischen Reederei X" gets it or owns it, "der finnische Konzern X" acts.

use super::lang::Marker;
use super::table::{self, Table};
use super::words::Paragraph;

/// Words and endings of words.
#[derive(Debug, Default)]
struct Forms {
    words: Vec<String>,
    endings: Vec<String>,
}

impl Forms {
    fn has(&self, lower: &str) -> bool {
        self.words.iter().any(|w| w == lower)
            || self.endings.iter().any(|end| lower.len() > end.len() + 2 && lower.ends_with(end.as_str()))
    }
}

/// The declined articles of a language: rows `article-…` of its markers. Empty where articles are not declined.
#[derive(Debug, Default)]
pub struct Cases {
    /// "dem"
    dative: Forms,
    /// "des"
    genitive: Forms,
    /// "der": of a woman's gender, else the nominative.
    feminine: Forms,
    /// "den": of many, else the accusative.
    plural: Forms,
    /// Nouns and names of a woman's gender.
    feminine_nouns: Forms,
    /// Nouns and names of many, in the dative.
    plural_nouns: Forms,
    /// The endings of adjectives that no nominative of one man's gender has.
    adjectives: Forms,
}

impl Cases {
    /// From the markers of a language.
    pub fn new(markers: &'static str, fold: &dyn Fn(&str) -> String) -> Cases {
        let mut out = Cases::default();
        for row in table::rows(markers) {
            let forms = match table::column(&row, 0) {
                "article-dative" => &mut out.dative,
                "article-genitive" => &mut out.genitive,
                "article-feminine" => &mut out.feminine,
                "article-plural" => &mut out.plural,
                "noun-feminine" => &mut out.feminine_nouns,
                "noun-plural" => &mut out.plural_nouns,
                "adjective-oblique" => &mut out.adjectives,
                _ => continue,
            };
            for form in table::list(&row, 1) {
                match form.strip_prefix('-') {
                    Some(ending) => forms.endings.push(fold(ending)),
                    None => forms.words.push(fold(form)),
                }
            }
        }
        out
    }

    /// Whether articles are declined at all.
    pub fn is_declined(&self) -> bool {
        !self.dative.words.is_empty()
    }

    /// The part that the article at a token gives the name behind it; `is_owned` says whether a noun stands before the
    /// article, whose owner the name then is ("der Auftrag der Reederei X").
    pub fn at(&self, p: &Paragraph, k: usize, is_owned: bool) -> Option<Marker> {
        let article = p.lower(k);
        let oblique = || if is_owned { Marker::Of } else { Marker::To };
        if self.dative.has(article) {
            return Some(Marker::To);
        }
        if self.genitive.has(article) {
            return Some(Marker::Of);
        }
        let adjective = !p.is_capital(k + 1);
        let noun = if adjective { k + 2 } else { k + 1 };
        if self.feminine.has(article) {
            let told = adjective && self.adjectives.has(p.lower(k + 1)) || self.feminine_nouns.has(p.lower(noun));
            return told.then(oblique);
        }
        (self.plural.has(article) && self.plural_nouns.has(p.lower(noun))).then(oblique)
    }
}

/// The markers of a language as a table.
pub fn of(code: &str, fold: &dyn Fn(&str) -> String) -> Cases {
    Cases::new(table::text(code, Table::Markers), fold)
}
